using Dapper;
using Hearsay.Claims.Records;
using Microsoft.Data.Sqlite;

namespace Hearsay.Ledger.Questions;

/// <summary>A story's record, as it was read; null if the ledger has none of that id.</summary>
public sealed record StoryById(string Story)
{
    public StoryRecord? Ask(SqliteConnection ledger) =>
        ledger.ExecuteScalar<string?>("SELECT record FROM article WHERE story = @Story", new { Story }) is { } json ? RecordJson.Read(json) : null;
}
