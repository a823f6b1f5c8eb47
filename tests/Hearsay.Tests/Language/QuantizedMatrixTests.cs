using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hearsay.Language.Models;

namespace Hearsay.Tests.Language;

public sealed class QuantizedMatrixTests
{
    private const int Inputs = 146;
    private const int Outputs = 96;

    [Fact]
    public void IsNearTheProductOfTheNumbersThemselves()
    {
        float[] weights = Numbers(Outputs * Inputs, 1), rows = Numbers(13 * Inputs, 2);

        float[] product = Product(weights, rows, 13, AvxVnni.IsSupported);

        float[] exact = new float[13 * Outputs];
        new Matrix(weights, Outputs, Inputs, default).Multiply(rows, Inputs, 13, exact);
        for (int i = 0; i < exact.Length; i++)
            Assert.Equal(exact[i], product[i], 0.15);
    }

    [Fact]
    public void GivesTheSameNumbersByEitherWay()
    {
        float[] weights = Numbers(Outputs * Inputs, 3), rows = Numbers(13 * Inputs, 4);

        Assert.SkipUnless(AvxVnni.IsSupported, "this processor has no AVX-VNNI");
        Assert.Equal(Product(weights, rows, 13, vnni: true), Product(weights, rows, 13, vnni: false));
    }

    [Fact]
    public void ARowDoesNotDependOnTheRowsBesideIt()
    {
        float[] weights = Numbers(Outputs * Inputs, 5), rows = Numbers(13 * Inputs, 6);

        float[] together = Product(weights, rows, 13, AvxVnni.IsSupported);

        for (int r = 0; r < 13; r++)
            Assert.Equal(together[(r * Outputs)..((r + 1) * Outputs)], Product(weights, rows[(r * Inputs)..((r + 1) * Inputs)], 1, AvxVnni.IsSupported));
    }

    [Fact]
    public void RowsOfZerosGiveZeros() => Assert.All(Product(Numbers(Outputs * Inputs, 7), new float[Inputs], 1, AvxVnni.IsSupported), n => Assert.Equal(0, n));

    [Fact]
    public void ExponentialsAreNearTheLibrarys()
    {
        for (float x = -59; x < 60; x += 0.37f)
            Assert.Equal(1, Activation.Exp(Vector512.Create(x))[3] / Math.Exp(x), 1e-6);
        Assert.Equal(1, Activation.Gated(Vector512.Create(90f), Vector512.Create(90f))[0]);
        Assert.Equal(0, Activation.Gated(Vector512.Create(-90f), Vector512.Create(90f))[0], 1e-12);
        Assert.Equal(-1, Activation.Gated(Vector512.Create(90f), Vector512.Create(-90f))[0]);
    }

    private static float[] Product(float[] weights, float[] rows, int count, bool vnni)
    {
        using var buffer = new QuantizedRows(count, Inputs);
        float[] into = new float[count * Outputs];
        new QuantizedMatrix(weights, Outputs, Inputs, vnni).MultiplyAdd(buffer.Round(rows, count), into);
        return into;
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
