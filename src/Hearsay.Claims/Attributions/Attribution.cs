using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>Source, cue and content, by tokens, as PARC and PolNeAR define them, and how sure the finder was of each.</summary>
/// <param name="Inside">True for an attribution found inside another one's content.</param>
/// <param name="Voice">What found it.</param>
public sealed record Attribution(
    TokenRange Cue, IReadOnlyList<TokenRange> Sources, IReadOnlyList<TokenRange> Contents, double CueSure, double SourceSure, double ContentSure, bool Inside, string Voice)
{
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
