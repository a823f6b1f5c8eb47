using Hearsay.Language.English;

namespace Hearsay.Language.Places;

/// <summary>A place of the text, resolved as far as the text and the list allow.</summary>
/// <param name="Country">ISO 3166 alpha-2, or null.</param>
/// <param name="Latitude">Null for countries, and where several places of the name are possible.</param>
public sealed record ResolvedPlace(string? Country, double? Latitude, double? Longitude);

/// <summary>
/// Which of the places of one name is meant: what stands after a comma ("Paris, Texas") or beside it ("the Russian city of Belgorod") decides; then the countries that the story names;
/// then the largest, where it is much larger than the next. What stays open stays unresolved.
/// </summary>
public static class PlaceResolver
{
    /// <summary>The largest is taken without a hint where it has so many times the people of the next.</summary>
    private const int MuchLarger = 8;

    /// <summary>Words around a name that say that a region is meant, not its seat.</summary>
    private static readonly HashSet<string> Regions = new(StringComparer.OrdinalIgnoreCase) { "region", "province", "oblast", "governorate", "district", "county", "state", "prefecture", "area", "valley" };

    /// <param name="name">The words of the place.</param>
    /// <param name="beside">Countries named beside it, or what stands after its comma; null where nothing does.</param>
    /// <param name="story">ISO codes of the countries that the story names, the most named first.</param>
    public static ResolvedPlace Resolve(string name, string? beside, IReadOnlyList<string> story)
    {
        WordLists lists = WordLists.Default;
        string[] parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        string head = WithoutRegion(parts[0]);
        string? qualifier = parts.Length > 1 ? parts[1] : null;
        if (beside is "US" && lists.StateNamed(head) is not null && qualifier is null && lists.CountryNamed(head) is not null)
            return new ResolvedPlace("US", null, null);
        if (lists.CountryNamed(name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? name[4..] : name) is { } country)
            return new ResolvedPlace(country.Code, null, null);
        string? state = lists.StateNamed(qualifier ?? "");
        string? hint = (qualifier is null ? null : lists.CountryNamed(qualifier)?.Code) ?? (state is not null ? "US" : null) ?? beside;
        if (lists.StateNamed(head) is not null && qualifier is null && hint is null or "US" && Gazetteer.Find(head) is not [{ Population: > 3_000_000 }, ..])
            return new ResolvedPlace("US", null, null);
        IReadOnlyList<PopulatedPlace> all = Gazetteer.Find(head);
        PopulatedPlace[] fitting = [.. all.Where(p => (hint is null || p.Country == hint) && (state is null || p.Division == state))];
        if (fitting.Length == 0)
            return new ResolvedPlace(hint ?? lists.CountryOfCapital(head)?.Code, null, null);
        PopulatedPlace? chosen = null;
        if (hint is not null || fitting.Length == 1 && fitting[0].Population >= 20_000)
            chosen = Largest(fitting, 2);
        if (hint is null)
        {
            // A capital or a great city is meant whatever else the story names.
            chosen = Largest(fitting, MuchLarger);
            if (chosen is null || chosen.Population < 300_000 && lists.CountryOfCapital(head) is null)
                chosen = story.Select(code => fitting.FirstOrDefault(p => p.Country == code && p.Population >= 5_000)).FirstOrDefault(p => p is not null) ?? (chosen is { Population: >= 50_000 } ? chosen : null);
        }
        return chosen is null ? new ResolvedPlace(hint, null, null) : new ResolvedPlace(chosen.Country, chosen.Latitude, chosen.Longitude);
    }

    private static PopulatedPlace? Largest(PopulatedPlace[] places, int times) =>
        places.Length == 1 || places[0].Population >= (long)times * Math.Max(1, places.Skip(1).Where(p => p.Country != places[0].Country || Math.Abs(p.Latitude - places[0].Latitude) + Math.Abs(p.Longitude - places[0].Longitude) > 0.5).Select(p => p.Population).DefaultIfEmpty(0).Max()) ? places[0] : null;

    private static string WithoutRegion(string name)
    {
        string[] words = name.Split(' ');
        int from = words[0].ToLowerInvariant() is "the" or "central" or "downtown" or "northern" or "southern" or "eastern" or "western" or "outer" or "inner" && words.Length > 1 ? 1 : 0;
        int to = words.Length > from + 1 && Regions.Contains(words[^1]) ? words.Length - 1 : words.Length;
        return string.Join(' ', words[from..to]);
    }
}
