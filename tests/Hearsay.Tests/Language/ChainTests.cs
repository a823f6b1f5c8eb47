using Hearsay.Language;

namespace Hearsay.Tests.Language;

public sealed class ChainTests
{
    [Theory]
    [InlineData("A dam burst on Sunday. The dam had been built in 1962.", "A dam|The dam")]
    [InlineData("I left early. My car would not start, and they gave me a lift.", "I|My|me")]
    [InlineData("The dog was tired because it had run home.", "The dog|it")]
    [InlineData("The captain whose ship had sunk thanked the crew. She said the crew had saved her.", "The captain whose ship had sunk|She|her")]
    [InlineData("\"I will not resign,\" said Anna Berg. Berg then left the hall.", "I|Anna Berg|Berg")]
    [InlineData("The report's authors met on Monday. The weather was fine. The authors said it rained.", "The report's authors|The authors")]
    [InlineData("When did you start?\n\nIn May, when I was ten.\n\nDid you like it?\n\nI did.\n\nWould you do it again?\n\nI would not.", "you|I|you|I|you|I")]
    [InlineData("So I moved here.\n\nYeah, I did too, and I like it.\n\nWell, my friends do not.\n\nOh, I can see why.\n\nRight.", "I|my")]
    [InlineData("So I moved here.\n\nYeah, I did too, and I like it.\n\nWell, my friends do not.\n\nOh, I can see why.\n\nRight.", "I|I|I")]
    [InlineData("Small harbours silt up. The report was late. According to the crew, small harbours cost more. Small harbours show that dredging pays.", "small harbours|Small harbours")]
    [InlineData("My brother's car broke down. He sold it.", "My brother's|He")]
    public void MentionsOfOneThingAreOneChain(string text, string chain)
    {
        Reading reading = Readers.Read(text);

        string[] chains = [.. reading.Chains.Chains.Select(c => string.Join('|', c.Select(m => reading.Text.Text.Words(reading.Text.SpanOf(m)))))];

        Assert.Contains(chain, chains);
    }

    [Fact]
    public void ANewThingOfTheSameNameIsAnotherChain() =>
        Assert.DoesNotContain(Readers.Read("A man came in. A man went out.").Chains.Chains, c => c.Count > 1);
}
