using Hearsay.Language.Models;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

/// <summary>
/// All chains of a text, for <c>hearsay parse</c> and for measuring: each mention takes up the one before that a log-linear ranker likes best, or nothing (Denis and Baldridge 2008;
/// Durrett and Klein 2013). "I", "we" and "you" go by their quotation instead. Attribution needs the parties of
/// <see cref="EntityList"/> only, which are one of the ranker's features.
/// </summary>
public sealed class ChainFinder
{
    // How much better than the best earlier mention it must be to take up nothing; chosen on OntoGUM dev.
    private const float Bias = 0.5f;

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

    /// <summary>A chain's mentions in text order; chains of one mention are left out.</summary>
    public IReadOnlyList<IReadOnlyList<TokenRange>> Find(Reading reading)
    {
        var features = new LinkFeatures(reading);
        int[] chainOf = new int[features.Mentions.Count];
        var chains = new List<List<TokenRange>>();
        var numbers = new List<int>();
        var latest = new Dictionary<(char, int), int>();
        for (int i = 0; i < features.Mentions.Count; i++)
        {
            int best = Participant(reading, features.Mentions, i, latest) ?? Best(features, i, numbers);
            chainOf[i] = best < 0 ? chains.Count : chainOf[best];
            if (best < 0)
                chains.Add([]);
            chains[chainOf[i]].Add(features.Mentions[i].Range);
        }
        return [.. chains.Where(c => c.Count > 1)];
    }

    /// <summary>The mention before of who speaks or is spoken to (outside quotations one voice says "I", inside each quotation one); -1 for the first; null for all other mentions.</summary>
    private static int? Participant(Reading reading, IReadOnlyList<Mention> mentions, int i, Dictionary<(char, int), int> latest)
    {
        Mention mention = mentions[i];
        char person = reading.Text.Folded(mention.Head) switch
        {
            "i" or "me" or "my" or "mine" or "myself" => '1',
            "we" or "us" or "our" or "ours" or "ourselves" => 'w',
            "you" or "your" or "yours" or "yourself" => '2',
            _ => ' ',
        };
        if (person == ' ')
            return null;
        int before = latest.GetValueOrDefault((person, mention.Quotation), -1);
        latest[(person, mention.Quotation)] = i;
        return before;
    }

    /// <summary>The earlier mention that the ranker likes best, or -1.</summary>
    private int Best(LinkFeatures features, int mention, List<int> numbers)
    {
        numbers.Clear();
        features.New(mention, numbers);
        float most = Sum(numbers) - Bias;
        int best = -1;
        foreach (int earlier in features.Candidates(mention))
        {
            numbers.Clear();
            features.Link(mention, earlier, numbers);
            float score = Sum(numbers);
            if (score > most)
                (most, best) = (score, earlier);
        }
        return best;
    }

    private float Sum(List<int> features)
    {
        float sum = 0;
        foreach (int feature in features)
            sum += weights[feature];
        return sum;
    }
}
