using Hearsay.Language.Models;

namespace Hearsay.Language.Tokens;

/// <summary>
/// Says how likely a sentence ends after each token: a bidirectional LSTM over the words' vectors and over what the rules say, a paragraph at a time (as in Qi et al. 2020, who read characters).
/// It hears where a clause is complete, which no window of words does.
/// </summary>
public sealed class BoundaryNetwork
{
    /// <summary>Beside the word's vector: whether the rules end a sentence there, and whether a blank follows.</summary>
    public const int Flags = 2;

    // A longer paragraph is read in runs that end where the rules end a sentence, or at the most words.
    private const int Words = 200, MostWords = 400;

    // Runs of one batch hold about so many words; results do not depend on it.
    private const int BatchWords = 1500;

    private readonly WordEmbeddings embeddings;
    private readonly Lstm lstm;
    private readonly Matrix output;

    public BoundaryNetwork(ModelFile model, WordEmbeddings embeddings)
    {
        this.embeddings = embeddings;
        lstm = new Lstm(model, "boundaries.lstm");
        output = Matrix.Linear(model, "boundaries.out");
        if (lstm.Inputs != embeddings.Size + Flags || output.Inputs != lstm.Outputs || output.Outputs != 1)
            throw new InvalidDataException("the network of sentences and the words' vectors do not fit");
    }

    /// <summary>The flags of each token, row by row; nothing follows the last one of a paragraph. The same code prepares training and reading.</summary>
    public static byte[] FlagsOf(TokenizedText text, TokenRange[] paragraphs, ReadOnlySpan<bool> rules)
    {
        byte[] flags = new byte[text.Count * Flags];
        foreach (TokenRange paragraph in paragraphs)
        {
            for (int t = paragraph.Start; t < paragraph.End; t++)
            {
                flags[t * Flags] = (byte)(rules[t] ? 1 : 0);
                flags[t * Flags + 1] = (byte)(t + 1 < paragraph.End && text.SpaceBefore(t + 1) ? 1 : 0);
            }
        }
        return flags;
    }

    /// <summary>Runs of whole paragraphs that are read as one sequence each.</summary>
    public static List<TokenRange> Runs(TokenRange[] paragraphs, ReadOnlySpan<bool> rules)
    {
        var runs = new List<TokenRange>(paragraphs.Length);
        foreach (TokenRange paragraph in paragraphs)
        {
            int start = paragraph.Start;
            while (paragraph.End - start > MostWords)
            {
                int end = start + Words;
                while (end < start + MostWords && !rules[end - 1])
                    end++;
                runs.Add(new TokenRange(start, end));
                start = end;
            }
            runs.Add(new TokenRange(start, paragraph.End));
        }
        return runs;
    }

    /// <summary>The logarithm of the odds that a sentence ends after each token.</summary>
    public void Score(TokenizedText text, TokenRange[] paragraphs, ReadOnlySpan<bool> rules, Span<float> into)
    {
        List<TokenRange> runs = Runs(paragraphs, rules);
        byte[] flags = FlagsOf(text, paragraphs, rules);
        for (int r = 0; r < runs.Count;)
        {
            int from = r, start = runs[r].Start;
            while (r < runs.Count && (r == from || runs[r].End - start <= BatchWords))
                r++;
            var words = new TokenRange(start, runs[r - 1].End);
            TokenRange[] local = [.. runs.GetRange(from, r - from).Select(run => new TokenRange(run.Start - start, run.End - start))];
            using var input = new FloatBuffer(words.Count * lstm.Inputs);
            embeddings.Write(text, words, input.Span, lstm.Inputs);
            for (int t = words.Start; t < words.End; t++)
            {
                for (int f = 0; f < Flags; f++)
                    input.Span[(t - start) * lstm.Inputs + embeddings.Size + f] = flags[t * Flags + f];
            }
            using var states = new FloatBuffer(words.Count * lstm.Outputs);
            lstm.Run(input.Span, words.Count, local, states.Span);
            using var scores = new FloatBuffer(words.Count * output.Stride);
            output.Multiply(states.Span, lstm.Outputs, words.Count, scores.Span);
            for (int t = 0; t < words.Count; t++)
                into[start + t] = scores.Span[t * output.Stride];
        }
    }
}
