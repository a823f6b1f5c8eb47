namespace Hearsay.Articles.Facts;

/// <summary>The wire agencies and the ways in which pages write their names.</summary>
internal static class AgencyList
{
    private static readonly Dictionary<string, string> Names = Load();

    /// <summary>The agency's usual name, or null if the words name none.</summary>
    public static string? Find(string words)
    {
        string key = words.Trim(' ', '.', ',', ':', ';', '-', '–', '—', '(', ')', '|', '/', '©');
        if (Names.TryGetValue(key, out string? name))
            return name;
        // "Reuters/AP" is two agencies' copy; the first one named counts.
        int cut = key.IndexOf('/');
        return cut > 0 && Names.TryGetValue(key[..cut].Trim(), out name) ? name : null;
    }

    /// <summary>The same in a dateline's brackets, where an outlet may stand before its agency: "(CBS Boston/AP)".</summary>
    public static string? FindInDateline(string words) =>
        Find(words) ?? (words.LastIndexOf('/') is > 0 and var cut ? Find(words[(cut + 1)..]) : null);

    private static Dictionary<string, string> Load()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string[] row in DataFile.Rows("agencies.txt"))
        {
            foreach (string name in row)
                names[name.Trim()] = row[0].Trim();
        }
        return names;
    }
}
