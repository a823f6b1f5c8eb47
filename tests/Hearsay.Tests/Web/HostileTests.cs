using Hearsay.Ledger;
using Hearsay.Pipeline;
using Hearsay.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Hearsay.Tests.Web;

/// <summary>Twenty stories whose headline, outlet, byline, speaker, role, words and address are markup that would mark the page if it ran, or call another host.</summary>
public sealed class HostileTests
{
    private static readonly string[] Markup =
    [
        ServedLedger.Hostile,
        "<script>window.owned=1</script>",
        "</title><script>window.owned=1</script>",
        "</script><script>window.owned=1</script>",
        "\"><img src=x onerror=window.owned=1>",
        "'><img src=x onerror=window.owned=1>",
        "<svg onload=window.owned=1>",
        "<svg><animate onbegin=window.owned=1 attributeName=x dur=1s>",
        "<iframe srcdoc='<script>top.owned=1</script>'></iframe>",
        "<iframe src=//evil.example/></iframe>",
        "<a href=javascript:window.owned=1 autofocus onfocus=window.owned=1>x</a>",
        "<div hx-get=//evil.example/ hx-trigger=load>x</div>",
        "<div data-hx-on:htmx:load=window.owned=1 hx-on::load=window.owned=1>x</div>",
        "<meta http-equiv=refresh content='0;url=//evil.example/'>",
        "<base href=//evil.example/>",
        "<link rel=stylesheet href=//evil.example/a.css>",
        "<form action=//evil.example/><button autofocus>x</button></form>",
        "<math><mtext><table><mglyph><style><img src=x onerror=window.owned=1>",
        "{{constructor.constructor('window.owned=1')()}}${window.owned=1}@(1+1)",
        "&lt;script&gt;window.owned=1&lt;/script&gt;\u2028<!--<script>window.owned=1//-->",
    ];

    [Fact]
    public async Task NoMarkupOfAStoryRunsOrCallsAnotherHost()
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-hostile").FullName;
        using LedgerStore file = LedgerStore.OpenOrCreate(Path.Combine(folder, "hostile.db"));
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            for (int i = 0; i < Markup.Length; i++)
                writer.Record(ServedLedger.HostileStory($"hostile-{i}", Markup[i]));
        }
        await using WebApplication site = WebSite.Make(file, new Lazy<NewsPipeline>(() => Readers.Pipeline), new SiteOptions());
        await site.StartAsync(TestContext.Current.CancellationToken);
        string address = site.Urls.First();
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await BrowserTests.Open(playwright);
        IPage page = await browser.NewPageAsync();
        var strangers = new List<string>();
        page.Request += (_, request) => strangers.AddRange(request.Url.StartsWith(address, StringComparison.Ordinal) || request.Url == "data:," ? [] : [request.Url]);
        string[] pages =
        [
            "/", "/stories", "/claims", "/claims?q=" + Uri.EscapeDataString(ServedLedger.Hostile), "/events", "/timeline", "/map", "/review", "/sources",
            .. Markup.Select((_, i) => $"/story?id=hostile-{i}"), .. Markup.Select(m => "/actor?name=" + Uri.EscapeDataString(m)),
        ];

        foreach (string path in pages)
        {
            await page.GotoAsync(address + path);

            Assert.False(await page.EvaluateAsync<bool>("() => 'owned' in window || document.title === 'owned'"), path);
            Assert.StartsWith(address, page.Url);
        }

        Assert.Equal(20, Markup.Length);
        Assert.Empty(strangers);
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
