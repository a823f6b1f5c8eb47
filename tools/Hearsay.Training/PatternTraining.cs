using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Models;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Training;

/// <summary>
/// Trains models/patterns.model: softmax regression of tags on the treebank, a conditional random field of names on the corpora of names and one on GUM alone (where a corpus leaves labels open, the likelihood
/// of all that it allows), by AdaGrad with weight decay, the mean of the later rounds kept; what tells news from other texts; clusters by k-means over the trunk's word vectors. One thread, seeded.
/// </summary>
internal sealed class PatternTraining(string data, string models)
{
    private const int Labels = PatternVoice.NameLabels, Width = PatternVoice.Width;
    private static readonly (string Corpus, int Times)[] NameCorpora = [("gum.train", 2), ("ieer", 2), ("news", 2), ("wikigold", 1), ("wnut.train", 1)];

    private readonly ModelFile model = ModelFile.Open(Path.Combine(models, "hearsay.model"));

    // A sentence: its rows of patterns, and for each word its label or the mask of those possible.
    private sealed record Sentence(uint[] Rows, TokenRange Range, int[] Labels, bool Apart);

    public void Run()
    {
        var vocabulary = new WordTable(model.List("vocabulary"));
        ushort[] coarse = Clusters(64, 3), fine = Clusters(640, 5);
        var clusters = new WordClusters(coarse, fine);
        float[] names = Table(), own = Table(), moves = new float[Labels * Labels], ownMoves = new float[Labels * Labels];
        TrainNames(vocabulary, clusters, names, own, moves, ownMoves);
        float[] gate = TrainGate(vocabulary);
        float[] tags = Table();
        TrainTags(vocabulary, clusters, tags);
        ModelWriter.Write(Path.Combine(models, "patterns.model"), ("patterns.tags", tags), ("patterns.names", names), ("patterns.own", own), ("patterns.gate", gate), ("patterns.moves", moves), ("patterns.ownMoves", ownMoves), ("clusters.coarse", [.. coarse.Select(c => (float)c)]), ("clusters.fine", [.. fine.Select(c => (float)c)]));
    }

    private static float[] Table() => new float[PatternVoice.Buckets * Width];

    /// <summary>k-means over the vocabulary's word vectors, begun from words by frequency; clusters are numbered from 1.</summary>
    private ushort[] Clusters(int count, int rounds)
    {
        const string name = "trunk.emb.word.weight";
        float[] vectors = model.Floats(name);
        int size = model.Shape(name)[1], words = model.List("vocabulary").Length;
        float[] centres = [.. vectors.AsSpan(0, count * size)];
        ushort[] cluster = new ushort[words];
        for (int round = 0; round < rounds; round++)
        {
            float[] lengths = [.. Enumerable.Range(0, count).Select(c => Dot(centres.AsSpan(c * size, size), centres.AsSpan(c * size, size)) / 2)];
            for (int w = 0; w < words; w++)
            {
                float best = float.NegativeInfinity;
                for (int c = 0; c < count; c++)
                {
                    float near = Dot(vectors.AsSpan(w * size, size), centres.AsSpan(c * size, size)) - lengths[c];
                    if (near > best)
                        (best, cluster[w]) = (near, (ushort)(c + 1));
                }
            }
            float[] sums = new float[count * size];
            int[] members = new int[count];
            for (int w = 0; w < words; w++)
            {
                int c = cluster[w] - 1;
                members[c]++;
                for (int i = 0; i < size; i++)
                    sums[c * size + i] += vectors[w * size + i];
            }
            for (int i = 0; i < sums.Length; i++)
                centres[i] = members[i / size] > 0 ? sums[i] / members[i / size] : centres[i];
        }
        return cluster;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (int i = 0; i < a.Length; i += Width)
            sum += Vector512.Create(a[i..]) * Vector512.Create(b[i..]);
        return Vector512.Sum(sum);
    }

    private void TrainTags(WordTable vocabulary, WordClusters clusters, float[] weights)
    {
        List<Sentence> train = Tagged(vocabulary, clusters, [Path.Combine(data, "treebank", "train.conllu.gz"), Path.Combine(data, "treebank", "pud.conllu")], open: true);
        List<Sentence> dev = Tagged(vocabulary, clusters, [Path.Combine(data, "treebank", "dev.conllu")], open: false);
        var learner = new Learner(weights, Rare(train, WordPatterns.TagCount), WordPatterns.TagCount) { Rate = 0.05f, Decay = 1e-5f };
        Span<float> scores = stackalloc float[Width + 1];
        learner.Learn(train, 6, 4, sentence =>
        {
            Span<float> all = stackalloc float[Width + 1];
            double loss = 0;
            for (int t = 0; t < sentence.Range.Count; t++)
            {
                ReadOnlySpan<uint> row = Row(sentence, t);
                all[0] = 0;
                learner.Score(row, all[1..]);
                Activation.LogSoftmax(all);
                loss -= all[sentence.Labels[t]];
                for (int l = 0; l <= Width; l++)
                    all[l] = MathF.Exp(all[l]) - (l == sentence.Labels[t] ? 1 : 0);
                learner.Step(row, all[1..]);
            }
            return loss;
        });
        int right = 0, count = 0;
        foreach (Sentence sentence in dev)
        {
            for (int t = 0; t < sentence.Range.Count; t++)
            {
                scores[0] = 0;
                learner.Score(Row(sentence, t), scores[1..]);
                right += Activation.ArgMax(scores) == sentence.Labels[t] ? 1 : 0;
                count++;
            }
        }
        Console.WriteLine($"tags: {100.0 * right / count:0.00} of dev's words right by patterns alone");
    }

    private static List<Sentence> Tagged(WordTable vocabulary, WordClusters clusters, string[] files, bool open)
    {
        var sentences = new List<IReadOnlyList<string>>();
        var spaces = new List<bool[]>();
        var labels = new List<int>();
        foreach ((string id, List<string[]> rows) in files.SelectMany(Corpus.Conllu))
        {
            if (open && !Preparation.IsOpen(id))
                continue;
            sentences.Add(rows.ConvertAll(r => r[1].Replace(' ', '_')));
            spaces.Add([.. rows.Select(r => r.Length < 10 || !r[9].Contains("SpaceAfter=No"))]);
            labels.AddRange(rows.Select(r => (int)Enum.Parse<Upos>(r[3])));
        }
        return [.. Cut(GivenTokens.Build(sentences, vocabulary, (s, w) => spaces[s][w]), clusters, labels, 0)];
    }

    private static IEnumerable<Sentence> Cut(TokenizedText text, WordClusters clusters, List<int> labels, int from, bool apart = false)
    {
        uint[] rows = WordPatterns.Of(text, clusters);
        foreach (TokenRange sentence in text.Sentences)
            yield return new Sentence(rows, sentence, [.. labels[(from + sentence.Start)..(from + sentence.End)]], apart);
    }

    private static List<Sentence> Named(WordTable vocabulary, WordClusters clusters, NameTexts texts, string corpus)
    {
        LabelledTexts labelled = texts.Read(corpus);
        var sentences = new List<Sentence>();
        int from = 0;
        foreach (TokenizedText text in labelled.Texts)
        {
            sentences.AddRange(Cut(text, clusters, labelled.Names, from, corpus.StartsWith("gum", StringComparison.Ordinal)));
            from += text.Count;
        }
        return sentences;
    }

    private void TrainNames(WordTable vocabulary, WordClusters clusters, float[] weights, float[] ownWeights, float[] moves, float[] ownMoves)
    {
        var texts = new NameTexts(data, vocabulary);
        List<Sentence> train = [.. NameCorpora.SelectMany(c => Enumerable.Repeat(Named(vocabulary, clusters, texts, c.Corpus), c.Times).SelectMany(s => s))];
        Train(train, weights, moves);
        Train([.. train.Where(s => s.Apart).Distinct()], ownWeights, ownMoves, fields: 3);
        foreach (string corpus in (string[])["gum.dev", "ieer.dev", "conll.testa"])
            Console.WriteLine($"names: {corpus} exact F1 {F1(Named(vocabulary, clusters, texts, corpus), weights, ownWeights, moves, ownMoves):0.0} by patterns alone");
    }

    /// <summary>A field as the mean of some that differ in the order of their sentences.</summary>
    private static void Train(List<Sentence> train, float[] weights, float[] moves, int fields = 1)
    {
        bool[] rare = Rare(train, WordPatterns.Count);
        for (int i = 0; i < fields; i++)
        {
            float[] one = Table();
            var learner = new Learner(one, rare, WordPatterns.Count) { Rate = 0.03f, Decay = 1e-3f, Seed = 7 + i };
            var field = new NameField();
            learner.Learn(train, 5, 4, sentence =>
            {
                int n = sentence.Range.Count;
                float[] scores = new float[n * Width], gradient = new float[n * Width];
                for (int t = 0; t < n; t++)
                    learner.Score(Row(sentence, t), scores.AsSpan(t * Width, Width));
                double loss = field.Gradient(scores, sentence.Labels, gradient);
                for (int t = 0; t < n; t++)
                    learner.Step(Row(sentence, t), gradient.AsSpan(t * Width, Width));
                return loss;
            }, field.RoundEnds);
            AddShare(one, weights, fields);
            AddShare(field.Moves, moves, fields);
        }
    }

    private static void AddShare(float[] of, float[] to, int parts)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += of[i] / parts;
    }

    private static double F1(List<Sentence> dev, float[] general, float[] own, float[] moves, float[] ownMoves)
    {
        int both = 0, all = 0;
        foreach (Sentence sentence in dev)
        {
            int n = sentence.Range.Count;
            float[] scores = new float[n * Width];
            for (int t = 0; t < n; t++)
                Learner.Score(sentence.Apart ? own : general, Row(sentence, t), scores.AsSpan(t * Width, Width));
            HashSet<(TokenRange, int)> found = [.. BioDecoder.Decode(scores, Width, Labels, new TokenRange(0, n), sentence.Apart ? ownMoves : moves).Where(s => s.Kind < 3)];
            HashSet<(TokenRange, int)> gold = [.. BioDecoder.Spans([.. sentence.Labels.Select(m => System.Numerics.BitOperations.IsPow2(m) ? (byte)System.Numerics.BitOperations.Log2((uint)m) : (byte)0)], 0).Where(s => s.Kind < 3)];
            both += gold.Count(found.Contains);
            all += gold.Count + found.Count;
        }
        return 200.0 * both / all;
    }

    /// <summary>
    /// Logistic regression that tells news (IEER, the news marked by hand, every eighth story of PolNeAR) from GUM's other genres by the mean state of a block, long or short.
    /// </summary>
    private float[] TrainGate(WordTable vocabulary)
    {
        var trunk = new Trunk(model, new WordEmbeddings(model));
        var tokenizer = new Tokenizer(vocabulary);
        var texts = new NameTexts(data, vocabulary);
        TokenizedText[] Stories(string file, int every) => [.. Corpus.Json(Path.Combine(data, "polnear", file)).Where((_, i) => i % every == 0).Select(d => tokenizer.Split(new SourceText(d.GetProperty("text").GetString()!)))];
        var examples = new List<(float[] Mean, bool Apart)>();
        void Add(IEnumerable<TokenizedText> from, bool apart, ReadOnlySpan<int> sizes)
        {
            foreach (TokenizedText text in from)
            {
                WordStates states = trunk.Read(text);
                foreach (int size in sizes)
                {
                    foreach (Range block in StateBlocks.Of(text, size))
                    {
                        float[] mean = new float[states.Size];
                        StateBlocks.Mean(StateBlocks.Tokens(text, block), states, mean);
                        examples.Add((mean, apart));
                    }
                }
            }
        }

        IEnumerable<TokenizedText> gum = Corpus.Conllu(Path.Combine(data, "treebank", "train.conllu.gz")).Where(s => s.Id.StartsWith("GUM_", StringComparison.Ordinal) && !s.Id.StartsWith("GUM_news", StringComparison.Ordinal) && Preparation.IsOpen(s.Id))
            .GroupBy(s => s.Id[..s.Id.LastIndexOf('-')]).Select(d => GivenTokens.Build([.. d.Select(s => s.Rows.ConvertAll(r => r[1].Replace(' ', '_')))], vocabulary));
        Add(gum, true, [StateBlocks.Words, 60]);
        Add([.. texts.Read("ieer").Texts, .. texts.Read("news").Texts, .. Stories("train.jsonl.gz", 8)], false, [StateBlocks.Words, 60]);
        float[] gate = new float[trunk.Size + 1], squares = new float[gate.Length];
        (float[] Mean, bool Apart)[] order = [.. examples];
        var random = new Random(7);
        for (int round = 0; round < 20; round++)
        {
            random.Shuffle(order);
            foreach ((float[] mean, bool apart) in order)
            {
                float step = Gate(gate, mean) - (apart ? 1 : 0);
                for (int i = 0; i < gate.Length; i++)
                {
                    float g = step * (i < mean.Length ? mean[i] : 1) + 1e-4f * gate[i];
                    squares[i] += g * g;
                    gate[i] -= 0.1f * g / (MathF.Sqrt(squares[i]) + 1e-3f);
                }
            }
        }
        // Sharper than as learnt, and in doubt not news: chosen on the dev sets.
        for (int i = 0; i < gate.Length; i++)
            gate[i] *= 4;
        gate[^1] += 4;
        foreach ((string name, TokenizedText[] dev) in (ReadOnlySpan<(string, TokenizedText[])>)[("gum.dev", texts.Read("gum.dev").Texts), ("ieer.dev", texts.Read("ieer.dev").Texts), ("conll.testa", texts.Read("conll.testa").Texts), ("PolNeAR dev", Stories("dev.jsonl", 1))])
        {
            examples.Clear();
            Add(dev, true, [StateBlocks.Words]);
            Console.WriteLine($"gate: {name} {100 * examples.Average(e => Gate(gate, e.Mean)):0} % not news");
        }
        return gate;
    }

    private static float Gate(float[] gate, float[] mean) => 1 / (1 + MathF.Exp(-gate[^1] - Dot(gate.AsSpan(0, mean.Length), mean)));

    private static ReadOnlySpan<uint> Row(Sentence sentence, int word) => sentence.Rows.AsSpan((sentence.Range.Start + word) * WordPatterns.Count, WordPatterns.Count);

    /// <summary>Buckets whose patterns stand once only: they learn nothing.</summary>
    private static bool[] Rare(List<Sentence> train, int count)
    {
        byte[] seen = new byte[PatternVoice.Buckets];
        foreach (Sentence sentence in train.DistinctBy(s => (s.Rows, s.Range)))
        {
            for (int t = 0; t < sentence.Range.Count; t++)
            {
                foreach (uint pattern in Row(sentence, t)[..count])
                    seen[pattern % PatternVoice.Buckets] |= (byte)(seen[pattern % PatternVoice.Buckets] << 1 | 1);
            }
        }
        return [.. seen.Select(s => s < 2)];
    }

    /// <summary>Weights of patterns by AdaGrad.</summary>
    private sealed class Learner(float[] weights, bool[] rare, int patterns)
    {
        private readonly float[] squares = new float[weights.Length];
        private readonly float[] mean = new float[weights.Length];
        private int roundsKept;

        public required float Rate { get; init; }

        public required float Decay { get; init; }

        public int Seed { get; init; } = 7;

        public void Score(ReadOnlySpan<uint> row, Span<float> into) => Score(weights, row[..patterns], into);

        public static void Score(float[] weights, ReadOnlySpan<uint> row, Span<float> into)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            foreach (uint pattern in row)
                sum += Vector512.LoadUnsafe(ref weights[pattern % PatternVoice.Buckets * Width]);
            sum.StoreUnsafe(ref MemoryMarshal.GetReference(into));
        }

        public void Step(ReadOnlySpan<uint> row, ReadOnlySpan<float> gradient)
        {
            var step = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(gradient));
            if (Vector512.LessThanAll(Vector512.Abs(step), Vector512.Create(1e-4f)))
                return;
            foreach (uint pattern in row[..patterns])
            {
                uint bucket = pattern % PatternVoice.Buckets;
                if (rare[bucket])
                    continue;
                ref float weight = ref weights[bucket * Width];
                ref float square = ref squares[bucket * Width];
                Vector512<float> w = Vector512.LoadUnsafe(ref weight), g = step + w * Decay, q = Vector512.LoadUnsafe(ref square) + g * g;
                q.StoreUnsafe(ref square);
                (w - g * Rate / (Vector512.Sqrt(q) + Vector512.Create(1e-2f))).StoreUnsafe(ref weight);
            }
        }

        /// <summary>Rounds over the sentences in random order; the weights are then the mean of those after each of the last rounds.</summary>
        public void Learn(List<Sentence> train, int rounds, int kept, Func<Sentence, double> learn, Action<bool>? ends = null)
        {
            Sentence[] order = [.. train];
            var random = new Random(Seed);
            for (int round = 0; round < rounds; round++)
            {
                random.Shuffle(order);
                double loss = order.Sum(learn);
                bool counts = round >= rounds - kept;
                RoundEnds(counts);
                ends?.Invoke(counts);
                Console.WriteLine($"round {round + 1}: {loss / order.Sum(s => s.Range.Count):0.0000}");
            }
            Finish();
        }

        public void RoundEnds(bool counts)
        {
            roundsKept += counts ? 1 : 0;
            for (int i = 0; counts && i < mean.Length; i++)
                mean[i] += weights[i];
        }

        /// <summary>Takes the mean of the weights after each of the rounds that count.</summary>
        public void Finish()
        {
            for (int i = 0; i < mean.Length; i++)
                weights[i] = mean[i] / roundsKept;
        }
    }
}
