using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hearsay.Claims.Records;
using Hearsay.Exports;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Hearsay.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using System.Data.Common;

namespace Hearsay.Web;

/// <summary>Every page's answer for programs: the page's address with <c>.json</c>, and <c>.csv</c> where it is a table.</summary>
internal static class Answers
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static void Map(IEndpointRouteBuilder root)
    {
        RouteGroupBuilder site = root.MapGroup("").WithTags("Ledger");
        Get("/disputes.json", "Matters that somebody denies, would not comment on, or counts differently; sort: newest, sources or spread", (LedgerStore file, string? sort, int? limit, int? offset) => Ask(file, c => new Propositions(Limits.Of(limit), OnlyDisputed: true, Skip(offset), Order<MatterOrder>(sort)).Ask(c).ToArray()));
        Get("/disputes.csv", "The positions of those matters as a table", (LedgerStore file, string? sort, int? limit, int? offset) => Ask(file, c => Table(new Propositions(Limits.Of(limit), OnlyDisputed: true, Skip(offset), Order<MatterOrder>(sort)).Ask(c).SelectMany(m => m.Positions))));
        Get("/stories.json", "Stories, newest first", (LedgerStore file, int? limit, int? offset) => Ask(file, c => new Stories(Limits.Of(limit), Skip(offset)).Ask(c)));
        Get("/stories.csv", "The same as a table", (LedgerStore file, int? limit, int? offset) => Ask(file, c => Rows(new Stories(Limits.Of(limit), Skip(offset)).Ask(c))));
        Get("/story.json", "A story's record, as it was read", (LedgerStore file, string id) => Ask(file, c => new StoryById(id).Ask(c) is { } record ? Results.Bytes(RecordJson.WriteUtf8(record), "application/json") : null));
        Get("/story.csv", "The story's claims as a table", (LedgerStore file, string id) => Ask(file, c => new StoryById(id).Ask(c) is null ? null : Table(new ClaimsOfStory(id).Ask(c))));
        Get("/matter.json", "One matter with its positions", (LedgerStore file, long id) => Ask(file, c => new PropositionById(id).Ask(c)));
        Get("/matter.csv", "Its positions as a table", (LedgerStore file, long id) => Ask(file, c => new PropositionById(id).Ask(c) is { } matter ? Table(matter.Positions) : null));
        Get("/actor.json", "What a party is reported to have said, and the names that it goes by", (LedgerStore file, string name, int? limit) => Ask(file, c => new { names = new PartyOf(name, Whole: true).Ask(c), claims = new ClaimsBySpeaker(name, Limits.Of(limit), Whole: true).Ask(c) }));
        Get("/actor.csv", "The same claims as a table", (LedgerStore file, string name, int? limit) => Ask(file, c => Table(new ClaimsBySpeaker(name, Limits.Of(limit), Whole: true).Ask(c))));
        Get("/claims.json", "Claims by the query grammar; sort: newest, sources or unsure", (LedgerStore file, string? q, string? sort, int? limit, int? offset) => Ask(file, c => new ClaimQuery(q ?? "").Ask(c, Limits.Of(limit), Skip(offset), Order<ClaimOrder>(sort))));
        Get("/claims.csv", "The same as a table", (LedgerStore file, string? q, string? sort, int? limit, int? offset) => Ask(file, c => Table(new ClaimQuery(q ?? "").Ask(c, Limits.Of(limit), Skip(offset), Order<ClaimOrder>(sort)))));
        Get("/events.json", "What is said to have happened, and who says so", (LedgerStore file, string? q, string? type, string? country, string? from, string? to, bool? casualties, int? limit, int? offset) =>
            Ask(file, c => new Events(q ?? "", Empty(type), Empty(country), Empty(from), Empty(to), casualties ?? false, Limits.Of(limit), Skip(offset)).Ask(c)));
        Get("/events.csv", "The same as a table", (LedgerStore file, string? q, string? type, string? country, string? from, string? to, bool? casualties, int? limit, int? offset) =>
            Ask(file, c => Rows(new Events(q ?? "", Empty(type), Empty(country), Empty(from), Empty(to), casualties ?? false, Limits.Of(limit), Skip(offset)).Ask(c))));
        Get("/event.json", "One event, and the same event in other stories", (LedgerStore file, string story, string name) => Ask(file, c => new EventByName(story, name).Ask(c) is { } e ? new { @event = e, elsewhere = new SameEvent(e).Ask(c) } : null));
        Get("/event.csv", "The event and the same one in other stories as a table", (LedgerStore file, string story, string name) => Ask(file, c => new EventByName(story, name).Ask(c) is { } e ? Rows<EventLine>([e, .. new SameEvent(e).Ask(c)]) : null));
        Get("/timeline.json", "When it happened, was said and was published, for the claims of a query", (LedgerStore file, string? q, int? limit) => Ask(file, c => new Timeline(q ?? "", Limits.Of(limit)).Ask(c)));
        Get("/timeline.csv", "The same as a table", (LedgerStore file, string? q, int? limit) => Ask(file, c => Rows(new Timeline(q ?? "", Limits.Of(limit)).Ask(c))));
        Get("/review.json", "Claims that nobody has looked at; after: STORY/CLAIM of the last one that was seen", (LedgerStore file, int? limit, string? after) => Ask(file, c => new ToReview(Limits.Of(limit), after).Ask(c)));
        Get("/review.csv", "The same as a table", (LedgerStore file, int? limit, string? after) => Ask(file, c => Table(new ToReview(Limits.Of(limit), after).Ask(c))));
        Get("/sources.json", "Outlets and their share of wire copy; sort: stories, newest, wire, reprints or claims", (LedgerStore file, string? sort) => Ask(file, c => new Outlets(Order: Order<OutletOrder>(sort)).Ask(c)));
        Get("/sources.csv", "The same as a table", (LedgerStore file, string? sort) => Ask(file, c => Rows(new Outlets(Order: Order<OutletOrder>(sort)).Ask(c))));
        Get("/runs.json", "What was read when, and what could not be", (LedgerStore file) => Ask(file, c => new { runs = new Runs().Ask(c), refusals = new Refusals().Ask(c) }));
        Get("/runs.csv", "The runs as a table", (LedgerStore file) => Ask(file, c => Rows(new Runs().Ask(c))));
        Get("/stats.json", "How much is in the ledger", (LedgerStore file) => Ask(file, Totals.Ask));
        Get("/searches.json", "Searches that are kept by a name", (LedgerStore file) => Ask(file, SavedSearches.All));
        site.MapGet("/searches/{name}.atom", (LedgerStore file, string name) => Feed(file, name)).WithSummary("The claims of a kept search as an Atom feed, newest first");
        site.MapGet("/export/{format}", Export).WithSummary("The claims of a query, no more and no less, as a file that other tools load: " + string.Join(", ", ExportList.All.Select(e => e.Name)));
        site.MapPost("/read", Read).WithSummary("Reads the page in the request's body (HTML or text, UTF-8, at most 4 MB) and gives its record; nothing is kept").Produces(200).ProducesProblem(413).ProducesProblem(422)
            .WithMetadata(new RequestSizeLimitAttribute(SentPages.MostBytes));

        void Get(string path, string summary, Delegate answer) => site.MapGet(path, answer).WithSummary(summary);
    }

    private static T Order<T>(string? sort) where T : struct, Enum => string.IsNullOrEmpty(sort) ? default
        : Enum.TryParse(sort, ignoreCase: true, out T order) && Enum.IsDefined(order) ? order
        : throw new LedgerException($"sort '{sort}': must be one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}");

    private static int Skip(int? offset) => Math.Max(0, offset ?? 0);

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static IResult Table(IEnumerable<ClaimLine> lines) => Results.Text(CsvExport.Head + "\r\n" + string.Concat(lines.Select(CsvExport.Line)), "text/csv", Encoding.UTF8);

    /// <summary>Any answers as a table: a property a column, lists in one cell.</summary>
    private static IResult Rows<T>(IEnumerable<T> answers)
    {
        PropertyInfo[] columns = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        string head = string.Join(',', columns.Select(c => JsonNamingPolicy.CamelCase.ConvertName(c.Name))) + "\r\n";
        return Results.Text(head + string.Concat(answers.Select(a => Csv.Line(columns.Select(c => c.GetValue(a) is IEnumerable<string> list ? string.Join("; ", list) : c.GetValue(a))))), "text/csv", Encoding.UTF8);
    }

    private static async Task<IResult> Export(LedgerStore file, string format, string? q)
    {
        if (ExportList.Named(format) is not { } export)
            return Results.Problem($"there is no format '{format}'; there are {string.Join(", ", ExportList.All.Select(e => e.Name))}", statusCode: StatusCodes.Status404NotFound);
        using DbConnection ledger = file.Connect();
        var output = new MemoryStream();
        await export.WriteAsync(new ExportSet(ledger, q ?? "", DateTimeOffset.UtcNow, MostExported), output);
        return Results.File(output.ToArray(), export.MediaType, "hearsay" + export.Ending);
    }

    private static async Task<IResult> Feed(LedgerStore file, string name)
    {
        using DbConnection ledger = file.Connect();
        return SavedSearches.Named(ledger, name) is { } search ? await Export(file, "atom", search.Query) : Results.Problem($"no search is kept by the name '{name}'", statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>Larger ledgers are exported by the command line, which holds no answer in memory twice.</summary>
    private const int MostExported = 100_000;

    private static async Task<IResult> Read(HttpContext context, SentPages pages, string? url)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            return Results.Problem($"the page is larger than {SentPages.MostBytes >> 20} MB", statusCode: e.StatusCode);
        }
        string content = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        if (string.IsNullOrWhiteSpace(content))
            return Results.Problem("the request has no body; send the page's HTML or text", statusCode: StatusCodes.Status422UnprocessableEntity);
        ReadOutcome outcome = await pages.ReadAsync(content, url, context.RequestAborted);
        return outcome.Record is { } record ? Results.Bytes(RecordJson.WriteUtf8(record), "application/json") : Results.Problem(outcome.Problem, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Ask(LedgerStore file, Func<DbConnection, object?> question)
    {
        using DbConnection ledger = file.Connect();
        return question(ledger) switch
        {
            null => Results.NotFound(),
            IResult made => made,
            var answer => Results.Json(answer, Json),
        };
    }
}

/// <summary>How many answers a page gives.</summary>
internal static class Limits
{
    public const int Usual = 50;
    private const int Most = 1000;

    public static int Of(int? asked) => Math.Clamp(asked ?? Usual, 1, Most);
}
