using System.Text;
using System.Text.RegularExpressions;

namespace Hearsay.Pages;

/// <summary>UTF-8 that somebody read as Windows-1252 before it came here ("donâ€™t", "cafÃ©"), put right.</summary>
public static partial class Mojibake
{
    /// <summary>One such sign may be meant; so many are not.</summary>
    private const int Least = 2;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Repaired(string text)
    {
        if (!text.AsSpan().ContainsAny("ÂÃâð") || Pattern().Count(text) < Least)
            return text;
        Encoding latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        return Pattern().Replace(text, match =>
        {
            try
            {
                // Five bytes mean nothing in Windows-1252 and come through as themselves.
                return Strict.GetString([.. match.Value.Select(c => c is >= '\u0080' and <= '\u009F' ? (byte)c : latin.GetBytes([c])[0])]);
            }
            catch (DecoderFallbackException)
            {
                return match.Value;
            }
        });
    }

    // What UTF-8's leading and following bytes are in Windows-1252.
    private const string Next = "[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]";

    [GeneratedRegex("[\u00C2-\u00DF]" + Next + "|[\u00E0-\u00EF]" + Next + "{2}|[\u00F0-\u00F4]" + Next + "{3}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
