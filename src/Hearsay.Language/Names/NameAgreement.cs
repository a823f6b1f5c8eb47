using Hearsay.Language.Models;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

/// <summary>
/// Lets the places of a text where a capitalised word stands agree on what it is: each takes a share of what all of them say on the average, in logarithms, so that a place where it is plain counts most.
/// </summary>
public static class NameAgreement
{
    private const int Width = PatternVoice.Width, Kinds = 1 + PatternVoice.NameLabels / 2;

    // How much of what a place says by itself gives way, and the least chance that counts; chosen on the dev sets.
    private const float Share = 0.6f, Least = 3e-4f;

    /// <param name="chances">Of each label at each word, see <see cref="LabelChances"/>.</param>
    /// <param name="scores">In such rows, changed where words stand more than once.</param>
    public static void Apply(TokenizedText text, ReadOnlySpan<int> hints, ReadOnlySpan<float> chances, Span<float> scores)
    {
        var numbers = new Dictionary<string, int>();
        int[] words = new int[text.Count];
        var counts = new List<int>();
        for (int t = 0; t < words.Length; t++)
        {
            words[t] = -1;
            // "Council" and "President" belong to many names.
            if (!char.IsUpper(text.Form(t)[0]) || (hints[t] & NameHints.Common) != 0)
                continue;
            if (!numbers.TryGetValue(text.Folded(t), out words[t]))
            {
                numbers[text.Folded(t)] = words[t] = counts.Count;
                counts.Add(0);
            }
            counts[words[t]]++;
        }
        float[] means = new float[counts.Count * Kinds];
        using var kinds = new FloatBuffer(text.Count * Kinds);
        for (int t = 0; t < words.Length; t++)
        {
            if (words[t] < 0 || counts[words[t]] == 1)
                continue;
            for (int kind = 0; kind < Kinds; kind++)
            {
                int label = t * Width + 2 * kind;
                float chance = kind == 0 ? chances[label] : chances[label - 1] + chances[label];
                kinds.Span[t * Kinds + kind] = MathF.Log(MathF.Max(chance, Least));
                means[words[t] * Kinds + kind] += kinds.Span[t * Kinds + kind] / counts[words[t]];
            }
        }
        for (int t = 0; t < words.Length; t++)
        {
            if (words[t] < 0 || counts[words[t]] == 1)
                continue;
            for (int label = 0; label < PatternVoice.NameLabels; label++)
            {
                int kind = (label + 1) / 2;
                scores[t * Width + label] += Share * (means[words[t] * Kinds + kind] - kinds.Span[t * Kinds + kind]);
            }
        }
    }
}
