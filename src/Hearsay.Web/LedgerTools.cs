using System.ComponentModel;
using System.Text.Json;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Hearsay.Pipeline;
using System.Data.Common;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Hearsay.Web;

/// <summary>The ledger's questions as tools of the Model Context Protocol. Each answer says who says it, how they stand to it, in which words and where; none is a bare fact.</summary>
[McpServerToolType]
public sealed class LedgerTools(LedgerStore file, SentPages pages)
{
    private const int Most = 100;

    [McpServerTool(Name = "search_claims", ReadOnly = true), Description("Claims in the ledger: who said what, with stance (asserts, confirms, denies, accuses, declines, demands, promises, threatens, expects, asks), exact words, outlet, date and address. Report them as said by the speaker according to the outlet, never as facts.")]
    public string SearchClaims(
        [Description("Words and \"phrases\" that must stand in the claim or its speaker; OR; -word; and operators: speaker: about: stance: target: event: weapon: place: country: killed: injured: lang: outlet: agency: basis: cites: hedged: quote: said: published: before: after: anonymous: status: independent:")] string query,
        [Description("The most answers, 1 to 100")] int limit = 20) =>
        Ask(c => new ClaimQuery(query).Ask(c, Math.Clamp(limit, 1, Most)).Select(Line));

    [McpServerTool(Name = "who_said_what", ReadOnly = true), Description("What a person, office, government or organisation is reported to have said, newest first, under all names that are linked to it.")]
    public string WhoSaidWhat([Description("A name or a part of one")] string name, [Description("The most answers, 1 to 100")] int limit = 20) =>
        Ask(c => new ClaimsBySpeaker(name, Math.Clamp(limit, 1, Most)).Ask(c).Select(Line));

    [McpServerTool(Name = "disputes", ReadOnly = true), Description("Matters that somebody denies or would not comment on, or where the numbers differ, newest first, each with all positions and the number of independent sources. Neither a reprint nor an echo (who repeats another and says so) is a second source.")]
    public string Disputes([Description("The most matters, 1 to 100")] int limit = 10) =>
        Ask(c => new Propositions(Math.Clamp(limit, 1, Most), OnlyDisputed: true).Ask(c).Select(m => new { matter = m.Id, independentSources = m.Origins, positions = m.Positions.Select(Line) }));

    [McpServerTool(Name = "events", ReadOnly = true), Description("What is said to have happened (actors, recipients, place, dates, killed and injured as ranges) and who says so.")]
    public string FindEvents([Description("Words of the clause, the actors or the place")] string words, [Description("The most answers, 1 to 100")] int limit = 20) =>
        Ask(c => new Events(words, Limit: Math.Clamp(limit, 1, Most)).Ask(c).Select(e => new { e.Type, e.Text, saidBy = e.Told, e.Actors, e.Recipients, e.Place, e.Country, e.From, e.To, e.KilledMin, e.KilledMax, e.InjuredMin, e.InjuredMax, e.Happened, e.Publisher, e.Published, e.Url, e.Story }));

    [McpServerTool(Name = "read_page", ReadOnly = true), Description("Reads a news page (its HTML or text) and gives its record: clean article, claims, events. Nothing is kept.")]
    public async Task<string> ReadPage([Description("The page's HTML or text, at most 4 MB")] string content, [Description("The page's address, if known")] string? url = null, CancellationToken cancelled = default)
    {
        if (content.Length > SentPages.MostBytes)
            throw new McpException($"the page has {content.Length} characters; at most {SentPages.MostBytes} are read");
        ReadOutcome outcome = await pages.ReadAsync(content, url, cancelled);
        return outcome.Record is { } record ? RecordJson.Write(record) : throw new McpException(outcome.Problem!);
    }

    private string Ask<T>(Func<DbConnection, IEnumerable<T>> question)
    {
        using DbConnection ledger = file.Connect();
        try
        {
            return JsonSerializer.Serialize(question(ledger).ToArray(), JsonSerializerOptions.Web);
        }
        catch (LedgerException e)
        {
            throw new McpException(e.Message);
        }
    }

    private static object Line(ClaimLine c) => new
    {
        speaker = c.Speaker ?? (c.Voice == "outlet" ? c.Publisher + " itself" : "source not worded"),
        c.Role,
        c.Stance,
        words = c.Content,
        c.Cue,
        c.Quote,
        evidence = c.Basis,
        said = c.Said,
        outlet = c.Publisher,
        c.Agency,
        reprint = c.Article != c.Origin,
        c.Published,
        c.Url,
        c.Title,
        claim = $"{c.Story}/{c.Name}",
        matter = c.Proposition,
        hedgedBy = c.Hedge,
        hedgeDegree = c.HedgeDegree,
        independentSources = c.Independent,
        citedFrom = c.Cites,
        echoOf = c.EchoOf,
        readingConfidence = Math.Round(c.Confidence, 2),
        review = c.Status,
    };
}
