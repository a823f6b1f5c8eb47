using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger.Questions;

/// <summary>Everything that a party is reported to have said, newest first. A short name ("Peskov") finds the full ones.</summary>
public sealed record ClaimsBySpeaker(string Speaker, int Limit = 50)
{
    public IReadOnlyList<ClaimLine> Ask(SqliteConnection ledger)
    {
        string key = LedgerWriter.SpeakerKey(Speaker);
        if (key.Length == 0)
            return [];
        return
        [
            .. ledger.Query<ClaimLine>(
                $"""
                SELECT {ClaimLine.Columns} FROM {ClaimLine.Claims}
                WHERE coalesce(lower(r.speaker), c.speaker_key) = @key OR ' ' || coalesce(lower(r.speaker), c.speaker_key) || ' ' LIKE '% ' || @like || ' %' ESCAPE '\'
                ORDER BY a.published DESC, a.id, c.id LIMIT @Limit
                """,
                new { key, like = key.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_"), Limit }),
        ];
    }
}
