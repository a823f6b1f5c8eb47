using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Hearsay.Tests.Web;

public sealed class WebTests(ServedLedger ledger) : IClassFixture<ServedLedger>
{
    public static TheoryData<string> Pages => ["/", "/stories", "/claims", "/claims?q=stance:denies", "/sources", "/runs", "/review", "/matter?id=1", "/story?id=dam-valley-herald", "/story?id=hostile", "/actor?name=Ruth%20Amado"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task APageIsWholeAndLoadsNothingFromElsewhere(string path)
    {
        HttpResponseMessage response = await ledger.Client.GetAsync(path, TestContext.Current.CancellationToken);
        IDocument page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.All(page.QuerySelectorAll("script, link[rel=stylesheet], img, iframe"), e => Assert.StartsWith("/assets/", e.GetAttribute("src") ?? e.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("a[href]"), a => Assert.DoesNotContain("javascript:", a.GetAttribute("href")));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name == "style"));
        Assert.Empty(page.QuerySelectorAll("svg"));
    }

    [Fact]
    public async Task TheDisputesShowWhoSaysWhatInHowManyIndependentPages()
    {
        string page = await ledger.Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Contains("killing at least nine people", page);
        Assert.Contains("Ruth Amado", page);
        Assert.Contains("2 independent; 3 pages, 1 of them reprints", page);
        Assert.Contains("none found", page);
    }

    [Fact]
    public async Task TheStoryMarksItsClaimsInTheText()
    {
        IDocument page = new HtmlParser().ParseDocument(await ledger.Client.GetStringAsync("/story?id=dam-valley-herald", TestContext.Current.CancellationToken));

        string[] marked = [.. page.QuerySelectorAll("article .mark").Select(m => m.GetAttribute("href")!)];

        Assert.NotEmpty(marked);
        Assert.All(marked, href => Assert.NotNull(page.GetElementById(href[1..])));
        Assert.Contains("A dam above the mining town of Quarry Bay burst early Sunday", page.QuerySelector("article")!.TextContent);
    }

    [Theory]
    [InlineData("/claims?q=colour:red", HttpStatusCode.BadRequest, "speaker:")]
    [InlineData("/claims.json?q=stance:lies", HttpStatusCode.BadRequest, "asserts")]
    [InlineData("/claims.json?q=after:yesterday", HttpStatusCode.BadRequest, "2024-01-31")]
    [InlineData("/story?id=nothing", HttpStatusCode.NotFound, "/story")]
    [InlineData("/matter.json?id=999999", HttpStatusCode.NotFound, "")]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "/nowhere")]
    public async Task AWrongAddressOrQuerySaysWhatToDo(string path, HttpStatusCode status, string words)
    {
        HttpResponseMessage response = await ledger.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/disputes.json")]
    [InlineData("/stories.json")]
    [InlineData("/claims.json?q=dam")]
    [InlineData("/actor.json?name=Amado")]
    [InlineData("/matter.json?id=1")]
    [InlineData("/story.json?id=dam-coast-daily")]
    [InlineData("/sources.json")]
    [InlineData("/runs.json")]
    public async Task APageAnswersAsJson(string path)
    {
        using JsonDocument answer = JsonDocument.Parse(await ledger.Client.GetStringAsync(path, TestContext.Current.CancellationToken));

        Assert.True(answer.RootElement.ValueKind is JsonValueKind.Object || answer.RootElement.GetArrayLength() > 0);
    }

    [Fact]
    public async Task NoCellOfTheTableIsAFormula()
    {
        string csv = await ledger.Client.GetStringAsync("/claims.csv?limit=1000", TestContext.Current.CancellationToken);

        Assert.StartsWith("story,claim,published", csv);
        Assert.DoesNotContain(",=", csv);
        Assert.Contains("Sable Minerals,", csv);
    }

    [Fact]
    public async Task AFormOfAnotherSiteChangesNothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/review") { Content = new FormUrlEncodedContent([new("story", "dam-coast-daily"), new("claim", "c1"), new("verdict", "rejected")]) };
        request.Headers.Add("Origin", "https://evil.example");

        HttpResponseMessage response = await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain("dam-coast-daily", await ledger.Client.GetStringAsync("/claims.json?q=status:rejected", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AnotherNameForThisMachineIsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";

        HttpResponseMessage response = await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }
}
