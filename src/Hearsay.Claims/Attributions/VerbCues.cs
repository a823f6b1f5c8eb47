using Hearsay.Claims.Records;
using Hearsay.Claims.Stances;
using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// A second voice beside the network, which is not always sure enough of a verb that it has seldom seen: a verb that the cue list knows, with a subject and a
/// clause as its complement, attributes the clause to the subject. Demands, promises and threats take an infinitive too, denials and accusations a plain object.
/// </summary>
internal static class VerbCues
{
    /// <summary>Inside what another one says only these are looked for: they take a position, and mean little else.</summary>
    private static readonly HashSet<string> Nested = ["deny", "dispute", "refute", "rebut", "contradict", "accuse", "blame", "confirm", "acknowledge", "admit", "threaten", "vow", "pledge", "promise", "demand", "insist", "claim", "allege"];

    /// <summary>And these, with a clause: "I think this is important" leaves it open inside what is said.</summary>
    private static readonly HashSet<string> Beliefs = ["think", "believe"];

    public static void Add(Reading reading, List<Attribution> found)
    {
        Attribution[] outer = [.. found];
        for (int t = 0; t < reading.Text.Count; t++)
        {
            if (reading.Tags.Upos(t) is not Upos.VERB || reading.Tags.Xpos(t) is "VBG")
                continue;
            AddAt(reading, found, outer, t);
        }
        found.Sort((a, b) => a.Cue.Start != b.Cue.Start ? a.Cue.Start.CompareTo(b.Cue.Start) : a.Cue.End.CompareTo(b.Cue.End));
    }

    private static bool IsParty(Reading reading, int noun) => reading.Tags.Upos(noun) is Upos.PROPN or Upos.NOUN || reading.Text.Folded(noun) is "he" or "she" or "they" or "it";

    /// <summary>The attribution of one verb, if it makes one.</summary>
    private static void AddAt(Reading reading, List<Attribution> found, Attribution[] outer, int t)
    {
        int seen = found.FindIndex(a => a.Cue.Contains(t));
        Attribution? holder = Attribution.Innermost(outer, t);
        if (holder is null && (Phrase(reading, t) ?? DeniedCharge(reading, t) ?? Pleaded(reading, t)) is { } phrase && !Array.Exists(outer, a => !a.Cue.Contains(t) && phrase.Contents.Any(c => a.Cue.Start < c.End && c.Start < a.Cue.End)))
        {
            // The network may have seen a part of it.
            if (seen >= 0)
                found.RemoveAt(seen);
            found.Add(phrase);
            return;
        }
        // The network seldom sees who speaks inside another one's content.
        if (seen >= 0 && !(found[seen].Inside && found[seen].Sources.Count == 0))
            return;
        bool believes = holder is not null && Beliefs.Contains(reading.Lemmas[t]);
        if (holder is not null && !believes && !Nested.Contains(reading.Lemmas[t]))
            return;
        // "played down the report"
        int particle = reading.Parse.Child(t, "compound:prt") == t + 1 ? t + 1 : t;
        CueLexicon.Entry? entry = particle > t
            ? CueLexicon.English.Match([reading.Lemmas[t], reading.Lemmas[particle]], [reading.Text.Folded(t), reading.Text.Folded(particle)], 1, false)
            : CueLexicon.English.Match([reading.Lemmas[t]], [reading.Text.Folded(t)], 1, false);
        if (entry is null || particle > t && (entry.Words.Length < 2 || !PlayedDown(reading, t)))
            return;
        bool strong = entry.Stance is Stance.Denies or Stance.Accuses or Stance.Promises or Stance.Threatens or Stance.Demands or Stance.Confirms;
        int subject = reading.Parse.Child(t, "nsubj");
        int clause = strong ? reading.Parse.Child(t, "ccomp", "xcomp") : reading.Parse.Child(t, "ccomp");
        if (clause < 0 && entry.Stance is Stance.Denies or Stance.Accuses)
            clause = reading.Parse.Child(t, "obj");
        // "threatened on television to cut the supplies"
        if (clause < 0 && entry.Stance is Stance.Threatens or Stance.Promises && reading.Parse.Child(t, "advcl") is > 0 and var aim && aim > t && reading.Parse.Child(aim, "mark") is >= 0 and var mark && reading.Text.Folded(mark) is "to")
            clause = aim;
        if (subject < 0 || clause < t || reading.Parse.Child(t, "aux:pass") >= 0)
            return;
        // "On Sunday's news shows, lawmakers called for": what a preposition stands before is a noun that was read wrongly.
        if (reading.Parse.Child(t, "case") is >= 0 and var preposition && preposition < subject)
            return;
        TokenRange source = NounPhrases.WithJoined(reading.Parse, reading.Tags, subject, t);
        TokenRange content = reading.Parse.Subtree(clause);
        if (source.End > t || content.Start <= particle || content.Count < 2 || AttributionRules.IsNobody(reading, source))
            return;
        if (holder is not null)
        {
            // "anything that might contradict it", "tell you to acknowledge it": nobody has taken a position.
            if (!(IsParty(reading, subject) || believes && reading.Text.Folded(subject) is "i" or "we") || reading.Parse.Children(t).Any(c => reading.Tags.Xpos(c) is "MD" or "TO"))
                return;
            if (holder.Clipped(t, content) is not { Count: > 1 } inside || !holder.HoldsInContent(source))
                return;
            if (seen >= 0)
                found.RemoveAt(seen);
            int first = t;
            while (believes && first > source.End && reading.Parse.Head(first - 1) == t && reading.Parse.Relation(first - 1) is "aux" or "advmod")
                first--;
            found.Add(new Attribution(new TokenRange(first, t + 1), [source], [inside], 0.7, 0.9, 0.9, true, "verb of the cue list with its clause, inside a content"));
        }
        else if (seen < 0 && !Array.Exists(outer, a => a.Contents.Any(c => c.Start < content.End && content.Start < c.End)) && new Attribution(new TokenRange(t, particle + 1), [source], [content], 0.7, 0.9, 0.9, false, "verb of the cue list with its clause") is var told && !AttributionRules.IsNoClaim(reading, told))
        {
            found.Add(told);
        }
    }

    /// <summary>"Berg, who had pleaded not guilty to fraud": who pleads confirms or denies.</summary>
    private static Attribution? Pleaded(Reading reading, int verb)
    {
        if (reading.Lemmas[verb] is not "plead" || reading.Parse.Child(verb, "nsubj") is not (>= 0 and var subject) || subject > verb)
            return null;
        TokenRange sentence = reading.Text.Sentences[reading.Text.SentenceOf(verb)];
        int guilty = verb + 1;
        while (guilty < Math.Min(sentence.End, verb + 4) && reading.Text.Folded(guilty) is not "guilty")
            guilty++;
        if (guilty >= Math.Min(sentence.End, verb + 4))
            return null;
        if (reading.Parse.Is(verb, "acl:relcl") && reading.Text.Folded(subject) is "who" or "which" or "that")
            subject = reading.Parse.Head(verb);
        TokenRange source = NounPhrases.WithJoined(reading.Parse, reading.Tags, subject, verb);
        int end = guilty + 1;
        foreach (int child in (int[])[.. reading.Parse.Children(verb), .. reading.Parse.Children(guilty)])
        {
            if (child > guilty && reading.Parse.Child(child, "case", "mark") is >= 0 and var to && reading.Text.Folded(to) is "to")
                end = Math.Max(end, reading.Parse.Subtree(child).End);
        }
        while (end > guilty + 1 && reading.Tags.Upos(end - 1) is Upos.PUNCT)
            end--;
        return source.End > verb ? null : new Attribution(new TokenRange(verb, verb + 1), [source], [new TokenRange(verb + 1, end)], 0.9, 0.9, 0.9, false, "plea");
    }

    private static bool IsCharge(Reading reading, int token) => reading.Lemmas[token] is "charge" or "claim" or "allegation" or "accusation" or "assertion" or "suggestion";

    /// <summary>"a charge they deny", "..., a charge the minister has rejected"</summary>
    private static Attribution? DeniedCharge(Reading reading, int verb)
    {
        int charge = reading.Parse.Is(verb, "acl:relcl") ? reading.Parse.Head(verb) : -1, subject = reading.Parse.Child(verb, "nsubj");
        if (subject < 0 || subject > verb || reading.Lemmas[verb] is not ("deny" or "reject" or "dispute" or "refute" or "dismiss") || reading.Text.Folded(subject) is "which" or "that" or "who")
            return null;
        if (charge < 0 || !IsCharge(reading, charge))
            charge = Apposed(reading, subject, verb);
        if (charge < 0 || subject <= charge)
            return null;
        TokenRange source = reading.Tags.Upos(subject) is Upos.PRON ? new TokenRange(subject, subject + 1) : NounPhrases.Around(reading.Parse, reading.Tags, subject);
        source = new TokenRange(Math.Max(source.Start, charge + 1), source.End);
        int first = charge;
        while (first > 0 && reading.Parse.Head(first - 1) == charge && reading.Tags.Upos(first - 1) is Upos.DET or Upos.ADJ)
            first--;
        return source.Start <= charge || source.End > verb ? null : new Attribution(new TokenRange(verb, verb + 1), [source], [new TokenRange(first, charge + 1)], 0.7, 0.9, 0.9, false, "a charge that is denied");
    }

    /// <summary>The charge that stands after a comma right before the phrase of the subject, where the tree hangs it on that phrase, and the verb has no other object; or less than none.</summary>
    private static int Apposed(Reading reading, int subject, int verb)
    {
        if (reading.Parse.Child(verb, "obj", "ccomp", "xcomp") > verb)
            return -1;
        int first = reading.Text.Sentences[reading.Text.SentenceOf(verb)].Start;
        for (int t = subject - 1; t >= Math.Max(first + 2, subject - 6) && reading.Tags.Upos(t) is not (Upos.VERB or Upos.PUNCT); t--)
        {
            if (IsCharge(reading, t) && reading.Tags.Upos(t) is Upos.NOUN)
                return reading.Tags.Upos(t - 1) is Upos.DET && reading.Text.Folded(t - 2) is "," or "-" or "--" ? t : -1;
        }
        return -1;
    }

    /// <summary>A verb with a particle takes a position where it takes what was said, or feared: "brushed off the claims", not "brushed off his coat".</summary>
    private static bool PlayedDown(Reading reading, int verb) =>
        reading.Parse.Child(verb, "ccomp") >= 0 || reading.Parse.Child(verb, "obj") is >= 0 and var thing && reading.Lemmas[thing] is "report" or "claim" or "allegation" or "accusation" or "charge" or "suggestion" or "concern" or "fear" or "threat" or "risk" or "speculation" or "rumor" or "rumour" or "talk" or "possibility" or "criticism" or "warning" or "idea" or "prospect" or "complaint" or "call" or "demand";

    // What somebody puts at a figure.
    private static readonly HashSet<string> Counted = ["toll", "number", "figure", "count", "total", "estimate", "cost", "loss", "damage", "size", "crowd", "turnout", "price"];

    /// <summary>Phrases that the network seldom takes for cues: "holds Ostravia responsible for the blast", "pointed the finger at smugglers", "put the death toll at 16".</summary>
    private static Attribution? Phrase(Reading reading, int verb)
    {
        if (reading.Lemmas[verb] is not ("hold" or "point" or "put" or "estimate") || reading.Parse.Child(verb, "nsubj") is not (>= 0 and var subject) || subject > verb || reading.Parse.Child(verb, "obj") is not (>= 0 and var thing) || thing < verb || reading.Parse.Child(verb, "aux:pass") >= 0)
            return null;
        TokenRange source = NounPhrases.Around(reading.Parse, reading.Tags, subject), whole = reading.Parse.Subtree(verb);
        if (source.End > verb)
            return null;
        TokenRange? cue = null, content = null;
        switch (reading.Lemmas[verb])
        {
            case "hold" when Array.Find([.. reading.Parse.Children(verb)], c => c > thing && reading.Lemmas[c] is "responsible" or "accountable") is > 0 and var blame:
                cue = new TokenRange(verb, verb + 1);
                content = new TokenRange(reading.Parse.Subtree(thing).Start, Math.Max(reading.Parse.Subtree(blame).End, blame + 1));
                break;
            case "point" when reading.Lemmas[thing] is "finger" && Array.Find([.. reading.Parse.Children(verb), .. reading.Parse.Children(thing)], c => c > thing && reading.Parse.Child(c, "case") is >= 0 and var at && reading.Text.Folded(at) is "at" or "to") is > 0 and var target:
                int preposition = reading.Parse.Child(target, "case");
                cue = new TokenRange(verb, preposition + 1);
                content = new TokenRange(preposition + 1, reading.Parse.Subtree(target).End);
                break;
            case "put" or "estimate" when (Counted.Contains(reading.Lemmas[thing]) || reading.Text.Folded(thing) is "it") && Array.Find([.. reading.Parse.Children(verb), .. reading.Parse.Children(thing)], c => c > thing && reading.Parse.Child(c, "case") is >= 0 and var at && reading.Text.Folded(at) is "at" && reading.Parse.Subtree(c) is var size && Enumerable.Range(size.Start, size.Count).Any(n => reading.Tags.Upos(n) is Upos.NUM)) is > 0 and var figure:
                cue = new TokenRange(verb, verb + 1);
                content = new TokenRange(reading.Parse.Subtree(thing).Start, reading.Parse.Subtree(figure).End);
                break;
        }
        return cue is { } words && content is { Count: > 1 } said && said.Start >= words.End && said.End <= whole.End ? new Attribution(words, [source], [said], 0.7, 0.9, 0.9, false, "phrase of blaming or counting") : null;
    }
}
