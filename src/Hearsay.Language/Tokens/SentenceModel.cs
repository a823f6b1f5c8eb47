using Hearsay.Language.Models;
using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>
/// Looks again at every place between two tokens of a paragraph: a logistic regression over <see cref="BoundaryFeatures"/> takes back boundaries of the rules and finds those that
/// no mark shows (headings, signatures and lists in running text). After Riley (1989) and Gillick (2009), who classify full stops; here any token may be the last.
/// </summary>
public sealed class SentenceModel
{
    // Between two capitalised words more is asked for: a name must not be cut.
    private const float NameThreshold = -0.5f;

    private readonly float[] weights;
    private readonly float threshold;

    public SentenceModel(ModelFile model)
        : this(model.Floats("sentences.weights"), model.Floats("sentences.threshold")[0])
    {
    }

    /// <param name="weights">One a feature.</param>
    /// <param name="threshold">The least sum of weights that ends a sentence.</param>
    public SentenceModel(float[] weights, float threshold)
    {
        if (weights.Length != BoundaryFeatures.Buckets)
            throw new InvalidDataException($"the sentence model has {weights.Length} weights, not {BoundaryFeatures.Buckets}");
        this.weights = weights;
        this.threshold = threshold;
    }

    private static bool IsCapital(SourceText text, Token token) => char.IsUpper(text[token.Start]) && char.IsLetter(text[token.End - 1]);

    /// <param name="sentences">As the rules cut them.</param>
    internal TokenRange[] Revise(SourceText text, Token[] tokens, TokenRange[] paragraphs, TokenRange[] sentences)
    {
        bool[] ends = new bool[tokens.Length];
        foreach (TokenRange sentence in sentences)
            ends[sentence.End - 1] = true;
        var revised = new List<TokenRange>(sentences.Length);
        Span<int> features = stackalloc int[BoundaryFeatures.Count];
        foreach (TokenRange paragraph in paragraphs)
        {
            var places = new BoundaryFeatures(text, tokens, paragraph, ends);
            int start = paragraph.Start;
            for (int t = paragraph.Start; t < paragraph.End; t++)
            {
                bool end = t == paragraph.End - 1 || t + 1 - start >= SentenceSplitter.MaxTokens;
                if (!end)
                {
                    places.Of(t - paragraph.Start, start - paragraph.Start, features);
                    float sum = 0;
                    foreach (int feature in features)
                        sum += weights[feature];
                    end = sum > (IsCapital(text, tokens[t]) && IsCapital(text, tokens[t + 1]) ? NameThreshold : threshold);
                }
                if (end)
                {
                    revised.Add(new TokenRange(start, t + 1));
                    start = t + 1;
                }
            }
        }
        return [.. revised];
    }
}
