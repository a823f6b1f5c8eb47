using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>A happening told by a noun ("the strike", "visits to Tarn"): its parties hang from it or from the light verb that governs it.</summary>
internal static class NounEvents
{
    private static readonly WordLists Lists = WordLists.Default;

    private static readonly HashSet<string> Giving = ["give", "offer", "provide", "send", "extend", "promise", "grant", "deliver", "supply", "pledge"];
    private static readonly HashSet<string> Taking = ["receive", "get", "take", "accept", "obtain", "seek", "need", "secure", "win", "want"];

    /// <summary>Verbs that say of their noun no more than that it was done, begun, joined or called off.</summary>
    private static readonly HashSet<string> LightVerbs =
    [
        "make", "launch", "carry", "hold", "conduct", "stage", "mount", "pay", "have", "begin", "start", "order", "sign", "reach", "impose", "open", "lead", "perform", "undertake", "wage", "commit", "perpetrate",
        "attend", "host", "join", "resume", "continue", "complete", "end", "cancel", "plan", "strike",
    ];

    public static EventFinder.Found? Read(Reading reading, int noun, EventLexicon.Entry entry, TokenRange sentence, PlaceFinder places, IReadOnlyList<TimeExpression> times, int offset)
    {
        DependencyParse parse = reading.Parse;
        // A noun that only describes another ("attack aircraft", "test results") tells nothing.
        if (parse.Relation(noun) is "compound" or "amod" || sentence.Count < 2)
            return null;
        if (EventSenses.OfNoun(reading, entry, noun) is not { } meant)
            return null;
        entry = meant;
        var actors = new List<string>();
        var recipients = new List<string>();
        bool there = false;
        string lemma = reading.Lemmas[noun];
        int undergoer = entry.Type is "ACCUSE" or "COERCE" or "SANCTION" or "ASSAULT" ? Undergoer(reading, noun) : -1;
        recipients.AddRange(EventParties.Of(reading, undergoer));
        // What is done to somebody has him after "of": "the arrest of", "the release of", "the trial of".
        bool patient = entry.Type is "COERCE" or "ACCUSE" or "YIELD";
        foreach (int child in parse.Children(noun))
        {
            string relation = parse.Relation(child);
            bool mutual = entry.Type is "CONSULT" or "AGREE" or "COOPERATE";
            // "Holt's trial", "his arrest"
            if (relation is "nmod:poss" && PartyNouns.IsUndergone(lemma) && IsSomeone(reading, child) && !parse.Children(noun).Any(c => parse.Is(c, "nmod") && EventClause.CaseIs(reading, c, "of") && EventParties.Of(reading, c).Count > 0))
                recipients.AddRange(EventParties.Of(reading, child));
            // "an inquiry into Holt's death" accuses others.
            else if (relation is "nmod" && entry.Type is "ACCUSE" && PartyNouns.IsBefallen(reading, child))
                continue;
            // "anti-Norrish protests", "anti-government protests in Norrland"
            else if (relation is "amod" && entry.Type is "PROTEST" && reading.Text.Folded(child).StartsWith("anti-", StringComparison.Ordinal))
                recipients.AddRange(Opposed(reading, child, places.In(parse.Subtree(noun))));
            // "a pipeline attack" struck the pipeline; "a visit to Velma" is no talk with the city.
            else if (relation is "compound" or "amod" && entry.Type == "ASSAULT" && PartyNouns.IsTarget(reading, child) && !PartyNouns.HasNamedParty(reading, child))
                recipients.AddRange(EventParties.Of(reading, child));
            else if (relation == "nmod" && mutual && EventClause.CaseIs(reading, child, "to") && !PartyNouns.IsPeople(reading, child) && reading.Names.Names.Any(n => n.Kind == NameKind.Place && n.Range.Contains(child)))
                continue;
            // "child labour", "state elections" name no doers.
            else if (relation is "compound" && (reading.Lemmas[child] is "child" or "school" or "teacher" or "youth" || entry.Type is "AGREE" && reading.Lemmas[child] is "state" or "country" or "city" or "town" or "village"))
                continue;
            // "the Lund bombing", "the Velma talks", "the Norrland war" are there; "Norrland sanctions" are against it, the "Norrland deal" has it for a party.
            else if (relation is "compound" && PartyNouns.PlaceBefore(reading, child) is { } before && (Lists.CountryNamed(before) is null || entry.Type is "ASSAULT" or "PROTEST" or "MOBILIZE" or "COERCE" or "YIELD" or "ACCUSE" or "SANCTION" || lemma is "visit" or "trip" or "tour"))
            {
                if (entry.Type is "ACCUSE" or "SANCTION" && Lists.CountryNamed(before) is not null)
                    recipients.AddRange(EventParties.Of(reading, child));
                else
                    there = true;
            }
            else if (relation is "nmod:poss" or "amod" or "compound" || relation == "nmod" && EventClause.CaseIs(reading, child, "by", "between", "of") && entry.Type is not "ASSAULT" && !(patient && EventClause.CaseIs(reading, child, "of")) || relation == "nmod" && mutual && EventClause.CaseIs(reading, child, "with"))
                actors.AddRange(EventParties.Of(reading, child));
            else if (relation == "nmod" && EventClause.CaseIs(reading, child, "by"))
                actors.AddRange(EventParties.Of(reading, child));
            else if (relation == "nmod" && EventClause.CaseIs(reading, child, "on", "against", "of", "with", "to", "upon", "into"))
                recipients.AddRange(EventParties.Of(reading, child));
        }
        // "fines or sanctions", "shelling and drone attacks" stand where the first of them stands.
        int first = noun;
        while (parse.Is(first, "conj") && parse.Head(first) is >= 0 and var joined && reading.Tags.Upos(joined) is Upos.NOUN)
            first = joined;
        int head = parse.Head(first), subject = head >= 0 && reading.Tags.Upos(head) is Upos.VERB ? EventClause.Doer(reading, head) : -1;
        bool done = subject >= 0 && parse.Is(first, "obj") && LightVerbs.Contains(reading.Lemmas[head]) && (entry.Type is "CONSULT" || reading.Lemmas[head] is not "have");
        if (done)
        {
            actors.AddRange(EventParties.Of(reading, subject));
            bool visit = entry.Type is "CONSULT" && parse.Child(head, "obl") is >= 0 and var where && EventClause.CaseIs(reading, where, "to") && reading.Names.Names.Any(n => n.Kind == NameKind.Place && n.Range.Contains(where));
            // "made several visits to Tarn", "carried out strikes against the port": the verb has what belongs to the noun.
            if (recipients.Count == 0 && !visit && !(entry.Type is "ACCUSE" && parse.Children(head).Any(c => parse.Is(c, "obl") && PartyNouns.IsBefallen(reading, c))))
                recipients.AddRange(EventParties.After(reading, head, "on", "against", "with", "to", "upon", "into"));
            if (entry.Type is "CONSULT" or "AGREE" or "COOPERATE" && recipients.Count > 0)
            {
                actors.AddRange(recipients);
                recipients.Clear();
            }
        }
        // "gave the port two deliveries" goes to whom the verb gives it; "took a bailout", "received aid" comes to its doer.
        if (!done && subject >= 0 && parse.Is(first, "obj") && entry.Type is "AID")
        {
            if (Giving.Contains(reading.Lemmas[head]))
            {
                actors.AddRange(EventParties.Of(reading, subject));
                if (recipients.Count == 0)
                    recipients.AddRange(parse.Child(head, "iobj") is >= 0 and var taker ? EventParties.Of(reading, taker) : EventParties.After(reading, head, "to", "for"));
            }
            else if (Taking.Contains(reading.Lemmas[head]) && recipients.Count == 0)
            {
                recipients.AddRange(EventParties.Of(reading, subject));
                actors = [.. actors.Except(recipients)];
            }
        }
        bool place = there || places.In(parse.Subtree(noun)) is not null;
        // "gunmen staged two attacks": what is carried out has happened, whoever did it.
        bool carriedOut = entry.Type == "ASSAULT" && done && reading.Lemmas[head] is "stage" or "launch" or "mount" or "conduct" or "perpetrate" or "carry";
        // "Riots broke out": so has what is said to have come about.
        bool cameAbout = head >= 0 && parse.Is(first, "nsubj") && reading.Tags.Upos(head) is Upos.VERB && entry.Type is "ASSAULT" or "PROTEST";
        carriedOut |= cameAbout && reading.Lemmas[head] is "erupt" or "break" or "happen" or "occur" or "take" or "begin" or "start" or "spread" or "rock" or "sweep" or "ripple" or "shake" or "hit" or "rage" or "continue";
        // "they made several visits": somebody did, though the story does not say who they are.
        carriedOut |= done && (PartyNouns.IsPeople(reading, subject) || reading.Text.Folded(subject) is "they" or "he" or "she" or "we") && entry.Type is not ("ASSAULT" or "AGREE");
        // "the company could face fines"
        carriedOut |= undergoer >= 0 && Lists.KindOfNoun(reading.Lemmas[undergoer]) is EntityKind.Organization;
        if (actors.Count == 0 && recipients.Count == 0 && !place && !carriedOut)
            return null;
        // Who remains in detention does not detain.
        if (undergoer >= 0)
            actors = [.. actors.Except(recipients)];
        TokenRange phrase = NounPhrases.Around(parse, reading.Tags, noun);
        // The clause of a light verb tells more than the noun: "made several visits to Pyongyang", "suffered shelling".
        if (head >= 0 && parse.Relation(first) is "obj" or "nsubj:pass" && reading.Tags.Upos(head) == Upos.VERB)
            phrase = EventClause.Of(reading, head, sentence);
        // "The war has left thousands dead", "protests drew thousands on Sunday": with the toll and the time that the clause tells.
        else if (cameAbout && !Reality.Planning.Contains(reading.Lemmas[head]))
            phrase = EventClause.Of(reading, head, sentence);
        return EventDetails.Make(reading, noun, entry, phrase, [.. actors.Distinct()], [.. recipients.Distinct()], times, offset);
    }

    private static bool IsSomeone(Reading reading, int word) =>
        PartyNouns.IsPersonName(reading, word) || PartyNouns.IsPeople(reading, word) && reading.Lemmas[word] is not "citizen" || reading.Tags.Upos(word) is Upos.PRON && reading.Text.Folded(word) is "his" or "her" or "their";

    /// <summary>Whom a word with "anti-" is against: a country by its adjective, or the one whose government it is.</summary>
    private static IEnumerable<string> Opposed(Reading reading, int word, EventPlace? place)
    {
        string whom = reading.Text.Text.Words(reading.Text.SpanOf(word, word + 1))["anti-".Length..];
        if (Lists.CountryOfDemonym(whom) is { } country)
            yield return country.Name;
        else if (whom.ToLowerInvariant() is "government" or "regime" && place is not null)
            yield return place.Country is { } code && Lists.CountryWithCode(code) is { } state ? state.Name : place.Name;
    }

    /// <summary>Who is under or faces what the noun tells: "the lender is under investigation", "they remain in detention", "the firm could face fines"; -1 for none.</summary>
    private static int Undergoer(Reading reading, int noun)
    {
        DependencyParse parse = reading.Parse;
        while (parse.Is(noun, "conj") && parse.Head(noun) is >= 0 and var first && reading.Tags.Upos(first) is Upos.NOUN)
            noun = first;
        if (EventClause.CaseIs(reading, noun, "under", "in", "on"))
        {
            if (parse.Child(noun, "cop") >= 0)
                return EventClause.Subject(parse, noun);
            int verb = parse.Head(noun);
            return verb >= 0 && parse.Is(noun, "obl") && reading.Lemmas[verb] is "remain" or "stay" or "be" or "come" or "put" or "place" or "hold" or "go" or "stand" ? parse.Child(verb, "nsubj:pass", "nsubj") : -1;
        }
        int head = parse.Head(noun);
        return head >= 0 && parse.Is(noun, "obj") && reading.Lemmas[head] is "face" or "suffer" or "survive" or "escape" or "sustain" or "undergo" or "endure" or "incur" or "await" or "avoid" ? EventClause.Subject(parse, head) : -1;
    }
}
