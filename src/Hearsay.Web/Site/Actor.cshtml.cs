using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>What one party is reported to have said.</summary>
public sealed class ActorModel(LedgerFile file) : LedgerPage(file)
{
    public string Name { get; private set; } = "";

    public IReadOnlyList<ClaimLine> Found { get; private set; } = [];

    public void OnGet(string name)
    {
        Name = name ?? "";
        Found = Ask(new ClaimsBySpeaker(Name, 200).Ask);
    }
}
