using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>Source, cue and content, by tokens, as PARC and PolNeAR define them, and how sure the finder was of each.</summary>
/// <param name="Inside">True for an attribution found inside another one's content.</param>
/// <param name="Voice">What found it.</param>
public sealed record Attribution(
    TokenRange Cue, IReadOnlyList<TokenRange> Sources, IReadOnlyList<TokenRange> Contents, double CueSure, double SourceSure, double ContentSure, bool Inside, string Voice)
{
    /// <summary>The attribution with the shortest content that holds the token; null where none does.</summary>
    public static Attribution? Innermost(IReadOnlyList<Attribution> among, int token)
    {
        Attribution? innermost = null;
        int shortest = int.MaxValue;
        for (int i = 0; i < among.Count; i++)
        {
            if (among[i].PieceAt(token) is { } piece && piece.Count < shortest)
                (innermost, shortest) = (among[i], piece.Count);
        }
        return innermost;
    }

    /// <summary>The part of a range that lies in the piece of content which holds the token.</summary>
    public TokenRange? Clipped(int token, TokenRange range) =>
        PieceAt(token) is { } piece ? new TokenRange(Math.Max(piece.Start, range.Start), Math.Min(piece.End, range.End)) : null;

    // Both are asked for every word of a story: no closure, no enumerator.
    private TokenRange? PieceAt(int token)
    {
        for (int i = 0; i < Contents.Count; i++)
        {
            if (Contents[i].Contains(token))
                return Contents[i];
        }
        return null;
    }

    public bool HoldsInContent(TokenRange range)
    {
        for (int i = 0; i < Contents.Count; i++)
        {
            if (Contents[i].Start <= range.Start && range.End <= Contents[i].End)
                return true;
        }
        return false;
    }
}
