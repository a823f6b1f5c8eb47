using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;
using Hearsay.Language;

namespace Hearsay.Claims.Attributions;

/// <summary>One trained attribution network (tools/Hearsay.Training/attribution.py).</summary>
internal sealed class AttributionScorer
{
    /// <summary>O, B, I of cues.</summary>
    public const int CueLabels = 3;

    /// <summary>O, then B and I of source and of content.</summary>
    public const int PairLabels = 5;

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

    public AttributionScorer(ModelFile model, string name)
    {
        place = model.Floats(name + ".place.weight");
        placeWidth = model.Shape(name + ".place.weight")[1];
        paragraph = model.Floats(name + ".para.weight");
        paragraphWidth = model.Shape(name + ".para.weight")[1];
        layer = new Lstm(model, name + ".layer.lstm");
        cue = Matrix.Linear(model, name + ".cue");
        inner = Matrix.Linear(model, name + ".inner");
        key = Matrix.Linear(model, name + ".key");
        query = Matrix.Linear(model, name + ".query");
        distance = model.Floats(name + ".dist.weight");
        sentence = model.Floats(name + ".sent.weight");
        branch = model.Floats(name + ".branch.weight");
        outWeights = model.Floats(name + ".out.weight");
        outBias = model.Floats(name + ".out.bias");
        width = key.Outputs;
    }

    /// <summary>Reads a story once; what it gives answers for the story until it is disposed.</summary>
    public Story Read(Reading reading)
    {
        int n = reading.Text.Count, full = layer.Outputs + reading.States.Size;
        var words = new FloatBuffer(n * full);
        ReadWords(reading, words.Span, full);
        var keys = new FloatBuffer(n * key.Stride);
        key.Multiply(words.Span, full, n, keys.Span);
        return new Story(this, reading.Text, words, keys, full);
    }

    private void ReadWords(Reading reading, Span<float> words, int full)
    {
        int[] context = ContextFeatures.Of(reading.Text, reading.Quotes);
        int n = reading.Text.Count, size = reading.States.Size;
        using var input = new FloatBuffer(n * layer.Inputs);
        for (int t = 0; t < n; t++)
        {
            Span<float> row = input.Span.Slice(t * layer.Inputs, layer.Inputs);
            reading.States.Row(t).CopyTo(row);
            place.AsSpan(context[2 * t] * placeWidth, placeWidth).CopyTo(row[size..]);
            paragraph.AsSpan(context[2 * t + 1] * paragraphWidth, paragraphWidth).CopyTo(row[(size + placeWidth)..]);
        }
        using var states = new FloatBuffer(n * layer.Outputs);
        layer.Run(input.Span, n, CollectionsMarshal.AsSpan(StoryChunks.Of(reading.Text)), states.Span);
        for (int t = 0; t < n; t++)
        {
            states.Span.Slice(t * layer.Outputs, layer.Outputs).CopyTo(words[(t * full)..]);
            reading.States.Row(t).CopyTo(words[(t * full + layer.Outputs)..]);
        }
    }

    /// <summary>What the network says of one story.</summary>
    public sealed class Story(AttributionScorer scorer, TokenizedText text, FloatBuffer words, FloatBuffer keys, int full) : IDisposable
    {
        /// <summary>Rows of <see cref="CueLabels"/> log-probabilities.</summary>
        public void ScoreCues(Span<float> into) => Score(scorer.cue, into);

        /// <summary>The same by the labeller that was never told that words inside a content are no cues.</summary>
        public void ScoreInnerCues(Span<float> into) => Score(scorer.inner, into);

        private void Score(Matrix labeller, Span<float> into)
        {
            int n = text.Count;
            using var scores = new FloatBuffer(n * labeller.Stride);
            labeller.Multiply(words.Span, full, n, scores.Span);
            for (int t = 0; t < n; t++)
            {
                Span<float> row = scores.Span.Slice(t * labeller.Stride, CueLabels);
                Activation.LogSoftmax(row);
                row.CopyTo(into[(t * CueLabels)..]);
            }
        }

        /// <param name="branches">For each word of the window how it hangs from the cue in the tree.</param>
        /// <param name="into">Rows of <see cref="PairLabels"/> log-probabilities for the words of the window.</param>
        public void ScorePairs(TokenRange cueRange, TokenRange window, int[] branches, Span<float> into)
        {
            Span<float> mean = stackalloc float[full];
            mean.Clear();
            for (int t = cueRange.Start; t < cueRange.End; t++)
            {
                ReadOnlySpan<float> row = words.Span.Slice(t * full, full);
                for (int i = 0; i < full; i++)
                    mean[i] += row[i];
            }
            for (int i = 0; i < full; i++)
                mean[i] /= cueRange.Count;
            Span<float> asked = stackalloc float[scorer.query.Stride];
            scorer.query.Multiply(mean, full, 1, asked);

            int width = scorer.width;
            Span<float> hidden = stackalloc float[width];
            int cueSentence = text.SentenceOf(cueRange.Start);
            for (int t = window.Start; t < window.End; t++)
            {
                int offset = t < cueRange.Start ? t - cueRange.Start : t >= cueRange.End ? t - cueRange.End + 1 : 0;
                int sentences = Math.Clamp(text.SentenceOf(t) - cueSentence, -3, 5) + 3;
                Combine(asked, keys.Span.Slice(t * scorer.key.Stride, width), scorer.distance.AsSpan(DistanceBucket(offset) * width, width), scorer.sentence.AsSpan(sentences * width, width), scorer.branch.AsSpan(branches[t - window.Start] * width, width), hidden);
                Span<float> scores = into.Slice((t - window.Start) * PairLabels, PairLabels);
                for (int l = 0; l < PairLabels; l++)
                    scores[l] = scorer.outBias[l] + Dot(hidden, scorer.outWeights.AsSpan(l * width, width));
                Activation.LogSoftmax(scores);
            }
        }

        public void Dispose()
        {
            words.Dispose();
            keys.Dispose();
        }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, Span<float> into)
    {
        for (int i = 0; i < into.Length; i += 16)
        {
            Vector512<float> sum = Vector512.Create(a[i..]) + Vector512.Create(b[i..]) + Vector512.Create(c[i..]) + Vector512.Create(d[i..]) + Vector512.Create(e[i..]);
            Vector512.Max(sum, Vector512<float>.Zero).CopyTo(into[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (int i = 0; i < a.Length; i += 16)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[i..]), Vector512.Create(b[i..]), sum);
        return Vector512.Sum(sum);
    }
}
