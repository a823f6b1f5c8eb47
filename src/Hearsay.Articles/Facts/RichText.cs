using System.Text;
using System.Text.Json;

namespace Hearsay.Articles.Facts;

/// <summary>Paragraphs of a rich text that a page carries as data for its script: nodes of the type "paragraph", "heading" or "list" with text leaves.</summary>
internal static class RichText
{
    private const int MostCharacters = 4_000_000, MaxDepth = 64;

    /// <summary>The array with most text; empty where there is none.</summary>
    public static List<string> Paragraphs(string json)
    {
        List<string> best = [];
        if (json.Length > MostCharacters || !json.Contains("\"paragraph\"", StringComparison.Ordinal))
            return best;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            Search(document.RootElement, ref best);
        }
        catch (JsonException)
        {
            // Data that cannot be read tell nothing.
        }
        return best;
    }

    // The depth is bounded by the parser.
    private static void Search(JsonElement node, ref List<string> best)
    {
        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in node.EnumerateObject())
                Search(property.Value, ref best);
            return;
        }
        if (node.ValueKind != JsonValueKind.Array)
            return;
        var here = new List<string>();
        foreach (JsonElement item in node.EnumerateArray())
        {
            if (Type(item) is not ("paragraph" or "heading" or "list"))
            {
                Search(item, ref best);
                continue;
            }
            var text = new StringBuilder();
            Leaves(item, text);
            if (Body.TextBlocks.Fold(text.ToString()).Trim() is { Length: > 0 } words)
                here.Add(words);
        }
        if (here.Sum(h => h.Length) > best.Sum(b => b.Length))
            best = here;
    }

    private static void Leaves(JsonElement node, StringBuilder text)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
                Leaves(item, text);
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (Type(node) == "text")
        {
            foreach (string name in (ReadOnlySpan<string>)["value", "text"])
            {
                if (node.TryGetProperty(name, out JsonElement words) && words.ValueKind == JsonValueKind.String)
                    text.Append(words.GetString());
            }
            return;
        }
        foreach (string name in (ReadOnlySpan<string>)["content", "children"])
        {
            if (node.TryGetProperty(name, out JsonElement inner))
                Leaves(inner, text);
        }
    }

    private static string? Type(JsonElement node) => node.ValueKind == JsonValueKind.Object && node.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
}
