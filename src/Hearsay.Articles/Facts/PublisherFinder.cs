using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>Whose page this is: by the host, by what the page says of itself, by the notices around the story.</summary>
internal static partial class PublisherFinder
{
    private static readonly Dictionary<string, string> Outlets = DataFile.Rows("outlets.txt").ToDictionary(r => r[0], r => r[1], StringComparer.OrdinalIgnoreCase);

    public static string? Find(string? url, string? siteName, IEnumerable<string> around)
    {
        string? host = HostOf(url);
        for (string? name = host; name is not null; name = Parent(name))
        {
            if (Outlets.TryGetValue(name, out string? outlet))
                return outlet;
        }
        if (!string.IsNullOrWhiteSpace(siteName))
            return siteName.Trim();
        string? guess = null;
        foreach (string line in around)
        {
            Match match = SelfPattern().Match(line);
            if (!match.Success)
                match = CopyrightPattern().Match(line);
            if (!match.Success)
                match = OriginPattern().Match(line);
            if (match.Success)
            {
                string name = match.Groups["name"].Value.Trim(' ', ',', '.');
                if (AgencyList.Find(name) is null && name.Split(' ').Length <= 6)
                    return name;
            }
            // A line that is an outlet's name and nothing else.
            if (guess is null && line.Length < 40 && KnownName(line.Trim()) is { } known)
                guess = known;
        }
        return guess ?? host;
    }

    private static string? KnownName(string line)
    {
        foreach (string name in Outlets.Values)
        {
            if (name.Length > 3 && name.Contains(' ') && line.Equals(name, StringComparison.OrdinalIgnoreCase))
                return name;
        }
        return null;
    }

    private static string? HostOf(string? url)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
            return null;
        return address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
    }

    private static string? Parent(string host)
    {
        int dot = host.IndexOf('.');
        return dot < 0 || host.IndexOf('.', dot + 1) < 0 ? null : host[(dot + 1)..];
    }

    [GeneratedRegex(@"^(?<name>(?:The )?\p{Lu}[\w.'’&-]*(?: (?:of |the |and )*\p{Lu}[\w.'’&-]*){0,5}) is (?:a free|an? (?:independent|online|non-?profit|digital)) (?:web ?site|news)", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex SelfPattern();

    [GeneratedRegex(@"(?:©|\(c\)|copyright)\W*(?:©|\(c\)|copyright)?\W*(?:\d{4}(?:\s*[-–,]\s*\d{4})?)?\W*(?:by )?(?<name>(?:The )?\p{Lu}[\w’'&-]*(?: (?:of |the |and |for )*\p{Lu}[\w’'&-]*){0,5}?)(?=\s*(?:,? (?:LLC|Inc|Ltd|Limited|Corp|L\.?P|Co|All|Group|Company)\b|[.|,]|\s*$))", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex CopyrightPattern();

    [GeneratedRegex(@"(?:article|story|post|piece) (?:was |is )?(?:originally |first )?(?:appeared|published|posted) (?:at|on|in|by) (?<name>(?:The )?\p{Lu}[\w’'&-]*(?: \p{Lu}[\w’'&-]*){0,4})", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex OriginPattern();
}
