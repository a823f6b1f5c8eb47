using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>
/// What the network sees of a word: its number in the vocabulary and hashed affixes and shape, <see cref="Count"/> numbers a word. The same code
/// prepares training and reading.
/// </summary>
public static class WordFeatures
{
    public const int Count = 5;

    /// <summary>Buckets for words outside the vocabulary, by hash.</summary>
    public const int UnknownBuckets = 2000;

    public const int Suffix3Buckets = 6000;
    public const int Suffix2Buckets = 1500;
    public const int Prefix3Buckets = 4000;
    public const int ShapeBuckets = 800;

    /// <summary>Writes the features of each token, row by row.</summary>
    public static int[] Of(TokenizedText text, WordTable vocabulary)
    {
        int[] features = new int[text.Count * Count];
        Span<char> shape = stackalloc char[12];
        for (int i = 0; i < text.Count; i++)
        {
            Span<int> row = features.AsSpan(i * Count, Count);
            string folded = text.Folded(i);
            ReadOnlySpan<char> form = text.Form(i);
            int number = text.Number(i);
            row[0] = number >= 0 ? number : vocabulary.Count + Bucket(folded, UnknownBuckets, 1);
            row[1] = Bucket(folded.AsSpan(Math.Max(0, folded.Length - 3)), Suffix3Buckets, 2);
            row[2] = Bucket(folded.AsSpan(Math.Max(0, folded.Length - 2)), Suffix2Buckets, 3);
            row[3] = Bucket(folded.AsSpan(0, Math.Min(3, folded.Length)), Prefix3Buckets, 4);
            row[4] = Bucket(Shape(form, shape), ShapeBuckets, 5);
        }
        return features;
    }

    /// <summary>Upper, lower, digit and mark classes, runs shortened to two: "Belgorod" is "Xxx", "F-16" is "X-dd".</summary>
    private static ReadOnlySpan<char> Shape(ReadOnlySpan<char> form, Span<char> into)
    {
        int n = 0;
        char last = '\0';
        int run = 0;
        foreach (char c in form)
        {
            char kind = char.IsUpper(c) ? 'X' : char.IsLower(c) ? 'x' : char.IsDigit(c) ? 'd' : char.IsLetter(c) ? 'a' : WordTable.FoldChar(c);
            run = kind == last ? run + 1 : 1;
            last = kind;
            if (run <= 2 && n < into.Length)
                into[n++] = kind;
        }
        return into[..n];
    }

    private static int Bucket(ReadOnlySpan<char> word, int buckets, ulong salt) => (int)((WordTable.Hash(word) * (2 * salt + 1) >> 20) % (ulong)buckets);
}
