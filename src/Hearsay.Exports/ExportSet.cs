using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Exports;

/// <summary>What is exported: the claims that a query finds, no more and no less, with their stories and the events that stand in them.</summary>
public sealed class ExportSet
{
    private readonly DbConnection ledger;
    private readonly Dictionary<string, StoryRecord> stories = [];

    /// <param name="query">In the grammar of <see cref="ClaimQuery"/>; all claims where it is empty.</param>
    /// <param name="made">Written into formats that want a time of making.</param>
    public ExportSet(DbConnection ledger, string query, DateTimeOffset made, int limit = 1_000_000)
    {
        this.ledger = ledger;
        Query = query;
        Made = made;
        Claims = new ClaimQuery(query).Ask(ledger, limit);
        Events = new EventsOfClaims(Claims, string.IsNullOrWhiteSpace(query)).Ask(ledger);
    }

    public string Query { get; }

    public DateTimeOffset Made { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ClaimLine> Claims { get; }

    public IReadOnlyList<EventLine> Events { get; }

    /// <summary>The stories of the claims, each with those of its claims that the query found.</summary>
    public IEnumerable<(StoryRecord Story, IReadOnlyList<ClaimLine> Found)> Stories
    {
        get
        {
            foreach (IGrouping<string, ClaimLine> group in Claims.GroupBy(c => c.Story))
                yield return (Story(group.Key), [.. group]);
        }
    }

    public StoryRecord Story(string id)
    {
        if (stories.TryGetValue(id, out StoryRecord? known))
            return known;
        // One at a time is asked for, story by story; the last few suffice.
        if (stories.Count > 64)
            stories.Clear();
        return stories[id] = new StoryById(id).Ask(ledger) ?? throw new InvalidOperationException($"the ledger has no record of the story '{id}'");
    }

    /// <summary>The claim of a story's record, with the words that a person put right.</summary>
    public static Claim Of(StoryRecord story, ClaimLine line)
    {
        Claim claim = story.Claims.First(c => c.Id == line.Name);
        return line.Status == "corrected" && line.Content != ClaimWords.Of(claim.Content) && ClaimWords.Find(story, claim, line.Content) is { } content ? claim with { Content = content } : claim;
    }

    /// <summary>A page's address where it is one of the web, else a name for it that no other story has.</summary>
    public static string AddressOf(string? url, string story) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? url! : "urn:hearsay:story:" + Uri.EscapeDataString(story);
}

/// <summary>One format that other tools load.</summary>
public interface IExport
{
    /// <summary>As <c>--to</c> names it.</summary>
    string Name { get; }

    /// <summary>What it is and what reads it.</summary>
    string Summary { get; }

    /// <summary>The file name's ending, with its point.</summary>
    string Ending { get; }

    string MediaType { get; }

    Task WriteAsync(ExportSet set, Stream output);
}

/// <summary>All formats, those that are asked for most first.</summary>
public static class ExportList
{
    public static IReadOnlyList<IExport> All { get; } =
    [
        new JsonLinesExport(), new CsvExport(), new ParquetExport(), new WebAnnotationExport(), new PolecatExport(), new AcledExport(), new UcdpExport(), new SchemaOrgExport(), new GeoJsonExport(), new AtomExport(),
        new TimelineJsExport(), new FollowTheMoneyExport(), new StixExport(), new BratExport(), new UimaExport(), new GoldExport(),
    ];

    public static IExport? Named(string name) => All.FirstOrDefault(e => e.Name == name);
}
