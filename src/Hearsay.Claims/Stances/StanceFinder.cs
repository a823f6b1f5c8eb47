using System.Text.RegularExpressions;
using Hearsay.Claims.Attributions;
using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Stances;

/// <summary>How a source stands to the content: from the cue, its negation, the content and the construction.</summary>
public sealed partial class StanceFinder(CueLexicon lexicon)
{
    private static readonly HashSet<string> Negations = ["not", "n't", "never", "no", "neither", "nor", "without", "hardly", "refuse", "fail", "unable"];
    private static readonly HashSet<string> Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly HashSet<string> Neutral = ["say", "tell", "add", "write", "tweet", "state", "note", "continue", "declare", "according", "post", "announce", "explain", "stress", "insist", "argue", "suggest", "reiterate", "emphasize", "respond", "reply", "maintain"];

    /// <summary>The rule of a cue that the list does not know.</summary>
    public const string UnknownCue = "no entry for the cue: taken as said";

    // "did not know" is no denial of anything.
    private static readonly HashSet<string> Mental =
    [
        "know", "think", "want", "see", "get", "need", "like", "anticipate", "expect", "believe", "feel", "hear", "understand", "agree", "remember", "recall", "benefit", "receive", "hope", "mind", "care", "expect", "realize", "realise", "have", "be",
    ];

    /// <summary>What somebody has said of the speaker or of the matter.</summary>
    private static readonly HashSet<string> Accounts =
    [
        "accusation", "allegation", "charge", "claim", "report", "assertion", "suggestion", "rumor", "rumour", "insinuation", "story", "statement", "account", "version", "speculation", "narrative", "article", "notion", "idea", "criticism", "complaint",
    ];

    /// <summary>That it is not so, said of an account; of "it" and "that" only <see cref="Lies"/> say so.</summary>
    private static readonly HashSet<string> Untrue =
    [
        "absurd", "ridiculous", "nonsensical", "ludicrous", "preposterous", "laughable", "fiction", "fictitious", "rubbish", "slander", "slanderous", "libel", "libelous", "libellous", "invention", "invented", "hoax", "myth", "smear", "inaccurate",
        "incorrect", "meritless", "frivolous", "unsubstantiated", "outlandish", "fanciful", "garbage", "disinformation", "propaganda", "concoction", "erroneous", "wrong", "malicious", "speculation", "speculative", "gossip", "conjecture", "rumor", "rumour",
    ];

    private static readonly HashSet<string> Lies = ["false", "untrue", "lie", "baseless", "unfounded", "groundless", "fabrication", "fabricated", "fake", "bogus", "nonsense"];

    // What happens to a thing, or a thing does by itself.
    private static readonly HashSet<string> Befalling = ["rise", "fall", "grow", "increase", "decrease", "worsen", "deteriorate", "happen", "occur", "continue", "last", "spread", "collapse", "escalate", "mount", "climb", "drop", "shrink", "become", "get", "be", "remain", "take"];

    // Predicates that lay harm or fault at the door of their subject.
    private static readonly HashSet<string> BlameWords =
    [
        "lie", "mislead", "deceive", "betray", "violate", "breach", "break", "fail", "inflict", "commit", "provoke", "destabilize", "destabilise", "undermine", "threaten", "bully", "attack", "bomb", "shell", "kill", "murder", "torture",
        "persecute", "oppress", "exploit", "abuse", "steal", "rob", "corrupt", "bribe", "cheat", "manipulate", "rig", "interfere", "meddle", "sabotage", "spy", "hack", "disaster", "disgrace", "shame", "failure", "threat", "responsible", "guilty",
        "irresponsible", "reckless", "dangerous", "wrong", "liar", "criminal", "terrorist", "aggressor", "ignore", "abandon", "neglect", "harbor", "harbour", "arm", "fuel", "incite", "stoke", "sponsor", "occupy", "invade", "weaken", "sow",
    ];

    // Words that tell of harm done, without saying by themselves that somebody is to blame.
    private static readonly HashSet<string> HarmWords =
    [
        "beat", "drag", "seize", "detain", "arrest", "fire", "launch", "strike", "shoot", "stab", "rape", "loot", "burn", "destroy", "damage", "wound", "injure", "displace", "expel", "blockade", "besiege", "poison", "kidnap", "abduct",
        "hijack", "smuggle", "launder", "embezzle", "defraud", "evade", "conceal", "fabricate", "falsify", "forge", "plot", "conspire", "collude", "hurl", "behead", "execute", "starve", "punish", "harass", "intimidate", "blackmail", "extort",
        "discriminate", "disrupt", "endanger", "jeopardize", "jeopardise", "violence", "abuse", "terror", "aggression", "massacre", "genocide", "crime", "corruption", "bribery", "fraud", "kickback", "atrocity", "danger", "peril", "blame", "fault", "incursion",
        "invasion", "crackdown", "sanction", "raid", "ambush", "airstrike", "bombing", "shelling", "murder", "killing", "torture", "theft", "espionage", "propaganda", "provocation", "retaliation", "retaliate", "weapon", "missile",
    ];

    internal static bool TellsHarm(string lemma) => BlameWords.Contains(lemma) || HarmWords.Contains(lemma);

    /// <returns>The stance and the rule that gave it.</returns>
    public (Stance Stance, string Rule) Find(Reading reading, Attribution attribution)
    {
        TokenizedText text = reading.Text;
        TokenRange cue = attribution.Cue;
        if (attribution.Contents.Count == 0)
            return (Stance.Declines, "gives no answer, and no topic is named");
        string content = ContentWords(text, attribution);
        if (IsRefusal(content))
            return (Stance.Declines, "the content refuses to comment");

        TokenRange sentence = text.Sentences[text.SentenceOf(cue.Start)];
        int stop = Math.Min(sentence.End, cue.End + 3);
        var lemmas = new List<string>();
        var forms = new List<string>();
        for (int t = cue.Start; t < stop; t++)
        {
            // "insisted on Tuesday that": the day is no part of the phrase.
            if (t >= cue.End - 1 && text.Folded(t) is "on" && t + 1 < sentence.End && Weekdays.Contains(text.Folded(t + 1)))
                break;
            lemmas.Add(reading.Lemmas[t]);
            forms.Add(text.Folded(t));
        }
        bool negated = IsNegated(reading, cue, sentence);
        if (!negated && CallsUntrue(reading, attribution) is { } word)
            return (Stance.Denies, $"what others say is called '{word}'");
        CueLexicon.Entry? entry = lexicon.Match(lemmas, forms, Math.Min(cue.Count, lemmas.Count), negated);
        if (entry is null)
            return ByContent(reading, attribution, Stance.Asserts, UnknownCue);
        string rule = $"cue list: {entry.Stance.ToString().ToLowerInvariant()}: {entry.Name}";
        Stance stance = entry.Stance;

        // "warned it would": the speaker's own doing is a threat; another's is a forecast; "warned X to" is a demand.
        if (entry.Words[0] is "warn" or "caution" && stance is Stance.Threatens or Stance.Expects)
            return SpeaksOfItself(reading, attribution) ? (Stance.Threatens, rule + "; the harm is the speaker's own doing") : (Stance.Expects, rule + "; the harm is not the speaker's own doing");
        if (negated && !entry.Negated)
        {
            switch (stance)
            {
                case Stance.Denies when entry.Words[0] is "deny" or "rule" or "dispute":
                    return (Stance.Declines, rule + ", negated");
                case Stance.Asserts when forms.Take(cue.Count).Contains("no"):
                    return (Stance.Denies, rule + ", with 'no'");
                case Stance.Confirms or Stance.Asserts when cue.Count > 1 && IsSpeech(entry.Words[0]):
                    return (Stance.Declines, rule + ", negated: no answer");
                case Stance.Confirms:
                    return (Stance.Declines, rule + ", negated");
                case Stance.Promises:
                    return (Stance.Denies, rule + ", negated");
                case Stance.Accuses:
                    return (Stance.Asserts, rule + ", negated");
                default:
                    break;
            }
        }
        TokenRange said = attribution.Contents[0];
        if (stance is Stance.Asserts && said.Count > 2 && text.Folded(said.Start) is "no" && text.Folded(said.Start + 1) is "such")
            return (Stance.Denies, rule + "; 'no such' thing");
        if (stance is Stance.Asserts && entry.Words is [var verb] && Neutral.Contains(verb))
            return ByContent(reading, attribution, stance, rule);
        return (stance, rule);
    }

    /// <summary>"called the accusation absurd", "described the claims as a lie": the word that says so, or null.</summary>
    private static string? CallsUntrue(Reading reading, Attribution attribution)
    {
        int verb = reading.Parse.HeadOf(attribution.Cue);
        TokenRange content = attribution.Contents[0];
        if (content.Start < attribution.Cue.End || reading.Lemmas[verb] is not ("call" or "describe" or "label" or "dub" or "brand" or "characterize" or "characterise" or "term" or "slam" or "denounce" or "condemn" or "decry"))
            return null;
        int account = Enumerable.Range(content.Start, Math.Min(content.Count, 6)).FirstOrDefault(t => reading.Tags.Upos(t) is Upos.NOUN, -1);
        if (account < 0 || !Accounts.Contains(reading.Lemmas[account]))
            return null;
        // "called the charge | baseless": what it is called may be cut off.
        int end = content.End < reading.Text.Count && reading.Parse.Head(content.End) == verb ? content.End + 1 : content.End;
        for (int t = account + 1; t < Math.Min(end, account + 16); t++)
        {
            if ((Untrue.Contains(reading.Lemmas[t]) || Lies.Contains(reading.Lemmas[t]) || Lies.Contains(reading.Text.Folded(t))) && !(reading.Parse.Is(t, "amod") && reading.Parse.Head(t) > t))
                return reading.Text.Folded(t);
        }
        return null;
    }

    private static bool IsSpeech(string verb) => verb is "say" or "comment" or "confirm" or "specify" or "elaborate" or "disclose" or "answer" or "respond" or "reveal" or "reply" or "explain" or "indicate" or "detail" or "announce" or "identify" or "name" or "discuss" or "divulge";

    /// <summary>What a neutral cue reports may itself demand, blame or ask.</summary>
    private static (Stance, string) ByContent(Reading reading, Attribution attribution, Stance stance, string rule)
    {
        TokenizedText text = reading.Text;
        TokenRange first = attribution.Contents[0];
        TokenRange last = attribution.Contents[^1];
        // The last word before the closing marks
        int end = last.End - 1;
        while (end > last.Start && text.Folded(end) is "\"" or "\"\"" or "''")
            end--;
        if (text.Folded(end) is "?" && attribution.Contents.Count == 1 && text.SentenceOf(first.Start) == text.SentenceOf(end))
            return (Stance.Asks, rule + "; the content is a question");
        int verb = MainVerb(reading, first);
        bool own = verb >= 0 && SubjectIsSource(reading, attribution, verb);
        bool no = verb >= 0 && reading.Parse.Children(verb).Any(c => (c < verb || reading.Tags.Upos(verb) is Upos.AUX) && reading.Text.Folded(c) is "not" or "n't" or "never");
        if (verb >= 0 && reading.Parse.Child(verb, "nsubj") is >= 0 and var account && (no ? reading.Lemmas[verb] is "true" or "correct" or "accurate" : Lies.Contains(reading.Lemmas[verb]) || Untrue.Contains(reading.Lemmas[verb]) && Accounts.Contains(reading.Lemmas[account]))
            && (Accounts.Contains(reading.Lemmas[account]) || reading.Text.Folded(account) is "it" or "this" or "that" or "these" or "those"))
            return (Stance.Denies, rule + $"; the content says that it is {(no ? "not " : "")}'{reading.Text.Folded(verb)}'");
        foreach (int child in verb >= 0 ? reading.Parse.Children(verb) : [])
        {
            string word = text.Folded(child);
            // "must have known" is a conclusion.
            if (!reading.Parse.Is(child, "aux") || word is "must" && reading.Parse.Children(verb).Any(c => c > child && reading.Lemmas[c] is "have" && reading.Parse.Is(c, "aux")))
                continue;
            if (word is "should" or "must")
                return (Stance.Demands, rule + $"; the content says what '{word}' be done");
            if (own && !no && word is "will" or "'ll" or "would" or "shall" && reading.Lemmas[verb] is not ("be" or "have" or "like" or "need" or "want" or "see" or "know" or "find" or "get" or "wait") && reading.Tags.Upos(verb) == Upos.VERB)
                return (Stance.Promises, rule + $"; the source says what it '{word}' do itself");
            if (own && no && word is "did" or "had" or "have" or "has" or "'ve" or "does" or "do" && reading.Tags.Upos(verb) == Upos.VERB && !Mental.Contains(reading.Lemmas[verb]))
                return (Stance.Denies, rule + "; the source says that it did not");
        }
        // "insists that the company pay"
        if (verb >= 0 && reading.Text.Folded(first.Start) is "that" && reading.Lemmas[reading.Parse.HeadOf(attribution.Cue)] is "insist" or "suggest" && reading.Parse.Child(verb, "nsubj") is >= 0 and var doer
            && (reading.Tags.Xpos(verb) is "VB" || reading.Tags.Xpos(verb) is "VBP" && (reading.Tags.Xpos(doer) is "NNP" || reading.Tags.Xpos(doer) is "NN" && reading.Lemmas[reading.Parse.HeadOf(attribution.Cue)] is "insist")) && reading.Parse.Child(verb, "aux", "cop") < 0 && !reading.Parse.Children(verb).Any(c => reading.Tags.Xpos(c) is "TO"))
            return (Stance.Demands, rule + $"; the content says that one '{reading.Text.Folded(verb)}'");
        if (own && verb >= 0 && reading.Lemmas[verb] is "have" && reading.Parse.Child(verb, "obj") is >= 0 and var thing && reading.Parse.Children(thing).Any(c => reading.Text.Folded(c) is "no"))
            return (Stance.Denies, rule + $"; the source has no '{reading.Text.Folded(thing)}'");
        if (verb >= 0 && Window(text, verb, 6).Contains("nothing to do with") && reading.Lemmas[verb] is "have" or "nothing")
            return (Stance.Denies, rule + "; 'nothing to do with'");
        if (Window(text, first.Start + 2, 4).Contains("no intention"))
            return (Stance.Denies, rule + "; 'no intention'");
        if (own && !no && verb >= 0 && reading.Text.Folded(verb) is "prepared" or "ready" or "willing" || own && !no && verb >= 0 && reading.Lemmas[verb] is "committed" or "willing" or "ready" or "prepared" or "determined" or "commit" or "pledge" or "vow" or "promise")
            return (Stance.Promises, rule + $"; the source is '{reading.Text.Folded(verb)}' to do it");
        for (int t = first.Start; t < Math.Min(first.End, first.Start + 40); t++)
        {
            string word = text.Folded(t);
            if (word is "responsibility" && Window(text, t, 3).Contains("bear") || word is "blame" && Window(text, t, 2).Contains("to ") || word is "responsible" && Window(text, t, 4).Contains(" for"))
                return (Stance.Accuses, rule + $"; the content blames ('{word}')");
        }
        if (verb >= 0 && !own && !no && BlameWords.Contains(reading.Lemmas[verb])
            && (reading.Parse.Child(verb, "nsubj", "obl:agent") is >= 0 and var blamed && NamesParty(reading, blamed) || reading.Tags.Upos(verb) == Upos.NOUN))
            return (Stance.Accuses, rule + $"; the content blames another party ('{reading.Lemmas[verb]}')");
        return (stance, rule);
    }

    private static string Window(TokenizedText text, int token, int around)
    {
        int from = Math.Max(0, token - around), to = Math.Min(text.Count, token + around + 1);
        return string.Join(' ', Enumerable.Range(from, to - from).Select(text.Folded));
    }

    /// <summary>The head word of the content's first clause, or -1.</summary>
    private static int MainVerb(Reading reading, TokenRange content)
    {
        TokenRange sentence = reading.Text.Sentences[reading.Text.SentenceOf(content.Start)];
        var part = new TokenRange(content.Start, Math.Min(content.End, sentence.End));
        int head = reading.Parse.HeadOf(part);
        // "Berg, who backs the plan, must go": where the tree gives both verbs to the cue, the relative clause's is not the main one.
        if (part.Contains(head) && reading.Parse.Child(head, "nsubj", "nsubj:pass") is >= 0 and var relative && reading.Text.Folded(relative) is "who" or "which")
            head = Enumerable.Range(head + 1, Math.Max(0, part.End - head - 1)).FirstOrDefault(t => !part.Contains(reading.Parse.Head(t)) && reading.Tags.Upos(t) is Upos.VERB && t != head, head);
        return part.Contains(head) && reading.Tags.Upos(head) is Upos.VERB or Upos.ADJ or Upos.AUX or Upos.NOUN ? head : -1;
    }

    /// <summary>True if the clause's subject is the source: "I", "we", a pronoun, the source's own name, or no subject of an infinitive.</summary>
    private static bool SubjectIsSource(Reading reading, Attribution attribution, int verb)
    {
        int subject = reading.Parse.Child(verb, "nsubj", "nsubj:pass");
        if (subject < 0)
            return false;
        if (reading.Text.Folded(subject) is "i" or "we")
            return true;
        if (reading.Quotes[subject] is Hearsay.Language.Quotes.QuoteState.Outside && reading.Text.Folded(subject) is "he" or "she" or "it" or "they")
        {
            Hearsay.Language.Coreference.Entity? meant = reading.Entities.At(new TokenRange(subject, subject + 1));
            Hearsay.Language.Coreference.Entity? source = attribution.Sources.Count == 0 ? null : reading.Entities.At(attribution.Sources[0]) ?? reading.Entities.Within(attribution.Sources[0]);
            return meant is null || source is null ? reading.Text.Folded(subject) is "he" or "she" : ReferenceEquals(meant, source);
        }
        return attribution.Sources.Any(s => s.Count > 0 && reading.Text.Folded(s.End - 1) == reading.Text.Folded(subject));
    }

    private static bool NamesParty(Reading reading, int token) =>
        reading.Names.Names.Any(n => n.Range.Contains(token) && n.Kind is not (Hearsay.Language.Names.NameKind.Event or Hearsay.Language.Names.NameKind.Work))
        || Hearsay.Language.English.WordLists.Default.KindOfNoun(reading.Lemmas[token]) is Hearsay.Language.Coreference.EntityKind.Government or Hearsay.Language.Coreference.EntityKind.Group;

    private static bool IsNegated(Reading reading, TokenRange cue, TokenRange sentence)
    {
        for (int t = cue.Start; t < cue.End; t++)
        {
            if (Negations.Contains(reading.Lemmas[t]) || Negations.Contains(reading.Text.Folded(t)))
                return true;
        }
        int head = reading.Parse.HeadOf(cue);
        // "has yet to confirm"
        for (int t = Math.Max(sentence.Start, cue.Start - 2); t + 1 < cue.End; t++)
        {
            if (reading.Text.Folded(t) is "yet" && reading.Text.Folded(t + 1) is "to")
                return true;
        }
        foreach (int child in reading.Parse.Children(head))
        {
            if (child >= sentence.Start && !cue.Contains(child) && reading.Parse.Relation(child) is "advmod" or "aux" or "det" && Negations.Contains(reading.Text.Folded(child)))
                return true;
            // "Neither side would say", "no official confirmed", "none of them commented"
            if (reading.Parse.Relation(child) is "nsubj" && (reading.Text.Folded(child) is "neither" or "nobody" or "none" || reading.Parse.Children(child).Any(c => c < child && reading.Text.Folded(c) is "neither" or "no")))
                return true;
        }
        return false;
    }

    private static bool SpeaksOfItself(Reading reading, Attribution attribution)
    {
        foreach (TokenRange content in attribution.Contents)
        {
            for (int t = content.Start; t < Math.Min(content.End, content.Start + 12); t++)
            {
                if (reading.Parse.Relation(t) is not "nsubj")
                    continue;
                // "warned that it would rise": nobody rises to do harm.
                if (reading.Text.Folded(t) is "it" or "they" && reading.Parse.Head(t) is >= 0 and var verb && Befalling.Contains(reading.Lemmas[verb]))
                    return false;
                if (reading.Text.Folded(t) is "it" or "they" or "he" or "she" or "we" or "i")
                    return true;
                return attribution.Sources.Any(s => s.Count > 0 && reading.Text.Folded(s.End - 1) == reading.Text.Folded(t));
            }
        }
        return false;
    }

    private static string ContentWords(TokenizedText text, Attribution attribution)
    {
        var words = new List<string>();
        foreach (TokenRange range in attribution.Contents)
        {
            for (int t = range.Start; t < Math.Min(range.End, range.Start + 12); t++)
            {
                if (char.IsLetter(text.Form(t)[0]))
                    words.Add(text.Folded(t));
            }
        }
        return string.Join(' ', words);
    }

    private static bool IsRefusal(string content) =>
        content is "no comment" or "we have no comment" or "i have no comment" or "no further comment" or "without comment" || content.StartsWith("no comment ", StringComparison.Ordinal) && content.Length < 40
        || content.StartsWith("we do n't comment", StringComparison.Ordinal) || content.StartsWith("we do not comment", StringComparison.Ordinal) || content.StartsWith("i ca n't comment", StringComparison.Ordinal) || content.StartsWith("i can not comment", StringComparison.Ordinal)
        || content.StartsWith("we can not comment", StringComparison.Ordinal) || content.StartsWith("we ca n't comment", StringComparison.Ordinal)
        || NoAnswer().IsMatch(content);

    [GeneratedRegex("^(i|we) (can not|ca n't|could not|wo n't|will not|are not going to|am not going to|'m not going to|'re not going to|do n't|do not) (confirm|comment|discuss|speculate|disclose|confirm or deny)\\b|^(i|we) have nothing (more |further |else )?to (add|say|share|announce)\\b")]
    private static partial Regex NoAnswer();
}
