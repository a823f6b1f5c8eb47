using System.Reflection;
using Hearsay.Language.Coreference;

namespace Hearsay.Language.English;

/// <summary>A country of <c>countries.txt</c>.</summary>
public sealed record Country(string Code, string Name, IReadOnlyList<string> Demonyms, IReadOnlyList<string> Capitals);

/// <summary>The room's lists of words, read once.</summary>
public sealed class WordLists
{
    private readonly Dictionary<string, Country> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Country> byCode = [];
    private readonly Dictionary<string, Country> byDemonym = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Country> byCapital = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> states = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Gender> genders = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EntityKind> parties = new(StringComparer.OrdinalIgnoreCase);

    private WordLists()
    {
        foreach (string[] row in Rows("countries.txt"))
        {
            var country = new Country(row[0], row[1], Split(row[3]), Split(row[4]));
            byName[row[1]] = country;
            byCode[row[0]] = country;
            foreach (string name in Split(row[2]))
                byName[name] = country;
            foreach (string demonym in country.Demonyms)
                byDemonym[demonym] = country;
            foreach (string capital in country.Capitals)
                byCapital.TryAdd(capital, country);
        }
        foreach (string[] row in Rows("us-states.txt"))
        {
            states[row[1]] = row[0];
            foreach (string name in Split(row[2]))
                states[name] = row[0];
        }
        foreach (string[] row in Rows("given-names.txt"))
        {
            foreach (string name in Split(row[1]))
                genders.TryAdd(name, row[0] == "female" ? Gender.Female : Gender.Male);
        }
        foreach (string[] row in Rows("parties.txt"))
        {
            EntityKind kind = Enum.Parse<EntityKind>(row[0], ignoreCase: true);
            foreach (string word in Split(row[1]))
                parties.TryAdd(word, kind);
        }
    }

    public static WordLists Default { get; } = new();

    public IEnumerable<string> CountriesAndStates => byName.Keys.Concat(states.Keys);

    public IEnumerable<string> Demonyms => byDemonym.Keys;

    public IEnumerable<string> GivenNames => genders.Keys;

    /// <summary>The words of <c>parties.txt</c> that make a name or a description one of these kinds.</summary>
    public IEnumerable<string> Parties(params EntityKind[] kinds) => parties.Where(p => kinds.Contains(p.Value)).Select(p => p.Key);

    public Country? CountryNamed(string name) => byName.GetValueOrDefault(name);

    /// <summary>By its ISO 3166 alpha-2 code.</summary>
    public Country? CountryWithCode(string code) => byCode.GetValueOrDefault(code);

    public Country? CountryOfDemonym(string demonym) => byDemonym.GetValueOrDefault(demonym);

    public Country? CountryOfCapital(string capital) => byCapital.GetValueOrDefault(capital);

    /// <summary>The code of a state of the United States, by its name or the abbreviation that datelines use.</summary>
    public string? StateNamed(string name) => states.GetValueOrDefault(name);

    public Gender GenderOf(string givenName) => genders.GetValueOrDefault(givenName);

    /// <summary>The kind of party that a name or a description is by its words: media first, then documents, persons by the last word.</summary>
    public EntityKind? KindOf(IReadOnlyList<string> foldedWords)
    {
        EntityKind? found = null;
        for (int length = Math.Min(3, foldedWords.Count); length >= 1; length--)
        {
            for (int i = foldedWords.Count - length; i >= 0; i--)
            {
                string words = length == 1 ? foldedWords[i] : string.Join(' ', foldedWords.Skip(i).Take(length));
                if (!parties.TryGetValue(words, out EntityKind kind))
                    continue;
                if (kind == EntityKind.Media)
                    return kind;
                // The last word that is in the list says what the party is; a longer match beats a shorter one.
                found ??= kind;
            }
            if (found is not null)
                return found;
        }
        return null;
    }

    public bool IsMediaName(string folded) => parties.TryGetValue(folded, out EntityKind kind) && kind == EntityKind.Media;

    public bool IsPersonNoun(string lemma) => parties.TryGetValue(lemma, out EntityKind kind) && kind == EntityKind.Person;

    public EntityKind? KindOfNoun(string lemma) => parties.TryGetValue(lemma, out EntityKind kind) ? kind : parties.TryGetValue(lemma + "s", out kind) ? kind : null;

    private static string[] Split(string list) => list.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string[]> Rows(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the list {name} is not in the assembly");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
        }
    }
}
