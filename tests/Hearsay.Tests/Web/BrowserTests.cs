using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Hearsay.Tests.Web;

/// <summary>The pages in a real browser: Debian's chromium. Where there is none, the tests say so and are skipped; .ci/run installs it.</summary>
public sealed class BrowserTests(ServedLedger ledger) : IClassFixture<ServedLedger>
{
    private static readonly string? Chromium = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    private static async Task<IBrowser> Open(IPlaywright playwright)
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
        page.Request += (_, request) => hosts.Add(new Uri(request.Url).Scheme == "data" ? "data" : new Uri(request.Url).Authority);

        await page.GotoAsync(ledger.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Contains("Hearsay", await page.TitleAsync());
        int overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{path} is {overflow} pixels too wide at 400");
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

        // Each decision leads back to the claim that it was made on.
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("a");
        await page.WaitForURLAsync(url => url.Contains('#'));
        await page.Locator("text=Take back").First.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("f");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("The mine's owner");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("text=corrected to:").WaitForAsync();

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
}
