using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>A happening told by a verb: who does it to whom by the verb's clause.</summary>
internal static class VerbEvents
{
    /// <summary>Verbs that nobody does without doing them to somebody.</summary>
    private static readonly HashSet<string> Transitive = ["arrest", "detain", "jail", "imprison", "deport", "extradite", "apprehend", "sentence", "indict", "convict", "kill", "murder", "assassinate", "behead", "execute", "wound", "injure", "abduct", "kidnap", "expel", "evict", "impeach"];

    public static EventFinder.Found? Read(Reading reading, int verb, EventLexicon.Entry entry, TokenRange sentence, IReadOnlyList<TimeExpression> times, int offset)
    {
        DependencyParse parse = reading.Parse;
        int subject = EventClause.Doer(reading, verb), passive = parse.Child(verb, "nsubj:pass"), direct = parse.Child(verb, "obj"), agent = parse.Child(verb, "obl:agent");
        // "were killed, according to a doctor"
        if (agent >= 0 && EventClause.CaseIs(reading, agent, "according"))
            agent = -1;
        // "a trader arrested in May": a verb that always has an object has its subject for it where none stands.
        if (passive < 0 && direct < 0 && parse.Child(verb, "nsubj") is >= 0 and var undergoing && Transitive.Contains(reading.Lemmas[verb]) && reading.Tags.Xpos(verb) is "VBN" or "VBD" && !parse.Is(verb, "acl:relcl"))
            (passive, subject) = (undergoing, -1);
        int sharedFrom = -1;
        // "fined and jailed the men", "were detained and beaten": what joined verbs share.
        if (direct < 0 && passive < 0 && parse.Children(verb).FirstOrDefault(c => c > verb && c <= verb + 3 && parse.Is(c, "conj") && reading.Tags.Xpos(c) == reading.Tags.Xpos(verb) && parse.Child(c, "obj") > c, -1) is >= 0 and var joined)
            direct = parse.Child(joined, "obj");
        if (direct < 0 && passive < 0 && parse.Is(verb, "conj") && reading.Tags.Xpos(verb) is "VBN" && parse.Child(verb, "nsubj", "aux") < 0 && parse.Head(verb) is >= 0 and var before && parse.Child(before, "nsubj:pass") is >= 0 and var shared)
            (passive, subject, sharedFrom) = (shared, -1, parse.Subtree(shared).Start);
        int doer = passive >= 0 || subject < 0 ? agent : subject;
        int receiver = passive >= 0 ? passive : direct;
        if (receiver < 0 && parse.Child(verb, "obl") is >= 0 and var oblique && parse.Child(oblique, "case") < 0)
            receiver = oblique;
        // "the police officer who was killed", "the car set on fire": the noun that the clause describes.
        if (receiver >= 0 && reading.Text.Folded(receiver) is "who" or "that" or "which" && parse.Is(verb, "acl:relcl"))
            receiver = parse.Head(verb);
        else if (receiver < 0 && reading.Tags.Xpos(verb) is "VBN" && parse.Is(verb, "acl"))
            (receiver, doer) = (parse.Head(verb), agent);
        // "the men it is holding": the noun that a clause without its own object describes.
        else if (receiver < 0 && subject >= 0 && entry.Type is "COERCE" or "SANCTION" or "ACCUSE" && parse.Is(verb, "acl:relcl") && parse.Head(verb) < subject && reading.Text.Folded(subject) is not ("who" or "that" or "which"))
            receiver = parse.Head(verb);
        if (doer >= 0 && reading.Text.Folded(doer) is "who" or "that" or "which" && parse.Is(verb, "acl:relcl"))
            doer = parse.Head(verb);
        if (doer < 0 && (passive >= 0 || reading.Tags.Xpos(verb) is "VBN"))
            doer = parse.Children(verb).FirstOrDefault(c => parse.Is(c, "obl") && EventClause.CaseIs(reading, c, "by"), -1);
        // "took custody of two men", "took control of the town": whom the noun of the pair takes.
        if (direct >= 0 && entry.Words.Length > 1 && entry.Words[1] == reading.Lemmas[direct] && parse.Children(direct).FirstOrDefault(c => parse.Is(c, "nmod") && EventClause.CaseIs(reading, c, "of", "on", "against"), -1) is >= 0 and var taken)
            receiver = taken;
        // "remains in detention", "will stand trial": who does so undergoes it.
        if (entry is { Type: "COERCE", Words: ["remain", ..] } || entry.Words is ["stand", "trial"])
            (receiver, doer) = (subject, -1);
        if (EventSenses.OfVerb(reading, entry, verb, receiver) is not { } meant)
            return null;
        entry = meant;
        // "The bill passed the Senate"
        if (EventSenses.PassesChamber(reading, verb) is >= 0 and var chamber && entry.Words is ["pass"])
            (doer, receiver) = (chamber, -1);
        List<string> actors = EventParties.Of(reading, doer), recipients = EventParties.Of(reading, receiver);
        // A weapon that acts strikes what it is in or at: "a bomb exploded outside the bank".
        bool weaponActs = subject >= 0 && EventLexicon.English.IsWeapon(reading.Lemmas[subject]) && reading.Tags.Upos(subject) is Upos.NOUN;
        if (recipients.Count == 0 && weaponActs)
            recipients = EventParties.After(reading, verb, "at", "in", "near", "outside", "inside", "under");
        // What is given or sent is no recipient; to whom it goes is.
        if (entry.Type is "AID" or "SUPPORT" or "MOBILIZE" or "YIELD")
        {
            List<string> to = parse.Child(verb, "iobj") is >= 0 and var taker ? EventParties.Of(reading, taker) : EventParties.After(reading, verb, "to", "into", "for", "against");
            for (int at = direct, i = 0; to.Count == 0 && at >= 0 && i < 3; at = parse.Child(at, "nmod"), i++)
                to = EventParties.AttachedTo(reading, at, verb, "to", "into", "for");
            if (to.Count > 0)
                recipients = to;
            else if (entry.Type == "MOBILIZE" && entry.Words[0] is not ("occupy" or "annex"))
                recipients = [];
        }
        // "quit the cabinet": nothing is done to it.
        if (entry.Words[0] is "quit" or "resign")
            recipients = [];
        else if (recipients.Count == 0)
            recipients = EventParties.After(reading, verb, "at", "against", "on", "with", "into", "inside");
        // "struck depots inside Norrland", "a stronghold of the Blue Front": whose it is, where the thing itself is no party.
        if (recipients.Count == 0 && receiver >= 0 && entry.Type is "ASSAULT" or "COERCE" or "MOBILIZE" or "SANCTION" or "ACCUSE")
            recipients = entry.Type == "MOBILIZE" ? EventParties.AttachedTo(reading, receiver, verb, "against", "into") : EventParties.AttachedTo(reading, receiver, verb, "of", "inside", "by", "against", "from", "in", "between");
        // What is discussed takes no part.
        if (entry.Words[0] is "discuss")
            recipients = EventParties.After(reading, verb, "with");
        // Who meets or agrees with whom does it as much; a treaty is no party.
        bool mutual = entry.Type is "CONSULT" || entry.Type is "AGREE" or "COOPERATE" && (parse.Child(verb, "obl") is >= 0 and var partner && EventClause.CaseIs(reading, partner, "with") || direct >= 0 && EventParties.AttachedTo(reading, direct, verb, "with").Count > 0);
        if (mutual)
        {
            actors = [.. actors.Concat(recipients).Concat(direct >= 0 ? EventParties.AttachedTo(reading, direct, verb, "with") : []).Distinct()];
            // "worked with Velma in the fight against the Blue Front"
            recipients = entry.Type is "COOPERATE" ? Against(reading, verb) : [];
        }
        // "stirred up the Velma riots": that is where.
        if (entry.Type == "PROTEST" && receiver >= 0 && !PartyNouns.HasNamedParty(reading, receiver) && !PartyNouns.IsPeople(reading, receiver))
            recipients = EventParties.AttachedTo(reading, receiver, verb, "against");
        // "giving up its arms": whose they are gives them up.
        if (entry.Type == "YIELD" && actors.Count == 0 && receiver >= 0 && parse.Child(receiver, "nmod:poss") is >= 0 and var possessor && reading.Tags.Upos(possessor) is Upos.PRON)
            (actors, recipients) = (recipients, []);
        // "passed its own budget", "gave up its arms": nobody does it to himself.
        recipients = [.. recipients.Except(actors)];
        if (entry.NeedsParty && actors.Count == 0 && !PartyNouns.HasNamedParty(reading, receiver))
            return null;
        bool counted = receiver >= 0 && reading.Tags.Xpos(receiver) == "NNS" && FigureReader.Of(reading, receiver) is not null;
        if (actors.Count == 0 && recipients.Count == 0 && !PartyNouns.IsPeople(reading, receiver) && !counted && !weaponActs)
            return null;
        if (FiguresOfSpeech.Is(reading, entry, subject, receiver, counted || weaponActs || receiver >= 0 && PartyNouns.HasFigure(reading, receiver), recipients.Count > 0))
            return null;
        // Who looks into somebody's death accuses others.
        if (entry.Type is "ACCUSE" && (PartyNouns.IsBefallen(reading, receiver) || IntoWhatBefell(reading, verb) || receiver >= 0 && IntoWhatBefell(reading, receiver)))
            recipients = [];
        TokenRange clause = EventClause.Of(reading, verb, sentence);
        if (sharedFrom >= 0)
            clause = new TokenRange(sharedFrom, clause.End);
        return EventDetails.Make(reading, verb, entry, clause, actors, recipients, times, offset);
    }

    private static bool IntoWhatBefell(Reading reading, int head) => reading.Parse.Children(head).Any(c => EventClause.CaseIs(reading, c, "into") && PartyNouns.IsBefallen(reading, c));

    private static List<string> Against(Reading reading, int verb)
    {
        foreach (int child in reading.Parse.Children(verb).Where(c => reading.Parse.Is(c, "obl")))
        {
            if ((EventClause.CaseIs(reading, child, "against") ? EventParties.Of(reading, child) : EventParties.AttachedTo(reading, child, verb, "against")) is { Count: > 0 } parties)
                return parties;
        }
        return [];
    }
}
