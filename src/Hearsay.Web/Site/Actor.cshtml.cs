using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;
using System.Data.Common;

namespace Hearsay.Web.Site;

/// <summary>What one party is reported to have said, and its names. The guard of the site lets only this site's own pages post here, so no token is needed.</summary>
[IgnoreAntiforgeryToken]
public sealed class ActorModel(LedgerStore file) : LedgerPage(file)
{
    public string Name { get; private set; } = "";

    public IReadOnlyList<ClaimLine> Found { get; private set; } = [];

    /// <summary>Matters that the party both said and denied, each with these positions, oldest first.</summary>
    public IReadOnlyList<IReadOnlyList<ClaimLine>> Turns =>
    [
        .. Found.Where(c => c.Status != "rejected" && c.Stance is "asserts" or "confirms" or "denies").GroupBy(c => c.Proposition)
            .Where(g => g.Any(c => c.Stance == "denies") && g.Any(c => c.Stance != "denies")).Select(g => g.OrderBy(c => c.Said ?? c.Published, StringComparer.Ordinal).ToArray()),
    ];

    /// <summary>What comes first.</summary>
    [BindProperty(SupportsGet = true)]
    public ActorOrder Sort { get; set; }

    /// <summary>The same in the order that was asked for.</summary>
    public IEnumerable<ClaimLine> Sorted => Sort == ActorOrder.Sources ? Found.OrderByDescending(c => c.Independent) : Found;

    public IReadOnlyList<PartyName> Names { get; private set; } = [];

    public void OnGet(string name)
    {
        Name = name ?? "";
        Found = Ask(new ClaimsBySpeaker(Name, 200, Whole: true).Ask);
        Names = Ask(new PartyOf(Name, Whole: true).Ask);
    }

    /// <summary>Two names are one party from now on.</summary>
    public IActionResult OnPostMerge(string name, string other)
    {
        Change(ledger => PartyWriter.Link(ledger, Whole(ledger, name), other ?? "", null, DateTimeOffset.UtcNow));
        return Redirect("/actor?name=" + Uri.EscapeDataString(name));
    }

    /// <summary>A name stands for itself from now on.</summary>
    public IActionResult OnPostSplit(string name, string other)
    {
        Change(ledger => PartyWriter.Unlink(ledger, other ?? "", null, DateTimeOffset.UtcNow));
        return Redirect("/actor?name=" + Uri.EscapeDataString(name));
    }

    /// <summary>A part of a name stands for the whole one with most claims.</summary>
    private static string Whole(DbConnection ledger, string name) => new PartyOf(name ?? "", Whole: true).Ask(ledger).MaxBy(n => n.Claims)?.Name ?? name ?? "";
}

/// <summary>What comes first of a party's claims: the newest, or those of matters that most independent sources speak of.</summary>
public enum ActorOrder
{
    Newest,
    Sources,
}
