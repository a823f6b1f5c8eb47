using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Hearsay.Articles;
using Hearsay.Pages;

namespace Hearsay.Benchmarks;

/// <summary><c>./build bench pages</c>: pages to articles, beside SmartReader and the parser alone, on one thread; the peak of memory is that of a process of its own.</summary>
internal static class PageRuns
{
    private const int Rounds = 5;

    private sealed record Way(string Name, string What, Action<string, string> Read);

    public static void Run(string file, Action<string, string> row)
    {
        (string Url, string Html)[] pages = [.. ReadPages(file)];
        Way[] ways = Ways();
        var times = ways.ToDictionary(w => w, _ => new List<double>());
        // In turns, so that what else runs on the machine slows all alike.
        for (int round = 0; round < Rounds; round++)
        {
            foreach (Way way in ways)
                times[way].Add(Once(way, pages));
        }
        foreach (Way way in ways)
        {
            (_, double megabytes) = WholeProcess.Best(1, Environment.ProcessPath!, "pages", way.Name);
            times[way].Sort();
            row($"{way.What}, {pages.Length} pages, one thread", $"{pages.Length / times[way][Rounds / 2]:0} pages a second, peak {megabytes:0} MB");
        }
    }

    /// <summary>Reads all pages once in one way, for whoever measures the process.</summary>
    public static void Run(string file, string name)
    {
        Way way = Ways().Single(w => w.Name == name);
        foreach ((string url, string html) in ReadPages(file))
            way.Read(url, html);
    }

    private static Way[] Ways()
    {
        var reader = new ArticleReader(new ArticleOptions());
        return
        [
            new Way("ours", "pages to articles", (url, html) => reader.TryRead(new Page { Name = url, Kind = PageKind.Html, Content = html, Url = url }, out _, out _)),
            new Way("smartreader", "SmartReader 0.11.1", (url, html) => new SmartReader.Reader(url, html).GetArticle()),
            new Way("parser", "AngleSharp's parse alone", (_, html) => new HtmlParser().ParseDocument(html).Dispose()),
        ];
    }

    private static double Once(Way way, (string Url, string Html)[] pages)
    {
        var watch = Stopwatch.StartNew();
        foreach ((string url, string html) in pages)
            way.Read(url, html);
        return watch.Elapsed.TotalSeconds;
    }

    internal static IEnumerable<(string Url, string Html)> ReadPages(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument page = JsonDocument.Parse(line);
            yield return (page.RootElement.TryGetProperty("url", out JsonElement url) && url.ValueKind == JsonValueKind.String ? url.GetString()! : "https://news.example/", page.RootElement.GetProperty("html").GetString()!);
        }
    }
}
