using Dapper;
using Hearsay.Claims.Records;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>The claims of one story as rows, with what people decided on them.</summary>
public sealed record ClaimsOfStory(string Story)
{
    public IReadOnlyList<ClaimLine> Ask(DbConnection ledger) =>
        [.. ledger.Query<ClaimLine>($"SELECT {ClaimLine.Columns} FROM {ClaimLine.Claims} WHERE a.story = @Story AND c.voice = 'source' ORDER BY c.id", this)];
}

/// <summary>The positions of one claim, one a matter that it speaks of, each with why it was joined to it.</summary>
public sealed record PositionsOfClaim(string Story, string Claim)
{
    public IReadOnlyList<ClaimLine> Ask(DbConnection ledger) =>
        [.. ledger.Query<ClaimLine>($"SELECT {ClaimLine.PositionColumns} FROM {ClaimLine.Positions} WHERE a.story = @Story AND c.name = @Claim ORDER BY p.id", this)];
}

/// <summary>A story's record, as it was read; null if the ledger has none of that id.</summary>
public sealed record StoryById(string Story)
{
    public StoryRecord? Ask(DbConnection ledger) =>
        ledger.ExecuteScalar<byte[]?>("SELECT packed FROM article WHERE story = @Story", new { Story }) is { } packed ? PackedRecord.Read(packed) : null;
}

/// <summary>An older reading of a story whose words have changed since.</summary>
public sealed record RevisionLine
{
    public string? Title { get; init; }

    public string Text { get; init; } = "";

    /// <summary>When the run that read it started.</summary>
    public string Started { get; init; } = "";
}

/// <summary>The older readings of a story, newest first.</summary>
public sealed record Revisions(string Story)
{
    public IReadOnlyList<RevisionLine> Ask(DbConnection ledger) =>
        [.. ledger.Query<RevisionLine>("SELECT v.title AS Title, v.text AS Text, r.started AS Started FROM revision v JOIN run r ON r.id = v.run WHERE v.story = @Story ORDER BY v.id DESC LIMIT 20", this)];
}
