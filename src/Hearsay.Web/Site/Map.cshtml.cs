using System.Reflection;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Web.Site;

/// <summary>Events where they are said to have been.</summary>
public sealed class MapModel(LedgerStore file) : EventsModel(file)
{
    private const int MostEvents = 300;

    /// <summary>The outline of the land (Natural Earth 1:110m, public domain), 960 by 480 units, equirectangular.</summary>
    public static string Land { get; } = ReadLand();

    /// <summary>Events of one place.</summary>
    /// <param name="Town">False where only the country is known.</param>
    public sealed record Mark(string Name, string? Country, bool Town, double X, double Y, IReadOnlyList<EventLine> Events)
    {
        public double Radius => Math.Min(14, 3 + 1.5 * Math.Sqrt(Events.Count));

        /// <summary>True if its name would lie on that of a place with more events.</summary>
        public bool Crowded { get; init; }
    }

    public IReadOnlyList<Mark> Marks { get; private set; } = [];

    public override void OnGet()
    {
        Found = [.. Ask(Question(MostEvents, 0).Ask).Where(e => e.Place is not null)];
        Marks = Uncrowded(
            Found.GroupBy(e => e.Lat is null ? "country " + e.Country : $"{e.Lat} {e.Lon}").Select(g => Make([.. g])).OfType<Mark>().OrderByDescending(m => m.Events.Count));
    }

    /// <summary>The names of the places with most events first; Scripts/charts.js does the same for a nearer map.</summary>
    private static List<Mark> Uncrowded(IEnumerable<Mark> marks)
    {
        var shown = new List<Mark>();
        var all = new List<Mark>();
        foreach (Mark mark in marks)
        {
            bool crowded = shown.Exists(s => Math.Abs(s.Y - mark.Y) < 16 && s.X < mark.X + Width(mark) && mark.X < s.X + Width(s));
            all.Add(mark with { Crowded = crowded });
            if (!crowded)
                shown.Add(mark);
        }
        return all;

        static double Width(Mark mark) => 20 + 7.5 * mark.Name.Length;
    }

    public static string Rest(Mark mark) => mark.Town ? "q=" + Uri.EscapeDataString(mark.Name) : "country=" + Uri.EscapeDataString(mark.Country ?? "");

    private static Mark? Make(IReadOnlyList<EventLine> events)
    {
        EventLine first = events[0];
        if (first.Lat is { } latitude && first.Lon is { } longitude)
            return new Mark(first.Place!, first.Country, true, X(longitude), Y(latitude), events);
        return first.Country is { } code && Capitals.Of(code) is { } seat ? new Mark(Capitals.CountryOf(code) ?? code, code, false, X(seat.Longitude), Y(seat.Latitude), events) : null;
    }

    private static double X(double longitude) => (longitude + 180) * 960 / 360;

    private static double Y(double latitude) => (90 - latitude) * 480 / 180;

    private static string ReadLand()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("land.txt")!);
        return reader.ReadToEnd();
    }
}
