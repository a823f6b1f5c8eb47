using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Hearsay.Ledger.Questions;

namespace Hearsay.Exports;

/// <summary>Writes a JSON tree.</summary>
internal static class JsonTree
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(this JsonNode tree, Stream output) => await output.WriteAsync(Encoding.UTF8.GetBytes(tree.ToJsonString(Options) + "\n"));

    public static JsonArray Array(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    public static JsonArray Strings(IEnumerable<string> words) => new([.. words.Select(w => (JsonNode)w!)]);
}

/// <summary>Events with coordinates as a GeoJSON FeatureCollection (RFC 7946); who says so stands in each feature.</summary>
public sealed class GeoJsonExport : IExport
{
    public string Name => "geojson";

    public string Summary => "events with coordinates, for QGIS and web maps";

    public string Ending => ".geojson";

    public string MediaType => "application/geo+json";

    public Task WriteAsync(ExportSet set, Stream output) => new JsonObject
    {
        ["type"] = "FeatureCollection",
        ["features"] = JsonTree.Array(set.Events.Where(e => e.Lat is not null && e.Lon is not null).Select(Feature)),
    }.WriteAsync(output);

    private static JsonObject Feature(EventLine e) => new()
    {
        ["type"] = "Feature",
        ["id"] = $"{e.Story}/{e.Name}",
        ["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(e.Lon!.Value, e.Lat!.Value) },
        ["properties"] = new JsonObject
        {
            ["type"] = e.Type,
            ["text"] = e.Text,
            ["place"] = e.Place,
            ["country"] = e.Country,
            ["from"] = e.From,
            ["to"] = e.To,
            ["actors"] = JsonTree.Strings(e.Actors),
            ["recipients"] = JsonTree.Strings(e.Recipients),
            ["killedMin"] = e.KilledMin,
            ["killedMax"] = e.KilledMax,
            ["injuredMin"] = e.InjuredMin,
            ["injuredMax"] = e.InjuredMax,
            ["happened"] = e.Happened,
            ["saidBy"] = JsonTree.Strings(e.Speakers),
            ["outlet"] = e.Publisher,
            ["published"] = e.Published,
            ["story"] = e.Story,
        },
    };
}

/// <summary>Claims as an Atom feed (RFC 4287), newest first: a saved search to subscribe to.</summary>
public sealed class AtomExport : IExport
{
    private const int MostEntries = 200;

    public string Name => "atom";

    public string Summary => "claims as a feed, newest first";

    public string Ending => ".atom";

    public string MediaType => "application/atom+xml";

    public async Task WriteAsync(ExportSet set, Stream output)
    {
        const string atom = "http://www.w3.org/2005/Atom";
        await using XmlWriter xml = XmlWriter.Create(output, new XmlWriterSettings { Async = true, Indent = true, Encoding = new UTF8Encoding(false), CheckCharacters = true, CloseOutput = false });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "feed", atom);
        await Element("title", set.Query.Length > 0 ? $"Hearsay: {set.Query}" : "Hearsay: all claims");
        await Element("id", "urn:hearsay:search:" + Uri.EscapeDataString(set.Query));
        await Element("updated", (set.Claims is [{ Published: { } day }, ..] ? day + "T00:00:00Z" : set.Made.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        await xml.WriteStartElementAsync(null, "author", atom);
        await Element("name", "Hearsay, machine-read");
        await xml.WriteEndElementAsync();
        foreach (ClaimLine c in set.Claims.Take(MostEntries))
        {
            await xml.WriteStartElementAsync(null, "entry", atom);
            await Element("title", $"{c.Speaker ?? "source not worded"} {c.Stance}");
            await Element("id", $"urn:hearsay:claim:{Uri.EscapeDataString(c.Story)}:{Uri.EscapeDataString(c.Name)}");
            await Element("updated", (c.Published ?? "1970-01-01") + "T00:00:00Z");
            if (ExportSet.AddressOf(c.Url, c.Story) is var address && address.StartsWith("http", StringComparison.Ordinal))
            {
                await xml.WriteStartElementAsync(null, "link", atom);
                await xml.WriteAttributeStringAsync(null, "href", null, address);
                await xml.WriteEndElementAsync();
            }
            await Element("summary", $"{c.Content} ({c.Publisher ?? "outlet unknown"}, {c.Published ?? "date unknown"})");
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();

        Task Element(string name, string words) => xml.WriteElementStringAsync(null, name, atom, string.Concat(words.EnumerateRunes().Where(r => r.Value > 0xFFFF || XmlConvert.IsXmlChar((char)r.Value))));
    }
}

/// <summary>Dated claims and events in the JSON of TimelineJS 3.</summary>
internal sealed class TimelineJsExport : IExport
{
    public string Name => "timelinejs";

    public string Summary => "dated claims and events for TimelineJS";

    public string Ending => ".json";

    public string MediaType => "application/json";

    public Task WriteAsync(ExportSet set, Stream output) => new JsonObject
    {
        ["title"] = new JsonObject { ["text"] = new JsonObject { ["headline"] = Escape(set.Query.Length > 0 ? set.Query : "All claims"), ["text"] = "Who said what, machine-read by Hearsay" } },
        ["events"] = JsonTree.Array(
        (JsonNode?[])
        [
            .. set.Claims.Where(c => c.Published is not null).Select(c => Slide("published", c.Published!, c.Published!, $"{c.Speaker ?? "Source not worded"} {c.Stance}", $"{c.Content} ({c.Publisher ?? "outlet unknown"})", $"{c.Story}/{c.Name}")),
            .. set.Events.Where(e => e.From is not null).Select(e => Slide("happened", e.From!, e.To ?? e.From!, e.Type, $"{e.Text}, {e.Told}", $"{e.Story}/{e.Name}")),
        ]),
    }.WriteAsync(output);

    private static JsonObject Slide(string group, string from, string to, string head, string text, string id) => new JsonObject
    {
        ["unique_id"] = id,
        ["group"] = group,
        ["start_date"] = Day(from),
        ["end_date"] = Day(to),
        ["text"] = new JsonObject { ["headline"] = Escape(head), ["text"] = Escape(text) },
    };

    private static JsonObject Day(string day)
    {
        string[] parts = day.Split('-');
        var date = new JsonObject { ["year"] = parts[0] };
        if (parts.Length > 1)
            date["month"] = parts[1];
        if (parts.Length > 2)
            date["day"] = parts[2];
        return date;
    }

    // TimelineJS puts its texts into the page as HTML.
    private static string Escape(string words) => System.Net.WebUtility.HtmlEncode(words);
}
