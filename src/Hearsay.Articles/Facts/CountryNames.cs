namespace Hearsay.Articles.Facts;

/// <summary>The names of countries, states and provinces that stand after a town.</summary>
internal static class CountryNames
{
    private static readonly HashSet<string> Names = new(
    [
        .. DataFile.Rows("countries.txt").Concat(DataFile.Rows("us-states.txt")).SelectMany(r => r[2].Split('|').Append(r[1])).Where(n => n.Length > 0),
        .. DataFile.Rows("regions.txt").Select(r => r[0]),
    ], StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => Names.Contains(name);
}
