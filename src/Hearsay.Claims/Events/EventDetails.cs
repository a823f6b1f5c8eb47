using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>What a clause tells of a happening besides its parties: the means, the dead and the hurt, the time.</summary>
internal static class EventDetails
{
    /// <summary>"shot down a helicopter": what is struck is not the means.</summary>
    private static bool IsStruck(Reading reading, int thing, int trigger, EventLexicon.Entry entry) =>
        reading.Parse.Head(thing) == trigger && reading.Parse.Relation(thing) is "obj" or "nsubj:pass" && entry.Type is "ASSAULT" && entry.Words[0] is "shoot" or "down" or "destroy" or "hit" or "strike" or "attack" or "bomb" or "shell" or "damage" or "sink" or "ambush" or "burn" or "torch";

    public static EventFinder.Found? Make(Reading reading, int trigger, EventLexicon.Entry entry, TokenRange range, List<string> actors, List<string> recipients, IReadOnlyList<TimeExpression> times, int offset)
    {
        TokenizedText text = reading.Text;
        var weapons = new List<string>();
        Figure? killed = null, injured = null;
        for (int t = range.Start; t < range.End; t++)
        {
            // "a bomb attack" names its means too.
            // "sentenced on charges of treason"
            bool means = reading.Tags.Upos(t) == Upos.NOUN && EventLexicon.English.IsWeapon(reading.Lemmas[t]) && (entry.Type is "ASSAULT" || reading.Lemmas[t] is not "charge") && t != trigger && !IsStruck(reading, t, trigger, entry) && (reading.Parse.Relation(t) is not "compound" || reading.Lemmas[reading.Parse.Head(t)] is "attack" or "explosion" or "blast" or "strike");
            if (means)
            {
                TokenRange phrase = reading.Parse.Relation(t) is "compound" ? new TokenRange(t, t + 1) : NounPhrases.Around(reading.Parse, reading.Tags, t, withPrepositions: false);
                while (phrase.Count > 1 && reading.Tags.Upos(phrase.Start) is Upos.DET)
                    phrase = new TokenRange(phrase.Start + 1, phrase.End);
                weapons.Add(text.Text.Words(text.SpanOf(phrase)));
            }
            (Figure? dead, Figure? hurt) = CasualtyReader.At(reading, t);
            killed ??= dead;
            injured ??= hurt;
        }
        TimeExpression? time = times.FirstOrDefault(x => x.Range.Start >= range.Start && x.Range.End <= range.End && x.Range.Count > 0) ?? times.FirstOrDefault(x => text.SentenceOf(x.Range.Start) == text.SentenceOf(trigger) && EventTime.Depends(reading.Parse, x.Range, trigger));
        time ??= EventTime.Governing(reading, trigger, times);
        // A sentence with one time has it for what it tells, unless that time is said of the saying.
        if (time is null)
        {
            TimeExpression[] near = [.. times.Where(x => text.SentenceOf(x.Range.Start) == text.SentenceOf(trigger))];
            if (near is [var only] && !EventTime.SaysWhen(reading, only.Range))
                time = only;
        }
        Hearsay.Text.TextSpan span = text.SpanOf(range);
        var made = new Event
        {
            Id = "",
            Text = text.Printed(span),
            Start = span.Start - offset,
            End = span.End - offset,
            Type = entry.Type,
            Actors = actors,
            Recipients = recipients,
            Weapons = weapons,
            Date = time is null ? null : EventTime.Days(text, time, times),
            Killed = killed,
            Injured = injured,
            Happened = Reality.Happened(reading, trigger),
        };
        return new EventFinder.Found(made, range, trigger);
    }
}
