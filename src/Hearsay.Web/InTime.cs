using Hearsay.Ledger.Questions;

namespace Hearsay.Web;

/// <summary>Positions in time, a row a stance, and the pages of each day under them.</summary>
public sealed class InTime
{
    public const int BarHeight = 50;

    /// <param name="positions">Those that are rejected or bear no date are left out.</param>
    public InTime(IReadOnlyList<ClaimLine> positions)
    {
        Dated = [.. positions.Where(p => p.Published is not null && p.Status != "rejected")];
        Stances = [.. Dated.Select(p => p.Stance).Distinct()];
        Axis = ChartAxis.OfDays(Dated.Select(p => p.Published!));
        Coverage = [.. Dated.DistinctBy(p => p.Article).GroupBy(p => p.Published!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Day(g.Key, g.Count(p => p.Article == p.Origin), g.Count(p => p.Article != p.Origin)))];
    }

    public IReadOnlyList<ClaimLine> Dated { get; }

    public IReadOnlyList<string> Stances { get; }

    public ChartAxis Axis { get; }

    public IReadOnlyList<Day> Coverage { get; }

    /// <summary>The day with most pages stands as high as a bar can.</summary>
    public double Height(int pages) => (double)BarHeight * pages / Coverage.Max(d => d.Own + d.Reprints);

    /// <summary>The pages of one day that take a position: with a text of their own, and reprints.</summary>
    public sealed record Day(string Date, int Own, int Reprints);
}
