using System.Runtime.InteropServices;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Places;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

/// <summary>
/// What the word lists say of each word, as the names network sees it: for each list whether an entry begins at the word or goes on over it, the longest entry first (gazetteer features as
/// in Ratinov and Roth 2009). The same code prepares training and reading.
/// </summary>
public static class NameHints
{
    // Countries and states, their people, towns, given names, words of organisations, words of persons ("spokesman").
    private const int Lists = 6;
    private const int LongestEntry = 5;
    private const long SmallestTown = 15_000;
    private static readonly HashSet<ulong> Beginnings = new(1 << 15);
    private static readonly Dictionary<ulong, byte> Entries = ReadLists();

    /// <summary>Numbers a word: of each list B, then I, each 0 or 1.</summary>
    public const int Count = 2 * Lists;

    /// <summary>The bits of words of organisations and of persons.</summary>
    public const int Common = 0b1111 << 8;

    /// <summary>Reads the lists now, so that nobody waits for them later.</summary>
    public static void Load() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(NameHints).TypeHandle);

    /// <summary>The hints of each token as bits: bit 2l for the beginning of an entry of list l, bit 2l + 1 for what follows.</summary>
    public static int[] Of(TokenizedText text)
    {
        int[] hints = new int[text.Count];
        Span<int> lengths = stackalloc int[Lists];
        foreach (TokenRange sentence in text.Sentences)
        {
            for (int t = sentence.Start; t < sentence.End; t++)
            {
                if (!char.IsLetter(text.Form(t)[0]))
                    continue;
                Measure(text, t, sentence.End, lengths);
                for (int list = 0; list < Lists; list++)
                {
                    // An entry that began earlier goes on over this word.
                    if (lengths[list] == 0 || (hints[t] >> 2 * list & 3) != 0)
                        continue;
                    hints[t] |= 1 << 2 * list;
                    for (int i = 1; i < lengths[list]; i++)
                        hints[t + i] |= 2 << 2 * list;
                }
            }
        }
        return hints;
    }

    /// <summary>How many tokens the longest entry of each list takes that begins here.</summary>
    private static void Measure(TokenizedText text, int first, int end, Span<int> lengths)
    {
        lengths.Clear();
        bool capital = char.IsUpper(text.Form(first)[0]);
        ulong hash = 0;
        for (int t = first; t < end && t < first + LongestEntry; t++)
        {
            hash = Add(hash, text.Folded(t));
            if (t == first && !Beginnings.Contains(hash))
                return;
            if (!Entries.TryGetValue(hash, out byte lists))
                continue;
            for (int list = 0; list < Lists; list++)
            {
                if ((lists >> list & 1) != 0 && (capital || list >= 4))
                    lengths[list] = t + 1 - first;
            }
        }
    }

    /// <summary>Points and hyphens do not count: "St. Louis" is "st louis", and one that follows an entry is taken with it.</summary>
    private static ulong Add(ulong hash, ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('.');
        return word is "" or "-" ? hash : (hash * 31) ^ WordTable.Hash(word);
    }

    private static Dictionary<ulong, byte> ReadLists()
    {
        var entries = new Dictionary<ulong, byte>(1 << 16);
        void AddName(ReadOnlySpan<char> name, int list)
        {
            ulong hash = 0;
            foreach (Range word in name.SplitAny(' ', '-'))
            {
                hash = Add(hash, name[word]);
                if (word.Start.Value == 0)
                    Beginnings.Add(hash);
            }
            ref byte known = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, hash, out _);
            known |= (byte)(1 << list);
        }

        void AddAll(IEnumerable<string> names, int list)
        {
            foreach (string name in names)
                AddName(name, list);
        }

        WordLists lists = WordLists.Default;
        AddAll(lists.CountriesAndStates.Select(n => n.ToLowerInvariant()), 0);
        AddAll(lists.Demonyms.Select(n => n.ToLowerInvariant()), 1);
        Gazetteer.ForEachKey(SmallestTown, name => AddName(name, 2));
        AddAll(lists.GivenNames, 3);
        AddAll(lists.Parties(EntityKind.Government, EntityKind.Organization, EntityKind.Media), 4);
        AddAll(lists.Parties(EntityKind.Person), 5);
        return entries;
    }
}
