using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Ledger;

/// <summary>What a person decided on a claim.</summary>
/// <param name="Verdict">accepted, corrected or rejected; null takes back what was decided before.</param>
/// <param name="Speaker">Who it really is, where corrected; null leaves the speaker as read.</param>
/// <param name="Stance">The right stance, where corrected; null leaves it as read.</param>
/// <param name="Content">The words that are really attributed, where corrected: words of the story, pieces apart by "…"; null leaves them as read.</param>
public sealed record Review(string Story, string Claim, string? Verdict, string? Speaker = null, string? Stance = null, string? Note = null, string? Content = null);

/// <summary>Records reviews. They belong to the story and the words of the claim, and stay when the story is read again.</summary>
public static class ReviewWriter
{
    private const int MostLetters = 2000;

    /// <exception cref="LedgerException">No such claim, or a verdict or stance that does not exist.</exception>
    public static void Record(DbConnection ledger, Review review, DateTimeOffset now)
    {
        if (review.Verdict is not (null or "accepted" or "corrected" or "rejected"))
            throw new LedgerException($"verdict '{review.Verdict}': must be accepted, corrected or rejected");
        string? speaker = Clean(review.Speaker), stance = Clean(review.Stance), content = Clean(review.Content), note = Clean(review.Note);
        if (stance is not null && !Enum.GetNames<Stance>().Any(n => n.Equals(stance, StringComparison.OrdinalIgnoreCase)))
            throw new LedgerException($"stance '{stance}': must be one of {string.Join(", ", Enum.GetNames<Stance>().Select(n => n.ToLowerInvariant()))}");
        if (review.Verdict == "corrected" && speaker is null && stance is null && content is null)
            throw new LedgerException("a correction says who the speaker is, what the stance is, or which words are attributed; give one of them, or accept the claim");
        string? passage = ledger.ExecuteScalar<string?>("SELECT c.passage FROM claim c JOIN article a ON a.id = c.article WHERE a.story = @Story AND c.name = @Claim AND c.voice = 'source'", review);
        if (passage is null)
            throw new LedgerException($"no claim '{review.Story}/{review.Claim}' in the ledger");
        bool corrected = review.Verdict == "corrected";
        if (corrected && content is not null)
            content = Words(new StoryById(review.Story).Ask(ledger)!, review.Claim, content);
        using DbTransaction whole = ledger.BeginWriting();
        ledger.Execute("DELETE FROM review WHERE story = @Story AND passage = @passage", new { review.Story, passage });
        if (review.Verdict is not null)
        {
            ledger.Execute(
                "INSERT INTO review (story, passage, verdict, speaker, stance, content, note, made) VALUES (@Story, @passage, @Verdict, @speaker, @stance, @content, @note, @made)",
                new { review.Story, passage, review.Verdict, speaker = corrected ? speaker : null, stance = corrected ? stance : null, content = corrected ? content : null, note, made = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ") });
        }
        Matters.Refresh(ledger, ledger.Query<long>("SELECT DISTINCT p.proposition FROM position p JOIN claim c ON c.id = p.claim JOIN article a ON a.id = c.article WHERE a.story = @Story AND c.passage = @passage", new { review.Story, passage }));
        whole.Commit();
    }

    /// <summary>The words as the story has them; null if they are those that were read.</summary>
    private static string? Words(StoryRecord story, string name, string words)
    {
        Claim claim = story.Claims.First(c => c.Id == name);
        string found = ClaimWords.Of(ClaimWords.Find(story, claim, words) ?? throw new LedgerException("the words of a correction must stand in the story, one after the other; copy them from it, and put … between pieces"));
        return found == ClaimWords.Of(claim.Content) ? null : found;
    }

    private static string? Clean(string? words) => string.IsNullOrWhiteSpace(words) ? null : Dialect.Storable(words.Trim()) is var w && w.Length > MostLetters ? w[..MostLetters] : w;
}
