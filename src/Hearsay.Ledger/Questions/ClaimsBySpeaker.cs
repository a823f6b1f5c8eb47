using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>Everything that a party is reported to have said, under any of its names, newest first. A part of a name ("Peskov") finds the full ones.</summary>
/// <param name="Whole">As for <see cref="PartyOf"/>.</param>
public sealed record ClaimsBySpeaker(string Speaker, int Limit = 50, bool Whole = false)
{
    public IReadOnlyList<ClaimLine> Ask(DbConnection ledger)
    {
        string key = LedgerWriter.SpeakerKey(Speaker);
        if (PartyOf.Words(key) is not { } words)
            return [];
        return
        [
            .. ledger.Query<ClaimLine>(
                $"""
                SELECT {ClaimLine.Columns} FROM {ClaimLine.Claims} WHERE c.id IN (
                    SELECT c.id FROM {ClaimLine.Claims}
                    WHERE c.id IN (
                        SELECT d.id FROM claim d WHERE d.speaker_key IN ({PartyOf.Keys})
                        UNION SELECT d.id FROM review v JOIN article b ON b.story = v.story JOIN claim d ON d.article = b.id AND d.passage = v.passage WHERE ' ' || lower(v.speaker) || ' ' LIKE '% ' || @like || ' %' ESCAPE '\')
                    AND (r.speaker IS NULL OR ' ' || lower(r.speaker) || ' ' LIKE '% ' || @like || ' %' ESCAPE '\')
                    ORDER BY {ClaimLine.Newest} LIMIT @Limit)
                ORDER BY {ClaimLine.Newest}
                """,
                new { key, words, like = ClaimQuery.Escape(key), whole = Whole, Limit }),
        ];
    }
}
