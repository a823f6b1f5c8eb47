using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>Claims that nobody has looked at: those of matters that most independent pages speak of first, of equals the least sure.</summary>
public sealed record ToReview(int Limit = 20)
{
    // Reach is looked up for the least sure only, so that the question stays quick in a large ledger; the origin stands in an expression, so that no planner begins with its index.
    private const int Candidates = 2000;

    public IReadOnlyList<ClaimLine> Ask(DbConnection ledger) =>
        [
            .. ledger.Query<ClaimLine>(
                $"""
                SELECT {ClaimLine.Columns} FROM {ClaimLine.Claims}
                WHERE c.id IN (SELECT d.id FROM claim d JOIN article b ON b.id = d.article WHERE d.voice = 'source' AND coalesce(b.origin, 0) = 0 AND NOT EXISTS (SELECT 1 FROM review v WHERE v.story = b.story AND v.passage = d.passage) ORDER BY d.confidence, d.id LIMIT {Candidates})
                ORDER BY (SELECT count(DISTINCT coalesce(e.origin, e.id)) FROM position p JOIN position q ON q.proposition = p.proposition JOIN claim d ON d.id = q.claim JOIN article e ON e.id = d.article WHERE p.claim = c.id) DESC, c.confidence, c.id LIMIT @Limit
                """,
                this),
        ];
}
