namespace Hearsay.Language.Models;

/// <summary>A rented array of floats, given back by <c>using</c>.</summary>
public readonly struct FloatBuffer : IDisposable
{
    private readonly float[] array;
    private readonly int length;

    public FloatBuffer(int length, bool clear = false)
    {
        array = Rented.Rent<float>(length);
        this.length = length;
        if (clear)
            Span.Clear();
    }

    public Span<float> Span => array.AsSpan(0, length);

    public void Dispose() => Rented.Return(array);
}
