using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>One matter with the positions on it.</summary>
public sealed class MatterModel(LedgerFile file) : LedgerPage(file)
{
    public Proposition Matter { get; private set; } = null!;

    public IActionResult OnGet(long id)
    {
        if (Ask(new PropositionById(id).Ask) is not { } found)
            return NotFound();
        Matter = found;
        return Page();
    }
}
