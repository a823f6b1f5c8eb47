namespace Hearsay.Ledger;

/// <summary>A story's positions with their words, to be compared with those of another story.</summary>
internal sealed class StoryWords
{
    private readonly Dictionary<Word, List<int>> holders = [];

    /// <param name="own">Of each position the words of its content.</param>
    /// <param name="all">The same with the names that its pronouns stand for.</param>
    /// <param name="contents">The contents as they are written.</param>
    public StoryWords(Word[][] own, Word[][] all, IEnumerable<string> contents)
    {
        (Own, All) = (own, all);
        HashSet<string> names = [.. contents.SelectMany(Terms.NamesIn)];
        Plain = [.. own.Select(words => Array.FindAll(words, w => !w.IsNation && !char.IsDigit(w.Text[0]) && !names.Contains(w.Text)))];
        for (int i = 0; i < all.Length; i++)
        {
            foreach (Word word in all[i])
            {
                if (!holders.TryGetValue(word, out List<int>? positions))
                    holders[word] = positions = [];
                positions.Add(i);
            }
        }
    }

    public Word[][] Own { get; }

    public Word[][] All { get; }

    /// <summary>Of each position the words of its content that are no numbers and that the story writes as no names.</summary>
    public Word[][] Plain { get; }

    /// <summary>All words of the story.</summary>
    public IReadOnlyCollection<Word> Words => holders.Keys;

    /// <summary>The positions that hold the word.</summary>
    public IReadOnlyList<int> Holders(Word word) => holders.TryGetValue(word, out List<int>? found) ? found : [];
}

/// <summary>
/// How like two positions of different stories are: the weight of the words that both hold, once as a share of the lighter one's and once of all words of both (overlap and Jaccard coefficient,
/// added: 0 to 2). A word weighs the less the more positions of the two stories hold it: what a whole story is about tells none of its positions from another. A word that is rare in all news and
/// no name ("ransom", "overloaded") tells what is said, however often the stories say it, and counts for itself where the stories are much alike.
/// </summary>
internal sealed class Likeness(WordIndex index)
{
    /// <summary>How slowly the weight falls with the number of positions; chosen on the four groups of dev stories and on twenty of our own.</summary>
    private const double Fall = 1.5;

    /// <summary>Lighter positions are taken to weigh so much, in natural logarithms.</summary>
    private const double LeastWeight = 0.7;

    /// <summary>What both hold must weigh so much, in natural logarithms: the name of a country by itself makes no matter.</summary>
    private const double LeastShared = 8.0 * WordIndex.Unit;

    /// <summary>Words that weigh so much, in natural logarithms, are rare in all news: no more than one position in three thousand holds them.</summary>
    private const double Rare = 8.0 * WordIndex.Unit;

    /// <summary>What a shared one adds; both were chosen on twenty groups of our own and held on the four of dev stories.</summary>
    private const double RareShared = 0.35;

    /// <summary>Two stories tell of one event so closely that one word can tell, where the words of this weight that both hold weigh so much together, for each word of theirs (the geometric mean of both).</summary>
    private const double Telling = 6.5 * WordIndex.Unit;
    private const double LeastAlike = 0.8 * WordIndex.Unit;

    private readonly Dictionary<(StoryWords, StoryWords), bool> alike = [];

    /// <returns>For each position of the first story those of the second that share a word of their content with it, and how like they are.</returns>
    public List<(int Position, double Likeness)>[] Between(StoryWords mine, StoryWords theirs)
    {
        var found = new List<(int, double)>[mine.All.Length];
        long[] weights = [.. theirs.All.Select(all => Weight(all, theirs, mine))];
        long[] shared = new long[theirs.All.Length], plain = new long[theirs.All.Length];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = [];
            Array.Clear(shared);
            Array.Clear(plain);
            foreach (Word word in mine.All[i])
            {
                IReadOnlyList<int> holding = theirs.Holders(word);
                if (holding.Count == 0)
                    continue;
                long weight = Weight(word, mine, theirs);
                foreach (int j in holding)
                {
                    shared[j] += weight;
                    plain[j] += index.Weight(word);
                }
            }
            long own = Weight(mine.All[i], mine, theirs);
            for (int j = 0; j < shared.Length; j++)
            {
                if (plain[j] >= LeastShared && WordIndex.Overlap(mine.Own[i], theirs.Own[j]))
                    found[i].Add((j, Of(shared[j], own, weights[j]) + OfRare(mine, i, theirs, j)));
            }
        }
        return found;
    }

    /// <summary>The same for one pair.</summary>
    public double Of(StoryWords mine, int i, StoryWords theirs, int j)
    {
        if (!WordIndex.Overlap(mine.Own[i], theirs.Own[j]))
            return 0;
        long shared = 0, plain = 0;
        foreach (Word word in WordIndex.Shared(mine.All[i], theirs.All[j]))
        {
            shared += Weight(word, mine, theirs);
            plain += index.Weight(word);
        }
        return plain < LeastShared ? 0 : Of(shared, Weight(mine.All[i], mine, theirs), Weight(theirs.All[j], mine, theirs)) + OfRare(mine, i, theirs, j);
    }

    /// <summary>Stories of one theme share a rare word now and then that tells nothing; those of one event share many words.</summary>
    private double OfRare(StoryWords mine, int i, StoryWords theirs, int j) => WordIndex.Shared(mine.Plain[i], theirs.Plain[j]).Exists(w => index.Weight(w) >= Rare) && AreAlike(mine, theirs) ? RareShared : 0;

    private bool AreAlike(StoryWords mine, StoryWords theirs)
    {
        if (!alike.TryGetValue((mine, theirs), out bool found))
        {
            long shared = 0;
            foreach (Word word in mine.Words)
            {
                if (theirs.Holders(word).Count > 0 && index.Weight(word) is var weight && weight >= Telling)
                    shared += weight;
            }
            alike[(mine, theirs)] = found = shared >= LeastAlike * Math.Sqrt((double)mine.Words.Count * theirs.Words.Count);
        }
        return found;
    }

    private static double Of(long shared, long one, long other)
    {
        double least = LeastWeight * WordIndex.Unit;
        return shared / Math.Max(least, Math.Min(one, other)) + shared / Math.Max(least, one + other - shared);
    }

    private long Weight(Word[] words, StoryWords mine, StoryWords theirs)
    {
        long sum = 0;
        foreach (Word word in words)
            sum += Weight(word, mine, theirs);
        return sum;
    }

    // Whole numbers: sums are the same in any order.
    private long Weight(Word word, StoryWords mine, StoryWords theirs)
    {
        int here = Math.Max(1, mine.Holders(word).Count), there = Math.Max(1, theirs.Holders(word).Count);
        return here * there == 1 ? index.Weight(word) : (long)(index.Weight(word) / (1 + Math.Log(here * there) / Fall));
    }
}
