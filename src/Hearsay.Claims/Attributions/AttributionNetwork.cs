using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language;
using Hearsay.Language.Models;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// Finds attributions with a network trained on PolNeAR: a cue labeller over the story, then for each cue a labeller that ties the words
/// around it to that cue as source or content. So contents may nest, be broken, and share words.
/// </summary>
public sealed class AttributionNetwork
{
    // The window of words around a cue in which its source and content are looked for; as in training.
    private const int Before = 64;
    private const int After = 128;
    private const int Labels = 5;
    private static readonly int[] Distances = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40, 60, 90, 130];

    private readonly float[] place;
    private readonly float[] paragraph;
    private readonly int placeWidth;
    private readonly int paragraphWidth;
    private readonly Lstm layer;
    private readonly Matrix cue;
    private readonly Matrix inner;
    private readonly Matrix key;
    private readonly Matrix query;
    private readonly float[] distance;
    private readonly float[] sentence;
    private readonly float[] branch;
    private readonly float[] outWeights;
    private readonly float[] outBias;
    private readonly int width;
    private readonly float cueBias;
    private readonly float innerBias;

    public AttributionNetwork(ModelFile model)
    {
        place = model.Floats("attribution.place.weight");
        placeWidth = model.Shape("attribution.place.weight")[1];
        paragraph = model.Floats("attribution.para.weight");
        paragraphWidth = model.Shape("attribution.para.weight")[1];
        layer = new Lstm(model, "attribution.layer.lstm");
        cue = Matrix.Linear(model, "attribution.cue");
        inner = Matrix.Linear(model, "attribution.inner");
        key = Matrix.Linear(model, "attribution.key");
        query = Matrix.Linear(model, "attribution.query");
        distance = model.Floats("attribution.dist.weight");
        sentence = model.Floats("attribution.sent.weight");
        branch = model.Floats("attribution.branch.weight");
        outWeights = model.Floats("attribution.out.weight");
        outBias = model.Floats("attribution.out.bias");
        width = key.Outputs;
        string[] settings = model.List("attribution.settings");
        cueBias = float.Parse(settings[0], CultureInfo.InvariantCulture);
        innerBias = float.Parse(settings[1], CultureInfo.InvariantCulture);
    }

    public List<Attribution> Find(Reading reading)
    {
        var found = new List<Attribution>();
        int n = reading.Text.Count;
        if (n == 0)
            return found;
        int full = layer.Outputs + reading.States.Size;
        using var words = new Hearsay.Language.Models.Buffer(n * full);
        ReadWords(reading, words.Span, full);
        using var keys = new Hearsay.Language.Models.Buffer(n * key.Stride);
        key.Multiply(words.Span, full, n, keys.Span);

        var everything = new TokenRange(0, n);
        using var cueScores = Scores(cue, words.Span, full, n);
        foreach (TokenRange range in Decode(reading, cueScores.Span, cue.Stride, cueBias, everything))
        {
            if (Tie(reading, words.Span, full, keys.Span, range, everything, Sure(cueScores.Span, cue.Stride, range), false) is { } attribution)
                found.Add(attribution);
        }

        // Attributions inside contents: the second labeller was never told that words inside a content are no cues.
        int top = found.Count;
        using var innerScores = Scores(inner, words.Span, full, n);
        for (int i = 0; i < top; i++)
        {
            foreach (TokenRange content in found[i].Contents)
            {
                foreach (TokenRange range in Decode(reading, innerScores.Span, inner.Stride, innerBias, content))
                {
                    if (found.Exists(a => a.Cue.Start < range.End && range.Start < a.Cue.End))
                        continue;
                    if (Tie(reading, words.Span, full, keys.Span, range, content, Sure(innerScores.Span, inner.Stride, range), true) is { } attribution)
                        found.Add(attribution);
                }
            }
        }
        found.Sort((a, b) => a.Cue.Start != b.Cue.Start ? a.Cue.Start.CompareTo(b.Cue.Start) : a.Cue.End.CompareTo(b.Cue.End));
        return found;
    }

    private void ReadWords(Reading reading, Span<float> words, int full)
    {
        int[] context = ContextFeatures.Of(reading.Text, reading.Quotes);
        int n = reading.Text.Count, size = reading.States.Size;
        using var input = new Hearsay.Language.Models.Buffer(n * layer.Inputs);
        for (int t = 0; t < n; t++)
        {
            Span<float> row = input.Span.Slice(t * layer.Inputs, layer.Inputs);
            reading.States.Row(t).CopyTo(row);
            place.AsSpan(context[2 * t] * placeWidth, placeWidth).CopyTo(row[size..]);
            paragraph.AsSpan(context[2 * t + 1] * paragraphWidth, paragraphWidth).CopyTo(row[(size + placeWidth)..]);
        }
        using var states = new Hearsay.Language.Models.Buffer(n * layer.Outputs);
        layer.Run(input.Span, n, CollectionsMarshal.AsSpan(StoryChunks.Of(reading.Text)), states.Span);
        for (int t = 0; t < n; t++)
        {
            states.Span.Slice(t * layer.Outputs, layer.Outputs).CopyTo(words[(t * full)..]);
            reading.States.Row(t).CopyTo(words[(t * full + layer.Outputs)..]);
        }
    }

    private static Hearsay.Language.Models.Buffer Scores(Matrix labeller, ReadOnlySpan<float> words, int full, int n)
    {
        var scores = new Hearsay.Language.Models.Buffer(n * labeller.Stride);
        labeller.Multiply(words, full, n, scores.Span);
        for (int t = 0; t < n; t++)
            Activation.LogSoftmax(scores.Span.Slice(t * labeller.Stride, labeller.Outputs));
        return scores;
    }

    private static List<TokenRange> Decode(Reading reading, ReadOnlySpan<float> scores, int stride, float bias, TokenRange range)
    {
        using var biased = new Hearsay.Language.Models.Buffer(range.Count * stride);
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

    private static double Sure(ReadOnlySpan<float> scores, int stride, TokenRange range)
    {
        double sum = 0;
        for (int t = range.Start; t < range.End; t++)
            sum += Math.Log(Math.Max(1e-6, 1 - Math.Exp(scores[t * stride])));
        return Math.Exp(sum / range.Count);
    }

    private Attribution? Tie(Reading reading, ReadOnlySpan<float> words, int full, ReadOnlySpan<float> keys, TokenRange cueRange, TokenRange limit, double sure, bool inside)
    {
        TokenizedText text = reading.Text;
        Span<float> mean = stackalloc float[full];
        mean.Clear();
        for (int t = cueRange.Start; t < cueRange.End; t++)
        {
            ReadOnlySpan<float> row = words.Slice(t * full, full);
            for (int i = 0; i < full; i++)
                mean[i] += row[i];
        }
        for (int i = 0; i < full; i++)
            mean[i] /= cueRange.Count;
        Span<float> asked = stackalloc float[query.Stride];
        query.Multiply(mean, full, 1, asked);

        int start = Math.Max(0, cueRange.Start - Before), end = Math.Min(text.Count, cueRange.Start + After);
        var window = new TokenRange(start, end);
        int[] branches = Branches(reading.Parse, text, cueRange, window);
        using var buffer = new Hearsay.Language.Models.Buffer(window.Count * 8);
        Span<float> scores = buffer.Span;
        Span<float> hidden = stackalloc float[width];
        int cueSentence = text.SentenceOf(cueRange.Start);
        for (int t = start; t < end; t++)
        {
            int offset = t < cueRange.Start ? t - cueRange.Start : t >= cueRange.End ? t - cueRange.End + 1 : 0;
            int sentences = Math.Clamp(text.SentenceOf(t) - cueSentence, -3, 5) + 3;
            Combine(asked, keys.Slice(t * key.Stride, width), distance.AsSpan(DistanceBucket(offset) * width, width), sentence.AsSpan(sentences * width, width), branch.AsSpan(branches[t - start] * width, width), hidden);
            Span<float> row = scores.Slice((t - start) * 8, Labels);
            for (int l = 0; l < Labels; l++)
                row[l] = outBias[l] + Dot(hidden, outWeights.AsSpan(l * width, width));
            Activation.LogSoftmax(row);
            // The content of an inner attribution lies inside the outer content; its source may stand before it.
            if (!limit.Contains(t))
                row[3] = row[4] = float.NegativeInfinity;
        }
        var sources = new List<TokenRange>();
        var contents = new List<TokenRange>();
        foreach ((TokenRange range, int kind) in BioDecoder.Decode(scores, 8, Labels, window))
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
                ReadOnlySpan<float> row = scores.Slice((t - window.Start) * 8, Labels);
                sum += Math.Log(Math.Max(1e-6, Math.Exp(row[1 + 2 * kind]) + Math.Exp(row[2 + 2 * kind])));
            }
        }
        return Math.Exp(sum / count);
    }

    private static int DistanceBucket(int offset)
    {
        if (offset == 0)
            return 0;
        int away = Math.Abs(offset), bucket = 0;
        while (bucket < Distances.Length && Distances[bucket] <= away)
            bucket++;
        return offset > 0 ? bucket : bucket + Distances.Length;
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

    private static void Combine(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, Span<float> into)
    {
        for (int i = 0; i < into.Length; i += 16)
        {
            Vector512<float> sum = Vector512.Create(a[i..]) + Vector512.Create(b[i..]) + Vector512.Create(c[i..]) + Vector512.Create(d[i..]) + Vector512.Create(e[i..]);
            Vector512.Max(sum, Vector512<float>.Zero).CopyTo(into[i..]);
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (int i = 0; i < a.Length; i += 16)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[i..]), Vector512.Create(b[i..]), sum);
        return Vector512.Sum(sum);
    }
}
