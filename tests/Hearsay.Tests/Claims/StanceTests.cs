using Hearsay.Claims.Attributions;
using Hearsay.Claims.Records;
using Hearsay.Claims.Stances;
using Hearsay.Language;
using Hearsay.Language.Tokens;

namespace Hearsay.Tests.Claims;

/// <summary>What a neutral cue says by its content.</summary>
public sealed class StanceTests
{
    [Theory]
    [InlineData("Berg called the accusation absurd.", Stance.Denies)]
    [InlineData("The ministry has called the allegations \"baseless\".", Stance.Denies)]
    [InlineData("His party described the claims as a lie.", Stance.Denies)]
    [InlineData("The spokesman said the reports were false.", Stance.Denies)]
    [InlineData("\"That is not true,\" the spokesman said.", Stance.Denies)]
    [InlineData("\"It is a lie,\" the spokesman said.", Stance.Denies)]
    [InlineData("The airline called the allegation baseless.", Stance.Denies)]
    [InlineData("The airline called the allegation baseless", Stance.Denies)]
    [InlineData("The club called the reports speculation.", Stance.Denies)]
    [InlineData("The spokesman called the ruling absurd.", Stance.Asserts)]
    [InlineData("The minister said the plan was absurd.", Stance.Asserts)]
    [InlineData("The minister said reports of false alarms were common.", Stance.Asserts)]
    public void WhoCallsAnAccountUntrueDenies(string sentence, Stance stance) => Assert.Equal(stance, Only(sentence));

    [Theory]
    [InlineData("The minister must have known of it, a lawmaker said.", Stance.Asserts)]
    [InlineData("The minister must go, a lawmaker said.", Stance.Demands)]
    [InlineData("The union insists that the company pay its workers.", Stance.Demands)]
    [InlineData("The mayor insisted on Tuesday that the bridge had been sound.", Stance.Asserts)]
    [InlineData("The mayor insisted on a new inquiry.", Stance.Demands)]
    public void MustAndInsistAskOrConclude(string sentence, Stance stance) => Assert.Equal(stance, Only(sentence));

    [Theory]
    [InlineData("Britain held Ostravia responsible for the blast.", "Britain", "Ostravia responsible for the blast", Stance.Accuses)]
    [InlineData("The mayor pointed the finger at smugglers from Kestria.", "mayor", "smugglers from Kestria", Stance.Accuses)]
    [InlineData("Hospital officials put the death toll at 16.", "Hospital officials", "the death toll at 16", Stance.Asserts)]
    [InlineData("\"We have nothing to do with this,\" the ambassador said.", "ambassador", "\"We have nothing to do with this,\"", Stance.Denies)]
    [InlineData("Berg was quoted by the paper as saying that the army had staged the blast.", "Berg", "that the army had staged the blast", Stance.Asserts)]
    [InlineData("The builder played down the report.", "builder", "the report", Stance.Denies)]
    [InlineData("The port put the number of ships at 40, and the union closed the gate.", "port", "the number of ships at 40", Stance.Asserts)]
    [InlineData("The mayor of Senn, Petr Hala, disputed that account.", "Petr Hala", "that account", Stance.Denies)]
    public void SetPhrasesHaveTheirSpeakerAndStance(string sentence, string who, string content, Stance stance)
    {
        Claim claim = Assert.Single(Claims(sentence), c => c.Within is null);

        Assert.Equal((who, content, stance), (claim.Source!.Name, string.Join(" … ", claim.Content.Select(p => p.Text)), claim.Stance));
    }

    [Fact]
    public void WhoIsQuotedSpeaksInsideThePapersClaim()
    {
        IReadOnlyList<Claim> claims = Claims("The paper quoted Berg as saying that the army had staged the blast.");

        Claim said = Assert.Single(claims, c => c.Source!.Name == "Berg");
        Assert.Equal(Assert.Single(claims, c => c.Source!.Name == "paper").Id, said.Within);
        Assert.Equal("that the army had staged the blast", said.Content[0].Text);
    }

    [Fact]
    public void AChargeThatOneDeniesIsDenied()
    {
        IReadOnlyList<Claim> claims = Claims("The lawyer accused the prosecutors of withholding evidence, a charge the prosecutors deny.");

        Claim denial = Assert.Single(claims, c => c.Stance == Stance.Denies);
        Assert.Equal(("prosecutors", "a charge"), (denial.Source!.Name, denial.Content[0].Text));
        Assert.Equal(claims.Single(c => c.Stance == Stance.Accuses).Id, denial.About);
    }

    [Theory]
    [InlineData("The company did not admit wrongdoing.", Stance.Declines)]
    [InlineData("The ministry has yet to confirm the arrest.", Stance.Declines)]
    [InlineData("The auditors did not accuse the mayor of personal gain.", Stance.Asserts)]
    [InlineData("President Tor Hask threatened on state television to cut gas supplies.", Stance.Threatens)]
    [InlineData("Two nurses said they had been told not to report deaths.", Stance.Asserts)]
    [InlineData("The agency put the toll at 170 and warned that it would rise.", Stance.Expects, 1)]
    [InlineData("Berg, who had pleaded not guilty, left the court.", Stance.Denies)]
    [InlineData("Anna Berg pleaded guilty to two counts of fraud.", Stance.Confirms)]
    public void NegationAndPleaHaveTheirStance(string sentence, Stance stance, int at = 0) => Assert.Equal(stance, Claims(sentence)[at].Stance);

    [Fact]
    public void AChargeBeforeATitleIsDeniedByItsHolder()
    {
        IReadOnlyList<Claim> claims = Claims("The opposition accused the cabinet of having protected the builder, a charge Prime Minister Jonas Adler has repeatedly rejected.");

        Claim denial = Assert.Single(claims, c => c.Stance == Stance.Denies);
        Assert.Equal(("Jonas Adler", "a charge"), (denial.Source!.Name, denial.Content[0].Text));
    }

    [Theory]
    [InlineData("The ministry said it was deeply concerned and called on both sides to show restraint.", "it was deeply concerned", Stance.Demands)]
    [InlineData("She insisted that the aircraft had been airworthy and denied reports of faults.", "that the aircraft had been airworthy", Stance.Denies)]
    [InlineData("The union said it had not been consulted and threatened a strike.", "it had not been consulted", Stance.Threatens)]
    public void WhatTheSpeakerDidNextIsAClaimOfItsOwn(string sentence, string first, Stance next)
    {
        Claim[] claims = [.. Claims(sentence).Where(c => c.Source is not null)];

        Assert.Equal([first], claims[0].Content.Select(p => p.Text));
        Assert.Equal((next, claims[0].Source!.Name), (claims[1].Stance, claims[1].Source!.Name));
    }

    [Fact]
    public void AnothersDenialEndsWhatWasSaid()
    {
        IReadOnlyList<Claim> claims = Claims("The ministry said an outbreak had been brought under control, but doctors working there disputed the assessment.");

        Assert.Equal("an outbreak had been brought under control", claims[0].Content[0].Text);
        Assert.Equal(Stance.Denies, claims[1].Stance);
    }

    [Theory]
    [InlineData("\"I think this is very important,\" the mayor said.", Stance.Expects, "mayor")]
    [InlineData("The firm said it does not believe that its agents knew of the payments.", Stance.Denies, "firm")]
    [InlineData("The minister threatened to resign if the bill failed, his spokesman said.", Stance.Threatens, "minister")]
    public void WhatTheSpeakerBelievesIsAClaimInsideWhatHeSays(string sentence, Stance stance, string who)
    {
        Claim belief = Assert.Single(Claims(sentence), c => c.Within is not null);

        Assert.Equal((stance, who), (belief.Stance, belief.Source!.Name));
    }

    [Theory]
    [InlineData("Oil rose on Monday on concerns that a recession would cut demand.", "that a recession would cut demand")]
    [InlineData("There are fears the dam could burst.", "the dam could burst")]
    public void WhatIsFearedIsSaidByNobodyNamed(string sentence, string content)
    {
        Claim fear = Assert.Single(Claims(sentence));

        Assert.Equal((Stance.Expects, content), (fear.Stance, fear.Content[0].Text));
        Assert.Null(fear.Source);
    }

    [Fact]
    public void APromiseIsItsOwners()
    {
        Claim promise = Assert.Single(Claims("The minister's promise to close the plant angered the union."));

        Assert.Equal((Stance.Promises, "minister", "to close the plant"), (promise.Stance, promise.Source!.Name, promise.Content[0].Text));
    }

    [Fact]
    public void JoinedPartiesSpeakBoth() =>
        Assert.Equal(["Germany", "Turkey"], Claims("Turkey and Germany offered to send rescue teams.").Select(c => c.Source!.Name).Order());

    [Fact]
    public void WhoDeniesAReportHasNotReportedIt()
    {
        IReadOnlyList<Claim> claims = Claims("The spokesman dismissed as nonsense a report that envoys had met in Geneva. He denied reports that later turned out to be true.");

        Assert.All(claims, c => Assert.True(c.Stance == Stance.Denies || c.Source is null));
    }

    [Fact]
    public void ANounNamesTheClaimThatIsAnswered()
    {
        IReadOnlyList<Claim> claims = Claims("The mayor said the sale was legal. The Linden Courier reported that a fourth official had been questioned. Police would neither confirm nor deny the report.");

        Assert.Equal(claims.Single(c => c.Cue.Text == "reported").Id, claims.Single(c => c.Stance == Stance.Declines).About);
    }

    [Fact]
    public void WhoRulesThatOutAnswersWhatWasSaidLast()
    {
        IReadOnlyList<Claim> claims = Claims("The union accused the mayor of hiding the cracks. The opposition demanded an inquiry. The prime minister ruled that out.");

        Assert.Equal(claims.Single(c => c.Stance == Stance.Demands).Id, claims.Single(c => c.Stance == Stance.Denies).About);
    }

    [Theory]
    [InlineData("No group has claimed responsibility for the attack.")]
    [InlineData("She offered no evidence.")]
    [InlineData("The former minister was found guilty of taking bribes.")]
    [InlineData("The firm dismissed the two managers.")]
    [InlineData("Demand for memory chips has been weak.")]
    public void WhatNobodySaysIsNoClaim(string sentence) => Assert.Empty(Claims(sentence));

    [Fact]
    public void ACueThatHoldsTheDaysPrepositionIsReadWithoutIt()
    {
        Reading reading = Readers.Read("The mayor insisted on Tuesday that the bridge was sound.");
        var attribution = new Attribution(new TokenRange(2, 4), [new TokenRange(0, 2)], [new TokenRange(5, 10)], 0.9, 0.9, 0.9, false, "test");

        Assert.Equal(Stance.Asserts, new StanceFinder(CueLexicon.English).Find(reading, attribution).Stance);
    }

    private static IReadOnlyList<Claim> Claims(string sentence) => Readers.Plain("The bridge over the harbour was closed on Monday after cracks had been found.\n\n" + sentence, "2024-01-09").Claims;

    [Fact]
    public void AStoryMayEndWithWhatIsCalledUntrue()
    {
        Reading reading = Readers.Read("The airline called the allegation");
        var attribution = new Attribution(new TokenRange(2, 3), [new TokenRange(0, 2)], [new TokenRange(3, 5)], 0.9, 0.9, 0.9, false, "test");

        Assert.Equal(Stance.Asserts, new StanceFinder(CueLexicon.English).Find(reading, attribution).Stance);
    }

    private static Stance Only(string sentence) => Assert.Single(Claims(sentence), c => c.Within is null).Stance;
}
