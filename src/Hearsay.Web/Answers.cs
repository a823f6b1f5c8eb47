using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;

namespace Hearsay.Web;

/// <summary>Every page's answer for programs: the page's address with <c>.json</c>, and <c>.csv</c> where it is a table.</summary>
internal static class Answers
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/disputes.json", (LedgerFile file, int? limit) => Ask(file, c => new Propositions(Limits.Of(limit), OnlyDisputed: true).Ask(c).ToArray()));
        site.MapGet("/stories.json", (LedgerFile file, int? limit, int? offset) => Ask(file, c => new Stories(Limits.Of(limit), Math.Max(0, offset ?? 0)).Ask(c)));
        site.MapGet("/story.json", (LedgerFile file, string id) => Ask(file, c => new StoryById(id).Ask(c) is { } record ? Results.Bytes(RecordJson.WriteUtf8(record), "application/json") : null));
        site.MapGet("/matter.json", (LedgerFile file, long id) => Ask(file, c => new PropositionById(id).Ask(c)));
        site.MapGet("/actor.json", (LedgerFile file, string name, int? limit) => Ask(file, c => new ClaimsBySpeaker(name, Limits.Of(limit)).Ask(c)));
        site.MapGet("/claims.json", (LedgerFile file, string? q, int? limit, int? offset) => Ask(file, c => new ClaimQuery(q ?? "").Ask(c, Limits.Of(limit), Math.Max(0, offset ?? 0))));
        site.MapGet("/claims.csv", (LedgerFile file, string? q, int? limit, int? offset) => Ask(file, c => Results.Text(Csv(new ClaimQuery(q ?? "").Ask(c, Limits.Of(limit), Math.Max(0, offset ?? 0))), "text/csv", Encoding.UTF8)));
        site.MapGet("/sources.json", (LedgerFile file) => Ask(file, c => new Outlets().Ask(c)));
        site.MapGet("/runs.json", (LedgerFile file) => Ask(file, c => new { runs = new Runs().Ask(c), refusals = new Refusals().Ask(c) }));
    }

    private static IResult Ask(LedgerFile file, Func<SqliteConnection, object?> question)
    {
        using SqliteConnection ledger = file.Connect();
        return question(ledger) switch
        {
            null => Results.NotFound(),
            IResult made => made,
            var answer => Results.Json(answer, Json),
        };
    }

    /// <summary>RFC 4180; a cell that a spreadsheet would take as a formula is led by an apostrophe.</summary>
    private static string Csv(IReadOnlyList<ClaimLine> lines)
    {
        var text = new StringBuilder("story,claim,published,outlet,agency,speaker,role,stance,cue,content,basis,confidence,url\r\n");
        foreach (ClaimLine line in lines)
            text.AppendJoin(',', new object?[] { line.Story, line.Name, line.Published, line.Publisher, line.Agency, line.Speaker, line.Role, line.Stance, line.Cue, line.Content, line.Basis, line.Confidence.ToString("0.00"), line.Url }.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    private static string Cell(object? value)
    {
        string text = value?.ToString() ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"") + "\"";
    }
}

/// <summary>How many answers a page gives.</summary>
internal static class Limits
{
    public const int Usual = 50;
    private const int Most = 1000;

    public static int Of(int? asked) => Math.Clamp(asked ?? Usual, 1, Most);
}
