using Dapper;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger.Questions;

/// <summary>Claims whose words or speaker hold all the given words, newest first; every claim where none are given.</summary>
public sealed record ClaimsAbout(string Words, int Limit = 50)
{
    public IReadOnlyList<ClaimLine> Ask(SqliteConnection ledger)
    {
        string[] words = Words.Split([' ', '"', '*', '(', ')', ':', '^'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return [.. ledger.Query<ClaimLine>($"SELECT {ClaimLine.Columns} FROM claim c JOIN article a ON a.id = c.article WHERE c.voice = 'source' ORDER BY a.published DESC, a.id, c.id LIMIT @Limit", new { Limit })];
        string match = string.Join(" AND ", words.Select(w => $"\"{w}\""));
        return
        [
            .. ledger.Query<ClaimLine>(
                $"SELECT {ClaimLine.Columns} FROM claim_text t JOIN claim c ON c.id = t.rowid JOIN article a ON a.id = c.article WHERE claim_text MATCH @match AND c.voice = 'source' ORDER BY a.published DESC, a.id, c.id LIMIT @Limit",
                new { match, Limit }),
        ];
    }
}
