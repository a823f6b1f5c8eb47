using System.Globalization;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>The first page: matters that are disputed.</summary>
public sealed class IndexModel(LedgerStore file) : LedgerPage(file)
{
    private const int MostWords = 160;

    public IReadOnlyList<Proposition> Matters { get; private set; } = [];

    /// <summary>What comes first.</summary>
    [BindProperty(SupportsGet = true)]
    public MatterOrder Sort { get; set; }

    public void OnGet() => Matters = Ask(c => new Propositions(Limits.Usual, OnlyDisputed: true, Offset, Sort).Ask(c).ToArray());

    /// <summary>A matter goes by the words of its first position that is neither a denial nor a refusal.</summary>
    public static string Heading(Proposition matter)
    {
        string words = (matter.Positions.FirstOrDefault(p => p.Stance is not ("denies" or "declines")) ?? matter.Positions[0]).Content;
        if (words.StartsWith("that ", StringComparison.Ordinal))
            words = words[5..];
        return Quoted(words.Length <= MostWords ? words : words[..words.LastIndexOf(' ', MostWords)] + " …");
    }

    /// <summary>Words of somebody's as a heading: no page says them itself.</summary>
    public static string Quoted(string words) => words.Length > 0 && words[0] is '“' or '"' or '‘' ? words : $"“{words}”";

    /// <summary>Numbers as people read them: thousands apart.</summary>
    public static string Grouped(string numbers) => string.Join(", ", numbers.Split(", ").Select(n => double.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? ChartAxis.Grouped(value) : n));

    /// <summary>Positions of one kind; a reprint repeats its origin's and is left out.</summary>
    public static IReadOnlyList<ClaimLine> Of(Proposition matter, Func<string, bool> stance) =>
        [.. matter.Positions.Where(p => stance(p.Stance) && (p.Article == p.Origin || !matter.Positions.Any(q => q.Article == p.Origin)))];

    public static string Sources(Proposition matter)
    {
        int pages = matter.Positions.Select(p => p.Article).Distinct().Count();
        int texts = matter.Positions.Select(p => p.Origin).Distinct().Count();
        string independent = matter.Origins == 1 ? "1 independent source" : $"{matter.Origins} independent";
        return pages == matter.Origins ? independent : $"{independent}; {pages} pages: " + string.Join(", ", new[] { Count(pages - texts, "reprint"), Count(texts - matter.Origins, "echo or text of one outlet", "echoes or texts of one outlet") }.OfType<string>());

        static string? Count(int number, string one, string? many = null) => number == 0 ? null : $"{number} {(number == 1 ? one : many ?? one + "s")}";
    }
}
