using Hearsay.Claims.Events.Roles;
using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>Finds happenings by their verbs and nouns, with who did what to whom, where, when, with what, and how many were killed or hurt.</summary>
public sealed class EventFinder(EventLexicon lexicon, RoleFinder roles)
{
    /// <summary>What was before this year is history, not news.</summary>
    private const string FirstYear = "1900";

    /// <summary>How many sentences from an attack its dead are told at most.</summary>
    private const int AttackReach = 4;

    /// <summary>An event with the tokens of its clause, before claims are tied to it.</summary>
    public sealed record Found(Event Event, TokenRange Range, int Trigger);

    public List<Found> Find(Reading reading, TokenRange body, IReadOnlyList<TimeExpression> times, int offset)
    {
        var found = new List<Found>();
        TokenizedText text = reading.Text;
        var places = new PlaceFinder(reading);
        var states = new List<int>();
        bool violent = FiguresOfSpeech.IsViolent(reading);
        for (int t = body.Start; t < body.End; t++)
        {
            Upos tag = reading.Tags.Upos(t);
            if (tag is not (Upos.VERB or Upos.NOUN or Upos.PROPN or Upos.ADJ))
                continue;
            TokenRange sentence = text.Sentences[text.SentenceOf(t)];
            string lemma = reading.Lemmas[t];
            bool Near(string word)
            {
                int end = Math.Min(text.Sentences[text.SentenceOf(t)].End, t + 6);
                for (int i = t + 1; i < end; i++)
                {
                    if (reading.Lemmas[i] == word || text.Folded(i) == word)
                        return true;
                }
                return HangsTogether(reading, t, word);
            }
            if (CasualtyReader.IsState(reading, t) && CasualtyReader.At(reading, t) is not (null, null))
                states.Add(t);
            if (tag is Upos.ADJ)
                continue;
            EventLexicon.Entry? entry = tag == Upos.VERB ? lexicon.Verb(lemma, Near) : tag == Upos.NOUN ? lexicon.Noun(lemma, Near, w => Describes(reading, t, w)) : null;
            if (entry is null || entry.Type == EventLexicon.Nothing)
                continue;
            // "executed a search warrant", "dismissed the allegations"
            if (lemma is "execute" or "dismiss" && reading.Parse.Child(t, "obj", "nsubj:pass") is >= 0 and var executed && reading.Tags.Upos(executed) is Upos.NOUN && !PartyNouns.IsPeople(reading, executed))
                continue;
            // "dismissed them as rumours"
            if (lemma is "dismiss" && reading.Parse.Child(t, "obj") is >= 0 and var waved && reading.Tags.Upos(waved) is Upos.PRON && reading.Parse.Children(t).Any(c => c > waved && EventClause.CaseIs(reading, c, "as")))
                continue;
            if (entry.Type is "ASSAULT" or "YIELD" or "AGREE" or "COERCE" or "MOBILIZE" && FiguresOfSpeech.StandIn(reading, sentence))
                continue;
            if (Reality.IsAim(reading, t) || tag is Upos.NOUN && reading.Parse.Relation(t) is "obj" && Reality.IsAim(reading, reading.Parse.Head(t)))
                continue;
            Found? one = tag == Upos.VERB ? VerbEvents.Read(reading, t, entry, sentence, times, offset) : NounEvents.Read(reading, t, entry, sentence, places, times, offset);
            if (one is not null && FiguresOfSpeech.IsOfWords(reading, entry, one, violent))
                continue;
            if (one is null || one.Event.Date?.To is { } day && string.CompareOrdinal(day, FirstYear) < 0)
                continue;
            one = one with { Event = one.Event with { Place = places.Of(one.Range, one.Trigger, one.Event) } };
            Retelling.Add(reading.Parse, found, one, tag == Upos.VERB);
        }
        AddStates(reading, states, found, places, times, offset);
        found = Retelling.Retold(reading, found);
        RoleAttacher.Attach(reading, roles, body, found, offset);
        return found;
    }

    /// <summary>"A grenade was lobbed", "the talks they held": a word that belongs to the trigger by the tree, wherever it stands.</summary>
    private static bool HangsTogether(Reading reading, int trigger, string word)
    {
        DependencyParse parse = reading.Parse;
        return parse.Children(trigger).Any(c => reading.Lemmas[c] == word && parse.Relation(c) is "nsubj:pass" or "obj" or "xcomp")
            || parse.Relation(trigger) is "acl" or "acl:relcl" && parse.Head(trigger) is >= 0 and var noun && reading.Lemmas[noun] == word;
    }

    /// <summary>"a hunger strike", "martial law"</summary>
    private static bool Describes(Reading reading, int noun, string word) =>
        noun > 0 && reading.Lemmas[noun - 1] == word || reading.Parse.Children(noun).Any(c => reading.Lemmas[c] == word && reading.Parse.Relation(c) is "compound" or "amod");

    /// <summary>
    /// The dead and the hurt of sentences that tell no attack themselves ("He died at the scene"): the toll of an attack that is told close by. Who dies in a story without one was not
    /// attacked.
    /// </summary>
    private static void AddStates(Reading reading, List<int> states, List<Found> found, PlaceFinder places, IReadOnlyList<TimeExpression> times, int offset)
    {
        int[] attacks = [.. found.Where(f => f.Event.Type == "ASSAULT" && f.Event.Happened).Select(f => reading.Text.SentenceOf(f.Trigger))];
        foreach (int token in states)
        {
            int sentence = reading.Text.SentenceOf(token);
            if (!attacks.Any(a => Math.Abs(a - sentence) <= AttackReach) || found.Exists(f => f.Range.Start <= token && token < f.Range.End && (f.Event.Killed ?? f.Event.Injured) is not null))
                continue;
            (Figure? killed, Figure? injured) = CasualtyReader.At(reading, token);
            // "left 12 people dead" is told by its verb.
            int teller = reading.Tags.Upos(token) is not Upos.VERB && reading.Parse.Head(token) is >= 0 and var head && reading.Tags.Upos(head) is Upos.VERB ? head : token;
            TokenRange clause = EventClause.Of(reading, teller, reading.Text.Sentences[sentence]);
            if (EventDetails.Make(reading, teller, new EventLexicon.Entry([reading.Lemmas[token]], "ASSAULT", false), clause, [], [], times, offset) is { } toll)
                Retelling.Add(reading.Parse, found, toll with { Event = toll.Event with { Killed = toll.Event.Killed ?? killed, Injured = toll.Event.Injured ?? injured, Place = places.Of(clause, teller, toll.Event) } }, verb: true);
        }
        found.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        EventTime.Inherit(reading, found);
    }
}
