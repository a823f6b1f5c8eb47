using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Parsing;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// The set forms in which news tells that somebody gave no answer, where the network has not found them: "did not respond to a request for comment", "could not be reached", "would not say
/// which agency". The topic is the content, if one is named; many refusals name none.
/// </summary>
internal static class RefusalCues
{
    /// <summary>Verbs of telling that, denied of a party, are a refusal: "would not disclose when", "did not identify the man".</summary>
    private static readonly HashSet<string> Telling = ["disclose", "reveal", "identify", "specify", "detail", "name", "discuss", "divulge", "elaborate"];

    private const string ToldVoice = "verb of telling, denied";

    /// <summary>What "declined to" and "refused to" are refusals with.</summary>
    private static readonly HashSet<string> Answering = ["comment", "elaborate", "answer", "respond", "reply", "speculate", "discuss", "disclose", "say", "specify", "identify", "name", "confirm"];

    /// <summary>What a reporter sends, or asks.</summary>
    private static readonly HashSet<string> Requests = ["request", "call", "message", "email", "e-mail", "mail", "text", "question", "inquiry", "enquiry", "query", "letter", "phone", "comment", "voicemail"];

    /// <summary>What is given with an answer. Who gives no evidence has given one.</summary>
    private static readonly HashSet<string> Details = ["detail", "details", "explanation", "reason", "information", "specifics", "comment", "answer", "elaboration"];

    // "did not comment on Tuesday" names no topic.
    private static readonly HashSet<string> Times =
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "morning", "afternoon", "evening", "night",
        "day", "week", "weekend", "month",
    ];

    public static void Add(Reading reading, List<Attribution> found)
    {
        Attribution[] outer = [.. found];
        for (int t = 0; t < reading.Text.Count; t++)
        {
            if (reading.Tags.Upos(t) is Upos.VERB or Upos.ADJ && Unreached(reading, t) is { } unreached && !found.Exists(a => a.Cue.Contains(t)))
                found.Add(unreached);
            if (reading.Tags.Upos(t) is not Upos.VERB)
                continue;
            AddAt(reading, found, outer, t);
        }
        found.Sort((a, b) => a.Cue.Start != b.Cue.Start ? a.Cue.Start.CompareTo(b.Cue.Start) : a.Cue.End.CompareTo(b.Cue.End));
    }

    /// <summary>The refusal of one verb, if it tells one.</summary>
    private static void AddAt(Reading reading, List<Attribution> found, Attribution[] outer, int t)
    {
        if (found.FindIndex(a => a.Cue.Contains(t)) is >= 0 and var seen)
        {
            if (Referred(reading, t) is { } referred && found[seen].Cue.End <= referred.Cue.End)
                found[seen] = referred;
            // The network cuts them otherwise: "declined | to comment", "did not respond | to requests for comment".
            else if ((Unanswered(reading, t) ?? Declined(reading, t) ?? WithoutDetails(reading, t)) is { } set)
                found[seen] = Recut(reading, found[seen], set);
            return;
        }
        if ((Told(reading, t) ?? Unanswered(reading, t) ?? Declined(reading, t) ?? WithoutDetails(reading, t) ?? Referred(reading, t)) is not { } refusal)
            return;
        // "the paper says that officials would not disclose it"
        if (Attribution.Innermost(outer, t) is { } holder)
        {
            // "said that two men were held but gave no details": the teller's own refusal ends what he told.
            int but = reading.Parse.Child(t, "cc");
            if (but > holder.Cue.End && holder.Sources.Count > 0 && !holder.HoldsInContent(refusal.Sources[0]) && holder.Sources.Any(s => s.Contains(reading.Parse.HeadOf(refusal.Sources[0]))) && found.IndexOf(holder) is >= 0 and var telling)
            {
                found[telling] = holder with { Contents = [.. holder.Contents.Select(c => c.Contains(t) ? new TokenRange(c.Start, but) : c)] };
                found.Add(refusal);
                return;
            }
            // Whoever is quoted speaks of what happens to him, seldom of one who gave the reporter no answer.
            if (reading.Quotes[t] is not QuoteState.Outside || !holder.HoldsInContent(refusal.Cue) || !holder.HoldsInContent(refusal.Sources[0]))
                return;
            refusal = refusal with { Inside = true, Contents = [.. refusal.Contents.Select(c => holder.Clipped(t, c)).OfType<TokenRange>().Where(c => c.Count > 0)] };
        }
        found.Add(refusal);
    }

    /// <summary>The network's refusal with the cue of the set form, and with the topic as content; with none where what it took for one is the answer or the request.</summary>
    private static Attribution Recut(Reading reading, Attribution seen, Attribution set)
    {
        if (seen.Contents is not [var content])
            return seen;
        // "has repeatedly declined to say"
        var cue = new TokenRange(Math.Min(seen.Cue.Start, set.Cue.Start), set.Cue.End);
        Attribution recut = seen with { Cue = cue, CueSure = Math.Max(seen.CueSure, set.CueSure), SourceSure = Math.Max(seen.SourceSure, set.SourceSure), ContentSure = Math.Max(seen.ContentSure, set.ContentSure) };
        if (set.Contents is [var topic])
            return topic.Start < content.End && content.Start < topic.End ? recut with { Contents = [new TokenRange(topic.Start, content.End)] } : seen;
        for (int t = Math.Max(content.Start, set.Cue.End); t < content.End; t++)
        {
            if (reading.Tags.Upos(t) is not (Upos.DET or Upos.ADP or Upos.ADJ or Upos.NUM or Upos.PUNCT) && !Requests.Contains(reading.Lemmas[t]) && !Times.Contains(reading.Text.Folded(t)))
                return seen;
        }
        return content.Start < set.Cue.Start ? seen : recut with { Contents = [] };
    }

    /// <summary>"would not disclose exactly when the plane landed".</summary>
    private static Attribution? Told(Reading reading, int verb)
    {
        bool says = reading.Lemmas[verb] is "say";
        if (!says && !Telling.Contains(reading.Lemmas[verb]) || Negated(reading, verb) is not { } start || Subject(reading, verb) is not (>= 0 and var subject) || subject > start)
            return null;
        int told = reading.Parse.Child(verb, "obj", "ccomp", "advcl", "obl");
        if (told < verb)
            return null;
        TokenRange content = reading.Parse.Subtree(told);
        // What stands between verb and clause belongs to the clause: "exactly when".
        if (content.Start > verb + 1 && reading.Parse.Head(content.Start - 1) is >= 0 and var before && content.Contains(before))
            content = new TokenRange(content.Start - 1, content.End);
        // "would not say when": what he did not say otherwise is no question that he left open.
        if (says && reading.Text.Folded(content.Start) is not ("when" or "where" or "who" or "whom" or "whose" or "which" or "what" or "why" or "how" or "whether" or "if" or "exactly"))
            return null;
        return content.Start <= verb || content.Count < 2 ? null : Of(reading, new TokenRange(start, verb + 1), subject, content, ToldVoice);
    }

    /// <summary>"did not respond to a request for comment on the fire", "has not returned calls", "could not be reached", "would not comment".</summary>
    private static Attribution? Unanswered(Reading reading, int verb)
    {
        if (Negated(reading, verb) is not { } start || Subject(reading, verb) is not (>= 0 and var subject) || subject > start)
            return null;
        int topic, end = verb + 1;
        switch (reading.Lemmas[verb])
        {
            case "respond" or "reply" or "return" or "answer":
                int request = Array.Find([.. reading.Parse.Children(verb)], c => c > verb && (reading.Parse.Is(c, "obl") || reading.Parse.Is(c, "obj")) && Requests.Contains(reading.Lemmas[c]));
                if (request == 0 && reading.Lemmas[verb] is not "return" && StandsAlone(reading, verb))
                {
                    topic = -1;
                    break;
                }
                if (request == 0)
                    return null;
                // "did not return calls"
                if (reading.Parse.Is(request, "obj"))
                    end = request + 1;
                topic = Topic(reading, request);
                if (topic < 0 && reading.Parse.Children(request).FirstOrDefault(c => c > request && reading.Lemmas[c] is "comment", -1) is >= 0 and var comment)
                    topic = Topic(reading, comment);
                break;
            case "reach" when reading.Parse.Child(verb, "aux:pass") >= 0 && Enumerable.Range(start, verb - start).Any(t => reading.Text.Folded(t) is "could" or "can" or "can't" or "couldn't"):
                topic = -1;
                break;
            case "speculate" when StandsAlone(reading, verb) || Topic(reading, verb) >= 0:
            case "comment":
            case "draw" when reading.Parse.Child(verb, "aux:pass") >= 0:
                topic = Topic(reading, verb);
                break;
            // "did not rule out a strike"
            case "rule" when reading.Parse.Child(verb, "compound:prt") == verb + 1 && reading.Text.Folded(verb + 1) is "out" && reading.Parse.Child(verb, "obj", "ccomp", "xcomp") is >= 0 and var left && left > verb + 1:
                return Of(reading, new TokenRange(start, verb + 2), subject, reading.Parse.Subtree(left), "not ruled out");
            case "elaborate" when StandsAlone(reading, verb):
            case "say" when StandsAlone(reading, verb) && Question(reading, verb) is not null:
                topic = -1;
                break;
            default:
                return null;
        }
        return Of(reading, new TokenRange(start, end), subject, topic < 0 ? Question(reading, verb) : WithoutPreposition(reading, topic), "no answer");
    }

    /// <summary>"declined to comment", "refusing to say whether".</summary>
    private static Attribution? Declined(Reading reading, int verb)
    {
        int asked = reading.Lemmas[verb] is "decline" or "refuse" ? reading.Parse.Child(verb, "xcomp") : -1;
        if (asked < verb || !Answering.Contains(reading.Lemmas[asked]) || Subject(reading, verb) is not (>= 0 and var subject) || subject > verb || Negated(reading, verb) is not null)
            return null;
        int told = reading.Parse.Child(asked, "obj", "ccomp", "advcl");
        int topic = told > asked ? told : Topic(reading, asked);
        if (topic < 0 && reading.Lemmas[asked] is "identify" or "name")
            return null;
        return Of(reading, new TokenRange(verb, asked + 1), subject, topic < 0 ? Question(reading, verb) : WithoutPreposition(reading, topic), "declines to answer");
    }

    /// <summary>Nothing follows the verb but a time.</summary>
    private static bool StandsAlone(Reading reading, int verb) =>
        reading.Parse.Children(verb).All(c => c < verb || reading.Tags.Upos(c) is Upos.PUNCT or Upos.ADV || Times.Contains(reading.Text.Folded(c)));

    /// <summary>What the one who gives no answer was asked: "Asked whether the plant would close, she would not say"; null where the sentence does not tell.</summary>
    private static TokenRange? Question(Reading reading, int verb)
    {
        int asked = Array.FindIndex([.. reading.Parse.Children(verb)], c => c < verb && reading.Lemmas[c] is "ask" or "question" or "press" && reading.Tags.Xpos(c) is "VBN" or "VBD" && reading.Parse.Child(c, "nsubj") < 0);
        if (asked < 0)
            return null;
        asked = reading.Parse.Children(verb).ElementAt(asked);
        int clause = reading.Parse.Child(asked, "ccomp");
        int topic = clause > asked ? clause : Topic(reading, asked);
        return topic < 0 ? null : WithoutPreposition(reading, topic);
    }

    /// <summary>"gave no further details", "did not provide a reason".</summary>
    private static Attribution? WithoutDetails(Reading reading, int verb)
    {
        if (reading.Lemmas[verb] is not ("give" or "provide" or "offer" or "release") || reading.Parse.Child(verb, "obj") is not (>= 0 and var thing) || thing < verb || !Details.Contains(reading.Lemmas[thing]) || Subject(reading, verb) is not (>= 0 and var subject) || subject > verb)
            return null;
        int? not = Negated(reading, verb);
        if (not is null && !reading.Parse.Children(thing).Any(c => c < thing && reading.Text.Folded(c) is "no") || not < subject)
            return null;
        // "did not give false information" is another matter.
        if (reading.Parse.Children(thing).Any(c => reading.Parse.Is(c, "amod") && reading.Text.Folded(c) is not ("further" or "more" or "additional" or "other" or "immediate" or "specific" or "new")))
            return null;
        int topic = Topic(reading, thing);
        return Of(reading, new TokenRange(not ?? verb, thing + 1), subject, topic < 0 ? Question(reading, verb) : WithoutPreposition(reading, topic), "no answer");
    }

    /// <summary>"Efforts to reach the owners were not successful", "calls to the ministry went unanswered": who was not reached, with no topic.</summary>
    private static Attribution? Unreached(Reading reading, int predicate)
    {
        if (reading.Parse.Child(predicate, "nsubj", "nsubj:pass") is not (>= 0 and var sent) || sent > predicate)
            return null;
        bool tried = reading.Lemmas[sent] is "effort" or "attempt";
        if (!tried && !Requests.Contains(reading.Lemmas[sent]))
            return null;
        bool not = reading.Parse.Children(predicate).Any(c => c < predicate && reading.Text.Folded(c) is "not" or "n't" or "never");
        int last = reading.Parse.Child(predicate, "xcomp") is >= 0 and var state && state == predicate + 1 ? state : predicate;
        bool failed = reading.Text.Folded(last) switch
        {
            "successful" => not,
            "unsuccessful" or "unanswered" or "unreturned" or "failed" => !not,
            "returned" or "answered" => not && !tried && reading.Parse.Child(predicate, "aux:pass") >= 0,
            _ => false,
        };
        TokenRange phrase = reading.Parse.Subtree(sent);
        for (int t = sent + 1; failed && t < phrase.End; t++)
        {
            bool asked = tried ? reading.Parse.Is(t, "obj") && reading.Lemmas[reading.Parse.Head(t)] is "reach" or "contact" : reading.Parse.Child(t, "case") is >= 0 and var mark && reading.Text.Folded(mark) is "to" or "for" or "from" or "with";
            if (!asked || !IsParty(reading, t))
                continue;
            int first = predicate;
            foreach (int child in reading.Parse.Children(predicate))
            {
                if (child > phrase.End - 1 && child < first && reading.Parse.Relation(child) is "aux" or "aux:pass" or "cop" or "advmod")
                    first = child;
            }
            return new Attribution(new TokenRange(first, last + 1), [NounPhrases.WithJoined(reading.Parse, reading.Tags, t, first)], [], 0.9, 0.9, 0.9, false, "not reached");
        }
        return null;
    }

    /// <summary>"referred questions to the police"</summary>
    private static Attribution? Referred(Reading reading, int verb)
    {
        if (reading.Lemmas[verb] is not ("refer" or "direct" or "forward") || reading.Parse.Child(verb, "obj") is not (>= 0 and var thing) || thing < verb || reading.Lemmas[thing] is not ("question" or "inquiry" or "enquiry" or "query" or "call" or "request") || Subject(reading, verb) is not (>= 0 and var subject) || subject > verb)
            return null;
        bool elsewhere = reading.Parse.Children(verb).Any(c => c > thing && reading.Parse.Child(c, "case") is >= 0 and var to && reading.Text.Folded(to) is "to") || reading.Parse.Children(thing).Any(c => c > thing && reading.Parse.Child(c, "case") is >= 0 and var to && reading.Text.Folded(to) is "to");
        int topic = Topic(reading, thing);
        return elsewhere ? Of(reading, new TokenRange(verb, thing + 1), subject, topic < 0 ? null : WithoutPreposition(reading, topic), "refers to others") : null;
    }

    private static Attribution? Of(Reading reading, TokenRange cue, int subject, TokenRange? content, string voice)
    {
        TokenRange source = NounPhrases.WithJoined(reading.Parse, reading.Tags, subject, cue.Start);
        if (source.End > cue.Start || content is { } topic && topic.Start < cue.End && topic.End > source.Start)
            return null;
        // "declined to comment on | the case"
        if (content is { } after && after.Start == cue.End + 1)
            cue = new TokenRange(cue.Start, after.Start);
        return new Attribution(cue, [source], content is { } named ? [named] : [], voice is ToldVoice ? 0.7 : 0.9, 0.9, 0.9, false, voice);
    }

    /// <summary>Where the auxiliary of a denied verb begins: "did not", "wouldn't"; null where it is not denied.</summary>
    private static int? Negated(Reading reading, int verb)
    {
        int not = -1, aux = -1;
        foreach (int child in reading.Parse.Children(verb))
        {
            if (child < verb && reading.Text.Folded(child) is "not" or "n't" or "never")
                not = child;
            else if (child < verb && aux < 0 && reading.Parse.Is(child, "aux") && reading.Text.Folded(child) is "would" or "could" or "did" or "does" or "do" or "will" or "wo" or "has" or "have" or "had" or "ca" or "can")
                aux = child;
        }
        return not < 0 || aux < 0 ? null : Math.Min(aux, not);
    }

    /// <summary>The party that the verb is said of: its subject, that of the verb that it hangs on ("he said, declining to elaborate"), or the noun that its clause describes; else less than none.</summary>
    private static int Subject(Reading reading, int verb)
    {
        int subject = reading.Parse.Child(verb, "nsubj", "nsubj:pass"), head = reading.Parse.Head(verb);
        if (subject >= 0 && reading.Text.Folded(subject) is "who" or "which" or "that" && reading.Parse.Relation(verb) is "acl:relcl")
            subject = head;
        else if (subject < 0 && head >= 0 && (reading.Parse.Relation(verb) is "conj" or "advcl" || reading.Tags.Xpos(verb) is "VBG"))
            subject = reading.Parse.Child(head, "nsubj", "nsubj:pass");
        // "The ministry said it was aware of it and referred questions to the police"
        if (subject >= 0 && head >= 0 && reading.Text.Folded(subject) is "it" && reading.Parse.Is(verb, "conj") && reading.Parse.Is(head, "ccomp") && reading.Parse.Child(reading.Parse.Head(head), "nsubj") is >= 0 and var speaker)
            subject = speaker;
        // "Police confirmed that two men were held but gave no details": not the men.
        if (head >= 0 && reading.Parse.Is(verb, "conj") && reading.Parse.Child(head, "nsubj:pass") >= 0 && reading.Parse.Is(head, "ccomp") && reading.Parse.Child(reading.Parse.Head(head), "nsubj") is >= 0 and var teller)
            subject = teller;
        return subject >= 0 && IsParty(reading, subject) ? subject : -1;
    }

    private static bool IsParty(Reading reading, int noun) =>
        reading.Tags.Upos(noun) is Upos.PROPN
        || reading.Tags.Upos(noun) is Upos.PRON && reading.Text.Folded(noun) is "he" or "she" or "they"
        || WordLists.Default.KindOfNoun(reading.Lemmas[noun]) is not (null or EntityKind.Document)
        || reading.Lemmas[noun] is "office" or "camp" or "team" or "side" && reading.Parse.Child(noun, "nmod:poss", "nmod") >= 0;

    /// <summary>The noun after "on", "about" and their like, or less than none.</summary>
    private static int Topic(Reading reading, int head)
    {
        foreach (int child in reading.Parse.Children(head))
        {
            if (child > head && !Times.Contains(reading.Text.Folded(child)) && reading.Parse.Relation(child) is "obl" or "nmod" or "advcl" or "acl" && reading.Parse.Children(child).Any(c => c < child && reading.Text.Folded(c) is "on" or "about" or "regarding" or "concerning" or "whether"))
                return child;
        }
        return -1;
    }

    private static TokenRange WithoutPreposition(Reading reading, int topic)
    {
        TokenRange content = reading.Parse.Subtree(topic);
        return content.Count > 1 && reading.Text.Folded(content.Start) is "on" or "about" or "regarding" or "concerning" ? new TokenRange(content.Start + 1, content.End) : content;
    }
}
