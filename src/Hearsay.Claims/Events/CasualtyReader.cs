using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events;

/// <summary>
/// How many people a clause tells as killed or injured: by verbs ("killed at least 12"), by states ("was pronounced dead", "were taken to hospital"), persons counted one by one where no
/// number stands ("a man and his wife" are two).
/// </summary>
internal static class CasualtyReader
{
    private static readonly WordLists Lists = WordLists.Default;
    private static readonly HashSet<string> Deadly = ["kill", "die", "perish", "execute", "murder", "behead", "massacre", "assassinate", "slaughter", "gun", "slay"];
    private static readonly HashSet<string> Wounding = ["injure", "wound", "hurt"];

    /// <summary>Verbs of a blow that wounds, or kills where the clause says so: "shot", "shot dead", "fatally stabbed", "beaten to death".</summary>
    private static readonly HashSet<string> Blows = ["shoot", "stab", "graze", "beat", "strike"];

    private static readonly HashSet<string> Care = ["hospital", "hospitals", "trauma", "clinic", "medical", "condition", "wound", "wounds", "injury", "injuries", "surgery"];

    /// <summary>True for words that can tell of the dead and the hurt but are no happening of their own: "died", "dead", "was hospitalized", "wounds".</summary>
    public static bool IsState(Reading reading, int token) =>
        reading.Tags.Upos(token) is Upos.VERB && reading.Lemmas[token] is "die" or "perish" or "pronounce" or "find" or "declare" or "leave" or "take" or "transport" or "rush" or "airlift" or "fly" or "hospitalize" or "suffer" or "sustain" or "treat"
        || reading.Tags.Upos(token) is Upos.ADJ && reading.Lemmas[token] is "dead"
        || reading.Tags.Upos(token) is Upos.NOUN && reading.Lemmas[token] is "condition" or "wound";

    /// <summary>The figures that a token tells of; null for what it does not.</summary>
    public static (Figure? Killed, Figure? Injured) At(Reading reading, int token)
    {
        DependencyParse parse = reading.Parse;
        string lemma = reading.Lemmas[token];
        Upos tag = reading.Tags.Upos(token);
        if (tag == Upos.VERB && (Deadly.Contains(lemma) || Wounding.Contains(lemma) || Blows.Contains(lemma)))
            return Struck(reading, token);
        if (lemma is "dead" or "wounded" or "injured" && parse.Child(token, "nummod") is >= 0 and var number)
        {
            Figure? figure = FigureReader.At(reading, number);
            return lemma == "dead" ? (figure, null) : (null, figure);
        }
        if (lemma is "dead" && FoundDead(reading, token) is { } dead)
            return (dead, null);
        if (lemma is "toll" && parse.Child(token, "nmod") is >= 0 and var count && FigureReader.Of(reading, count) is { } toll)
            return (toll, null);
        return (null, InCare(reading, token));
    }

    private static (Figure? Killed, Figure? Injured) Struck(Reading reading, int verb)
    {
        DependencyParse parse = reading.Parse;
        string lemma = reading.Lemmas[verb];
        if (IsDenied(reading, verb))
            return (null, null);
        bool blow = Blows.Contains(lemma);
        bool fatal = Deadly.Contains(lemma) || Fatally(reading, verb);
        int victim = parse.Child(verb, "obj", "nsubj:pass");
        // The "at" of "at least 12 people" makes the parser see an oblique.
        if (victim < 0 && parse.Child(verb, "obl") is >= 0 and var oblique && parse.Child(oblique, "case") < 0 && parse.Child(oblique, "nummod") >= 0)
            victim = oblique;
        // "wounding more than 30": no noun stands with the number.
        if (victim < 0)
            victim = parse.Children(verb).FirstOrDefault(c => c > verb + 1 && reading.Tags.Upos(c) is Upos.NUM && parse.Relation(c) is "obl" or "obj" or "advmod" && reading.Text.Folded(c - 1) is "than" or "least", -1);
        // "dozens injured": the short form has its people as a plain subject.
        if (victim < 0 && (lemma is "die" or "perish" || reading.Tags.Xpos(verb) is "VBN" || !blow && reading.Tags.Xpos(verb) is "VBD"))
            victim = parse.Child(verb, "nsubj");
        if (victim < 0 && parse.Child(verb, "nummod") < 0)
            victim = SharedPassive(reading, verb);
        if (victim < 0 && parse.Relation(verb) is "acl" && reading.Tags.Xpos(verb) == "VBN")
            victim = parse.Head(verb);
        if (victim >= 0 && reading.Text.Folded(victim) is "who" or "that" && parse.Is(verb, "acl:relcl"))
            victim = parse.Head(verb);
        if (victim < 0 && !blow && reading.Tags.Xpos(verb) is "VBN" && parse.Child(verb, "nummod") < 0)
            victim = CountedBefore(reading, verb);
        // A ball struck and a record beaten hurt nobody.
        if (lemma is "beat" && !fatal || lemma is "strike" && (victim < 0 || parse.Child(verb, "obl", "obl:agent", "nsubj") < 0))
            return (null, null);
        Figure? figure = victim >= 0 ? reading.Tags.Upos(victim) is Upos.NUM && parse.Child(victim, "nummod") < 0 ? FigureReader.At(reading, victim) : People(reading, victim) : parse.Child(verb, "nummod") is >= 0 and var bare ? FigureReader.At(reading, bare) : null;
        return fatal ? (figure, null) : (null, figure);
    }

    /// <summary>"and others, among them six soldiers, injured": the counted people right before a participle that the tree leaves alone; -1 for none.</summary>
    private static int CountedBefore(Reading reading, int verb)
    {
        int start = reading.Text.Sentences[reading.Text.SentenceOf(verb)].Start;
        for (int t = verb - 1; t >= Math.Max(start, verb - 4) && reading.Tags.Upos(t) is not (Upos.VERB or Upos.AUX); t--)
        {
            if (reading.Tags.Upos(t) is Upos.NOUN)
                return PartyNouns.IsPeople(reading, t) && reading.Parse.Child(t, "nummod") >= 0 ? t : -1;
        }
        return -1;
    }

    /// <summary>"fatally shot", "shot dead", "shot and killed", "beaten to death".</summary>
    private static bool Fatally(Reading reading, int verb)
    {
        if (verb > 0 && reading.Text.Folded(verb - 1) is "fatally" or "mortally")
            return true;
        foreach (int child in reading.Parse.Children(verb))
        {
            // "was shot and killed" tells one thing.
            if (reading.Parse.Is(child, "conj") && Deadly.Contains(reading.Lemmas[child]) && reading.Parse.Child(child, "obj", "nsubj", "nsubj:pass") < 0)
                return true;
            if (reading.Text.Folded(child) is "fatally" or "mortally" or "dead" || reading.Text.Folded(child) is "death" && EventClause.CaseIs(reading, child, "to"))
                return true;
        }
        return verb + 1 < reading.Text.Count && reading.Text.Folded(verb + 1) is "dead";
    }

    /// <summary>"two are dead", "was found dead", "left 12 dead".</summary>
    private static Figure? FoundDead(Reading reading, int token)
    {
        DependencyParse parse = reading.Parse;
        if (IsDenied(reading, token))
            return null;
        int who = parse.Child(token, "nsubj", "nsubj:pass");
        // "left thousands of people dead": said of the noun before it.
        if (who < 0 && parse.Is(token, "amod") && parse.Head(token) < token)
            who = parse.Head(token) is var people && parse.Is(people, "nmod") && reading.Lemmas[parse.Head(people)] is "thousand" or "hundred" or "dozen" or "score" or "thousands" or "hundreds" or "dozens" or "scores" ? parse.Head(people) : people;
        if (who < 0 && parse.Relation(token) is "xcomp" or "advcl" or "amod" or "acl" or "advmod" or "obj" or "obl" && parse.Head(token) is >= 0 and var verb && reading.Lemmas[verb] is "pronounce" or "find" or "declare" or "leave" or "presume" or "discover")
        {
            who = parse.Child(verb, "nsubj:pass");
            if (who < 0)
                who = SharedPassive(reading, verb);
            if (who < 0 && parse.Child(verb, "obj") is >= 0 and var left && left != token)
                who = left;
        }
        return who >= 0 ? People(reading, who) : null;
    }

    /// <summary>"was taken to hospital", "is in critical condition", "suffered a wound", "was found with a wound".</summary>
    private static Figure? InCare(Reading reading, int token)
    {
        DependencyParse parse = reading.Parse;
        string lemma = reading.Lemmas[token];
        Upos tag = reading.Tags.Upos(token);
        if (tag is Upos.VERB && lemma is "take" or "transport" or "rush" or "airlift" or "fly" or "hospitalize" or "treat" or "leave")
        {
            bool care = lemma is "hospitalize" || parse.Children(token).Where(c => c > token && parse.Relation(c) is "obl" or "nmod" or "xcomp").Any(c => Holds(reading, parse.Subtree(c), Care));
            if (!care || IsDenied(reading, token))
                return null;
            int who = parse.Child(token, "nsubj:pass");
            if (who < 0)
                who = SharedPassive(reading, token);
            return who < 0 && lemma is not ("hospitalize" or "treat") ? Counted(reading, parse.Child(token, "obj")) : Counted(reading, who);
        }
        if (tag is Upos.VERB && lemma is "suffer" or "sustain" && parse.Child(token, "obj") is >= 0 and var harm && reading.Lemmas[harm] is "wound" or "injury" or "gunshot" && !IsDenied(reading, token))
        {
            int who = parse.Child(token, "nsubj");
            if (who < 0 || reading.Text.Folded(who) is "who")
                who = parse.Relation(token) is "acl" or "acl:relcl" ? parse.Head(token) : who;
            return Counted(reading, who);
        }
        if (tag is Upos.NOUN && lemma is "wound" && EventClause.CaseIs(reading, token, "with") && parse.Head(token) is >= 0 and var bearer)
            return Counted(reading, reading.Tags.Upos(bearer) is Upos.VERB ? parse.Child(bearer, "obj", "nsubj:pass", "nsubj") : bearer);
        if (tag is Upos.NOUN && lemma is "condition" && EventClause.CaseIs(reading, token, "in") && parse.Child(token, "amod") is >= 0 and var grave && reading.Lemmas[grave] is "critical" or "serious" or "stable" or "fair" or "grave")
        {
            int who = parse.Child(token, "nsubj");
            if (who < 0 && parse.Head(token) is >= 0 and var head)
                who = reading.Tags.Upos(head) is Upos.VERB ? parse.Child(head, "nsubj:pass", "nsubj") : head;
            return Counted(reading, who);
        }
        return null;
    }

    private static bool Holds(Reading reading, TokenRange range, HashSet<string> words)
    {
        for (int t = range.Start; t < range.End; t++)
        {
            if (words.Contains(reading.Text.Folded(t)))
                return true;
        }
        return false;
    }

    private static Figure? Counted(Reading reading, int head) => head >= 0 ? People(reading, head) : null;

    /// <summary>"was shot and killed": the subject of the passive before it.</summary>
    private static int SharedPassive(Reading reading, int verb)
    {
        DependencyParse parse = reading.Parse;
        int at = verb;
        for (int i = 0; i < 3 && parse.Relation(at) is "conj" && parse.Head(at) >= 0; i++)
        {
            at = parse.Head(at);
            if (reading.Tags.Xpos(verb) is not ("VBN" or "VBD") || parse.Child(verb, "obj") >= 0)
                return -1;
            if (parse.Child(at, "nsubj:pass") is >= 0 and var subject)
                return subject;
        }
        return -1;
    }

    /// <summary>True where nobody was, or where it is not told as having happened.</summary>
    private static bool IsDenied(Reading reading, int token)
    {
        if (!Reality.Happened(reading, token))
            return true;
        TokenRange sentence = reading.Text.Sentences[reading.Text.SentenceOf(token)];
        for (int t = sentence.Start; t < token; t++)
        {
            if (reading.Text.Folded(t) is "neither" or "nobody" || reading.Text.Folded(t) is "no" && reading.Text.Folded(t + 1) is "one" or "other" or "others" or "injuries")
                return true;
        }
        return false;
    }

    /// <summary>How many people a phrase names, with those joined to it: "a man and his wife" are two.</summary>
    private static Figure? People(Reading reading, int head)
    {
        if (Person(reading, head) is not { } first)
            return null;
        int? min = first.Min, max = first.Max;
        int last = head, own = reading.Parse.Child(head, "acl");
        foreach (int child in reading.Parse.Children(head))
        {
            // "three killed and four people injured": those of another verb are others.
            if (child < head || !reading.Parse.Is(child, "conj") || reading.Parse.Child(child, "acl") >= 0 || own >= 0 && child > own || Person(reading, child) is not { } more)
                continue;
            min += more.Min;
            max += more.Max;
            last = child;
        }
        return last == head ? first : new Figure(Words(reading, new TokenRange(NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions: false).Start, last + 1)), min, max);
    }

    private static Figure? Person(Reading reading, int head)
    {
        string word = reading.Text.Folded(head);
        bool people = PartyNouns.IsPeople(reading, head) || reading.Tags.Upos(head) is Upos.NUM || Lists.KindOfNoun(reading.Lemmas[head]) is EntityKind.Person or EntityKind.Group || word is "others" or "dozens" or "hundreds" or "scores" or "thousands" or "several" or "many";
        if (FigureReader.Of(reading, head) is { } told)
            return people ? told : null;
        // "its crew of three", "a family of five"
        if (reading.Lemmas[head] is "crew" or "family" or "group" or "team" or "party" or "gang" && reading.Parse.Children(head).FirstOrDefault(c => c > head && reading.Parse.Is(c, "nmod") && reading.Tags.Upos(c) is Upos.NUM && EventClause.CaseIs(reading, c, "of"), -1) is >= 0 and var members)
            return FigureReader.At(reading, members);
        TokenRange phrase = NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions: false);
        if (word is "he" or "she" or "him" or "her" or "himself" or "herself" or "another" or "someone")
            return new Figure(Words(reading, phrase), 1, 1);
        if (word is "both" || reading.Parse.Children(head).Any(c => reading.Text.Folded(c) is "both"))
            return new Figure(Words(reading, phrase), 2, 2);
        bool one = reading.Tags.Xpos(head) is "NN" or "NNP" && (reading.Names.Names.Any(n => n.Kind == NameKind.Person && n.Range.Contains(head)) || reading.Tags.Upos(head) is Upos.NOUN && Lists.IsPersonNoun(reading.Lemmas[head]));
        return one ? new Figure(Words(reading, phrase), 1, 1) : null;
    }

    private static string Words(Reading reading, TokenRange range) => reading.Text.Text.Words(reading.Text.SpanOf(range));
}
