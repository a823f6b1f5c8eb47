using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>A ledger of the stories of a query, with what people decided on their claims and parties.</summary>
public static class LedgerCopy
{
    /// <param name="query">In the grammar of <see cref="ClaimQuery"/>.</param>
    /// <returns>How many stories were copied.</returns>
    public static int Write(DbConnection from, string query, LedgerStore to, DateTimeOffset now)
    {
        string[] stories = [.. new ClaimQuery(query).Ask(from, int.MaxValue).Select(c => c.Story).Distinct()];
        using (var writer = new LedgerWriter(to, "copy of a query", now, 64))
        {
            // In the order in which they were first recorded: a reprint follows its origin.
            foreach (byte[] packed in from.Query<byte[]>("SELECT packed FROM article WHERE story IN (SELECT value FROM json_each(@list)) ORDER BY id", new { list = System.Text.Json.JsonSerializer.Serialize(stories, LedgerJson.Default.StringArray) }, buffered: false))
                writer.Record(PackedRecord.Read(packed));
        }
        using DbConnection target = to.Connect();
        foreach (var review in from.Query<(string Story, string Passage, string Verdict, string? Speaker, string? Stance, string? Content, string? Note, string Made)>("SELECT story, passage, verdict, speaker, stance, content, note, made FROM review").Where(r => stories.Contains(r.Story)))
            target.Execute("INSERT INTO review (story, passage, verdict, speaker, stance, content, note, made) VALUES (@Story, @Passage, @Verdict, @Speaker, @Stance, @Content, @Note, @Made) ON CONFLICT DO NOTHING", new { review.Story, review.Passage, review.Verdict, review.Speaker, review.Stance, review.Content, review.Note, review.Made });
        foreach (var party in from.Query<(string Key, string Party, string Why)>("SELECT key, party, why FROM party WHERE made = 'person'"))
            target.Execute("UPDATE party SET party = @Party, why = @Why, made = 'person' WHERE key = @Key", new { party.Key, party.Party, party.Why });
        Doctor.Repair(target);
        return stories.Length;
    }
}
