using System.Text;
using System.Text.Json.Nodes;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Exports;

/// <summary>
/// Claims as W3C Web Annotations (2017): the passage by its exact words with what stands around them, and by its place in Unicode code points; the body says who takes which stance.
/// </summary>
public sealed class WebAnnotationExport : IExport
{
    private const int Around = 32;

    public string Name => "webannotation";

    public string Summary => "W3C Web Annotations (JSON-LD): the exact words and their place";

    public string Ending => ".jsonld";

    public string MediaType => "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

    public Task WriteAsync(ExportSet set, Stream output) => new JsonObject
    {
        ["@context"] = "http://www.w3.org/ns/anno.jsonld",
        ["id"] = "urn:hearsay:search:" + Uri.EscapeDataString(set.Query),
        ["type"] = "AnnotationCollection",
        ["label"] = set.Query.Length > 0 ? set.Query : "all claims",
        ["total"] = set.Claims.Count,
        ["first"] = new JsonObject
        {
            ["type"] = "AnnotationPage",
            ["startIndex"] = 0,
            ["items"] = JsonTree.Array(set.Stories.SelectMany(s => s.Found.Select(line => Annotation(s.Story, line)))),
        },
    }.WriteAsync(output);

    private static JsonObject Annotation(StoryRecord story, ClaimLine line)
    {
        Claim claim = ExportSet.Of(story, line);
        string text = ClaimWords.TextOf(story, claim);
        return new JsonObject
        {
            ["id"] = $"urn:hearsay:claim:{Uri.EscapeDataString(line.Story)}:{Uri.EscapeDataString(line.Name)}",
            ["type"] = "Annotation",
            ["motivation"] = "identifying",
            ["body"] = JsonTree.Array(
            [
                new JsonObject { ["type"] = "TextualBody", ["purpose"] = "tagging", ["value"] = "stance: " + line.Stance },
                new JsonObject { ["type"] = "TextualBody", ["purpose"] = "tagging", ["value"] = "speaker: " + (line.Speaker ?? "not worded") },
                new JsonObject { ["type"] = "TextualBody", ["purpose"] = "describing", ["value"] = $"{line.Speaker ?? "A source that is not worded"} {line.Stance} (cue: {line.Cue}; confidence {line.Confidence:0.00}; {line.Status})" },
            ]),
            ["target"] = JsonTree.Array(claim.Content.Append(claim.Cue).Select(part => new JsonObject
            {
                ["source"] = ExportSet.AddressOf(story.Article.Url, story.Article.Id),
                ["selector"] = JsonTree.Array(
                [
                    new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = part.Text, ["prefix"] = Cut(text, part.Start - Around, part.Start), ["suffix"] = Cut(text, part.End, part.End + Around) },
                    new JsonObject { ["type"] = "TextPositionSelector", ["start"] = CodePoints.Of(text, part.Start), ["end"] = CodePoints.Of(text, part.End) },
                ]),
            })),
        };
    }

    private static string Cut(string text, int start, int end)
    {
        start = Math.Clamp(start, 0, text.Length);
        end = Math.Clamp(end, 0, text.Length);
        // never half a character
        if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start]))
            start++;
        if (end > 0 && end < text.Length && char.IsLowSurrogate(text[end]))
            end--;
        return start < end ? text[start..end] : "";
    }
}

/// <summary>Places in UTF-16 code units to places in Unicode code points, as other tools count.</summary>
internal static class CodePoints
{
    public static int Of(string text, int utf16)
    {
        int count = 0;
        for (int i = 0; i < utf16 && i < text.Length; i++)
        {
            if (!char.IsLowSurrogate(text[i]))
                count++;
        }
        return count;
    }
}

/// <summary>
/// schema.org NewsArticle with Quotation and Claim for each claim. A ClaimReview is given as a draft only, without a rating: that a person finishes.
/// </summary>
public sealed class SchemaOrgExport : IExport
{
    public string Name => "schemaorg";

    public string Summary => "schema.org NewsArticle, Quotation, Claim and drafts of ClaimReview (JSON-LD)";

    public string Ending => ".jsonld";

    public string MediaType => "application/ld+json";

    public Task WriteAsync(ExportSet set, Stream output) => new JsonObject
    {
        ["@context"] = "https://schema.org",
        ["@graph"] = JsonTree.Array(set.Stories.SelectMany(s => s.Found.Select(c => Review(s.Story, c)).Prepend(Article(s.Story, s.Found)))),
    }.WriteAsync(output);

    /// <summary>The story with its claims, for the page that shows it.</summary>
    public static JsonObject Article(StoryRecord story, IReadOnlyList<ClaimLine> claims)
    {
        ArticleRecord a = story.Article;
        string address = ExportSet.AddressOf(a.Url, a.Id);
        return new JsonObject
        {
            ["@type"] = "NewsArticle",
            ["@id"] = address,
            ["url"] = address.StartsWith("http", StringComparison.Ordinal) ? address : null,
            ["headline"] = a.Title,
            ["datePublished"] = a.Published,
            ["inLanguage"] = a.Language,
            ["dateline"] = a.Dateline,
            ["publisher"] = a.Publisher is { } p ? new JsonObject { ["@type"] = "Organization", ["name"] = p } : null,
            ["sourceOrganization"] = a.Agency is { } g ? new JsonObject { ["@type"] = "Organization", ["name"] = g } : null,
            ["author"] = JsonTree.Array(a.Authors.Select(n => new JsonObject { ["@type"] = "Person", ["name"] = n })),
            ["hasPart"] = JsonTree.Array(claims.Select(c => Part(address, c))),
        };
    }

    private static JsonObject Part(string address, ClaimLine c) => new()
    {
        ["@type"] = c.Quote == "indirect" ? "Claim" : "Quotation",
        ["@id"] = Id(c),
        ["text"] = c.Content,
        [c.Quote == "indirect" ? "claimInterpreter" : "spokenByCharacter"] = Speaker(c),
        ["isPartOf"] = new JsonObject { ["@id"] = address },
        ["keywords"] = c.Stance,
    };

    private static JsonObject Review(StoryRecord story, ClaimLine c) => new()
    {
        ["@type"] = "ClaimReview",
        ["creativeWorkStatus"] = "Draft",
        ["description"] = "A draft made by a machine: who said what, where. A person must add the review and the rating, or delete it.",
        ["claimReviewed"] = c.Content,
        ["itemReviewed"] = new JsonObject
        {
            ["@type"] = "Claim",
            ["author"] = Speaker(c),
            ["datePublished"] = c.Said ?? c.Published,
            ["appearance"] = new JsonObject { ["@type"] = "NewsArticle", ["@id"] = ExportSet.AddressOf(story.Article.Url, story.Article.Id) },
        },
    };

    private static JsonObject? Speaker(ClaimLine c) => c.Speaker is { } name ? new JsonObject { ["@type"] = c.Kind == "person" ? "Person" : "Organization", ["name"] = name, ["description"] = c.Role } : null;

    private static string Id(ClaimLine c) => $"urn:hearsay:claim:{Uri.EscapeDataString(c.Story)}:{Uri.EscapeDataString(c.Name)}";
}
