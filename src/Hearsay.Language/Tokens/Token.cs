using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>One word or mark, by its place in the text (UTF-16 code units, end exclusive).</summary>
public readonly record struct Token(int Start, int End)
{
    public int Length => End - Start;

    public TextSpan Span => new(Start, End);
}

/// <summary>A run of tokens: a sentence or a paragraph; <see cref="End"/> is exclusive.</summary>
public readonly record struct TokenRange(int Start, int End)
{
    public int Count => End - Start;

    public bool Contains(int token) => token >= Start && token < End;
}
