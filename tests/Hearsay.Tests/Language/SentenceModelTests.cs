using Hearsay.Language;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Tests.Language;

public sealed class SentenceModelTests
{
    private static string Cut(Reading reading) => string.Join(" | ", reading.Text.Sentences.Select(s => reading.Text.Text.Words(reading.Text.SpanOf(s))));

    [Theory]
    [InlineData("Lovely little bakery We stopped here on the way to the coast. The bread was warm.", "Lovely little bakery | We stopped here on the way to the coast. | The bread was warm.")]
    [InlineData("Please ring the bell. Thanks Anna", "Please ring the bell. | Thanks Anna")]
    public void AHeadingOrASignatureInRunningTextIsASentence(string text, string expected) => Assert.Equal(expected, Cut(Readers.Read(text)));

    [Theory]
    [InlineData("Mayor Costa Vega Opens New Bridge After Long Delay.")]
    [InlineData("On Dec. 3 Governor Ada Kim Berg of Port Alm told J. R. Holt Jr. that the U.S. would pay.")]
    public void AHeadlineAndNamesStayWhole(string text) => Assert.Equal(text, Cut(Readers.Read(text)));

    [Fact]
    public void SentencesCoverAllTokensInOrderAndAreNeverTooLong()
    {
        Reading reading = Readers.Read(string.Concat(Enumerable.Repeat("word Word, (and) more: ", 500)) + "\n\nend");

        Assert.Equal(reading.Text.Count, reading.Text.Sentences.Sum(s => s.Count));
        Assert.All(reading.Text.Sentences.Zip(reading.Text.Sentences.Skip(1)), p => Assert.Equal(p.First.End, p.Second.Start));
        Assert.All(reading.Text.Sentences, s => Assert.InRange(s.Count, 1, 250));
    }
}
