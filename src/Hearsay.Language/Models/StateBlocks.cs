using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>Cuts a text into blocks of whole sentences, whose mean state tells what kind of text it is: news, a speech, a paper.</summary>
public static class StateBlocks
{
    /// <summary>A block has about so many words.</summary>
    public const int Words = 300;

    /// <summary>Ranges of sentences.</summary>
    public static List<Range> Of(TokenizedText text, int words = Words)
    {
        var blocks = new List<Range>();
        for (int s = 0; s < text.Sentences.Length;)
        {
            int end = s, count = 0;
            while (end < text.Sentences.Length && (end == s || count + text.Sentences[end].Count <= words))
                count += text.Sentences[end++].Count;
            blocks.Add(s..end);
            s = end;
        }
        return blocks;
    }

    /// <summary>The tokens of a block.</summary>
    public static TokenRange Tokens(TokenizedText text, Range block) => new(text.Sentences[block.Start.Value].Start, text.Sentences[block.End.Value - 1].End);

    /// <summary>The mean of the states of the tokens, added to a buffer of noughts.</summary>
    public static void Mean(TokenRange tokens, WordStates states, Span<float> into)
    {
        Span<Vector512<float>> sum = MemoryMarshal.Cast<float, Vector512<float>>(into);
        var share = Vector512.Create(1f / tokens.Count);
        for (int t = tokens.Start; t < tokens.End; t++)
        {
            ReadOnlySpan<Vector512<float>> row = MemoryMarshal.Cast<float, Vector512<float>>(states.Row(t));
            for (int i = 0; i < row.Length; i++)
                sum[i] += row[i] * share;
        }
    }
}
