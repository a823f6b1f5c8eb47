using Dapper;
using Hearsay.Claims.Records;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>A name of a party, why it is one of its names, and how many claims it has.</summary>
public sealed record PartyName
{
    public string Name { get; init; } = "";

    /// <summary>The key that all names of the party share.</summary>
    public string Party { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary>reader or person: who made it so.</summary>
    public string Made { get; init; } = "";

    public long Claims { get; init; }

    /// <summary>A claim whose speaker is called so: its story, its name there, and the sentence; null past the first names of a list, and where the first claims call the speaker otherwise.</summary>
    public string? Story { get; init; }

    public string? Claim { get; init; }

    public string? Sentence { get; init; }
}

/// <summary>All names of the parties that a name, or a part of one, finds.</summary>
/// <param name="Whole">A name that is known finds its own party only, not those that hold it as a part.</param>
public sealed record PartyOf(string Name, int Limit = 100, bool Whole = false)
{
    /// <summary>The keys of the parties that a name or a part of it (@key, @like, @whole, and @words from <see cref="Words"/>) finds, as SQL.</summary>
    internal const string Keys =
        """
        SELECT k.key FROM party k WHERE k.party IN (
            SELECT n.party FROM party n WHERE n.key = @key
            UNION SELECT n.party FROM party n WHERE NOT (@whole AND EXISTS (SELECT 1 FROM party x WHERE x.key = @key)) AND n.key IN (SELECT key FROM party_text(@words)) AND ' ' || n.key || ' ' LIKE '% ' || @like || ' %' ESCAPE '\')
        """;

    // Each costs the reading of a record.
    private const int MostSentences = 20;
    private const int MostTried = 5;
    private const int LongestSentence = 300;

    /// <summary>The words of a key side by side, to look it up in the index of names; null where it has none.</summary>
    internal static string? Words(string key) => key.Any(char.IsLetterOrDigit) ? "\"" + key.Replace("\"", " ") + "\"" : null;

    public IReadOnlyList<PartyName> Ask(DbConnection ledger)
    {
        string key = LedgerWriter.SpeakerKey(Name);
        if (Words(key) is not { } words)
            return [];
        PartyName[] names =
        [
            .. ledger.Query<PartyName>(
                $"""
                SELECT p.name AS Name, p.party AS Party, p.why AS Why, p.made AS Made, (SELECT count(*) FROM claim c WHERE c.speaker_key = p.key) AS Claims
                FROM party p WHERE p.key IN ({Keys}) ORDER BY p.party, 5 DESC, p.key LIMIT @Limit
                """,
                new { key, words, like = ClaimQuery.Escape(key), whole = Whole, Limit }),
        ];
        return [.. names.Select((n, i) => i < MostSentences ? WithSentence(ledger, n) : n)];
    }

    private static PartyName WithSentence(DbConnection ledger, PartyName name)
    {
        // The words of a speaker may be "she": the first story in which the name itself stands where it is taken from.
        foreach ((string story, string claim) in ledger.Query<(string, string)>(
            "SELECT a.story, c.name FROM claim c JOIN article a ON a.id = c.article WHERE c.speaker_key = @key ORDER BY c.id LIMIT @MostTried", new { key = LedgerWriter.SpeakerKey(name.Name), MostTried }))
        {
            if (new StoryById(story).Ask(ledger) is not { } record || record.Claims.FirstOrDefault(c => c.Id == claim) is not { Source: { } source } found)
                continue;
            string text = found.In == ClaimPlace.Title ? record.Article.Title ?? "" : record.Article.Text;
            string sentence = SentenceAround(text, source.Start, source.End);
            if (sentence.Contains(name.Name, StringComparison.OrdinalIgnoreCase))
                return name with { Story = story, Claim = claim, Sentence = sentence };
        }
        return name;
    }

    /// <summary>From the last end of a sentence or line before the words to the next one after them.</summary>
    private static string SentenceAround(string text, int start, int end)
    {
        if (start < 0 || end > text.Length || start > end)
            return "";
        int from = start, to = end;
        while (from > 0 && start - from < LongestSentence && text[from - 1] != '\n' && !(char.IsWhiteSpace(text[from - 1]) && from > 1 && text[from - 2] is '.' or '?' or '!' or '”' or '"'))
            from--;
        while (to < text.Length && to - end < LongestSentence && text[to] != '\n' && !(char.IsWhiteSpace(text[to]) && text[to - 1] is '.' or '?' or '!' or '”'))
            to++;
        return text[from..to].Trim();
    }
}
