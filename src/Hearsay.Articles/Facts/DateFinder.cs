using System.Globalization;
using System.Text.RegularExpressions;

namespace Hearsay.Articles.Facts;

/// <summary>
/// Looks for the day where it is surest: what came with the input, the page's own data, the url, a date line around the story, a
/// picture's wire id that a weekday in the text agrees with.
/// </summary>
internal static partial class DateFinder
{
    private const int FirstYear = 1990;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static StatedDate? FromUrl(string? url)
    {
        if (url is null)
            return null;
        Match match = UrlDay().Match(url);
        if (match.Success && Day(match.Groups["y"].Value, match.Groups["m"].Value, match.Groups["d"].Value) is { } day)
            return new StatedDate(day, "url", match.Value);
        match = UrlDayFirst().Match(url);
        if (match.Success && Day(match.Groups["y"].Value, match.Groups["m"].Value, match.Groups["d"].Value) is { } dayFirst)
            return new StatedDate(dayFirst, "url", match.Value);
        match = UrlStamp().Match(url);
        if (match.Success && Day("20" + match.Groups["y"].Value, match.Groups["m"].Value, match.Groups["d"].Value) is { } stamped)
            return new StatedDate(stamped, "url", match.Value);
        match = StoryId().Match(url);
        if (match.Success)
            return new StatedDate(new DateOnly(2013, 1, 1).AddDays(Base36(match.Groups["days"].Value)), "story-id", match.Value);
        return null;
    }

    /// <summary>A line that is a date, with or without "Published" and a time.</summary>
    public static StatedDate? FromLine(string line)
    {
        // A slash between numbers may stand for either order, and a text does not say which.
        return line.Length <= 160 && DayReader.First(line, monthFirst: true) is { } day ? new StatedDate(day, "text", line) : null;
    }

    /// <summary>
    /// A Reuters picture id gives the day of the picture (LYNX[MN]PE, year letter with A for 2014, month in base 12 from 0, day in
    /// base 36 from 0): it is the story's day only when the first weekday that the story names is the same.
    /// </summary>
    public static StatedDate? FromMediaId(string page, string body)
    {
        foreach (Match match in MediaId().Matches(page))
        {
            string code = match.Groups["code"].Value;
            int year = 2014 + (code[0] - 'A'), month = Digit(code[1]) + 1, day = Digit(code[2]) + 1;
            if (Day(year, month, day) is not { } date)
                continue;
            Match weekday = Weekday().Match(body);
            if (weekday.Success && Enum.TryParse(weekday.Groups["day"].Value, true, out DayOfWeek named) && named == date.DayOfWeek)
                return new StatedDate(date, "media-id", match.Value);
        }
        return null;
    }

    /// <summary>The day in a value of the page's own data ("2024-01-09T10:12:00Z").</summary>
    public static DateOnly? FromStamp(string? stamp)
    {
        if (stamp is null)
            return null;
        if (stamp.Length >= 10 && (stamp.Length == 10 || !char.IsAsciiDigit(stamp[10])) && DateOnly.TryParseExact(stamp.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return day.Year >= FirstYear ? day : null;
        if (stamp.Length > 200)
            return null;
        if (DayReader.First(stamp, monthFirst: true) is { } written)
            return written;
        // "9:05 PM" is no day: a year must stand there.
        return FourDigits().IsMatch(stamp) && DateTime.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time) && time.Year >= FirstYear ? DateOnly.FromDateTime(time) : null;
    }

    private static DateOnly? Day(string year, string month, string day)
    {
        int m = char.IsLetter(month[0]) ? Array.IndexOf(Months, month[..3].ToLowerInvariant()) + 1 : int.Parse(month, CultureInfo.InvariantCulture);
        return Day(int.Parse(year, CultureInfo.InvariantCulture), m, int.Parse(day, CultureInfo.InvariantCulture));
    }

    private static DateOnly? Day(int year, int month, int day) =>
        year is >= FirstYear and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Digit(char c) => c is >= '0' and <= '9' ? c - '0' : c - 'A' + 10;

    private static int Base36(string digits) => digits.Aggregate(0, (sum, c) => sum * 36 + Digit(char.ToUpperInvariant(c)));

    [GeneratedRegex(@"[/_-](?<y>(?:19|20)[0-9][0-9])(?:(?<sep>[/_-])(?<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\k<sep>(?<d>0?[1-9]|[12][0-9]|3[01])|(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12][0-9]|3[01])|/(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12][0-9]|3[01]))(?=[/_.?-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex UrlDay();

    [GeneratedRegex(@"[/_~.-](?<d>0[1-9]|[12][0-9]|3[01])(?<s>[-_.])(?<m>0[1-9]|1[0-2])\k<s>(?<y>(?:19|20)[0-9][0-9])(?=[/_.?#-]|$)", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex UrlDayFirst();

    [GeneratedRegex(@"(?<![0-9])(?:19|20)[0-9][0-9](?![0-9])", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex FourDigits();

    // -191126140031755.html: year, month, day, hour, minute, second, milliseconds
    [GeneratedRegex(@"[/-](?<y>[012][0-9])(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][0-9]{3}\.html?\b", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex UrlStamp();

    [GeneratedRegex(@"id[A-Z]{2}K[BC]N(?<days>[0-9A-Z]{3})[0-9A-Z]{3}", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex StoryId();

    [GeneratedRegex(@"LYNX[MN]PE(?<code>[A-Z][0-9AB][0-9A-U])\w{3}", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex MediaId();

    [GeneratedRegex(@"\b(?<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b", RegexOptions.CultureInvariant, MatchLimit.Milliseconds)]
    private static partial Regex Weekday();
}
