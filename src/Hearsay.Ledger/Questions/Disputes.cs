using System.Text.RegularExpressions;

namespace Hearsay.Ledger.Questions;

/// <summary>When a matter is disputed.</summary>
public static partial class Disputes
{
    /// <summary>True if one denies what another says or says that it is not so, if somebody refuses to answer, or if positions of different origins give different numbers.</summary>
    public static bool IsDisputed(IReadOnlyList<ClaimLine> positions)
    {
        ClaimLine[] standing = [.. positions.Where(p => p.Status != "rejected")];
        return standing.Any(p => IsAnswer(p.Stance, p.Content) || p.Stance is "declines" && standing.Length > 1) || Figures(standing).Count > 0 || AreOpposed(standing);
    }

    /// <summary>True of a denial, and of a refusal that says what is not answered: one that names nothing tells of no matter by itself.</summary>
    internal static bool IsAnswer(string stance, string content) => stance is "denies" || stance is "declines" && content.Length > 0;

    /// <summary>True if one speaker says of something that it is not so, in words that another uses without a "not": "no drone of ours was shot down", "a drone was shot down".</summary>
    private static bool AreOpposed(ClaimLine[] positions)
    {
        (ClaimLine Position, HashSet<string>? Negated)[] told = [.. positions.Where(p => p.Speaker is not null).Select(p => (p, Terms.Negated(p.Content)))];
        return told.Any(no => no.Negated is { Count: > 0 } && told.Any(yes => yes.Negated is null && AreDifferent(no.Position.Speaker!, yes.Position.Speaker!) && no.Negated.Overlaps(Terms.Of(yes.Position.Content))));
    }

    // "Trump" and "Donald Trump" are one speaker.
    private static bool AreDifferent(string one, string other) => !one.Contains(other, StringComparison.OrdinalIgnoreCase) && !other.Contains(one, StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbers that positions of different origins give for one matter, with who gives them; none where they agree.</summary>
    public static IReadOnlyList<(ClaimLine Position, string Numbers)> Figures(IReadOnlyList<ClaimLine> positions)
    {
        // Each origin's first position that has any.
        (ClaimLine Position, string[] Numbers)[] given =
        [
            .. positions.GroupBy(p => p.Origin).Select(g => g.Select(p => (Position: p, Numbers: Numbers(p.Content))).FirstOrDefault(n => n.Numbers.Length > 0)).Where(n => n.Numbers is not null),
        ];
        return given.Length > 1 && given.Skip(1).Any(n => n.Numbers.Length == given[0].Numbers.Length && !n.Numbers.SequenceEqual(given[0].Numbers))
            ? [.. given.Select(n => (n.Position, string.Join(", ", n.Numbers)))]
            : [];
    }

    /// <summary>The highest of the figures that differ as a multiple of the lowest; 1 where none do, or where they are not all written in digits.</summary>
    public static double Spread(IReadOnlyList<ClaimLine> positions)
    {
        double[] values = [.. Figures(positions).Select(f => double.TryParse(f.Numbers.Split(", ")[0], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double value) ? value : 0)];
        return values.Length > 1 && values.Min() > 0 ? values.Max() / values.Min() : 1;
    }

    private static string[] Numbers(string words) => [.. NumberPattern().Matches(words.ToLowerInvariant()).Select(m => m.Value.Replace(",", "", StringComparison.Ordinal))];

    // Years and days of the month are seldom what is disputed.
    [GeneratedRegex(@"(?<![\w.])(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?(?![\w])|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b")]
    private static partial Regex NumberPattern();
}
