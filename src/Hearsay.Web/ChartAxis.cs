using System.Globalization;

namespace Hearsay.Web;

/// <summary>Days or numbers to places on a drawing that is a thousand units wide.</summary>
public sealed class ChartAxis
{
    public const double Left = 90, Right = 985;
    private const int MostTicks = 8;
    private readonly double least;
    private readonly double most;

    private ChartAxis(double least, double most, string first, string last, IReadOnlyList<(string, double)> marks)
    {
        (this.least, this.most, First, Last) = (least, most, first, last);
        Ticks = [.. marks.Select(m => (m.Item1, Math.Round(Place(m.Item2), 1)))];
    }

    public string First { get; }

    public string Last { get; }

    public IReadOnlyList<(string Label, double At)> Ticks { get; }

    /// <summary>From the first day to the last, ISO; what is no day is left out.</summary>
    public static ChartAxis OfDays(IEnumerable<string> days)
    {
        double[] numbers = [.. days.Select(Day).OfType<double>().Order()];
        if (numbers.Length == 0)
            return new ChartAxis(0, 1, "", "", []);
        // Long before the rest lies background; it stands at the edge.
        double most = numbers[^1], least = Math.Max(numbers[0], numbers[numbers.Length / 10] - Math.Max(60, 2 * (most - numbers[numbers.Length / 10])));
        double step = Math.Max(1, Math.Ceiling((most - least) / MostTicks));
        var marks = new List<(string, double)>();
        for (double at = least; at <= most; at += step)
            marks.Add((DateOnly.FromDayNumber((int)at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), at));
        return new ChartAxis(least, Math.Max(most, least + 1), Label(least), Label(most), marks);
    }

    /// <summary>From the least number to the greatest.</summary>
    public static ChartAxis OfNumbers(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        double least = sorted.Length == 0 ? 0 : sorted[0], most = sorted.Length == 0 ? 1 : sorted[^1];
        return new ChartAxis(least, Math.Max(most, least + 1), Number(least), Number(most), [.. sorted.Distinct().Take(MostTicks).Select(n => (Grouped(n), n))]);
    }

    public double At(string day) => Day(day) is { } number ? Place(number) : Left;

    public double Place(double number) => Left + (Right - Left) * Math.Clamp((number - least) / (most - least), 0, 1);

    /// <summary>A number as people read it: thousands apart.</summary>
    public static string Grouped(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>A number as drawings write it, whatever the machine's language.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static double? Day(string day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date.DayNumber : null;

    private static string Label(double day) => DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
