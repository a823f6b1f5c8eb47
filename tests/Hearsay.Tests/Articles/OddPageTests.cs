using System.Diagnostics;
using Hearsay.Articles;
using Hearsay.Pages;

namespace Hearsay.Tests.Articles;

/// <summary>Pages as nobody writes them on purpose, or only to do harm.</summary>
public sealed class OddPageTests
{
    private const string Sentence = "The council met on Tuesday and talked of the bridge at some length, the mayor said.";

    // A page that grows more than in step with its length takes minutes; a busy machine does not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ArticleReader Reader = new(new ArticleOptions());

    private static string Story => $"<p>{Sentence}</p>" + string.Concat(Enumerable.Range(2, 5).Select(i => $"<p>It was the {i}th time this year that the bridge was talked of, and nobody had a plan for it.</p>"));

    private static Article Read(string html)
    {
        var watch = Stopwatch.StartNew();
        Assert.True(Reader.TryRead(new Page { Name = "odd", Kind = PageKind.Html, Content = html }, out Article? article, out Refusal? refusal), refusal?.Reason);
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
        return article!;
    }

    private static string Many(string markup, int times) => string.Concat(Enumerable.Repeat(markup, times));

    [Theory]
    [InlineData("<div>", 10_000)]
    [InlineData("<b>", 100_000)]
    [InlineData("<table>", 20_000)]
    [InlineData("<b><p>", 20_000)]
    [InlineData("<template></template>", 20_000)]
    [InlineData("<", 500_000)]
    [InlineData("&", 500_000)]
    [InlineData("<!-- x -->", 100_000)]
    public void WhatIsNestedOrRepeatedWithoutEndIsReadInTime(string markup, int times) => Assert.Contains(Sentence, Read("<html><body>" + Many(markup, times) + Story).Body.Content);

    [Theory]
    [InlineData("<svg>", 20_000)]
    [InlineData("<a href=x>", 50_000)]
    [InlineData("<select><option>", 20_000)]
    public void WhatSwallowsTheStoryIsDoneWithInTime(string markup, int times)
    {
        var watch = Stopwatch.StartNew();

        Reader.TryRead(new Page { Name = "odd", Kind = PageKind.Html, Content = "<html><body>" + Many(markup, times) + Story }, out _, out _);

        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
    }

    [Fact]
    public void TagsWithAThousandLooksAreReadInTime() =>
        Assert.Contains(Sentence, Read("<html><body>" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<font color={i}>")) + Story).Body.Content);

    [Fact]
    public void ManySiblingsAreReadInTime() => Assert.Contains(Sentence, Read("<html><body><div>" + Many("<p>x</p>", 100_000) + "</div><div>" + Many(Story, 20) + "</div>").Body.Content);

    [Fact]
    public void APageWithoutTitleIsAStoryWithoutOne()
    {
        Article article = Read("<html><body><div>" + Story + "</div>");

        Assert.Null(article.Title);
        Assert.Contains(Sentence, article.Body.Content);
    }

    [Fact]
    public void APageForTelephonesIsRead()
    {
        Article article = Read($"""
            <!doctype html><html ⚡ lang="en"><head><title>The bridge again</title><link rel="canonical" href="https://herald.example/bridge"><style amp-custom>p</style></head><body>
            <amp-sidebar id="menu" layout="nodisplay"><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article><h1>The bridge again</h1>
            <amp-img src="a.jpg" width="9" height="9"><noscript><img src="a.jpg"></noscript></amp-img>{Story}<amp-ad type="x" width="1" height="1"></amp-ad></article></body></html>
            """);

        Assert.Equal(("The bridge again", "https://herald.example/bridge"), (article.Title, article.Url));
        Assert.StartsWith(Sentence, article.Body.Content);
        Assert.DoesNotContain("Home", article.Body.Content);
    }

    [Fact]
    public void WhatStandsInATableButNotInItsCellsStaysBeforeIt()
    {
        Article article = Read($"<html><body><h1>The bridge again</h1><div>{Story}<table><p>So the paper was told by the mayor on Friday, in the morning.</p><tr><td>1</td></tr></table><p>Nobody else would say so on the record.</p></div>");

        Assert.EndsWith("a plan for it.\n\nSo the paper was told by the mayor on Friday, in the morning.", article.Body.Content);
    }

    [Theory]
    [InlineData("<template><p>Hidden words that nobody sees on the page.</p></template>")]
    [InlineData("<template><table><tr><td>Hidden words</td></tr></table></template>")]
    [InlineData("<template><td>Hidden words</template>")]
    [InlineData("<template><caption>Hidden words</caption><div></template>")]
    [InlineData("<pre><template><caption>Hidden words</caption></template></pre>")]
    [InlineData("<table><template><tr><td>Shown</td></tr></template></table>")]
    public void TemplatesAreNotShown(string template)
    {
        Article article = Read($"<html><head></head><body><div><p>{Sentence}</p>{template}{Story}</div>");

        Assert.Contains(Sentence, article.Body.Content);
        Assert.DoesNotContain("Hidden words", article.Body.Content);
    }

    [Fact]
    public void AFeedsTitleRunsNoScript()
    {
        Article article = Read("<html><head><title>Dam &lt;script&gt;alert(1)&lt;/script&gt; bursts</title></head><body><script>document.title='x'</script>" + Story);

        Assert.StartsWith("Dam ", article.Title);
        Assert.DoesNotContain("alert", article.Body.Content);
    }
}
