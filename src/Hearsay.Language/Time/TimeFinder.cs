using Hearsay.Language.English;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Time;

/// <summary>
/// Finds time expressions and resolves them against the day of publication. A weekday is the latest such day up to publication, and the next one after "will" or "expected"; a day
/// without a year is the nearest such day that is not more than two months ahead; a week runs from Monday to Sunday.
/// </summary>
public static class TimeFinder
{
    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] ShortWeekdays = ["sun.", "mon.", "tues.", "wed.", "thurs.", "fri.", "sat."];
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly string[] ShortMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static List<TimeExpression> Find(TokenizedText text, DateOnly? published)
    {
        var found = new List<TimeExpression>();
        // "a year later" counts from the last time that was told.
        TimeExpression? told = null;
        foreach (TokenRange sentence in text.Sentences)
        {
            for (int t = sentence.Start; t < sentence.End;)
            {
                if ((Later(text, t, sentence.End, told) ?? Match(text, t, sentence.End, published)) is { } expression)
                {
                    told = expression.From is null ? told : expression;
                    found.Add(WithPreposition(text, expression, sentence.Start, published));
                    t = expression.Range.End;
                }
                else
                    t++;
            }
        }
        return found;
    }

    private static TimeExpression WithPreposition(TokenizedText text, TimeExpression expression, int start, DateOnly? published)
    {
        int first = expression.Range.Start;
        if (first > start && text.Folded(first - 1) is "earlier" or "late" or "early" or "later")
        {
            first--;
            // "earlier this month" ends today.
            if (text.Folded(first) is "earlier" && text.Folded(first + 1) is "this" && published is { } now && expression.From <= now && expression.To > now)
                expression = expression with { To = now };
        }
        if (first > start && text.Folded(first - 1) is "on" or "in" or "since" or "during")
            first--;
        return expression with { Range = new TokenRange(first, expression.Range.End) };
    }

    private static TimeExpression? Match(TokenizedText text, int t, int end, DateOnly? published)
    {
        string word = text.Folded(t);
        string next = t + 1 < end ? text.Folded(t + 1) : "";
        switch (word)
        {
            case "today" or "tonight":
                return Days(t, 1, published, 0);
            case "yesterday":
                return Days(t, 1, published, -1);
            case "tomorrow":
                return Days(t, 1, published, 1);
            case "last" or "this" or "next" or "past":
                return Relative(text, t, end, word, next, published);
            case "all" when next is "year" or "week" or "month" or "day":
                return next == "year" && published is { } now ? new(new(t, t + 2), new DateOnly(now.Year, 1, 1), now) : new(new(t, t + 2), null, null);
            case "later" when next is "in" or "that" && t + 2 < end && text.Folded(t + 2) is "the" or "day" or "week" or "month" or "year":
                return new(new(t, Math.Min(end, t + (next == "in" ? 4 : 3))), null, null);
            default:
                break;
        }
        if (Weekday(word) is { } day && char.IsUpper(text.Form(t)[0]))
        {
            int stop = t + 1 < end && next is "morning" or "evening" or "afternoon" or "night" ? t + 2 : t + 1;
            DateOnly? date = published is { } now ? IsAhead(text, t) && Latest(now, day) != now ? Latest(now.AddDays(7), day) : Latest(now, day) : null;
            return new(new(t, stop), date, date);
        }
        if (Month(word) is { } month && char.IsUpper(text.Form(t)[0]))
            return MonthAt(text, t, end, month, published);
        if (Number(word) is { } n)
        {
            // "28 August 2014"; in "an April 11 raid" nothing is counted.
            if (n is >= 1 and <= 31 && char.IsAsciiDigit(word[0]) && Month(next) is { } following && t + 1 < end && char.IsUpper(text.Form(t + 1)[0]) && word.Length <= 2)
            {
                int? year = t + 2 < end ? Year(text.Folded(t + 2)) : null;
                return Day(t, year is null ? t + 2 : t + 3, year, following, n, published);
            }
            // "two days ago", "three weeks earlier"
            if (t + 2 < end && text.Folded(t + 2) is "ago" && Unit(next) is { } unit)
                return Ago(t, t + 3, n, unit, published);
        }
        if (Decade(word) is { } decade)
            return new(new(t, t + 1), new DateOnly(decade, 1, 1), new DateOnly(decade + 9, 12, 31));
        if (Year(word) is { } modifier && IsModifier(text, t, end, modifier, published))
            return new(new(t, t + 1), new DateOnly(modifier, 1, 1), new DateOnly(modifier, 12, 31));
        if (Year(word) is { } alone && t > 0 && text.Folded(t - 1) is "in" or "since" or "of" or "by" or "during" or "until" or "from" or "early" or "late" or "mid" or "before" or "after")
            return new(new(t, t + 1), new DateOnly(alone, 1, 1), new DateOnly(alone, 12, 31));
        return null;
    }

    /// <summary>"a year later", "two days later", from the time that was told before.</summary>
    private static TimeExpression? Later(TokenizedText text, int t, int end, TimeExpression? told)
    {
        if (told?.From is not { } from || t + 2 >= end || text.Folded(t + 2) is not "later" || Number(text.Folded(t)) is not { } n || n > 500 || Unit(text.Folded(t + 1)) is not { } unit)
            return null;
        var range = new TokenRange(t, t + 3);
        bool exact = told.From == told.To;
        return unit switch
        {
            "year" => new(range, new DateOnly(from.Year + n, 1, 1), new DateOnly(from.Year + n, 12, 31)),
            "month" when from.AddMonths(n) is var month && told.To?.DayNumber - from.DayNumber < 32 => WholeMonth(t, t + 3, month.Year, month.Month),
            "week" when exact => new(range, from.AddDays(7 * n - 3), from.AddDays(7 * n + 3)),
            "day" when exact => new(range, from.AddDays(n), from.AddDays(n)),
            // "16 days later" in a year that is told is in that year.
            "day" or "week" when told.To is not null && from.Year == told.To.Value.Year => new(range, from, told.To),
            _ => new(range, null, null),
        };
    }

    /// <summary>"a short 1911 mutiny", "the 2003 invasion": a year before what happened in it, not a number of things.</summary>
    private static bool IsModifier(TokenizedText text, int t, int end, int year, DateOnly? published)
    {
        if (year < 1900 || year > (published?.Year ?? 2100) + 1 || t + 1 >= end || t == 0 || !text.Form(t + 1).ToString().All(char.IsLower) || text.Folded(t + 1).Length < 3)
            return false;
        static bool Opens(string word) => word is "the" or "a" or "an" or "its" or "their" or "his" or "her" or "that";
        string before = text.Folded(t - 1);
        return Opens(before) || t > 1 && Opens(text.Folded(t - 2)) && before.All(char.IsLower) && !text.Folded(t + 1).EndsWith('s');
    }

    private static int? Decade(string word) => word.Length == 5 && word[4] == 's' && Year(word[..4]) is { } year && year % 10 == 0 ? year : null;

    private static TimeExpression? Relative(TokenizedText text, int t, int end, string word, string next, DateOnly? published)
    {
        if (t + 1 >= end)
            return null;
        int step = word switch { "last" or "past" => -1, "next" => 1, _ => 0 };
        if (Weekday(next) is { } day)
        {
            DateOnly? date = published is { } now ? step > 0 ? Latest(now, day).AddDays(7) : word == "last" && Latest(now, day) == now ? now.AddDays(-7) : Latest(now, day) : null;
            return new(new(t, t + 2), date, date);
        }
        if (next is "night" or "evening" && step < 0)
            return Days(t, 2, published, -1);
        if (next is "morning" or "afternoon" or "evening" && step == 0)
            return Days(t, 2, published, 0);
        if (Month(next) is { } month && char.IsUpper(text.Form(t + 1)[0]))
        {
            if (published is not { } now)
                return new(new(t, t + 2), null, null);
            int year = step < 0 ? month < now.Month ? now.Year : now.Year - 1 : step > 0 ? month > now.Month ? now.Year : now.Year + 1 : now.Year;
            return WholeMonth(t, t + 2, year, month);
        }
        if (published is not { } anchor)
            return next is "week" or "month" or "year" or "weekend" ? new(new(t, t + 2), null, null) : null;
        switch (next)
        {
            case "week":
                DateOnly monday = anchor.AddDays(-(((int)anchor.DayOfWeek + 6) % 7) + 7 * step);
                return new(new(t, t + 2), monday, monday.AddDays(6));
            case "weekend":
                DateOnly saturday = anchor.AddDays(-(((int)anchor.DayOfWeek + 1) % 7) + (step > 0 ? 7 : 0));
                return new(new(t, t + 2), saturday, saturday.AddDays(1));
            case "month":
                DateOnly first = new DateOnly(anchor.Year, anchor.Month, 1).AddMonths(step);
                return WholeMonth(t, t + 2, first.Year, first.Month);
            case "year":
                return new(new(t, t + 2), new DateOnly(anchor.Year + step, 1, 1), new DateOnly(anchor.Year + step, 12, 31));
            default:
                return null;
        }
    }

    private static TimeExpression? MonthAt(TokenizedText text, int t, int end, int month, DateOnly? published)
    {
        string next = t + 1 < end ? text.Folded(t + 1) : "";
        if (Number(next) is { } day && day is >= 1 and <= 31 && char.IsAsciiDigit(next[0]) && next.Length <= 4 && Year(next) is null)
        {
            int stop = t + 2;
            int? year = null;
            if (stop < end && text.Folded(stop) == "," && stop + 1 < end && (year = Year(text.Folded(stop + 1))) is not null)
                stop += 2;
            else if (stop < end && (year = Year(text.Folded(stop))) is not null)
                stop++;
            return Day(t, stop, year, month, day, published);
        }
        if (Year(next) is { } full)
            return WholeMonth(t, t + 2, full, month);
        // "may" and "march" are verbs too: a month alone needs a preposition or capital company.
        string before = t > 0 ? text.Folded(t - 1) : "";
        if (before is not ("in" or "since" or "of" or "until" or "by" or "from" or "late" or "early" or "during" or "through" or "mid" or "before" or "after"))
            return null;
        if (published is not { } now)
            return new(new(t, t + 1), null, null);
        int chosen = month > now.Month + 2 ? now.Year - 1 : now.Year;
        return WholeMonth(t, t + 1, chosen, month);
    }

    private static TimeExpression? Day(int start, int stop, int? year, int month, int day, DateOnly? published)
    {
        if (year is null && published is { } now)
        {
            year = now.Year;
            if (day <= DateTime.DaysInMonth(now.Year, month) && new DateOnly(now.Year, month, day) > now.AddDays(62))
                year--;
        }
        if (year is null)
            return new(new(start, stop), null, null);
        if (day > DateTime.DaysInMonth(year.Value, month))
            return null;
        var date = new DateOnly(year.Value, month, day);
        return new(new(start, stop), date, date);
    }

    private static TimeExpression Days(int t, int count, DateOnly? published, int offset)
    {
        DateOnly? date = published?.AddDays(offset);
        return new(new(t, t + count), date, date);
    }

    private static TimeExpression WholeMonth(int start, int stop, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return new(new(start, stop), first, first.AddMonths(1).AddDays(-1));
    }

    private static TimeExpression Ago(int start, int stop, int n, string unit, DateOnly? published)
    {
        if (published is not { } now || n > 2000)
            return new(new(start, stop), null, null);
        switch (unit)
        {
            case "day":
                return new(new(start, stop), now.AddDays(-n), now.AddDays(-n));
            case "week":
                DateOnly monday = now.AddDays(-(((int)now.DayOfWeek + 6) % 7) - 7 * n);
                return new(new(start, stop), monday, monday.AddDays(6));
            case "month":
                DateOnly month = now.AddMonths(-n);
                return WholeMonth(start, stop, month.Year, month.Month);
            default:
                return n < now.Year ? new(new(start, stop), new DateOnly(now.Year - n, 1, 1), new DateOnly(now.Year - n, 12, 31)) : new(new(start, stop), null, null);
        }
    }

    /// <summary>"will meet on Saturday", "a verdict is expected on Monday": the day is still to come, if no later verb before it says that somebody spoke.</summary>
    private static bool IsAhead(TokenizedText text, int t)
    {
        int start = Math.Max(text.Sentences[text.SentenceOf(t)].Start, t - 14);
        for (int i = t - 1; i >= start; i--)
        {
            string word = text.Folded(i);
            if (word is "said" or "told" or "added" or "announced" or "reported" or "warned" or "wrote" or "that" or ";")
                return false;
            if (word is "will" or "'ll" or "expected" or "due" or "scheduled" or "slated" or "shall")
                return true;
        }
        return false;
    }

    private static DateOnly Latest(DateOnly now, int weekday) => now.AddDays(-(((int)now.DayOfWeek - weekday + 7) % 7));

    private static int? Weekday(string word)
    {
        int at = Array.IndexOf(Weekdays, word);
        if (at < 0)
            at = Array.IndexOf(ShortWeekdays, word);
        return at < 0 ? null : at;
    }

    private static int? Month(string word)
    {
        int at = Array.IndexOf(Months, word);
        if (at >= 0)
            return at + 1;
        if (word.Length is < 3 or > 5)
            return null;
        string stem = word.TrimEnd('.');
        at = stem == "sept" ? 8 : Array.IndexOf(ShortMonths, stem);
        return at < 0 ? null : at + 1;
    }

    private static string? Unit(string word) => word.TrimEnd('s') is "day" or "week" or "month" or "year" ? word.TrimEnd('s') : null;

    private static int? Year(string word) => word.Length == 4 && int.TryParse(word, out int year) && year is >= 1000 and <= 2100 ? year : null;

    private static int? Number(string word)
    {
        if (word is "a" or "an")
            return 1;
        if (NumberWords.Value(word) is { } named)
            return named;
        string digits = word.EndsWith("st", StringComparison.Ordinal) || word.EndsWith("nd", StringComparison.Ordinal) || word.EndsWith("rd", StringComparison.Ordinal) || word.EndsWith("th", StringComparison.Ordinal) ? word[..^2] : word;
        return digits.Length <= 4 && int.TryParse(digits, out int n) ? n : null;
    }
}
