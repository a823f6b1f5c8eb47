using Hearsay.Claims.Events.Roles;
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

/// <summary>Finds happenings by their verbs and nouns, with who did what to whom, where, when, with what, and how many were killed or hurt.</summary>
public sealed class EventFinder(EventLexicon lexicon, RoleFinder roles)
{
    private static readonly WordLists Lists = WordLists.Default;
    private static readonly HashSet<string> Unreal = ["would", "could", "may", "might", "will", "shall", "should", "must", "can", "'ll", "'d"];
    private static readonly HashSet<string> Planning = ["plan", "threaten", "want", "intend", "fear", "consider", "prepare", "aim", "hope", "try", "refuse", "decline", "agree", "pledge", "vow", "propose", "ask", "urge", "call", "warn", "seek", "mull", "need", "avoid", "prevent", "stop", "deny"];

    /// <summary>Verbs that nobody does without doing them to somebody.</summary>
    private static readonly HashSet<string> Transitive = ["arrest", "detain", "jail", "imprison", "deport", "extradite", "apprehend", "sentence", "indict", "convict", "kill", "murder", "assassinate", "behead", "execute", "wound", "injure", "abduct", "kidnap", "expel", "evict"];

    /// <summary>Verbs that need a place, or people, to be more than a figure of speech.</summary>
    private static readonly HashSet<string> Breaking = ["storm", "bombard", "raid", "invade", "besiege", "overrun", "pound", "strafe"];

    /// <summary>Verbs whose victims live.</summary>
    private static readonly HashSet<string> Killing = ["kill", "murder", "wound", "injure", "slaughter", "assassinate", "behead", "massacre", "lynch", "slay"];

    /// <summary>Verbs that say of their noun no more than that it was done, begun, joined or called off.</summary>
    private static readonly HashSet<string> LightVerbs =
    [
        "make", "launch", "carry", "hold", "conduct", "stage", "mount", "pay", "have", "begin", "start", "order", "sign", "reach", "impose", "open", "lead", "perform", "undertake", "wage", "commit", "perpetrate",
        "attend", "host", "join", "resume", "continue", "complete", "end", "cancel", "plan", "strike",
    ];

    /// <summary>A noun with so many words around it at most mentions a happening more than it tells it.</summary>
    private const int MentionWords = 3;

    /// <summary>What was before this year is history, not news.</summary>
    private const string FirstYear = "1900";

    /// <summary>How many sentences from an attack its dead are told at most.</summary>
    private const int AttackReach = 4;

    // Sport, screen, page and shop fight their battles in words.
    private static readonly HashSet<string> FigurativeSettings =
    [
        "striker", "goalkeeper", "midfielder", "winger", "quarterback", "pitcher", "batsman", "coach", "referee", "whistle", "halftime", "half-time", "kickoff", "touchdown", "inning", "playoff", "championship", "tournament",
        "football", "soccer", "basketball", "baseball", "cricket", "rugby", "tennis", "hockey", "golf", "goalless", "equalizer", "equaliser", "scoreline", "film", "movie", "novel", "album", "chart", "sitcom", "screenplay", "box-office", "sequel", "viewer", "thriller", "finale", "memoir", "comedian", "stand-up", "chess", "crossword", "videogame",
        "gamer", "chef", "recipe", "smartphone",
    ];

    // Where people are hurt or guns are drawn, it is no figure of speech.
    private static readonly HashSet<string> LiteralSettings = ["police", "army", "military", "troop", "soldier", "militant", "gunman", "rebel", "hospital", "victim", "wounded", "dead", "casualty"];

    /// <summary>An event with the tokens of its clause, before claims are tied to it.</summary>
    public sealed record Found(Event Event, TokenRange Range, int Trigger);

    public List<Found> Find(Reading reading, TokenRange body, IReadOnlyList<TimeExpression> times, int offset)
    {
        var found = new List<Found>();
        TokenizedText text = reading.Text;
        var places = new PlaceFinder(reading);
        var states = new List<int>();
        for (int t = body.Start; t < body.End; t++)
        {
            Upos tag = reading.Tags.Upos(t);
            if (tag is not (Upos.VERB or Upos.NOUN or Upos.PROPN or Upos.ADJ))
                continue;
            TokenRange sentence = text.Sentences[text.SentenceOf(t)];
            string lemma = reading.Lemmas[t];
            bool Near(string word)
            {
                for (int i = t + 1; i < Math.Min(sentence.End, t + 6); i++)
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
            if (lemma is "execute" or "dismiss" && reading.Parse.Child(t, "obj", "nsubj:pass") is >= 0 and var executed && reading.Tags.Upos(executed) is Upos.NOUN && !IsPeople(reading, executed))
                continue;
            if (entry.Type is "ASSAULT" or "YIELD" or "AGREE" or "COERCE" or "MOBILIZE" && IsFigurative(reading, sentence))
                continue;
            if (IsAim(reading, t) || tag is Upos.NOUN && reading.Parse.Relation(t) is "obj" && IsAim(reading, reading.Parse.Head(t)))
                continue;
            Found? one = tag == Upos.VERB ? FromVerb(reading, t, entry, sentence, times, offset) : FromNoun(reading, t, entry, sentence, places, times, offset);
            if (one is null || one.Event.Date?.To is { } day && string.CompareOrdinal(day, FirstYear) < 0)
                continue;
            one = one with { Event = one.Event with { Place = places.Of(one.Range, one.Trigger, one.Event) } };
            Add(reading.Parse, found, one, tag == Upos.VERB);
        }
        AddStates(reading, states, found, places, times, offset);
        found = Retold(reading, found);
        RoleAttacher.Attach(reading, roles, body, found, offset);
        return found;
    }

    /// <summary>"met to sign a treaty", "if he is elected": what somebody does something for, or what would have to be first, is not told as a happening.</summary>
    private static bool IsAim(Reading reading, int verb)
    {
        if (verb < 0 || reading.Tags.Upos(verb) is not Upos.VERB || !reading.Parse.Is(verb, "advcl") || UsedFor(reading, verb) >= 0)
            return false;
        string mark = reading.Parse.Child(verb, "mark") is >= 0 and var word ? reading.Text.Folded(word) : "";
        // "called on him to go", "was forced to pay": asked for, planned or brought about.
        return mark is "if" or "unless" || mark is "to" && !Planning.Contains(reading.Lemmas[reading.Parse.Head(verb)]) && reading.Lemmas[reading.Parse.Head(verb)] is not ("force" or "compel" or "oblige" or "decide" or "order" or "direct" or "tell" or "approach" or "hire" or "pay" or "allow" or "press" or "push");
    }

    /// <summary>"used missiles to strike the port": the verb of using, for who uses a thing to do something does it; -1 for none.</summary>
    private static int UsedFor(Reading reading, int verb)
    {
        int at = reading.Parse.Relation(verb) is "advcl" or "xcomp" or "acl" ? reading.Parse.Head(verb) : -1;
        // "used missiles bought abroad to strike the port"
        for (int i = 0; i < 3 && at >= 0 && reading.Lemmas[at] is not ("use" or "employ") && reading.Parse.Relation(at) is "acl" or "obj" or "nmod" or "appos"; i++)
            at = reading.Parse.Head(at);
        return at >= 0 && at < verb && reading.Lemmas[at] is "use" or "employ" && reading.Parse.Child(at, "obj", "nsubj:pass") >= 0 ? at : -1;
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

    /// <summary>A happening told inside the clause of another one of that sentence adds to it.</summary>
    private static void Add(DependencyParse parse, List<Found> found, Found one, bool verb)
    {
        int outer = found.FindIndex(f => f.Range.Start <= one.Range.Start && one.Range.End <= f.Range.End || one.Range.Start <= f.Range.Start && f.Range.End <= one.Range.End);
        if (outer < 0)
        {
            found.Add(one);
            return;
        }
        Found kept = found[outer];
        bool wider = one.Range.Count > kept.Range.Count && verb;
        // "agreed to meet": a meeting is told, not yet held.
        if (kept.Event.Type == "AGREE" && one.Event.Type == "CONSULT" && parse.Is(one.Trigger, "xcomp") && parse.Head(one.Trigger) == kept.Trigger)
        {
            Event meeting = With(one.Event, kept.Event) with { Text = kept.Event.Text, Start = kept.Event.Start, End = kept.Event.End };
            found[outer] = kept with { Trigger = one.Trigger, Event = meeting with { Actors = [.. kept.Event.Actors.Union(one.Event.Actors)] } };
            return;
        }
        Found main = wider && kept.Event.Actors.Count == 0 ? one : kept, side = ReferenceEquals(main, one) ? kept : one;
        found[outer] = main with { Event = With(main.Event, side.Event) };
    }

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
            TokenRange clause = Clause(reading, teller, reading.Text.Sentences[sentence]);
            if (Make(reading, teller, new EventLexicon.Entry([reading.Lemmas[token]], "ASSAULT", false), clause, [], [], times, offset) is { } toll)
                Add(reading.Parse, found, toll with { Event = toll.Event with { Killed = toll.Event.Killed ?? killed, Injured = toll.Event.Injured ?? injured, Place = places.Of(clause, teller, toll.Event) } }, verb: true);
        }
        found.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        Date(reading, found);
    }

    /// <summary>
    /// A noun that takes up again what the story has told ("the arrest", "its inquiry", "these talks"), or that only mentions what is told elsewhere ("Friday's raid"), adds to that event instead of
    /// being another: of one type, with no party, day or country that the other contradicts.
    /// </summary>
    private static List<Found> Retold(Reading reading, List<Found> found)
    {
        var kept = new List<Found>();
        foreach (Found one in found)
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
        Actors = told.Actors.Count > 0 ? told.Actors : again.Actors,
        Recipients = told.Recipients.Count > 0 ? told.Recipients : again.Recipients,
    };

    /// <summary>A town or region says more than its country.</summary>
    private static EventPlace? Closer(EventPlace? told, EventPlace? again) => told is null || again is not null && again.Country == told.Country && Lists.CountryNamed(told.Name) is not null && Lists.CountryNamed(again.Name) is null ? again : told;

    /// <summary>True for a noun of few words that says that something was, and not when or with what toll.</summary>
    private static bool IsMention(Reading reading, Found one) =>
        reading.Tags.Upos(one.Trigger) is Upos.NOUN && one.Range.Count <= MentionWords && one.Event.Killed is null && one.Event.Injured is null;

    private static bool IsTakenUp(Reading reading, int trigger) =>
        reading.Tags.Upos(trigger) is Upos.NOUN && (reading.Parse.Child(trigger, "nmod:poss") >= 0 || reading.Parse.Child(trigger, "det") is >= 0 and var article && reading.Text.Folded(article) is "the" or "this" or "that" or "these" or "those");

    private static bool SameStem(string a, string b) => a == b || a.Length > 3 && b.Length > 3 && a.AsSpan(0, 4).SequenceEqual(b.AsSpan(0, 4));

    private static bool SameParties(Event told, Event again) => told.Actors.Count + told.Recipients.Count > 0 && told.Actors.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(again.Actors) && told.Recipients.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(again.Recipients);

    private static bool Agree(Event told, Event again) =>
        (told.Actors.Count == 0 || again.Actors.Count == 0 || told.Actors.Intersect(again.Actors).Any()) && (told.Recipients.Count == 0 || again.Recipients.Count == 0 || told.Recipients.Intersect(again.Recipients).Any())
        && (told.Date is null || again.Date is null || told.Date.From == again.Date.From) && (told.Place is null || again.Place is null || told.Place.Country is null || told.Place.Country == again.Place.Country);

    private static bool IsFigurative(Reading reading, TokenRange sentence)
    {
        bool figurative = false;
        for (int t = sentence.Start; t < sentence.End; t++)
        {
            string lemma = reading.Lemmas[t];
            if (reading.Tags.Upos(t) is Upos.NOUN && EventLexicon.English.IsWeapon(lemma) || LiteralSettings.Contains(lemma))
                return false;
            // "a novel virus" is no book; "won 4-0" is a game.
            figurative |= reading.Tags.Upos(t) is Upos.NOUN && FigurativeSettings.Contains(lemma)
                || lemma is "box" && t + 1 < sentence.End && reading.Lemmas[t + 1] is "office" || lemma is "episode" or "season" && t > sentence.Start && (reading.Text.Folded(t - 1) is "first" or "second" or "third" or "fourth" or "fifth" or "final" or "opening" or "last" || t + 1 < sentence.End && reading.Tags.Upos(t + 1) is Upos.NUM) || lemma is "game" && t > sentence.Start && reading.Lemmas[t - 1] is "board" or "video" or "card" or "computer" || lemma is "draw" or "win" or "victory" && t > sentence.Start && reading.Text.Folded(t - 1) is "a" && t - 2 >= sentence.Start && reading.Text.Folded(t - 2) is "to"
                || lemma.Length == 3 && char.IsAsciiDigit(lemma[0]) && lemma[1] is '-' or '–' && char.IsAsciiDigit(lemma[2])
                || lemma is "-" or "–" && t > sentence.Start && t + 1 < sentence.End && reading.Lemmas[t - 1].Length == 1 && reading.Lemmas[t + 1].Length == 1 && char.IsAsciiDigit(reading.Lemmas[t - 1][0]) && char.IsAsciiDigit(reading.Lemmas[t + 1][0]);
        }
        return figurative;
    }

    private static Found? FromVerb(Reading reading, int verb, EventLexicon.Entry entry, TokenRange sentence, IReadOnlyList<TimeExpression> times, int offset)
    {
        DependencyParse parse = reading.Parse;
        int subject = Doer(reading, verb), passive = parse.Child(verb, "nsubj:pass"), direct = parse.Child(verb, "obj"), agent = parse.Child(verb, "obl:agent");
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
            doer = parse.Children(verb).FirstOrDefault(c => parse.Is(c, "obl") && CaseIs(reading, c, "by"), -1);
        // "took custody of two men", "took control of the town": whom the noun of the pair takes.
        if (direct >= 0 && entry.Words.Length > 1 && entry.Words[1] == reading.Lemmas[direct] && parse.Children(direct).FirstOrDefault(c => parse.Is(c, "nmod") && CaseIs(reading, c, "of", "on", "against"), -1) is >= 0 and var taken)
            receiver = taken;
        List<string> actors = Parties(reading, doer), recipients = Parties(reading, receiver);
        // A weapon that acts strikes what it is in or at: "a bomb exploded outside the bank".
        bool weaponActs = subject >= 0 && EventLexicon.English.IsWeapon(reading.Lemmas[subject]) && reading.Tags.Upos(subject) is Upos.NOUN;
        if (recipients.Count == 0 && weaponActs)
            recipients = Oblique(reading, verb, "at", "in", "near", "outside", "inside", "under");
        // What is given or sent is no recipient; to whom it goes is.
        if (entry.Type is "AID" or "SUPPORT" or "MOBILIZE" or "YIELD")
        {
            List<string> to = parse.Child(verb, "iobj") is >= 0 and var taker ? Parties(reading, taker) : Oblique(reading, verb, "to", "into", "for", "against");
            for (int at = direct, i = 0; to.Count == 0 && at >= 0 && i < 3; at = parse.Child(at, "nmod"), i++)
                to = Attached(reading, at, verb, "to", "into", "for");
            if (to.Count > 0)
                recipients = to;
            else if (entry.Type == "MOBILIZE")
                recipients = [];
        }
        // "quit the cabinet": nothing is done to it.
        if (entry.Words[0] is "quit" or "resign")
            recipients = [];
        else if (recipients.Count == 0)
            recipients = Oblique(reading, verb, "at", "against", "on", "with", "into", "inside");
        // "struck depots inside Norrland", "a stronghold of the Blue Front": whose it is, where the thing itself is no party.
        if (recipients.Count == 0 && receiver >= 0 && entry.Type is "ASSAULT" or "COERCE" or "MOBILIZE" or "SANCTION" or "ACCUSE")
            recipients = entry.Type == "MOBILIZE" ? Attached(reading, receiver, verb, "against", "into") : Attached(reading, receiver, verb, "of", "inside", "by", "against", "from", "in");
        // Who meets or agrees with whom does it as much; a treaty is no party.
        bool mutual = entry.Type is "CONSULT" || entry.Type is "AGREE" or "COOPERATE" && (parse.Child(verb, "obl") is >= 0 and var partner && CaseIs(reading, partner, "with") || direct >= 0 && Attached(reading, direct, verb, "with").Count > 0);
        if (mutual)
        {
            actors = [.. actors.Concat(recipients).Concat(direct >= 0 ? Attached(reading, direct, verb, "with") : []).Distinct()];
            recipients = [];
        }
        // "stirred up the Velma riots": that is where.
        if (entry.Type == "PROTEST" && receiver >= 0 && !HasNamedParty(reading, receiver) && !IsPeople(reading, receiver))
            recipients = Attached(reading, receiver, verb, "against");
        // "giving up its arms": whose they are gives them up.
        if (entry.Type == "YIELD" && actors.Count == 0 && receiver >= 0 && parse.Child(receiver, "nmod:poss") is >= 0 and var possessor && reading.Tags.Upos(possessor) is Upos.PRON)
            (actors, recipients) = (recipients, []);
        // "passed its own budget", "gave up its arms": nobody does it to himself.
        recipients = [.. recipients.Except(actors)];
        if (entry.NeedsParty && actors.Count == 0 && !HasNamedParty(reading, receiver))
            return null;
        bool counted = receiver >= 0 && reading.Tags.Xpos(receiver) == "NNS" && FigureReader.Of(reading, receiver) is not null;
        if (actors.Count == 0 && recipients.Count == 0 && !IsPeople(reading, receiver) && !counted && !weaponActs)
            return null;
        if (IsFigureOfSpeech(reading, entry, subject, receiver, counted || weaponActs || receiver >= 0 && HasFigure(reading, receiver), recipients.Count > 0))
            return null;
        TokenRange clause = Clause(reading, verb, sentence);
        if (sharedFrom >= 0)
            clause = new TokenRange(sharedFrom, clause.End);
        return Make(reading, verb, entry, clause, actors, recipients, times, offset);
    }

    /// <summary>"bombed at the box office", "killed the bill", "shot down rumours", "the central bank fired a shot", "he attacked on the last climb": violence in words only.</summary>
    /// <param name="literal">True where a number or a weapon says that it is meant.</param>
    private static bool IsFigureOfSpeech(Reading reading, EventLexicon.Entry entry, int doer, int receiver, bool literal, bool received)
    {
        if (literal || entry.Type is not ("ASSAULT" or "COERCE") && entry.Words[0] is not ("welcome" or "meet" or "host"))
            return false;
        bool alive = IsPeople(reading, receiver) || HasNamedParty(reading, receiver) || receiver >= 0 && reading.Tags.Upos(receiver) is Upos.PRON or Upos.PROPN;
        string thing = receiver >= 0 && !alive ? reading.Lemmas[receiver] : "";
        if (!entry.Words.Contains(thing) && EventLexicon.English.IsAbstract(thing))
            return true;
        if (entry.Type != "ASSAULT")
            return false;
        string word = entry.Words[0];
        return Killing.Contains(word) && receiver >= 0 && !alive
            || Breaking.Contains(word) && entry.Words.Length == 1 && (thing.Length > 0 ? !EventLexicon.English.IsSite(thing) : receiver < 0 && !received)
            || !alive && doer >= 0 && reading.Tags.Upos(doer) is Upos.NOUN && EventLexicon.English.IsTrade(reading.Lemmas[doer])
            || receiver < 0 && !received && doer >= 0 && word is "attack" or "strike" or "battle" or "fight" && IsPersonName(reading, doer);
    }

    private static Found? FromNoun(Reading reading, int noun, EventLexicon.Entry entry, TokenRange sentence, PlaceFinder places, IReadOnlyList<TimeExpression> times, int offset)
    {
        DependencyParse parse = reading.Parse;
        // A noun that only describes another ("attack aircraft", "test results") tells nothing.
        if (parse.Relation(noun) is "compound" or "amod" || sentence.Count < 2)
            return null;
        var actors = new List<string>();
        var recipients = new List<string>();
        int undergoer = entry.Type is "ACCUSE" or "COERCE" or "SANCTION" or "ASSAULT" ? Undergoer(reading, noun) : -1;
        recipients.AddRange(Parties(reading, undergoer));
        // What is done to somebody has him after "of": "the arrest of", "the release of", "the trial of".
        bool patient = entry.Type is "COERCE" or "ACCUSE" or "YIELD";
        foreach (int child in parse.Children(noun))
        {
            string relation = parse.Relation(child);
            bool mutual = entry.Type is "CONSULT" or "AGREE" or "COOPERATE";
            // "a pipeline attack" struck the pipeline; "a visit to Velma" is no talk with the city.
            if (relation is "compound" or "amod" && entry.Type == "ASSAULT" && IsTarget(reading, child) && !HasNamedParty(reading, child))
                recipients.AddRange(Parties(reading, child));
            else if (relation == "nmod" && mutual && CaseIs(reading, child, "to") && !IsPeople(reading, child) && reading.Names.Names.Any(n => n.Kind == NameKind.Place && n.Range.Contains(child)))
                continue;
            else if (relation is "nmod:poss" or "amod" or "compound" || relation == "nmod" && CaseIs(reading, child, "by", "between", "of") && entry.Type is not "ASSAULT" && !(patient && CaseIs(reading, child, "of")) || relation == "nmod" && mutual && CaseIs(reading, child, "with"))
                actors.AddRange(Parties(reading, child));
            else if (relation == "nmod" && CaseIs(reading, child, "by"))
                actors.AddRange(Parties(reading, child));
            else if (relation == "nmod" && CaseIs(reading, child, "on", "against", "of", "with", "to", "upon", "into"))
                recipients.AddRange(Parties(reading, child));
        }
        // "fines or sanctions", "shelling and drone attacks" stand where the first of them stands.
        int first = noun;
        while (parse.Is(first, "conj") && parse.Head(first) is >= 0 and var before && reading.Tags.Upos(before) is Upos.NOUN)
            first = before;
        int head = parse.Head(first), subject = head >= 0 && reading.Tags.Upos(head) is Upos.VERB ? Doer(reading, head) : -1;
        bool done = subject >= 0 && parse.Is(first, "obj") && LightVerbs.Contains(reading.Lemmas[head]) && (entry.Type is "CONSULT" || reading.Lemmas[head] is not "have");
        if (done)
        {
            actors.AddRange(Parties(reading, subject));
            bool visit = entry.Type is "CONSULT" && parse.Child(head, "obl") is >= 0 and var where && CaseIs(reading, where, "to") && reading.Names.Names.Any(n => n.Kind == NameKind.Place && n.Range.Contains(where));
            // "made several visits to Tarn", "carried out strikes against the port": the verb has what belongs to the noun.
            if (recipients.Count == 0 && !visit)
                recipients.AddRange(Oblique(reading, head, "on", "against", "with", "to", "upon", "into"));
            if (entry.Type is "CONSULT" or "AGREE" or "COOPERATE" && recipients.Count > 0)
            {
                actors.AddRange(recipients);
                recipients.Clear();
            }
        }
        bool place = places.In(parse.Subtree(noun)) is not null;
        // "gunmen staged two attacks": what is carried out has happened, whoever did it.
        bool carriedOut = entry.Type == "ASSAULT" && done && reading.Lemmas[head] is "stage" or "launch" or "mount" or "conduct" or "perpetrate" or "carry";
        // "Riots broke out": so has what is said to have come about.
        bool cameAbout = head >= 0 && parse.Is(first, "nsubj") && reading.Tags.Upos(head) is Upos.VERB && entry.Type is "ASSAULT" or "PROTEST";
        carriedOut |= cameAbout && reading.Lemmas[head] is "erupt" or "break" or "happen" or "occur" or "take" or "begin" or "start" or "spread" or "rock" or "sweep" or "ripple" or "shake" or "hit" or "rage" or "continue";
        // "they made several visits": somebody did, though the story does not say who they are.
        carriedOut |= done && (IsPeople(reading, subject) || reading.Text.Folded(subject) is "they" or "he" or "she" or "we") && entry.Type is not ("ASSAULT" or "AGREE");
        // "the company could face fines"
        carriedOut |= undergoer >= 0 && Lists.KindOfNoun(reading.Lemmas[undergoer]) is EntityKind.Organization;
        if (actors.Count == 0 && recipients.Count == 0 && !place && !carriedOut)
            return null;
        TokenRange phrase = NounPhrases.Around(parse, reading.Tags, noun);
        // The clause of a light verb tells more than the noun: "made several visits to Pyongyang", "suffered shelling".
        if (head >= 0 && parse.Relation(first) is "obj" or "nsubj:pass" && reading.Tags.Upos(head) == Upos.VERB)
            phrase = Clause(reading, head, sentence);
        // "The war has left thousands dead", "protests drew thousands on Sunday": with the toll and the time that the clause tells.
        else if (cameAbout && !Planning.Contains(reading.Lemmas[head]))
            phrase = Clause(reading, head, sentence);
        return Make(reading, noun, entry, phrase, [.. actors.Distinct()], [.. recipients.Distinct()], times, offset);
    }

    private static Found? Make(Reading reading, int trigger, EventLexicon.Entry entry, TokenRange range, List<string> actors, List<string> recipients, IReadOnlyList<TimeExpression> times, int offset)
    {
        TokenizedText text = reading.Text;
        var weapons = new List<string>();
        Figure? killed = null, injured = null;
        for (int t = range.Start; t < range.End; t++)
        {
            // "a bomb attack" names its means too.
            bool means = reading.Tags.Upos(t) == Upos.NOUN && EventLexicon.English.IsWeapon(reading.Lemmas[t]) && t != trigger && (reading.Parse.Relation(t) is not "compound" || reading.Lemmas[reading.Parse.Head(t)] is "attack" or "explosion" or "blast" or "strike");
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
        TimeExpression? time = times.FirstOrDefault(x => x.Range.Start >= range.Start && x.Range.End <= range.End && x.Range.Count > 0) ?? times.FirstOrDefault(x => text.SentenceOf(x.Range.Start) == text.SentenceOf(trigger) && Depends(reading.Parse, x.Range, trigger));
        time ??= Governing(reading, trigger, times);
        // A sentence with one time has it for what it tells, unless that time is said of the saying.
        if (time is null)
        {
            TimeExpression[] near = [.. times.Where(x => text.SentenceOf(x.Range.Start) == text.SentenceOf(trigger))];
            if (near is [var only] && !SaysWhen(reading, only.Range))
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
            Date = time is null ? null : DateOf(text, time, times),
            Killed = killed,
            Injured = injured,
            Happened = Happened(reading, trigger),
        };
        return new Found(made, range, trigger);
    }

    /// <summary>The days of a time: open after "since" and "from", and up to a second one after "and" or "to".</summary>
    private static EventDate DateOf(TokenizedText text, TimeExpression time, IReadOnlyList<TimeExpression> times)
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
    private static void Date(Reading reading, List<Found> found)
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
    private static TimeExpression? Governing(Reading reading, int trigger, IReadOnlyList<TimeExpression> times)
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
    private static bool SaysWhen(Reading reading, TokenRange time)
    {
        int head = reading.Parse.Head(reading.Parse.HeadOf(time));
        return head >= 0 && reading.Lemmas[head] is "say" or "tell" or "add" or "report" or "announce" or "state" or "write" or "deny" or "confirm" or "warn" or "call" or "accuse" or "urge" or "vow" or "claim";
    }

    private static bool Depends(DependencyParse parse, TokenRange range, int trigger)
    {
        int head = parse.HeadOf(range);
        return parse.Head(head) == trigger || parse.Head(head) >= 0 && parse.Head(parse.Head(head)) == trigger;
    }

    private static int Doer(Reading reading, int verb) => Subject(reading.Parse, UsedFor(reading, verb) is >= 0 and var use ? use : verb);

    private static int Subject(DependencyParse parse, int verb)
    {
        int subject = parse.Child(verb, "nsubj");
        int at = verb;
        // Shared subjects of coordinated and open clauses.
        for (int i = 0; subject < 0 && i < 3 && parse.Head(at) >= 0 && parse.Relation(at) is "conj" or "xcomp" or "advcl"; i++)
        {
            at = parse.Head(at);
            subject = parse.Child(at, "nsubj");
        }
        if (subject < 0 && parse.Relation(verb) is "acl:relcl" or "acl")
            subject = parse.Child(verb, "nsubj:pass") < 0 ? parse.Head(verb) : -1;
        return subject;
    }

    private static List<string> Parties(Reading reading, int head)
    {
        var parties = new List<string>();
        if (head < 0)
            return parties;
        AddJoined(reading, head, parties);
        // "Norrland's helicopters", "Kestrian homes": whose they are.
        if (parties.Count == 0 && reading.Tags.Upos(head) is Upos.NOUN)
        {
            foreach (int child in reading.Parse.Children(head))
            {
                // "rejected his appeal": whose it is, if the story says who.
                if (reading.Parse.Is(child, "nmod:poss") && reading.Tags.Upos(child) is Upos.PRON)
                    AddParty(reading, child, parties);
                if (reading.Parse.Relation(child) is not ("amod" or "compound" or "nmod:poss"))
                    continue;
                // "Velma Works products"
                if (!HasNamedParty(reading, child))
                {
                    if (reading.Parse.Is(child, "compound") && reading.Parse.Child(child, "compound") is >= 0 and var inner && HasNamedParty(reading, inner))
                        AddParty(reading, inner, parties);
                    continue;
                }
                // "Orrish groups" are not the Orrish, who have no country to be named by.
                if ((IsPeople(reading, head) || Lists.KindOfNoun(reading.Lemmas[head]) is EntityKind.Organization) && reading.Parse.Is(child, "amod") && reading.Names.Names.Any(n => n.Kind == NameKind.Group && n.Range.Contains(child)) && Lists.CountryOfDemonym(reading.Text.Text.Words(reading.Text.SpanOf(child, child + 1))) is null)
                    parties.Add(Plain(reading, new TokenRange(NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions: false).Start, head + 1)));
                else
                    AddParty(reading, child, parties);
            }
        }
        return parties;
    }

    /// <summary>A party and those joined to it, however the tree hangs a list together.</summary>
    private static void AddJoined(Reading reading, int head, List<string> parties)
    {
        AddParty(reading, head, parties);
        foreach (int child in reading.Parse.Children(head))
        {
            // In "met Ilves, Minister Berg and Lind" one person's name explains no other's.
            if (reading.Parse.Is(child, "conj") && !IsAside(reading, head, child) || reading.Parse.Is(child, "appos") && IsPersonName(reading, head) && IsPersonName(reading, child))
                AddJoined(reading, child, parties);
        }
    }

    /// <summary>"Berg, another leader, and Lind": a description that the tree joins to the name it describes.</summary>
    private static bool IsAside(Reading reading, int name, int noun) =>
        IsPersonName(reading, name) && reading.Tags.Xpos(noun) is "NN" && reading.Parse.Child(noun, "cc") < 0 && reading.Parse.Subtree(noun).Start is var start && start > 0 && reading.Text.Folded(start) is "," or "a" or "an" or "the" or "another";

    private static void AddParty(Reading reading, int head, List<string> parties)
    {
        head = NameBeside(reading, head);
        // "Norrland's power plant", "its plants": struck is whose it is, if the story says who.
        if (IsTarget(reading, head) && reading.Parse.Child(head, "nmod:poss") is >= 0 and var owner && (HasNamedParty(reading, owner) || reading.Entities.Entities.Any(e => e.IsNamed && e.Mentions.Exists(m => m.Contains(owner)))))
            head = owner;
        foreach (Entity entity in reading.Entities.Entities)
        {
            if (!entity.Mentions.Exists(m => m.Contains(head)))
                continue;
            string name = Lists.CountryOfCapital(entity.Name) is { } state && !reading.Parse.Is(head, "compound") && !CaseIs(reading, head, "in", "at", "near", "to", "from") ? state.Name : entity.Kind == EntityKind.Group && (reading.Parse.Relation(head) is "amod" or "compound" || !entity.Name.EndsWith('s')) && Lists.CountryOfDemonym(entity.Name) is { } country ? country.Name : entity.Name;
            // "they", the Sandrian settlers; "Sandrian groups": a people's adjective is nobody's name.
            if (entity.Kind == EntityKind.Group && name == entity.Name && reading.Tags.Upos(head) is Upos.NOUN or Upos.PRON && PeopleOf(reading, entity, head) is { } people)
                name = people;
            if (!parties.Contains(name))
                parties.Add(name);
            return;
        }
        if (MainOrganization(reading, head) is { } body)
        {
            if (!parties.Contains(body))
                parties.Add(body);
            return;
        }
        // "one of its members", "fighters of the Blue Front"
        if ((reading.Tags.Upos(head) is Upos.NUM or Upos.PRON || reading.Tags.Xpos(head) is "NNS" && reading.Lemmas[head] is "member" or "fighter")
            && reading.Parse.Children(head).FirstOrDefault(c => reading.Parse.Is(c, "nmod") && CaseIs(reading, c, "of") || reading.Parse.Is(c, "nmod:poss"), -1) is >= 0 and var whole)
        {
            int before = parties.Count;
            AddParty(reading, whole, parties);
            if (parties.Count > before)
                return;
        }
        // "thousands of workers"
        bool many = false;
        for (int at = head, i = 0; !many && i < 3 && reading.Lemmas[at] is "thousand" or "thousands" or "hundred" or "hundreds" or "dozen" or "dozens" or "score" or "scores" or "ten" or "tens" or "million" or "millions" or "crowd" or "group" or "number"; i++)
        {
            at = reading.Parse.Child(at, "nmod");
            if (at < 0)
                break;
            many = IsPeople(reading, at);
        }
        // A name that the name finder does not know.
        bool unknown = reading.Tags.Upos(head) is Upos.PROPN && reading.Parse.Relation(head) is "nsubj" or "nsubj:pass" or "obj" or "iobj" or "obl:agent" or "conj" && head > reading.Text.Sentences[reading.Text.SentenceOf(head)].Start && !reading.Names.Names.Any(n => n.Range.Contains(head));
        if (many || unknown || IsPeople(reading, head) || IsTarget(reading, head))
        {
            TokenRange phrase = NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions: many);
            parties.Add(Plain(reading, many ? phrase : new TokenRange(phrase.Start, head + 1)));
        }
    }

    /// <summary>The noun phrase by which the story calls a party that has no name but an adjective, or null where it has one.</summary>
    private static string? PeopleOf(Reading reading, Entity entity, int head)
    {
        foreach (int noun in entity.Mentions.Select(m => reading.Parse.HeadOf(m)).Select(h => reading.Tags.Upos(h) is Upos.ADJ && reading.Parse.Is(h, "amod") ? reading.Parse.Head(h) : h).Prepend(head))
        {
            if (noun >= 0 && reading.Tags.Upos(noun) is Upos.NOUN && IsPeople(reading, noun) && !entity.Name.Contains(reading.Text.Folded(noun), StringComparison.OrdinalIgnoreCase))
                return reading.Text.Text.Words(reading.Text.SpanOf(reading.Parse.Children(noun).Where(c => c < noun && reading.Parse.Relation(c) is "amod" or "compound").Append(noun).Min(), noun + 1));
        }
        return null;
    }

    /// <summary>"the bank", "the company": the one organisation that the story is about, which no other comes near in mentions.</summary>
    private static string? MainOrganization(Reading reading, int head)
    {
        if (reading.Lemmas[head] is not ("company" or "firm" or "bank" or "lender" or "group" or "carrier" or "airline" or "carmaker" or "automaker" or "drugmaker" or "retailer" or "insurer" or "broadcaster" or "utility" or "conglomerate" or "manufacturer")
            || reading.Tags.Xpos(head) is not "NN" || reading.Parse.Child(head, "det") is not (>= 0 and var article) || reading.Text.Folded(article) is not "the" || reading.Parse.Child(head, "nmod", "amod") >= 0)
            return null;
        Entity[] bodies = [.. reading.Entities.Entities.Where(e => e.Kind == EntityKind.Organization && e.IsNamed && e.Mentions.Count > 0 && !IsCentralBank(e.Name)).OrderByDescending(e => e.Mentions.Count)];
        return bodies is [var main, ..] && main.Mentions.Count >= 3 && main.Mentions[0].Start < head && (bodies.Length == 1 || bodies[1].Mentions.Count * 3 <= main.Mentions.Count * 2) ? main.Name : null;
    }

    private static bool IsCentralBank(string name) => name.StartsWith("Bank of ", StringComparison.Ordinal) && Lists.CountryNamed(name["Bank of ".Length..]) is not null;

    /// <summary>A phrase's words without articles.</summary>
    private static string Plain(Reading reading, TokenRange phrase)
    {
        int start = phrase.Start;
        while (start < phrase.End - 1 && reading.Tags.Upos(start) is Upos.DET)
            start++;
        return reading.Text.Text.Words(reading.Text.SpanOf(start, phrase.End));
    }

    /// <summary>True for a noun that means people and no place where they live.</summary>
    internal static bool IsOnlyPeople(Reading reading, int noun) => IsPeople(reading, noun) && reading.Lemmas[noun] is not ("village" or "city" or "town");

    internal static bool IsPeople(Reading reading, int head) =>
        head >= 0 && reading.Tags.Upos(head) is Upos.NOUN && Lists.KindOfNoun(reading.Lemmas[head]) is EntityKind.Person or EntityKind.Group or EntityKind.Government || head >= 0 && reading.Lemmas[head] is "country" or "nation" or "side" or "lawmaker" or "civilian" or "child" or "passenger" or "hostage" or "troop" or "convoy" or "village" or "city" or "town" or "delegation" or "faction" or "tribe" or "clan"
        || head >= 0 && reading.Lemmas[head] is "power" && reading.Parse.Children(head).Any(c => reading.Lemmas[c] is "world" or "major" or "great" or "western" or "foreign" or "regional" or "colonial" or "nuclear");

    /// <summary>"the photographer James Holt", "the border city of Tarn", "Holt, a trader who was shot": the name that a description stands beside.</summary>
    private static int NameBeside(Reading reading, int head)
    {
        // "Chancellor Anna Berg", where the tree takes the title for a party of its own.
        if ((reading.Tags.Xpos(head) is "NN" || reading.Tags.Upos(head) is Upos.PROPN && !HasNamedParty(reading, head)) && head + 1 < reading.Text.Count && reading.Names.Names.FirstOrDefault(n => n.Kind == NameKind.Person && n.Range.Start == head + 1) is { Range.Count: > 0 } titled)
            return reading.Parse.HeadOf(titled.Range);
        if (reading.Tags.Upos(head) is not Upos.NOUN)
            return head;
        foreach (int child in reading.Parse.Children(head))
        {
            bool place = reading.Parse.Relation(child) is "nmod" && reading.Lemmas[head] is "city" or "town" or "village" or "region" or "province" or "district" or "suburb" or "island" or "port" or "state" && CaseIs(reading, child, "of");
            bool beside = child > head && reading.Parse.Relation(child) is "appos" or "flat" or "nmod:desc";
            // The name right beside is theirs, whatever the name finder takes it for.
            if ((place || beside) && HasNamedParty(reading, child) || beside && reading.Tags.Upos(child) is Upos.PROPN && child <= head + 2 && reading.Names.Names.Any(n => n.Range.Start == child))
                return child;
            // "a minority known as the Yazidi"
            if (child > head && reading.Parse.Is(child, "acl") && reading.Lemmas[child] is "know" or "call" or "name" or "dub" or "identify" && reading.Parse.Child(child, "obl", "xcomp", "obj") is >= 0 and var called && HasNamedParty(reading, called))
                return called;
        }
        return reading.Parse.Relation(head) is "appos" && reading.Parse.Head(head) is >= 0 and var named && HasNamedParty(reading, named) ? named : head;
    }

    /// <summary>Who is under or faces what the noun tells: "the lender is under investigation", "they remain in detention", "the firm could face fines"; -1 for none.</summary>
    private static int Undergoer(Reading reading, int noun)
    {
        DependencyParse parse = reading.Parse;
        while (parse.Is(noun, "conj") && parse.Head(noun) is >= 0 and var first && reading.Tags.Upos(first) is Upos.NOUN)
            noun = first;
        if (CaseIs(reading, noun, "under", "in", "on"))
        {
            if (parse.Child(noun, "cop") >= 0)
                return Subject(parse, noun);
            int verb = parse.Head(noun);
            return verb >= 0 && parse.Is(noun, "obl") && reading.Lemmas[verb] is "remain" or "stay" or "be" or "come" or "put" or "place" or "hold" or "go" or "stand" ? parse.Child(verb, "nsubj:pass", "nsubj") : -1;
        }
        int head = parse.Head(noun);
        return head >= 0 && parse.Is(noun, "obj") && reading.Lemmas[head] is "face" or "suffer" or "survive" or "escape" or "sustain" or "undergo" or "endure" or "incur" or "await" or "avoid" ? Subject(parse, head) : -1;
    }

    /// <summary>The named parties that hang from a noun by one of the prepositions, or that a clause after it names as doers.</summary>
    /// <param name="besides">The verb that asks.</param>
    private static List<string> Attached(Reading reading, int noun, int besides, params string[] prepositions)
    {
        foreach (int child in reading.Parse.Children(noun).Where(c => c != besides))
        {
            if (reading.Parse.Is(child, "nmod") && CaseIs(reading, child, prepositions) && Parties(reading, child) is { Count: > 0 } parties)
                return parties;
            if (reading.Parse.Is(child, "acl") && reading.Parse.Child(child, "obl:agent") is >= 0 and var agent && Parties(reading, agent) is { Count: > 0 } agents)
                return agents;
        }
        return [];
    }

    private static bool IsTarget(Reading reading, int head) => head >= 0 && reading.Tags.Upos(head) is Upos.NOUN && EventLexicon.English.IsTarget(reading.Lemmas[head]);

    private static bool IsPersonName(Reading reading, int head) => reading.Names.Names.Any(n => n.Kind == NameKind.Person && n.Range.Contains(head));

    private static bool HasFigure(Reading reading, int head) => reading.Parse.Child(head, "nummod") >= 0 || reading.Tags.Upos(head) == Upos.NUM;

    private static bool HasNamedParty(Reading reading, int head) =>
        head >= 0 && reading.Names.Names.Any(n => n.Range.Contains(head) && n.Kind is NameKind.Person or NameKind.Organization or NameKind.Place or NameKind.Group);

    private static List<string> Oblique(Reading reading, int verb, params string[] prepositions)
    {
        foreach (int child in reading.Parse.Children(verb))
        {
            if (reading.Parse.Is(child, "obl") && CaseIs(reading, child, prepositions))
                return Parties(reading, child);
        }
        return [];
    }

    internal static bool CaseIs(Reading reading, int head, params string[] prepositions)
    {
        int mark = reading.Parse.Child(head, "case");
        // "in case Velma gives way" is no place.
        return mark >= 0 && prepositions.Contains(reading.Text.Folded(mark)) && !(mark + 1 < reading.Text.Count && reading.Text.Folded(mark) is "in" && reading.Text.Folded(mark + 1) is "case");
    }

    /// <summary>The verb's clause: its subtree without conjunctions before it, other main clauses and reporting beside it.</summary>
    private static TokenRange Clause(Reading reading, int verb, TokenRange sentence)
    {
        DependencyParse parse = reading.Parse;
        int start = verb, end = verb + 1;
        if (UsedFor(reading, verb) is >= 0 and var use)
        {
            end = WithoutRelatives(reading, verb).End;
            (verb, start) = (use, use);
        }
        foreach (int child in parse.Children(verb))
        {
            string relation = parse.Relation(child);
            // "14 were killed and dozens injured" is one happening; other joined verbs are others.
            bool toll = relation == "conj" && reading.Lemmas[child] is "kill" or "injure" or "wound" or "hurt" or "die" or "miss";
            // Who says so is no part of it.
            if (relation is "obl" && CaseIs(reading, child, "according") || relation is "mark" or "cc" or "parataxis" or "discourse" or "conj" or "ccomp" or "vocative" or "punct" && !toll)
                continue;
            // What the clause was for, or went on with, is told apart; by what means and with what toll belongs to it.
            if (relation is "advcl" && UsedFor(reading, child) < 0 && (child < verb || !(reading.Lemmas[child] is "kill" or "injure" or "wound" or "leave" or "use" or "hurt" or "destroy" or "damage")))
                continue;
            TokenRange part = WithoutRelatives(reading, child);
            start = Math.Min(start, part.Start);
            end = Math.Max(end, part.End);
        }
        if (Subject(parse, verb) is >= 0 and var subject && subject < start && subject >= sentence.Start && parse.Relation(verb) is "conj" or "advcl" or "acl" == false)
            start = Math.Min(start, parse.Subtree(subject).Start);
        return new TokenRange(Math.Max(start, sentence.Start), Math.Min(end, sentence.End));
    }

    /// <summary>The words that hang from a token, up to a relative clause or an apposition after it.</summary>
    private static TokenRange WithoutRelatives(Reading reading, int token)
    {
        TokenRange part = reading.Parse.Subtree(token);
        int end = Math.Min(part.End, FirstAside(reading, token));
        while (end > token + 1 && reading.Tags.Upos(end - 1) is Upos.PUNCT)
            end--;
        return new TokenRange(part.Start, Math.Max(end, token + 1));
    }

    /// <summary>Where the first aside after a token begins, be it said of the token or of what is joined to it.</summary>
    private static int FirstAside(Reading reading, int token)
    {
        int first = int.MaxValue;
        foreach (int child in reading.Parse.Children(token))
        {
            if (child < token)
                continue;
            if (reading.Parse.Relation(child) is "acl:relcl" or "appos" or "parataxis" or "advcl")
                first = Math.Min(first, reading.Parse.Subtree(child).Start);
            else if (reading.Parse.Relation(child) is "conj" or "nmod" or "obl:unmarked" or "nmod:unmarked")
                first = Math.Min(first, FirstAside(reading, child));
        }
        return first;
    }

    internal static bool Happened(Reading reading, int trigger)
    {
        DependencyParse parse = reading.Parse;
        int at = trigger;
        for (int depth = 0; depth < 4 && at >= 0; depth++)
        {
            // "after the attack", "when it agreed": said as known, whatever the clause above says.
            if (parse.Relation(at) is "obl" or "nmod" or "advcl" && parse.Children(at).Any(c => c < at && parse.Relation(c) is "case" or "mark" && reading.Text.Folded(c) is "after" or "following" or "since" or "when" or "because" or "despite" or "during" or "amid")
                && !parse.Children(at).Any(c => parse.Relation(c) is "aux" && Unreal.Contains(reading.Text.Folded(c)) || parse.Relation(c) is "advmod" && reading.Text.Folded(c) is "not" or "n't" or "never"))
                return true;
            foreach (int child in parse.Children(at))
            {
                string word = reading.Text.Folded(child);
                if (parse.Relation(child) is "aux" && Unreal.Contains(word))
                    return false;
                if (parse.Relation(child) is "advmod" or "det" && word is "not" or "n't" or "never" or "no")
                    return false;
                if (parse.Relation(child) is "mark" && word is "if" or "unless" or "whether" or "to" && depth == 0 && at == trigger && parse.Relation(at) is "advcl" or "acl" && UsedFor(reading, at) < 0)
                    return false;
            }
            int head = parse.Head(at);
            if (head < 0)
                return true;
            string relation = parse.Relation(at);
            if (relation is "xcomp" or "obj" or "ccomp" or "nmod" or "acl" or "advcl" or "obl" && Planning.Contains(reading.Lemmas[head]))
                return false;
            if (relation is "ccomp" or "parataxis" or "acl:relcl" or "conj")
                return true;
            at = head;
        }
        return true;
    }
}
