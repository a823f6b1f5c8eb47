using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>When it happened, when it was said, when it was published.</summary>
public sealed class TimelineModel(LedgerStore file) : LedgerPage(file)
{
    public static readonly string[] Tracks = ["happened", "said", "published"];

    public IReadOnlyList<TimelineEntry> Found { get; private set; } = [];

    public ChartAxis Axis { get; private set; } = null!;

    /// <summary>What is wrong with the query, or null.</summary>
    public string? Problem { get; private set; }

    public void OnGet()
    {
        try
        {
            Found = Ask(new Timeline(Query ?? "", 200).Ask);
        }
        catch (LedgerException e)
        {
            Problem = e.Message;
            Response.StatusCode = 400;
            Ask(_ => 0);
        }
        Axis = ChartAxis.OfDays(Found.SelectMany(e => (string[])[e.From, e.To]));
    }

    public static string Link(TimelineEntry e) => $"/story?id={Uri.EscapeDataString(e.Story)}{(e.Claim is null || e.Track == "happened" ? "" : "#" + e.Claim)}";
}
