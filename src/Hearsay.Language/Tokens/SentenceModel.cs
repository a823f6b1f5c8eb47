using Hearsay.Language.Models;
using Hearsay.Text;

namespace Hearsay.Language.Tokens;

/// <summary>
/// Looks again at every place between two tokens of a paragraph: a logistic regression over <see cref="BoundaryFeatures"/> and a <see cref="BoundaryNetwork"/> take back boundaries of the rules and find those
/// that no mark shows (headings, signatures and lists in running text). After Riley (1989) and Gillick (2009), who classify full stops; here any token may be the last.
/// </summary>
public sealed class SentenceModel
{
    // Between two capitalised words more is asked for: a name must not be cut ("now [President] Lund turns").
    private const float NameThreshold = -0.5f;

    private readonly float[] weights;
    private readonly float threshold;
    private readonly BoundaryNetwork network;

    public SentenceModel(ModelFile model, WordEmbeddings embeddings)
    {
        weights = model.Floats("sentences.weights");
        threshold = model.Floats("sentences.threshold")[0];
        network = new BoundaryNetwork(model, embeddings);
        if (weights.Length != BoundaryFeatures.Buckets)
            throw new InvalidDataException($"the sentence model has {weights.Length} weights, not {BoundaryFeatures.Buckets}");
    }

    private static bool IsCapital(SourceText text, Token token) => char.IsUpper(text[token.Start]) && char.IsLetter(text[token.End - 1]);

    /// <param name="sentences">As the rules cut them.</param>
    internal TokenRange[] Revise(TokenizedText words, TokenRange[] paragraphs, TokenRange[] sentences)
    {
        (SourceText text, Token[] tokens) = (words.Text, words.Tokens);
        bool[] ends = new bool[tokens.Length];
        foreach (TokenRange sentence in sentences)
            ends[sentence.End - 1] = true;
        using var heard = new FloatBuffer(tokens.Length);
        network.Score(words, paragraphs, ends, heard.Span);
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
                    end = (sum + heard.Span[t]) / 2 > ((IsCapital(text, tokens[t]) || text[tokens[t].Start] == ']') && IsCapital(text, tokens[t + 1]) ? NameThreshold : threshold);
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
