using System.Runtime.InteropServices;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

/// <summary>
/// All chains of a text. Sure rules first, after the sieves of Lee et al. (2013): who "I" and "you" are, names of one party, definite subjects of speech with the same noun. Every other mention takes
/// up the one before that a log-linear ranker likes best, or nothing (Denis and Baldridge 2008; Durrett and Klein 2013); the parties of <see cref="EntityList"/> are one of its features.
/// </summary>
public sealed class ChainFinder
{
    // How much better than the best earlier mention it must be to take up nothing; chosen on OntoGUM dev.
    private const float Bias = 1;

    private readonly float[] weights;

    public ChainFinder(ModelFile model)
        : this(model.Floats("chains.weights"))
    {
    }

    /// <param name="weights">One a feature of <see cref="LinkFeatures"/>.</param>
    public ChainFinder(float[] weights)
    {
        if (weights.Length != LinkFeatures.Buckets)
            throw new InvalidDataException($"the chain model has {weights.Length} weights, not {LinkFeatures.Buckets}");
        this.weights = weights;
    }

    public ChainList Find(Reading reading)
    {
        var features = new LinkFeatures(reading);
        IReadOnlyList<Mention> mentions = features.Mentions;
        int[] chainOf = new int[mentions.Count];
        int count = 0;
        List<int> numbers = [], candidates = [];
        var participants = new Participants(reading);
        for (int i = 0; i < chainOf.Length; i++)
        {
            int best = participants.Before(mentions, i) ?? SameName(reading, mentions, i) ?? TakenUp(features, i) ?? Best(features, i, numbers, candidates);
            chainOf[i] = best < 0 ? count++ : chainOf[best];
        }
        JoinVoices(reading, mentions, chainOf);
        return Listed(reading, mentions, chainOf);
    }

    /// <summary>The latest mention by name of the same person or body, or null.</summary>
    private static int? SameName(Reading reading, IReadOnlyList<Mention> mentions, int i)
    {
        Mention mention = mentions[i];
        if (!IsByName(reading, mention))
            return null;
        for (int j = i - 1; j >= 0; j--)
        {
            if (mentions[j].Entity == mention.Entity && mentions[j].Kind == MentionKind.Name && mentions[j].Range.End <= mention.Range.Start)
                return j;
        }
        return null;
    }

    private static bool IsByName(Reading reading, Mention mention) =>
        mention.Kind == MentionKind.Name && mention.Entity >= 0 && reading.Entities.Entities[mention.Entity] is { IsNamed: true, Kind: EntityKind.Person or EntityKind.Organization or EntityKind.Government or EntityKind.Media };

    /// <summary>Who speaks under a definite description, or under the same words, is the latest of that description, or null.</summary>
    private static int? TakenUp(LinkFeatures features, int i)
    {
        if (!features.IsSource(i))
            return null;
        for (int j = i - 1; j >= Math.Max(0, i - LinkFeatures.Far); j--)
        {
            if (features.TakesUp(i, j))
                return j;
        }
        return null;
    }

    /// <summary>The earlier mention that the ranker likes best, or -1.</summary>
    private int Best(LinkFeatures features, int mention, List<int> numbers, List<int> candidates)
    {
        if (features.IsIndefinite(mention))
            return -1;
        numbers.Clear();
        features.New(mention, numbers);
        float most = Sum(CollectionsMarshal.AsSpan(numbers)) - Bias;
        Span<int> link = stackalloc int[LinkFeatures.LinkCount];
        int best = -1;
        features.Candidates(mention, candidates);
        foreach (int earlier in candidates)
        {
            features.Link(mention, earlier, link);
            float score = Sum(link);
            if (score > most)
                (most, best) = (score, earlier);
        }
        return best;
    }

    private float Sum(ReadOnlySpan<int> features)
    {
        float sum = 0;
        foreach (int feature in features)
            sum += weights[feature];
        return sum;
    }

    /// <summary>"I" in a quotation is who is said to speak it, also where the name comes after.</summary>
    private static void JoinVoices(Reading reading, IReadOnlyList<Mention> mentions, int[] chainOf)
    {
        Dictionary<int, int> speakers = QuotationSpeakers.Find(reading);
        var byHead = new Dictionary<int, int>();
        for (int i = 0; i < chainOf.Length; i++)
            byHead[mentions[i].Head] = i;
        for (int i = 0; i < chainOf.Length; i++)
        {
            if (mentions[i].Quotation < 0 || Participants.PersonOf(reading.Text.Folded(mentions[i].Head)) != Person.I || !speakers.TryGetValue(mentions[i].Quotation, out int head) || !byHead.TryGetValue(head, out int speaker))
                continue;
            int from = chainOf[i];
            if (from == chainOf[speaker])
                continue;
            for (int j = 0; j < chainOf.Length; j++)
                chainOf[j] = chainOf[j] == from ? chainOf[speaker] : chainOf[j];
        }
    }

    private static ChainList Listed(Reading reading, IReadOnlyList<Mention> mentions, int[] chainOf)
    {
        var chains = new List<List<TokenRange>>();
        var parties = new Dictionary<int, int>();
        foreach (IGrouping<int, int> chain in Enumerable.Range(0, chainOf.Length).GroupBy(i => chainOf[i]))
        {
            chains.Add([.. chain.Select(i => mentions[i].Range)]);
            if (chain.Where(i => IsByName(reading, mentions[i])).GroupBy(i => mentions[i].Entity).MaxBy(g => g.Count()) is not { Key: var party })
                continue;
            foreach (int i in chain)
                parties.TryAdd(mentions[i].Head, party);
        }
        return new ChainList(chains, parties);
    }
}
