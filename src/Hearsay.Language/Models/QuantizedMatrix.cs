using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Intrinsics;

namespace Hearsay.Language.Models;

/// <summary>
/// A weight matrix in whole numbers of 8 bits, with a scale for each output (as in Jacob et al. 2018); it multiplies rows that were rounded to 8 bits too. Twice as fast as <see cref="Matrix"/>
/// where the processor has AVX-VNNI; elsewhere a <see cref="Matrix"/> of the same whole numbers does it. Sums of at most a thousand such products are exact in 32 bits of either kind, so the
/// results are the same on every machine.
/// </summary>
public sealed class QuantizedMatrix
{
    // Columns of one panel: two vectors of eight sums. Inputs stand in fours, as the instruction takes them.
    private const int Panel = 16;
    private const int MostInputs = 1000;
    private readonly sbyte[] packed = [];
    private readonly int[] corrections = [];
    private readonly Matrix? whole;
    private readonly float[] scales;
    private readonly int fours;

    /// <param name="weights">Outputs x inputs, row by row; outputs are a multiple of 32, inputs at most 1,000.</param>
    /// <param name="vnni">Whether to use the processor's instruction for bytes.</param>
    public QuantizedMatrix(ReadOnlySpan<float> weights, int outputs, int inputs, bool vnni)
    {
        if (weights.Length != outputs * inputs || outputs % (2 * Panel) != 0 || inputs > MostInputs)
            throw new InvalidDataException($"a matrix of {outputs} x {inputs} needs {outputs * inputs} numbers, not {weights.Length}, a multiple of {2 * Panel} outputs and at most {MostInputs} inputs");
        Inputs = inputs;
        Outputs = outputs;
        scales = new float[outputs];
        float[] rounded = new float[weights.Length];
        for (int o = 0; o < outputs; o++)
        {
            ReadOnlySpan<float> row = weights.Slice(o * inputs, inputs);
            float most = 0;
            foreach (float w in row)
                most = MathF.Max(most, MathF.Abs(w));
            scales[o] = most / 127;
            for (int i = 0; i < inputs && most > 0; i++)
                rounded[o * inputs + i] = MathF.Round(row[i] / scales[o]);
        }
        fours = (inputs + 3) / 4;
        if (!vnni)
        {
            whole = new Matrix(rounded, outputs, inputs, default);
            return;
        }
        packed = GC.AllocateArray<sbyte>(outputs * fours * 4, pinned: true);
        corrections = new int[outputs];
        for (int o = 0; o < outputs; o++)
        {
            int sum = 0;
            for (int i = 0; i < inputs; i++)
            {
                int q = (int)rounded[o * inputs + i];
                packed[o / Panel * Panel * fours * 4 + i / 4 * Panel * 4 + o % Panel * 4 + i % 4] = (sbyte)q;
                sum += q;
            }
            corrections[o] = QuantizedRows.Zero * sum;
        }
    }

    public QuantizedMatrix(ReadOnlySpan<float> weights, int outputs, int inputs)
        : this(weights, outputs, inputs, AvxVnni.IsSupported)
    {
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>into += rows * weights; into has rows of <see cref="Outputs"/>.</summary>
    public void MultiplyAdd(in QuantizedRows rows, Span<float> into) => Multiply(rows, into, Outputs, into);

    /// <summary>into = bias + rows * weights; into has rows of <see cref="Outputs"/>, the bias is one row.</summary>
    public void Multiply(in QuantizedRows rows, ReadOnlySpan<float> bias, Span<float> into) => Multiply(rows, bias, 0, into);

    /// <param name="added">What the products are added to.</param>
    /// <param name="addedStride">From one row of it to the next: 0 for one that serves all.</param>
    private unsafe void Multiply(in QuantizedRows rows, ReadOnlySpan<float> added, int addedStride, Span<float> into)
    {
        if (rows.Width != Inputs || into.Length < rows.Count * Outputs || added.Length < (addedStride == 0 ? Outputs : rows.Count * Outputs))
            throw new ArgumentException("the buffers do not fit the matrix");
        if (whole is not null)
        {
            MultiplyWhole(whole, rows, added, addedStride, into);
            return;
        }
        fixed (byte* a = rows.Numbers)
        fixed (sbyte* b = packed)
        fixed (int* correction = corrections)
        fixed (float* by = scales, scale = rows.Scales, c = into, d = added)
        {
            int lda = rows.Stride;
            for (int p = 0; p < Outputs; p += Panel)
            {
                sbyte* panel = b + (long)p * fours * 4;
                int r = 0;
                for (; r + 6 <= rows.Count; r += 6)
                    Rows6(a + r * lda, lda, panel, fours, correction + p, by + p, scale + r, d + r * addedStride + p, addedStride, c + r * Outputs + p, Outputs);
                for (; r + 2 <= rows.Count; r += 2)
                    Rows2(a + r * lda, lda, panel, fours, correction + p, by + p, scale + r, d + r * addedStride + p, addedStride, c + r * Outputs + p, Outputs);
                for (; r < rows.Count; r++)
                    Row1(a + r * lda, panel, fours, correction + p, by + p, scale[r], d + r * addedStride + p, c + r * Outputs + p);
            }
        }
    }

    private void MultiplyWhole(Matrix numbers, in QuantizedRows rows, ReadOnlySpan<float> added, int addedStride, Span<float> into)
    {
        using var row = new FloatBuffer(rows.Count * Inputs);
        for (int r = 0; r < rows.Count; r++)
        {
            for (int i = 0; i < Inputs; i++)
                row.Span[r * Inputs + i] = rows.Numbers[r * rows.Stride + i] - QuantizedRows.Zero;
        }
        using var sums = new FloatBuffer(rows.Count * Outputs, clear: true);
        numbers.MultiplyAdd(row.Span, Inputs, rows.Count, sums.Span);
        for (int r = 0; r < rows.Count; r++)
        {
            for (int o = 0; o < Outputs; o++)
                into[r * Outputs + o] = MathF.FusedMultiplyAdd(sums.Span[r * Outputs + o], scales[o] * rows.Scales[r], added[r * addedStride + o]);
        }
    }

    // Hot at once: compiled with all optimisations before the first call, not after some thousand.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rows6(byte* a, int lda, sbyte* b, int k, int* correction, float* by, float* scale, float* d, int ldd, float* c, int ldc)
    {
        Vector256<int> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<int> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (int i = 0; i < k; i++, a += 4, b += Panel * 4)
        {
            Vector256<sbyte> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 32);
            Vector256<byte> x = Vector256.Create(*(int*)a).AsByte();
            c00 = AvxVnni.MultiplyWideningAndAdd(c00, x, b0);
            c01 = AvxVnni.MultiplyWideningAndAdd(c01, x, b1);
            x = Vector256.Create(*(int*)(a + lda)).AsByte();
            c10 = AvxVnni.MultiplyWideningAndAdd(c10, x, b0);
            c11 = AvxVnni.MultiplyWideningAndAdd(c11, x, b1);
            x = Vector256.Create(*(int*)(a + 2 * lda)).AsByte();
            c20 = AvxVnni.MultiplyWideningAndAdd(c20, x, b0);
            c21 = AvxVnni.MultiplyWideningAndAdd(c21, x, b1);
            x = Vector256.Create(*(int*)(a + 3 * lda)).AsByte();
            c30 = AvxVnni.MultiplyWideningAndAdd(c30, x, b0);
            c31 = AvxVnni.MultiplyWideningAndAdd(c31, x, b1);
            x = Vector256.Create(*(int*)(a + 4 * lda)).AsByte();
            c40 = AvxVnni.MultiplyWideningAndAdd(c40, x, b0);
            c41 = AvxVnni.MultiplyWideningAndAdd(c41, x, b1);
            x = Vector256.Create(*(int*)(a + 5 * lda)).AsByte();
            c50 = AvxVnni.MultiplyWideningAndAdd(c50, x, b0);
            c51 = AvxVnni.MultiplyWideningAndAdd(c51, x, b1);
        }
        Add(c00, c01, correction, by, scale[0], d, c);
        Add(c10, c11, correction, by, scale[1], d + ldd, c + ldc);
        Add(c20, c21, correction, by, scale[2], d + 2 * ldd, c + 2 * ldc);
        Add(c30, c31, correction, by, scale[3], d + 3 * ldd, c + 3 * ldc);
        Add(c40, c41, correction, by, scale[4], d + 4 * ldd, c + 4 * ldc);
        Add(c50, c51, correction, by, scale[5], d + 5 * ldd, c + 5 * ldc);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rows2(byte* a, int lda, sbyte* b, int k, int* correction, float* by, float* scale, float* d, int ldd, float* c, int ldc)
    {
        Vector256<int> c00 = default, c01 = default, c10 = default, c11 = default;
        for (int i = 0; i < k; i++, a += 4, b += Panel * 4)
        {
            Vector256<sbyte> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 32);
            Vector256<byte> x = Vector256.Create(*(int*)a).AsByte(), y = Vector256.Create(*(int*)(a + lda)).AsByte();
            c00 = AvxVnni.MultiplyWideningAndAdd(c00, x, b0);
            c01 = AvxVnni.MultiplyWideningAndAdd(c01, x, b1);
            c10 = AvxVnni.MultiplyWideningAndAdd(c10, y, b0);
            c11 = AvxVnni.MultiplyWideningAndAdd(c11, y, b1);
        }
        Add(c00, c01, correction, by, scale[0], d, c);
        Add(c10, c11, correction, by, scale[1], d + ldd, c + ldc);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Row1(byte* a, sbyte* b, int k, int* correction, float* by, float scale, float* d, float* c)
    {
        Vector256<int> c0 = default, c1 = default;
        for (int i = 0; i < k; i++, a += 4, b += Panel * 4)
        {
            Vector256<byte> x = Vector256.Create(*(int*)a).AsByte();
            c0 = AvxVnni.MultiplyWideningAndAdd(c0, x, Vector256.Load(b));
            c1 = AvxVnni.MultiplyWideningAndAdd(c1, x, Vector256.Load(b + 32));
        }
        Add(c0, c1, correction, by, scale, d, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Add(Vector256<int> c0, Vector256<int> c1, int* correction, float* by, float scale, float* d, float* c)
    {
        var factor = Vector256.Create(scale);
        Vector256<float> sum = Vector256.ConvertToSingle(c0 - Vector256.Load(correction));
        Vector256.FusedMultiplyAdd(sum, Vector256.Load(by) * factor, Vector256.Load(d)).Store(c);
        sum = Vector256.ConvertToSingle(c1 - Vector256.Load(correction + 8));
        Vector256.FusedMultiplyAdd(sum, Vector256.Load(by + 8) * factor, Vector256.Load(d + 8)).Store(c + 8);
    }
}

/// <summary>Rows of numbers rounded to 8 bits, each row with a scale of its own: number = (byte - <see cref="Zero"/>) * scale.</summary>
public readonly ref struct QuantizedRows : IDisposable
{
    public const int Zero = 128;

    private readonly byte[] numbers;
    private readonly float[] scales;

    /// <param name="width">Numbers a row; a multiple of 2.</param>
    public QuantizedRows(int most, int width)
    {
        Width = width;
        Stride = (width + 63) / 64 * 64;
        numbers = Rented.Rent<byte>(most * Stride);
        scales = Rented.Rent<float>(most);
    }

    public int Width { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public int Stride { get; }

    public int Count { get; private init; }

    public ReadOnlySpan<byte> Numbers => numbers;

    public ReadOnlySpan<float> Scales => scales;

    /// <summary>The same buffers with so many rows of <paramref name="rows"/> in them.</summary>
    public QuantizedRows Round(ReadOnlySpan<float> rows, int count)
    {
        for (int r = 0; r < count; r++)
            scales[r] = Round(rows.Slice(r * Width, Width), numbers.AsSpan(r * Stride, Stride));
        return this with { Count = count };
    }

    /// <summary>Takes rows of others, in the order given.</summary>
    public QuantizedRows Take(in QuantizedRows from, ReadOnlySpan<int> order)
    {
        for (int r = 0; r < order.Length; r++)
        {
            from.numbers.AsSpan(order[r] * Stride, Stride).CopyTo(numbers.AsSpan(r * Stride));
            scales[r] = from.scales[order[r]];
        }
        return this with { Count = order.Length };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Round(ReadOnlySpan<float> row, Span<byte> into)
    {
        ref float x = ref MemoryMarshal.GetReference(row);
        int whole = row.Length / 16 * 16;
        Vector512<float> most = Vector512<float>.Zero;
        for (int i = 0; i < whole; i += 16)
            most = Vector512.Max(most, Vector512.Abs(Vector512.LoadUnsafe(ref x, (nuint)i)));
        var eight = Vector256.Max(most.GetLower(), most.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        float largest = MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
        for (int i = whole; i < row.Length; i++)
            largest = MathF.Max(largest, MathF.Abs(row[i]));
        // Rows of zeros, and what is no number, count as zero.
        float inverse = largest > 0 && float.IsFinite(127 / largest) ? 127 / largest : 0;
        var by = Vector512.Create(inverse);
        var zero = Vector512.Create((float)Zero);
        ref byte b = ref MemoryMarshal.GetReference(into);
        for (int i = 0; i < whole; i += 16)
        {
            Vector512<int> rounded = Vector512.ConvertToInt32(Vector512.Round(Vector512.LoadUnsafe(ref x, (nuint)i) * by + zero));
            Vector256<ushort> halves = Vector256.Narrow(rounded.GetLower().AsUInt32(), rounded.GetUpper().AsUInt32());
            Vector128.Narrow(halves.GetLower(), halves.GetUpper()).StoreUnsafe(ref b, (nuint)i);
        }
        for (int i = whole; i < row.Length; i++)
            into[i] = (byte)MathF.Round(row[i] * inverse + Zero);
        into[row.Length..].Fill(Zero);
        return inverse == 0 ? 0 : largest / 127;
    }

    public void Dispose()
    {
        Rented.Return(numbers);
        Rented.Return(scales);
    }
}
