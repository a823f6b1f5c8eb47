using System.Runtime.Intrinsics;

namespace Hearsay.Language.Models;

/// <summary>Squashing functions over vectors and rows.</summary>
public static class Activation
{
    private static readonly Vector512<float> Limit = Vector512.Create(30f);

    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-Vector512.Clamp(x, -Limit, Limit)));

    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> e = Vector512.Exp(Vector512.Clamp(x + x, -Limit, Limit));
        return (e - Vector512<float>.One) / (e + Vector512<float>.One);
    }

    public static void LeakyRelu(Span<float> row, float slope)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] = row[i] > 0 ? row[i] : slope * row[i];
    }

    /// <summary>Turns scores into logarithms of probabilities.</summary>
    public static void LogSoftmax(Span<float> row)
    {
        float max = float.NegativeInfinity;
        foreach (float v in row)
            max = MathF.Max(max, v);
        float sum = 0;
        foreach (float v in row)
            sum += MathF.Exp(v - max);
        float log = max + MathF.Log(sum);
        for (int i = 0; i < row.Length; i++)
            row[i] -= log;
    }

    public static int ArgMax(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }
        return best;
    }
}
