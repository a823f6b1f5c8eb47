using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger.Questions;

/// <summary>One matter with the positions on it, in the order of publication.</summary>
/// <param name="Disputed">Opposed positions, a refusal to answer, or numbers that differ.</param>
/// <param name="Origins">How many independent pages speak of it: reprints of one story count once.</param>
public sealed record Proposition(long Id, bool Disputed, int Origins, IReadOnlyList<ClaimLine> Positions);

/// <summary>The matters of the ledger; with <paramref name="OnlyDisputed"/> those that somebody denies, will not comment on, or counts differently.</summary>
public sealed record Propositions(int Limit = int.MaxValue, bool OnlyDisputed = false)
{
    public IEnumerable<Proposition> Ask(SqliteConnection ledger)
    {
        int given = 0;
        IEnumerable<ClaimLine> lines = ledger.Query<ClaimLine>(
            $"""
            SELECT {ClaimLine.Columns} FROM claim c JOIN article a ON a.id = c.article
            JOIN (SELECT d.proposition AS id, max(b.published) AS newest FROM claim d JOIN article b ON b.id = d.article GROUP BY d.proposition) p ON p.id = c.proposition
            ORDER BY p.newest DESC, c.proposition, a.published, a.id, c.id
            """,
            buffered: false);
        foreach (List<ClaimLine> positions in Grouped(lines))
        {
            bool disputed = Disputes.IsDisputed(positions);
            if (OnlyDisputed && !disputed)
                continue;
            if (given++ == Limit)
                yield break;
            yield return new Proposition(positions[0].Proposition, disputed, positions.Select(p => p.Origin).Distinct().Count(), positions);
        }
    }

    private static IEnumerable<List<ClaimLine>> Grouped(IEnumerable<ClaimLine> lines)
    {
        List<ClaimLine> group = [];
        foreach (ClaimLine line in lines)
        {
            if (group.Count > 0 && group[0].Proposition != line.Proposition)
            {
                yield return group;
                group = [];
            }
            group.Add(line);
        }
        if (group.Count > 0)
            yield return group;
    }
}
