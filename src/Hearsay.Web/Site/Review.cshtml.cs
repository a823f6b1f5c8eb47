using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Microsoft.AspNetCore.Mvc;

namespace Hearsay.Web.Site;

/// <summary>Claims to accept, fix or reject. The guard of the site lets only this site's own pages post here, so no token is needed.</summary>
[IgnoreAntiforgeryToken]
public sealed class ReviewModel(LedgerStore file) : LedgerPage(file)
{
    public IReadOnlyList<ClaimLine> Found { get; private set; } = [];

    /// <summary>The last claim of the page before, as STORY/CLAIM.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public void OnGet() => Found = Ask(new ToReview(Limits.Usual, After).Ask);

    public IActionResult OnPost(string story, string claim, string? verdict, string? speaker, string? stance, string? content, string? note, string? back)
    {
        Change(ledger => ReviewWriter.Record(ledger, new Review(story ?? "", claim ?? "", string.IsNullOrEmpty(verdict) ? null : verdict, speaker, stance, note, content), DateTimeOffset.UtcNow));
        // A page that is open shows what was decided in its place.
        if (Request.Headers.ContainsKey("HX-Request"))
            return Partial("_Review", (Ask(new ClaimsOfStory(story!).Ask).First(c => c.Name == claim), back ?? "/review"));
        // Back to the page that it was decided on, never to another site.
        return back is not null && Url.IsLocalUrl(back) ? Redirect(back) : Redirect("/review");
    }
}
