using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>Source, cue and content, by tokens, as PARC and PolNeAR define them, and how sure the finder was of each.</summary>
/// <param name="Inside">True for an attribution found inside another one's content.</param>
/// <param name="Voice">What found it.</param>
public sealed record Attribution(
    TokenRange Cue, IReadOnlyList<TokenRange> Sources, IReadOnlyList<TokenRange> Contents, double CueSure, double SourceSure, double ContentSure, bool Inside, string Voice)
{
    /// <summary>The attribution with the shortest content that holds the token; null where none does.</summary>
    public static Attribution? Innermost(IEnumerable<Attribution> among, int token) =>
        among.Where(a => a.HoldsInContent(new TokenRange(token, token + 1))).MinBy(a => a.Contents.First(c => c.Contains(token)).Count);

    /// <summary>The part of a range that lies in the piece of content which holds the token.</summary>
    public TokenRange? Clipped(int token, TokenRange range)
    {
        foreach (TokenRange piece in Contents)
        {
            if (piece.Contains(token))
                return new TokenRange(Math.Max(piece.Start, range.Start), Math.Min(piece.End, range.End));
        }
        return null;
    }

    public bool HoldsInContent(TokenRange range)
    {
        // Asked for every word of a story: no closure, no enumerator.
        for (int i = 0; i < Contents.Count; i++)
        {
            if (Contents[i].Start <= range.Start && range.End <= Contents[i].End)
                return true;
        }
        return false;
    }
}
