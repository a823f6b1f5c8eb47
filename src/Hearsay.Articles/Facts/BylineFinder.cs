using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>What a line near the head of a story tells of its authors.</summary>
/// <param name="IsByline">True if the line is a byline, also when it names no person.</param>
internal sealed record BylineMatch(bool IsByline, IReadOnlyList<string> Authors, string? Agency);

internal static partial class BylineFinder
{
    private static readonly BylineMatch None = new(false, [], null);

    public static BylineMatch Find(string line)
    {
        if (line.Length > 220)
            return None;
        if (AgencyList.Find(line) is { } alone)
            return new BylineMatch(true, [], alone);
        Match by = ByPattern().Match(line);
        if (by.Success)
        {
            string rest = by.Groups["names"].Value;
            string? agency = rest.Split(',', '|', '/', '—', '–').Select(AgencyList.Find).FirstOrDefault(a => a is not null);
            string[] authors = [.. PersonNames.Split(RolePattern().Replace(rest, "")).Distinct()];
            return authors.Length > 0 || agency is not null || rest.Split(' ').Length <= 6 && char.IsUpper(rest[0]) ? new BylineMatch(true, authors, agency) : None;
        }
        return None;
    }

    /// <summary>A line of nothing but persons ("Jane Roe and John Poe").</summary>
    public static IReadOnlyList<string> NamesAlone(string line)
    {
        if (line.Length > 100 || line.Length > 0 && ".!?".Contains(line[^1]))
            return [];
        // A list of several ends in "and": a headline with commas is none.
        if (line.Contains(',') && !line.Contains(" and ", StringComparison.Ordinal) && !line.Contains('&'))
            return [];
        string[] parts = Regex.Split(line, @"\s*(?:,|\band\b|&)\s*");
        string[] names = [.. parts.Where(p => p.Length > 0)];
        return names.Length is > 0 and <= 4 && names.All(n => PersonNames.IsPerson(n) && n.Any(char.IsLower) && n.Split(' ').Length <= 4) ? names : [];
    }

    /// <summary>The person in a note on the author ("Anna Berg is a reporter in Mainz. She tweets @aberg."), or null.</summary>
    public static string? NameInBio(string line)
    {
        Match match = BioPattern().Match(line);
        return match.Success && PersonNames.IsPerson(match.Groups["name"].Value) ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex(@"^(?<name>\p{Lu}[\p{L}.'’\-]*(?: \p{Lu}[\p{L}.'’\-]*){1,3}) is (?:an?|the|[\w ]+['’]s) [^.]{0,80}(?:reporter|correspondent|writer|editor|columnist|journalist|producer|contributor)\b", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex BioPattern();

    [GeneratedRegex(@"^\W{0,3}(?:written |posted |published |story |reported )?by\s*[:—–-]?\s+(?<names>\S.{2,200})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex ByPattern();

    // what follows the names: roles, places, dates
    [GeneratedRegex(@"(?:,?\s+(?:staff|senior|chief|national|political|associated press|special to|updated|published|\bon\b|\d|[|•·]).*$)|\s+(?:of|for)\s+the\s.*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex RolePattern();
}
