using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hearsay.Language.Models;

/// <summary>
/// A weight matrix of <see cref="Inputs"/> rows and <see cref="Outputs"/> columns with a bias, packed in panels of 32 columns for
/// <see cref="Vector512{T}"/>. The sum for one output runs over the inputs in order whatever the batch, so results do not depend on it.
/// </summary>
public sealed class Matrix
{
    private const int Panel = 32;
    private readonly float[] packed;
    private readonly float[] bias;

    /// <param name="weights">Outputs x inputs, row by row, as PyTorch keeps them.</param>
    /// <param name="bias">One number an output, or null.</param>
    public Matrix(ReadOnlySpan<float> weights, int outputs, int inputs, ReadOnlySpan<float> bias)
    {
        if (weights.Length != outputs * inputs)
            throw new InvalidDataException($"a matrix of {outputs} x {inputs} needs {outputs * inputs} numbers, not {weights.Length}");
        Inputs = inputs;
        Outputs = outputs;
        Stride = (outputs + Panel - 1) / Panel * Panel;
        packed = GC.AllocateArray<float>(Stride * inputs, pinned: true);
        this.bias = new float[Stride];
        if (!bias.IsEmpty)
            bias.CopyTo(this.bias);
        for (int o = 0; o < outputs; o++)
        {
            int at = o / Panel * Panel * inputs + o % Panel;
            for (int i = 0; i < inputs; i++)
                packed[at + i * Panel] = weights[o * inputs + i];
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Outputs rounded up to whole panels: the length of a row of the result.</summary>
    public int Stride { get; }

    public static Matrix Linear(ModelFile model, string name)
    {
        int[] shape = model.Shape(name + ".weight");
        return new Matrix(model.Floats(name + ".weight"), shape[0], shape[1], model.Floats(name + ".bias"));
    }

    /// <summary>into = input * weights + bias; input has rows of <paramref name="inputStride"/>, into rows of <see cref="Stride"/>.</summary>
    public void Multiply(ReadOnlySpan<float> input, int inputStride, int rows, Span<float> into)
    {
        for (int r = 0; r < rows; r++)
            bias.AsSpan().CopyTo(into.Slice(r * Stride, Stride));
        MultiplyAdd(input, inputStride, rows, into);
    }

    /// <summary>into += input * weights.</summary>
    public unsafe void MultiplyAdd(ReadOnlySpan<float> input, int inputStride, int rows, Span<float> into)
    {
        if (rows == 0)
            return;
        if (input.Length < (rows - 1) * inputStride + Inputs || into.Length < rows * Stride)
            throw new ArgumentException("the buffers are too short for the rows");
        fixed (float* a = input, b = packed, c = into)
        {
            int whole = rows / 8 * 8, left = rows - whole;
            for (int p = 0; p < Stride; p += Panel)
            {
                float* panel = b + (long)p * Inputs;
                for (int r = 0; r < whole; r += 8)
                    Rows8(a + r * inputStride, inputStride, panel, Inputs, c + r * Stride + p, Stride);
                if ((left & 4) != 0)
                    Rows4(a + whole * inputStride, inputStride, panel, Inputs, c + whole * Stride + p, Stride);
            }
            for (int r = rows - (left & 3); r < rows; r++)
                OneRow(a + r * inputStride, b, c + r * Stride);
        }
    }

    /// <summary>A single row over four panels at once: as many sums as keep the processor's multipliers busy.</summary>
    private unsafe void OneRow(float* a, float* b, float* c)
    {
        int p = 0;
        long panel = (long)Panel * Inputs;
        for (; p + 4 * Panel <= Stride; p += 4 * Panel, b += 4 * panel)
            Panels4(a, b, b + panel, b + 2 * panel, b + 3 * panel, Inputs, c + p);
        for (; p < Stride; p += Panel, b += panel)
            Panel1(a, b, Inputs, c + p);
    }

    // Hot at once: compiled with all optimisations before the first call, not after some thousand.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rows8(float* a, int lda, float* b, int k, float* c, int ldc)
    {
        Vector512<float> c00 = Vector512.Load(c), c01 = Vector512.Load(c + 16);
        Vector512<float> c10 = Vector512.Load(c + ldc), c11 = Vector512.Load(c + ldc + 16);
        Vector512<float> c20 = Vector512.Load(c + 2 * ldc), c21 = Vector512.Load(c + 2 * ldc + 16);
        Vector512<float> c30 = Vector512.Load(c + 3 * ldc), c31 = Vector512.Load(c + 3 * ldc + 16);
        Vector512<float> c40 = Vector512.Load(c + 4 * ldc), c41 = Vector512.Load(c + 4 * ldc + 16);
        Vector512<float> c50 = Vector512.Load(c + 5 * ldc), c51 = Vector512.Load(c + 5 * ldc + 16);
        Vector512<float> c60 = Vector512.Load(c + 6 * ldc), c61 = Vector512.Load(c + 6 * ldc + 16);
        Vector512<float> c70 = Vector512.Load(c + 7 * ldc), c71 = Vector512.Load(c + 7 * ldc + 16);
        for (int i = 0; i < k; i++, b += Panel)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> x = Vector512.Create(a[i]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[i + lda]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[i + 2 * lda]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[i + 3 * lda]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a[i + 4 * lda]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a[i + 5 * lda]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a[i + 6 * lda]);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a[i + 7 * lda]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
        }
        Store(c, c00, c01);
        Store(c + ldc, c10, c11);
        Store(c + 2 * ldc, c20, c21);
        Store(c + 3 * ldc, c30, c31);
        Store(c + 4 * ldc, c40, c41);
        Store(c + 5 * ldc, c50, c51);
        Store(c + 6 * ldc, c60, c61);
        Store(c + 7 * ldc, c70, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Rows4(float* a, int lda, float* b, int k, float* c, int ldc)
    {
        Vector512<float> c00 = Vector512.Load(c), c01 = Vector512.Load(c + 16);
        Vector512<float> c10 = Vector512.Load(c + ldc), c11 = Vector512.Load(c + ldc + 16);
        Vector512<float> c20 = Vector512.Load(c + 2 * ldc), c21 = Vector512.Load(c + 2 * ldc + 16);
        Vector512<float> c30 = Vector512.Load(c + 3 * ldc), c31 = Vector512.Load(c + 3 * ldc + 16);
        for (int i = 0; i < k; i++, b += Panel)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> x = Vector512.Create(a[i]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[i + lda]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[i + 2 * lda]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[i + 3 * lda]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
        }
        Store(c, c00, c01);
        Store(c + ldc, c10, c11);
        Store(c + 2 * ldc, c20, c21);
        Store(c + 3 * ldc, c30, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Panels4(float* a, float* b0, float* b1, float* b2, float* b3, int k, float* c)
    {
        Vector512<float> c00 = Vector512.Load(c), c01 = Vector512.Load(c + 16);
        Vector512<float> c10 = Vector512.Load(c + Panel), c11 = Vector512.Load(c + Panel + 16);
        Vector512<float> c20 = Vector512.Load(c + 2 * Panel), c21 = Vector512.Load(c + 2 * Panel + 16);
        Vector512<float> c30 = Vector512.Load(c + 3 * Panel), c31 = Vector512.Load(c + 3 * Panel + 16);
        for (int i = 0; i < k; i++)
        {
            Vector512<float> x = Vector512.Create(a[i]);
            c00 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b0 + i * Panel), c00);
            c01 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b0 + i * Panel + 16), c01);
            c10 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b1 + i * Panel), c10);
            c11 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b1 + i * Panel + 16), c11);
            c20 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b2 + i * Panel), c20);
            c21 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b2 + i * Panel + 16), c21);
            c30 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b3 + i * Panel), c30);
            c31 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b3 + i * Panel + 16), c31);
        }
        Store(c, c00, c01);
        Store(c + Panel, c10, c11);
        Store(c + 2 * Panel, c20, c21);
        Store(c + 3 * Panel, c30, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Panel1(float* a, float* b, int k, float* c)
    {
        Vector512<float> c0 = Vector512.Load(c), c1 = Vector512.Load(c + 16);
        for (int i = 0; i < k; i++, b += Panel)
        {
            Vector512<float> x = Vector512.Create(a[i]);
            c0 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b), c0);
            c1 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + 16), c1);
        }
        Store(c, c0, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Store(float* c, Vector512<float> c0, Vector512<float> c1)
    {
        c0.Store(c);
        c1.Store(c + 16);
    }
}
