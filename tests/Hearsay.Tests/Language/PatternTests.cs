using Hearsay.Language.Models;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tokens;

namespace Hearsay.Tests.Language;

public class PatternTests
{
    private static readonly WordTable Vocabulary = new(["the", "mill", "closed"]);
    private static readonly WordClusters Clusters = new([1, 2, 3], [4, 5, 6]);

    private static TokenizedText Text(params string[][] sentences) => GivenTokens.Build(sentences, Vocabulary);

    private static float[] Table() => new float[PatternVoice.Buckets * PatternVoice.Width];

    private static float[] Moves() => new float[PatternVoice.NameLabels * PatternVoice.NameLabels];

    [Fact]
    public void AWordsPatternsSeeItsNeighboursButNotTheNextSentence()
    {
        uint[] alone = WordPatterns.Of(Text(["The", "mill", "closed"]), Clusters), before = WordPatterns.Of(Text(["The", "mill", "closed"], ["Rain", "fell"]), Clusters), other = WordPatterns.Of(Text(["The", "mill", "opened"]), Clusters);

        Assert.Equal(alone, before[..alone.Length]);
        Assert.NotEqual(alone[..WordPatterns.Count], other[..WordPatterns.Count]);
        Assert.Equal(alone[..2], other[..2]);
    }

    [Fact]
    public void AWordInSmallLettersNearIsAPatternOfTheCapitalisedOne()
    {
        uint[] apart = WordPatterns.Of(Text(["Mill", "closed"], ["Rain", "fell"]), Clusters), near = WordPatterns.Of(Text(["Mill", "closed"], ["the", "mill"]), Clusters);

        Assert.Equal(apart[..WordPatterns.TagCount], near[..WordPatterns.TagCount]);
        Assert.NotEqual(apart[..WordPatterns.Count], near[..WordPatterns.Count]);
    }

    [Fact]
    public void ScoresOfNamesGoFromTheNewsToTheOthersAsTheTextGoes()
    {
        float[] names = Table(), own = Table();
        TokenizedText text = Text(["Mill"]);
        uint row = WordPatterns.Of(text, Clusters)[1] % PatternVoice.Buckets;
        names[row * PatternVoice.Width + 1] = 2;
        own[row * PatternVoice.Width + 1] = 6;
        var voice = new PatternVoice(HalfTable.Of(Table()), HalfTable.Of(names), HalfTable.Of(own), [1, 0], Moves(), Moves(), Clusters);
        float[] news = new float[PatternVoice.Width], half = new float[PatternVoice.Width];

        voice.ScoreNames(voice.Read(text), new TokenRange(0, 1), voice.Apart([-50]), news);
        voice.ScoreNames(voice.Read(text), new TokenRange(0, 1), voice.Apart([0]), half);

        Assert.Equal(2, news[1]);
        Assert.Equal(4, half[1]);
    }

    [Fact]
    public void AMoveThatIsWorthMuchDecidesBetweenTwoNamesAndOne()
    {
        float[] scores = new float[2 * PatternVoice.NameLabels], moves = Moves();
        scores[1] = 1;
        scores[PatternVoice.NameLabels + 1] = 1;

        List<(TokenRange Range, int Kind)> two = BioDecoder.Decode(scores, PatternVoice.NameLabels, PatternVoice.NameLabels, new TokenRange(0, 2), moves);
        moves[PatternVoice.NameLabels + 2] = 3;
        List<(TokenRange Range, int Kind)> one = BioDecoder.Decode(scores, PatternVoice.NameLabels, PatternVoice.NameLabels, new TokenRange(0, 2), moves);

        Assert.Equal(2, two.Count);
        Assert.Equal((new TokenRange(0, 2), 0), Assert.Single(one));
    }
}
