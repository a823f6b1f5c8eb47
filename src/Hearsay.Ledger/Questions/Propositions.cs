using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>One matter with the positions on it, in the order of publication.</summary>
/// <param name="Disputed">Opposed positions, a refusal to answer, or numbers that differ.</param>
/// <param name="Origins">How many independent sources speak of it: reprints of one story, texts of one outlet or agency, and what is cited from another of them count once.</param>
public sealed record Proposition(long Id, bool Disputed, int Origins, IReadOnlyList<ClaimLine> Positions);

/// <summary>One matter; null if the ledger has none of that number. The number of one that has become part of another gives that other.</summary>
public sealed record PropositionById(long Id)
{
    public Proposition? Ask(DbConnection ledger) => Propositions.Of(ledger, [ledger.ExecuteScalar<long?>("SELECT now FROM moved_proposition WHERE id = @Id", this) ?? Id]).FirstOrDefault();
}

/// <summary>What comes first: the newest position, most independent pages, or figures that are furthest apart.</summary>
public enum MatterOrder
{
    Newest,
    Sources,
    Spread,
}

/// <summary>The matters of the ledger; with <paramref name="OnlyDisputed"/> those that somebody denies, will not comment on, or counts differently.</summary>
public sealed record Propositions(int Limit = int.MaxValue, bool OnlyDisputed = false, int Offset = 0, MatterOrder Order = MatterOrder.Newest)
{
    // Of equals the newest first, as in the indexes.
    private string By => Order switch { MatterOrder.Sources => "origins DESC, newest DESC, id", MatterOrder.Spread => "spread DESC, newest DESC, id", _ => "newest DESC, id" };

    public IEnumerable<Proposition> Ask(DbConnection ledger)
    {
        IEnumerable<ClaimLine> lines = ledger.Query<ClaimLine>(
            $"""
            SELECT {ClaimLine.PositionColumns} FROM {ClaimLine.Positions} JOIN proposition m ON m.id = p.proposition
            WHERE r.verdict IS DISTINCT FROM 'rejected' AND m.id IN (SELECT id FROM proposition {(OnlyDisputed ? "WHERE disputed = 1" : "")} ORDER BY {By} LIMIT @Limit OFFSET @Offset)
            ORDER BY {(Order == MatterOrder.Newest ? "" : "m." + By.Split(',')[0] + ",")} m.newest DESC, m.id, a.published NULLS FIRST, a.id, c.id, p.id
            """,
            new { Limit, Offset },
            buffered: false);
        return Grouped(lines).Select(Of);
    }

    /// <summary>The matters of these numbers, in the order of their numbers; those without positions are left out.</summary>
    internal static IEnumerable<Proposition> Of(DbConnection ledger, IEnumerable<long> matters) => Grouped(ledger.Query<ClaimLine>(
        $"""
        SELECT {ClaimLine.PositionColumns} FROM {ClaimLine.Positions} WHERE p.proposition IN (SELECT CAST(value AS BIGINT) FROM json_each(@matters))
        ORDER BY p.proposition, a.published NULLS FIRST, a.id, c.id, p.id
        """,
        new { matters = "[" + string.Join(',', matters) + "]" },
        buffered: false)).Select(Of);

    internal static Proposition Of(List<ClaimLine> positions)
    {
        int independent = Echoes.Sources(positions).Count;
        return new(positions[0].Proposition, Disputes.IsDisputed(positions), independent, [.. positions.Select(p => p with { EchoOf = Echoes.Of(positions, p), Independent = independent })]);
    }

    internal static IEnumerable<List<ClaimLine>> Grouped(IEnumerable<ClaimLine> lines)
    {
        List<ClaimLine> group = [];
        foreach (ClaimLine line in lines)
        {
            if (group.Count > 0 && group[0].Proposition != line.Proposition)
            {
                yield return group;
                group = [];
            }
            // Clauses of one claim on one matter are one position.
            if (group.Count > 0 && group[^1] is var last && last.Article == line.Article && last.Name == line.Name)
                group[^1] = last with { Content = last.Content + " … " + line.Content, Hedge = last.Hedge is null || line.Hedge == last.Hedge ? line.Hedge : line.Hedge is null ? last.Hedge : $"{last.Hedge}, {line.Hedge}", HedgeDegree = Echoes.Weaker(last.HedgeDegree, line.HedgeDegree) };
            else
                group.Add(line);
        }
        if (group.Count > 0)
            yield return group;
    }
}
