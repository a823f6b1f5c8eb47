using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>Outlets and their share of wire copy.</summary>
public sealed class SourcesModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<OutletLine> Found { get; private set; } = [];

    public void OnGet() => Found = Ask(new Outlets().Ask);
}
