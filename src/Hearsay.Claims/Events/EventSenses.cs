using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>Verbs and nouns of many uses: by what they take and where they stand, whether the happening is meant ("released the hostages", not "released a report"), and which.</summary>
internal static class EventSenses
{
    private static readonly WordLists Lists = WordLists.Default;

    // Where wages and shifts are spoken of, a strike stops work.
    private static readonly HashSet<string> Work = ["union", "worker", "wage", "salary", "employer", "employee", "labour", "labor", "teacher", "nurse", "miner", "pilot", "driver", "staff", "walkout", "picket", "industrial", "pay"];

    /// <summary>The entry as it is meant here, or null where its words mean something else.</summary>
    /// <param name="receiver">What the verb takes, or undergoes it: its object or passive subject; -1 for none.</param>
    public static EventLexicon.Entry? OfVerb(Reading reading, EventLexicon.Entry entry, int verb, int receiver)
    {
        string word = entry.Words[0];
        if (word is "fire" && Fired(reading, receiver) is { } type)
            return entry with { Type = type };
        if (entry.Words.Length > 1)
            return PairIsMeant(reading, entry, verb) ? entry : null;
        string thing = receiver >= 0 && reading.Tags.Upos(receiver) is Upos.NOUN ? reading.Lemmas[receiver] : "";
        bool meant = word switch
        {
            // "tried to help", "tried a new tactic"
            "try" => IsSomebody(reading, receiver) && !Goes(reading, verb, "xcomp", "ccomp"),
            "release" or "free" => IsSomebody(reading, receiver) || EventLexicon.English.IsTarget(thing),
            "return" => receiver >= 0 && (IsSomebody(reading, receiver) || EventLexicon.English.IsSite(thing) || EventLexicon.English.IsWeapon(thing) || thing is "body" or "remains" or "artefact" or "artifact" or "treasure" or "weapon"),
            "concede" => (receiver >= 0 || reading.Parse.Children(verb).Any(c => reading.Parse.Is(c, "obl") && EventClause.CaseIs(reading, c, "to"))) && !Goes(reading, verb, "ccomp", "parataxis"),
            "pass" => IsLaw(reading, receiver) || PassesChamber(reading, verb) >= 0 || receiver < 0 && IsLaw(reading, reading.Parse.Child(verb, "nsubj")) && !Goes(reading, verb, "obl:unmarked", "compound:prt"),
            "name" or "appoint" or "nominate" => receiver < 0 || IsSomebody(reading, receiver) && thing is not ("suspect" or "victim" or "defendant" or "winner"),
            "meet" => receiver < 0 || IsSomebody(reading, receiver) || reading.Tags.Upos(receiver) is Upos.PROPN or Upos.NUM || thing is "counterpart",
            "mobilize" or "mobilise" or "deploy" => !EventLexicon.English.IsAbstract(thing) && thing is not ("voter" or "supporter" or "base" or "youth" or "support" or "pressure" or "public" or "community" or "resource" or "tactic" or "technology" or "tool" or "method"),
            "recognize" or "recognise" => receiver >= 0 && (reading.Names.Names.Any(n => n.Range.Contains(receiver) && n.Kind is NameKind.Place or NameKind.Group or NameKind.Organization) || thing is "state" or "government" or "independence" or "sovereignty" or "president" or "leader" or "republic" or "regime" or "statehood"),
            "rescue" or "evacuate" => receiver < 0 || IsSomebody(reading, receiver) || EventLexicon.English.IsSite(thing),
            "reject" => !(thing is "idea" or "notion" or "claim" or "allegation" or "suggestion" or "accusation" or "theory" or "argument" or "criticism" or "report" or "view" or "assertion") && !Goes(reading, verb, "ccomp"),
            "mass" or "station" or "arm" or "down" or "ship" => receiver >= 0,
            // "charged 40 euros a week"
            "charge" => receiver < 0 || reading.Tags.Xpos(receiver) is not ("$" or "CD"),
            "request" => thing is not ("anonymity" or "comment"),
            _ => true,
        };
        if (!meant)
            return null;
        // "hit the bank with a fine", "was hit with a lawsuit"
        if (word is "hit" or "slap" && reading.Parse.Children(verb).FirstOrDefault(c => reading.Parse.Is(c, "obl") && EventClause.CaseIs(reading, c, "with"), -1) is >= 0 and var with)
        {
            if (reading.Lemmas[with] is "fine" or "penalty" or "sanction" or "tariff" or "levy" or "ban" or "duty" or "tax")
                return entry with { Type = "SANCTION" };
            if (reading.Lemmas[with] is "lawsuit" or "charge" or "indictment" or "suit" or "claim")
                return entry with { Type = "ACCUSE" };
        }
        // To stand behind a candidate is no agreement with anybody.
        if (word is "endorse" && receiver >= 0 && IsSomebody(reading, receiver))
            return entry with { Type = "SUPPORT" };
        return word is "strike" && receiver < 0 && TellsOfWork(reading, verb) ? entry with { Type = "PROTEST" } : entry;
    }

    /// <summary>"fired tear gas", "fired rockets": nobody lost his post. Null where it is no shot.</summary>
    private static string? Fired(Reading reading, int thing)
    {
        if (thing < 0 || reading.Tags.Upos(thing) is not Upos.NOUN)
            return null;
        string lemma = reading.Lemmas[thing];
        if (lemma is "gas" or "cannon" or "pellet" or "flare" || lemma is "bullet" && reading.Parse.Child(thing, "compound", "amod") is >= 0 and var kind && reading.Lemmas[kind] is "rubber" or "plastic")
            return "COERCE";
        return EventLexicon.English.IsWeapon(lemma) || lemma is "round" or "shot" or "volley" or "burst" ? "ASSAULT" : null;
    }

    /// <summary>The noun's entry as it is meant here, or null.</summary>
    public static EventLexicon.Entry? OfNoun(Reading reading, EventLexicon.Entry entry, int noun)
    {
        DependencyParse parse = reading.Parse;
        string word = entry.Words[0];
        // "the release of the report", "a press release"
        if (word is "release" && !parse.Children(noun).Any(c => parse.Relation(c) is "nmod" or "nmod:poss" && IsSomebody(reading, c)))
            return null;
        // "a Holt rally", "his campaign rallies": where a candidate speaks, nobody protests.
        if (word is "rally" && parse.Children(noun).Any(c => parse.Relation(c) is "compound" or "nmod:poss" or "amod" && (PartyNouns.IsPersonName(reading, c) || reading.Lemmas[c] is "campaign" or "election" or "market" or "stock" or "price" or "virtual")))
            return null;
        if (word is "abuse" && parse.Children(noun).Any(c => parse.Relation(c) is "nmod" && reading.Tags.Upos(c) is Upos.NOUN && EventLexicon.English.IsAbstract(reading.Lemmas[c])))
            return null;
        return word is "strike" && entry.Type is "ASSAULT" && TellsOfWork(reading, noun) ? entry with { Type = "PROTEST" } : entry;
    }

    /// <summary>"The bill passed the Senate": the chamber that passes it, the object of the verb; -1 for none.</summary>
    public static int PassesChamber(Reading reading, int verb)
    {
        int chamber = reading.Parse.Child(verb, "obj"), law = reading.Parse.Child(verb, "nsubj");
        return chamber >= 0 && law >= 0 && EventLexicon.English.IsLaw(reading.Lemmas[law]) && reading.Text.Folded(chamber) is "senate" or "house" or "parliament" or "congress" or "assembly" or "legislature" or "chamber" or "committee" or "duma" or "bundestag" or "knesset" or "commons" ? chamber : -1;
    }

    /// <summary>"a bill", "its version of the bill", "Proposition 8"</summary>
    private static bool IsLaw(Reading reading, int head)
    {
        if (head < 0)
            return false;
        string lemma = reading.Lemmas[head];
        // "its version of a 30 billion budget"
        if (lemma is "version")
            return true;
        if (lemma is "part" or "piece" or "series" or "set" && reading.Parse.Child(head, "nmod") is >= 0 and var whole)
            return IsLaw(reading, whole);
        return EventLexicon.English.IsLaw(lemma) || reading.Tags.Upos(head) is Upos.PROPN && !PartyNouns.IsPersonName(reading, head) && !reading.Names.Names.Any(n => n.Range.Contains(head) && n.Kind is NameKind.Place);
    }

    private static bool PairIsMeant(Reading reading, EventLexicon.Entry entry, int verb)
    {
        (string word, string second) = (entry.Words[0], entry.Words[1]);
        return (word, second) switch
        {
            // "spoke to the paper", "talked about her work": an interview is a claim.
            ("speak" or "talk", "to" or "with") => reading.Parse.Children(verb).Any(c => reading.Parse.Is(c, "obl") && EventClause.CaseIs(reading, c, "to", "with") && IsSomebody(reading, c) && !IsPress(reading, c)) && !(reading.Parse.Child(verb, "nsubj") is >= 0 and var asking && IsPress(reading, asking)),
            // "offered assurances", "offered a reward to finders"
            ("offer", "to") => reading.Parse.Children(verb).Any(c => reading.Parse.Is(c, "xcomp")),
            // "gave up to 300 dollars"
            ("give", "up") => !(verb + 2 < reading.Text.Count && reading.Text.Folded(verb + 1) is "up" && reading.Text.Folded(verb + 2) is "to"),
            // "walked out of the shop"
            ("walk", "out") => reading.Parse.Child(verb, "nsubj") is not (>= 0 and var one) || reading.Tags.Xpos(one) is not ("NN" or "PRP") && !PartyNouns.IsPersonName(reading, one) || Sentence(reading, verb).Any(t => reading.Lemmas[t] is "protest"),
            _ => true,
        };
    }

    private static IEnumerable<int> Sentence(Reading reading, int token)
    {
        TokenRange sentence = reading.Text.Sentences[reading.Text.SentenceOf(token)];
        return Enumerable.Range(sentence.Start, sentence.Count);
    }

    private static bool TellsOfWork(Reading reading, int token) => Sentence(reading, token).Any(t => Work.Contains(reading.Lemmas[t])) && !Sentence(reading, token).Any(t => reading.Lemmas[t] is "air" or "military" or "missile" or "drone" or "kill" or "bomb");

    private static bool Goes(Reading reading, int verb, params string[] relations) => reading.Parse.Child(verb, relations) >= 0;

    private static bool IsPress(Reading reading, int head)
    {
        EntityKind? kind = reading.Entities.Entities.FirstOrDefault(e => e.Mentions.Exists(m => m.Contains(head)))?.Kind;
        return kind is EntityKind.Media || reading.Lemmas[head] is "reporter" or "journalist" or "newspaper" or "media" or "paper" or "press" or "broadcaster" or "magazine" or "station" or "news" or "investigator" or "correspondent" or "edition";
    }

    /// <summary>A person, people, a named party or a word that stands for one.</summary>
    private static bool IsSomebody(Reading reading, int head) =>
        head >= 0 && (PartyNouns.IsPeople(reading, head) || Lists.KindOfNoun(reading.Lemmas[head]) is EntityKind.Organization && reading.Tags.Upos(head) is Upos.NOUN || reading.Tags.Upos(head) is Upos.PRON && reading.Text.Folded(head) is not ("it" or "this" or "that" or "what" or "which" or "these" or "those" or "something" or "itself")
            || PartyNouns.HasNamedParty(reading, head) || reading.Tags.Upos(head) is Upos.NUM && reading.Tags.Xpos(head) is not "$" && reading.Parse.Child(head, "nmod") is var whole && (whole < 0 || PartyNouns.IsPeople(reading, whole)));
}
