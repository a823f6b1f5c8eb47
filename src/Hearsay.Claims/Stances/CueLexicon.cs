using System.Reflection;
using Hearsay.Claims.Records;

namespace Hearsay.Claims.Stances;

/// <summary>What a cue means: the stance of the longest entry of <c>English/cues.txt</c> whose lemmas stand in the cue in order.</summary>
public sealed class CueLexicon
{
    private readonly Dictionary<string, List<Entry>> byFirst = [];

    private CueLexicon()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cues.txt")!;
        using var reader = new StreamReader(stream);
        int line = 0;
        while (reader.ReadLine() is { } row)
        {
            line++;
            if (row.Length == 0 || row[0] == '#')
                continue;
            string[] parts = row.Split('\t');
            Stance stance = Enum.Parse<Stance>(parts[0], ignoreCase: true);
            foreach (string item in parts[1].Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                bool negated = item.StartsWith("not:", StringComparison.Ordinal);
                string[] words = (negated ? item[4..] : item).Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var entry = new Entry(words, negated, stance, item, line);
                if (!byFirst.TryGetValue(words[0], out List<Entry>? list))
                    byFirst[words[0]] = list = [];
                list.Add(entry);
            }
        }
    }

    public static CueLexicon English { get; } = new();

    /// <param name="Words">Lemmas or forms, in order.</param>
    /// <param name="Name">The entry as it stands in the list.</param>
    public sealed record Entry(string[] Words, bool Negated, Stance Stance, string Name, int Line);

    /// <summary>The entry that says most: more words beat fewer, a negated entry needs a negation, an earlier word of the list breaks ties.</summary>
    /// <param name="lemmas">The lemmas of the cue and of the few words that follow it.</param>
    /// <param name="forms">The same words, folded.</param>
    /// <param name="own">How many of them are the cue's own: an entry must begin there.</param>
    public Entry? Match(IReadOnlyList<string> lemmas, IReadOnlyList<string> forms, int own, bool negated)
    {
        Entry? best = null;
        int bestRank = -1;
        for (int i = 0; i < own; i++)
        {
            foreach (string first in lemmas[i] == forms[i] ? [lemmas[i]] : (string[])[lemmas[i], forms[i]])
            {
                if (!byFirst.TryGetValue(first, out List<Entry>? entries))
                    continue;
                foreach (Entry entry in entries)
                {
                    if (entry.Negated && !negated || !Holds(entry, lemmas, forms, i))
                        continue;
                    int rank = entry.Words.Length * 4 + (entry.Negated ? 6 : 0);
                    // Of two equal ones the later verb of the cue carries it: "continued to insist".
                    if (rank >= bestRank)
                    {
                        bestRank = rank;
                        best = entry;
                    }
                }
            }
        }
        return best;
    }

    private static bool Holds(Entry entry, IReadOnlyList<string> lemmas, IReadOnlyList<string> forms, int from)
    {
        int at = from;
        // A modal and its "to" are one word: "have to", not "have agreed to".
        int gap = entry.Words[0] is "have" or "need" or "ought" or "must" ? 1 : 4;
        for (int w = 1; w < entry.Words.Length; w++)
        {
            // Up to three words may stand between: "declined on Tuesday to comment".
            int limit = Math.Min(lemmas.Count - 1, at + gap);
            int next = -1;
            for (int i = at + 1; i <= limit; i++)
            {
                if (lemmas[i] == entry.Words[w] || forms[i] == entry.Words[w])
                {
                    next = i;
                    break;
                }
            }
            if (next < 0)
                return false;
            at = next;
        }
        return true;
    }
}
