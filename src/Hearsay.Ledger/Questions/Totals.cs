using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>An outlet with how many of its stories are wire copy and reprints.</summary>
public sealed record OutletLine
{
    public string Outlet { get; init; } = "";

    public long Stories { get; init; }

    public long Wire { get; init; }

    public long Reprints { get; init; }

    public long Claims { get; init; }

    public string? Newest { get; init; }
}

/// <summary>What comes first of the outlets: those with most stories, the newest one, the largest share of wire copy or of reprints, or most claims.</summary>
public enum OutletOrder
{
    Stories,
    Newest,
    Wire,
    Reprints,
    Claims,
}

/// <summary>Outlets of the ledger.</summary>
public sealed record Outlets(int Limit = 200, OutletOrder Order = OutletOrder.Stories)
{
    private string By => Order switch
    {
        OutletOrder.Newest => "max(a.published) DESC NULLS LAST",
        OutletOrder.Wire => "1.0 * count(a.agency) / count(*) DESC",
        OutletOrder.Reprints => "1.0 * count(a.origin) / count(*) DESC",
        OutletOrder.Claims => "sum(a.claims) DESC",
        _ => "count(*) DESC",
    };

    public IReadOnlyList<OutletLine> Ask(DbConnection ledger) =>
        [
            .. ledger.Query<OutletLine>(
                $"""
                SELECT coalesce(a.publisher, 'outlet unknown') AS Outlet, count(*) AS Stories, count(a.agency) AS Wire, count(a.origin) AS Reprints,
                    CAST(sum(a.claims) AS BIGINT) AS Claims, max(a.published) AS Newest
                FROM article a GROUP BY 1 ORDER BY {By}, 2 DESC, 1 LIMIT @Limit
                """,
                this),
        ];
}

/// <summary>One run of the reader over inputs.</summary>
public sealed record RunLine
{
    public long Id { get; init; }

    public string Reader { get; init; } = "";

    public string Started { get; init; } = "";

    public long Stories { get; init; }

    public long Refused { get; init; }
}

/// <summary>Runs, newest first.</summary>
public sealed record Runs(int Limit = 100)
{
    public IReadOnlyList<RunLine> Ask(DbConnection ledger) =>
        [
            .. ledger.Query<RunLine>(
                """
                SELECT r.id AS Id, r.reader AS Reader, r.started AS Started, (SELECT count(*) FROM article a WHERE a.run = r.id) AS Stories,
                    (SELECT count(*) FROM refusal f WHERE f.run = r.id) AS Refused
                FROM run r ORDER BY r.id DESC LIMIT @Limit
                """,
                this),
        ];
}

/// <summary>An input that could not be read.</summary>
public sealed record RefusalLine
{
    public string Name { get; init; } = "";

    public string Reason { get; init; } = "";

    public long Run { get; init; }
}

/// <summary>Inputs that could not be read, newest first.</summary>
public sealed record Refusals(int Limit = 100)
{
    public IReadOnlyList<RefusalLine> Ask(DbConnection ledger) => [.. ledger.Query<RefusalLine>("SELECT name AS Name, reason AS Reason, run AS Run FROM refusal ORDER BY id DESC LIMIT @Limit", this)];
}

/// <summary>How much is in a ledger.</summary>
public sealed record Totals
{
    public long Stories { get; init; }

    /// <summary>Stories that reprint no other.</summary>
    public long Origins { get; init; }

    public long Claims { get; init; }

    public long Events { get; init; }

    public long Matters { get; init; }

    public long Disputed { get; init; }

    public long Parties { get; init; }

    public string? First { get; init; }

    public string? Last { get; init; }

    public static Totals Ask(DbConnection ledger) => ledger.QuerySingle<Totals>(
        """
        SELECT count(*) AS Stories, count(*) - count(origin) AS Origins, CAST(coalesce(sum(claims), 0) AS BIGINT) AS Claims, CAST(coalesce(sum(events), 0) AS BIGINT) AS Events,
            (SELECT matters FROM total) AS Matters, (SELECT count(*) FROM proposition WHERE disputed = 1) AS Disputed, (SELECT count(DISTINCT party) FROM party) AS Parties, min(published) AS First, max(published) AS Last
        FROM article
        """);
}
