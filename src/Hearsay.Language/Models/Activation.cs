using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hearsay.Language.Models;

/// <summary>Squashing functions over vectors and rows.</summary>
public static class Activation
{
    // Beyond it e^x is no normal number of 32 bits.
    private const float Limit = 60;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> e = Exp(x + x);
        return (e - Vector512<float>.One) / (e + Vector512<float>.One);
    }

    /// <summary>Sigmoid(gate) * Tanh(x) with one division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gated(Vector512<float> gate, Vector512<float> x)
    {
        Vector512<float> e = Exp(x + x);
        return (e - Vector512<float>.One) / ((e + Vector512<float>.One) * (Vector512<float>.One + Exp(-gate)));
    }

    /// <summary>
    /// e^x for -60 to 60 (what is beyond counts as the limit), within two units in the last place: x = k ln 2 + r, then Taylor's series to r^6 and k into the exponent. The
    /// library's own reckons in 64 bits, at three times the cost.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Clamp(x, Vector512.Create(-Limit), Vector512.Create(Limit));
        Vector512<float> k = Vector512.Round(x * Vector512.Create(1.44269504f));
        // ln 2 in two parts, the first with zeros at its end, so that k times it is exact.
        Vector512<float> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> sum = Vector512.FusedMultiplyAdd(r, Vector512.Create(1f / 720), Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);
        return (sum.AsInt32() + Vector512.ShiftLeft(Vector512.ConvertToInt32(k), 23)).AsSingle();
    }

    /// <param name="row">Of whole vectors of 16, as the rows of a <see cref="Matrix"/> are.</param>
    public static void LeakyRelu(Span<float> row, float slope)
    {
        Span<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(row);
        var by = Vector512.Create(slope);
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = Vector512.ConditionalSelect(Vector512.GreaterThan(vectors[i], Vector512<float>.Zero), vectors[i], by * vectors[i]);
    }

    /// <summary>max(0, row + other), into the row; both of whole vectors of 16.</summary>
    public static void AddRelu(Span<float> row, ReadOnlySpan<float> other)
    {
        Span<Vector512<float>> into = MemoryMarshal.Cast<float, Vector512<float>>(row);
        ReadOnlySpan<Vector512<float>> from = MemoryMarshal.Cast<float, Vector512<float>>(other);
        for (int i = 0; i < into.Length; i++)
            into[i] = Vector512.Max(into[i] + from[i], Vector512<float>.Zero);
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
