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
    public void ANameBesideASubjectIsASubject()
    {
        const string story = "A spokeswoman for the ruling party said it respected the ruling.\n\nThe opposition leader, Karla Weiss, called the verdict a signal. She accused the cabinet of delay.";

        Assert.Equal("Karla Weiss", Saying(story, "delay").Source!.Name);
    }

    [Fact]
    public void AnEnvoyIsNotTheLeaderOfTheHeadline()
    {
        const string story = "A senior militant leader said on Tuesday that his men had left the valley.\n\nThe United Nations envoy urged both countries to avoid escalation.";

        Assert.Contains("envoy", Saying(story, "escalation").Source!.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Inflation slowed in May, the statistics office said last week. A government spokesman pointed to rising wages.", "Inflation", "statistics office")]
    [InlineData("Governor Helena Brandt told a news conference that rates were high. She would not be drawn on a cut, saying only that it would depend on the data.", "depend on the data", "Helena Brandt")]
    [InlineData("The Linden Courier printed the list on Monday. The council board confirmed that it had seen the list, and the mayor said it was false.", "had seen", "board")]
    public void BodiesAndThoseWhoGoOnSpeakForThemselves(string story, string words, string who) => Assert.Contains(who, Saying(story, words).Source!.Name, StringComparison.Ordinal);

    [Fact]
    public void ABodyWithoutANameIsIt()
    {
        const string story = "The army said that its troops had stormed a compound in the valley. It identified the dead man as Nur Gul, and said he had planned the attack.";

        Assert.Contains("army", Saying(story, "planned the attack").Source!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void AThingPointedAtIsNoSpeaker() =>
        Assert.DoesNotContain(Read("The factory closed in March. This has led to speculation that the owner will sell the land."), c => c.Source?.Text == "This");

    [Theory]
    [InlineData("The minister accused Norfield of poisoning the river.", "Norfield")]
    [InlineData("Opposition lawmakers demanded that President Ruiz resign.", "Ruiz")]
    [InlineData("A police officer said the grenade was hurled by militants in the market.", "militants")]
    [InlineData("The sergeant told reporters the lesson had ended when a bomb was thrown by militants from the roof.", "militants")]
    [InlineData("Union leaders have often been accused of fraud.", "Union leaders")]
    [InlineData("The minister warned Norfield that the fine could double.", "Norfield")]
    [InlineData("The inquiry found that the flood was partly the result of Norfield's failure to mend the dam.", "Norfield")]
    [InlineData("The general threatened that a war would follow a military strike on Norland by Kestria.", "Kestria")]
    [InlineData("March organisers claimed the police used force against the students.", "police")]
    [InlineData("Kestria has said Western nations including Norland bear responsibility for the war.", "Western nations")]
    [InlineData("The bishops said Ruiz, who leads the coalition, must resign.", "Ruiz")]
    public void TheTargetIsWhoDidItOrShouldDoIt(string sentence, string target) =>
        Assert.Contains(Read(sentence), c => c.Target?.Contains(target, StringComparison.Ordinal) == true);

    [Fact]
    public void ReportedlyAttributesItsClauseToNobodyNamed()
    {
        Claim claim = Assert.Single(Read("Analysts watch the coast. The contraband trade reportedly cost the treasury 20 million crowns last year."), c => c.Cue.Text == "reportedly");

        Assert.Null(claim.Source);
        Assert.Equal(["The contraband trade", "cost the treasury 20 million crowns last year"], claim.Content.Select(p => p.Text));
    }

    [Fact]
    public void WhatIsBlamedOnSomebodyIsTheContent()
    {
        Claim claim = Assert.Single(Read("Farms along the canal have suffered floods and power cuts all winter that officials have blamed on Norrland."), c => c.Cue.Text.Contains("blamed", StringComparison.Ordinal));

        Assert.Equal(("officials", Stance.Accuses, "Norrland"), (claim.Source!.Text, claim.Stance, claim.Target));
        Assert.StartsWith("floods and power cuts", claim.Content[0].Text);
    }

    [Theory]
    [InlineData("Merkel — Flanked by Macron — Calls for 'Fair Talks' with Turkey", "Merkel")]
    [InlineData("Trade group the NTG, which has 400 members, has backed the bill, saying it will cut smuggling.", "NTG")]
    public void WhoStandsBesideTheSpeakerIsNotTheSpeaker(string words, string speaker) =>
        Assert.Contains(Readers.Story(words + "\n\nThe bill will be read in May, and the talks may begin in June.").Claims, c => c.Source is { } s && s.Name.Contains(speaker, StringComparison.Ordinal) && c.Cue.Text is "Calls" or "Calls for" or "saying");

    [Theory]
    [InlineData("On Friday's morning radio shows, several senators called the harbour deal a danger to fishermen.", "shows")]
    [InlineData("Lund warned against assuming there would be five more fines.", "assuming")]
    public void NobodySaysWhatOnlyLooksLikeACue(string sentence, string cue) =>
        Assert.DoesNotContain(Read(sentence), c => c.Cue.Text == cue && c.Source is not null);

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

    [Fact]
    public void JoinedPartiesEachSpeak()
    {
        string?[] names = [.. Read("The government and two unions said on Friday that the strike would go on.").Select(c => c.Source?.Name)];

        Assert.Contains("government", names);
        Assert.Contains("two unions", names);
    }

    [Fact]
    public void TwoOfficesOfOnePersonAreOneSpeaker() =>
        Assert.Single(Read("Anna Berg, the founder of the firm and chairwoman of its board, said the plant would stay open."), c => c.Cue.Text == "said");

    [Fact]
    public void APluralMeansThoseWhoSpokeTogether()
    {
        const string story = "Norfield Bank (NFD.L) and Hartwell Group (HWB.L) said on Monday they had received letters from the regulator.\n\nThe companies denied any wrongdoing.";

        string[] names = [.. Read(story).Where(c => c.Stance == Stance.Denies).Select(c => c.Source!.Name).Order()];

        Assert.Equal(["Hartwell Group", "Norfield Bank"], names);
    }

    [Fact]
    public void TheyGoOnAboutWhoSpokeBefore() =>
        Assert.Contains("officials", Saying("Port officials reject the report that the rebels have left the harbour. They say the boats were seen again on Sunday.", "seen again").Source!.Name);

    [Fact]
    public void AnOfficeAloneIsThePersonNamedWithoutOne()
    {
        const string story = "Editors met Viktor Orlov in Velma on Monday. Orlov was greeted by a crowd of students.\n\nThe Kestrian president said that he would not resign.";

        Assert.Equal("Viktor Orlov", Saying(story, "would not resign").Source!.Name);
    }

    [Fact]
    public void WhoDrawsAccusationsDoesNotMakeThem() =>
        Assert.DoesNotContain(Read("The mayor's trip to Velma drew accusations that he had spent public money on friends."), c => c.Source?.Text.Contains("mayor", StringComparison.Ordinal) == true && c.Content.Any(p => p.Text.Contains("public money", StringComparison.Ordinal)));

    [Fact]
    public void AFilmSpeaksForItself() =>
        Assert.DoesNotContain(Read("Opposition lawmakers said the protests grew after the militia released a video showing that the bridge had been blown up."), c => c.Source?.Text == "the militia" && c.Content.Any(p => p.Text.StartsWith("that the bridge", StringComparison.Ordinal)));

    [Fact]
    public void AHeadlineTellsAClaimOfTheBodyAgain()
    {
        StoryRecord article = Readers.Story("Former brewery managers deny tax fraud\n\nVELMA (Reuters) - Three former managers of Norfield, the country's oldest brewer, have denied tax fraud at the start of their trial, a court official said on Monday.");

        Claim claim = article.Claims.First(c => c.In == ClaimPlace.Title);

        Assert.StartsWith("Three former managers", claim.Source!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoIsAccusedAnswersTheAccusation()
    {
        IReadOnlyList<Claim> claims = Read("Swedish ministers blamed Norway for the oil in the strait. The prime minister said on Monday that ferries would run again.\n\nOfficials in Oslo denied any involvement.");

        Claim denial = claims.First(c => c.Stance == Stance.Denies);

        Assert.Equal(claims.First(c => c.Stance == Stance.Accuses).Id, denial.About);
    }

    [Fact]
    public void PartiesThatAnswerTogetherAnswerTheSame()
    {
        IReadOnlyList<Claim> claims = Read("Norfield Bank hid losses of 40 million euros, two sources said on Monday. The losses were found by auditors, one of the sources said.\n\nThe Bank of Finland and Norfield Bank declined to comment on the case.");

        Assert.Single(claims.Where(c => c.Stance == Stance.Declines).Select(c => c.About).Distinct(), claims[0].Id);
    }

    [Fact]
    public void NoSuchThingDeniesWhatWasSaidBefore()
    {
        IReadOnlyList<Claim> claims = Read("Police claimed the driver was a member of a smuggling ring.\n\nLater inquiries revealed no such ties.");

        Claim denial = Assert.Single(claims, c => c.Stance == Stance.Denies);

        Assert.Equal(claims[0].Id, denial.About);
    }

    [Fact]
    public void WhoIsAskedDoesNotAsk() => Assert.Equal(["accuses"], Read("Asked why the talks had failed, he blamed the weather.").Select(c => c.Stance.ToString().ToLowerInvariant()));

    [Theory]
    [InlineData("The army said rebels had shelled the dam. The mayor said the bridge was closed. Ostravia denies the army's account.", "army")]
    [InlineData("The mayor said the bridge was closed. Ostravia denies the army's account.", null)]
    public void WhatSomebodysAccountIsWasSaidByHim(string story, string? who)
    {
        IReadOnlyList<Claim> claims = Read(story);

        Claim denial = Assert.Single(claims, c => c.Stance == Stance.Denies);
        Assert.Equal(who, claims.FirstOrDefault(c => c.Id == denial.About)?.Source!.Name);
    }

    [Theory]
    [InlineData("Germany, France and Britain said they would not attend.", "Germany", "France", "Britain")]
    [InlineData("Lund, Berg and the ministry all declined to comment.", "Lund", "Berg", "ministry")]
    [InlineData("Asked about it, Lund, Berg, and Holt said no.", "Lund", "Berg", "Holt")]
    [InlineData("Anna Berg, the mayor and party leader, said no.", "Anna Berg")]
    [InlineData("On Monday, France and Britain said no.", "France", "Britain")]
    public void EachOfASeriesSpeaks(string story, params string[] names) => Assert.Equal(names, Read(story).Select(c => c.Source!.Name));

    [Fact]
    public void BothAfterTwoIsNobody() =>
        Assert.Equal(["company", "ministry"], Read("The company and the ministry both declined to comment.").Select(c => c.Source!.Name));

    [Fact]
    public void HeIsNotTheGuardsOfWhomHeSpeaks()
    {
        IReadOnlyList<Claim> claims = Read("The mayor of Senn, Petr Hala, said the bridge had been watched. \"There were guards,\" he said.");

        Assert.Equal("Petr Hala", claims[^1].Source!.Name);
    }

    [Fact]
    public void TheFormerMinisterIsNotTheMinister()
    {
        IReadOnlyList<Claim> claims = Read("Anna Berg, the finance minister, said the bridge had been paid for. The former minister said it had not.");

        Assert.NotEqual("Anna Berg", claims[^1].Source!.Name);
    }
}
