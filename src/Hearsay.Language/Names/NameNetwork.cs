using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

/// <summary>
/// Scores the name labels of words: a bidirectional LSTM (as in Lample et al. 2016) over the trunk's states, what the word lists say, and the mean state of the text around, which tells news
/// from speeches and papers. It was trained to give what larger networks give (distillation, Hinton et al. 2015).
/// </summary>
internal sealed class NameNetwork
{
    // The text around a sentence: whole sentences of about so many words.
    private const int BlockWords = 300;

    // What "no name" is given beyond its score; chosen on the dev sets, where as taught too much was a name.
    private const float Caution = 0.5f;
    private readonly Matrix context;
    private readonly Lstm lstm;
    private readonly Matrix labels;

    public NameNetwork(ModelFile model)
    {
        context = Matrix.Linear(model, "names.context");
        lstm = new Lstm(model, "names.lstm.lstm");
        labels = Matrix.Linear(model, "names.out");
        if (lstm.Inputs != context.Inputs + NameHints.Count + context.Outputs)
            throw new InvalidDataException("the model's names network and the word lists' hints do not fit");
    }

    /// <summary>The names of the text by the best sequence of labels in each sentence.</summary>
    public List<Name> Find(TokenizedText text, WordStates states)
    {
        var found = new List<Name>();
        int[] hints = NameHints.Of(text);
        for (int s = 0; s < text.Sentences.Length;)
        {
            int end = s, words = 0;
            while (end < text.Sentences.Length && (end == s || words + text.Sentences[end].Count <= BlockWords))
                words += text.Sentences[end++].Count;
            FindInBlock(text.Sentences.AsSpan(s, end - s), new TokenRange(text.Sentences[s].Start, text.Sentences[end - 1].End), states, hints, found);
            s = end;
        }
        return found;
    }

    private void FindInBlock(ReadOnlySpan<TokenRange> sentences, TokenRange block, WordStates states, int[] hints, List<Name> found)
    {
        int words = block.Count, width = lstm.Inputs;
        using var input = new FloatBuffer(words * width);
        using var around = new FloatBuffer(context.Stride);
        Around(block, states, around.Span);
        for (int t = 0; t < words; t++)
        {
            Span<float> row = input.Span.Slice(t * width, width);
            states.Row(block.Start + t).CopyTo(row);
            for (int i = 0; i < NameHints.Count; i++)
                row[states.Size + i] = hints[block.Start + t] >> i & 1;
            around.Span[..context.Outputs].CopyTo(row[(states.Size + NameHints.Count)..]);
        }
        TokenRange[] local = new TokenRange[sentences.Length];
        for (int i = 0; i < local.Length; i++)
            local[i] = new TokenRange(sentences[i].Start - block.Start, sentences[i].End - block.Start);
        using var middle = new FloatBuffer(words * lstm.Outputs);
        lstm.Run(input.Span, words, local, middle.Span);
        using var scores = new FloatBuffer(words * labels.Stride);
        labels.Multiply(middle.Span, lstm.Outputs, words, scores.Span);
        for (int t = 0; t < words; t++)
            scores.Span[t * labels.Stride] += Caution;
        for (int i = 0; i < local.Length; i++)
        {
            foreach ((TokenRange range, int kind) in BioDecoder.Decode(scores.Span[(local[i].Start * labels.Stride)..], labels.Stride, labels.Outputs, sentences[i]))
                found.Add(new Name(range, (NameKind)kind));
        }
    }

    /// <summary>The mean state of the block, squeezed into a few numbers.</summary>
    private void Around(TokenRange block, WordStates states, Span<float> into)
    {
        using var mean = new FloatBuffer(states.Size, clear: true);
        Span<Vector512<float>> sum = MemoryMarshal.Cast<float, Vector512<float>>(mean.Span);
        var share = Vector512.Create(1f / block.Count);
        for (int t = block.Start; t < block.End; t++)
        {
            ReadOnlySpan<Vector512<float>> row = MemoryMarshal.Cast<float, Vector512<float>>(states.Row(t));
            for (int i = 0; i < row.Length; i++)
                sum[i] += row[i] * share;
        }
        context.Multiply(mean.Span, states.Size, 1, into);
        for (int i = 0; i < context.Outputs; i++)
            into[i] = MathF.Tanh(into[i]);
    }
}
