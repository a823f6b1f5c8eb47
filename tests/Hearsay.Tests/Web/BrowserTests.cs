using System.Data.Common;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Hearsay.Ledger.Questions;
using Microsoft.Playwright;

namespace Hearsay.Tests.Web;

/// <summary>The pages in a real browser: Debian's chromium. Where there is none, the tests say so and are skipped; .ci/run installs it.</summary>
public sealed class BrowserTests(ServedLedger ledger) : IClassFixture<ServedLedger>
{
    private static readonly string? Chromium = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    internal static async Task<IBrowser> Open(IPlaywright playwright)
    {
        Assert.SkipWhen(Chromium is null, "no chromium here; apt-get install chromium");
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    [Theory]
    [MemberData(nameof(WebTests.Pages), MemberType = typeof(WebTests))]
    public async Task APageFitsFourHundredPixelsRunsNoInjectedMarkupAndAsksNoOtherHost(string path)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        IPage page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 400, Height = 800 } });
        var hosts = new List<string>();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => hosts.Add(new Uri(request.Url).Scheme == "data" ? "data" : new Uri(request.Url).Authority);

        await page.GotoAsync(ledger.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Contains("Hearsay", await page.TitleAsync());
        int overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{path} is {overflow} pixels too wide at 400");
        Assert.Empty(complaints);
        Assert.All(hosts, host => Assert.True(host == "data" || host == new Uri(ledger.Address).Authority, host));
    }

    [Theory]
    [MemberData(nameof(WebTests.Pages), MemberType = typeof(WebTests))]
    public async Task AxeFindsNothingAgainstAPage(string path)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            IPage page = await browser.NewPageAsync(new() { ColorScheme = scheme });
            await page.GotoAsync(ledger.Address + path);

            AxeResult result = await page.RunAxe();

            Assert.True(result.Violations.Length == 0, $"{path} in {scheme}: " + string.Join("; ", result.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html}")));
        }
    }

    [Fact]
    public async Task WithoutScriptTheWayFromDisputeToPassageWorks()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        IPage page = await browser.NewPageAsync(new() { JavaScriptEnabled = false });

        await page.GotoAsync(ledger.Address + "/");
        await page.Locator("tbody th a").First.ClickAsync();
        await page.Locator(".claims .card a[href^='/story']").First.ClickAsync();

        Assert.Contains("/story?id=", page.Url);
        Assert.Contains("#", page.Url);
        Assert.True(await page.Locator("article .mark").CountAsync() > 0);
    }

    [Fact]
    public async Task ReviewingNeedsOnlyTheKeyboard()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(ledger.Address + "/story?id=dam-mining-weekly");

        // A decision is shown in its place, on the claim that stays in focus.
        await Mark(page);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("a");
        await page.Locator(".card").First.Locator("text=Take back").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("f");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("The mine's owner");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".card").Nth(1).Locator("text=corrected to:").WaitForAsync();
        Assert.True(await IsMarked(page));

        string accepted = await (await page.APIRequest.GetAsync(ledger.Address + "/claims.json?q=status:accepted")).TextAsync();
        string corrected = await (await page.APIRequest.GetAsync(ledger.Address + "/claims.json?q=status:corrected")).TextAsync();
        Assert.Contains("dam-mining-weekly", accepted);
        Assert.Contains("The mine\\u0027s owner", corrected);
    }

    [Fact]
    public async Task TheKeyboardGoesFromClaimToClaimAndToTheSearchBox()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(ledger.Address + "/story?id=dam-valley-herald");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        string second = await page.EvaluateAsync<string>("() => document.activeElement.id");
        await page.Keyboard.PressAsync("/");

        Assert.Equal(await page.Locator(".card").Nth(1).GetAttributeAsync("id"), second);
        Assert.Equal("q", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    private IReadOnlyList<ClaimLine> Waiting()
    {
        using DbConnection connection = ledger.Ledger.Connect();
        return new ToReview(200).Ask(connection);
    }

    /// <summary>A mark that only a page that was not loaded again still bears.</summary>
    private static async Task Mark(IPage page) => await page.EvaluateAsync("() => { window.marked = true; }");

    private static Task<bool> IsMarked(IPage page) => page.EvaluateAsync<bool>("() => window.marked === true");

    /// <summary>A page that says what it complains of: errors of scripts, and what its Content-Security-Policy refused.</summary>
    private async Task<(IPage Page, List<string> Complaints)> Visit(IBrowser browser, string path, bool script = true)
    {
        IPage page = await browser.NewPageAsync(new() { JavaScriptEnabled = script });
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith(ledger.Address, StringComparison.Ordinal) || request.Url.StartsWith("data:", StringComparison.Ordinal) ? [] : [request.Url]);
        await page.GotoAsync(ledger.Address + path);
        return (page, complaints);
    }

    [Fact]
    public async Task AFilterChangesWhatIsFoundAndNothingElse()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        (IPage page, List<string> complaints) = await Visit(browser, "/events");
        int all = await page.Locator("#rows tr").CountAsync();
        await Mark(page);

        await page.Locator("#eq").PressSequentiallyAsync("dam");
        await page.WaitForURLAsync(url => url.Contains("q=dam"));
        int some = await page.Locator("#rows tr").CountAsync();

        Assert.True(await IsMarked(page));
        Assert.InRange(some, 1, all - 1);
        Assert.Equal("eq", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        Assert.Contains("q=dam", await page.Locator("#found a[href^='/events.json']").GetAttributeAsync("href"));
        Assert.Empty(complaints);
        // Without script the same form leads to the same rows.
        (IPage plain, _) = await Visit(browser, "/events", script: false);
        await plain.Locator("#eq").FillAsync("dam");
        await plain.Locator("#eq").PressAsync("Enter");
        Assert.Equal(some, await plain.Locator("#rows tr").CountAsync());
        // Back is the page before.
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#rows tr")).ToHaveCountAsync(all);
    }

    [Fact]
    public async Task AnOrderIsChosenInPlaceAndAWrongQuestionIsAnsweredThere()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        (IPage page, List<string> complaints) = await Visit(browser, "/");
        await Mark(page);
        await page.Locator("#by-sources").ClickAsync();
        await Assertions.Expect(page.Locator("#by-sources")).ToHaveAttributeAsync("aria-current", "true");
        Assert.True(await IsMarked(page));
        Assert.EndsWith("sort=sources", page.Url);
        Assert.Empty(complaints);

        (page, _) = await Visit(browser, "/claims");
        await Mark(page);
        await page.Locator("#q").FillAsync("colour:red");
        await page.Locator("#q").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#found .problem")).ToContainTextAsync("is no operator");
        Assert.True(await IsMarked(page));
    }

    [Fact]
    public async Task MoreComesBelowWhatIsThere()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        (IPage page, List<string> complaints) = await Visit(browser, "/claims");
        (IPage second, _) = await Visit(browser, "/claims?p=2", script: false);
        int first = await page.Locator("#rows > li").CountAsync(), further = await second.Locator("#rows > li").CountAsync();
        await Mark(page);

        await page.Locator("#more").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#rows > li")).ToHaveCountAsync(first + further);
        Assert.True(further > 0 && await IsMarked(page));
        Assert.Equal(await second.Locator("#rows > li").First.InnerTextAsync(), await page.Locator("#rows > li").Nth(first).InnerTextAsync());
        Assert.Equal(await second.Locator("#more").CountAsync(), await page.Locator("#more").CountAsync());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task ADecisionOnThePageOfReviewsLeadsToTheNextClaim()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        (IPage page, List<string> complaints) = await Visit(browser, "/review");
        await Mark(page);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Locator(".card").First.Locator("text=Take back").WaitForAsync();
        await Assertions.Expect(page.Locator(".card").Nth(1)).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("u");
        await page.Locator(".card").First.Locator("text=Accept").WaitForAsync();
        await page.Keyboard.PressAsync("f");
        await page.Locator(".card").First.Locator("textarea").FillAsync("words that stand in no story");
        await page.Locator(".card").First.Locator("text=Save the correction").ClickAsync();

        await Assertions.Expect(page.Locator("#told")).ToContainTextAsync("must stand in the story");
        Assert.True(await IsMarked(page));
        Assert.Contains(complaints, c => c.Contains("400", StringComparison.Ordinal));
        Assert.DoesNotContain(complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MoreReviewsComeBelowAndNoneIsPassedOverForWhatWasDecided()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        (IPage page, List<string> complaints) = await Visit(browser, "/review");
        int first = await page.Locator("#rows > .card").CountAsync();
        string[] all = [.. Waiting().Select(c => $"Claim {c.Story}/{c.Name}")];
        await Mark(page);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Locator(".card").First.Locator("text=Take back").WaitForAsync();

        await page.Locator("#more").ClickAsync();
        await Assertions.Expect(page.Locator("#rows > .card")).Not.ToHaveCountAsync(first);

        string[] shown = await page.Locator("#rows > .card").EvaluateAllAsync<string[]>("cards => cards.map(c => c.getAttribute('aria-label'))");
        Assert.Equal(all.Take(shown.Length), shown);
        Assert.True(await IsMarked(page));
        Assert.Empty(complaints);
        await page.Locator(".card").First.FocusAsync();
        await page.Keyboard.PressAsync("u");
        await page.Locator(".card").First.Locator("text=Accept").WaitForAsync();
    }

    [Fact]
    public async Task TheMapComesNearerAndAPlaceTellsItsNameInFocus()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        (IPage page, List<string> complaints) = await Visit(browser, "/map");
        async Task<double> Scale() => await page.EvaluateAsync<double>("() => +(/scale\\((.*)\\)/.exec(document.querySelector('.world').getAttribute('transform')) ?? [0, 1])[1]");

        await page.Locator(".zoom button[aria-label=Nearer]").ClickAsync();
        double near = await Scale();
        await page.Locator(".zoom button[aria-label='Show the whole again']").ClickAsync();

        Assert.Equal((2.0, 1.0), (near, await Scale()));
        await page.Locator(".map a").First.FocusAsync();
        await Assertions.Expect(page.Locator(".tip")).ToContainTextAsync("event");
        Assert.Equal(await page.Locator(".tip").InnerTextAsync(), await page.Locator(".map a").First.GetAttributeAsync("aria-label"));
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("/timeline?q=dam")]
    [InlineData("/matter?id=1")]
    public async Task ATimelineComesNearerAndKeepsItsMarksByTheirDays(string path)
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await Open(playwright);
        (IPage page, List<string> complaints) = await Visit(browser, path);
        ILocator drawing = page.Locator("svg[data-first]"), dot = drawing.Locator("circle.dot").Last;
        string before = await dot.GetAttributeAsync("cx") ?? "", title = await drawing.Locator("a").Last.GetAttributeAsync("aria-label") ?? "";

        await page.Locator(".zoom button[aria-label=Later]").ClickAsync();
        await page.Locator(".zoom button[aria-label=Nearer]").ClickAsync();
        int ticks = await drawing.Locator(".ticks g").CountAsync();
        await page.Locator(".zoom button[aria-label='Show the whole again']").ClickAsync();

        Assert.True(ticks > 0);
        Assert.Equal(double.Parse(before, System.Globalization.CultureInfo.InvariantCulture), double.Parse(await dot.GetAttributeAsync("cx") ?? "", System.Globalization.CultureInfo.InvariantCulture), 1.0);
        await dot.HoverAsync();
        await Assertions.Expect(page.Locator(".tip")).ToHaveTextAsync(title);
        Assert.Empty(complaints);
        // Without script each mark tells the same by its title.
        (IPage plain, _) = await Visit(browser, path, script: false);
        Assert.Equal(title, await plain.Locator("svg[data-first] a").Last.Locator("title").TextContentAsync());
    }
}
