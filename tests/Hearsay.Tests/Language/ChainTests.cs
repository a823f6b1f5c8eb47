using Hearsay.Language;
using Hearsay.Language.Coreference;

namespace Hearsay.Tests.Language;

public sealed class ChainTests
{
    [Theory]
    [InlineData("A dam burst on Sunday. The dam had been built in 1962.", "A dam|The dam")]
    [InlineData("I left early. My car would not start, and they gave me a lift.", "I|My|me")]
    [InlineData("The report was late. It was also wrong.", "The report|It")]
    public void MentionsOfOneThingAreOneChain(string text, string chain)
    {
        Reading reading = Readers.Read(text);

        string[] chains = [.. ChainFinder.Find(reading).Select(c => string.Join('|', c.Select(m => reading.Text.Text.Words(reading.Text.SpanOf(m)))))];

        Assert.Contains(chain, chains);
    }

    [Fact]
    public void ANewThingOfTheSameNameIsAnotherChain() =>
        Assert.DoesNotContain(ChainFinder.Find(Readers.Read("A man came in. A man went out.")), c => c.Count > 1);
}
