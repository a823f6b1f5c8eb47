namespace Hearsay.Language.Tokens;

/// <summary>The vocabulary: folded words with their numbers. Known words are shared strings, so that reading a story allocates few.</summary>
public sealed class WordTable
{
    private const ulong Empty64 = 14695981039346656037;

    private readonly string[] words;
    private readonly int[] slots;
    private readonly int mask;

    /// <param name="words">Folded words, digits as 0; a word's number is its place in the list.</param>
    public WordTable(IReadOnlyList<string> words)
    {
        this.words = [.. words];
        int size = 16;
        while (size < this.words.Length * 2)
            size *= 2;
        mask = size - 1;
        slots = new int[size];
        for (int i = 0; i < this.words.Length; i++)
        {
            int at = (int)(Hash(this.words[i]) & (uint)mask);
            while (slots[at] != 0)
                at = (at + 1) & mask;
            slots[at] = i + 1;
        }
    }

    public static WordTable Empty { get; } = new([]);

    public int Count => words.Length;

    public string this[int number] => words[number];

    /// <summary>The number of a folded word, or -1.</summary>
    public int NumberOf(ReadOnlySpan<char> folded)
    {
        int at = (int)(Hash(folded) & (uint)mask);
        while (slots[at] != 0)
        {
            int number = slots[at] - 1;
            if (folded.SequenceEqual(words[number]))
                return number;
            at = (at + 1) & mask;
        }
        return -1;
    }

    /// <summary>Folds a word (lower case, plain quotes and dashes) and looks up its number with digits as 0.</summary>
    public string Fold(ReadOnlySpan<char> word, out int number)
    {
        // A longer word is in no vocabulary, and a page may hold one of a million characters.
        if (word.Length > 48)
        {
            number = -1;
            return string.Create(word.Length, word, static (into, from) => FoldInto(from, into));
        }
        Span<char> folded = stackalloc char[48];
        folded = folded[..word.Length];
        bool digits = FoldInto(word, folded);
        if (!digits)
        {
            number = NumberOf(folded);
            return number >= 0 ? words[number] : new string(folded);
        }
        string kept = new(folded);
        for (int i = 0; i < folded.Length; i++)
        {
            if (char.IsAsciiDigit(folded[i]))
                folded[i] = '0';
        }
        number = NumberOf(folded);
        return kept;
    }

    /// <summary>A hash that is the same on every run and machine (FNV-1a, 64 bits, with a last mix).</summary>
    public static ulong Hash(ReadOnlySpan<char> word) => Mixed(Went(Empty64, word));

    /// <summary>The hash of a word that is given in parts.</summary>
    public static ulong Hash(params ReadOnlySpan<string> parts)
    {
        ulong hash = Empty64;
        foreach (string part in parts)
            hash = Went(hash, part);
        return Mixed(hash);
    }

    private static ulong Went(ulong hash, ReadOnlySpan<char> word)
    {
        foreach (char c in word)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    private static ulong Mixed(ulong hash)
    {
        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15 ^ hash >> 29;
    }

    public static char FoldChar(char c) => c switch
    {
        '’' or '‘' or '`' or '´' or 'ʼ' => '\'',
        '“' or '”' or '„' or '«' or '»' => '"',
        '–' or '—' or '−' or '‑' => '-',
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        < '\u0080' => c,
        _ => char.ToLowerInvariant(c),
    };

    private static bool FoldInto(ReadOnlySpan<char> word, Span<char> folded)
    {
        bool digits = false;
        for (int i = 0; i < word.Length; i++)
        {
            char c = FoldChar(word[i]);
            folded[i] = c;
            digits |= char.IsAsciiDigit(c);
        }
        return digits;
    }
}
