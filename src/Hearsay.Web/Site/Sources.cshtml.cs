using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>Outlets and their share of wire copy.</summary>
public sealed class SourcesModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<OutletLine> Found { get; private set; } = [];

    /// <summary>What comes first.</summary>
    [BindProperty(SupportsGet = true)]
    public OutletOrder Sort { get; set; }

    public void OnGet() => Found = Ask(new Outlets(Order: Sort).Ask);
}
