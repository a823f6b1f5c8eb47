using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>Reads wire credits: "(Reporting by A in Kyiv; Editing by B)", "AP writers A in X and B contributed to this report", "A reported from X."</summary>
internal static partial class CreditFinder
{
    /// <summary>True if the words are a credit line and nothing else.</summary>
    public static bool IsCreditLine(string text) => text.Length < 900 && (StartPattern().IsMatch(text) || text.Length < 400 && Helps(text) && SentencePattern().Split(text)[^1] is var last && ContributedPattern().IsMatch(last));

    /// <summary>True if an agency only added to the outlet's own report: "The Associated Press contributed".</summary>
    public static bool IsAddedTo(string line) => AddedToPattern().IsMatch(line);

    /// <summary>Whoever helped "contributed" or "assisted": without the words, no pattern need look.</summary>
    private static bool Helps(string text) => text.Contains("contributed", StringComparison.OrdinalIgnoreCase) || text.Contains("assisted", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a credit in round brackets begins at the end of a paragraph, or -1.</summary>
    public static int TrailingStart(string paragraph)
    {
        if (!paragraph.Contains('(') || !paragraph.Contains(" by", StringComparison.OrdinalIgnoreCase))
            return -1;
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
        foreach (string sentence in SentencePattern().Split(line))
        {
            Match contributed = ContributedPattern().Match(sentence);
            if (contributed.Success)
            {
                foreach (string name in PersonNames.Split(contributed.Groups["names"].Value))
                    yield return new Credit("additional-reporting", name);
            }
            Match reported = ReportedPattern().Match(sentence);
            if (reported.Success)
            {
                string who = reported.Groups["names"].Value;
                // The surname alone, where the byline has the whole name.
                string[] names = who.Contains(' ') ? [.. PersonNames.Split(who)] : [who];
                foreach (string name in names)
                    yield return new Credit("reporting", name);
            }
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

    [GeneratedRegex(@"(?:^|\.\s+)(?:the )?(?:associated press|ap|afp|agence france-presse|reuters|bloomberg)(?: and [\w ]{2,30})?(?: also)? contributed\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex AddedToPattern();

    [GeneratedRegex(@"(?<=\p{Ll}{2}\.\)?)\s+(?=\p{Lu})", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"^\W{0,3}(?:with\s+)?" + RoleWords + @"\s+by\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex StartPattern();

    [GeneratedRegex(@"\(\s*" + RoleWords + @"\s+by\b[^()]{2,600}(?:\([^()]{0,60}\)[^()]{0,300})*\)?\s*\.?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex TrailingPattern();

    [GeneratedRegex(@"(?<role>" + RoleWords + @")\s+by\s*:?\s*(?<names>.+?)(?=\s*(?:;|\)|\||$|\.\s|\.$|,?\s*(?:and\s+)?" + RoleWords + @"\s+by\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"^\W{0,3}(?:(?:the\s+)?(?:associated press|ap|afp|reuters|bloomberg|cnn|cnn’s|cnn's|nbc news|abc news'?|politico|\p{Lu}[\w.\-]{1,20}(?:\s\p{Lu}[\w.\-]{1,20})?(?=['’]s))(?:['’]s)?\s+)?(?:(?:\p{Lu}[\w\-]+\s){0,4}?(?:staff|news|video|aerospace|science|sports|business|medical|political|religion)?\s*(?:writers?|journalists?|reporters?|producers?|correspondents?)\s+)?(?<names>\p{Lu}.{3,300}?)\s+(?:also\s+)?(?:contributed\b|assisted (?:with|in|on) (?:this|the) (?:report|story|article)).{0,80}\.?\W{0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex ContributedPattern();

    [GeneratedRegex(@"^(?<names>\p{Lu}[\p{L}.'’\-]*(?:\s(?:and\s)?\p{Lu}[\p{L}.'’\-]*){0,5})\s+reported\s+from\s+\p{Lu}", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex ReportedPattern();
}
