using Hearsay.Claims.Records;

namespace Hearsay.Tests.Claims;

/// <summary>The set forms in which news tells that somebody gave no answer.</summary>
public sealed class RefusalTests
{
    private static Claim[] Refusals(string sentence) =>
        [.. Readers.Plain("The mayor closed the harbour bridge on Monday, and the builder Norrland said the steel was sound.\n\n" + sentence, "2024-01-09").Claims.Where(c => c.Stance == Stance.Declines)];

    [Theory]
    [InlineData("Anna Berg, the minister, could not be reached on Tuesday.", "Anna Berg", "")]
    [InlineData("\"We will wait,\" Berg said, declining to comment further.", "Berg", "")]
    [InlineData("The port authority did not return calls.", "port authority", "")]
    [InlineData("Two engineers, who both declined to comment on the cracks, left the firm.", "Two engineers", "the cracks")]
    [InlineData("The union refused to say whether its members had warned the builder.", "union", "whether its members had warned the builder")]
    [InlineData("Harbour police would not disclose when the ship had left.", "police", "when the ship had left")]
    [InlineData("The builder's office would not comment.", "office", "")]
    [InlineData("The minister would not answer.", "minister", "")]
    [InlineData("The company did not immediately respond on Tuesday.", "company", "")]
    [InlineData("The police declined to comment.", "police", "")]
    [InlineData("The harbour company did not respond to requests for comment.", "company", "")]
    [InlineData("The port authority would not comment on the report.", "port authority", "the report")]
    [InlineData("Asked whether the steel had cracked, the minister would not answer.", "minister", "whether the steel had cracked")]
    [InlineData("Asked about the money, Berg did not respond.", "Berg", "the money")]
    [InlineData("Asked if the port would close, the mayor would not say.", "mayor", "if the port would close")]
    [InlineData("The mayor did not rule out a lawsuit.", "mayor", "a lawsuit")]
    [InlineData("\"I have nothing to add,\" the mayor said.", "mayor", "\"I have nothing to add,\"")]
    [InlineData("The police would not be drawn on the report.", "police", "the report")]
    [InlineData("The mayor refused to rule out a lawsuit.", "mayor", "a lawsuit")]
    [InlineData("The police confirmed that two men were held but gave no further details.", "police", "")]
    [InlineData("The ministry neither confirmed nor denied that an agent had been arrested.", "ministry", "that an agent had been arrested")]
    [InlineData("\"I cannot confirm that figure,\" the mayor said.", "mayor", "\"I cannot confirm that figure,\"")]
    [InlineData("The council stopped short of blaming the builder.", "council", "the builder")]
    [InlineData("The safety agency said it was aware of the reports but would not speculate.", "agency", "")]
    [InlineData("Efforts to reach Anna Berg for comment were not successful.", "Anna Berg", "")]
    [InlineData("Attempts to reach the union leader were unsuccessful.", "leader", "")]
    [InlineData("Calls to the ministry went unanswered.", "ministry", "")]
    [InlineData("Messages left for Berg were not returned.", "Berg", "")]
    [InlineData("The builder referred all questions to the investigators.", "builder", "")]
    public void WhoGivesNoAnswerDeclines(string sentence, string who, string topic)
    {
        Claim claim = Assert.Single(Refusals(sentence));

        Assert.Contains(who, claim.Source!.Name, StringComparison.Ordinal);
        Assert.Equal(topic, string.Join(" … ", claim.Content.Select(p => p.Text)));
    }

    [Theory]
    [InlineData("The Courier reported that officials would not say when the ferry had left.", Stance.Declines, "officials", "when the ferry had left")]
    [InlineData("The paper said the harbour company declined to comment on the lawsuit.", Stance.Declines, "company", "the lawsuit")]
    [InlineData("The Post wrote that Ostravia at first disputed the army's account, saying the bridge had been hit by a storm.", Stance.Denies, "Ostravia", "the army's account")]
    [InlineData("The Post wrote that Ostravia at first disputed the army's account, saying the bridge had been hit by a storm.", Stance.Asserts, "Ostravia", "the bridge had been hit by a storm")]
    public void WhatAnotherIsSaidToHaveAnsweredIsAClaimInsideTheClaim(string sentence, Stance stance, string who, string content)
    {
        Claim[] claims = [.. Readers.Plain(sentence, "2024-01-09").Claims];

        Claim inner = Assert.Single(claims, c => c.Stance == stance && c.Within is not null && string.Join(" … ", c.Content.Select(p => p.Text)) == content);
        Assert.Contains(who, inner.Source!.Name, StringComparison.Ordinal);
        Assert.NotEqual(inner.Source.Name, claims.Single(c => c.Id == inner.Within).Source!.Name);
    }

    [Theory]
    [InlineData("An agreement could not be reached by Friday.")]
    [InlineData("Efforts to reach an agreement were not successful.")]
    [InlineData("Calls for an inquiry went unanswered for years.")]
    [InlineData("The mayor did not give false information.")]
    [InlineData("The alarm did not respond when the water rose.")]
    [InlineData("Asked about the money, the mayor said it had been paid.")]
    public void WhatIsNotAskedRefusesNothing(string sentence) => Assert.Empty(Refusals(sentence));
}
