using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>A sum and sixteen numbers from a place on, added; no check of bounds but the caller's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> AddSixteen(nuint at, Vector512<float> sum) => Vector512.FusedMultiplyAdd(Moved(Vector256.Load(halves + at)), Vector512.Create(Bias), sum);

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

    /// <summary>Half floats as single ones; weights are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen(Vector256<ushort> halves) => Moved(halves) * Vector512.Create(Bias);

    /// <summary>Their bits moved into place: signs spread by widening, all but the first of them cut off. What is left is to make up for the bias, which is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Moved(Vector256<ushort> halves)
    {
        Vector512<int> bits;
        if (Avx512F.IsSupported)
        {
            bits = Avx512F.ConvertToVector512Int32(halves.AsInt16());
        }
        else
        {
            (Vector256<int> lower, Vector256<int> upper) = Vector256.Widen(halves.AsInt16());
            bits = Vector512.Create(lower, upper);
        }
        return (bits << 13 & Vector512.Create(unchecked((int)0x8FFFE000))).AsSingle();
    }
}
