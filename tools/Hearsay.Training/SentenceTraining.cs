using System.Text;
using System.Text.Json;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Training;

/// <summary>
/// Trains models/sentences.model: logistic regression by AdaGrad (Duchi et al. 2011), weights averaged over the second half. Documents of the treebanks are one paragraph each, their sentences side by side, with their gold
/// boundaries; a third of PolNeAR's stories stand for news that is cut into paragraphs, with the boundaries of the rules, so that the model leaves such text alone.
/// </summary>
internal static class SentenceTraining
{
    private const int Epochs = 16, Batch = 500;
    private const float Rate = 0.03f, NewsWeight = 0.5f, Threshold = -1.75f;

    private sealed record Places(List<int> Features, List<bool> Ends, List<float> Weights);

    public static void Run(string data, string output)
    {
        var tokenizer = new Tokenizer(WordTable.Empty);
        var places = new Places([], [], []);
        foreach (string file in (string[])["train.conllu.gz", "pud.conllu"])
        {
            foreach ((string text, HashSet<int> ends) in Documents(Path.Combine(data, "treebank", file)))
                Add(places, tokenizer.Split(new SourceText(text)), ends, 1);
        }
        int story = 0;
        foreach (JsonElement document in Corpus.Json(Path.Combine(data, "polnear", "train.jsonl.gz")))
        {
            string words = document.GetProperty("text").GetString()!;
            TokenizedText text = tokenizer.Split(new SourceText(words));
            if (story % 3 == 0)
                Add(places, text, null, NewsWeight);
            // The same as one paragraph; line breaks and blanks are of one length.
            else if (story % 3 == 1)
                Add(places, tokenizer.Split(new SourceText(words.Replace('\n', ' '))), [.. text.Sentences.Select(s => text.Tokens[s.End - 1].End)], NewsWeight);
            story++;
        }
        ModelWriter.Write(output, ("sentences.weights", Train(places)), ("sentences.threshold", [Threshold]));
        Console.WriteLine($"{places.Ends.Count} places, {places.Ends.Count(e => e)} ends");
    }

    /// <summary>
    /// The same texts, and dev's to choose on, as arrays for sentences.py: boundaries.NAME.features.bin, a row a token of the words' features; .flags.bin, a row of what the network sees beside them, the linear
    /// model's sum in thousandths and whether a sentence ends there (2 where the paragraph does); .lengths.bin, the words of each run.
    /// </summary>
    public static void Prepare(string data, string work, string models)
    {
        ModelFile model = ModelFile.Open(Path.Combine(models, "hearsay.model")), linear = ModelFile.Open(Path.Combine(models, "sentences.model"));
        var vocabulary = new WordTable(model.List("vocabulary"));
        var tokenizer = new Tokenizer(vocabulary);
        float[] weights = linear.Floats("sentences.weights");
        var sets = new Dictionary<string, List<(TokenizedText, HashSet<int>?)>>
        {
            ["train"] = [.. ((string[])["train.conllu.gz", "pud.conllu"]).SelectMany(f => Documents(Path.Combine(data, "treebank", f))).Select(d => (tokenizer.Split(new SourceText(d.Text)), (HashSet<int>?)d.Ends))],
            ["dev"] = [.. Documents(Path.Combine(data, "treebank", "dev.conllu"), all: true).Select(d => (tokenizer.Split(new SourceText(d.Text)), (HashSet<int>?)d.Ends))],
            ["news"] = [.. Corpus.Json(Path.Combine(data, "polnear", "train.jsonl.gz")).Select(d => (tokenizer.Split(new SourceText(d.GetProperty("text").GetString()!)), (HashSet<int>?)null))],
        };
        foreach ((string name, List<(TokenizedText, HashSet<int>?)> texts) in sets)
        {
            List<int> features = [], flags = [], lengths = [];
            foreach ((TokenizedText text, HashSet<int>? ends) in texts)
            {
                features.AddRange(WordFeatures.Of(text, vocabulary));
                bool[] rules = new bool[text.Count];
                foreach (TokenRange sentence in text.Sentences)
                    rules[sentence.End - 1] = true;
                byte[] seenByNetwork = BoundaryNetwork.FlagsOf(text, text.Paragraphs, rules);
                lengths.AddRange(BoundaryNetwork.Runs(text.Paragraphs, rules).Select(r => r.Count));
                int[] row = new int[BoundaryFeatures.Count];
                foreach (TokenRange paragraph in text.Paragraphs)
                {
                    var seen = new BoundaryFeatures(text.Text, text.Tokens, paragraph, rules);
                    int start = 0;
                    for (int t = paragraph.Start; t < paragraph.End; t++)
                    {
                        bool last = t == paragraph.End - 1;
                        float sum = 0;
                        if (!last)
                        {
                            seen.Of(t - paragraph.Start, start, row);
                            foreach (int f in row)
                                sum += weights[f];
                            if (sum > Threshold)
                                start = t + 1 - paragraph.Start;
                        }
                        bool end = last || (ends is null ? rules[t] : ends.Contains(text.Tokens[t].End));
                        flags.AddRange([seenByNetwork[t * BoundaryNetwork.Flags], seenByNetwork[t * BoundaryNetwork.Flags + 1], (int)(sum * 1000), last ? 2 : end ? 1 : 0]);
                    }
                }
            }
            Corpus.WriteInts(Path.Combine(work, $"boundaries.{name}.features.bin"), features);
            Corpus.WriteInts(Path.Combine(work, $"boundaries.{name}.flags.bin"), flags);
            Corpus.WriteInts(Path.Combine(work, $"boundaries.{name}.lengths.bin"), lengths);
            Console.WriteLine($"{name}: {flags.Count / 4} words");
        }
    }

    /// <summary>The texts of the documents whose genres are free to use, with the offsets where sentences end.</summary>
    private static IEnumerable<(string Text, HashSet<int> Ends)> Documents(string path, bool all = false)
    {
        var text = new StringBuilder();
        var ends = new HashSet<int>();
        string? document = null;
        string id = "";
        foreach (string line in Corpus.Lines(path))
        {
            if (line.StartsWith("# sent_id = ", StringComparison.Ordinal))
                id = line[12..];
            if (!line.StartsWith("# text = ", StringComparison.Ordinal) || !all && !Preparation.IsOpen(id))
                continue;
            // PUD's sentence numbers have no hyphen: "n01001011" is of document n01001.
            string of = id.Contains('-') ? id[..id.LastIndexOf('-')] : id[..^3];
            if (of != document && text.Length > 0)
            {
                yield return (text.ToString(), ends);
                text.Clear();
                ends = [];
            }
            document = of;
            text.Append(text.Length > 0 ? " " : "").Append(line.AsSpan(9).Trim());
            ends.Add(text.Length);
        }
        yield return (text.ToString(), ends);
    }

    /// <param name="ends">Offsets, or null for the boundaries of the rules.</param>
    private static void Add(Places places, TokenizedText text, HashSet<int>? ends, float weight)
    {
        bool[] rules = new bool[text.Count];
        foreach (TokenRange sentence in text.Sentences)
            rules[sentence.End - 1] = true;
        int[] features = new int[BoundaryFeatures.Count];
        foreach (TokenRange paragraph in text.Paragraphs)
        {
            var seen = new BoundaryFeatures(text.Text, text.Tokens, paragraph, rules);
            int start = 0;
            for (int t = paragraph.Start; t < paragraph.End - 1; t++)
            {
                seen.Of(t - paragraph.Start, start, features);
                places.Features.AddRange(features);
                bool end = ends is null ? rules[t] : ends.Contains(text.Tokens[t].End);
                if (end)
                    start = t + 1 - paragraph.Start;
                places.Ends.Add(end);
                places.Weights.Add(weight);
            }
        }
    }

    private static float[] Train(Places places)
    {
        float[] weights = new float[BoundaryFeatures.Buckets], squares = new float[BoundaryFeatures.Buckets], gradient = new float[BoundaryFeatures.Buckets], average = new float[BoundaryFeatures.Buckets];
        int[] order = [.. Enumerable.Range(0, places.Ends.Count)];
        var random = new Random(7);
        int[] features = [.. places.Features];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            for (int from = 0; from < order.Length; from += Batch)
            {
                ReadOnlySpan<int> batch = order.AsSpan(from, Math.Min(Batch, order.Length - from));
                foreach (int place in batch)
                {
                    ReadOnlySpan<int> row = features.AsSpan(place * BoundaryFeatures.Count, BoundaryFeatures.Count);
                    float sum = 0;
                    foreach (int f in row)
                        sum += weights[f];
                    float error = (1 / (1 + MathF.Exp(-sum)) - (places.Ends[place] ? 1 : 0)) * places.Weights[place];
                    foreach (int f in row)
                        gradient[f] += error;
                }
                foreach (int place in batch)
                {
                    foreach (int f in features.AsSpan(place * BoundaryFeatures.Count, BoundaryFeatures.Count))
                    {
                        if (gradient[f] == 0)
                            continue;
                        squares[f] += gradient[f] * gradient[f];
                        weights[f] -= Rate * gradient[f] / (MathF.Sqrt(squares[f]) + 1e-6f);
                        gradient[f] = 0;
                    }
                }
            }
            for (int f = 0; f < weights.Length && epoch >= Epochs / 2; f++)
                average[f] += weights[f] / (Epochs - Epochs / 2);
        }
        return average;
    }
}
