using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

/// <summary>
/// What the chain model sees of a mention that begins something new, and of a mention and one before it: words, heads, number and gender, distance, place in the tree; each
/// together with the kinds of both, after Durrett and Klein (2013). Hashed; the same code prepares training and reading.
/// </summary>
public sealed class LinkFeatures
{
    /// <summary>Feature numbers are below this; a power of two.</summary>
    public const int Buckets = 1 << 18;

    /// <summary>No mention so many before is looked at.</summary>
    public const int Far = 500;

    /// <summary>How many features a mention and one before it have.</summary>
    public const int LinkCount = 42;

    private const int Near = 50;

    // The templates of pairs stand after those of mentions that take up nothing.
    private const uint Templates = 20;

    // Half of the features of a pair in whole vectors.
    private const int Padded = 32;
    private readonly Reading reading;
    private readonly Mention[] mentions;
    private readonly uint[] heads, texts, relations, kinds, definiteness;

    // Lemmas by number: of each mention its head's and those of its modifiers, each once.
    private readonly int[] lemmas;
    private readonly int[][] words;

    public LinkFeatures(Reading reading)
    {
        this.reading = reading;
        mentions = [.. MentionFinder.Find(reading)];
        heads = Array.ConvertAll(mentions, m => Hash(reading.Lemmas[HeadWord(m.Head)]));
        texts = Array.ConvertAll(mentions, m => Text(m.Range));
        relations = Array.ConvertAll(mentions, m => Hash(reading.Parse.Relation(m.Head)));
        kinds = Array.ConvertAll(mentions, m => m.Kind == MentionKind.Pronoun ? Hash(reading.Text.Folded(m.Head)) : (uint)m.Kind);
        definiteness = Array.ConvertAll(mentions, m => Definite(reading.Text.Folded(m.Range.Start), m));
        var numbers = new Dictionary<string, int>(mentions.Length);
        lemmas = Array.ConvertAll(mentions, m => Number(numbers, reading.Lemmas[m.Head]));
        words = Array.ConvertAll(mentions, m => Modifiers(m, numbers));
    }

    public IReadOnlyList<Mention> Mentions => mentions;

    /// <summary>The mentions before that this one may take up: the nearest fifty, and those of the same head further back.</summary>
    public void Candidates(int mention, List<int> into)
    {
        into.Clear();
        int near = Math.Max(0, mention - Near);
        for (int j = mention - 1; j >= near; j--)
            into.Add(j);
        for (int j = near - 1; mentions[mention].Kind != MentionKind.Pronoun && j >= Math.Max(0, mention - Far); j--)
        {
            if (heads[j] == heads[mention])
                into.Add(j);
        }
    }

    /// <summary>"a man", "every crew": begins something new.</summary>
    public bool IsIndefinite(int mention) => definiteness[mention] == 3 && mentions[mention].Kind == MentionKind.Noun;

    /// <summary>True for who says, thinks or knows something.</summary>
    public bool Speaks(int mention) =>
        reading.Parse.Relation(mentions[mention].Head) is "nsubj" && reading.Parse.Head(mentions[mention].Head) is >= 0 and var verb
        && reading.Lemmas[verb] is "say" or "tell" or "add" or "ask" or "note" or "explain" or "think" or "believe" or "claim" or "write" or "report" or "suggest" or "state" or "announce" or "argue"
            or "warn" or "know" or "show" or "find" or "hope" or "agree";

    /// <summary>True for who speaks, by any verb with a clause of what is said, or by "according to".</summary>
    public bool IsSource(int mention)
    {
        (int head, int start) = (mentions[mention].Head, mentions[mention].Range.Start);
        string relation = reading.Parse.Relation(head);
        int over = reading.Parse.Head(head);
        return Speaks(mention) || relation is "nsubj" && over >= 0 && (reading.Parse.Child(over, "ccomp") >= 0 || reading.Parse.Child(over, "parataxis") >= 0)
            || relation is "obl" && start >= 2 && reading.Text.Folded(start - 1) is "to" && reading.Text.Folded(start - 2) is "according";
    }

    /// <summary>"The authors" after "the report's authors": a definite phrase of the same head and number, with no modifier that the earlier one lacks; or a phrase of the same words that is not indefinite.</summary>
    public bool TakesUp(int mention, int earlier)
    {
        Mention a = mentions[earlier], m = mentions[mention];
        if (m.Kind == MentionKind.Pronoun || a.Kind == MentionKind.Pronoun || a.Range.End > m.Range.Start)
            return false;
        return texts[mention] == texts[earlier] && definiteness[mention] is not 3
            || heads[mention] == heads[earlier] && m.Kind == MentionKind.Noun && definiteness[mention] is 1 or 2 && m.Number == a.Number && IsPart(words[mention], words[earlier]);
    }

    /// <summary>The features of a mention that takes up nothing.</summary>
    public void New(int mention, List<int> into)
    {
        Mention m = mentions[mention];
        TokenizedText text = reading.Text;
        uint kind = kinds[mention], definite = definiteness[mention];
        int far = Math.Max(0, mention - Far);
        bool head = heads.AsSpan(far..mention).Contains(heads[mention]), same = texts.AsSpan(far..mention).Contains(texts[mention]);
        uint seen = (head ? 1u : 0) + (same ? 2u : 0), length = (uint)Math.Min(m.Range.Count, 8);
        int n = 0;
        void Put(uint a, uint b = 0) => into.Add(Bucket(n++, kind, a, b));
        Put(0);
        Put(heads[mention]);
        Put(Hash(text.Folded(m.Range.Start)));
        Put(Hash(text.Folded(m.Range.End - 1)));
        Put(length);
        Put(relations[mention]);
        Put(m.Range.Start > 0 ? Hash(text.Folded(m.Range.Start - 1)) : 0);
        Put(m.Range.End < text.Count ? Hash(text.Folded(m.Range.End)) : 0);
        Put(definite, length);
        Put(definite, seen);
        Put(seen, relations[mention]);
        Put(seen, length);
        Put((uint)m.NameKind, seen);
        Put(Hash(reading.Tags.Xpos(m.Head)), m.Number);
        Put(reading.Parse.Head(m.Head) is >= 0 and var over ? Hash(reading.Lemmas[over]) : 1, relations[mention]);
        Put((uint)Math.Min(m.Sentence, 3));
        Put(m.Entity >= 0 ? 1u : 0, seen);
    }

    /// <summary>The features of a mention that means what an earlier one means.</summary>
    /// <param name="into">Receives <see cref="LinkCount"/> numbers.</param>
    public void Link(int mention, int earlier, Span<int> into)
    {
        Mention a = mentions[earlier], m = mentions[mention];
        uint kind = kinds[mention], both = Mix(kind, kinds[earlier]);
        uint sentences = Step(m.Sentence - a.Sentence), away = (uint)BitOperations.Log2((uint)(mention - earlier));
        bool head = heads[mention] == heads[earlier], same = texts[mention] == texts[earlier];
        uint match = (head ? 1u : 0) + (same ? 2u : 0) + (words[earlier].AsSpan().Contains(lemmas[mention]) ? 4u : 0) + (words[mention].AsSpan().Contains(lemmas[earlier]) ? 8u : 0);
        uint news = head ? IsPart(words[mention], words[earlier]) ? 1u : IsPart(words[earlier], words[mention]) ? 2u : 3u : 0;
        uint nested = a.Range.End >= m.Range.End ? 1u : m.Range.Start <= a.Range.Start ? 2u : 0;
        uint party = a.Entity < 0 || m.Entity < 0 ? 0u : a.Entity == m.Entity ? 1u : 2u;
        uint quoted = a.Quotation == m.Quotation ? 0u : a.Quotation < 0 ? 1u : m.Quotation < 0 ? 2u : 3u;
        uint fit = Mix((uint)(a.Number * 3 + m.Number), (uint)(a.Gender * 5 + m.Gender));
        Span<uint> first = stackalloc uint[Padded], second = stackalloc uint[Padded];
        first.Clear();
        second.Clear();
        int n = 0;
        Put(first, second, ref n, 0);
        Put(first, second, ref n, sentences);
        Put(first, second, ref n, away);
        Put(first, second, ref n, match);
        Put(first, second, ref n, match, sentences);
        Put(first, second, ref n, match, definiteness[mention]);
        Put(first, second, ref n, news, definiteness[mention]);
        Put(first, second, ref n, news, match);
        Put(first, second, ref n, nested, relations[mention]);
        Put(first, second, ref n, party, match);
        Put(first, second, ref n, quoted, sentences);
        Put(first, second, ref n, fit);
        Put(first, second, ref n, fit, sentences);
        Put(first, second, ref n, (uint)(a.NameKind * 16 + m.NameKind), match);
        Put(first, second, ref n, relations[mention], relations[earlier]);
        Put(first, second, ref n, relations[earlier], sentences);
        Put(first, second, ref n, relations[earlier], away);
        Put(first, second, ref n, heads[earlier], m.Kind == MentionKind.Pronoun ? 0 : heads[mention]);
        Put(first, second, ref n, definiteness[earlier], definiteness[mention]);
        Put(first, second, ref n, (uint)Math.Min(a.Range.Count, 6), match);
        Put(first, second, ref n, reading.Parse.Head(a.Head) == reading.Parse.Head(m.Head) ? 1u : reading.Parse.Head(a.Head) == m.Head ? 2u : reading.Parse.Head(m.Head) == a.Head ? 3u : 0, relations[mention]);
        Hashed(first, second, kind, both, into);
    }

    private static void Put(Span<uint> first, Span<uint> second, ref int at, uint x, uint y = 0) => (first[at], second[at++]) = (x, y);

    /// <summary>Each pair of numbers as two features: with the kind of the mention, and with the kinds of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Hashed(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second, uint kind, uint both, Span<int> into)
    {
        Span<uint> numbers = stackalloc uint[2 * Padded];
        for (int i = 0; i < Padded; i += Vector512<uint>.Count)
        {
            Vector512<uint> template = (Vector512<uint>.Indices + Vector512.Create((uint)i)) * 2 + Vector512.Create(Templates + 1), x = Vector512.Create(first[i..]), y = Vector512.Create(second[i..]);
            Bucket(template, kind, x, y).CopyTo(numbers[i..]);
            Bucket(template + Vector512<uint>.One, both, x, y).CopyTo(numbers[(Padded + i)..]);
        }
        for (int i = 0; i < LinkCount / 2; i++)
            (into[2 * i], into[2 * i + 1]) = ((int)numbers[i], (int)numbers[Padded + i]);
    }

    /// <summary>Of a name the last word: "Berg" of "Anna Berg".</summary>
    private int HeadWord(int head)
    {
        int last = head;
        foreach (int child in reading.Parse.Children(head))
        {
            if (child > last && reading.Parse.Relation(child) is "flat")
                last = child;
        }
        return last;
    }

    private uint Text(TokenRange range)
    {
        uint hash = 7;
        for (int t = range.Start; t < range.End; t++)
        {
            if (reading.Text.Folded(t) is not ("the" or "a" or "an" or "'s" or "'"))
                hash = Mix(hash, Hash(reading.Text.Folded(t)));
        }
        return hash;
    }

    private int[] Modifiers(Mention mention, Dictionary<string, int> numbers)
    {
        var found = new List<int>();
        foreach (int child in reading.Parse.Children(mention.Head))
        {
            if (reading.Parse.Relation(child) is "amod" or "compound" or "nmod" or "nummod" or "flat" or "nmod:poss" or "nmod:desc" or "appos" && Number(numbers, reading.Lemmas[child]) is var lemma && !found.Contains(lemma))
                found.Add(lemma);
        }
        return [.. found];
    }

    private static int Number(Dictionary<string, int> numbers, string word)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, word, out bool known);
        return known ? number : number = numbers.Count;
    }

    private static bool IsPart(int[] part, int[] whole)
    {
        foreach (int word in part)
        {
            if (!whole.AsSpan().Contains(word))
                return false;
        }
        return true;
    }

    private static uint Definite(string first, Mention mention) => first switch
    {
        "the" => 1,
        "this" or "these" or "that" or "those" => 2,
        "a" or "an" or "some" or "any" or "no" or "every" or "each" or "another" => 3,
        "my" or "your" or "his" or "her" or "its" or "our" or "their" => 4,
        _ => mention.Range.Count == 1 ? 5u : 6u,
    };

    private static uint Step(int sentences) => (uint)(sentences <= 3 ? sentences : 4 + Math.Min(4, BitOperations.Log2((uint)sentences) - 1));

    private static uint Hash(string word)
    {
        uint hash = 2166136261;
        foreach (char c in word)
            hash = (hash ^ c) * 16777619;
        return hash;
    }

    private static uint Mix(uint a, uint b) => (BitOperations.RotateLeft(a, 13) ^ b) * 0x9E3779B1;

    private static int Bucket(int template, uint kind, uint a, uint b) => (int)Bucket(Vector512.CreateScalar((uint)template + 1), kind, Vector512.CreateScalar(a), Vector512.CreateScalar(b))[0];

    /// <param name="template">The templates' numbers, from 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Bucket(Vector512<uint> template, uint kind, Vector512<uint> a, Vector512<uint> b)
    {
        Vector512<uint> hash = template * 0x85EBCA77 ^ Vector512.Create(kind);
        hash = (hash ^ hash >> 15) * 0xC2B2AE3D ^ a;
        hash = (hash ^ hash >> 13) * 0x27D4EB2F ^ b;
        hash = (hash ^ hash >> 16) * 0x9E3779B1;
        return hash >> 14 & Vector512.Create(Buckets - 1u);
    }
}
