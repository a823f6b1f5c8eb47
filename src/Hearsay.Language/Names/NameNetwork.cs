using Hearsay.Language.Models;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

/// <summary>
/// Scores the name labels of words: a bidirectional LSTM (as in Lample et al. 2016) over the trunk's states, what the word lists say, and the mean state of the text around, which tells news
/// from speeches and papers. It was trained to give what larger networks give (distillation, Hinton et al. 2015).
/// </summary>
internal sealed class NameNetwork
{
    // What "no name" is given beyond its score; chosen on the dev sets, where as taught too much was a name.
    private const float Caution = 0.5f;

    // How much the patterns' voice counts beside the network's; chosen on the dev sets.
    private const float Voice = 0.8f;
    private readonly PatternVoice patterns;
    private readonly float[] moves;
    private readonly Matrix context;
    private readonly Lstm lstm;
    private readonly Matrix labels;

    public NameNetwork(ModelFile model, PatternVoice patterns)
    {
        this.patterns = patterns;
        moves = [.. patterns.Moves];
        for (int i = 0; i < moves.Length; i++)
            moves[i] *= Voice;
        context = Matrix.Linear(model, "names.context");
        lstm = new Lstm(model, "names.lstm.lstm");
        labels = Matrix.Linear(model, "names.out");
        if (lstm.Inputs != context.Inputs + NameHints.Count + context.Outputs)
            throw new InvalidDataException("the model's names network and the word lists' hints do not fit");
    }

    /// <summary>The names of the text by the best sequence of labels in each sentence.</summary>
    public List<Name> Find(TokenizedText text, WordStates states, PatternRows rows)
    {
        var found = new List<Name>();
        foreach (Range block in StateBlocks.Of(text))
            FindInBlock(text.Sentences.AsSpan(block), StateBlocks.Tokens(text, block), states, rows, found);
        return found;
    }

    private void FindInBlock(ReadOnlySpan<TokenRange> sentences, TokenRange block, WordStates states, PatternRows rows, List<Name> found)
    {
        int words = block.Count, width = lstm.Inputs;
        using var input = new FloatBuffer(words * width);
        using var mean = new FloatBuffer(states.Size, clear: true);
        StateBlocks.Mean(block, states, mean.Span);
        // The text around, squeezed into a few numbers.
        using var around = new FloatBuffer(context.Stride);
        context.Multiply(mean.Span, states.Size, 1, around.Span);
        for (int i = 0; i < context.Outputs; i++)
            around.Span[i] = MathF.Tanh(around.Span[i]);
        for (int t = 0; t < words; t++)
        {
            Span<float> row = input.Span.Slice(t * width, width);
            states.Row(block.Start + t).CopyTo(row);
            for (int i = 0; i < NameHints.Count; i++)
                row[states.Size + i] = rows.Hints[block.Start + t] >> i & 1;
            around.Span[..context.Outputs].CopyTo(row[(states.Size + NameHints.Count)..]);
        }
        TokenRange[] local = new TokenRange[sentences.Length];
        for (int i = 0; i < local.Length; i++)
            local[i] = new TokenRange(sentences[i].Start - block.Start, sentences[i].End - block.Start);
        using var middle = new FloatBuffer(words * lstm.Outputs);
        lstm.Run(input.Span, words, local, middle.Span);
        using var scores = new FloatBuffer(words * labels.Stride);
        labels.Multiply(middle.Span, lstm.Outputs, words, scores.Span);
        using var second = new FloatBuffer(words * PatternVoice.Width);
        patterns.ScoreNames(rows, block, patterns.Apart(mean.Span), second.Span);
        for (int t = 0; t < words; t++)
        {
            Span<float> row = scores.Span.Slice(t * labels.Stride, labels.Outputs);
            row[0] += Caution;
            for (int label = 0; label < row.Length; label++)
                row[label] += Voice * second.Span[t * PatternVoice.Width + label];
        }
        for (int i = 0; i < local.Length; i++)
        {
            foreach ((TokenRange range, int kind) in BioDecoder.Decode(scores.Span[(local[i].Start * labels.Stride)..], labels.Stride, labels.Outputs, sentences[i], moves))
                found.Add(new Name(range, (NameKind)kind));
        }
    }
}
