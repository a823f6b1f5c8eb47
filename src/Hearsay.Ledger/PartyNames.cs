using Hearsay.Language.English;

namespace Hearsay.Ledger;

/// <summary>Names to the party that they stand for: a seat of government for its country, another spelling of a person's name for the same person.</summary>
internal static class PartyNames
{
    /// <summary>Seats that stand for a government and are no capital.</summary>
    private static readonly Dictionary<string, string> Seats = new()
    {
        ["kremlin"] = "RU",
        ["white house"] = "US",
        ["downing street"] = "GB",
        ["10 downing street"] = "GB",
        ["elysee"] = "FR",
        ["élysée"] = "FR",
        ["elysee palace"] = "FR",
        ["blue house"] = "KR",
    };

    /// <param name="key">A name as it is looked up by.</param>
    /// <param name="kind">What kind of party the reader took it for, or null.</param>
    /// <returns>The party's key and the reason; the name's own key where it stands for itself.</returns>
    public static (string Party, string Why) Of(string key, string? kind)
    {
        if (kind is not "person" and not "media" and not "document" && Government(key) is { } country)
            return ("government of " + country.Code.ToLowerInvariant(), $"stands for the government of {country.Name}");
        if (kind is "person" && Respelled(key) is var folded && folded != key)
            return (folded, "another spelling of one name");
        return (key, "its own name");
    }

    private static Country? Government(string key)
    {
        WordLists lists = WordLists.Default;
        string[] words = key.Split(' ');
        string name = words[^1] is "government" or "authorities" or "administration" && words.Length > 1 ? string.Join(' ', words[..^1]) : key;
        if (Seats.TryGetValue(name, out string? code))
            return lists.CountryWithCode(code);
        // "u s" and "u k" once had points
        string dotted = words.All(w => w.Length == 1) ? string.Concat(words.Select(w => w + ".")) : name;
        bool whole = name == key;
        return lists.CountryNamed(name) ?? lists.CountryNamed(dotted) ?? lists.CountryOfCapital(name) ?? (whole ? null : lists.CountryOfDemonym(name));
    }

    /// <summary>
    /// A person's name with the endings and sounds that transliterations write differently made one: Zelensky, Zelenskiy and Zelenskyy; Gaddafi and Qaddafi.
    /// Given names stay apart, and single letters between names are left out.
    /// </summary>
    private static string Respelled(string key)
    {
        string[] words = key.Split(' ');
        if (words.Length < 2)
            return key;
        return string.Join(' ', words.Where((w, i) => w.Length > 1 || i == 0 || i == words.Length - 1).Select(w => w.Length < 5 ? w : Fold(w)));
    }

    private static string Fold(string word)
    {
        string w = word.Replace("yy", "y").Replace("iy", "y").Replace("ii", "y").Replace("ij", "y").Replace("kh", "h").Replace("gh", "g").Replace("ou", "u").Replace("dj", "j").Replace("ph", "f");
        if (w[0] == 'q' && (w.Length < 2 || w[1] != 'u'))
            w = "g" + w[1..];
        return w.EndsWith("iev", StringComparison.Ordinal) ? w[..^3] + "yev" : w;
    }
}
