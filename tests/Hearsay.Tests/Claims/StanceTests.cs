using Hearsay.Claims.Records;

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

    private static Stance Only(string sentence) => Assert.Single(Readers.Plain("The bridge over the harbour was closed on Monday after cracks had been found.\n\n" + sentence, "2024-01-09").Claims, c => c.Within is null).Stance;
}
