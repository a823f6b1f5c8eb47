using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Hearsay.Tests.Web;

public sealed class WebTests(ServedLedger ledger) : IClassFixture<ServedLedger>
{
    public static TheoryData<string> Pages => ["/", "/stories", "/claims", "/claims?q=stance:denies", "/sources", "/runs", "/review", "/matter?id=1", "/story?id=dam-valley-herald", "/story?id=hostile", "/actor?name=Ruth%20Amado", "/events", "/events?type=ASSAULT&country=zz", "/event?story=dam-valley-herald&name=v1", "/timeline?q=dam", "/timeline", "/map", "/export?q=dam"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task APageIsWholeAndLoadsNothingFromElsewhere(string path)
    {
        HttpResponseMessage response = await ledger.Client.GetAsync(path, TestContext.Current.CancellationToken);
        IDocument page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.All(page.QuerySelectorAll("script:not([type='application/ld+json']), link[rel=stylesheet], img, iframe"), e => Assert.StartsWith("/assets/", e.GetAttribute("src") ?? e.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("a[href]"), a => Assert.DoesNotContain("javascript:", a.GetAttribute("href")));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name == "style"));
        Assert.All(page.QuerySelectorAll("svg"), drawing => Assert.Contains(drawing.ClassName, (string[])["chart", "map"]));
        Assert.All(page.QuerySelectorAll("script[type='application/ld+json']"), data => Assert.Equal("NewsArticle", JsonDocument.Parse(data.TextContent).RootElement.GetProperty("@type").GetString()));
    }

    [Fact]
    public async Task TheDisputesShowWhoSaysWhatInHowManyIndependentPages()
    {
        string page = await ledger.Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Contains("killing at least nine people", page);
        Assert.Contains("Ruth Amado", page);
        Assert.Contains("2 independent; 3 pages: 1 reprint", page);
        Assert.Contains("none found", page);
    }

    [Fact]
    public async Task ASearchThatIsKeptHasAFeedUntilItIsForgotten()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        async Task<HttpResponseMessage> Post(params (string, string)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/claims") { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))) };
            request.Headers.Add("Origin", ledger.Address);
            return await ledger.Client.SendAsync(request, stop);
        }


        await Post(("name", "test denials"), ("q", "stance:denies"));
        string page = await ledger.Client.GetStringAsync("/claims?q=dam", stop), feed = await ledger.Client.GetStringAsync("/searches/test%20denials.atom", stop);
        HttpResponseMessage wrong = await Post(("name", "<b>"), ("q", "x"));
        await Post(("name", "test denials"));
        HttpResponseMessage gone = await ledger.Client.GetAsync("/searches/test%20denials.atom", stop);

        Assert.Contains("/searches/test%20denials.atom", page);
        Assert.Contains("<entry>", feed);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("sources")]
    [InlineData("spread")]
    public async Task DisputesComeInTheOrderThatIsAskedFor(string order)
    {
        IDocument page = new HtmlParser().ParseDocument(await ledger.Client.GetStringAsync("/?sort=" + order, TestContext.Current.CancellationToken));

        Assert.EndsWith(order, page.QuerySelector(".order [aria-current]")!.GetAttribute("href"));
        Assert.NotEmpty(page.QuerySelectorAll(".board tbody tr"));
    }

    [Theory]
    [InlineData("/claims?q=dam", ".claims .card")]
    [InlineData("/story?id=dam-valley-herald", "aside .card:not(.event)")]
    [InlineData("/review", "#rows .card")]
    public async Task AClaimShowsThreeFiguresAndNoneOfThemInOne(string path, string cards)
    {
        IDocument page = new HtmlParser().ParseDocument(await ledger.Client.GetStringAsync(path, TestContext.Current.CancellationToken));

        Assert.NotEmpty(page.QuerySelectorAll(cards));
        Assert.All(page.QuerySelectorAll(cards), card => Assert.Matches(@"read with confidence \d\.\d\d\s+·\s+(hedged: |no hedge found)[^·]*·\s+\d+ independent source", card.TextContent));
    }

    [Fact]
    public async Task AnEchoStandsUnderTheSourceThatItHasItFrom()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        JsonElement claim = JsonDocument.Parse(await ledger.Client.GetStringAsync("/claims.json?q=speaker:rask", stop)).RootElement[0];
        string matter = "/matter?id=" + claim.GetProperty("proposition").GetInt64();

        IDocument page = new HtmlParser().ParseDocument(await ledger.Client.GetStringAsync(matter, stop));
        string csv = await ledger.Client.GetStringAsync(matter.Replace("/matter", "/matter.csv", StringComparison.Ordinal), stop);

        Assert.Equal(2, claim.GetProperty("independent").GetInt32());
        Assert.Equal(2, page.QuerySelectorAll(".tree > li").Length);
        Assert.Equal(["Coast Tribune", "Radio Castra"], page.QuerySelectorAll(".tree > li > ul > li").Where(t => t.TextContent.Contains("echo of", StringComparison.Ordinal)).Select(t => t.QuerySelector("a")!.TextContent).Order());
        Assert.Contains("2 independent; 4 pages: 2 echoes", page.QuerySelector(".sub")!.TextContent);
        Assert.Contains(",2,Lorum Herald,Lorum Herald,", csv);
    }

    [Theory]
    [InlineData("/claims?sort=sources", "#rows > li")]
    [InlineData("/claims?q=stance%3Adenies&sort=unsure", "#rows > li")]
    [InlineData("/sources?sort=wire", "tbody tr")]
    [InlineData("/sources?sort=newest", "tbody tr")]
    [InlineData("/actor?name=Ruth%20Amado&sort=sources", "#rows > li")]
    public async Task OtherListsComeInTheOrderThatIsAskedForToo(string path, string rows)
    {
        IDocument page = new HtmlParser().ParseDocument(await ledger.Client.GetStringAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(path, page.QuerySelector(".order [aria-current]")!.GetAttribute("href"));
        Assert.NotEmpty(page.QuerySelectorAll(rows));
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
    [InlineData("/disputes.json?sort=oldest", HttpStatusCode.BadRequest, "newest, sources, spread")]
    [InlineData("/claims.json?sort=oldest", HttpStatusCode.BadRequest, "newest, sources, unsure")]
    [InlineData("/claims.json?limit=many", HttpStatusCode.BadRequest, "limit")]
    [InlineData("/matter.json", HttpStatusCode.BadRequest, "id")]
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
    [InlineData("/events.json?q=dam")]
    [InlineData("/event.json?story=dam-valley-herald&name=v1")]
    [InlineData("/timeline.json?q=dam")]
    [InlineData("/review.json")]
    [InlineData("/stats.json")]
    [InlineData("/disputes.json?sort=sources")]
    [InlineData("/openapi.json")]
    public async Task APageAnswersAsJson(string path)
    {
        using JsonDocument answer = JsonDocument.Parse(await ledger.Client.GetStringAsync(path, TestContext.Current.CancellationToken));

        Assert.True(answer.RootElement.ValueKind is JsonValueKind.Object || answer.RootElement.GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("/disputes.csv", "story,claim,")]
    [InlineData("/stories.csv", "article,story,title")]
    [InlineData("/claims.csv?q=dam", "story,claim,")]
    [InlineData("/actor.csv?name=Amado", "story,claim,")]
    [InlineData("/matter.csv?id=1", "story,claim,")]
    [InlineData("/story.csv?id=dam-coast-daily", "story,claim,")]
    [InlineData("/sources.csv", "outlet,stories")]
    [InlineData("/runs.csv", "id,reader,started")]
    [InlineData("/events.csv?q=dam", "id,story,name")]
    [InlineData("/event.csv?story=dam-valley-herald&name=v1", "id,story,name")]
    [InlineData("/timeline.csv?q=dam", "track,from,to")]
    [InlineData("/review.csv", "story,claim,")]
    public async Task APageAnswersAsATableWithAsManyRowsAsItsJson(string path, string head)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string csv = Path.Combine(Directory.CreateTempSubdirectory("hearsay-csv").FullName, "table.csv");
        string text = await ledger.Client.GetStringAsync(path, stop);
        await File.WriteAllTextAsync(csv, text, stop);
        using var duck = new DuckDB.NET.Data.DuckDBConnection("Data Source=:memory:");
        duck.Open();
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM read_csv('{csv}', header = true, all_varchar = true)";

        long rows = (long)command.ExecuteScalar()!;

        Assert.StartsWith(head, text);
        using JsonDocument json = JsonDocument.Parse(await ledger.Client.GetStringAsync(path.Replace(".csv", ".json", StringComparison.Ordinal), stop));
        JsonElement answer = json.RootElement;
        int expected = path.Split('.')[0] switch
        {
            "/disputes" => answer.EnumerateArray().Sum(m => m.GetProperty("positions").GetArrayLength()),
            "/matter" => answer.GetProperty("positions").GetArrayLength(),
            "/actor" or "/story" => answer.GetProperty("claims").GetArrayLength(),
            "/runs" => answer.GetProperty("runs").GetArrayLength(),
            "/event" => 1 + answer.GetProperty("elsewhere").GetArrayLength(),
            _ => answer.GetArrayLength(),
        };
        Assert.Equal(expected, rows);
        Directory.Delete(Path.GetDirectoryName(csv)!, recursive: true);
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

    [Fact]
    public async Task WhoHasAnAnswerAlreadyGetsItNotAgain()
    {
        HttpResponseMessage first = await ledger.Client.GetAsync("/sources.json", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sources.json");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        HttpResponseMessage second = await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/story?id=dam-valley-herald")]
    [InlineData("/assets/charts.js")]
    [InlineData("/claims.json")]
    public async Task WhoReadsGzipGetsLessThanHalfOfTheBytes(string path)
    {
        byte[] plain = await ledger.Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        HttpResponseMessage response = await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken);
        byte[] packed = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var unpacked = new MemoryStream();
        await new System.IO.Compression.GZipStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress).CopyToAsync(unpacked, TestContext.Current.CancellationToken);

        Assert.Equal(plain, unpacked.ToArray());
        Assert.True(2 * packed.Length < plain.Length, $"{packed.Length} of {plain.Length}");
    }

    [Fact]
    public async Task APageThatIsSentIsReadAndNotKept()
    {
        string page = await File.ReadAllTextAsync(Repository.File("samples", "harbour.html"), TestContext.Current.CancellationToken);
        string before = await ledger.Client.GetStringAsync("/stats.json", TestContext.Current.CancellationToken);

        HttpResponseMessage response = await ledger.Client.PostAsync("/read?url=https://news.example/a", new StringContent(page), TestContext.Current.CancellationToken);

        using JsonDocument record = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("https://news.example/a", record.RootElement.GetProperty("article").GetProperty("url").GetString());
        Assert.True(record.RootElement.GetProperty("claims").GetArrayLength() > 0);
        Assert.Equal(before, await ledger.Client.GetStringAsync("/stats.json", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/read")]
    [InlineData("/mcp")]
    public async Task APageLargerThanAFormIsRead(string path)
    {
        string page = await File.ReadAllTextAsync(Repository.File("samples", "harbour.html"), TestContext.Current.CancellationToken) + "<!-- " + new string('a', 1 << 20) + " -->";
        string call = JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = "read_page", arguments = new { content = page } } });
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(path == "/mcp" ? call : page, System.Text.Encoding.UTF8, path == "/mcp" ? "application/json" : "text/html") };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");

        HttpResponseMessage response = await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("asserts", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.UnprocessableEntity)]
    [InlineData(5 << 20, HttpStatusCode.RequestEntityTooLarge)]
    public async Task APageThatCannotBeReadIsRefused(int length, HttpStatusCode status)
    {
        // A client that asks first is told before it has sent everything.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/read") { Content = new StringContent(new string('a', length)) };
        request.Headers.ExpectContinue = true;

        HttpResponseMessage response = await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task BeyondThisMachineTheTokenIsWanted()
    {
        await using Microsoft.AspNetCore.Builder.WebApplication site = Hearsay.Web.WebSite.Make(ledger.Ledger, new Lazy<Hearsay.Pipeline.NewsPipeline>(() => Readers.Pipeline), new Hearsay.Web.SiteOptions { Token = "secret" });
        await site.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };

        HttpStatusCode without = (await client.GetAsync("/stats.json", TestContext.Current.CancellationToken)).StatusCode;
        HttpStatusCode wrong = (await client.GetAsync("/stats.json?token=other", TestContext.Current.CancellationToken)).StatusCode;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/stats.json");
        request.Headers.Authorization = new("Bearer", "secret");
        HttpStatusCode with = (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        HttpResponseMessage once = await client.GetAsync("/?token=secret", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without, wrong, with));
        Assert.Contains("httponly", once.Headers.GetValues("Set-Cookie").Single());
    }

    [Fact]
    public async Task AnAssistantFindsTheToolsAndGetsWordsWithTheirSpeaker()
    {
        async Task<string> Call(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            HttpResponseMessage response = await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        string tools = await Call("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");
        string answer = await Call("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"who_said_what","arguments":{"name":"Amado","limit":3}}}""");
        string wrong = await Call("""{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search_claims","arguments":{"query":"colour:red"}}}""");

        Assert.All((string[])["search_claims", "who_said_what", "disputes", "events", "read_page"], tool => Assert.Contains(tool, tools));
        Assert.Contains("Ruth Amado", answer);
        Assert.Contains("is no operator", wrong);
    }

    [Fact]
    public async Task ANameTellsTheSentenceThatItComesFrom()
    {
        using JsonDocument actor = JsonDocument.Parse(await ledger.Client.GetStringAsync("/actor.json?name=Ruth%20Amado", TestContext.Current.CancellationToken));
        JsonElement name = actor.RootElement.GetProperty("names").EnumerateArray().First(n => n.GetProperty("name").GetString() == "Ruth Amado");
        string page = await ledger.Client.GetStringAsync("/actor?name=Ruth%20Amado", TestContext.Current.CancellationToken);

        string sentence = name.GetProperty("sentence").GetString()!;
        Assert.Contains("Amado", sentence);
        Assert.DoesNotContain('\n', sentence);
        Assert.Contains("#" + name.GetProperty("claim").GetString(), page);
    }

    [Fact]
    public async Task TwoNamesCanBeMergedAndSplitAgain()
    {
        async Task<HttpStatusCode> Post(string path, params (string, string)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))) };
            request.Headers.Add("Origin", ledger.Address);
            return (await ledger.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }

        async Task<string> Names()
        {
            using JsonDocument actor = JsonDocument.Parse(await ledger.Client.GetStringAsync("/actor.json?name=Ruth%20Amado", TestContext.Current.CancellationToken));
            return string.Join('|', actor.RootElement.GetProperty("names").EnumerateArray().Select(n => n.GetProperty("name").GetString()));
        }

        HttpStatusCode merged = await Post("/actor?handler=merge", ("name", "Ruth Amado"), ("other", "Sable Minerals"));
        string together = await Names();
        HttpStatusCode split = await Post("/actor?handler=split", ("name", "Ruth Amado"), ("other", "Sable Minerals"));
        string apart = await Names();
        HttpStatusCode nobody = await Post("/actor?handler=merge", ("name", "Ruth Amado"), ("other", "Nobody At All"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadRequest), (merged, split, nobody));
        Assert.Contains("Sable Minerals", together);
        Assert.DoesNotContain("Sable Minerals", apart);
    }

    [Fact]
    public async Task TheStaticSiteHasTheSecondPageOfAListToo()
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-site").FullName;
        using Hearsay.Ledger.LedgerStore file = Hearsay.Ledger.LedgerStore.OpenOrCreate(Path.Combine(folder, "many.db"));
        Hearsay.Claims.Records.StoryRecord record = Readers.Story("Trams to run again\n\nThe mayor said on Monday that the trams would run again.", Hearsay.Pages.PageKind.Text);
        using (var writer = new Hearsay.Ledger.LedgerWriter(file, "test", DateTimeOffset.UnixEpoch, 64))
        {
            for (int i = 10; i < 61; i++)
                writer.Record(record with { Article = record.Article with { Id = $"story {i}", Title = $"Trams, part {i}" } });
        }

        await new Hearsay.Web.StaticSite(file, new Hearsay.Web.SiteOptions()).WriteAsync(Path.Combine(folder, "site"), null, TestContext.Current.CancellationToken);
        IDocument first = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(Path.Combine(folder, "site", "stories.html"), TestContext.Current.CancellationToken));
        string next = first.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        IDocument second = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(Path.Combine(folder, "site", next), TestContext.Current.CancellationToken));

        Assert.Equal(50, first.QuerySelectorAll("#rows tr").Length);
        Assert.Single(second.QuerySelectorAll("#rows tr"));
        Assert.Equal("stories.html", second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task TheStaticSiteIsWholeAndAsksNothingOfAnyone()
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-site").FullName;
        try
        {
            int pages = await new Hearsay.Web.StaticSite(ledger.Ledger, new Hearsay.Web.SiteOptions { Sponsor = "Friends of the Valley" }).WriteAsync(folder, "https://example.org/dam/", TestContext.Current.CancellationToken);
            string[] files = Directory.GetFiles(folder, "*.html", SearchOption.AllDirectories);

            Assert.Equal(pages, files.Length);
            foreach (string file in files)
            {
                IDocument page = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
                Assert.Empty(page.QuerySelectorAll("form"));
                Assert.Contains("Friends of the Valley", page.QuerySelector(".sponsor")!.TextContent);
                // Each link of ours leads to a file that is there.
                foreach (string link in page.QuerySelectorAll("a[href], link[href], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Where(l => !l.StartsWith("http", StringComparison.Ordinal) && !l.StartsWith("data:", StringComparison.Ordinal) && l[0] != '#'))
                    Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, link.Split('#')[0])), $"{Path.GetFileName(file)} links to {link}");
            }
            Assert.Contains("https://example.org/dam/index.html", await File.ReadAllTextAsync(Path.Combine(folder, "sitemap.xml"), TestContext.Current.CancellationToken));
            Assert.True(File.Exists(Path.Combine(folder, "feed.atom")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
