using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>When it was: the time in the clause, that of the clause above, or that of what it goes on with.</summary>
internal static class EventTime
{
    /// <summary>The days of a time: open after "since" and "from", and up to a second one after "and" or "to".</summary>
    public static EventDate Days(TokenizedText text, TimeExpression time, IReadOnlyList<TimeExpression> times)
    {
        DateOnly? to = time.To;
        TokenRange range = time.Range;
        TimeExpression? second = times.FirstOrDefault(x => x.Range.Start > time.Range.End - 1 && x.Range.Start <= time.Range.End + 2 && text.SentenceOf(x.Range.Start) == text.SentenceOf(time.Range.Start) && x.To > time.From);
        if (second is not null && text.Folded(time.Range.End) is "and" or "to" or "through" or "until" or "-" or "–")
        {
            to = second.To;
            range = new TokenRange(range.Start, second.Range.End);
        }
        else if (text.Folded(range.Start) is "since" || range.Start > 0 && text.Folded(range.Start - 1) is "from" or "since")
        {
            to = null;
        }
        return new EventDate(text.Text.Words(text.SpanOf(range)), time.From?.ToString("yyyy-MM-dd"), to?.ToString("yyyy-MM-dd"));
    }

    /// <summary>An event without a time of its own that goes on telling what the sentence before told, one of the same type, was on that day or in that year.</summary>
    public static void Inherit(Reading reading, List<EventFinder.Found> found)
    {
        for (int i = 1; i < found.Count; i++)
        {
            if (found[i].Event.Date is not null)
                continue;
            for (int k = i - 1; k >= 0; k--)
            {
                Event before = found[k].Event;
                if (reading.Text.SentenceOf(found[i].Trigger) - reading.Text.SentenceOf(found[k].Trigger) > 2)
                    break;
                if (before.Type != found[i].Event.Type || before.Happened != found[i].Event.Happened || before.Date is not { From: not null, To: not null } day)
                    continue;
                found[i] = found[i] with { Event = found[i].Event with { Date = day } };
                break;
            }
        }
    }

    /// <summary>The time of the clause that the trigger's own clause hangs from: "fled in May after the uprising".</summary>
    public static TimeExpression? Governing(Reading reading, int trigger, IReadOnlyList<TimeExpression> times)
    {
        for (int at = reading.Parse.Head(trigger), step = 0; at >= 0 && step < 4; at = reading.Parse.Head(at), step++)
        {
            int clause = at;
            if (times.FirstOrDefault(x => reading.Parse.Head(reading.Parse.HeadOf(x.Range)) == clause) is { } time)
                return SaysWhen(reading, time.Range) ? null : time;
        }
        return null;
    }

    /// <summary>True if the time hangs from a verb of saying: "said on Monday".</summary>
    public static bool SaysWhen(Reading reading, TokenRange time)
    {
        int head = reading.Parse.Head(reading.Parse.HeadOf(time));
        return head >= 0 && reading.Lemmas[head] is "say" or "tell" or "add" or "report" or "announce" or "state" or "write" or "deny" or "confirm" or "warn" or "call" or "accuse" or "urge" or "vow" or "claim";
    }

    public static bool Depends(DependencyParse parse, TokenRange range, int trigger)
    {
        int head = parse.HeadOf(range);
        return parse.Head(head) == trigger || parse.Head(head) >= 0 && parse.Head(parse.Head(head)) == trigger;
    }
}
