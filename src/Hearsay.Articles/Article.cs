using Hearsay.Text;

namespace Hearsay.Articles;

/// <summary>A clean story and its facts; what is not known is null. The fields are those of <c>article</c> in the record.</summary>
public sealed record Article
{
    public required string Id { get; init; }

    public string? Url { get; init; }

    /// <summary>ISO 639-1, or "und" where the text is too short to tell.</summary>
    public required string Language { get; init; }

    public string? Title { get; init; }

    /// <summary>The outlet whose page this is.</summary>
    public string? Publisher { get; init; }

    /// <summary>The wire agency whose story it is.</summary>
    public string? Agency { get; init; }

    /// <summary>The place in the dateline.</summary>
    public string? Dateline { get; init; }

    public DateOnly? Published { get; init; }

    /// <summary>From what the date is known: metadata, url, text, media-id, weekday.</summary>
    public string? PublishedHow { get; init; }

    /// <summary>Where the date stood: a key of the page's data, a part of its address, the words of a line.</summary>
    public string? PublishedFrom { get; init; }

    /// <summary>Other days that the page gives as its own.</summary>
    public IReadOnlyList<StatedDate> OtherDates { get; init; } = [];

    public IReadOnlyList<string> Authors { get; init; } = [];

    public IReadOnlyList<Credit> Credits { get; init; } = [];

    /// <summary>Paragraphs in order, one blank line between them.</summary>
    public required SourceText Body { get; init; }

    /// <summary>The way back to the page, a paragraph each; empty where the body is the page as it stands.</summary>
    public IReadOnlyList<Paragraph> Paragraphs { get; init; } = [];

    /// <summary>How many words of running text it has.</summary>
    public int WordCount => Block.CountWords(Body.Content);

    public IReadOnlyList<DroppedPiece> Dropped { get; init; } = [];
}

/// <summary>A day that a page gives for its publication.</summary>
/// <param name="How">metadata, url, text, media-id, story-id.</param>
/// <param name="Where">Where it stands: a key of the page's data, a part of its address, the words of a line.</param>
public sealed record StatedDate(DateOnly Date, string How, string Where);

/// <param name="Role">reporting, writing, editing, additional-reporting or photo.</param>
public sealed record Credit(string Role, string Name);

/// <summary>A piece of the page that is not in the body, and why.</summary>
/// <param name="Page">Where it stands in the page, or null where that is not known.</param>
public sealed record DroppedPiece(string Text, string Why, PagePlace? Page = null);

/// <summary>A paragraph of the body and where it stands in the page.</summary>
/// <param name="Start">Its place in the body, in UTF-16 code units, as all places.</param>
/// <param name="Page">Null where the page does not hold it in its text: then it comes from the page's data, or from words that were put right.</param>
public sealed record Paragraph(int Start, int End, PagePlace? Page);

/// <summary>A stretch of the page as it was decoded, markup and all: from the first sign of a piece to after its last one.</summary>
public readonly record struct PagePlace(int Start, int End);

/// <summary>Why a page is no article that can be read.</summary>
public sealed record Refusal(string Name, string Reason)
{
    public override string ToString() => $"{Name}: {Reason}";
}
