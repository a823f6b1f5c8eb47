namespace Hearsay.Ledger;

/// <summary>
/// Signatures of a text's word shingles (Broder 1997) with banding: two texts that share a band are worth comparing. Sixteen bands of four
/// find pairs of half their shingles in common nearly always.
/// </summary>
public static class MinHash
{
    public const int Bands = 16;
    private const int Rows = 4;
    private const int ShingleWords = 4;

    /// <summary>The hashes of all runs of four words, punctuation and case apart.</summary>
    public static HashSet<ulong> Shingles(string text)
    {
        var shingles = new HashSet<ulong>();
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
                shingles.Add(all);
            }
        }
        return shingles;
    }

    /// <summary>One hash a band.</summary>
    public static long[] BandsOf(HashSet<ulong> shingles)
    {
        Span<ulong> least = stackalloc ulong[Bands * Rows];
        least.Fill(ulong.MaxValue);
        foreach (ulong shingle in shingles)
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
    public static double Containment(HashSet<ulong> a, HashSet<ulong> b)
    {
        if (a.Count == 0 || b.Count == 0)
            return 0;
        (HashSet<ulong> small, HashSet<ulong> large) = a.Count <= b.Count ? (a, b) : (b, a);
        return small.Count(large.Contains) / (double)small.Count;
    }
}
