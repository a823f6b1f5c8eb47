using System.Globalization;
using System.Text;

namespace Hearsay.Evaluation;

/// <summary>The figures as a Markdown table, kept in docs/accuracy.md between two marks and compared with what is kept there.</summary>
internal static class Table
{
    private const string From = "<!-- figures -->";
    private const string To = "<!-- end of figures -->";

    /// <summary>A figure may fall by so much before the check fails, in points.</summary>
    private const double Slack = 1.0;

    public static string Render(List<Row> rows)
    {
        var text = new StringBuilder("| data | measure | value |\n| --- | --- | --- |\n");
        foreach (Row row in rows)
            text.Append($"| {row.Data} | {row.Measure} | {Format(row.Value)} |\n");
        return text.ToString();
    }

    public static void WriteInto(string document, string table)
    {
        string text = File.ReadAllText(document);
        int from = text.IndexOf(From, StringComparison.Ordinal), to = text.IndexOf(To, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new InvalidDataException($"{document}: the marks {From} and {To} are missing");
        File.WriteAllText(document, text[..(from + From.Length)] + "\n" + table + text[to..]);
    }

    /// <returns>0, or 2 with a message for each figure that fell.</returns>
    public static int Check(string document, List<Row> rows)
    {
        var kept = new Dictionary<(string, string), double>();
        foreach (string line in File.ReadLines(document))
        {
            string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length == 5 && double.TryParse(cells[3], CultureInfo.InvariantCulture, out double value))
                kept[(cells[1], cells[2])] = value;
        }
        int fallen = 0;
        foreach (Row row in rows)
        {
            if (row.Value is not { } now || !kept.TryGetValue((row.Data, row.Measure), out double before))
                continue;
            double loss = row.LowerIsBetter ? now - before : before - now;
            if (loss > Slack)
            {
                fallen++;
                Console.Error.WriteLine($"fell: {row.Data}, {row.Measure}: {Format(before)} in docs/accuracy.md, {Format(now)} now");
            }
        }
        Console.WriteLine(fallen == 0 ? "no figure fell by more than a point" : $"{fallen} figures fell by more than a point");
        return fallen == 0 ? 0 : 2;
    }

    private static string Format(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
}
