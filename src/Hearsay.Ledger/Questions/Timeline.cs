using System.Globalization;
using System.Data.Common;

namespace Hearsay.Ledger.Questions;

/// <summary>An entry of a timeline.</summary>
/// <param name="Track">said, happened or published.</param>
/// <param name="From">The first day on which it can have been, ISO; <paramref name="To"/> the last.</param>
/// <param name="Words">Who said what; what happened and who says so; which headline.</param>
/// <param name="Claim">The claim or event of the story, or null for the story itself.</param>
public sealed record TimelineEntry(string Track, string From, string To, string Words, string Story, string? Claim, string? Publisher);

/// <summary>When it happened, when it was said and when it was published, for the claims of a query, oldest first.</summary>
public sealed record Timeline(string Query, int Limit = 200)
{
    /// <exception cref="LedgerException">As <see cref="ClaimQuery"/>.</exception>
    public IReadOnlyList<TimelineEntry> Ask(DbConnection ledger)
    {
        IReadOnlyList<ClaimLine> claims = new ClaimQuery(Query).Ask(ledger, Limit);
        var entries = new List<TimelineEntry>();
        foreach (ClaimLine claim in claims.Where(c => c.Said is not null))
        {
            (string from, string to) = Days(claim.Said!);
            entries.Add(new TimelineEntry("said", from, to, $"{claim.Speaker ?? "source not worded"} ({claim.Stance}): {claim.Content}", claim.Story, claim.Name, claim.Publisher));
        }
        foreach (IGrouping<string, ClaimLine> story in claims.Where(c => c.Published is not null).GroupBy(c => c.Story))
        {
            ClaimLine first = story.First();
            entries.Add(new TimelineEntry("published", first.Published!, first.Published!, first.Title ?? first.Story, first.Story, null, first.Publisher));
        }
        foreach (EventLine e in new EventsOfClaims(claims, string.IsNullOrWhiteSpace(Query)).Ask(ledger).Where(e => e.From is not null && e.Happened))
            entries.Add(new TimelineEntry("happened", e.From!, e.To ?? e.From!, $"{e.Text} ({e.Told})", e.Story, e.Name, e.Publisher));
        return [.. entries.OrderBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.Track, StringComparer.Ordinal).ThenBy(e => e.Story, StringComparer.Ordinal)];
    }

    /// <summary>A day, a month, a year or two days with a slash, as the first and the last day.</summary>
    private static (string From, string To) Days(string date)
    {
        string[] ends = date.Split('/');
        string last = ends[^1];
        if (last.Length == 7 && DateOnly.TryParseExact(last + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month))
            last = month.AddMonths(1).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        else if (last.Length == 4)
            last += "-12-31";
        return (ends[0].Length switch { 4 => ends[0] + "-01-01", 7 => ends[0] + "-01", _ => ends[0] }, last);
    }
}
