using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Tests.Language;

public sealed class TokenizerTests
{
    private static readonly Tokenizer Tokenizer = new(WordTable.Empty);

    private static string Cut(string text)
    {
        TokenizedText tokens = Tokenizer.Split(new SourceText(text));
        return string.Join(" | ", tokens.Sentences.Select(s => string.Join(' ', Enumerable.Range(s.Start, s.Count).Select(t => tokens.Form(t).ToString()))));
    }

    [Theory]
    [InlineData("He didn't go.", "He did n't go .")]
    [InlineData("It’s the U.S.’s plan.", "It ’s the U.S. ’s plan .")]
    [InlineData("They cannot pay $5,000 or 3.5% by 10:30.", "They can not pay $ 5,000 or 3.5 % by 10:30 .")]
    [InlineData("A well-known non-state group", "A well - known non-state group")]
    [InlineData("See https://example.org/a?b=1, please.", "See https://example.org/a?b=1 , please .")]
    [InlineData("O'Brien and AT&T met J. R. Smith Jr. there.", "O'Brien and AT&T met J. R. Smith Jr. there .")]
    [InlineData("On Dec. 30 Gen. Ruiz said No. 2 fell.", "On Dec. 30 Gen. Ruiz said No. 2 fell .")]
    [InlineData("He lives in the U.S. The plan failed.", "He lives in the U.S. | The plan failed .")]
    [InlineData("“Go,” he said. “Now!” She went.", "“ Go , ” he said . | “ Now ! ” | She went .")]
    [InlineData("It ended... Nobody knew why.", "It ended ... | Nobody knew why .")]
    [InlineData("called it \"\"radioactive\"\" and left", "called it \"\" radioactive \"\" and left")]
    [InlineData("First line\n\nSecond line", "First line | Second line")]
    [InlineData("#hashtag and @handle \U0001F600 end", "#hashtag and @handle \U0001F600 end")]
    [InlineData("im sure its the ferry, alot of it, b/c Im Jong left", "i m sure it s the ferry , a lot of it , b/c Im Jong left")]
    [InlineData("Its owner lost its way; its in-house paper, its just", "Its owner lost its way ; its in - house paper , it s just")]
    [InlineData("Great :) thanks ;-) (see page 3:) $$$ << ?!", "Great :) thanks ;-) ( see page 3 : ) $$$ << ?!")]
    [InlineData("----== 5 ++ and DH+Lib at misc.boats.sale", "----== 5 ++ and DH+Lib at misc.boats.sale")]
    [InlineData("Is it No. 4? No. Why, berg et al. ask, th- then, w- what", "Is it No. 4 ? | No . | Why , berg et al. ask , th- then , w- what")]
    public void WordsAndSentencesAreCut(string text, string expected) => Assert.Equal(expected, Cut(text));

    [Fact]
    public void EveryTokenPointsAtItsWordsAndNothingElseIsLost()
    {
        const string text = "Mr. Berg's \"plan\" (2009-2012) didn't – in his view — fail; see www.a.example.\r\nNext…";

        TokenizedText tokens = Tokenizer.Split(new SourceText(text));

        string kept = string.Concat(tokens.Tokens.Select(t => text[t.Start..t.End]));
        Assert.Equal(string.Concat(text.Where(c => !char.IsWhiteSpace(c))), kept);
    }

    [Theory]
    [InlineData("\uD800 lone \uDC00 surrogates \uD83D")]
    [InlineData("\u202Eright to left \u0000\u0001\u0007 control")]
    [InlineData("مرحبا بالعالم 你好 世界")]
    [InlineData("....!!!???''''\"\"\"\"")]
    [InlineData("")]
    public void AnyTextIsCut(string text)
    {
        TokenizedText tokens = Tokenizer.Split(new SourceText(text));

        Assert.All(tokens.Tokens, t => Assert.True(t.End > t.Start));
        Assert.Equal(tokens.Count, tokens.Sentences.Sum(s => s.Count));
    }

    [Fact]
    public void AMillionLettersInOneWordAndAMillionWordsInOneSentenceAreCut()
    {
        TokenizedText word = Tokenizer.Split(new SourceText(new string('x', 1_000_000)));
        TokenizedText sentence = Tokenizer.Split(new SourceText(string.Concat(Enumerable.Repeat("word ", 200_000))));

        Assert.Equal(1, word.Count);
        Assert.Equal(200_000, sentence.Count);
        Assert.All(sentence.Sentences, s => Assert.True(s.Count <= 250));
    }

    [Fact]
    public void AGivenSentenceThatIsTooLongIsCutAsRunningTextIs()
    {
        string[] sentence = ["The", "ferry", "left", "(", "late", ")", ".", "\"", "Why", "?", "\"", "she", "asked", "."];

        TokenizedText tokens = Tokenizer.SplitGiven([["A", "heading"], [.. Enumerable.Repeat(sentence, 30).SelectMany(w => w)]]);

        Assert.Equal(2 + 30 * sentence.Length, tokens.Count);
        Assert.Equal(["A heading", "The ferry left (late).", "\"Why?\" she asked."], tokens.Sentences.Take(3).Select(s => tokens.Text.Words(tokens.SpanOf(s))));
        Assert.All(tokens.Sentences, s => Assert.True(s.Count <= 250));
    }
}
