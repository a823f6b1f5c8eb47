using System.Text.Json;
using System.Text.RegularExpressions;
using Hearsay.Articles.Body;
using Hearsay.Articles.Markup;

namespace Hearsay.Articles.Facts;

/// <summary>What a page says of itself in its head and in its structured data (Open Graph, schema.org JSON-LD, Dublin Core, time elements).</summary>
internal sealed partial class PageFacts
{
    private const int MaxJsonDepth = 32;

    public string? Title { get; private set; }

    public string? SiteName { get; private set; }

    /// <summary>The days that the page's data give for its publication, the surest first.</summary>
    public List<StatedDate> Days { get; } = [];

    public string? Url { get; private set; }

    private static readonly string[] DayKeys =
    [
        "article:published_time", "article:published", "og:published_time", "datePublished", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
        "dc.date.issued", "dcterms.created", "DC.date", "date", "article.published", "ptime", "cXenseParse:recs:publishtime", "displaydate", "publication_date",
    ];

    private const string OfStructuredData = "structured data: datePublished";

    /// <summary>A day from structured data that says less surely that it is the story's.</summary>
    private DateOnly? Weaker { get; set; }

    public string? Description { get; private set; }

    /// <summary>The longest <c>articleBody</c> of the structured data, or null.</summary>
    public string? ToldText { get; private set; }

    /// <summary>The story's paragraphs where the page carries them as data for its script; else empty.</summary>
    public List<string> Paragraphs { get; private set; } = [];

    public List<string> Authors { get; } = [];

    public static PageFacts Read(PageTree tree)
    {
        var facts = new PageFacts();
        Marks marks = Marks.Collect(tree);
        foreach (PageElement script in marks.Data)
            facts.ReadJson(script.TextContent);
        foreach (PageElement script in marks.ScriptData)
        {
            List<string> found = RichText.Paragraphs(script.TextContent);
            if (found.Sum(f => f.Length) > facts.Paragraphs.Sum(f => f.Length))
                facts.Paragraphs = found;
        }
        string? Meta(params ReadOnlySpan<string> keys)
        {
            foreach (string key in keys)
            {
                if (marks.Meta.TryGetValue(key, out string? value))
                    return value;
            }
            return null;
        }

        facts.Description = Meta("og:description", "description", "twitter:description");
        facts.SiteName ??= Meta("og:site_name", "application-name", "twitter:app:name:iphone");
        facts.Url = marks.Canonical ?? Meta("og:url");
        foreach (string key in DayKeys)
            facts.AddDay(DateFinder.FromStamp(Meta(key)), "meta " + key);
        foreach ((string key, string value) in marks.Meta.Where(m => PublishedKey().IsMatch(m.Key) && !ChangedKey().IsMatch(m.Key)))
            facts.AddDay(DateFinder.FromStamp(value), "meta " + key);
        facts.AddDay(facts.Weaker, OfStructuredData);
        facts.AddDay(marks.Times.Where(t => t.ClosestHint() is null).Select(t => DateFinder.FromStamp(t.GetAttribute("datetime")) ?? DateFinder.FromLine(t.TextContent)?.Date).FirstOrDefault(d => d is not null), "time element");
        facts.AddDay(DateFinder.FromStamp(marks.PublishedItem?.GetAttribute("content")) ?? (marks.PublishedItem is { TextContent: { Length: < 160 } shown } ? DayReader.First(shown, false) : null), "element marked datePublished");
        if (facts.Authors.Count == 0 && Meta("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl") is { } author && !author.Contains("://", StringComparison.Ordinal))
            facts.Authors.AddRange(PersonNames.Split(BylineFinder.Find(author).IsByline ? author[(author.IndexOf(' ') + 1)..] : author));
        if (facts.Authors.Count == 0)
        {
            foreach (PageElement element in marks.Bylines.Take(4))
            {
                string text = TextBlocks.Fold(element.TextContent);
                if (text.Length is 0 or > 200)
                    continue;
                BylineMatch byline = BylineFinder.Find(text);
                facts.Authors.AddRange(byline.IsByline ? byline.Authors : BylineFinder.NamesAlone(text));
                if (facts.Authors.Count > 0)
                    break;
            }
        }
        facts.Title = ChooseTitle(marks, facts.Title, Meta("og:title", "twitter:title"), facts.SiteName);
        return facts;
    }

    /// <summary>The elements that may tell a fact, gathered in one walk over the page.</summary>
    private sealed class Marks
    {
        private static readonly HashSet<string> BylineClasses = ["byline", "author", "author-name", "article-author", "byline__name"];

        public Dictionary<string, string> Meta { get; } = new(StringComparer.OrdinalIgnoreCase);

        public List<PageElement> Data { get; } = [];

        public List<PageElement> ScriptData { get; } = [];

        public List<PageElement> Times { get; } = [];

        public List<PageElement> Headings { get; } = [];

        public List<PageElement> Bylines { get; } = [];

        public string? Canonical { get; private set; }

        public string? Title { get; private set; }

        public PageElement? PublishedItem { get; private set; }

        public static Marks Collect(PageTree tree)
        {
            var marks = new Marks();
            for (int i = 0; i < tree.Count; i++)
            {
                if (tree[i] is { Element: { } element, Name: { } name })
                    marks.Take(element, name);
            }
            return marks;
        }

        private void Take(PageElement element, string name)
        {
            if (!element.HasAttributes && name is not ("title" or "h1" or "h2"))
                return;
            switch (name)
            {
                case "meta":
                    string? key = element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("itemprop");
                    string? value = element.GetAttribute("content");
                    if (key is not null && !string.IsNullOrWhiteSpace(value))
                        Meta.TryAdd(key, value.Trim());
                    break;
                case "script" when element.GetAttribute("type") is "application/ld+json":
                    Data.Add(element);
                    break;
                case "script" when element.GetAttribute("type") is "application/json":
                    ScriptData.Add(element);
                    break;
                case "link" when Canonical is null && element.GetAttribute("rel") is "canonical":
                    Canonical = element.GetAttribute("href");
                    break;
                case "title" when Title is null && element.Parent?.Name != "svg":
                    Title = TextBlocks.Fold(element.TextContent);
                    break;
                case "time" when element.HasAttribute("datetime"):
                    Times.Add(element);
                    break;
                case "h1" or "h2":
                    Headings.Add(element);
                    break;
                default:
                    break;
            }
            string? item = element.GetAttribute("itemprop");
            if (item is "datePublished")
                PublishedItem ??= element;
            if (element.GetAttribute("rel") is "author" || item is "author" || element.ClassName is { Length: > 5 } names && (names.Contains("author", StringComparison.Ordinal) || names.Contains("byline", StringComparison.Ordinal)) && names.Split(' ').Any(BylineClasses.Contains))
                Bylines.Add(element);
        }
    }

    /// <summary>The heading that the page's own title begins with; else the title without the site's name.</summary>
    private static string? ChooseTitle(Marks marks, string? headline, string? social, string? site)
    {
        string? title = marks.Title;
        string? wanted = social ?? headline ?? title;
        if (wanted is null)
            return marks.Headings.Find(h => h.Name == "h1") is { } only ? TextBlocks.Fold(only.TextContent) : null;
        foreach (PageElement heading in marks.Headings)
        {
            string words = TextBlocks.Fold(heading.TextContent);
            if (words.Length >= 10 && (Begins(title, words) || Begins(social, words) || Begins(headline, words)))
                return words;
        }
        return WithoutSite(wanted, site);
    }

    private static bool Begins(string? title, string heading) =>
        title is not null && (title.StartsWith(heading, StringComparison.OrdinalIgnoreCase) || TextBlocks.Fold(title).Equals(heading, StringComparison.OrdinalIgnoreCase));

    /// <summary>"Headline | Site", "Headline - Site": the last part goes when it is the site's name or short.</summary>
    public static string WithoutSite(string title, string? site)
    {
        string folded = TextBlocks.Fold(title);
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

    private void AddDay(DateOnly? day, string where)
    {
        if (day is { } known)
            Days.Add(new StatedDate(known, "metadata", where));
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
            // A page's broken structured data is no error of the reader's; the day can often be read all the same.
            if (BrokenPublished().Match(text) is { Success: true } day)
                Weaker ??= DateFinder.FromStamp(day.Groups[1].Value);
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
        if (!node.TryGetProperty("@type", out JsonElement type))
            return;
        if (WeakerType().IsMatch(type.ToString()))
            Weaker ??= DateFinder.FromStamp(Text(node, "datePublished"));
        if (!type.ToString().Contains("Article", StringComparison.Ordinal) && !type.ToString().Contains("Posting", StringComparison.Ordinal) && !type.ToString().Contains("Report", StringComparison.Ordinal))
            return;
        Title ??= Text(node, "headline");
        if (Text(node, "articleBody") is { } told && told.Length > (ToldText?.Length ?? 0))
            ToldText = told;
        if (Days.Count == 0)
            AddDay(DateFinder.FromStamp(Text(node, "datePublished")), OfStructuredData);
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

    [GeneratedRegex(@"publi|pub[_-]?date|release|issued|contentdate|articledate|dcterms\.date|dc\.date", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex PublishedKey();

    [GeneratedRegex("modif|updat|last|creator|publisher", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex ChangedKey();

    [GeneratedRegex(@"""datePublished""\s*:\s*""([^""]{8,40})""", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex BrokenPublished();

    [GeneratedRegex("WebPage|Recipe|Podcast|Discussion|VideoObject|Creative", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex WeakerType();

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
    public static string? ClosestHint(this PageElement element)
    {
        for (PageElement? e = element; e is not null && e.Name is not ("body" or "html" or "main"); e = e.Parent as PageElement)
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
