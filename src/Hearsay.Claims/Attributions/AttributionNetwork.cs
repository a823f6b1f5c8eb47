using System.Globalization;
using Hearsay.Language;
using Hearsay.Language.Models;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// Finds attributions with a network trained on PolNeAR: a cue labeller over the story, then for each cue a labeller that ties the words around it to
/// that cue as source or content. So contents may nest, be broken, and share words.
/// </summary>
public sealed class AttributionNetwork
{
    // The window of words around a cue in which its source and content are looked for; as in training.
    private const int Before = 64;
    private const int After = 128;
    private readonly AttributionScorer scorer;
    private readonly float cueBias;
    private readonly float innerBias;

    public AttributionNetwork(ModelFile model)
    {
        string[] settings = model.List("attribution.settings");
        cueBias = float.Parse(settings[0], CultureInfo.InvariantCulture);
        innerBias = float.Parse(settings[1], CultureInfo.InvariantCulture);
        LeastSure = double.Parse(settings[2], CultureInfo.InvariantCulture);
        scorer = new AttributionScorer(model, "attribution");
    }

    /// <summary>Attributions under this confidence are not given; chosen on PolNeAR dev between what is found and what is misattributed (docs/accuracy.md).</summary>
    public double LeastSure { get; }

    public List<Attribution> Find(Reading reading)
    {
        var found = new List<Attribution>();
        int n = reading.Text.Count;
        if (n == 0)
            return found;
        using AttributionScorer.Story story = scorer.Read(reading);
        var everything = new TokenRange(0, n);
        using var cueScores = new FloatBuffer(n * AttributionScorer.CueLabels);
        using var innerScores = new FloatBuffer(n * AttributionScorer.CueLabels);
        story.ScoreCues(cueScores.Span);
        story.ScoreInnerCues(innerScores.Span);
        foreach (TokenRange range in Decode(reading, cueScores.Span, cueBias, everything))
        {
            if (Tie(reading, story, range, everything, Sure(cueScores.Span, range), false) is { } attribution)
                found.Add(attribution);
        }

        // Attributions inside contents: the second labeller was never told that words inside a content are no cues.
        int top = found.Count;
        for (int i = 0; i < top; i++)
        {
            foreach (TokenRange content in found[i].Contents)
            {
                foreach (TokenRange range in Decode(reading, innerScores.Span, innerBias, content))
                {
                    if (found.Exists(a => a.Cue.Start < range.End && range.Start < a.Cue.End))
                        continue;
                    if (Tie(reading, story, range, content, Sure(innerScores.Span, range), true) is { } attribution)
                        found.Add(attribution);
                }
            }
        }
        found.Sort((a, b) => a.Cue.Start != b.Cue.Start ? a.Cue.Start.CompareTo(b.Cue.Start) : a.Cue.End.CompareTo(b.Cue.End));
        return found;
    }

    private static List<TokenRange> Decode(Reading reading, ReadOnlySpan<float> scores, float bias, TokenRange range)
    {
        const int stride = AttributionScorer.CueLabels;
        using var biased = new FloatBuffer(range.Count * stride);
        scores.Slice(range.Start * stride, range.Count * stride).CopyTo(biased.Span);
        for (int i = 0; i < range.Count; i++)
            biased.Span[i * stride] -= bias;
        var cues = new List<TokenRange>();
        // Sentence by sentence, so that no cue crosses one; the label grammar is as in training.
        for (int s = reading.Text.SentenceOf(range.Start); s < reading.Text.Sentences.Length && reading.Text.Sentences[s].Start < range.End; s++)
        {
            var part = new TokenRange(Math.Max(range.Start, reading.Text.Sentences[s].Start), Math.Min(range.End, reading.Text.Sentences[s].End));
            foreach ((TokenRange found, _) in BioDecoder.Decode(biased.Span[((part.Start - range.Start) * stride)..], stride, 3, part))
                cues.Add(found);
        }
        return cues;
    }

    private static double Sure(ReadOnlySpan<float> scores, TokenRange range)
    {
        double sum = 0;
        for (int t = range.Start; t < range.End; t++)
            sum += Math.Log(Math.Max(1e-6, 1 - Math.Exp(scores[t * AttributionScorer.CueLabels])));
        return Math.Exp(sum / range.Count);
    }

    private static Attribution? Tie(Reading reading, AttributionScorer.Story story, TokenRange cueRange, TokenRange limit, double sure, bool inside)
    {
        int start = Math.Max(0, cueRange.Start - Before), end = Math.Min(reading.Text.Count, cueRange.Start + After);
        var window = new TokenRange(start, end);
        int[] branches = Branches(reading.Parse, reading.Text, cueRange, window);
        const int labels = AttributionScorer.PairLabels;
        using var buffer = new FloatBuffer(window.Count * labels);
        Span<float> scores = buffer.Span;
        story.ScorePairs(cueRange, window, branches, scores);
        for (int t = start; t < end; t++)
        {
            // The content of an inner attribution lies inside the outer content; its source may stand before it.
            if (!limit.Contains(t))
                scores[(t - start) * labels + 3] = scores[(t - start) * labels + 4] = float.NegativeInfinity;
        }
        var sources = new List<TokenRange>();
        var contents = new List<TokenRange>();
        foreach ((TokenRange range, int kind) in BioDecoder.Decode(scores, labels, labels, window))
            (kind == 0 ? sources : contents).Add(range);
        if (contents.Count == 0)
            return null;
        return new Attribution(cueRange, sources, contents, sure, Sureness(scores, window, sources, 0), Sureness(scores, window, contents, 1), inside, inside ? "network, inside a content" : "network");
    }

    private static double Sureness(ReadOnlySpan<float> scores, TokenRange window, List<TokenRange> ranges, int kind)
    {
        if (ranges.Count == 0)
            return 0;
        double sum = 0;
        int count = 0;
        foreach (TokenRange range in ranges)
        {
            for (int t = range.Start; t < range.End; t++, count++)
            {
                ReadOnlySpan<float> row = scores.Slice((t - window.Start) * AttributionScorer.PairLabels, AttributionScorer.PairLabels);
                sum += Math.Log(Math.Max(1e-6, Math.Exp(row[1 + 2 * kind]) + Math.Exp(row[2 + 2 * kind])));
            }
        }
        return Math.Exp(sum / count);
    }

    /// <summary>For each word the relation by which it hangs from the cue's head word; one number more for words above it, two for other sentences.</summary>
    private static int[] Branches(DependencyParse parse, TokenizedText text, TokenRange cue, TokenRange window)
    {
        int above = parse.RelationCount, elsewhere = above + 1;
        int[] branches = new int[window.Count];
        Array.Fill(branches, elsewhere);
        TokenRange sentence = text.Sentences[text.SentenceOf(cue.Start)];
        int[] known = new int[sentence.Count];
        Array.Fill(known, -1);
        var path = new List<int>();
        for (int t = Math.Max(window.Start, sentence.Start); t < Math.Min(window.End, sentence.End); t++)
        {
            path.Clear();
            int label = above, at = t;
            while (true)
            {
                if (known[at - sentence.Start] >= 0)
                {
                    label = known[at - sentence.Start];
                    break;
                }
                path.Add(at);
                if (cue.Contains(at))
                    break;
                int head = parse.Head(at);
                if (cue.Contains(head))
                {
                    label = parse.RelationNumber(at);
                    break;
                }
                if (head < 0)
                    break;
                at = head;
            }
            foreach (int p in path)
                known[p - sentence.Start] = label;
            branches[t - window.Start] = label;
        }
        return branches;
    }
}
