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

    /// <summary>The first number of each origin's position where they differ, with who gives it.</summary>
    public IReadOnlyList<(double Number, string Words, string Who)> Figures =>
    [
        .. Disputes.Figures(Matter.Positions).Select(f => (Words: f.Numbers, Value: double.TryParse(f.Numbers.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture, out double n) ? n : double.NaN, f.Position))
            .Where(f => !double.IsNaN(f.Value)).OrderBy(f => f.Value).Select(f => (f.Value, f.Words, $"{f.Position.Speaker ?? "in its own words"}, {f.Position.Publisher ?? "outlet unknown"}")),
    ];

    public IActionResult OnGet(long id)
    {
        if (Ask(new PropositionById(id).Ask) is not { } found)
            return NotFound();
        Matter = found;
        return Page();
    }
}
