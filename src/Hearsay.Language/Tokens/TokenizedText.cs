using Hearsay.Language.Models;
using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>A text cut into tokens, sentences and paragraphs. Immutable; sentences and paragraphs cover all tokens in order.</summary>
public sealed class TokenizedText
{
    private readonly string[] folded;
    private readonly int[] numbers;
    private readonly WordTable vocabulary;
    private readonly SourceText printed;
    private int[] sentenceOf;

    /// <param name="printed">The text as it was printed, where its case was restored for reading; of the same length.</param>
    public TokenizedText(SourceText text, WordTable vocabulary, Token[] tokens, TokenRange[] sentences, TokenRange[] paragraphs, SourceText? printed = null)
    {
        Text = text;
        this.vocabulary = vocabulary;
        this.printed = printed ?? text;
        Tokens = tokens;
        Sentences = sentences;
        Paragraphs = paragraphs;
        folded = new string[tokens.Length];
        numbers = new int[tokens.Length];
        for (int i = 0; i < tokens.Length; i++)
            folded[i] = vocabulary.Fold(text.Slice(tokens[i].Span), out numbers[i]);
        sentenceOf = Numbered(sentences, tokens.Length);
    }

    /// <summary>The same words in other sentences.</summary>
    internal TokenizedText With(TokenRange[] sentences)
    {
        var other = (TokenizedText)MemberwiseClone();
        other.Sentences = sentences;
        other.sentenceOf = Numbered(sentences, Tokens.Length);
        return other;
    }

    private static int[] Numbered(TokenRange[] sentences, int tokens)
    {
        int[] numbers = new int[tokens];
        for (int s = 0; s < sentences.Length; s++)
            numbers.AsSpan(sentences[s].Start, sentences[s].Count).Fill(s);
        return numbers;
    }

    public SourceText Text { get; }

    /// <summary>The words of a span as they were printed.</summary>
    public string Printed(TextSpan span) => printed.Words(span);

    public Token[] Tokens { get; }

    public TokenRange[] Sentences { get; private set; }

    public TokenRange[] Paragraphs { get; }

    public int Count => Tokens.Length;

    /// <summary>What the networks see of each word, see <see cref="WordFeatures"/>.</summary>
    public int[] Features => field ??= WordFeatures.Of(this, vocabulary);

    /// <summary>The token's words as they stand.</summary>
    public ReadOnlySpan<char> Form(int token) => Text.Slice(Tokens[token].Span);

    /// <summary>The token in lower case with plain quotes and dashes; digits stay.</summary>
    public string Folded(int token) => folded[token];

    /// <summary>The word's number in the vocabulary, or -1.</summary>
    public int Number(int token) => numbers[token];

    public int SentenceOf(int token) => sentenceOf[token];

    public int ParagraphOf(int token) => Array.FindIndex(Paragraphs, p => p.Contains(token));

    /// <summary>True if white space stands before the token, or it is the first.</summary>
    public bool SpaceBefore(int token) => token == 0 || Tokens[token - 1].End < Tokens[token].Start;

    public TextSpan SpanOf(TokenRange range) => new(Tokens[range.Start].Start, Tokens[range.End - 1].End);

    public TextSpan SpanOf(int first, int endExclusive) => new(Tokens[first].Start, Tokens[endExclusive - 1].End);

    /// <summary>The first token that ends after the offset; <see cref="Count"/> if there is none.</summary>
    public int TokenAt(int offset)
    {
        int low = 0, high = Tokens.Length;
        while (low < high)
        {
            int mid = (low + high) / 2;
            if (Tokens[mid].End <= offset)
                low = mid + 1;
            else
                high = mid;
        }
        return low;
    }

    /// <summary>The tokens that share a character with the span.</summary>
    public TokenRange Cover(TextSpan span)
    {
        int first = TokenAt(span.Start), end = first;
        while (end < Tokens.Length && Tokens[end].Start < span.End)
            end++;
        return new TokenRange(first, end);
    }
}
