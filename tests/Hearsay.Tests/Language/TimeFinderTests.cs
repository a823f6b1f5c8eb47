using Hearsay.Language.Time;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Tests.Language;

public sealed class TimeFinderTests
{
    // Published on Tuesday, 9 January 2024.
    [Theory]
    [InlineData("declined on Tuesday to comment", "on Tuesday", "2024-01-09")]
    [InlineData("said on Friday that", "on Friday", "2024-01-05")]
    [InlineData("Last week the ministry", "Last week", "2024-01-01/2024-01-07")]
    [InlineData("struck on Dec. 30, killing", "on Dec. 30", "2023-12-30")]
    [InlineData("will vote on January 20 there", "on January 20", "2024-01-20")]
    [InlineData("on Feb. 24, 2022, with", "on Feb. 24, 2022", "2022-02-24")]
    [InlineData("met him last September and", "last September", "2023-09-01/2023-09-30")]
    [InlineData("in August 2014 they", "in August 2014", "2014-08-01/2014-08-31")]
    [InlineData("sold it in 2009 to", "in 2009", "2009-01-01/2009-12-31")]
    [InlineData("left two days ago with", "two days ago", "2024-01-07")]
    [InlineData("arrived yesterday from", "yesterday", "2024-01-08")]
    [InlineData("on 28 August 2014 he", "on 28 August 2014", "2014-08-28")]
    [InlineData("since last year the", "since last year", "2023-01-01/2023-12-31")]
    [InlineData("they will meet on Saturday in Velma", "on Saturday", "2024-01-13")]
    [InlineData("a verdict is expected on Monday", "on Monday", "2024-01-15")]
    [InlineData("they will meet, he said on Monday", "on Monday", "2024-01-08")]
    [InlineData("last month they", "last month", "2023-12-01/2023-12-31")]
    [InlineData("they are due to meet on Tuesday", "on Tuesday", "2024-01-09")]
    [InlineData("after a failed 1968 uprising there", "1968", "1968-01-01/1968-12-31")]
    [InlineData("the 2003 invasion was", "2003", "2003-01-01/2003-12-31")]
    [InlineData("a war in the 1980s left", "1980s", "1980-01-01/1989-12-31")]
    public void TimesAreResolvedAgainstTheDayOfPublication(string text, string words, string iso)
    {
        TokenizedText tokens = new Tokenizer(WordTable.Empty).Split(new SourceText(text));

        TimeExpression time = Assert.Single(TimeFinder.Find(tokens, new DateOnly(2024, 1, 9)));

        Assert.Equal(words, tokens.Text.Words(tokens.SpanOf(time.Range)));
        Assert.Equal(iso, time.Iso);
    }

    [Theory]
    [InlineData("they may march on the capital")]
    [InlineData("killing 20 people and injuring 111")]
    [InlineData("route 2009 was closed")]
    [InlineData("the army sent 2000 troops there")]
    public void OtherWordsAreNoTimes(string text) =>
        Assert.Empty(TimeFinder.Find(new Tokenizer(WordTable.Empty).Split(new SourceText(text)), new DateOnly(2024, 1, 9)));

    [Theory]
    [InlineData("They took power in 2012. A year later, they left.", "2013-01-01/2013-12-31")]
    [InlineData("They met on Friday. Three days later they met again.", "2024-01-08")]
    public void LaterCountsFromTheTimeThatWasTold(string text, string iso) =>
        Assert.Equal(iso, TimeFinder.Find(new Tokenizer(WordTable.Empty).Split(new SourceText(text)), new DateOnly(2024, 1, 9))[^1].Iso);
}
