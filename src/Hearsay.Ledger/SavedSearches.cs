using System.Data.Common;
using Dapper;
using Hearsay.Ledger.Questions;

namespace Hearsay.Ledger;

/// <summary>A search that somebody keeps by a name.</summary>
public sealed record SavedSearch
{
    public string Name { get; init; } = "";

    /// <summary>In the grammar of <see cref="ClaimQuery"/>.</summary>
    public string Query { get; init; } = "";

    public string Made { get; init; } = "";
}

/// <summary>Searches kept by name, each with a feed of its own.</summary>
public static class SavedSearches
{
    private const int LongestName = 60;

    public static IReadOnlyList<SavedSearch> All(DbConnection ledger) => [.. ledger.Query<SavedSearch>("SELECT name AS Name, query AS Query, made AS Made FROM saved_search ORDER BY name")];

    /// <summary>The search of that name, or null.</summary>
    public static SavedSearch? Named(DbConnection ledger, string name) => ledger.QueryFirstOrDefault<SavedSearch>("SELECT name AS Name, query AS Query, made AS Made FROM saved_search WHERE name = @name", new { name });

    /// <summary>Keeps a search; one of the same name is replaced, an empty query takes it away.</summary>
    /// <exception cref="LedgerException">The name is none, or the query is wrong.</exception>
    public static void Save(DbConnection ledger, string name, string query, DateTimeOffset now)
    {
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' '))
            throw new LedgerException($"'{name}': a search goes by letters, digits, - and _, at most {LongestName}");
        if (string.IsNullOrWhiteSpace(query))
        {
            ledger.Execute("DELETE FROM saved_search WHERE name = @name", new { name });
            return;
        }
        _ = new ClaimQuery(query);
        ledger.Execute(
            "INSERT INTO saved_search (name, query, made) VALUES (@name, @query, @made) ON CONFLICT (name) DO UPDATE SET query = excluded.query, made = excluded.made",
            new { name, query = Dialect.Storable(query.Trim()), made = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") });
    }
}
