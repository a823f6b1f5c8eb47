using System.Text.RegularExpressions;

namespace Hearsay.Ledger.Questions;

/// <summary>When a matter is disputed.</summary>
public static partial class Disputes
{
    /// <summary>True if one denies what another says, if somebody refuses to answer, or if positions of different origins give different numbers.</summary>
    public static bool IsDisputed(IReadOnlyList<ClaimLine> positions)
    {
        if (positions.Any(p => p.Stance is "declines" or "denies"))
            return true;
        // Numbers: each origin's first position that has any.
        string[][] numbers = [.. positions.GroupBy(p => p.Origin).Select(g => g.Select(p => Numbers(p.Content)).FirstOrDefault(n => n.Length > 0)).OfType<string[]>()];
        return numbers.Length > 1 && numbers.Skip(1).Any(n => n.Length == numbers[0].Length && !n.SequenceEqual(numbers[0]));
    }

    private static string[] Numbers(string words) => [.. NumberPattern().Matches(words.ToLowerInvariant()).Select(m => m.Value.Replace(",", "", StringComparison.Ordinal))];

    // Years and days of the month are seldom what is disputed.
    [GeneratedRegex(@"(?<![\w.])(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?(?![\w])|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b")]
    private static partial Regex NumberPattern();
}
