namespace Hearsay.Text;

/// <summary>The one copy of the words of a story; every span of every later stage points into it.</summary>
public sealed class SourceText(string content)
{
    public string Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    public int Length => Content.Length;

    public char this[int index] => Content[index];

    public ReadOnlySpan<char> Slice(TextSpan span) => Content.AsSpan(span.Start, span.Length);

    public string Words(TextSpan span) => Content.Substring(span.Start, span.Length);

    /// <summary>The span without the white space at its ends.</summary>
    public TextSpan Trim(TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && char.IsWhiteSpace(Content[start]))
            start++;
        while (end > start && char.IsWhiteSpace(Content[end - 1]))
            end--;
        return new TextSpan(start, end);
    }

    public override string ToString() => Content;
}
