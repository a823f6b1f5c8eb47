using Hearsay.Articles;
using Hearsay.Pages;

namespace Hearsay.Tests.Articles;

public sealed class ArticleReaderTests
{
    private static readonly ArticleReader Reader = new(new ArticleOptions());

    private static Article Read(string content, PageKind kind = PageKind.Text, string? url = null)
    {
        Assert.True(Reader.TryRead(new Page { Name = "test", Kind = kind, Content = content, Url = url }, out Article? article, out Refusal? refusal), refusal?.Reason);
        return article!;
    }

    [Fact]
    public void TheScrapeOfAWireStoryGivesItsFactsAndNoLitter()
    {
        Article article = Read(File.ReadAllText(Repository.File("samples", "bridge.txt")));

        Assert.Equal("Ostravia will not discuss claims that its drones hit river bridge", article.Title);
        Assert.Equal("The Lume Valley Courier", article.Publisher);
        Assert.Equal("Reuters", article.Agency);
        Assert.Equal("Velma", article.Dateline);
        Assert.Equal((new DateOnly(2024, 5, 16), "media-id"), (article.Published!.Value, article.PublishedHow));
        Assert.Equal(["reporting Petra Lind", "reporting Oskar Dahl", "writing Ines Moreau", "editing Paul Hart"], article.Credits.Select(c => $"{c.Role} {c.Name}"));
        Assert.StartsWith("Ostravia's foreign ministry refused", article.Body.Content);
        Assert.EndsWith("planned for months.", article.Body.Content);
        Assert.DoesNotContain("ad blocker", article.Body.Content);
        Assert.Contains(article.Dropped, d => d.Why == "ad-blocker notice");
        Assert.Contains(article.Dropped, d => d.Why == "image tag");
    }

    [Fact]
    public void ThePageOfAnOutletGivesItsStoryAlone()
    {
        Article article = Read(File.ReadAllText(Repository.File("samples", "harbour.html")), PageKind.Html);

        Assert.Equal("Mayor denies harbour deal was struck in secret", article.Title);
        Assert.Equal("The Port Haven Observer", article.Publisher);
        Assert.Null(article.Agency);
        Assert.Equal(["Hanna Brix"], article.Authors);
        Assert.Equal((new DateOnly(2023, 3, 14), "metadata"), (article.Published!.Value, article.PublishedHow));
        Assert.StartsWith("The mayor of Port Haven", article.Body.Content);
        Assert.EndsWith("before then.", article.Body.Content);
        foreach (string litter in (string[])["cookies", "Ferry", "Photo", "All rights"])
            Assert.DoesNotContain(litter, article.Body.Content);
    }

    [Theory]
    [InlineData("PARIS, Jan 23 (Reuters) - ", "Paris", "Reuters")]
    [InlineData("KYIV, Ukraine (AP) — ", "Kyiv, Ukraine", "AP")]
    [InlineData("Nairobi, Kenya - ", "Nairobi, Kenya", null)]
    [InlineData("WASHINGTON — ", "Washington", null)]
    [InlineData("BEIRUT/PARIS (AFP) – ", "Beirut/Paris", "AFP")]
    public void DatelinesGivePlaceAndAgency(string dateline, string place, string? agency)
    {
        Article article = Read("Minister resigns over dam\n\n" + dateline + "The minister of public works resigned on Tuesday after the dam that he had ordered gave way and flooded three villages.\n\nHe said he was sorry for what had happened there.");

        Assert.Equal(place, article.Dateline);
        Assert.Equal(agency, article.Agency);
        Assert.StartsWith("The minister of public works", article.Body.Content);
    }

    [Theory]
    [InlineData("Reporting by Ana Ruiz in Lima and Li Wei; Editing by Bo Ek", "reporting Ana Ruiz,reporting Li Wei,editing Bo Ek")]
    [InlineData("(Additional reporting by Ana Ruiz; writing by Bo Ek)", "additional-reporting Ana Ruiz,writing Bo Ek")]
    [InlineData("Associated Press writers Ana Ruiz in Lima and Bo Ek in Oslo contributed to this report.", "additional-reporting Ana Ruiz,additional-reporting Bo Ek")]
    public void CreditsAreReadIntoRolesAndNames(string line, string expected)
    {
        Article article = Read("Minister resigns over dam\n\nThe minister of public works resigned on Tuesday after the dam that he had ordered gave way and flooded three villages.\n\n" + line);

        Assert.Equal(expected, string.Join(',', article.Credits.Select(c => $"{c.Role} {c.Name}")));
        Assert.DoesNotContain("ditin", article.Body.Content);
    }

    [Theory]
    [InlineData("https://news.example/2019/11/26/grenade", "2019-11-26")]
    [InlineData("https://news.example/2019/11/attack-191126140031755.html", "2019-11-26")]
    [InlineData("https://news.example/a/20200131-story", "2020-01-31")]
    [InlineData("https://www.reuters.com/article/us-x/y-idUSKCN1BT2PV", "2017-09-18")]
    [InlineData("https://news.example/2019/11/story", null)]
    public void UrlsTellTheDay(string url, string? day)
    {
        Article article = Read("Minister resigns over dam\n\nThe minister of public works resigned after the dam that he had ordered gave way and flooded three villages.", url: url);

        Assert.Equal(day, article.Published?.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void APageWithNoArticleIsARefusalWithItsReason()
    {
        var page = new Page { Name = "index.html", Kind = PageKind.Html, Content = "<html><body><nav><a href=/>Home</a></nav><p>Loading</p></body></html>" };

        bool read = Reader.TryRead(page, out Article? article, out Refusal? refusal);

        Assert.False(read);
        Assert.Null(article);
        Assert.Contains("no article", refusal!.Reason);
    }

    [Theory]
    [InlineData("<title>404 Not Found</title><p>Nothing here.</p>", "an error page")]
    [InlineData("<title>The bridge</title></head><frameset cols='20%,80%'><frame src='a.html'></frameset>", "a page of frames")]
    [InlineData("<title>The bridge</title><body><p>The council met again.</p><div class='paywall'>Subscribe to read on.</div>", "behind a paywall")]
    [InlineData("<title>The bridge</title><meta property='og:type' content='video.other'><body><p>The council met.</p>", "around a video")]
    [InlineData("<title>The bridge</title><body><script>draw()</script>", "a script makes its text")]
    public void ARefusalSaysWhatThePageIs(string html, string reason)
    {
        Assert.False(Reader.TryRead(new Page { Name = "x", Kind = PageKind.Html, Content = "<html><head>" + html }, out _, out Refusal? refusal));
        Assert.Contains(reason, refusal!.Reason);
    }

    [Fact]
    public void APageOfHeadlinesIsAnIndex()
    {
        string links = string.Concat(Enumerable.Range(1, 20).Select(i => $"<li><a href='/{i}'>The council talks of bridge number {i}</a></li>"));

        Assert.False(Reader.TryRead(new Page { Name = "x", Kind = PageKind.Html, Content = $"<html><body><ul>{links}</ul></body></html>" }, out _, out Refusal? refusal));
        Assert.Contains("headlines, no article", refusal!.Reason);
    }

    [Fact]
    public void AScrapesCaptionsPostsFormsAndPleasAreLeftOut()
    {
        string[] litter =
        [
            "Workers look at the old bridge of Velma in the early morning, Wednesday, May 15, 2024.",
            "The mayor of Velma speaks beside the river. (Ann Lund/Velma Courier via AP, File)",
            "FILE - The bridge before the flood.",
            "I will never give up on this bridge and neither should you!\n\n— Mayor Holt (@mayorholt) May 15, 2024",
            "Forgot your password? We send you a link.",
            "You can help to keep our stories free for all. Give as little as $2.",
            "5 hrs ago",
            "bur-al/jh",
        ];

        Article article = Read($"The bridge again\n\n{Prose(3)}\n\n{string.Join("\n\n", litter.Select((l, i) => $"{l}\n\nThe mayor answered more questions of those who had come, for the {i}th time."))}\n\n{Prose(2)}");

        foreach (string piece in litter)
            Assert.DoesNotContain(piece.Split('\n')[0], article.Body.Content);
        Assert.Contains(article.Credits, c => c is { Role: "photo", Name: "Ann Lund" });
        Assert.Contains("answered more questions", article.Body.Content);
    }

    [Fact]
    public void APageInOneLineIsCutAtItsButtonsItsStampAndItsDateline()
    {
        Article article = Read($"By — Ann Lund, Associated Press Leave a comment Copy link https://news.example/x Print Facebook Twitter Share on Facebook Share on Twitter Council keeps the old bridge of Velma Politics Apr 16, 2024 9:29 AM EDT VELMA (AP) — {Prose(4)} READ MORE: Another story altogether");

        Assert.Equal("Council keeps the old bridge of Velma", article.Title);
        Assert.Equal(("Velma", "AP", new DateOnly(2024, 4, 16)), (article.Dateline, article.Agency, article.Published));
        Assert.Equal(Prose(4), article.Body.Content);
    }

    [Fact]
    public void WhatWasReadInAWrongEncodingIsPutRight()
    {
        Article article = Read($"The bridge again\n\n{Prose(3)} It wasnâ€™t the cafÃ© that fell.");

        Assert.EndsWith("It wasn’t the café that fell.", article.Body.Content);
    }

    [Fact]
    public void ADoubledHeadlineIsOneAndGluedSentencesAreParted()
    {
        Article article = Read($"Council keeps bridge Council keeps bridge\n\n{Prose(3)}They went home.");

        Assert.Equal("Council keeps bridge", article.Title);
        Assert.EndsWith("length. They went home.", article.Body.Content);
    }

    [Fact]
    public void AGuideThatIsPublishedAnewHasTheDayThatItsPageCallsSo()
    {
        string Html(string name) => $"<html><head><meta property='article:published_time' content='2019-03-30T12:00:00Z'></head><body><article><h1>The bridge again</h1><span class='{name}'>Dec 19, 2023</span><p>{Prose(5)}</p></article></body></html>";

        Assert.Equal(new DateOnly(2023, 12, 19), Read(Html("posted-on"), PageKind.Html).Published);
        Assert.Equal(new DateOnly(2019, 3, 30), Read(Html("updated-on"), PageKind.Html).Published);
    }

    [Fact]
    public void TenThousandNestedTagsAreSurvived()
    {
        string html = string.Concat(Enumerable.Repeat("<div>", 10_000)) + "<p>" + string.Join(' ', Enumerable.Repeat("The council met on Tuesday and talked about the harbour.", 8)) + "</p>";

        bool read = Reader.TryRead(new Page { Name = "deep.html", Kind = PageKind.Html, Content = html }, out Article? article, out _);

        Assert.True(read);
        Assert.Contains("harbour", article!.Body.Content);
    }

    [Fact]
    public void AStoryOverTheLimitIsRefused()
    {
        var reader = new ArticleReader(new ArticleOptions { MaxCharacters = 1000, Plain = true });

        Assert.False(reader.TryRead(new Page { Name = "long.txt", Kind = PageKind.Text, Content = new string('x', 2000) }, out _, out Refusal? refusal));
        Assert.Contains("2000 characters", refusal!.Reason);
    }

    [Fact]
    public void PlainKeepsTheInputAsItStands()
    {
        var reader = new ArticleReader(new ArticleOptions { Plain = true });
        const string text = "Headline\n\nADVERTISEMENT\n\n  Words. ";

        Assert.True(reader.TryRead(new Page { Name = "x", Kind = PageKind.Text, Content = text }, out Article? article, out _));
        Assert.Equal(text, article!.Body.Content);
    }

    [Theory]
    [InlineData("Der Minister sagte am Dienstag, dass die Brücke nicht mehr zu retten ist und dass es keinen Plan für die Stadt gibt.", "de")]
    [InlineData("Le ministre a dit mardi que le pont ne peut pas être sauvé et que la ville est dans une situation difficile pour les habitants.", "fr")]
    [InlineData("Министр сказал во вторник, что мост не спасти.", "ru")]
    [InlineData("The minister said on Tuesday that the bridge could not be saved and that the town had no plan for it.", "en")]
    public void LanguagesAreTold(string text, string language) => Assert.Equal(language, Read(text).Language);

    private static string Prose(int sentences) => string.Join(' ', Enumerable.Range(1, sentences).Select(i => $"The council met for the {i}th time this year and talked of the bridge at some length."));

    [Fact]
    public void ListsAndSubHeadsOfTheStoryStayAndTheAuthorsNoteGoes()
    {
        Article article = Read($"""
            <html><head><title>The bridge again</title><meta name="description" content="A short summary of what the council said about the old bridge."></head><body><div class="page"><h1>The bridge again</h1>
            <p class="summary">A short summary of what the council said about the old bridge.</p>
            <div class="story"><p>{Prose(4)}</p><h2>What was said</h2><p>{Prose(3)}</p><ul><li>The bridge is old</li><li>The river is wide</li></ul><p>{Prose(2)}</p></div>
            <div class="author-bio"><p>Ann Berg has written about bridges for this paper since she left the railways in the year of the flood.</p></div></div></body></html>
            """, PageKind.Html);

        Assert.Contains("A short summary", article.Body.Content);
        Assert.Contains("What was said", article.Body.Content);
        Assert.Contains("The river is wide", article.Body.Content);
        Assert.DoesNotContain("Ann Berg", article.Body.Content);
        Assert.Contains(article.Dropped, d => d.Why == "author note");
    }

    [Theory]
    [InlineData("<p class=\"date\">26. Oktober 2018</p>", "2018-10-26")]
    [InlineData("<div>Published <span>3</span> <span>May</span> <span>2021</span></div>", "2021-05-03")]
    [InlineData("<span>Stand: 05.11.2019</span>", "2019-11-05")]
    [InlineData("<p>at 9:05 PM</p>", null)]
    public void TheDayThatAPageShowsBesideItsHeadlineIsItsDay(string markup, string? day) =>
        Assert.Equal(day, Read($"<html><body><article><h1>The bridge again</h1>{markup}<p>{Prose(5)}</p></article></body></html>", PageKind.Html).Published?.ToString("yyyy-MM-dd"));

    [Theory]
    [InlineData("KYIV, Ukraine (CBS Boston/AP) -- ", "Kyiv, Ukraine", "AP")]
    [InlineData("San José de la Vega (Kestria) (AFP) - ", "San José de la Vega (Kestria)", "AFP")]
    [InlineData("FILE - ", null, null)]
    public void DatelinesOfManyFormsAreRead(string head, string? dateline, string? agency)
    {
        Article article = Read($"The bridge again\n\n{head}{Prose(4)}\n\n{Prose(3)}");

        Assert.Equal((dateline, agency), (article.Dateline, article.Agency));
    }

    [Theory]
    [InlineData("Berg reported from Oslo. Associated Press writers Ann Lund in Rome and Jo Holt in Paris contributed to this report.", "reporting Berg; additional-reporting Ann Lund; additional-reporting Jo Holt", null)]
    [InlineData("The Associated Press contributed to this report.", "", null)]
    [InlineData("With additional reporting by Ann Lund in Rome.", "additional-reporting Ann Lund", null)]
    public void CreditsOfManyFormsAreRead(string line, string credits, string? agency)
    {
        Article article = Read($"The bridge again\n\n{Prose(4)}\n\n{Prose(3)}\n\n{line}");

        Assert.Equal(credits, string.Join("; ", article.Credits.Select(c => $"{c.Role} {c.Name}")));
        Assert.Equal(agency, credits.Contains("Berg", StringComparison.Ordinal) ? agency : article.Agency);
    }
}
