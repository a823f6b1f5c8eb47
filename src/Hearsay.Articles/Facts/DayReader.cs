using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>Reads a day as pages write it: "26 Oct 2018", "26. Oktober 2018", "26.10.2018", "2018-10-26", "10/26/2018", "2018年10月26日".</summary>
internal static partial class DayReader
{
    /// <summary>How month names begin, in the languages that are read.</summary>
    private static readonly (string Start, int Month)[] Months =
    [
        ("янв", 1), ("фев", 2), ("мар", 3), ("апр", 4), ("мая", 5), ("май", 5), ("июн", 6), ("июл", 7), ("авг", 8), ("сен", 9), ("окт", 10), ("ноя", 11), ("дек", 12),
        ("jan", 1), ("jän", 1), ("ene", 1), ("gen", 1), ("feb", 2), ("fév", 2), ("fev", 2), ("mar", 3), ("mär", 3), ("maer", 3), ("mrz", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5), ("mag", 5), ("mei", 5),
        ("juin", 6), ("jun", 6), ("giu", 6), ("juil", 7), ("jul", 7), ("lug", 7), ("aug", 8), ("aoû", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9), ("oct", 10), ("okt", 10), ("ott", 10), ("out", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12),
    ];

    private static readonly SearchValues<string> Centuries = SearchValues.Create(["19", "20"], StringComparison.Ordinal);

    /// <summary>The first day in the words, or null.</summary>
    /// <param name="monthFirst">True where 1/2/2020 is the second of January, as in the United States.</param>
    public static DateOnly? First(string words, bool monthFirst)
    {
        int at = int.MaxValue;
        DateOnly? day = null;
        // A year of four digits, or one of two after a second point.
        if (!words.AsSpan().ContainsAny(Centuries) && words.AsSpan().Count('.') < 2)
            return day;
        foreach (Regex form in (ReadOnlySpan<Regex>)[Written(), MonthFirst(), Iso(), Dotted(), Slashed(), Chinese()])
        {
            for (Match m = form.Match(words); m.Success && m.Index < at; m = m.NextMatch())
            {
                if ((m.Groups["a"].Success ? Slash(m, monthFirst) : Day(m)) is { } found)
                {
                    (at, day) = (m.Index, found);
                    break;
                }
            }
        }
        return day;
    }

    private static DateOnly? Slash(Match m, bool monthFirst)
    {
        int a = Number(m.Groups["a"].Value), b = Number(m.Groups["b"].Value);
        // Hyphens are written day first everywhere.
        bool month = b > 12 || monthFirst && a <= 12 && m.Value.Contains('/');
        return Of(Year(m.Groups["y"].Value), month ? a : b, month ? b : a);
    }

    private static DateOnly? Day(Match m)
    {
        string month = m.Groups["m"].Value;
        return Of(Year(m.Groups["y"].Value), char.IsDigit(month[0]) ? Number(month) : MonthOf(month), Number(m.Groups["d"].Value));
    }

    private static int MonthOf(string name) => Months.FirstOrDefault(m => name.StartsWith(m.Start, StringComparison.OrdinalIgnoreCase)).Month;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static int Year(string digits) => Number(digits) is var year && digits.Length == 2 ? 2000 + year : year;

    private static DateOnly? Of(int year, int month, int day) =>
        year is >= 1990 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private const string Month = @"(?<m>(?:янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*|(?:jan|jän|ene|gen|feb|f[ée]v|mär|maerz|mrz|mar|apr|avr|abr|may|mai|mag|mei|juin|juil|jun|jul|giu|lug|aug|ao[uû]|ago|sep|set|o[ck]t|ott|out|nov|dec|dez|déc|dic)[a-zéû]{0,7})";

    [GeneratedRegex(@"(?<![0-9.])(?<d>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er)?[.,]?(?:\s*|-)(?:of\s+|de\s+)?" + Month + @"\.?,?(?:\s*|-)(?:del?\s+)?(?<y>(?:19|20)[0-9][0-9])(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Written();

    [GeneratedRegex(@"(?<!\p{L})" + Month + @"\.?\s*(?<d>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,?\s+(?<y>(?:19|20)[0-9][0-9])(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"(?<![0-9])(?<y>(?:19|20)[0-9][0-9])(?:-(?<m>[0-9][0-9]?)-(?<d>[0-9][0-9]?)|/(?<m>[0-9][0-9]?)/(?<d>[0-9][0-9]?)|\.\s?(?<m>[0-9][0-9]?)\.\s?(?<d>[0-9][0-9]?))(?![0-9])", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![0-9.,])(?<d>[0-9][0-9]?)\.\s?(?<m>[0-9][0-9]?)\.\s?(?<y>20[0-9][0-9]|19[0-9][0-9]|[012][0-9])(?![0-9]|\.[0-9])", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"(?<![0-9/-])(?<a>[0-9][0-9]?)(?<s>[/-])(?<b>[0-9][0-9]?)\k<s>(?<y>20[0-9][0-9]|19[0-9][0-9])(?![0-9])", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"(?<y>20[0-9][0-9])\s?年\s?(?<m>[0-9][0-9]?)\s?月\s?(?<d>[0-9][0-9]?)\s?日", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Chinese();
}
