using Hearsay.Language.Tokens;

namespace Hearsay.Language.Models;

/// <summary>The vectors of a word and its parts, side by side, <see cref="Size"/> numbers a word: what the networks read of a text.</summary>
public sealed class WordEmbeddings
{
    private static readonly string[] Names = ["word", "s3", "s2", "p3", "sh"];

    private readonly HalfTable[] vectors;
    private readonly int[] widths;

    public WordEmbeddings(ModelFile model)
    {
        vectors = [.. Names.Select(n => model.Halves($"trunk.emb.{n}.weight"))];
        widths = [.. Names.Select(n => model.Shape($"trunk.emb.{n}.weight")[1])];
        Size = widths.Sum();
    }

    public int Size { get; }

    /// <summary>Writes the vectors of a range of words.</summary>
    /// <param name="into">Rows of <paramref name="stride"/> numbers; the first <see cref="Size"/> of each are written.</param>
    public void Write(TokenizedText text, TokenRange words, Span<float> into, int stride)
    {
        ReadOnlySpan<int> features = text.Features;
        for (int t = 0; t < words.Count; t++)
        {
            Span<float> row = into.Slice(t * stride, Size);
            int at = 0;
            for (int f = 0; f < WordFeatures.Count; f++)
            {
                int size = widths[f];
                vectors[f].Read(features[(words.Start + t) * WordFeatures.Count + f] * size, row.Slice(at, size));
                at += size;
            }
        }
    }
}
