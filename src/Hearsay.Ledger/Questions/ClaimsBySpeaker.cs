using Dapper;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>Everything that a party is reported to have said, under any of its names, newest first. A part of a name ("Peskov") finds the full ones.</summary>
/// <param name="Whole">As for <see cref="PartyOf"/>.</param>
public sealed record ClaimsBySpeaker(string Speaker, int Limit = 50, bool Whole = false)
{
    /// <summary>Who has made so many claims is looked for in the newest stories first, of which there are so many.</summary>
    public int Many { get; init; } = 20_000;

    public int NewestStories { get; init; } = ClaimQuery.NewestStories;

    public IReadOnlyList<ClaimLine> Ask(DbConnection ledger)
    {
        string key = LedgerWriter.SpeakerKey(Speaker);
        if (PartyOf.Words(key) is not { } words)
            return [];
        const string named = "' ' || lower(r.speaker) || ' ' LIKE '% ' || @like || ' %' ESCAPE '\\'";
        string? day = null;
        IReadOnlyList<ClaimLine> Chosen(string claims, string which) =>
        [
            .. ledger.Query<ClaimLine>(
                $"""
                SELECT {ClaimLine.Columns} FROM {ClaimLine.Claims} WHERE c.id IN (
                    SELECT c.id FROM {claims} WHERE {which} AND (r.speaker IS NULL OR {named}) ORDER BY {ClaimLine.Newest} LIMIT @Limit)
                ORDER BY {ClaimLine.Newest}
                """,
                new { key, words, like = ClaimQuery.Escape(key), whole = Whole, Limit, day }),
        ];
        if (ledger.ExecuteScalar<int>($"SELECT count(*) FROM (SELECT 1 FROM claim d WHERE d.speaker_key IN ({PartyOf.Keys}) LIMIT @Many) m", new { key, Many, words, like = ClaimQuery.Escape(key), whole = Whole }) == Many)
        {
            day = ledger.QueryFirstOrDefault<string?>($"SELECT published FROM article ORDER BY published DESC NULLS LAST LIMIT 1 OFFSET @NewestStories", new { NewestStories });
            if (day is not null && Chosen(ClaimLine.ClaimsByStory(ledger), $"a.published >= @day AND c.voice = 'source' AND (c.speaker_key IN ({PartyOf.Keys}) OR {named})") is var newest && newest.Count == Limit)
                return newest;
        }
        return Chosen(
            ClaimLine.Claims,
            $"""
            c.id IN (
                SELECT d.id FROM claim d WHERE d.speaker_key IN ({PartyOf.Keys})
                UNION SELECT d.id FROM review v JOIN article b ON b.story = v.story JOIN claim d ON d.article = b.id AND d.passage = v.passage WHERE ' ' || lower(v.speaker) || ' ' LIKE '% ' || @like || ' %' ESCAPE '\')
            """);
    }
}
