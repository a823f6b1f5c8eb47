using Hearsay.Language.English;
using Hearsay.Language.Places;

namespace Hearsay.Ledger.Questions;

/// <summary>Where a country's mark stands on a map, and what it is called.</summary>
public static class Capitals
{
    /// <param name="code">ISO 3166 alpha-2.</param>
    /// <returns>Degrees north and east, or null.</returns>
    public static (double Latitude, double Longitude)? Of(string code) =>
        WordLists.Default.CountryWithCode(code) is { Capitals: [var seat, ..] } && Gazetteer.Find(seat).FirstOrDefault(p => p.Country == code) is { } place ? (place.Latitude, place.Longitude) : null;

    public static string? CountryOf(string code) => WordLists.Default.CountryWithCode(code)?.Name;
}
