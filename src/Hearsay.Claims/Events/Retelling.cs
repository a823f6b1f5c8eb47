using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.English;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;

namespace Hearsay.Claims.Events;

/// <summary>One happening told twice: what is told again adds to what was told.</summary>
internal static class Retelling
{
    private static readonly WordLists Lists = WordLists.Default;

    /// <summary>A noun with so many words around it at most mentions a happening more than it tells it.</summary>
    private const int MentionWords = 3;

    /// <summary>A happening told inside the clause of another one of that sentence adds to it.</summary>
    public static void Add(DependencyParse parse, List<EventFinder.Found> found, EventFinder.Found one, bool verb)
    {
        int outer = found.FindIndex(f => f.Range.Start <= one.Range.Start && one.Range.End <= f.Range.End || one.Range.Start <= f.Range.Start && f.Range.End <= one.Range.End);
        if (outer < 0)
        {
            found.Add(one);
            return;
        }
        EventFinder.Found kept = found[outer];
        bool wider = one.Range.Count > kept.Range.Count && verb;
        // "agreed to meet": a meeting is told, not yet held.
        if (kept.Event.Type == "AGREE" && one.Event.Type == "CONSULT" && parse.Is(one.Trigger, "xcomp") && parse.Head(one.Trigger) == kept.Trigger)
        {
            Event meeting = With(one.Event, kept.Event) with { Text = kept.Event.Text, Start = kept.Event.Start, End = kept.Event.End };
            found[outer] = kept with { Trigger = one.Trigger, Event = meeting with { Actors = [.. kept.Event.Actors.Union(one.Event.Actors)] } };
            return;
        }
        EventFinder.Found main = wider && kept.Event.Actors.Count == 0 ? one : kept, side = ReferenceEquals(main, one) ? kept : one;
        found[outer] = main with { Event = With(main.Event, side.Event) };
    }

    /// <summary>
    /// A noun that takes up again what the story has told ("the arrest", "its inquiry", "these talks"), or that only mentions what is told elsewhere ("Friday's raid"), adds to that event instead of
    /// being another: of one type, with no party, day or country that the other contradicts.
    /// </summary>
    public static List<EventFinder.Found> Retold(Reading reading, List<EventFinder.Found> found)
    {
        var kept = new List<EventFinder.Found>();
        foreach (EventFinder.Found one in found)
        {
            bool takenUp = IsTakenUp(reading, one.Trigger), mention = IsMention(reading, one);
            int earlier = kept.FindLastIndex(f => f.Event.Type == one.Event.Type && Agree(f.Event, one.Event)
                && (takenUp || mention || IsMention(reading, f)) && (SameStem(reading.Lemmas[f.Trigger], reading.Lemmas[one.Trigger])));
            // "Velma will host the talks. ... Velma said it would host the talks in May": the same parties, with nothing that speaks against it.
            if (earlier < 0)
                earlier = kept.FindLastIndex(f => f.Event.Type == one.Event.Type && f.Event.Happened == one.Event.Happened && reading.Lemmas[f.Trigger] == reading.Lemmas[one.Trigger] && SameParties(f.Event, one.Event) && Agree(f.Event, one.Event));
            if (earlier < 0)
                kept.Add(one);
            else if (IsMention(reading, kept[earlier]) && !mention)
                kept[earlier] = one with { Event = With(one.Event, kept[earlier].Event) };
            else
                kept[earlier] = kept[earlier] with { Event = With(kept[earlier].Event, one.Event) };
        }
        kept.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        return kept;
    }

    /// <summary>What one telling leaves open, the other tells.</summary>
    private static Event With(Event told, Event again) => told with
    {
        Killed = told.Killed ?? again.Killed,
        Injured = told.Injured ?? again.Injured,
        Place = Closer(told.Place, again.Place),
        Date = told.Date ?? again.Date,
        // Who undergoes it in one telling does not do it in the other.
        Actors = told.Actors.Count > 0 ? told.Actors : [.. again.Actors.Except(told.Recipients)],
        Recipients = told.Recipients.Count > 0 ? told.Recipients : [.. again.Recipients.Except(told.Actors)],
    };

    /// <summary>A town or region says more than its country.</summary>
    private static EventPlace? Closer(EventPlace? told, EventPlace? again) => told is null || again is not null && again.Country == told.Country && Lists.CountryNamed(told.Name) is not null && Lists.CountryNamed(again.Name) is null ? again : told;

    /// <summary>True for a noun of few words that says that something was, and not when or with what toll.</summary>
    private static bool IsMention(Reading reading, EventFinder.Found one) =>
        reading.Tags.Upos(one.Trigger) is Upos.NOUN && one.Range.Count <= MentionWords && one.Event.Killed is null && one.Event.Injured is null;

    private static bool IsTakenUp(Reading reading, int trigger) =>
        reading.Tags.Upos(trigger) is Upos.NOUN && (reading.Parse.Child(trigger, "nmod:poss") >= 0 || reading.Parse.Child(trigger, "det") is >= 0 and var article && reading.Text.Folded(article) is "the" or "this" or "that" or "these" or "those");

    private static bool SameStem(string a, string b) => a == b || a.Length > 3 && b.Length > 3 && a.AsSpan(0, 4).SequenceEqual(b.AsSpan(0, 4));

    private static bool SameParties(Event told, Event again) => told.Actors.Count + told.Recipients.Count > 0 && told.Actors.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(again.Actors) && told.Recipients.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(again.Recipients);

    private static bool Agree(Event told, Event again) =>
        (told.Actors.Count == 0 || again.Actors.Count == 0 || told.Actors.Intersect(again.Actors).Any()) && (told.Recipients.Count == 0 || again.Recipients.Count == 0 || told.Recipients.Intersect(again.Recipients).Any())
        && (told.Date is null || again.Date is null || told.Date.From == again.Date.From) && (told.Place is null || again.Place is null || told.Place.Country is null || told.Place.Country == again.Place.Country);
}
