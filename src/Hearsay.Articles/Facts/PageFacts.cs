using System.Text.Json;
using AngleSharp.Dom;

namespace Hearsay.Articles.Facts;

/// <summary>What a page says of itself in its head and in its structured data (Open Graph, schema.org JSON-LD, Dublin Core, time elements).</summary>
internal sealed class PageFacts
{
    private const int MaxJsonDepth = 32;

    public string? Title { get; private set; }

    public string? SiteName { get; private set; }

    public DateOnly? Published { get; private set; }

    public string? Url { get; private set; }

    public List<string> Authors { get; } = [];

    public static PageFacts Read(IDocument document)
    {
        var facts = new PageFacts();
        var meta = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (IElement element in document.QuerySelectorAll("meta"))
        {
            string? key = element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("itemprop");
            string? value = element.GetAttribute("content");
            if (key is not null && !string.IsNullOrWhiteSpace(value))
                meta.TryAdd(key, value.Trim());
        }
        foreach (IElement script in document.QuerySelectorAll("script[type='application/ld+json']"))
            facts.ReadJson(script.TextContent);
        string? Meta(params string[] keys) => keys.Select(k => meta.GetValueOrDefault(k)).FirstOrDefault(v => v is not null);

        facts.SiteName ??= Meta("og:site_name", "application-name", "twitter:app:name:iphone");
        facts.Url = document.QuerySelector("link[rel='canonical']")?.GetAttribute("href") ?? Meta("og:url");
        facts.Published ??= DateFinder.FromStamp(Meta("article:published_time", "article:published", "og:published_time", "datePublished", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
                "dc.date.issued", "dcterms.created", "DC.date", "date", "article.published", "ptime", "cXenseParse:recs:publishtime", "displaydate", "publication_date"))
            ?? document.QuerySelectorAll("time[datetime]").Where(t => t.ClosestHint() is null).Select(t => DateFinder.FromStamp(t.GetAttribute("datetime"))).FirstOrDefault(d => d is not null)
            ?? DateFinder.FromStamp(document.QuerySelector("[itemprop='datePublished']")?.GetAttribute("content") ?? document.QuerySelector("[itemprop='datePublished']")?.TextContent);
        if (facts.Authors.Count == 0 && Meta("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl") is { } author && !author.Contains("://", StringComparison.Ordinal))
            facts.Authors.AddRange(PersonNames.Split(BylineFinder.Find(author).IsByline ? author[(author.IndexOf(' ') + 1)..] : author));
        if (facts.Authors.Count == 0)
        {
            foreach (IElement element in document.QuerySelectorAll("[rel='author'], [itemprop='author'], .byline, .author, .author-name, .article-author, .byline__name").Take(4))
            {
                string text = Body.TextBlocks.Fold(element.TextContent);
                if (text.Length is 0 or > 200)
                    continue;
                BylineMatch byline = BylineFinder.Find(text);
                facts.Authors.AddRange(byline.IsByline ? byline.Authors : BylineFinder.NamesAlone(text));
                if (facts.Authors.Count > 0)
                    break;
            }
        }
        facts.Title = ChooseTitle(document, facts.Title, Meta("og:title", "twitter:title"), facts.SiteName);
        return facts;
    }

    /// <summary>The heading that the page's own title begins with; else the title without the site's name.</summary>
    private static string? ChooseTitle(IDocument document, string? headline, string? social, string? site)
    {
        string? title = document.QuerySelector("title") is { } t ? Body.TextBlocks.Fold(t.TextContent) : null;
        string? wanted = social ?? headline ?? title;
        if (wanted is null && document.QuerySelector("h1") is { } only)
            return Body.TextBlocks.Fold(only.TextContent);
        if (wanted is null)
            return null;
        foreach (IElement heading in document.QuerySelectorAll("h1, h2"))
        {
            string words = Body.TextBlocks.Fold(heading.TextContent);
            if (words.Length >= 10 && (Begins(title, words) || Begins(social, words) || Begins(headline, words)))
                return words;
        }
        return WithoutSite(wanted, site);
    }

    private static bool Begins(string? title, string heading) =>
        title is not null && (title.StartsWith(heading, StringComparison.OrdinalIgnoreCase) || Body.TextBlocks.Fold(title).Equals(heading, StringComparison.OrdinalIgnoreCase));

    /// <summary>"Headline | Site", "Headline - Site": the last part goes when it is the site's name or short.</summary>
    public static string WithoutSite(string title, string? site)
    {
        string folded = Body.TextBlocks.Fold(title);
        foreach (string mark in (string[])[" | ", " - ", " – ", " — ", " :: ", " » ", " · "])
        {
            int at = folded.LastIndexOf(mark, StringComparison.Ordinal);
            if (at < 12)
                continue;
            string tail = folded[(at + mark.Length)..];
            bool isSite = site is not null && (tail.Contains(site, StringComparison.OrdinalIgnoreCase) || site.Contains(tail, StringComparison.OrdinalIgnoreCase));
            if (isSite || tail.Split(' ').Length <= 4 && folded[..at].Split(' ').Length >= 4 && (mark is " | " or " :: " or " » " || tail.Split(' ').All(w => w.Length > 0 && (char.IsUpper(w[0]) || w.Length <= 3))))
                return WithoutSite(folded[..at].TrimEnd(), site);
        }
        return folded;
    }

    private void ReadJson(string text)
    {
        if (text.Length > 2_000_000)
            return;
        try
        {
            using JsonDocument json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxJsonDepth });
            ReadNode(json.RootElement, 0);
        }
        catch (JsonException)
        {
            // A page's broken structured data is no error of the reader's; the other marks remain.
        }
    }

    private void ReadNode(JsonElement node, int depth)
    {
        if (depth > 6)
            return;
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
                ReadNode(item, depth + 1);
            return;
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (node.TryGetProperty("@graph", out JsonElement graph))
            ReadNode(graph, depth + 1);
        if (!node.TryGetProperty("@type", out JsonElement type) || !type.ToString().Contains("Article", StringComparison.Ordinal) && !type.ToString().Contains("Posting", StringComparison.Ordinal) && !type.ToString().Contains("Report", StringComparison.Ordinal))
            return;
        Title ??= Text(node, "headline");
        Published ??= DateFinder.FromStamp(Text(node, "datePublished"));
        if (node.TryGetProperty("publisher", out JsonElement publisher))
            SiteName ??= Name(publisher);
        if (Authors.Count == 0 && node.TryGetProperty("author", out JsonElement author))
        {
            foreach (JsonElement person in author.ValueKind == JsonValueKind.Array ? author.EnumerateArray().ToArray() : [author])
            {
                if (person.ValueKind == JsonValueKind.Object && person.TryGetProperty("@type", out JsonElement kind) && kind.ToString().Contains("Organization", StringComparison.Ordinal))
                    continue;
                if (Name(person) is { } name)
                    Authors.AddRange(PersonNames.Split(name).Where(n => !Authors.Contains(n)));
            }
        }
    }

    private static string? Name(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.String => node.GetString(),
        JsonValueKind.Object => Text(node, "name"),
        JsonValueKind.Array when node.GetArrayLength() > 0 => Name(node[0]),
        _ => null,
    };

    private static string? Text(JsonElement node, string property) =>
        node.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()) ? System.Net.WebUtility.HtmlDecode(value.GetString()!.Trim()) : null;
}

internal static class ElementPlace
{
    /// <summary>The name of a container that holds other stories or comments, or null.</summary>
    public static string? ClosestHint(this IElement element)
    {
        for (IElement? e = element; e is not null; e = e.ParentElement)
        {
            string names = e.ClassName + " " + e.Id;
            foreach (string word in (string[])["related", "comment", "recommend", "sidebar", "popular", "trending"])
            {
                if (names.Contains(word, StringComparison.OrdinalIgnoreCase))
                    return word;
            }
        }
        return null;
    }
}
