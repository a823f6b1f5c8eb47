namespace Hearsay.Scoring;

/// <summary>Whether two names can be the same party's.</summary>
internal static class PartyName
{
    private static readonly HashSet<string> Small = ["the", "a", "an", "of", "in", "at", "and", "for", "mr", "ms", "mrs", "s"];

    private static readonly string[][] Aliases =
    [
        ["u.s", "us", "united states", "washington"], ["uk", "u.k", "britain", "united kingdom"], ["russia", "moscow"], ["ukraine", "kyiv", "kiev"], ["north korea", "pyongyang"], ["china", "beijing"],
        ["un", "u.n", "united nations"], ["eu", "e.u", "european union"],
    ];

    /// <summary>Equal, or one inside the other.</summary>
    public static bool Alike(string? one, string? other)
    {
        HashSet<string> a = Key(one), b = Key(other);
        return a.Count == 0 || b.Count == 0 ? a.Count == b.Count : a.IsSubsetOf(b) || b.IsSubsetOf(a);
    }

    /// <summary>Alike, or a country and its capital.</summary>
    public static bool Same(string? one, string? other) => !string.IsNullOrEmpty(one) && !string.IsNullOrEmpty(other) && (Alike(one, other) || Alias(one) == Alias(other));

    private static HashSet<string> Key(string? name) => [.. WordText.Of(name).Where(w => !Small.Contains(w))];

    private static string Alias(string name)
    {
        string key = string.Join(' ', WordText.Of(name).Where(w => !Small.Contains(w))).TrimEnd('.');
        return Aliases.FirstOrDefault(g => g.Contains(key))?[0] ?? key;
    }
}
