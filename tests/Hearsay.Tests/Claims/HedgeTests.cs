using Hearsay.Claims.Records;

namespace Hearsay.Tests.Claims;

public sealed class HedgeTests
{
    [Theory]
    [InlineData("The mayor said on Monday that the bridge might stay closed until spring.", "might/possible")]
    [InlineData("“I think the strike will probably end this week,” said Anna Berg, the union's leader.", "think/probable probably/probable")]
    [InlineData("The ministry said the convoy appeared to have turned back near the border.", "appeared/probable")]
    [InlineData("The coroner believes that the man died of cold.", "believes/probable")]
    [InlineData("The report suggested that inspectors had missed the crack.", "suggested/probable")]
    [InlineData("The fire chief said about 40 people were missing.", "about/approximate")]
    [InlineData("Officials said the suspected gunman was likely to be charged.", "suspected/probable likely/probable")]
    [InlineData("Neighbours said they were not certain who had lived there.", "certain/possible")]
    [InlineData("The spokeswoman said it was possible that the letter was forged.", "possible/possible")]
    [InlineData("The engineers said they could not rule out a second crack in the dam.", "not rule out/possible")]
    public void WordsThatLeaveAClaimOpenAreItsHedges(string text, string hedges) => Assert.Equal(hedges, Hedges(text));

    [Theory]
    [InlineData("Police said that the driver would appear in court on Friday.")]
    [InlineData("Two residents said they could see smoke over the harbour.")]
    [InlineData("The inspector said that the team worked to verify the reports, and could not.")]
    [InlineData("The agency said that crews would return if the rain might stop.")]
    [InlineData("The company denied that it may have poisoned the river.")]
    [InlineData("The spokeswoman said that it was not possible to cross the river.")]
    [InlineData("The clinic said that smokers were twice as likely to fall ill.")]
    [InlineData("The harbour master said that the ship was insured.")]
    public void WordsThatLeaveNothingOpenAreNone(string text) => Assert.Equal("", Hedges(text));

    [Fact]
    public void WhatIsLeftOpenInAnothersMouthIsNoHedgeOfWhoTellsIt()
    {
        StoryRecord record = Readers.Plain("Witnesses told reporters that Governor Pell had warned that the dam could fail.");

        Assert.Empty(record.Claims.Single(c => c.Cue.Text == "told").Hedges);
        Assert.Equal("could", Assert.Single(record.Claims.Single(c => c.Cue.Text.Contains("warned", StringComparison.Ordinal)).Hedges).Text);
    }

    private static string Hedges(string text) => string.Join(' ', Readers.Plain(text).Claims[0].Hedges.Select(h => $"{h.Text}/{h.Degree.ToString().ToLowerInvariant()}"));
}
