using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>One matter with the positions on it.</summary>
public sealed class MatterModel(LedgerStore file) : LedgerPage(file)
{
    public Proposition Matter { get; private set; } = null!;

    public IReadOnlyList<ClaimLine> Dated => [.. Matter.Positions.Where(p => p.Published is not null && p.Status != "rejected")];

    public IReadOnlyList<string> Stances => [.. Dated.Select(p => p.Stance).Distinct()];

    public ChartAxis Axis => ChartAxis.OfDays(Dated.Select(p => p.Published!));

    public const int BarHeight = 50;

    /// <summary>The pages of one day that take a position: with a text of their own, and reprints.</summary>
    public sealed record Day(string Date, int Own, int Reprints);

    public IReadOnlyList<Day> Coverage =>
        [.. Dated.DistinctBy(p => p.Article).GroupBy(p => p.Published!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Day(g.Key, g.Count(p => p.Article == p.Origin), g.Count(p => p.Article != p.Origin)))];

    /// <summary>The day with most pages stands as high as a bar can.</summary>
    public double Height(int pages) => (double)BarHeight * pages / Coverage.Max(d => d.Own + d.Reprints);

    /// <summary>The first number of each origin's position where they differ, with who gives it.</summary>
    public IReadOnlyList<StripMark> Figures =>
    [
        .. Disputes.Figures(Matter.Positions).Select(f => (Words: f.Numbers, Value: double.TryParse(f.Numbers.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture, out double n) ? n : double.NaN, f.Position))
            .Where(f => !double.IsNaN(f.Value)).OrderBy(f => f.Value).Select(f => new StripMark(f.Value, f.Words, $"{f.Position.Speaker ?? "in its own words"}, {f.Position.Publisher ?? "outlet unknown"}", f.Position.Published, $"/story?id={Uri.EscapeDataString(f.Position.Story)}#{f.Position.Name}")),
    ];

    public IActionResult OnGet(long id)
    {
        if (Ask(new PropositionById(id).Ask) is not { } found)
            return NotFound();
        Matter = found;
        return Page();
    }
}
