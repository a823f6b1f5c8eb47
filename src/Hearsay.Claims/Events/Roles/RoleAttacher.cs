using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events.Roles;

/// <summary>Gives what the model of roles found to the attacks that it belongs to: in the clause, then in the sentence, then the nearest attack told before, then after.</summary>
internal static class RoleAttacher
{
    /// <summary>How many sentences from an attack its parties are told at most.</summary>
    private const int Reach = 6;

    public static void Attach(Reading reading, RoleFinder roles, TokenRange body, List<EventFinder.Found> found, int offset)
    {
        if (!found.Exists(f => f.Event.Type == "ASSAULT"))
            return;
        foreach (RoleFiller filler in roles.Find(reading, body).OrderBy(f => f.Phrase.Range.Start))
        {
            int at = Nearest(reading, found, filler.Phrase.Head);
            if (Math.Abs(reading.Text.SentenceOf(filler.Phrase.Head) - reading.Text.SentenceOf(found[at].Trigger)) > Reach)
                continue;
            Event told = found[at].Event;
            Text.TextSpan span = reading.Text.SpanOf(filler.Phrase.Range);
            string name = reading.Entities.Within(filler.Phrase.Range)?.Name is { } party && filler.Phrase.Name is not null ? party : reading.Text.Text.Words(span);
            var part = new EventPart(filler.Role, name, reading.Text.Printed(span), span.Start - offset, span.End - offset);
            bool alone = reading.Text.SentenceOf(filler.Phrase.Head) == reading.Text.SentenceOf(found[at].Trigger);
            found[at] = found[at] with
            {
                Event = told with
                {
                    Parts = [.. told.Parts, part],
                    // What the clause's own grammar tells goes before what the model finds.
                    Actors = alone && told.Actors.Count == 0 && filler.Role is ViolentRole.Perpetrator or ViolentRole.PerpetratorOrganization ? [name] : told.Actors,
                    Recipients = alone && told.Recipients.Count == 0 && filler.Role is ViolentRole.Target or ViolentRole.Victim ? [name] : told.Recipients,
                    Weapons = alone && told.Weapons.Count == 0 && filler.Role is ViolentRole.Weapon ? [name] : told.Weapons,
                },
            };
        }
    }

    private static int Nearest(Reading reading, List<EventFinder.Found> found, int head)
    {
        int sentence = reading.Text.SentenceOf(head);
        return Enumerable.Range(0, found.Count).Where(i => found[i].Event.Type == "ASSAULT").MinBy(i =>
        {
            int away = sentence - reading.Text.SentenceOf(found[i].Trigger);
            return (found[i].Range.Contains(head) ? 0 : away == 0 ? 1 : away > 0 ? 2 * away : 3 - 2 * away, Math.Abs(found[i].Trigger - head));
        });
    }
}
