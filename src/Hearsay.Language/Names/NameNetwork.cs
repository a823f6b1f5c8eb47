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
    private const int Width = PatternVoice.Width;

    // What "no name" is given beyond its score; chosen on the dev sets, where as taught too much was a name.
    private const float Caution = 0.5f;

    // GUM, where "Ukrainian" is no name, must not take the groups from others' texts: they are given twice as much.
    private const int GroupLabel = 1 + 2 * (int)NameKind.Group;

    private readonly PatternVoice patterns;
    private readonly Matrix context;
    private readonly Lstm lstm;
    private readonly Matrix labels;

    public NameNetwork(ModelFile model, PatternVoice patterns)
    {
        this.patterns = patterns;
        context = Matrix.Linear(model, "names.context");
        lstm = new Lstm(model, "names.lstm.lstm");
        labels = Matrix.Linear(model, "names.out");
        if (lstm.Inputs != context.Inputs + NameHints.Count + context.Outputs)
            throw new InvalidDataException("the model's names network and the word lists' hints do not fit");
        if (labels.Outputs != PatternVoice.NameLabels)
            throw new InvalidDataException($"the model's names network has {labels.Outputs} labels, not {PatternVoice.NameLabels}");
    }

    /// <summary>The names of the text by the best sequence of labels in each sentence.</summary>
    public List<Name> Find(TokenizedText text, WordStates states, PatternRows rows)
    {
        var found = new List<Name>();
        List<Range> blocks = StateBlocks.Of(text);
        var moves = new List<float[]>(blocks.Count);
        using FloatBuffer scores = new(text.Count * Width), chances = new(text.Count * Width);
        foreach (Range block in blocks)
        {
            ReadOnlySpan<TokenRange> sentences = text.Sentences.AsSpan(block);
            moves.Add(ScoreBlock(sentences, StateBlocks.Tokens(text, block), states, rows, scores.Span));
            var likely = new LabelChances(moves[^1]);
            foreach (TokenRange sentence in sentences)
                likely.Of(Rows(scores, sentence), Rows(chances, sentence));
        }
        NameAgreement.Apply(text, rows.Hints, chances.Span, scores.Span);
        for (int i = 0; i < blocks.Count; i++)
        {
            foreach (TokenRange sentence in text.Sentences.AsSpan(blocks[i]))
            {
                foreach ((TokenRange range, int kind) in BioDecoder.Decode(Rows(scores, sentence), Width, labels.Outputs, sentence, moves[i]))
                    found.Add(new Name(range, (NameKind)kind));
            }
        }
        return found;
    }

    private static Span<float> Rows(FloatBuffer buffer, TokenRange words) => buffer.Span.Slice(words.Start * Width, words.Count * Width);

    /// <summary>Scores of the labels of a block's words, into its rows of all; gives what a label gets there for following another.</summary>
    private float[] ScoreBlock(ReadOnlySpan<TokenRange> sentences, TokenRange block, WordStates states, PatternRows rows, Span<float> all)
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
        float apart = patterns.Apart(mean.Span);
        Span<float> sums = all.Slice(block.Start * Width, words * Width);
        patterns.ScoreNames(rows, block, apart, sums);
        for (int t = 0; t < words; t++)
        {
            sums[t * Width] += Caution;
            sums[t * Width + GroupLabel] += 2 * Caution;
            for (int label = 0; label < labels.Outputs; label++)
                sums[t * Width + label] += scores.Span[t * labels.Stride + label];
        }
        return patterns.Moves(apart);
    }
}
