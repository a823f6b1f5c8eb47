using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>What was read when, by which version, and what could not be.</summary>
public sealed class RunsModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<RunLine> Found { get; private set; } = [];

    public IReadOnlyList<RefusalLine> Refused { get; private set; } = [];

    public void OnGet() => (Found, Refused) = Ask(c => (new Runs().Ask(c), new Refusals().Ask(c)));
}
