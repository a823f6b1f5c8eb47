using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Hearsay.Articles;
using Hearsay.Pages;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench warc N</c>: makes a web archive (a gzip member for each record) of N pages from the pages at hand, each under an address of its own, and reads it from file to articles; then
/// SmartReader reads the same pages, which are given to it decoded. One thread each.
/// </summary>
internal static class WarcRuns
{
    public static void Run(string pages, int count, Action<string, string> row)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("hearsay-warc").FullName, "pages.warc.gz");
        try
        {
            Write(file, [.. PageRuns.ReadPages(pages)], count);
            var input = new InputReader(new InputOptions(), () => Stream.Null);
            var reader = new ArticleReader(new ArticleOptions());
            int articles = 0, failed = 0;
            var ours = Stopwatch.StartNew();
            foreach (PageResult result in input.Read([file]))
            {
                if (result.Page is { } page && reader.TryRead(page, out _, out _))
                    articles++;
                else
                    failed++;
            }
            ours.Stop();
            var theirs = new Stopwatch();
            foreach (PageResult result in input.Read([file]))
            {
                theirs.Start();
                new SmartReader.Reader(result.Page!.Url ?? "https://news.example/", result.Page.Content).GetArticle();
                theirs.Stop();
            }
            row($"an archive of {count} pages ({new FileInfo(file).Length / 1_000_000} MB), from file to articles", $"{count / ours.Elapsed.TotalSeconds:0} pages a second; {articles} articles, {failed} refused");
            row("the same pages, decoded, SmartReader 0.11.1 alone", $"{count / theirs.Elapsed.TotalSeconds:0} pages a second");
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static void Write(string file, (string Url, string Html)[] pages, int count)
    {
        using FileStream output = File.Create(file);
        for (int i = 0; i < count; i++)
        {
            (string url, string html) = pages[i % pages.Length];
            byte[] body = Encoding.UTF8.GetBytes(html);
            byte[] http = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n");
            byte[] head = Encoding.UTF8.GetBytes(
                $"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{Guid.NewGuid()}>\r\nWARC-Date: 2031-01-09T08:00:00Z\r\nWARC-Target-URI: {url}{(url.Contains('?') ? '&' : '?')}copy={i / pages.Length}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {http.Length + body.Length}\r\n\r\n");
            using var member = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
            foreach (byte[] part in (byte[][])[head, http, body, "\r\n\r\n"u8.ToArray()])
                member.Write(part);
        }
    }
}
