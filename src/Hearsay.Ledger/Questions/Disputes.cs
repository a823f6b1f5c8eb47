using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger.Questions;

/// <summary>A claim of a story and those that deny it, confirm it or refuse to answer about it there.</summary>
public sealed record Dispute(ClaimLine Claim, IReadOnlyList<ClaimLine> Answers);

/// <summary>
/// Claims that somebody denies or will not comment on, newest first; of the pages that reprint one story only the origin counts. This first
/// form looks inside stories; claims are not yet joined across them.
/// </summary>
public sealed record Disputes(int Limit = 50)
{
    public IReadOnlyList<Dispute> Ask(SqliteConnection ledger)
    {
        List<(ClaimLine Answer, string About)> answers =
        [
            .. ledger.Query<ClaimLine, string, (ClaimLine, string)>(
                $"""
                SELECT {ClaimLine.Columns}, c.about AS About FROM claim c JOIN article a ON a.id = c.article
                WHERE c.about IS NOT NULL AND a.origin IS NULL AND EXISTS
                    (SELECT 1 FROM claim d WHERE d.article = c.article AND d.about = c.about AND d.stance IN ('denies', 'declines'))
                ORDER BY a.published DESC, a.id, c.id
                """,
                (line, about) => (line, about), splitOn: "About"),
        ];
        var disputes = new List<Dispute>();
        foreach (IGrouping<(long, string), (ClaimLine Answer, string About)> group in answers.GroupBy(a => (a.Answer.Article, a.About)))
        {
            ClaimLine? claim = ledger.QueryFirstOrDefault<ClaimLine>(
                $"SELECT {ClaimLine.Columns} FROM claim c JOIN article a ON a.id = c.article WHERE c.article = @Item1 AND c.name = @Item2", new { group.Key.Item1, group.Key.Item2 });
            if (claim is not null)
                disputes.Add(new Dispute(claim, [.. group.Select(g => g.Answer)]));
            if (disputes.Count == Limit)
                break;
        }
        return disputes;
    }
}
