using Hearsay.Language.Models;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Language.Casing;

/// <summary>
/// Writes a text that is wholly in capitals (old wires, some agencies) as if it had case, length kept: a linear model over the word and its neighbours, from left to right. Every other text is
/// given back as it is.
/// </summary>
public sealed class CaseRestorer
{
    private const int LeastLetters = 40;
    private const int Cases = 3;
    private readonly float[] weights;

    public CaseRestorer(ModelFile model)
        : this(model.Floats("case.weights"))
    {
    }

    /// <param name="weights">For each feature one number a <see cref="WordCase"/>.</param>
    public CaseRestorer(float[] weights)
    {
        if (weights.Length != CaseFeatures.Buckets * Cases)
            throw new InvalidDataException($"the case model has {weights.Length} weights, not {CaseFeatures.Buckets * Cases}");
        this.weights = weights;
    }

    /// <summary>True if the text has enough letters to tell, and hardly one of them is small.</summary>
    public static bool IsCapitals(ReadOnlySpan<char> text)
    {
        int small = 0, large = 0;
        foreach (char c in text)
        {
            small += char.IsLower(c) ? 1 : 0;
            large += char.IsUpper(c) ? 1 : 0;
        }
        return large >= LeastLetters && small * 50 < large;
    }

    public SourceText Restore(SourceText text)
    {
        if (!IsCapitals(text.Content))
            return text;
        char[] restored = text.Content.ToCharArray();
        List<Token> words = CaseFeatures.Words(text.Content);
        string[] folded = [.. words.Select(w => text.Words(w.Span).ToLowerInvariant())];
        Span<int> features = stackalloc int[CaseFeatures.Count];
        WordCase before = WordCase.Lower;
        for (int w = 0; w < folded.Length; w++)
        {
            bool apart = w > 0 && words[w].Start - words[w - 1].End > 1;
            CaseFeatures.Of(folded, w, before, apart, features);
            before = Best(features);
            // The end of a contraction or a possessive is part of the word before.
            if (words[w].Start > 0 && text[words[w].Start - 1] is '\'' or '’' && words[w].Length <= 2 && !apart)
                before = WordCase.Lower;
            int capitals = before == WordCase.Capitals ? words[w].Length : before == WordCase.Capital || CaseFeatures.StartsSentence(text.Content, words, w) ? 1 : 0;
            for (int i = words[w].Start + capitals; i < words[w].End; i++)
                restored[i] = char.ToLowerInvariant(restored[i]);
        }
        return new SourceText(new string(restored));
    }

    private WordCase Best(ReadOnlySpan<int> features)
    {
        Span<float> sums = stackalloc float[Cases];
        foreach (int feature in features)
        {
            for (int c = 0; c < Cases; c++)
                sums[c] += weights[feature * Cases + c];
        }
        return (WordCase)Activation.ArgMax(sums);
    }
}
