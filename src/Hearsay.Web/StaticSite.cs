using System.Text;
using System.Web;
using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Hearsay.Exports;
using Hearsay.Ledger;
using Hearsay.Pipeline;
using Microsoft.AspNetCore.Builder;
using System.Data.Common;

namespace Hearsay.Web;

/// <summary>
/// Writes the ledger's pages as files that any web server, or none, can show: no account, no tracking, readable without script. The pages are those of the site, fetched from it and linked
/// as files; what needs a server (search, reviewing) is left out.
/// </summary>
public sealed class StaticSite(LedgerStore file, SiteOptions options)
{
    private const int MostPages = 200_000;
    private static readonly string[] Assets = ["app.css", "app.js", "charts.js", "licences.txt"];
    private readonly HtmlParser parser = new();

    /// <param name="folder">Made where it is missing; files of the same names are replaced.</param>
    /// <param name="address">Where the site will be, for the sitemap and the feed; null leaves the sitemap out.</param>
    /// <returns>How many pages were written.</returns>
    public async Task<int> WriteAsync(string folder, string? address, CancellationToken cancelled)
    {
        await using WebApplication site = WebSite.Make(file, new Lazy<NewsPipeline>(() => throw new InvalidOperationException("a static site reads no pages")), options with { Static = true });
        await site.StartAsync(cancelled);
        using var client = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        foreach (string asset in Assets)
            await File.WriteAllBytesAsync(Path.Combine(folder, "assets", asset), await client.GetByteArrayAsync("/assets/" + asset, cancelled), cancelled);
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>();
        Want("/");
        while (waiting.TryDequeue(out string? path))
        {
            string name = pages[path];
            using HttpResponseMessage response = await client.GetAsync(path, cancelled);
            response.EnsureSuccessStatusCode();
            using IHtmlDocument page = parser.ParseDocument(await response.Content.ReadAsStringAsync(cancelled));
            string up = name.Contains('/') ? "../" : "";
            foreach (IElement link in page.QuerySelectorAll("a[href^='/'], link[href^='/'], script[src^='/']"))
            {
                string attribute = link.LocalName == "script" ? "src" : "href", to = link.GetAttribute(attribute)!;
                int hash = to.IndexOf('#');
                string target = hash < 0 ? to : to[..hash];
                if (target.StartsWith("/assets/", StringComparison.Ordinal))
                    link.SetAttribute(attribute, up + target[1..]);
                else if (Want(target) is { } there)
                    link.SetAttribute(attribute, up + there + (hash < 0 ? "" : to[hash..]));
                else if (link.Closest("svg") is null)
                    link.OuterHtml = $"<span>{link.InnerHtml}</span>";
                else
                    link.RemoveAttribute(attribute);
            }
            foreach (IElement form in page.QuerySelectorAll("form").ToArray())
                form.Remove();
            if (page.Head is { } head)
                head.InnerHtml += $"<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Claims, newest first\" href=\"{up}feed.atom\">";
            string output = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            await File.WriteAllTextAsync(output, "<!doctype html>\n" + page.DocumentElement.OuterHtml + "\n", new UTF8Encoding(false), cancelled);
        }
        await site.StopAsync(cancelled);
        await WriteFiles(folder, address, names);
        return names.Count;

        string? Want(string path)
        {
            if (pages.TryGetValue(path, out string? known))
                return known;
            if (pages.Count >= MostPages || NameOf(path) is not { } name)
                return null;
            // One page can have several addresses.
            if (names.Add(name))
                waiting.Enqueue(path);
            pages[path] = name;
            return name;
        }
    }

    /// <summary>The file of a page of the site; null for what needs a server.</summary>
    private static string? NameOf(string path)
    {
        int mark = path.IndexOf('?');
        var query = HttpUtility.ParseQueryString(mark < 0 ? "" : path[(mark + 1)..]);
        string page = mark < 0 ? path : path[..mark];
        string part = query["p"] is { } number and not "1" ? "-" + Safe(number) : "";
        return page switch
        {
            "/" => part.Length == 0 ? "index.html" : $"index{part}.html",
            "/stories" or "/sources" => page[1..] + part + ".html",
            "/events" or "/map" when query.AllKeys.All(k => k is "p") => page[1..] + part + ".html",
            "/story" when query["id"] is { } id => $"story/{Safe(id)}.html",
            "/matter" when query["id"] is { } id => $"matter/{Safe(id)}.html",
            "/actor" when query["name"] is { } name => $"actor/{Safe(name)}.html",
            "/event" when query["story"] is { } story && query["name"] is { } name => $"event/{Safe(story)}-{Safe(name)}.html",
            _ => null,
        };
    }

    /// <summary>An id as a file's name: what is no plain letter is written as its number, so that two ids never share a file.</summary>
    private static string Safe(string id)
    {
        var name = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(id))
        {
            char c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '-')
                name.Append(c);
            else
                name.Append('_').Append(b.ToString("x2"));
        }
        return name.Length <= 180 ? name.ToString() : name.ToString(0, 140) + "-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16];
    }

    private async Task WriteFiles(string folder, string? address, IEnumerable<string> pages)
    {
        using DbConnection ledger = file.Connect();
        var all = new ExportSet(ledger, "", DateTimeOffset.UtcNow);
        foreach ((string name, string format) in ((string, string)[])[("feed.atom", "atom"), ("claims.csv", "csv"), ("claims.jsonld", "schemaorg"), ("events.geojson", "geojson")])
        {
            await using var output = new FileStream(Path.Combine(folder, name), FileMode.Create);
            await ExportList.Named(format)!.WriteAsync(all, output);
        }
        if (address is null)
            return;
        string root = address.TrimEnd('/') + "/";
        await using XmlWriter xml = XmlWriter.Create(Path.Combine(folder, "sitemap.xml"), new XmlWriterSettings { Async = true, Indent = true, Encoding = new UTF8Encoding(false) });
        const string sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
        await xml.WriteStartElementAsync(null, "urlset", sitemap);
        foreach (string page in pages.Order(StringComparer.Ordinal).Take(50_000))
        {
            await xml.WriteStartElementAsync(null, "url", sitemap);
            await xml.WriteElementStringAsync(null, "loc", sitemap, root + page);
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
    }
}
