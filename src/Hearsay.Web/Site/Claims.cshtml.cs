using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>Claims by a query, and the queries that are kept. The guard of the site lets only this site's own pages post here, so no token is needed.</summary>
[IgnoreAntiforgeryToken]
public sealed class ClaimsModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<ClaimLine> Found { get; private set; } = [];

    /// <summary>What is wrong with the query, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>What comes first.</summary>
    [BindProperty(SupportsGet = true)]
    public ClaimOrder Sort { get; set; }

    /// <summary>What was asked for, as the rest of an address.</summary>
    public string Asked => $"q={Uri.EscapeDataString(Query ?? "")}{(Sort == ClaimOrder.Newest ? "" : "&sort=" + Sort.ToString().ToLowerInvariant())}";

    public IReadOnlyList<SavedSearch> Saved { get; private set; } = [];

    /// <summary>Keeps a query by a name; without a query, forgets the one of that name.</summary>
    public IActionResult OnPost(string? name)
    {
        Change(ledger => SavedSearches.Save(ledger, name?.Trim() ?? "", Query ?? "", DateTimeOffset.UtcNow));
        return Redirect("/claims" + (string.IsNullOrWhiteSpace(Query) ? "" : "?q=" + Uri.EscapeDataString(Query)));
    }

    public void OnGet() => Found = Ask(c =>
    {
        Saved = SavedSearches.All(c);
        try
        {
            return new ClaimQuery(Query ?? "").Ask(c, Limits.Usual, Offset, Sort);
        }
        catch (LedgerException e)
        {
            Problem = e.Message;
            Response.StatusCode = 400;
            return [];
        }
    });
}
