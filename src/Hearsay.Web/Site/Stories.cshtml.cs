using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>The stories of the ledger.</summary>
public sealed class StoriesModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<StoryLine> Found { get; private set; } = [];

    public void OnGet() => Found = Ask(new Stories(Limits.Usual, Offset).Ask);
}
