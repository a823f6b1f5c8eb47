using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hearsay.Language.Models;

/// <summary>
/// Numbers kept as IEEE half floats where the model's file is mapped, and widened where they are read: of a large table a story needs few rows, and a program that starts reads no others.
/// </summary>
public sealed unsafe class HalfTable
{
    /// <summary>2^112 makes up for the other bias of the exponent.</summary>
    private const float Bias = 5192296858534827628530496329220096f;

    private readonly ushort* halves;

    // What the numbers stand in; the file stays mapped as long as a table is used.
    private readonly object owner;

    internal HalfTable(object owner, ushort* halves, int length)
    {
        this.owner = owner;
        this.halves = halves;
        Length = length;
    }

    public int Length { get; }

    /// <summary>Numbers that stand in no file, rounded to half floats.</summary>
    public static HalfTable Of(ReadOnlySpan<float> numbers)
    {
        ushort[] halves = GC.AllocateUninitializedArray<ushort>(numbers.Length, pinned: true);
        for (int i = 0; i < numbers.Length; i++)
            halves[i] = BitConverter.HalfToUInt16Bits((Half)numbers[i]);
        return new HalfTable(halves, (ushort*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(halves)), numbers.Length);
    }

    /// <summary>Sixteen numbers from a place on; no check of bounds but the caller's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Sixteen(nuint at) => Widen(Vector256.Load(halves + at));

    /// <summary>The numbers from a place on, as many as fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(int at, Span<float> into)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)at + (uint)into.Length, (uint)Length);
        ushort* from = halves + at;
        int i = 0;
        for (; i + 16 <= into.Length; i += 16)
            Widen(Vector256.Load(from + i)).CopyTo(into[i..]);
        for (; i < into.Length; i++)
            into[i] = (float)BitConverter.UInt16BitsToHalf(from[i]);
        GC.KeepAlive(owner);
    }

    /// <summary>Half floats as single ones: their bits are moved into place. Weights are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen(Vector256<ushort> halves)
    {
        (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(halves);
        var bits = Vector512.Create(lower, upper);
        Vector512<float> size = ((bits & Vector512.Create(0x7FFFu)) << 13).AsSingle() * Vector512.Create(Bias);
        return (size.AsUInt32() | (bits & Vector512.Create(0x8000u)) << 16).AsSingle();
    }
}
