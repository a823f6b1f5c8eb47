using Hearsay.Language;
using Hearsay.Language.Names;
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
}
