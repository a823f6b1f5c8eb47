using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>Reads wire credits: "(Reporting by A in Kyiv; Editing by B)", "AP writers A in X and B contributed to this report", "A reported from X."</summary>
internal static partial class CreditFinder
{
    /// <summary>True if the words are a credit line and nothing else.</summary>
    public static bool IsCreditLine(string text) => text.Length < 900 && (StartPattern().IsMatch(text) || ContributedPattern().IsMatch(text) && text.Length < 400);

    /// <summary>Where a credit in round brackets begins at the end of a paragraph, or -1.</summary>
    public static int TrailingStart(string paragraph)
    {
        Match match = TrailingPattern().Match(paragraph);
        return match.Success ? match.Index : -1;
    }

    public static IEnumerable<Credit> Read(string line)
    {
        foreach (Match match in RolePattern().Matches(line))
        {
            foreach (string name in PersonNames.Split(match.Groups["names"].Value))
            {
                foreach (string role in Roles(match.Groups["role"].Value))
                    yield return new Credit(role, name);
            }
        }
        Match contributed = ContributedPattern().Match(line);
        if (contributed.Success)
        {
            foreach (string name in PersonNames.Split(contributed.Groups["names"].Value))
                yield return new Credit("additional-reporting", name);
        }
        foreach (Match reported in ReportedPattern().Matches(line))
        {
            foreach (string name in PersonNames.Split(reported.Groups["names"].Value))
                yield return new Credit("reporting", name);
        }
    }

    private static IEnumerable<string> Roles(string words)
    {
        string folded = words.ToLowerInvariant();
        if (folded.Contains("additional"))
        {
            yield return "additional-reporting";
            yield break;
        }
        if (folded.Contains("report") || folded.Contains("compiled"))
            yield return "reporting";
        if (folded.Contains("writ"))
            yield return "writing";
        if (folded.Contains("edit"))
            yield return "editing";
        if (folded.Contains("photo"))
            yield return "photo";
    }

    private const string RoleWords = @"(?:additional\s+)?(?:reporting|writing|editing|compiled|written|edited)(?:\s*(?:and|,|&)\s*(?:additional\s+)?(?:reporting|writing|editing))*";

    [GeneratedRegex(@"^\W{0,3}" + RoleWords + @"\s+by\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex StartPattern();

    [GeneratedRegex(@"\(\s*" + RoleWords + @"\s+by\b[^()]{2,600}(?:\([^()]{0,60}\)[^()]{0,300})*\)?\s*\.?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex TrailingPattern();

    [GeneratedRegex(@"(?<role>" + RoleWords + @")\s+by\s*:?\s*(?<names>.+?)(?=\s*(?:;|\)|\||$|\.\s|\.$|,?\s*(?:and\s+)?" + RoleWords + @"\s+by\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"^\W{0,3}(?:(?:the\s+)?(?:associated press|ap|afp|reuters|bloomberg|cnn|cnn’s|cnn's|nbc news|abc news'?|politico)(?:['’]s)?\s+)?(?:(?:staff|news|video)?\s*(?:writers?|journalists?|reporters?|producers?|correspondents?)\s+)?(?<names>\p{Lu}.{3,300}?)\s+(?:also\s+)?(?:contributed|assisted)\b.{0,80}\.?\W{0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex ContributedPattern();

    [GeneratedRegex(@"(?:^|\.\s+)(?<names>\p{Lu}[\p{L}.'’\-]*(?:\s\p{Lu}[\p{L}.'’\-]*){1,3})\s+reported\s+from\s+\p{Lu}", RegexOptions.CultureInvariant, 500)]
    private static partial Regex ReportedPattern();
}
