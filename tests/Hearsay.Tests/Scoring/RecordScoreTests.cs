using System.Text.Json.Nodes;
using Hearsay.Claims.Records;
using Hearsay.Scoring;

namespace Hearsay.Tests.Scoring;

public sealed class RecordScoreTests
{
    private static readonly StoryRecord Record = Readers.Story(File.ReadAllText(Repository.File("samples", "bridge.txt")), Hearsay.Pages.PageKind.Text);

    /// <summary>The record as gold: what scores a hundred.</summary>
    private static GoldStory Gold => new()
    {
        Id = Record.Article.Id,
        Article = new GoldArticle
        {
            Title = Record.Article.Title,
            Publisher = Record.Article.Publisher,
            Agency = Record.Article.Agency,
            Dateline = Record.Article.Dateline,
            Published = Record.Article.Published,
            Credits = [.. Record.Article.Credits.Select(c => new GoldCredit(c.Role, c.Name))],
            BodyFirst = string.Join(' ', Record.Article.Text.Split(' ').Take(6)),
            NotBody = ["Your ad blocker is on"],
        },
        Claims = [.. Record.Claims.Select(c => new GoldClaim
        {
            Id = c.Id,
            In = c.In == ClaimPlace.Title ? "title" : "body",
            SourceName = c.Source?.Name,
            Anonymous = c.Source?.Anonymous ?? false,
            Cue = c.Cue.Text,
            Content = [.. c.Content.Select(p => p.Text)],
            Quote = c.Quote.ToString().ToLowerInvariant(),
            Stance = c.Stance.ToString().ToLowerInvariant(),
            About = c.About,
        })],
        Events = [.. Record.Events.Select(e => new GoldEvent { Text = e.Text, Type = e.Type, Killed = e.Killed is { } k ? [k.Min, k.Max] : null, Injured = e.Injured is { } i ? [i.Min, i.Max] : null, Happened = e.Happened })],
    };

    private static JsonObject Score(GoldStory gold, StoryRecord? record)
    {
        var score = new RecordScore();
        score.Add(gold, record);
        return score.ToJson();
    }

    private static double? Figure(JsonNode score, params string[] path) => path.Aggregate((JsonNode?)score, (node, name) => node?[name])?.GetValue<double>();

    [Fact]
    public void WhatIsReadAsAnnotatedScoresAHundred()
    {
        JsonNode score = Score(Gold, Record);

        foreach (string[] path in (string[][])[["article", "title"], ["article", "dateline"], ["article", "body starts right"], ["article", "credits", "F1"], ["claims", "found", "F1"], ["claims", "right in content, speaker and stance", "F1"], ["claims", "stance right, of found"], ["claims", "about", "F1"], ["events", "found", "F1"], ["events", "killed right"]])
            Assert.Equal(100.0, Figure(score, path));
        Assert.Equal(0.0, Figure(score, "claims", "misattributed, of found"));
        Assert.Equal(0.0, Figure(score, "article", "boilerplate leaked"));
    }

    [Fact]
    public void AWrongSpeakerAWrongStanceAndAMissedClaimEachCost()
    {
        int n = Gold.Claims.Count;
        GoldStory gold = Gold with { Claims = [Gold.Claims[0] with { SourceName = "Somebody Else" }, Gold.Claims[1] with { Stance = Gold.Claims[1].Stance == "asks" ? "denies" : "asks" }, .. Gold.Claims.Skip(2)] };
        StoryRecord less = Record with { Claims = [.. Record.Claims.Take(n - 1)] };

        JsonNode score = Score(gold, less);

        Assert.Equal(Math.Round(100.0 * (n - 1) / n, 1), Figure(score, "claims", "found", "R"));
        Assert.Equal(100.0, Figure(score, "claims", "found", "P"));
        Assert.Equal(Math.Round(100.0 / (n - 1), 1), Figure(score, "claims", "misattributed, of found"));
        Assert.Equal(Math.Round(100.0 * (n - 3) / (n - 1), 1), Figure(score, "claims", "right in content, speaker and stance", "P"));
    }

    [Fact]
    public void OfAStoryThatWasLookedAtInPartOnlyThatPartCounts()
    {
        GoldStory part = Gold with { Complete = false, Claims = [Gold.Claims[0]] };

        JsonNode score = Score(part, Record), all = Score(part with { Complete = true }, Record);

        Assert.Equal(100.0, Figure(score, "claims", "found", "P"));
        Assert.Null(score["article"]!["title"]);
        Assert.Equal(Math.Round(100.0 / Record.Claims.Count, 1), Figure(all, "claims", "found", "P"));
    }

    [Fact]
    public void AStoryThatCouldNotBeReadIsMissed()
    {
        JsonNode score = Score(Gold, null);

        Assert.Equal(0.0, Figure(score, "claims", "found", "R"));
        Assert.Equal(0.0, Figure(score, "article", "title"));
    }

    [Theory]
    [InlineData("Moscow", "Russia", 100.0)]
    [InlineData("Dmitry Peskov", "Peskov", 100.0)]
    [InlineData("The Ministry of Health", "Health Ministry", 100.0)]
    [InlineData("Moscow", "Kyiv", 0.0)]
    public void APartyIsTheSameUnderItsOtherNames(string annotated, string read, double right)
    {
        Claim claim = Record.Claims.First(c => c.Source is not null);
        GoldClaim gold = Gold.Claims.First(c => c.Id == claim.Id) with { SourceName = annotated };

        JsonNode score = Score(Gold with { Claims = [gold] }, Record with { Claims = [claim with { Source = claim.Source! with { Name = read } }] });

        Assert.Equal(right, Figure(score, "claims", "speaker right, of found"));
    }
}
