using System.Security.Cryptography;
using System.Text;

namespace Hearsay.Pages;

public enum PageKind
{
    Text,
    Html,
}

/// <summary>What came in: the decoded words of one page and what the input says about it.</summary>
public sealed record Page
{
    /// <summary>How messages call it: a path, a url, or "FILE line 12".</summary>
    public required string Name { get; init; }

    public required PageKind Kind { get; init; }

    public required string Content { get; init; }

    /// <summary>The input's own id, or null.</summary>
    public string? Id { get; init; }

    public string? Url { get; init; }

    public string? Title { get; init; }

    /// <summary>The publication date that came with the input, or null.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>SHA-256 of all that the page says and of <paramref name="reader"/>: two pages of one hash read alike.</summary>
    public byte[] Hash(string reader) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', reader, Kind, Id, Url, Title, Published?.ToString("O"), Content)));
}

/// <summary>An input that could not be read: its name, what was wrong, what to do.</summary>
public sealed record PageFailure(string Name, string Problem)
{
    /// <summary>Where the story itself stands, if the input only names it; else null.</summary>
    public string? Link { get; init; }

    public override string ToString() => $"{Name}: {Problem}";
}

/// <summary>One of the two: a page or a failure.</summary>
public readonly record struct PageResult(Page? Page, PageFailure? Failure)
{
    public static implicit operator PageResult(Page page) => new(page, null);

    public static implicit operator PageResult(PageFailure failure) => new(null, failure);
}
