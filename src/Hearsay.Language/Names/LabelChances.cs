using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Models;
using Hearsay.Language.Patterns;

namespace Hearsay.Language.Names;

/// <summary>How likely each label is at each word of a sentence, over all sequences of labels that the grammar allows (forward and backward sums).</summary>
public sealed class LabelChances
{
    private const int Width = PatternVoice.Width, Labels = PatternVoice.NameLabels;
    private readonly Vector512<float> first;
    private readonly Vector512<float>[] next = new Vector512<float>[Labels];
    private readonly Vector512<float>[] back = new Vector512<float>[Labels];

    /// <param name="moves">What a label gets for following another, row by row of the earlier.</param>
    public LabelChances(ReadOnlySpan<float> moves)
    {
        Span<float> weights = stackalloc float[Width];
        weights.Clear();
        for (int to = 0; to < Labels; to++)
            weights[to] = to == 0 || to % 2 == 1 ? 1 : 0;
        first = Vector512.Create<float>(weights);
        for (int from = 0; from < Labels; from++)
        {
            weights.Clear();
            for (int to = 0; to < Labels; to++)
            {
                // A label goes on only after its own kind.
                if (to == 0 || to % 2 == 1 || from == to || from == to - 1)
                    weights[to] = MathF.Exp(moves[from * Labels + to]);
                back[to] = back[to].WithElement(from, weights[to]);
            }
            next[from] = Vector512.Create<float>(weights);
        }
    }

    /// <param name="scores">Of each word a row of 16; what stands behind the labels does not count.</param>
    /// <param name="into">The chances, 0 to 1, in such rows.</param>
    public void Of(ReadOnlySpan<float> scores, Span<float> into)
    {
        int n = scores.Length / Width;
        Span<Vector512<float>> forward = MemoryMarshal.Cast<float, Vector512<float>>(into);
        Vector512<float> before = first;
        for (int t = 0; t < n; t++)
        {
            forward[t] = Share(before * Weights(scores, t));
            before = Sum(next, forward[t]);
        }
        Vector512<float> after = Vector512<float>.One;
        for (int t = n - 1; t >= 0; t--)
        {
            forward[t] = Share(forward[t] * after);
            after = Share(Sum(back, after * Weights(scores, t)));
        }
    }

    private static Vector512<float> Weights(ReadOnlySpan<float> scores, int word)
    {
        ReadOnlySpan<float> row = scores.Slice(word * Width, Width);
        float top = float.NegativeInfinity;
        foreach (float score in row[..Labels])
            top = MathF.Max(top, score);
        return Activation.Exp(Vector512.Create(row) - Vector512.Create(top));
    }

    private static Vector512<float> Share(Vector512<float> weights) => weights / Vector512.Create(Vector512.Sum(weights));

    private static Vector512<float> Sum(Vector512<float>[] rows, Vector512<float> by)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (int i = 0; i < rows.Length; i++)
            sum += rows[i] * Vector512.Create(by[i]);
        return sum;
    }
}
