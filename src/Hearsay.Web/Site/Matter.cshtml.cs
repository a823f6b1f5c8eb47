using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>One matter with the positions on it.</summary>
public sealed class MatterModel(LedgerStore file) : LedgerPage(file)
{
    public Proposition Matter { get; private set; } = null!;

    /// <summary>The first number of each origin's position where they differ, with who gives it.</summary>
    public IReadOnlyList<StripMark> Figures =>
    [
        .. Disputes.Figures(Matter.Positions).Select(f => (Words: f.Numbers, Value: double.TryParse(f.Numbers.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture, out double n) ? n : double.NaN, f.Position))
            .Where(f => !double.IsNaN(f.Value)).OrderBy(f => f.Value).Select(f => new StripMark(f.Value, f.Words.Contains(',') ? f.Words : ChartAxis.Grouped(f.Value), $"{f.Position.Speaker ?? "in its own words"}, {f.Position.Publisher ?? "outlet unknown"}", f.Position.Published, $"/story?id={Uri.EscapeDataString(f.Position.Story)}#{f.Position.Name}")),
    ];

    /// <summary>One text: its page, whom it repeats, and the pages that reprint it.</summary>
    public (ClaimLine First, string? EchoOf, IReadOnlyList<ClaimLine> Copies) TextOf(long origin)
    {
        ClaimLine[] positions = [.. Matter.Positions.Where(p => p.Origin == origin)];
        ClaimLine first = Array.Find(positions, p => p.Article == origin) ?? positions[0];
        return (first, positions.Select(p => p.EchoOf).FirstOrDefault(e => e is not null), [.. positions.Where(p => p.Article != first.Article).DistinctBy(p => p.Article)]);
    }

    public IActionResult OnGet(long id)
    {
        if (Ask(new PropositionById(id).Ask) is not { } found)
            return NotFound();
        Matter = found;
        return Page();
    }
}
