using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>Claims that nobody has looked at: those of matters that most independent sources speak of first, of equals the least sure.</summary>
/// <param name="After">STORY/CLAIM of the last one that was seen: those after it, whatever was decided since. Null for the first.</param>
public sealed record ToReview(int Limit = 20, string? After = null)
{
    // Reach is looked up for the least sure only, so that the question stays quick in a large ledger; the origin stands in an expression, so that no planner begins with its index.
    private const int Candidates = 2000;

    private const string Reach = "(SELECT coalesce(max(m.origins), 0) FROM position p JOIN proposition m ON m.id = p.proposition WHERE p.claim = c.id)";

    public IReadOnlyList<ClaimLine> Ask(DbConnection ledger)
    {
        int slash = After?.LastIndexOf('/') ?? -1;
        (long? Reach, double Confidence, long Id) last = slash < 0 ? default : ledger.QueryFirstOrDefault<(long?, double, long)>(
            $"SELECT {Reach}, c.confidence, c.id FROM claim c JOIN article a ON a.id = c.article WHERE a.story = @story AND c.name = @name", new { story = After![..slash], name = After[(slash + 1)..] });
        return
        [
            .. ledger.Query<ClaimLine>(
                $"""
                SELECT {ClaimLine.Columns} FROM {ClaimLine.Claims}
                WHERE c.id IN (SELECT d.id FROM claim d JOIN article b ON b.id = d.article WHERE d.voice = 'source' AND coalesce(b.origin, 0) = 0 AND NOT EXISTS (SELECT 1 FROM review v WHERE v.story = b.story AND v.passage = d.passage) ORDER BY d.confidence, d.id LIMIT {Candidates})
                {(last.Reach is null ? "" : $"AND (-{Reach}, c.confidence, c.id) > (-@reach, @confidence, @id)")}
                ORDER BY {Reach} DESC, c.confidence, c.id LIMIT @Limit
                """,
                new { Limit, reach = last.Reach, confidence = last.Confidence, id = last.Id }),
        ];
    }
}
