using System.Reflection;

namespace Hearsay.Claims.Events;

/// <summary>Which verbs and nouns tell a happening, and of what PLOVER type (<c>English/events.txt</c>); which nouns are weapons, targets and others (<c>English/event-nouns.txt</c>).</summary>
public sealed class EventLexicon
{
    private readonly Dictionary<string, List<Entry>> verbs = [];
    private readonly Dictionary<string, List<Entry>> nouns = [];

    private readonly Dictionary<string, HashSet<string>> kinds = [];

    private EventLexicon()
    {
        foreach (string[] row in Rows("events.txt"))
        {
            Fill(verbs, row[0], row[1]);
            Fill(nouns, row[0], row[2]);
        }
        foreach (string[] row in Rows("event-nouns.txt"))
            kinds[row[0]] = [.. row[1].Split('|')];
    }

    private static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the list {name} is not in the assembly"));
        while (reader.ReadLine() is { } row)
        {
            if (row.Length > 0 && row[0] != '#')
                yield return row.Split('\t');
        }
    }

    /// <summary>True for the means of an event.</summary>
    public bool IsWeapon(string lemma) => kinds["weapon"].Contains(lemma);

    /// <summary>True for things that can be struck.</summary>
    public bool IsTarget(string lemma) => kinds["target"].Contains(lemma);

    /// <summary>True for places that one can break into or march to.</summary>
    public bool IsSite(string lemma) => kinds["site"].Contains(lemma) || IsTarget(lemma);

    /// <summary>True for what can be attacked, shot down or seized in words only.</summary>
    public bool IsAbstract(string lemma) => kinds["abstract"].Contains(lemma);

    /// <summary>True for what a parliament passes.</summary>
    public bool IsLaw(string lemma) => kinds["law"].Contains(lemma);

    /// <summary>True for those whose battles are fought with goods and words.</summary>
    public bool IsTrade(string lemma) => kinds["trade"].Contains(lemma);

    public static EventLexicon English { get; } = new();

    /// <summary>The type of word pairs that look like an event and are none: "release a statement".</summary>
    public const string Nothing = "NONE";

    /// <param name="Words">Lemmas: the first is the trigger, the others stand near it.</param>
    /// <param name="NeedsParty">True for words of many uses that count only with a named party beside them.</param>
    /// <param name="Compound">True where the other word stands before the noun: "hunger_strike" in the list.</param>
    public sealed record Entry(string[] Words, string Type, bool NeedsParty, bool Compound = false);

    private static void Fill(Dictionary<string, List<Entry>> into, string type, string list)
    {
        foreach (string item in list.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            bool needs = item.EndsWith('+');
            bool compound = item.Contains('_');
            string[] words = compound ? [.. item.Split('_').Reverse()] : item.TrimEnd('+').Split(' ');
            string key = words[0];
            if (!into.TryGetValue(key, out List<Entry>? entries))
                into[key] = entries = [];
            entries.Add(new Entry(words, type, needs, compound));
        }
    }

    /// <param name="near">Whether a word stands near the verb.</param>
    public Entry? Verb(string lemma, Func<string, bool> near) => Pick(verbs, lemma, near, null);

    /// <param name="before">Whether a word describes the noun; null where nobody looks.</param>
    public Entry? Noun(string lemma, Func<string, bool> near, Func<string, bool>? before = null) => Pick(nouns, lemma, near, before);

    private static Entry? Pick(Dictionary<string, List<Entry>> from, string lemma, Func<string, bool> near, Func<string, bool>? before)
    {
        if (!from.TryGetValue(lemma, out List<Entry>? entries))
            return null;
        Entry? best = null;
        foreach (Entry entry in entries)
        {
            if ((best is null || entry.Words.Length > best.Words.Length) && (entry.Compound ? before is not null && before(entry.Words[1]) : entry.Words.Skip(1).All(near)))
                best = entry;
        }
        return best;
    }
}
