using System.Text.Json;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;

namespace Hearsay.Training;

/// <summary>
/// Trains models/chains.model on OntoGUM's train documents of the free genres, over the product's own reading of them: a log-linear ranker of antecedents, the likelihood of the
/// chain's earlier mentions together (Durrett and Klein 2013), by AdaGrad.
/// </summary>
internal static class ChainTraining
{
    private const int Epochs = 8;
    private const float Rate = 0.05f, Decay = 1e-3f;

    // One mention: the features of each choice, the first to begin something new; which of them are right.
    private sealed record Choice(int[][] Features, bool[] Right);

    public static void Run(string data, string models, string output)
    {
        var language = new LanguageReader(ModelFile.Open(Path.Combine(models, "hearsay.model")), ModelFile.Open(Path.Combine(models, "sentences.model")));
        var choices = new List<Choice>();
        foreach (JsonElement document in Corpus.Json(Path.Combine(data, "coref", "coref.ontogum.train.jsonl")))
        {
            if (Preparation.IsOpen(document.GetProperty("doc").GetString()!))
                Add(choices, language, document);
        }
        float[] weights = Train(choices);
        ModelWriter.Write(output, ("chains.weights", weights));
        Console.WriteLine($"{choices.Count} mentions, {choices.Count(c => !c.Right[0])} of them take something up");
    }

    private static void Add(List<Choice> choices, LanguageReader language, JsonElement document)
    {
        int[] starts = [.. document.GetProperty("sents").EnumerateArray().Select(s => s.GetInt32())];
        string[] tokens = [.. document.GetProperty("tokens").EnumerateArray().Select(t => string.Concat(t.GetString()!.Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } word ? word : "_")];
        var sentences = new List<IReadOnlyList<string>>();
        for (int s = 0; s < starts.Length; s++)
            sentences.Add(tokens[starts[s]..(s + 1 < starts.Length ? starts[s + 1] : tokens.Length)]);
        Reading reading = language.Read(GivenTokens.Build(sentences, language.Vocabulary));
        var features = new LinkFeatures(reading);
        // A gold mention whose words are not quite ours is ours by its head.
        Dictionary<TokenRange, string> byRange = [];
        Dictionary<int, string> byHead = [];
        foreach (JsonElement mention in document.GetProperty("mentions").EnumerateArray())
        {
            var range = new TokenRange(mention[0].GetInt32(), mention[1].GetInt32());
            byRange[range] = mention[3].GetString()!;
            byHead.TryAdd(reading.Parse.HeadOf(range), mention[3].GetString()!);
        }
        string?[] gold = [.. features.Mentions.Select(m => byRange.GetValueOrDefault(m.Range) ?? byHead.GetValueOrDefault(m.Head))];
        for (int i = 0; i < gold.Length; i++)
        {
            List<int> earlier = features.Candidates(i);
            bool[] right = [false, .. earlier.Select(j => gold[i] is not null && gold[j] == gold[i])];
            right[0] = !right.Contains(true);
            var all = new int[right.Length][];
            var numbers = new List<int>();
            features.New(i, numbers);
            all[0] = [.. numbers];
            for (int c = 0; c < earlier.Count; c++)
            {
                numbers.Clear();
                features.Link(i, earlier[c], numbers);
                all[c + 1] = [.. numbers];
            }
            choices.Add(new Choice(all, right));
        }
    }

    private static float[] Train(List<Choice> choices)
    {
        float[] weights = new float[LinkFeatures.Buckets], squares = new float[LinkFeatures.Buckets], average = new float[LinkFeatures.Buckets];
        int[] order = [.. Enumerable.Range(0, choices.Count)];
        var random = new Random(7);
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            double loss = 0;
            foreach (int number in order)
                loss += Step(choices[number], weights, squares);
            for (int f = 0; f < weights.Length && epoch >= Epochs / 2; f++)
                average[f] += weights[f] / (Epochs - Epochs / 2);
            Console.WriteLine($"epoch {epoch + 1}: {loss / order.Length:0.0000}");
        }
        return average;
    }

    private static double Step(Choice choice, float[] weights, float[] squares)
    {
        int n = choice.Right.Length;
        if (n == 1)
            return 0;
        float[] all = new float[n];
        for (int c = 0; c < n; c++)
        {
            foreach (int f in choice.Features[c])
                all[c] += weights[f];
        }
        float[] right = [.. all.Select((s, c) => choice.Right[c] ? s : float.NegativeInfinity)];
        Activation.LogSoftmax(all);
        double loss = -Math.Log(all.Where((_, c) => choice.Right[c]).Sum(s => Math.Exp(s)));
        Activation.LogSoftmax(right);
        for (int c = 0; c < n; c++)
        {
            float gradient = MathF.Exp(all[c]) - (choice.Right[c] ? MathF.Exp(right[c]) : 0);
            if (MathF.Abs(gradient) < 1e-4f)
                continue;
            foreach (int f in choice.Features[c])
            {
                float g = gradient + Decay * weights[f];
                squares[f] += g * g;
                weights[f] -= Rate * g / (MathF.Sqrt(squares[f]) + 1e-3f);
            }
        }
        return loss;
    }
}
