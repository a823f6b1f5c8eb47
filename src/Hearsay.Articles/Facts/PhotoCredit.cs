using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>The photographer in a caption's credit: "REUTERS/A B", "| A B/AP Photo", "A B /AFP/Getty Images".</summary>
internal static partial class PhotoCredit
{
    public static string? Find(string caption)
    {
        Match match = Pattern().Match(caption);
        if (!match.Success)
            return null;
        string name = match.Groups["a"].Success ? match.Groups["a"].Value : match.Groups["b"].Success ? match.Groups["b"].Value : match.Groups["c"].Value;
        return PersonNames.IsPerson(name.Trim()) ? name.Trim() : null;
    }

    [GeneratedRegex("""
        \b(?:REUTERS|AP\ Photo|AFP|EPA|Xinhua)\s?/\s?(?<a>\p{Lu}[\p{L}.'’\-]*(?:\ \p{Lu}[\p{L}.'’\-]*){1,3})
        |(?:^|[|(.,:;]\s*|caption\ |Previous\ Next\ |[Pp]hoto\ by\ |(?<=\p{Ll}\.\ ))(?<b>(?!Previous\b|Next\b|Caption\b|Photo\b|File\b)\p{Lu}[\p{L}.'’\-]*(?:\ \p{Lu}[\p{L}.'’\-]*){1,3})\s*(?:/|,)\s*(?:[\p{L}\ .\-]{2,40}\ via\ )?(?:AP|AFP|Reuters|REUTERS|Getty|EPA|Bloomberg|Xinhua|ASSOCIATED\ PRESS|Associated\ Press)\b
        |\((?<c>(?!AP\b)\p{Lu}[\p{L}.'’\-]*(?:\ \p{Lu}[\p{L}.'’\-]*){1,2})\s*/\s*\p{Lu}[\p{L}.\-]+(?:\ \p{Lu}[\p{L}.\-]+){0,4}\)
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace, MatchLimit.Milliseconds)]
    private static partial Regex Pattern();
}
