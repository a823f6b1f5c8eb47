using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>Best label sequence under the BIO grammar: label 0 is O, 1 + 2k begins kind k, 2 + 2k goes on with it.</summary>
public static class BioDecoder
{
    private const int MostOnStack = 4096;

    public static List<(TokenRange Range, int Kind)> Decode(Matrix scorer, TokenRange sentence, WordStates states)
    {
        using var buffer = new FloatBuffer(sentence.Count * scorer.Stride);
        scorer.Multiply(states.Rows(sentence), states.Size, sentence.Count, buffer.Span);
        int labels = scorer.Outputs;
        for (int i = 0; i < sentence.Count; i++)
            Activation.LogSoftmax(buffer.Span.Slice(i * scorer.Stride, labels));
        return Decode(buffer.Span, scorer.Stride, labels, sentence);
    }

    /// <param name="scores">Rows of logarithms of probabilities; a row may lack a constant.</param>
    /// <param name="moves">What a label gets for following another, row by row of the earlier; nothing, when empty.</param>
    public static List<(TokenRange Range, int Kind)> Decode(ReadOnlySpan<float> scores, int stride, int labels, TokenRange range, ReadOnlySpan<float> moves = default)
    {
        int n = range.Count;
        Span<float> last = stackalloc float[labels], next = stackalloc float[labels];
        Span<byte> back = n * labels <= MostOnStack ? stackalloc byte[n * labels] : new byte[n * labels];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<float> row = scores.Slice(i * stride, labels);
            if (i > 0 && moves.Length > 0)
            {
                Follow(last, next, moves, back.Slice(i * labels, labels));
                for (int l = 0; l < labels; l++)
                    last[l] = next[l] + row[l];
                continue;
            }
            int best = i == 0 ? 0 : Activation.ArgMax(last);
            float top = i == 0 ? 0 : last[best];
            for (int l = 0; l < labels; l++)
            {
                if (l > 0 && l % 2 == 0)
                {
                    // only after the same kind
                    int from = i == 0 || last[l] >= last[l - 1] ? l : l - 1;
                    next[l] = i == 0 ? float.NegativeInfinity : last[from] + row[l];
                    back[i * labels + l] = (byte)from;
                }
                else
                {
                    next[l] = top + row[l];
                    back[i * labels + l] = (byte)best;
                }
            }
            next.CopyTo(last);
        }
        int at = Activation.ArgMax(last);
        Span<byte> path = n <= 512 ? stackalloc byte[n] : new byte[n];
        for (int i = n - 1; i >= 0; i--)
        {
            path[i] = (byte)at;
            at = back[i * labels + at];
        }
        return Spans(path, range.Start);
    }

    /// <summary>For each label the best of those that may stand before it.</summary>
    private static void Follow(ReadOnlySpan<float> last, Span<float> into, ReadOnlySpan<float> moves, Span<byte> back)
    {
        for (int l = 0; l < last.Length; l++)
        {
            bool inside = l > 0 && l % 2 == 0;
            int first = inside ? l - 1 : 0, end = inside ? l + 1 : last.Length;
            float best = float.NegativeInfinity;
            for (int from = first; from < end; from++)
            {
                float score = last[from] + moves[from * last.Length + l];
                if (score > best || from == first)
                    (best, back[l]) = (score, (byte)from);
            }
            into[l] = best;
        }
    }

    /// <summary>The runs of labels of one kind, each with what begins it.</summary>
    public static List<(TokenRange Range, int Kind)> Spans(ReadOnlySpan<byte> path, int offset)
    {
        int n = path.Length;
        var spans = new List<(TokenRange, int)>();
        for (int i = 0; i < n; i++)
        {
            if (path[i] == 0 || path[i] % 2 == 0)
                continue;
            int end = i + 1;
            while (end < n && path[end] == path[i] + 1)
                end++;
            spans.Add((new TokenRange(offset + i, offset + end), (path[i] - 1) / 2));
        }
        return spans;
    }
}
