using System.Buffers;
using System.Runtime.InteropServices;
using Hearsay.Language.Names;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Patterns;

/// <summary>
/// What the second voice of tags and names sees of a word: itself, its neighbours, their ends, shapes and clusters, alone and in pairs, hashed; for names also what the word lists say and how the
/// word is written elsewhere near. The same code prepares training and reading.
/// </summary>
public static class WordPatterns
{
    /// <summary>Patterns a word that tags and names share.</summary>
    public const int TagCount = 32;

    /// <summary>Patterns a word that names see, those of tags first.</summary>
    public const int Count = 46;

    // How far another way of writing the word counts, in words: whole sentences of about so many.
    private const int NearWords = 1000;
    private const int Seed = 1 << 20;

    // What the word lists say outside the sentence.
    private const uint NoWord = 1u << 31;

    /// <summary>The hashes of all patterns of each token, row by row.</summary>
    /// <param name="clusters">For each word of the vocabulary a coarse and a fine cluster.</param>
    public static uint[] Of(TokenizedText text, WordClusters clusters)
    {
        uint[] rows = new uint[text.Count * Count];
        Write(text, clusters, NameHints.Of(text), rows);
        return rows;
    }

    /// <param name="hints">What the word lists say of each token, see <see cref="NameHints.Of"/>.</param>
    /// <param name="rows">Receives the hashes, row by row.</param>
    internal static void Write(TokenizedText text, WordClusters clusters, ReadOnlySpan<int> hints, Span<uint> rows)
    {
        byte[] written = WrittenNear(text);
        WordParts[] words = ArrayPool<WordParts>.Shared.Rent(text.Count);
        for (int t = 0; t < text.Count; t++)
            words[t] = new WordParts(text.Form(t), text.Folded(t), clusters.Coarse(text.Number(t)), clusters.Fine(text.Number(t)));
        var edge = new WordParts("", "", 0, 0);
        foreach (TokenRange sentence in text.Sentences)
        {
            for (int t = sentence.Start; t < sentence.End; t++)
            {
                var row = new Row(rows.Slice(t * Count, Count));
                ref readonly WordParts left = ref (t > sentence.Start ? ref words[t - 1] : ref edge), right = ref (t + 1 < sentence.End ? ref words[t + 1] : ref edge);
                ref readonly WordParts left2 = ref (t - 1 > sentence.Start ? ref words[t - 2] : ref edge), right2 = ref (t + 2 < sentence.End ? ref words[t + 2] : ref edge);
                uint hintLeft = t > sentence.Start ? (uint)hints[t - 1] : NoWord, hintRight = t + 1 < sentence.End ? (uint)hints[t + 1] : NoWord;
                Fill(ref row, left2, left, words[t], right, right2, t == sentence.Start);
                FillForNames(ref row, left, words[t], right, hintLeft, (uint)hints[t], hintRight, written[t], t == sentence.Start);
            }
        }
        ArrayPool<WordParts>.Shared.Return(words);
    }

    private static void Fill(ref Row row, in WordParts left2, in WordParts left, in WordParts word, in WordParts right, in WordParts right2, bool first)
    {
        row.Add(1);
        row.Add(word.Word);
        row.Add(left.Word);
        row.Add(right.Word);
        row.Add(left2.Word);
        row.Add(right2.Word);
        row.Add(left.Word, word.Word);
        row.Add(word.Word, right.Word);
        row.Add(left.Word, right.Word);
        row.Add(word.Exact);
        row.Add(word.Shape, first ? 1u : 0);
        row.Add(left.Shape, word.Shape, right.Shape);
        row.Add(word.Suffix1, word.Shape);
        row.Add(word.Suffix2);
        row.Add(word.Suffix3);
        row.Add(word.Suffix4);
        row.Add(word.Prefix2);
        row.Add(word.Prefix3);
        row.Add(word.Coarse);
        row.Add(word.Fine);
        row.Add(left.Coarse);
        row.Add(left.Fine);
        row.Add(right.Coarse);
        row.Add(right.Fine);
        row.Add(left2.Fine);
        row.Add(right2.Fine);
        row.Add(left.Fine, word.Fine);
        row.Add(word.Fine, right.Fine);
        row.Add(left.Coarse, word.Coarse, right.Coarse);
        row.Add(left.Suffix2, word.Suffix3);
        row.Add(right.Suffix3, word.Suffix3);
        row.Add(left.Word, word.Fine, word.Shape);
    }

    private static void FillForNames(ref Row row, in WordParts left, in WordParts word, in WordParts right, uint hintLeft, uint hint, uint hintRight, byte written, bool first)
    {
        row.Add(hint, word.Shape);
        row.Add(hintLeft, hint);
        row.Add(hint, hintRight);
        row.Add(hintLeft, hint, hintRight);
        row.Add(hint, word.Coarse);
        row.Add(written, word.Shape, first ? 1u : 0);
        row.Add(written, word.Word);
        row.Add(written, hint);
        row.Add(left.Shape, word.Word);
        row.Add(right.Shape, word.Word);
        row.Add(left.Word, right.Shape, word.Shape);
        row.Add(left.Shape, right.Word, word.Shape);
        row.Add(left.Shape, word.Shape, word.Fine);
        row.Add(word.Shape, right.Shape, word.Suffix3);
    }

    /// <summary>For each token whether its word stands near in small letters (1), and with a capital where a small letter could stand (2).</summary>
    private static byte[] WrittenNear(TokenizedText text)
    {
        byte[] written = new byte[text.Count];
        var seen = new Dictionary<string, byte>();
        for (int s = 0; s < text.Sentences.Length;)
        {
            int from = s, words = 0;
            seen.Clear();
            for (; s < text.Sentences.Length && (s == from || words + text.Sentences[s].Count <= NearWords); s++)
            {
                TokenRange sentence = text.Sentences[s];
                words += sentence.Count;
                for (int t = sentence.Start; t < sentence.End; t++)
                {
                    char c = text.Form(t)[0];
                    int how = char.IsLower(c) ? 1 : char.IsUpper(c) && t > sentence.Start && char.IsLetterOrDigit(text.Form(t - 1)[^1]) ? 2 : 0;
                    if (how > 0)
                        CollectionsMarshal.GetValueRefOrAddDefault(seen, text.Folded(t), out _) |= (byte)how;
                }
            }
            for (int t = text.Sentences[from].Start; t < text.Sentences[s - 1].End; t++)
                written[t] = seen.GetValueOrDefault(text.Folded(t));
        }
        return written;
    }

    private readonly struct WordParts
    {
        public readonly uint Word, Exact, Shape, Suffix1, Suffix2, Suffix3, Suffix4, Prefix2, Prefix3, Coarse, Fine;

        public WordParts(ReadOnlySpan<char> form, string folded, int coarse, int fine)
        {
            Word = Hash(folded);
            Exact = Hash(form);
            Shape = ShapeOf(form);
            Suffix1 = Hash(folded.AsSpan(Math.Max(0, folded.Length - 1)));
            Suffix2 = Hash(folded.AsSpan(Math.Max(0, folded.Length - 2)));
            Suffix3 = Hash(folded.AsSpan(Math.Max(0, folded.Length - 3)));
            Suffix4 = Hash(folded.AsSpan(Math.Max(0, folded.Length - 4)));
            Prefix2 = Hash(folded.AsSpan(0, Math.Min(2, folded.Length)));
            Prefix3 = Hash(folded.AsSpan(0, Math.Min(3, folded.Length)));
            Coarse = (uint)coarse;
            Fine = (uint)fine;
        }

        /// <summary>Digits count as one.</summary>
        private static uint Hash(ReadOnlySpan<char> word)
        {
            uint hash = 2166136261;
            foreach (char c in word)
                hash = (hash ^ (char.IsAsciiDigit(c) ? '0' : c)) * 16777619;
            return hash;
        }

        /// <summary>Upper, lower, digit and mark, each run once or more ("Xx+", "X.X.").</summary>
        private static uint ShapeOf(ReadOnlySpan<char> form)
        {
            uint hash = 2166136261;
            char last = '\0';
            bool repeated = false;
            int kept = 0;
            foreach (char c in form)
            {
                char kind = char.IsUpper(c) ? 'X' : char.IsLower(c) ? 'x' : char.IsDigit(c) ? 'd' : char.IsLetter(c) ? 'a' : WordTable.FoldChar(c);
                if (kind == last && repeated)
                    continue;
                repeated = kind == last;
                last = kind;
                if (++kept > 8)
                    break;
                hash = (hash ^ kind) * 16777619;
            }
            return hash;
        }
    }

    private ref struct Row(Span<uint> into)
    {
        private readonly Span<uint> into = into;
        private int next;

        public void Add(uint a, uint b = 0, uint c = 0)
        {
            ulong mixed = ((ulong)(uint)(Seed + next) * 0x9E3779B97F4A7C15) ^ (a + 0x7F4A7C15ul) * 0xD6E8FEB86659FD93;
            mixed = (mixed ^ mixed >> 32 ^ b) * 0xD6E8FEB86659FD93;
            mixed = (mixed ^ mixed >> 32 ^ c) * 0xD6E8FEB86659FD93;
            into[next++] = (uint)(mixed >> 32);
        }
    }
}
