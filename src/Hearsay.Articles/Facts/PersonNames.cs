using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>Lists of persons as bylines and credits write them.</summary>
internal static partial class PersonNames
{
    private static readonly HashSet<string> NotPersons = new(StringComparer.OrdinalIgnoreCase)
    {
        "staff", "staff writer", "staff reporter", "newsroom", "editors", "editorial board", "editorial staff", "admin", "web desk", "news desk", "agencies", "news agencies", "our correspondent",
        "the editorial board", "guest", "contributor", "correspondent", "wire reports", "wire services", "news service", "the associated press", "breaking news",
    };

    /// <summary>Names in a list ("A in Kyiv, B and C in London"), in order, places and agencies left out.</summary>
    public static IEnumerable<string> Split(string list)
    {
        string words = BracketPattern().Replace(list, " ");
        foreach (string part in SeparatorPattern().Split(words))
        {
            string name = PlacePattern().Replace(part, "").Trim(' ', '.', ',', ';', ':', '-', '–', '—', '|', '*', '"', '(', ')');
            if (IsPerson(name))
                yield return Calm(name);
        }
    }

    public static bool IsPerson(string name)
    {
        if (name.Length is < 4 or > 60 || AgencyList.Find(name) is not null || NotPersons.Contains(name) || !NamePattern().IsMatch(name))
            return false;
        string[] words = name.Split(' ');
        if (words[0] is "In" or "On" or "At" or "The" or "A" or "An" or "For" or "From" or "How" or "Why" or "What" or "When" or "With" or "After" or "By" or "To" or "New" or "Our" or "More" or "This" or "Related" or "Read" or "Contact" or "Follow" or "Email" || CountryNames.Contains(name))
            return false;
        foreach (string word in words)
        {
            if (word is "News" or "Press" or "Staff" or "Times" or "Post" or "Network" or "Agency" or "Media" or "Editor" or "Reporter" or "Correspondent" or "Service" or "Team" or "Desk" or "Writer" or "Published" or "Updated" or "Magazine" or "Daily" or "Journal" or "Board" or "Report" or "Reports")
                return false;
        }
        return true;
    }

    /// <summary>"LISA MASCARO" to "Lisa Mascaro".</summary>
    private static string Calm(string name)
    {
        if (name.Any(char.IsLower))
            return name;
        char[] letters = name.ToLowerInvariant().ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            if (i == 0 || letters[i - 1] is ' ' or '-' or '.' or '\'' or '’')
                letters[i] = char.ToUpperInvariant(letters[i]);
        }
        return new string(letters);
    }

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]|https?://\S+|\S+@\S+|@\w+", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex BracketPattern();

    [GeneratedRegex(@"\s*(?:;|\||,|/|&|\band\b|\bwith\b)\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex SeparatorPattern();

    [GeneratedRegex(@"\s+(?:in|at|from|of|for|on|near|aboard)\s+.*$", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"^\p{Lu}[\p{L}.'’\-]*(?:\s(?:(?:de|da|del|della|der|den|van|von|bin|ben|al|el|la|le|di|dos|du|ter|y|e)\s)*(?:al-|el-|d'|d’|o')?\p{Lu}[\p{L}.'’\-]*){1,4}$", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex NamePattern();
}
