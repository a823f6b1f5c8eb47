using Dapper;
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

    /// <summary>The words of a key side by side, to look it up in the index of names; null where it has none.</summary>
    internal static string? Words(string key) => key.Any(char.IsLetterOrDigit) ? "\"" + key.Replace("\"", " ") + "\"" : null;

    public IReadOnlyList<PartyName> Ask(DbConnection ledger)
    {
        string key = LedgerWriter.SpeakerKey(Name);
        return Words(key) is not { } words ? [] :
        [
            .. ledger.Query<PartyName>(
                $"""
                SELECT p.name AS Name, p.party AS Party, p.why AS Why, p.made AS Made, (SELECT count(*) FROM claim c WHERE c.speaker_key = p.key) AS Claims
                FROM party p WHERE p.key IN ({Keys}) ORDER BY p.party, 5 DESC, p.key LIMIT @Limit
                """,
                new { key, words, like = ClaimQuery.Escape(key), whole = Whole, Limit }),
        ];
    }
}
