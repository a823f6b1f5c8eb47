using System.Buffers;
using System.Runtime.CompilerServices;

namespace Hearsay.Language.Models;

/// <summary>Arrays that are used again. Those of a very long text are not: a pool would keep each as long as the program runs.</summary>
internal static class Rented
{
    private const int MostBytes = 1 << 24;

    /// <summary>An array of at least so many numbers, with whatever stands in it.</summary>
    public static T[] Rent<T>(int length)
        where T : unmanaged => IsKept<T>(length) ? ArrayPool<T>.Shared.Rent(length) : GC.AllocateUninitializedArray<T>(length);

    public static void Return<T>(T[] array)
        where T : unmanaged
    {
        if (IsKept<T>(array.Length))
            ArrayPool<T>.Shared.Return(array);
    }

    private static bool IsKept<T>(int length) => (long)length * Unsafe.SizeOf<T>() <= MostBytes;
}
