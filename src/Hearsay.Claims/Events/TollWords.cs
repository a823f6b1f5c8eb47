using System.Text.RegularExpressions;

namespace Hearsay.Claims.Events;

/// <summary>Tells whether words count the dead or the hurt, in whatever construction: "31 people died", "the toll rose to 38", "rescuers found twelve bodies".</summary>
public static partial class TollWords
{
    /// <returns>killed, injured, or null where there is no count of either.</returns>
    public static string? KindOf(string words) =>
        !NumberPattern().IsMatch(words) ? null : KilledPattern().IsMatch(words) ? "killed" : InjuredPattern().IsMatch(words) ? "injured" : null;

    // No year, no day of a month, no rank, no percentage.
    [GeneratedRegex(@"(?<![\w.$€£])(?!(?:19|20)\d\d\b)\d[\d,]*(?![\w%.]\w|st\b|nd\b|rd\b|th\b| ?(?:per ?cent|%))|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|scores|hundreds?|thousands?|several)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"\b(?:kill(?:ed|s|ing)?|dead|die[ds]?|deaths?|death toll|toll|bod(?:y|ies)|fatalit(?:y|ies)|lost their lives|perished|drowned|massacred)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KilledPattern();

    [GeneratedRegex(@"\b(?:injur(?:ed|ies|ing)|wounded|hurt|hospitali[sz]ed|(?:fell|fallen|taken|are|were) (?:ill|sick))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InjuredPattern();
}
