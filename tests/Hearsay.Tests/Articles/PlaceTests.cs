using System.Net;
using System.Text.RegularExpressions;
using Hearsay.Articles;
using Hearsay.Pages;

namespace Hearsay.Tests.Articles;

/// <summary>Every piece leads back to the page.</summary>
public sealed partial class PlaceTests
{
    private static readonly ArticleReader Reader = new(new ArticleOptions { MinWords = 0 });

    private static readonly string Odd = $"""
        <html><head><title>The bridge &amp; the river</title></head><body><nav>Home &raquo; Town</nav><div><h1>The bridge &amp; the river</h1><p class=by>By Ann Lund</p>
        <p>VELMA (AP) &mdash; The&nbsp;council of <a title="a &lt; b" href=/v>Velma</a> met on Tuesday, and Lund &amp; Sons said that <b>the bridge</b> would <i>stay</i> as it is for two years.</p>
        {string.Concat(Enumerable.Range(1, 5).Select(i => $"<p>\r\n   The mayor said for the {i}th time <!-- no -->that the river &#8220;rises&#8221; again,\r\n   and that nobody had asked <em>her</em>.</p>"))}
        First line of an answer that was given in the evening, after the vote.<br><br>Second line of it, given on the morning after that, by the same man.
        <p>She left at noon with her papers and would not say more. (Reporting by Ann Lund in Velma; Editing by Bo Ek)</p></div>
        <footer>&copy; 2024 The Courier</footer></body></html>
        """;

    public static TheoryData<string> Pages => ["harbour.html", "bridge.txt", "odd"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void ThePlaceOfAPieceHoldsItsWordsAndNoOthers(string name)
    {
        string content = name == "odd" ? Odd : File.ReadAllText(Repository.File("samples", name));
        bool html = !name.EndsWith(".txt", StringComparison.Ordinal);

        Assert.True(Reader.TryRead(new Page { Name = name, Kind = html ? PageKind.Html : PageKind.Text, Content = content }, out Article? article, out _));

        Assert.Equal(article!.Body.Content, string.Join("\n\n", article.Paragraphs.Select(p => article.Body.Content[p.Start..p.End])));
        Assert.NotEmpty(article.Dropped);
        foreach ((string words, PagePlace? place) in article.Paragraphs.Select(p => (article.Body.Content[p.Start..p.End], p.Page)).Concat(article.Dropped.Select(d => (d.Text, d.Page))))
        {
            Assert.NotNull(place);
            string there = content[place.Value.Start..place.Value.End];
            Assert.Equal(Squeezed(words), Squeezed(html ? WebUtility.HtmlDecode(TagPattern().Replace(there, "")) : there));
            Assert.Equal(words[0].ToString(), WebUtility.HtmlDecode(there)[..1]);
        }
    }

    [Fact]
    public void WordsThatWerePutRightHaveNoPlace()
    {
        Assert.True(Reader.TryRead(new Page { Name = "x", Kind = PageKind.Text, Content = "The bridge again\n\nIt wasnâ€™t the cafÃ© that fell, the mayor said on Tuesday in the town hall." }, out Article? article, out _));

        Assert.All(article!.Paragraphs, p => Assert.Null(p.Page));
    }

    [Fact]
    public void ThePageIsHeardOnEveryDayThatItGives()
    {
        string html = $"<html><head><meta property='article:published_time' content='2024-05-16T10:00:00Z'><meta name='pubdate' content='2024-05-20'></head><body><h1>The bridge again</h1><p class='posted-on'>Posted on May 16, 2024</p><p>{Squeezed("x")}The mayor said on Tuesday that the bridge would stay as it is for two more years.</p></body></html>";

        Assert.True(Reader.TryRead(new Page { Name = "x", Kind = PageKind.Html, Content = html, Url = "https://herald.example/2024/05/17/bridge" }, out Article? article, out _));

        Assert.Equal((new DateOnly(2024, 5, 16), "meta article:published_time"), (article!.Published, article.PublishedFrom));
        Assert.Equal(["2024-05-20 metadata meta pubdate", "2024-05-17 url /2024/05/17"], article.OtherDates.Select(d => $"{d.Date:yyyy-MM-dd} {d.How} {d.Where}"));
    }

    private static string Squeezed(string words) => string.Concat(words.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex("<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex TagPattern();
}
