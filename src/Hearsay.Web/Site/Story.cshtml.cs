using Hearsay.Claims.Records;
using Hearsay.Exports;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>A story: its text with the claims marked, and the claims beside it.</summary>
public sealed class StoryModel(LedgerStore file) : LedgerPage(file)
{
    /// <summary>A stretch of text, within one claim or none.</summary>
    public sealed record Piece(string Text, string? Claim, string? Class);

    public StoryRecord Record { get; private set; } = null!;

    public IReadOnlyList<StoryLine> Copies { get; private set; } = [];

    private Dictionary<string, ClaimLine> lines = [];

    /// <summary>Sentences that another version of the text has not (gone) or has besides (added).</summary>
    public sealed record Difference(string? Title, IReadOnlyList<string> Gone, IReadOnlyList<string> Added);

    /// <summary>What older readings of the page said otherwise, newest first.</summary>
    public IReadOnlyList<Difference> Changes { get; private set; } = [];

    private Dictionary<string, string> texts = [];

    public Difference DifferenceTo(string copy) => Compare(null, Record.Article.Text, texts.GetValueOrDefault(copy, ""));

    /// <summary>The story and its claims as schema.org data; no word of it can end the element that it stands in.</summary>
    public string LinkedData
    {
        get
        {
            System.Text.Json.Nodes.JsonObject data = SchemaOrgExport.Article(Record, [.. lines.Values]);
            data["@context"] = "https://schema.org";
            return data.ToJsonString();
        }
    }

    private static Difference Compare(string? title, string before, string after)
    {
        string[] old = Sentences(before), now = Sentences(after);
        return new Difference(title, [.. old.Except(now).Take(MostShown)], [.. now.Except(old).Take(MostShown)]);
    }

    private const int MostShown = 40;

    private static string[] Sentences(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(p => System.Text.RegularExpressions.Regex.Split(p, @"(?<=[.!?][""”’]?)\s+(?=[\p{Lu}“""])")).Select(s => s.Trim()).Where(s => s.Length > 0)];

    /// <summary>The claim's row, with what people decided on it.</summary>
    public ClaimLine? Line(string claim) => lines.GetValueOrDefault(claim);

    /// <summary>The page's address where it is one of the web; anything else is no link.</summary>
    public string? Link => Uri.TryCreate(Record.Article.Url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? Record.Article.Url : null;

    public IEnumerable<IReadOnlyList<Piece>> Paragraphs
    {
        get
        {
            string text = Record.Article.Text;
            Claim?[] owner = Owners(text.Length);
            int start = 0;
            foreach (string paragraph in text.Split("\n\n"))
            {
                yield return Cut(text, start, start + paragraph.Length, owner);
                start += paragraph.Length + 2;
            }
        }
    }

    public IActionResult OnGet(string id)
    {
        (StoryRecord? record, Copies) = Ask(c => (new StoryById(id ?? "").Ask(c), new ReprintsOf(id ?? "").Ask(c)));
        if (record is null)
            return NotFound();
        lines = Ask(new ClaimsOfStory(id!).Ask).ToDictionary(c => c.Name);
        Record = record with { Claims = [.. record.Claims.Select(c => Line(c.Id) is { } line ? ExportSet.Of(record, line) : c)] };
        Changes = [.. Ask(new Revisions(id!).Ask).Select(r => Compare(r.Title == record.Article.Title ? null : r.Title, r.Text, record.Article.Text))];
        texts = Copies.Count == 0 ? [] : Ask(c => Copies.Take(MostShown).ToDictionary(s => s.Story, s => new StoryById(s.Story).Ask(c)?.Article.Text ?? ""));
        return Page();
    }

    // A place that several claims share belongs to the innermost, which has the shortest content.
    private Claim?[] Owners(int length)
    {
        var owner = new Claim?[length];
        foreach (Claim claim in Record.Claims.Where(c => c.In == ClaimPlace.Body).OrderByDescending(c => c.Content.Sum(p => p.End - p.Start)))
        {
            foreach (Passage part in claim.Content.Append(claim.Cue))
                Array.Fill(owner, claim, part.Start, part.End - part.Start);
            if (claim.Source is { } source)
                Array.Fill(owner, claim, source.Start, source.End - source.Start);
        }
        return owner;
    }

    private static List<Piece> Cut(string text, int start, int end, Claim?[] owner)
    {
        var pieces = new List<Piece>();
        for (int at = start; at < end;)
        {
            int to = at + 1;
            while (to < end && ReferenceEquals(owner[to], owner[at]))
                to++;
            Claim? mark = string.IsNullOrWhiteSpace(text[at..to]) ? null : owner[at];
            pieces.Add(new Piece(text[at..to], mark?.Id, mark is { } claim ? StanceSign.Of(claim.Stance.ToString().ToLowerInvariant()).Class : null));
            at = to;
        }
        return pieces;
    }
}
