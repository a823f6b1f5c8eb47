using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>The photographer in a caption's credit: "REUTERS/A B", "| A B/AP Photo", "A B /AFP/Getty Images".</summary>
internal static partial class PhotoCredit
{
    private const int Tail = 110;

    public static string? Find(string caption)
    {
        Match match = Pattern().Match(caption);
        while (match.Success)
        {
            string name = match.Groups["name"].Value.Trim();
            // "(Harris County Sheriff's Office via AP)" is nobody's name.
            if (PersonNames.IsPerson(name) && !OfficePattern().IsMatch(name))
                return name;
            match = match.NextMatch();
        }
        return null;
    }

    /// <summary>True where the words end in a photographer's credit: a caption, then.</summary>
    public static bool EndsIn(string text)
    {
        string tail = text[Math.Max(0, text.Length - Tail)..];
        return tail.AsSpan().ContainsAny('/', '@') | tail.Contains(" via ", StringComparison.Ordinal) && Find(tail) is { } name && tail.LastIndexOf(name, StringComparison.Ordinal) + name.Length > tail.Length - Tail / 2;
    }

    [GeneratedRegex("""
        \b(?:REUTERS|AP\ Photo|AFP|EPA|Xinhua)\s?/\s?(?<name>\p{Lu}[\p{L}.'’\-]*(?:\ \p{Lu}[\p{L}.'’\-]*){1,3})
        |(?:^|[|(.,:;]\s*|caption\ |Previous\ Next\ |[Pp]hoto\ by\ |(?<=\p{Ll}\.\ ))(?<name>(?!Previous\b|Next\b|Caption\b|Photo\b|File\b)\p{Lu}[\p{L}.'’\-]*(?:\ \p{Lu}[\p{L}.'’\-]*){1,3})\s*(?:/|,)\s*(?:[\p{L}\ .\-]{2,40}\ via\ )?(?:AP|AFP|Reuters|REUTERS|Getty|EPA|Bloomberg|Xinhua|ASSOCIATED\ PRESS|Associated\ Press)\b
        |\((?<name>(?!AP\b)\p{Lu}[\p{L}.'’\-]*(?:\ \p{Lu}[\p{L}.'’\-]*){1,2})(?:\s*/\s*\p{Lu}[\p{L}.\-]+(?:\ \p{Lu}[\p{L}.\-]+){0,5}(?:\ photo)?)?(?<via>\ via\ (?:AP|AFP|Reuters|REUTERS|Getty|EPA|The\ New\ York\ Times)(?:\ Images)?)?(?(via)|(?<=/.{2,80}))(?:,\ [Ff]ile)?\)
        |\(\p{Lu}{2,6}\s?/\s?(?<name>\p{Lu}\p{Ll}[\p{L}.'’\-]*(?:\ \p{Lu}[\p{L}.'’\-]*){1,2})\)
        |(?<name>(?<first>\p{Lu}\p{L}+)\ (?<last>\p{Lu}[\p{L}\-]+))\ (?:\p{Lu}[\p{L}.\-]+\ ){1,4}@\k<first>_?\k<last>\b
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace, MatchLimit.Milliseconds)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"(?<![\w-])(?:Office|Offices|Department|Dept|Police|County|Sheriff|University|College|Ministry|Museum|Archives?|Family|Agency|Institute|Committee|Court|Council|Commission|Foundation|City|State|School|Church|Company|Pictures|Images|Records|Entertainment|Studios?|Television|TV|Center|Centre|Army|Navy|Force|Guard|Service|Handout|Pool|Photo|Herald|Tribune|Times|Post|News|Courtesy|House|Bank|Party|Association|Society|Union|League|Studio)\b", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex OfficePattern();
}
