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
        // "Reuters/AP" is two agencies' copy, "CBS Boston/AP" an outlet's and an agency's: the first agency counts.
        return key.Contains('/') ? key.Split('/').Select(part => Names.GetValueOrDefault(part.Trim())).FirstOrDefault(n => n is not null) : null;
    }

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
