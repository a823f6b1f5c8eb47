using Hearsay.Ledger;

namespace Hearsay.Web.Site;

/// <summary>The formats that a query can be had in.</summary>
public sealed class ExportModel(LedgerStore file) : LedgerPage(file)
{
    public void OnGet() => Ask(_ => 0);
}
