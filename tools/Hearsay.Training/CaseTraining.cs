using System.Text.Json;
using Hearsay.Language.Casing;
using Hearsay.Language.Tokens;

namespace Hearsay.Training;

/// <summary>
/// Trains models/case.model: softmax regression by AdaGrad over raw news, one pass; words at the start of a sentence, which say nothing, are left out. The last stories of each file are held
/// out and show how often the case is right.
/// </summary>
internal static class CaseTraining
{
    private const int Cases = 3, Words = 24_000_000, HeldOut = 200_000;
    private const float Rate = 0.1f;

    public static void Run(string data, string output)
    {
        float[] weights = new float[CaseFeatures.Buckets * Cases], squares = new float[CaseFeatures.Buckets * Cases];
        int seen = 0, asked = 0, right = 0;
        foreach (string file in (string[])["other_news.jsonl.gz", "outlets_2012_2020.jsonl.gz"])
        {
            int until = seen + Words / 2, held = asked + HeldOut / 2;
            foreach (JsonElement story in Corpus.Json(Path.Combine(data, "raw", file)))
            {
                string text = story.GetProperty("text").GetString()!;
                if (seen < until)
                    Learn(text, weights, squares, ref seen);
                else if (asked < held)
                    Try(text, weights, ref asked, ref right);
                else
                    break;
            }
        }
        ModelWriter.Write(output, ("case.weights", weights));
        Console.WriteLine($"{seen} words; case right on {100.0 * right / asked:0.0}% of {asked} held-out words inside sentences");
    }

    private static void Learn(string text, float[] weights, float[] squares, ref int seen)
    {
        foreach ((int[] features, WordCase written) in Examples(text))
        {
            float[] chances = Chances(features, weights);
            for (int c = 0; c < Cases; c++)
            {
                float error = chances[c] - (c == (int)written ? 1 : 0);
                foreach (int feature in features)
                {
                    ref float square = ref squares[feature * Cases + c];
                    square += error * error;
                    weights[feature * Cases + c] -= Rate * error / (MathF.Sqrt(square) + 1e-6f);
                }
            }
            seen++;
        }
    }

    private static void Try(string text, float[] weights, ref int asked, ref int right)
    {
        foreach ((int[] features, WordCase written) in Examples(text))
        {
            float[] chances = Chances(features, weights);
            right += Array.IndexOf(chances, chances.Max()) == (int)written ? 1 : 0;
            asked++;
        }
    }

    /// <summary>The features and the case of each word that does not start a sentence; paragraphs in capitals or title case teach nothing.</summary>
    private static IEnumerable<(int[] Features, WordCase Written)> Examples(string story)
    {
        foreach (string text in story.Split('\n'))
        {
            List<Token> words = CaseFeatures.Words(text);
            string[] folded = [.. words.Select(w => text[w.Start..w.End].ToLowerInvariant())];
            WordCase[] cases = [.. words.Select(w => Of(text.AsSpan(w.Start, w.Length)))];
            if (words.Count < 6 || cases.Count(c => c == WordCase.Lower) * 2 < words.Count)
                continue;
            for (int w = 1; w < words.Count; w++)
            {
                bool apart = words[w].Start - words[w - 1].End > 1;
                if (CaseFeatures.StartsSentence(text, words, w) || apart && text[words[w].Start - 1] is '"' or '“')
                    continue;
                int[] features = new int[CaseFeatures.Count];
                CaseFeatures.Of(folded, w, CaseFeatures.StartsSentence(text, words, w - 1) ? WordCase.Lower : cases[w - 1], apart, features);
                yield return (features, cases[w]);
            }
        }
    }

    private static WordCase Of(ReadOnlySpan<char> word) =>
        !char.IsUpper(word[0]) ? WordCase.Lower : word.Length > 1 && !word.ContainsAnyInRange('a', 'z') ? WordCase.Capitals : WordCase.Capital;

    private static float[] Chances(int[] features, float[] weights)
    {
        float[] chances = new float[Cases];
        foreach (int feature in features)
        {
            for (int c = 0; c < Cases; c++)
                chances[c] += weights[feature * Cases + c];
        }
        float most = chances.Max(), sum = 0;
        for (int c = 0; c < Cases; c++)
            sum += chances[c] = MathF.Exp(chances[c] - most);
        for (int c = 0; c < Cases; c++)
            chances[c] /= sum;
        return chances;
    }
}
