namespace Hearsay.Articles;

/// <summary>What a piece of a page is, as far as its markup or its place tells.</summary>
public enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Caption,
    Quote,
}

/// <summary>A piece of a page between two breaks: one paragraph, heading or list item.</summary>
/// <param name="Text">The words, white space folded.</param>
/// <param name="LinkShare">The share of its characters that stand in links, 0 to 1.</param>
/// <param name="Hint">Why the markup says that it is no part of the story, or null.</param>
/// <param name="Group">The number of the container that it stands in; the same for neighbours.</param>
public sealed record Block(string Text, BlockKind Kind, double LinkShare, string? Hint, int Group)
{
    private int words = -1;

    /// <summary>The page's elements that it stands in, numbered as they open, the outermost first; at most the innermost sixty-four. Empty in texts.</summary>
    public int[] Within { get; init; } = [];

    /// <summary>1 to 6 in h1 to h6, else 0.</summary>
    public int Level { get; init; }

    /// <summary>The number of the innermost <c>article</c> element around it, or -1.</summary>
    public int Article { get; init; } = -1;

    /// <summary>True where the markup calls it a standfirst.</summary>
    public bool IsStandfirst { get; init; }

    /// <summary>comments, hidden or footer, where an outer element says so whatever the inner ones say.</summary>
    public string? OuterHint { get; init; }

    /// <summary>Where it stands in the page, or null where it was not found there.</summary>
    public PagePlace? Place { get; init; }

    public int Words
    {
        get
        {
            if (words < 0)
                words = CountWords(Text);
            return words;
        }
    }

    /// <summary>True if the block ends as a sentence does.</summary>
    public bool EndsAsSentence => Text.AsSpan().TrimEnd("\"'”’)]»* ") is { Length: > 0 } t && t[^1] is '.' or '!' or '?' or '…' or ':' or ',' or ';' or '。' or '！' or '？' || Text.EndsWith('”');

    internal static int CountWords(ReadOnlySpan<char> text)
    {
        int count = 0, ideographs = 0;
        bool inside = false;
        foreach (char c in text)
        {
            // Chinese and Japanese write no blanks: two signs are about a word.
            if (c is >= '\u3040' and <= '\u9FFF')
                ideographs++;
            bool letter = char.IsLetterOrDigit(c);
            if (letter && !inside)
                count++;
            inside = letter || inside && c is '\'' or '’' or '-' or '.';
        }
        return count + ideographs / 2;
    }
}
