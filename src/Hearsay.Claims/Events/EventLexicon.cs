using System.Reflection;

namespace Hearsay.Claims.Events;

/// <summary>Which verbs and nouns tell a happening, and of what PLOVER type (<c>English/events.txt</c>); which nouns are weapons and targets (<c>English/event-nouns.txt</c>).</summary>
public sealed class EventLexicon
{
    private readonly Dictionary<string, List<Entry>> verbs = [];
    private readonly Dictionary<string, List<Entry>> nouns = [];

    private readonly HashSet<string> weapons = [];
    private readonly HashSet<string> targets = [];

    private EventLexicon()
    {
        foreach (string[] row in Rows("events.txt"))
        {
            Fill(verbs, row[0], row[1]);
            Fill(nouns, row[0], row[2]);
        }
        foreach (string[] row in Rows("event-nouns.txt"))
            (row[0] == "weapon" ? weapons : targets).UnionWith(row[1].Split('|'));
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
    public bool IsWeapon(string lemma) => weapons.Contains(lemma);

    /// <summary>True for things that can be struck.</summary>
    public bool IsTarget(string lemma) => targets.Contains(lemma);

    public static EventLexicon English { get; } = new();

    /// <summary>The type of word pairs that look like an event and are none: "release a statement".</summary>
    public const string Nothing = "NONE";

    /// <param name="Words">Lemmas: the first is the trigger, the others stand near it.</param>
    /// <param name="NeedsParty">True for words of many uses that count only with a named party beside them.</param>
    public sealed record Entry(string[] Words, string Type, bool NeedsParty);

    private static void Fill(Dictionary<string, List<Entry>> into, string type, string list)
    {
        foreach (string item in list.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            bool needs = item.EndsWith('+');
            string[] words = item.TrimEnd('+').Split(' ');
            string key = words[0];
            if (!into.TryGetValue(key, out List<Entry>? entries))
                into[key] = entries = [];
            entries.Add(new Entry(words, type, needs));
        }
    }

    public Entry? Verb(string lemma, Func<string, bool> near) => Pick(verbs, lemma, near);

    public Entry? Noun(string lemma, Func<string, bool> near) => Pick(nouns, lemma, near);

    private static Entry? Pick(Dictionary<string, List<Entry>> from, string lemma, Func<string, bool> near)
    {
        if (!from.TryGetValue(lemma, out List<Entry>? entries))
            return null;
        Entry? best = null;
        foreach (Entry entry in entries)
        {
            if ((best is null || entry.Words.Length > best.Words.Length) && entry.Words.Skip(1).All(near))
                best = entry;
        }
        return best;
    }
}
