using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>Claims by a query.</summary>
public sealed class ClaimsModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<ClaimLine> Found { get; private set; } = [];

    /// <summary>What is wrong with the query, or null.</summary>
    public string? Problem { get; private set; }

    public void OnGet() => Found = Ask(c =>
    {
        try
        {
            return new ClaimQuery(Query ?? "").Ask(c, Limits.Usual, Offset);
        }
        catch (LedgerException e)
        {
            Problem = e.Message;
            Response.StatusCode = 400;
            return [];
        }
    });
}
