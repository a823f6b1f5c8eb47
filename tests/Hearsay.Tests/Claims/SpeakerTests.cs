using Hearsay.Claims.Records;

namespace Hearsay.Tests.Claims;

/// <summary>Who speaks, whom it is turned on, and what it answers: short stories of our own.</summary>
public sealed class SpeakerTests
{
    private static IReadOnlyList<Claim> Read(string story) => Readers.Plain(story, "2024-01-09").Claims;

    private static Claim Saying(string story, string words) => Read(story).First(c => c.Content.Any(p => p.Text.Contains(words, StringComparison.Ordinal)));

    [Fact]
    public void ADescriptionIsWhoIsNamedSoonAfter()
    {
        const string story = "The talks will go on into the summer, a senior French diplomat said on Monday.\n\n\"Nobody has left the table,\" Claire Morel, deputy head of the mission in Velma, told reporters. Morel said a second round was planned.";

        Assert.Equal("Claire Morel", Saying(story, "The talks").Source!.Name);
    }

    [Fact]
    public void ASourceStaysWithoutAName()
    {
        const string story = "The bank will close forty branches, a source said on Monday.\n\n\"We have made no decision,\" Anna Berg, the bank's chief executive, told reporters.";

        Claim claim = Saying(story, "forty branches");

        Assert.True(claim.Source!.Anonymous);
        Assert.DoesNotContain("Berg", claim.Source.Name);
    }

    [Fact]
    public void AMisspeltSurnameIsTheSamePerson()
    {
        const string story = "Jonas Hartlieber, the firm's former finance chief, said he had seen no payments. Hartleber said he was shocked.";

        Assert.Equal("Jonas Hartlieber", Saying(story, "shocked").Source!.Name);
    }

    [Fact]
    public void AThingPointedAtIsNoSpeaker() =>
        Assert.DoesNotContain(Read("The factory closed in March. This has led to speculation that the owner will sell the land."), c => c.Source?.Text == "This");

    [Theory]
    [InlineData("The minister accused Norfield of poisoning the river.", "Norfield")]
    [InlineData("Opposition lawmakers demanded that President Ruiz resign.", "Ruiz")]
    [InlineData("A police officer said the grenade was hurled by militants in the market.", "militants")]
    public void TheTargetIsWhoDidItOrShouldDoIt(string sentence, string target) =>
        Assert.Contains(Read(sentence), c => c.Target?.Contains(target, StringComparison.Ordinal) == true);

    [Fact]
    public void WhoIsKilledIsNoTarget() =>
        Assert.DoesNotContain(Read("At least 14 people were killed when the train left the tracks, state television reported."), c => c.Target?.Contains("people", StringComparison.Ordinal) == true);

    [Fact]
    public void ADenialIsNotAnAnswerToWhoReportsIt()
    {
        IReadOnlyList<Claim> claims = Read("The trial of a company opened in Velma this week.\n\nTwo former managers of the company denied that they had paid bribes, prosecutors said on Wednesday. \"They knew of nothing,\" their lawyer told reporters.");

        Claim denial = claims.First(c => c.Stance == Stance.Denies);

        Assert.Null(denial.About);
    }
}
