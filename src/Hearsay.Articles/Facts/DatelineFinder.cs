using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>A dateline at the head of a paragraph: "KYIV, Ukraine (AP) — ", "PARIS, Jan 23 (Reuters) - ".</summary>
/// <param name="Length">How many characters of the paragraph it takes.</param>
internal sealed record DatelineMatch(string? Place, string? Agency, string? Date, int Length);

internal static partial class DatelineFinder
{
    /// <summary>Words in capitals before a dash that are no place.</summary>
    private static readonly HashSet<string> Rubrics = new(StringComparer.OrdinalIgnoreCase) { "file", "photo", "file photo", "video", "watch", "update", "updated", "breaking", "exclusive", "live", "opinion", "analysis", "corrected", "correction", "note", "pictured" };

    public static DatelineMatch? Find(string paragraph)
    {
        Match match = Pattern().Match(paragraph);
        if (!match.Success)
            return null;
        string place = match.Groups["place"].Value.Trim().TrimEnd(',');
        if (Rubrics.Contains(place))
            return null;
        string inner = match.Groups["agency"].Value;
        string? agency = inner.Length > 0 ? AgencyList.FindInDateline(inner) : null;
        if (inner.Length > 0 && agency is null)
            return null;
        string head = place.Split(',', '/')[0].Trim();
        bool capitals = head.Length >= 3 && !head.Any(char.IsLower);
        // "Islamabad, Pakistan - Police ..." has neither capitals nor agency; the country must be one.
        bool located = place.Contains(',') && CountryNames.Contains(place[(place.IndexOf(',') + 1)..].Trim());
        if (place.Length > 0 && !capitals && agency is null && !located)
            return null;
        if (place.Length == 0 && agency is null)
            return null;
        if (match.Groups["dash"].Value == ":" && agency is null)
            return null;
        string date = match.Groups["date"].Value;
        return new DatelineMatch(place.Length == 0 ? null : ToTitleCase(place), agency, date.Length == 0 ? null : date, match.Length);
    }

    /// <summary>"NEW YORK" to "New York"; words not in capitals stay.</summary>
    private static string ToTitleCase(string place)
    {
        char[] letters = place.ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            bool inside = i > 0 && (char.IsLetter(letters[i - 1]) || letters[i - 1] is '\'' or '’' && i > 1 && char.IsLetter(letters[i - 2]));
            bool shouted = i + 1 < place.Length && char.IsUpper(place[i + 1]) || i > 0 && char.IsUpper(place[i - 1]);
            // D.C., U.S. keep their capitals
            if (inside && shouted && char.IsUpper(place[i]))
                letters[i] = char.ToLowerInvariant(letters[i]);
        }
        return new string(letters);
    }

    [GeneratedRegex("""
        ^(?<place>\p{Lu}[\p{L}.'’\-]*(?:[ /](?:\p{Lu}[\p{L}.'’\-]*|de|del|la|las|los|da|do|di|al|der|am|sur|upon)){0,6}(?:,\s\p{Lu}[\p{L}.'’\-]*(?:\s\p{Lu}[\p{L}.'’\-]*){0,3}){0,2}(?:\s\(\p{Lu}[\p{L}\ .\-]{3,25}\)(?=\s\())?\s?)?
        (?:,?\s*(?<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,\s\d{4})?))?,?\s*
        (?:\((?<agency>[\p{L} .\-/]{2,40})\))?\s*
        (?<dash>--|[-–—:])\s+(?=[\p{L}"“‘'\d$€£(\[])
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace, MatchLimit.Milliseconds)]
    private static partial Regex Pattern();
}
