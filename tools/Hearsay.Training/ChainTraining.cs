using System.Text.Json;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Training;

/// <summary>
/// Trains models/chains.model over the product's own reading: on all mentions of OntoGUM's train documents, and on GUM's pronouns and subjects of speech with GUM's own chains, which hold who
/// speaks; of the free genres only. A log-linear ranker of antecedents, the likelihood of the chain's earlier mentions together (Durrett and Klein 2013), by AdaGrad.
/// </summary>
internal static class ChainTraining
{
    private const int Epochs = 8;
    private const float Rate = 0.05f, Decay = 3e-3f;

    // One mention: the features of each choice, the first to begin something new; which of them are right.
    private sealed record Choice(int[][] Features, bool[] Right);

    public static void Run(string data, string models, string output)
    {
        // The parties are read; chains of weights of nought are not looked at.
        var language = new LanguageReader(ModelFile.Open(Path.Combine(models, "hearsay.model")), ModelFile.Open(Path.Combine(models, "sentences.model")), ModelFile.Open(Path.Combine(models, "case.model")), ModelFile.Open(Path.Combine(models, "patterns.model")), new ChainFinder(new float[LinkFeatures.Buckets]));
        var choices = new List<Choice>();
        foreach (JsonElement document in Corpus.Json(Path.Combine(data, "coref", "coref.ontogum.train.jsonl")))
        {
            if (Preparation.IsOpen(document.GetProperty("doc").GetString()!))
                AddOntoGum(choices, language, document);
        }
        int all = choices.Count;
        foreach (JsonElement document in Corpus.Json(Path.Combine(data, "gum", "train.jsonl")))
        {
            if (Preparation.IsOpen(document.GetProperty("id").GetString()!) && document.GetProperty("quotes").ValueKind == JsonValueKind.Array && document.GetProperty("coref").ValueKind == JsonValueKind.Array)
                AddGum(choices, language, document);
        }
        float[] weights = Train(choices);
        ModelWriter.Write(output, ("chains.weights", weights));
        Console.WriteLine($"{all} mentions of OntoGUM, {choices.Count - all} of GUM, {choices.Count(c => !c.Right[0])} of them take something up");
    }

    private static void AddOntoGum(List<Choice> choices, LanguageReader language, JsonElement document)
    {
        int[] starts = [.. document.GetProperty("sents").EnumerateArray().Select(s => s.GetInt32())];
        string[] tokens = [.. document.GetProperty("tokens").EnumerateArray().Select(t => string.Concat(t.GetString()!.Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } word ? word : "_")];
        var sentences = new List<IReadOnlyList<string>>();
        for (int s = 0; s < starts.Length; s++)
            sentences.Add(tokens[starts[s]..(s + 1 < starts.Length ? starts[s + 1] : tokens.Length)]);
        Reading reading = language.Read(sentences);
        Add(choices, reading, document.GetProperty("mentions").EnumerateArray().Select(m => (new TokenRange(m[0].GetInt32(), m[1].GetInt32()), m[3].GetString()!)), (_, _) => true);
    }

    private static void AddGum(List<Choice> choices, LanguageReader language, JsonElement document)
    {
        string words = document.GetProperty("text").GetString()!;
        int[] at = Corpus.CodePointTable(words);
        Reading reading = language.Read(new SourceText(words));
        TokenRange Range(JsonElement mention) => reading.Text.Cover(new TextSpan(at[mention.GetProperty("start").GetInt32()], at[mention.GetProperty("end").GetInt32()]));
        // Where two gold mentions share a head, the shorter has it.
        var gold = document.GetProperty("coref").EnumerateArray().SelectMany((chain, number) => chain.EnumerateArray().Select(m => (Range: Range(m), Chain: number.ToString())));
        Add(choices, reading, gold.Where(m => m.Range.Count > 0).OrderBy(m => m.Range.Count), (features, i) => features.Speaks(i) || features.Mentions[i].Kind == MentionKind.Pronoun);
    }

    private static void Add(List<Choice> choices, Reading reading, IEnumerable<(TokenRange Range, string Chain)> mentions, Func<LinkFeatures, int, bool> counts)
    {
        var features = new LinkFeatures(reading);
        // A gold mention whose words are not quite ours is ours by its head.
        Dictionary<TokenRange, string> byRange = [];
        Dictionary<int, string> byHead = [];
        foreach ((TokenRange range, string chain) in mentions)
        {
            byRange[range] = chain;
            byHead.TryAdd(reading.Parse.HeadOf(range), chain);
        }
        string?[] gold = [.. features.Mentions.Select(m => byRange.GetValueOrDefault(m.Range) ?? byHead.GetValueOrDefault(m.Head))];
        for (int i = 0; i < gold.Length; i++)
        {
            if (!counts(features, i))
                continue;
            var earlier = new List<int>();
            features.Candidates(i, earlier);
            bool[] right = [false, .. earlier.Select(j => gold[i] is not null && gold[j] == gold[i])];
            right[0] = !right.Contains(true);
            var all = new int[right.Length][];
            var numbers = new List<int>();
            features.New(i, numbers);
            all[0] = [.. numbers];
            for (int c = 0; c < earlier.Count; c++)
            {
                all[c + 1] = new int[LinkFeatures.LinkCount];
                features.Link(i, earlier[c], all[c + 1]);
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
