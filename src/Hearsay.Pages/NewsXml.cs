using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Hearsay.Pages;

/// <summary>Stories in XML: RSS 0.9x to 2.0, RDF and Atom feeds with their full text, NewsML-G2 items and messages, NITF. No DTD is read and no address in the XML is opened.</summary>
internal static class NewsXml
{
    // An item with less text than this, in characters, is a link with a teaser.
    private const int LeastText = 300;

    /// <summary>True for XML that is no web page.</summary>
    public static bool IsNews(string text)
    {
        ReadOnlySpan<char> head = text.AsSpan().TrimStart();
        head = head[..Math.Min(head.Length, 2000)];
        foreach (string root in (string[])["<rss", "<feed", "<rdf:RDF", "<newsItem", "<newsMessage", "<packageItem", "<nitf"])
        {
            int at = head.IndexOf(root, StringComparison.Ordinal);
            if (at >= 0 && at + root.Length < head.Length && head[at + root.Length] is ' ' or '>' or '\n' or '\r' or '\t' && !head[..at].Contains("<html", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    public static IEnumerable<PageResult> Read(string name, string text)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1 << 20 });
            document = XDocument.Load(reader);
        }
        catch (XmlException e)
        {
            return [new PageFailure(name, $"is no well-formed XML (line {e.LineNumber}, column {e.LinePosition})")];
        }
        XElement root = document.Root!;
        XElement[] items = root.Name.LocalName switch
        {
            "rss" or "RDF" => Named(root, "item"),
            "feed" => Named(root, "entry"),
            "nitf" => [root],
            _ => [.. root.DescendantsAndSelf().Where(e => e.Name.LocalName == "newsItem")],
        };
        if (items.Length == 0)
            items = Named(root, "nitf");
        if (items.Length == 0)
            return [new PageFailure(name, root.Name.LocalName == "packageItem" ? "is a package that names stories and holds none" : "holds no story")];
        return items.Select((item, i) => root.Name.LocalName is "rss" or "RDF" or "feed" ? FromFeed($"{name} item {i + 1}", item) : FromItem(items.Length == 1 ? name : $"{name} item {i + 1}", item));
    }

    private static PageResult FromFeed(string name, XElement item)
    {
        string? link = Text(item, "link") ?? Named(item, "link").Where(l => (string?)l.Attribute("rel") is null or "alternate").Select(l => (string?)l.Attribute("href")).FirstOrDefault();
        string label = link is null ? name : $"{name} ({link})";
        string content = Text(item, "encoded") ?? Inner(item, "content") ?? Text(item, "description") ?? Inner(item, "summary") ?? "";
        if (Plain(content).Length < LeastText)
            return new PageFailure(label, "has no full text, only a link; 'hearsay watch' follows it, or read the address itself") { Link = link?.Trim() is { } there && PageFetcher.IsAddress(there) ? there : null };
        return new Page
        {
            Name = label,
            Kind = PageKind.Html,
            Content = Html(Plain(Text(item, "title") ?? ""), content),
            Id = Text(item, "guid") ?? Text(item, "id"),
            Url = link,
            Title = Plain(Text(item, "title") ?? "") is { Length: > 0 } title ? title : null,
            Published = Day(Text(item, "pubDate") ?? Text(item, "published") ?? Text(item, "date") ?? Text(item, "updated")),
        };
    }

    private static PageResult FromItem(string name, XElement item)
    {
        XElement? body = Named(item, "body.content").FirstOrDefault() ?? Named(item, "inlineXML").FirstOrDefault() ?? Named(item, "inlineData").FirstOrDefault(d => ((string?)d.Attribute("contenttype") ?? "text").StartsWith("text", StringComparison.Ordinal));
        XElement[] paragraphs = body is null ? [] : [.. body.Descendants().Where(e => e.Name.LocalName is "p" or "h2" or "h3" or "h4" or "hl2" or "li" && !e.Ancestors().Any(a => a.Name.LocalName is "media" or "table" or "head"))];
        string[] words = paragraphs.Length > 0 ? [.. paragraphs.Select(Words)] : body is null ? [] : [.. body.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string text = string.Join("\n\n", words.Where(w => w.Length > 0));
        if (text.Length == 0)
            return new PageFailure(name, "holds no text, only its description (a picture, or a link to its content)");
        string? title = Text(item, "headline") ?? Text(item, "hl1") ?? Text(item, "title");
        return new Page
        {
            Name = name,
            Kind = PageKind.Text,
            Content = title is null ? text : Spaced(title) + "\n\n" + text,
            Id = (string?)item.Attribute("guid") ?? Named(item, "doc-id").Select(d => (string?)d.Attribute("id-string")).FirstOrDefault(),
            Title = title is null ? null : Spaced(title),
            Published = Day(Text(item, "contentCreated") ?? Text(item, "firstCreated") ?? Text(item, "versionCreated") ?? Named(item, "date.issue").Select(d => (string?)d.Attribute("norm")).FirstOrDefault()),
        };
    }

    private static XElement[] Named(XElement parent, string name) => [.. parent.Descendants().Where(e => e.Name.LocalName == name)];

    private static string? Text(XElement parent, string name) => Named(parent, name).Select(e => e.Value.Trim()).FirstOrDefault(v => v.Length > 0);

    /// <summary>Atom's content: escaped HTML as words, XHTML as it stands.</summary>
    private static string? Inner(XElement parent, string name) =>
        Named(parent, name).FirstOrDefault() is not { } content ? null : content.HasElements ? string.Concat(content.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))) : content.Value;

    private static string Words(XElement paragraph) => Spaced(paragraph.Value);

    private static string Spaced(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal static string Html(string title, string body) => $"<!doctype html><html><head><title>{WebUtility.HtmlEncode(title)}</title></head><body><article><h1>{WebUtility.HtmlEncode(title)}</h1>{body}</article></body></html>";

    /// <summary>The words of a piece of HTML, roughly: to see how much there is.</summary>
    private static string Plain(string html)
    {
        var text = new StringBuilder();
        bool tag = false;
        foreach (char c in html)
        {
            if (c == '<')
                tag = true;
            else if (c == '>')
                tag = false;
            else if (!tag)
                text.Append(c);
        }
        return Spaced(WebUtility.HtmlDecode(text.ToString()));
    }

    internal static DateOnly? Day(string? text)
    {
        if (text is null)
            return null;
        if (text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly iso))
            return iso;
        if (text.Length >= 8 && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly norm))
            return norm;
        // RFC 822: "Tue, 26 Sep 2022 08:00:00 GMT", the zone by letters or by number
        string[] parts = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        int day = Array.FindIndex(parts, p => p.Length <= 2 && char.IsAsciiDigit(p[0]));
        return day >= 0 && day + 2 < parts.Length && DateOnly.TryParseExact($"{parts[day].PadLeft(2, '0')} {parts[day + 1][..Math.Min(3, parts[day + 1].Length)]} {parts[day + 2]}", "dd MMM yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly mail) ? mail : null;
    }
}
