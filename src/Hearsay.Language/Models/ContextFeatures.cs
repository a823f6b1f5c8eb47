using Hearsay.Language.Quotes;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>What the attribution network sees of a word's place in the story, <see cref="Count"/> numbers a word; the same code prepares training and reading.</summary>
public static class ContextFeatures
{
    public const int Count = 2;

    /// <summary>States of the first feature: quotation state (4), in the first sentence of a paragraph or not (2), at a sentence's border (3).</summary>
    public const int PlaceStates = 24;

    /// <summary>States of the second feature: the paragraph's number in the story and whether it begins with a quotation mark.</summary>
    public const int ParagraphStates = 12;

    public static int[] Of(TokenizedText text, QuoteMarks quotes)
    {
        int[] features = new int[text.Count * Count];
        for (int p = 0; p < text.Paragraphs.Length; p++)
        {
            TokenRange paragraph = text.Paragraphs[p];
            bool quoted = quotes[paragraph.Start] == QuoteState.Opening;
            for (int t = paragraph.Start; t < paragraph.End; t++)
            {
                TokenRange sentence = text.Sentences[text.SentenceOf(t)];
                int border = t == sentence.Start ? 1 : t == sentence.End - 1 ? 2 : 0;
                int first = sentence.Start == paragraph.Start ? 1 : 0;
                features[t * Count] = (int)quotes[t] * 6 + first * 3 + border;
                features[t * Count + 1] = Math.Min(p, 5) * 2 + (quoted ? 1 : 0);
            }
        }
        return features;
    }
}
