using System.Diagnostics;
using System.Net;
using System.Text;
using Hearsay.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hearsay.Tests.Pages;

/// <summary>A real site on this machine.</summary>
public sealed class PageFetcherTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-fetch").FullName;
    private readonly Dictionary<string, int> asked = [];
    private WebApplication site = null!;
    private string address = "";
    private string robots = "User-agent: *\nDisallow: /closed/\nAllow: /closed/but-this$\n\nUser-agent: other\nDisallow: /";
    private string story = File.ReadAllText(Repository.File("samples", "harbour.html"));

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        site = builder.Build();
        site.Run(async context =>
        {
            string path = context.Request.Path;
            lock (asked)
                asked[path] = asked.GetValueOrDefault(path) + 1;
            string tag = "\"" + story.Length + "\"";
            switch (path)
            {
                case "/robots.txt":
                    await context.Response.WriteAsync(robots);
                    break;
                case "/moved":
                    context.Response.Redirect("/story");
                    break;
                case "/circle":
                    context.Response.Redirect("/circle");
                    break;
                case "/inside":
                    context.Response.Redirect("http://169.254.169.254/latest/");
                    break;
                case "/busy" when asked[path] < 3:
                    context.Response.StatusCode = 503;
                    break;
                case "/large":
                    for (int i = 0; i < 200; i++)
                        await context.Response.WriteAsync(new string('x', 10_000));
                    break;
                case "/german":
                    context.Response.ContentType = "text/html; charset=iso-8859-1";
                    await context.Response.Body.WriteAsync(Encoding.Latin1.GetBytes("<html><body><p>Größe</p></body></html>"));
                    break;
                case "/feed.xml":
                    await context.Response.WriteAsync($"<rss version=\"2.0\"><channel><title>t</title><item><title>Harbour</title><link>{address}/story</link></item><item><title>Closed</title><link>{address}/closed/x</link></item></channel></rss>");
                    break;
                case "/story" or "/busy":
                    if (context.Request.Headers.IfNoneMatch == tag)
                    {
                        context.Response.StatusCode = 304;
                        break;
                    }
                    context.Response.Headers.ETag = tag;
                    context.Response.ContentType = "text/html; charset=utf-8";
                    await context.Response.WriteAsync(story);
                    break;
                default:
                    context.Response.StatusCode = 404;
                    break;
            }
        });
        await site.StartAsync();
        address = site.Urls.First();
    }

    private static PageFetcher Fetcher(bool allowPrivate = true) => new(new FetchOptions { AllowPrivate = allowPrivate, Pause = TimeSpan.FromMilliseconds(5), MaxBytes = 1 << 20, Timeout = TimeSpan.FromSeconds(5) });

    [Fact]
    public void APageComesWithItsAddressAfterRedirects()
    {
        using PageFetcher fetcher = Fetcher();

        Fetched answer = fetcher.Fetch(address + "/moved");
        Page page = InputReader.FromAddress(answer, new InputOptions()).Single().Page!;

        Assert.Equal((address + "/story", address + "/story", PageKind.Html), (page.Url, page.Id, page.Kind));
        Assert.Equal(story, page.Content);
    }

    [Fact]
    public void ABusySiteIsAskedAgainAndWhatHasNotChangedIsNotSent()
    {
        using PageFetcher fetcher = Fetcher();

        Fetched first = fetcher.Fetch(address + "/busy");
        Fetched second = fetcher.Fetch(address + "/busy", first.EntityTag);

        Assert.NotNull(first.Bytes);
        Assert.True(second.Unchanged);
        Assert.Equal(1, asked["/robots.txt"]);
    }

    [Theory]
    [InlineData("/closed/story", "robots.txt")]
    [InlineData("/circle", "more than 5 times")]
    [InlineData("/nowhere", "404")]
    [InlineData("/large", "larger than 1 MB")]
    public void WhatCannotBeHadSaysWhy(string path, string words)
    {
        using PageFetcher fetcher = Fetcher();

        Assert.Contains(words, fetcher.Fetch(address + path).Problem);
    }

    [Theory]
    [InlineData("ftp://example.org/x")]
    [InlineData("file:///etc/passwd")]
    public void OnlyTheWebIsOpened(string url)
    {
        using PageFetcher fetcher = Fetcher();

        Assert.Contains("no address of the web", fetcher.Fetch(url).Problem);
    }

    [Fact]
    public void APrivateAddressIsNotOpenedUnlessAllowed()
    {
        using PageFetcher fetcher = Fetcher(allowPrivate: false);

        Assert.Contains("--allow-private", fetcher.Fetch(address + "/story").Problem);
        Assert.Empty(asked);
    }

    [Fact]
    public void TheCharsetOfTheHeaderCounts()
    {
        using PageFetcher fetcher = Fetcher();

        Assert.Contains("Größe", InputReader.FromAddress(fetcher.Fetch(address + "/german"), new InputOptions()).Single().Page!.Content);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    public void AddressesOfOthersArePublic(string ip, bool open) => Assert.Equal(open, PageFetcher.IsPublic(IPAddress.Parse(ip)));

    [Theory]
    [InlineData("User-agent: *\nDisallow: /a", "/a/b", false)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true)]
    [InlineData("User-agent: hearsay\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("<html>no robots</html>", "/a", true)]
    public void RobotsRulesAreKept(string text, string path, bool allowed) => Assert.Equal(allowed, RobotsRules.Parse(text, "Hearsay").Allows(path));

    [Fact]
    public void WatchingReadsWhatIsNewOnceAndWhatChangedAgain()
    {
        (int exit, string error) first = Watch();
        (int exit, string error) second = Watch();
        story = story.Replace("</body>", "<p>The harbour master said on Friday that a second crane had failed.</p></body>", StringComparison.Ordinal);
        // An hour has passed.
        using (var ledger = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "w.db")};Pooling=False"))
        {
            ledger.Open();
            Dapper.SqlMapper.Execute(ledger, "UPDATE watched SET due = '2000' WHERE url LIKE '%/story'");
        }
        (int exit, string error) third = Watch();

        Assert.Contains("1 added or changed, 1 not read", first.error);
        Assert.Contains("robots.txt", first.error);
        Assert.Contains("0 added or changed, 0 not read", second.error);
        Assert.Contains("1 added or changed, 0 not read", third.error);
        Assert.Equal(2, asked["/story"]);
    }

    private (int Exit, string Error) Watch()
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hearsay.exe" : "hearsay"), ["watch", address + "/feed.xml", "--once", "--allow-private", "--ledger", Path.Combine(folder, "w.db")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(info)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
