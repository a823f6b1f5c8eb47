namespace Hearsay.Ledger;

/// <summary>
/// Signatures of a text's word shingles (Broder 1997) with banding: two texts that share a band are worth comparing. With 32 bands of two, a pair
/// that has a share J of its shingles in common is compared with probability 1 - (1 - J²)^32: 0.95 at 0.3, 0.73 at 0.2, 0.08 at 0.05.
/// </summary>
public static class MinHash
{
    public const int Bands = 32;
    private const int Rows = 2;
    private const int ShingleWords = 4;

    /// <summary>The hashes of all runs of four words, punctuation and case apart, in order, each once.</summary>
    public static uint[] Shingles(string text)
    {
        var shingles = new HashSet<uint>();
        Span<ulong> window = stackalloc ulong[ShingleWords];
        int words = 0;
        ulong hash = 14695981039346656037;
        bool inside = false;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ' ';
            if (char.IsLetterOrDigit(c))
            {
                hash = (hash ^ char.ToLowerInvariant(c)) * 1099511628211;
                inside = true;
                continue;
            }
            if (!inside || c is '\'' or '’')
                continue;
            for (int k = 0; k < ShingleWords - 1; k++)
                window[k] = window[k + 1];
            window[ShingleWords - 1] = hash;
            words++;
            hash = 14695981039346656037;
            inside = false;
            if (words >= ShingleWords)
            {
                ulong all = 0;
                foreach (ulong w in window)
                    all = (all ^ w) * 0x9E3779B97F4A7C15 + (all >> 29);
                shingles.Add((uint)(all >> 32));
            }
        }
        uint[] sorted = [.. shingles];
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>One hash a band.</summary>
    public static long[] BandsOf(ReadOnlySpan<uint> shingles)
    {
        Span<ulong> least = stackalloc ulong[Bands * Rows];
        least.Fill(ulong.MaxValue);
        foreach (uint shingle in shingles)
        {
            ulong h = shingle;
            for (int i = 0; i < least.Length; i++)
            {
                // SplitMix64 gives a new permutation at each step
                h += 0x9E3779B97F4A7C15;
                ulong z = h;
                z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
                z = (z ^ z >> 27) * 0x94D049BB133111EB;
                z ^= z >> 31;
                if (z < least[i])
                    least[i] = z;
            }
        }
        long[] bands = new long[Bands];
        for (int b = 0; b < Bands; b++)
        {
            ulong hash = (ulong)b + 1;
            for (int r = 0; r < Rows; r++)
                hash = (hash ^ least[b * Rows + r]) * 0x9E3779B97F4A7C15 + (hash >> 31);
            bands[b] = (long)hash;
        }
        return bands;
    }

    /// <summary>The share of the smaller text's shingles that stand in the other: 1 where one is cut out of the other.</summary>
    public static double Containment(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return 0;
        int shared = 0;
        for (int i = 0, k = 0; i < a.Length && k < b.Length;)
        {
            if (a[i] == b[k])
                (shared, i, k) = (shared + 1, i + 1, k + 1);
            else if (a[i] < b[k])
                i++;
            else
                k++;
        }
        return shared / (double)Math.Min(a.Length, b.Length);
    }
}
