using System.Text.Json;

namespace Hearsay.Pages;

/// <summary>Stories in agencies' JSON: ninjs 1 to 3 (IPTC) and dpa's digital wires. Their fields are brought to those of our own input.</summary>
internal static class NewsJson
{
    /// <returns>Title, text or HTML, id and date; null where the object is none of these.</returns>
    public static (string? Title, string? Text, string? Html, string? Id, string? Date)? Read(JsonElement story)
    {
        if (story.TryGetProperty("article_html", out _))
            return (Text(story, "headline"), null, Text(story, "article_html"), Text(story, "urn"), Text(story, "version_created"));
        string? html = null, text = null;
        if (story.TryGetProperty("bodies", out JsonElement bodies) && bodies.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement body in bodies.EnumerateArray())
            {
                string kind = Text(body, "contentType") ?? Text(body, "contenttype") ?? "";
                if (kind.Contains("html", StringComparison.OrdinalIgnoreCase))
                    html ??= Text(body, "value");
                else
                    text ??= Text(body, "value");
            }
        }
        foreach (JsonProperty field in story.EnumerateObject())
        {
            // ninjs 1: body_text, body_xhtml, body_main and the like
            if (!field.Name.StartsWith("body_", StringComparison.Ordinal) || field.Value.ValueKind != JsonValueKind.String)
                continue;
            if (field.Name.EndsWith("html", StringComparison.Ordinal) || field.Value.GetString()!.Contains("</p>", StringComparison.Ordinal))
                html ??= field.Value.GetString();
            else
                text ??= field.Value.GetString();
        }
        bool ninjs = html is not null || text is not null || story.TryGetProperty("uri", out _) && (story.TryGetProperty("versioncreated", out _) || story.TryGetProperty("versionCreated", out _));
        if (!ninjs)
            return null;
        string? title = Text(story, "headline") ?? Text(story, "headline_main");
        if (title is null && story.TryGetProperty("headlines", out JsonElement headlines) && headlines.ValueKind == JsonValueKind.Array)
            title = headlines.EnumerateArray().Select(h => Text(h, "value")).FirstOrDefault(v => v is not null);
        return (title, html is null ? text : null, html, Text(story, "uri"), Text(story, "firstCreated") ?? Text(story, "firstcreated") ?? Text(story, "versionCreated") ?? Text(story, "versioncreated"));
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
