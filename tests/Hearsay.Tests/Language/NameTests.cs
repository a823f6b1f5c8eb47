using Hearsay.Language;
using Hearsay.Language.Names;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Tests.Language;

public sealed class NameTests
{
    [Theory]
    [InlineData("They moved from St. Louis to South Korea in spring.", 0, "South Korea")]
    [InlineData("They moved from St. Louis to South Korea in spring.", 2, "St. Louis")]
    [InlineData("They moved from st. louis in spring.", 2, "")]
    [InlineData("Maria met a spokesman for the Red Cross in Oslo.", 3, "Maria")]
    [InlineData("Maria met a spokesman for the Red Cross in Oslo.", 4, "Red Cross")]
    [InlineData("Maria met a spokesman for the Red Cross in Oslo.", 5, "spokesman")]
    public void WordListsHintAtTheirLongestEntries(string words, int list, string expected)
    {
        TokenizedText text = new Tokenizer(WordTable.Empty).Split(new SourceText(words));

        int[] hints = NameHints.Of(text);

        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, text.Count).Where(t => (hints[t] >> 2 * list & 3) != 0).Select(t => text.Form(t).ToString())));
        Assert.Equal(expected.Length > 0 ? 1 : 0, hints.Count(h => (h >> 2 * list & 1) != 0));
    }

    [Theory]
    [InlineData("The Kenyan minister Amina Otieno met Erik Lund in Oslo on Monday.", "Kenyan:Group|Amina Otieno:Person|Erik Lund:Person|Oslo:Place")]
    [InlineData("The World Health Organization sent doctors to Lagos, Nigeria.", "World Health Organization:Organization|Lagos:Place|Nigeria:Place")]
    [InlineData("Mr. Otieno said so.", "Otieno:Person")]
    public void NamesAreFoundWithTheirKinds(string words, string expected)
    {
        Reading reading = Readers.Read(words);

        Assert.Equal(expected, string.Join('|', reading.Names.Names.Select(n => $"{reading.Text.Text.Words(reading.Text.SpanOf(n.Range))}:{n.Kind}")));
    }

    [Fact]
    public void WhereAWordIsPlainlyAPlaceItIsLikelierOneElsewhere()
    {
        TokenizedText text = GivenTokens.Build([["In", "Coron"], ["Coron", "voted"], ["council", "Council"]], WordTable.Empty);
        float[] chances = new float[text.Count * PatternVoice.Width], scores = new float[chances.Length];
        Span<float> plain = chances.AsSpan(PatternVoice.Width, PatternVoice.Width), unsure = chances.AsSpan(2 * PatternVoice.Width, PatternVoice.Width);
        (plain[1], plain[5]) = (0.01f, 0.99f);
        (unsure[1], unsure[5]) = (0.6f, 0.4f);

        NameAgreement.Apply(text, new int[text.Count], chances, scores);

        Assert.True(scores[2 * PatternVoice.Width + 5] > scores[2 * PatternVoice.Width + 1] + 1);
        Assert.True(scores[PatternVoice.Width + 5] < 0);
        Assert.All(scores[(3 * PatternVoice.Width)..], s => Assert.Equal(0, s));
    }

    [Fact]
    public void ChancesSumToOneAndKeepTheGrammarOfLabels()
    {
        float[] scores = new float[2 * PatternVoice.Width], chances = new float[scores.Length], moves = new float[PatternVoice.NameLabels * PatternVoice.NameLabels];
        (scores[1], scores[2], scores[PatternVoice.Width + 2], scores[PatternVoice.Width + 4]) = (5, 9, 4, 4);

        new LabelChances(moves).Of(scores, chances);

        Assert.Equal(0, chances[2]);
        Assert.True(chances[1] > 0.9f && chances[PatternVoice.Width + 2] > 0.5f && chances[PatternVoice.Width + 4] < 0.1f);
        Assert.Equal(1, chances[..PatternVoice.Width].Sum(), 1e-4);
        Assert.Equal(1, chances[PatternVoice.Width..].Sum(), 1e-4);
    }
}
