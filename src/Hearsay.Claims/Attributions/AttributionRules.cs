using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Quotes;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>Where the record draws a line otherwise than the corpus that the network learned from.</summary>
internal static class AttributionRules
{
    /// <summary>How sure a content is that the tree gives and not the network.</summary>
    private const double TreeSure = 0.8;

    private static readonly HashSet<string> AnswerVerbs = ["comment", "discuss", "answer", "respond", "reply", "elaborate", "speculate", "talk", "speak", "address", "identify", "name", "specify", "disclose", "confirm", "say"];

    /// <summary>What only a speaker does.</summary>
    private static readonly HashSet<string> SpeechActs = ["deny", "reject", "dismiss", "accuse", "blame", "threaten", "vow", "pledge", "promise", "demand", "urge", "warn", "condemn", "denounce", "insist", "dispute", "call", "appeal", "criticize", "criticise", "admit", "acknowledge", "confirm", "praise", "apologize", "apologise"];

    public static void Apply(Reading reading, List<Attribution> found)
    {
        for (int i = 0; i < found.Count; i++)
            found[i] = WithoutDangling(reading, WithoutEvidence(reading, WithSpeakerAfterQuote(reading, WithoutQuestion(reading, BlameOn(reading, WithTopicAsContent(reading, WithVerbInCue(reading, WithNeither(reading, QuotedAs(reading, WithParticle(reading, found[i]))))))))));
        for (int i = 0; i < found.Count; i++)
            found[i] = WithSpeakerInside(reading, found[i], found);
        AddRefusals(reading, found);
        AddQuoted(reading, found);
        PartJoined(reading, found);
        found.RemoveAll(a => IsEvidenceOfAnother(reading, a, found) || IsAskedOf(reading, a) || IsNoClaim(reading, a) || IsOfNobody(reading, a) || IsNaming(reading, a) || GivesNoEvidence(reading, a) || IsQuoting(reading, a, found));
        found.RemoveAll(a => found.Exists(b => !ReferenceEquals(a, b) && b.Cue.Count > a.Cue.Count && b.Cue.Start <= a.Cue.Start && a.Cue.End <= b.Cue.End));
    }

    /// <summary>"The palace had 'no comment' on the letter": a refusal in so many words that no cue was seen in.</summary>
    private static void AddRefusals(Reading reading, List<Attribution> found)
    {
        TokenizedText text = reading.Text;
        for (int t = 1; t + 1 < text.Count; t++)
        {
            if (text.Folded(t) is not "no" || text.Folded(t + 1) is not "comment" || found.Exists(a => a.Cue.Contains(t) || a.HoldsInContent(new TokenRange(t, t + 1))))
                continue;
            TokenRange sentence = text.Sentences[text.SentenceOf(t)];
            int verb = -1;
            for (int i = t - 1; i >= sentence.Start && i >= t - 3; i--)
            {
                if (reading.Lemmas[i] is "have" or "offer" or "give" or "make")
                    verb = i;
            }
            int subject = verb < 0 ? -1 : reading.Parse.Child(verb, "nsubj");
            if (subject < 0)
                subject = verb > sentence.Start && reading.Tags.Upos(verb - 1) is Upos.PROPN or Upos.NOUN ? verb - 1 : -1;
            int on = t + 2;
            while (on < Math.Min(sentence.End, t + 5) && text.Folded(on) is not ("on" or "about"))
                on++;
            if (verb < 0 || subject < 0 || on >= sentence.End - 1 || text.Folded(on) is not ("on" or "about"))
                continue;
            int end = sentence.End;
            while (end > on + 1 && reading.Tags.Upos(end - 1) is Upos.PUNCT)
                end--;
            found.Add(new Attribution(new TokenRange(verb, on + 1), [NounPhrases.Around(reading.Parse, reading.Tags, subject)], [new TokenRange(on + 1, end)], 0.9, 0.8, 0.8, false, "'no comment' in so many words"));
        }
        found.Sort((a, b) => a.Cue.Start.CompareTo(b.Cue.Start));
    }

    /// <summary>"No group has claimed responsibility": nobody says it. "No official would comment" is a refusal.</summary>
    private static bool IsOfNobody(Reading reading, Attribution attribution) =>
        attribution.Sources is [var source] && source.Count > 0 && IsNobody(reading, source) && !AnswerVerbs.Contains(reading.Lemmas[reading.Parse.HeadOf(attribution.Cue)]);

    internal static bool IsNobody(Reading reading, TokenRange source) => reading.Text.Folded(source.Start) is "no" or "nobody" || reading.Text.Folded(source.Start) is "none" && (source.Count < 2 || reading.Text.Folded(source.Start + 1) is "of");

    /// <summary>"The paper quoted | Berg as saying that it had": what Berg says is a claim inside the paper's.</summary>
    private static void AddQuoted(Reading reading, List<Attribution> found)
    {
        foreach (Attribution outer in found.ToArray())
        {
            if (reading.Lemmas[reading.Parse.HeadOf(outer.Cue)] is not ("quote" or "cite") || outer.Contents is not [var content] || content.Start < outer.Cue.End)
                continue;
            int at = Enumerable.Range(content.Start, Math.Min(content.Count, 14)).FirstOrDefault(t => reading.Text.Folded(t) is "as" && t + 2 < content.End && reading.Tags.Xpos(t + 1) is "VBG", -1);
            if (at <= content.Start)
                continue;
            // The network may have seen a part of it.
            found.RemoveAll(a => a.Cue.Contains(at + 1));
            found.Add(new Attribution(new TokenRange(at + 1, at + 2), [new TokenRange(content.Start, at)], [new TokenRange(at + 2, content.End)], TreeSure, TreeSure, TreeSure, true, "who is quoted"));
        }
        found.Sort((a, b) => a.Cue.Start.CompareTo(b.Cue.Start));
    }

    /// <summary>"was quoted by the paper as saying": the saying is the claim, where both were found.</summary>
    private static bool IsQuoting(Reading reading, Attribution attribution, List<Attribution> found)
    {
        int quoted = reading.Parse.HeadOf(attribution.Cue);
        return reading.Lemmas[quoted] is "quote" or "cite" && reading.Parse.Child(quoted, "aux:pass") >= 0 && found.Exists(a => !ReferenceEquals(a, attribution) && a.Cue is { Count: 1, Start: > 0 } && reading.Tags.Xpos(a.Cue.Start) is "VBG" && reading.Text.Folded(a.Cue.Start - 1) is "as" && reading.Parse.Head(a.Cue.Start) == quoted);
    }

    /// <summary>"a group calling itself the Free Hand": a name is no claim.</summary>
    private static bool IsNaming(Reading reading, Attribution attribution) =>
        reading.Lemmas[reading.Parse.HeadOf(attribution.Cue)] is "call" or "style" or "name" && attribution.Contents is [var content, ..] && content.Start >= attribution.Cue.End && reading.Text.Folded(content.Start) is "itself" or "themselves" or "himself" or "herself";

    /// <summary>"She offered no evidence": what is not given is not said.</summary>
    private static bool GivesNoEvidence(Reading reading, Attribution attribution) =>
        reading.Lemmas[reading.Parse.HeadOf(attribution.Cue)] is "offer" or "give" or "provide" or "present" or "produce" or "cite" && attribution.Contents is [{ Count: <= 4 } content] && reading.Text.Folded(content.Start) is "no" && reading.Lemmas[reading.Parse.HeadOf(content)] is "evidence" or "proof";

    /// <summary>"the ministry neither | confirmed nor denied": the adverb is the cue's.</summary>
    private static Attribution WithNeither(Reading reading, Attribution attribution)
    {
        if (attribution.Sources is not [var source] || source.Count < 2 || source.End != attribution.Cue.Start || reading.Text.Folded(source.End - 1) is not "neither")
            return attribution;
        return attribution with { Sources = [new TokenRange(source.Start, source.End - 1)], Cue = new TokenRange(source.End - 1, attribution.Cue.End) };
    }

    /// <summary>"Berg was quoted by the paper as saying": who is quoted says it.</summary>
    private static Attribution QuotedAs(Reading reading, Attribution attribution)
    {
        int saying = attribution.Cue.End - 1;
        if (reading.Tags.Xpos(saying) is not "VBG" || saying == 0 || reading.Text.Folded(saying - 1) is not "as" || reading.Parse.Head(saying) is not (>= 0 and var quoted) || reading.Lemmas[quoted] is not ("quote" or "cite" or "report"))
            return attribution;
        int speaker = reading.Parse.Child(quoted, "nsubj:pass");
        if (speaker < 0)
            return attribution;
        TokenRange phrase = reading.Tags.Upos(speaker) is Upos.PRON ? new TokenRange(speaker, speaker + 1) : NounPhrases.Around(reading.Parse, reading.Tags, speaker, withPrepositions: false);
        return phrase.End > saying - 1 ? attribution : attribution with { Sources = [phrase], Cue = new TokenRange(saying, saying + 1), SourceSure = Math.Max(attribution.SourceSure, TreeSure) };
    }

    /// <summary>"Asked why the talks had failed, he blamed the weather": who is asked does not ask, and nobody says who did.</summary>
    private static bool IsAskedOf(Reading reading, Attribution attribution)
    {
        // "Asked about" is cut where the preposition ends.
        int cue = reading.Lemmas[attribution.Cue.End - 1] is "ask" ? attribution.Cue.End - 1 : attribution.Cue.Start;
        return attribution.Cue.Count <= 2 && reading.Lemmas[cue] is "ask" && reading.Tags.Xpos(cue) is "VBN" or "VBD" && reading.Parse.Relation(cue) is "advcl" && reading.Parse.Child(cue, "nsubj") < 0 && reading.Parse.Child(cue, "aux") < 0
            && reading.Parse.Children(cue).All(c => c > cue || reading.Tags.Upos(c) is Upos.PUNCT || reading.Text.Folded(c) is "when" or "if");
    }

    /// <summary>"The paper wrote that Ostravia disputed it, saying that a storm had hit": who does what the participle hangs on says it, where both stand in another one's content.</summary>
    private static Attribution WithSpeakerInside(Reading reading, Attribution attribution, List<Attribution> found)
    {
        int cue = attribution.Cue.Start;
        if (attribution.Cue.Count != 1 || attribution.Sources.Count == 0 || reading.Tags.Xpos(cue) is not "VBG" || reading.Parse.Relation(cue) is not ("advcl" or "xcomp") || Attribution.Innermost(found, cue) is not { } holder || holder.HoldsInContent(attribution.Sources[0]))
            return attribution;
        int subject = reading.Parse.Child(reading.Parse.Head(cue), "nsubj", "nsubj:pass");
        return subject >= 0 && holder.HoldsInContent(new TokenRange(subject, subject + 1)) ? attribution with { Sources = [NounPhrases.Around(reading.Parse, reading.Tags, subject)] } : attribution;
    }

    /// <summary>"refused to rule | out that": a particle belongs to its verb.</summary>
    private static Attribution WithParticle(Reading reading, Attribution attribution)
    {
        int at = attribution.Contents.ToList().FindIndex(c => c.Start == attribution.Cue.End && c.Count > 1 && reading.Parse.Is(c.Start, "compound:prt") && attribution.Cue.Contains(reading.Parse.Head(c.Start)));
        if (at < 0)
            return attribution;
        TokenRange content = attribution.Contents[at];
        return attribution with { Cue = new TokenRange(attribution.Cue.Start, content.Start + 1), Contents = [.. attribution.Contents.Select((c, i) => i == at ? new TokenRange(c.Start + 1, c.End) : c)] };
    }

    /// <summary>"have | blamed on Norrland", "did | not answer the question": auxiliaries alone are no cue; their verb, where the content begins with it, belongs to them.</summary>
    private static Attribution WithVerbInCue(Reading reading, Attribution attribution)
    {
        TokenRange cue = attribution.Cue;
        int verb = cue.End;
        while (verb < reading.Text.Count && reading.Parse.Is(verb, "advmod") && reading.Parse.Head(verb) == reading.Parse.Head(cue.Start) && AnswerVerbs.Contains(reading.Lemmas[reading.Parse.Head(verb)]))
            verb++;
        bool bare = verb < reading.Text.Count && Enumerable.Range(cue.Start, cue.Count).All(t => reading.Parse.Is(t, "aux") && reading.Parse.Head(t) == verb);
        int at = bare ? attribution.Contents.ToList().FindIndex(c => c.Start == cue.End && c.End > verb + 1) : -1;
        if (at < 0)
            return attribution;
        var contents = attribution.Contents.ToList();
        contents[at] = new TokenRange(verb + 1, contents[at].End);
        return attribution with { Cue = new TokenRange(cue.Start, verb + 1), Contents = contents };
    }

    /// <summary>"declined | to comment on the case": what is refused belongs to the cue, the topic is the content. With no topic it stays.</summary>
    private static Attribution WithTopicAsContent(Reading reading, Attribution attribution)
    {
        if (attribution.Contents.Count == 0 || !Enumerable.Range(attribution.Cue.Start, attribution.Cue.Count).Any(t => reading.Lemmas[t] is "decline" or "refuse"))
            return attribution;
        TokenRange content = attribution.Contents[0];
        int at = content.Start;
        if (content.Count < 4 || at < attribution.Cue.End || at > attribution.Cue.End + 3 || reading.Text.Folded(at) is not "to")
            return attribution;
        bool rulesOut = reading.Lemmas[at + 1] is "rule" && reading.Text.Folded(at + 2) is "out";
        if (!rulesOut && !AnswerVerbs.Contains(reading.Lemmas[at + 1]))
            return attribution;
        at += rulesOut ? 3 : 2;
        while (at < content.End - 1 && reading.Text.Folded(at) is "on" or "about" or "to" or "further" or "publicly" or "immediately")
            at++;
        return at >= content.End ? attribution : attribution with
        {
            Cue = new TokenRange(attribution.Cue.Start, at),
            Contents = [new TokenRange(at, content.End), .. attribution.Contents.Skip(1)],
        };
    }

    /// <summary>"'We wait,' the driver, who had left the bus, told the paper": what stands between the closing mark and the verb is the speaker, and no part of what he says.</summary>
    private static Attribution WithSpeakerAfterQuote(Reading reading, Attribution attribution)
    {
        if (attribution.Sources.Count > 0 || attribution.Contents is not [var content, ..] || content.End > attribution.Cue.Start || attribution.Cue.Start - content.End > 1 || reading.Quotes[content.Start] is QuoteState.Outside)
            return attribution;
        int speaker = content.Start;
        while (speaker < content.End && reading.Quotes[speaker] is not QuoteState.Outside)
            speaker++;
        int head = speaker < content.End ? reading.Parse.HeadOf(new TokenRange(speaker, content.End)) : -1;
        if (head < 0 || reading.Tags.Upos(speaker) is Upos.PUNCT || reading.Tags.Upos(head) is not (Upos.NOUN or Upos.PROPN or Upos.PRON))
            return attribution;
        return attribution with { Sources = [new TokenRange(speaker, content.End)], Contents = [new TokenRange(content.Start, speaker), .. attribution.Contents.Skip(1)], SourceSure = 0.8 };
    }

    /// <summary>"Asked about the bridge, the spokesman said: 'No comment.'": the question is no part of the answer.</summary>
    private static Attribution WithoutQuestion(Reading reading, Attribution attribution)
    {
        if (attribution.Contents.Count < 2)
            return attribution;
        TokenRange[] kept = [.. attribution.Contents.Where(c => !(c.End <= attribution.Cue.Start && IsQuestion(reading, c)))];
        return kept.Length == 0 || kept.Length == attribution.Contents.Count ? attribution : attribution with { Contents = kept };
    }

    private static bool IsQuestion(Reading reading, TokenRange content)
    {
        int head = reading.Parse.HeadOf(content);
        return reading.Lemmas[content.Start] is "ask" or "question" || reading.Parse.Head(head) is >= 0 and var above && reading.Lemmas[above] is "ask" or "question" && reading.Tags.Xpos(above) == "VBN";
    }

    /// <summary>"attacks that officials have blamed on Ukraine": what is blamed on somebody is the content, also where it stands before the clause.</summary>
    private static Attribution BlameOn(Reading reading, Attribution attribution)
    {
        int verb = reading.Parse.HeadOf(attribution.Cue);
        if (reading.Lemmas[verb] is not "blame" || attribution.Contents.Count != 1 || reading.Text.Folded(attribution.Contents[0].Start) is not "on")
            return attribution;
        int thing = reading.Parse.Child(verb, "obj");
        if (thing < 0 || reading.Text.Folded(thing) is "that" or "which")
            thing = reading.Parse.Is(verb, "acl:relcl") ? reading.Parse.Head(verb) : -1;
        // "attacks all year that officials blame on": the clause hangs from the time, and means the thing.
        if (thing >= 0 && reading.Parse.Relation(thing) is "obl:unmarked" or "obl:tmod" && reading.Parse.Head(thing) is >= 0 and var governor && reading.Parse.Child(governor, "obj") is >= 0 and var real)
            return attribution with { Contents = [new TokenRange(reading.Parse.Subtree(real).Start, reading.Parse.Subtree(real).End)], Cue = new TokenRange(attribution.Cue.Start, attribution.Contents[0].Start + 1), ContentSure = Math.Max(attribution.ContentSure, TreeSure) };
        if (thing >= 0 && reading.Parse.Relation(thing) is "nmod:unmarked" or "nmod:tmod" && reading.Parse.Head(thing) is >= 0 and var noun)
        {
            int first = reading.Parse.Subtree(reading.Parse.Is(noun, "conj") && reading.Parse.Head(noun) is >= 0 and var joined ? joined : noun).Start, clause = reading.Parse.Subtree(verb).Start;
            return first >= clause ? attribution : attribution with { Contents = [new TokenRange(first, clause)], Cue = new TokenRange(attribution.Cue.Start, attribution.Contents[0].Start + 1), ContentSure = Math.Max(attribution.ContentSure, TreeSure) };
        }
        if (thing < 0)
            return attribution;
        TokenRange phrase = NounPhrases.Around(reading.Parse, reading.Tags, thing);
        return attribution with { Contents = [phrase], Cue = new TokenRange(attribution.Cue.Start, attribution.Contents[0].Start + 1), ContentSure = Math.Max(attribution.ContentSure, TreeSure) };
    }

    /// <summary>"said that the dam had cracked, citing two engineers": the evidence that follows is the basis, not a part of what is said.</summary>
    private static Attribution WithoutEvidence(Reading reading, Attribution attribution)
    {
        TokenRange last = attribution.Contents[^1];
        for (int t = last.Start + 2; t < last.End; t++)
        {
            if (reading.Text.Folded(t) is not ("citing" or "quoting") || reading.Text.Folded(t - 1) is not "," || reading.Quotes[t] is not QuoteState.Outside || reading.Text.SentenceOf(t) != reading.Text.SentenceOf(last.End - 1) || reading.Text.SentenceOf(t) != reading.Text.SentenceOf(attribution.Cue.Start))
                continue;
            // Only what the evidence ends with: "said the judge, citing the law, had erred" goes on.
            if (reading.Parse.Subtree(t).End < last.End - 1)
                return attribution;
            return attribution with { Contents = [.. attribution.Contents.SkipLast(1), new TokenRange(last.Start, t - 1)] };
        }
        return attribution;
    }

    /// <summary>"said that it had sunk, while the", "but would not": what begins the next clause is no part of this one. "to seven | years in prison": a phrase that is cut in two is whole.</summary>
    private static Attribution WithoutDangling(Reading reading, Attribution attribution)
    {
        if (attribution.Contents is not [.., var last])
            return attribution;
        int end = last.End;
        if (last.Count > 1 && reading.Parse.Relation(end - 1) is "nummod" or "amod" or "compound" or "nmod:poss" && reading.Parse.Head(end - 1) is var noun && noun >= end && noun <= end + 2 && noun < reading.Text.Count && reading.Quotes[end] == reading.Quotes[end - 1] && !attribution.Cue.Contains(noun) && !(attribution.Cue.Start >= end && attribution.Cue.Start <= noun))
            end = Math.Max(noun + 1, Math.Min(reading.Parse.Subtree(noun).End, attribution.Cue.Start >= end ? attribution.Cue.Start : int.MaxValue));
        // "that the virus is not | under control"
        else if (last.Count > 2 && reading.Parse.Relation(end - 1) is "aux" or "aux:pass" or "cop" or "advmod" && reading.Parse.Head(end - 1) is var predicate && predicate >= end && predicate < reading.Text.Sentences[reading.Text.SentenceOf(end - 1)].End && reading.Quotes[end] == reading.Quotes[end - 1]
            && reading.Parse.Child(predicate, "nsubj", "nsubj:pass") is >= 0 and var subject && last.Contains(subject) && !Enumerable.Range(end, predicate + 1 - end).Any(attribution.Cue.Contains))
            end = Math.Max(predicate + 1, Math.Min(reading.Parse.Subtree(predicate).End, attribution.Cue.Start >= end ? attribution.Cue.Start : int.MaxValue));
        while (end > last.Start + 2 && reading.Quotes[end - 1] is QuoteState.Outside
            && (reading.Text.Folded(end - 1) is "the" or "a" or "an" or "and" or "or" or "but" or "while" or "whereas" or "because" or "," || reading.Parse.Relation(end - 1) is "aux" or "aux:pass" or "cc" or "mark" && reading.Parse.Head(end - 1) >= end || reading.Text.Folded(end - 1) is "not" && reading.Parse.Head(end - 1) >= end))
            end--;
        return end == last.End ? attribution : attribution with { Contents = [.. attribution.Contents.SkipLast(1), new TokenRange(last.Start, end)] };
    }

    /// <summary>
    /// "said it was concerned and called on both sides to stop", "insisted that the aircraft had been airworthy and denied reports": where the content's subject is the speaker, or nothing that speaks, what
    /// is joined to it is the speaker's next act, and no part of what was said first.
    /// </summary>
    private static void PartJoined(Reading reading, List<Attribution> found)
    {
        for (int i = found.Count - 1; i >= 0; i--)
        {
            Attribution outer = found[i];
            int said = reading.Parse.HeadOf(outer.Cue);
            if (outer.Contents is not [var content] || outer.Sources is not [var source] || content.Start < outer.Cue.End || reading.Tags.Xpos(said) is not "VBD")
                continue;
            int main = reading.Parse.HeadOf(content);
            if (!content.Contains(main) || reading.Parse.Head(main) != said)
                continue;
            if (AnothersTurn(reading, said, main, content) is >= 0 and var turn)
            {
                found[i] = outer with { Contents = [new TokenRange(content.Start, turn)] };
                continue;
            }
            if (reading.Parse.Child(main, "nsubj", "nsubj:pass") is not (>= 0 and var subject) || Speaks(reading, subject) && !(reading.Text.Folded(subject) is "it" or "he" or "she" or "they"))
                continue;
            int next = reading.Parse.Children(main).FirstOrDefault(c => c > main && c < content.End && reading.Parse.Is(c, "conj") && SpeechActs.Contains(reading.Lemmas[c]) && reading.Tags.Xpos(c) is "VBD" or "VBN" && reading.Parse.Child(c, "nsubj", "nsubj:pass", "aux", "aux:pass") < 0
                && reading.Parse.Child(c, "cc") is >= 0 and var and && and > main && and < c && reading.Quotes[c] is QuoteState.Outside, -1);
            int cc = next < 0 ? -1 : reading.Parse.Child(next, "cc");
            if (next < 0 || cc <= content.Start + 1)
                continue;
            found[i] = outer with { Contents = [new TokenRange(content.Start, cc)] };
            int rest = next + 1 < content.End && reading.Lemmas[next] is "call" or "appeal" or "apologize" or "apologise" && reading.Text.Folded(next + 1) is "on" or "for" or "to" ? next + 2 : next + 1;
            if (rest < content.End && !found.Exists(a => a.Cue.Contains(next)))
                found.Add(new Attribution(new TokenRange(next, rest), [source], [new TokenRange(rest, content.End)], TreeSure, outer.SourceSure, TreeSure, outer.Inside, "what the speaker did next"));
        }
        found.Sort((a, b) => a.Cue.Start.CompareTo(b.Cue.Start));
    }

    /// <summary>"said that it was over, | but doctors disputed it": where another one's turn begins in the content; less than none where it does not.</summary>
    private static int AnothersTurn(Reading reading, int said, int main, TokenRange content)
    {
        foreach (int verb in (int[])[.. reading.Parse.Children(main), .. reading.Parse.Children(said)])
        {
            if (verb <= main || verb >= content.End || !reading.Parse.Is(verb, "conj") || !SpeechActs.Contains(reading.Lemmas[verb]) || reading.Tags.Xpos(verb) is not "VBD" || reading.Quotes[verb] is not QuoteState.Outside || reading.Parse.Child(verb, "nsubj") is not (>= 0 and var subject))
                continue;
            int but = reading.Parse.Child(verb, "cc");
            if (but > content.Start + 2 && but < subject && reading.Text.Folded(but) is "but" && reading.Text.Folded(but - 1) is "," && Speaks(reading, subject) && reading.Tags.Upos(subject) is not Upos.PRON)
                return but - 1;
        }
        return -1;
    }

    private static bool Speaks(Reading reading, int noun) =>
        reading.Tags.Upos(noun) is Upos.PROPN or Upos.PRON || WordLists.Default.KindOfNoun(reading.Lemmas[noun]) is not (null or EntityKind.Document);

    /// <summary>What looks like a claim by its words and is none, whatever finds it.</summary>
    internal static bool IsNoClaim(Reading reading, Attribution attribution) => IsOfFacts(reading, attribution) || IsAnonymity(reading, attribution);

    /// <summary>"asking not to be named", "on condition of anonymity": how it was said, and no demand of the story's.</summary>
    private static bool IsAnonymity(Reading reading, Attribution attribution)
    {
        if (reading.Lemmas[reading.Parse.HeadOf(attribution.Cue)] is not ("ask" or "request" or "insist" or "demand" or "want" or "prefer") || attribution.Contents is not [{ Count: > 0 } content, ..])
            return false;
        string words = string.Join(' ', Enumerable.Range(content.Start, Math.Min(content.Count, 6)).Select(reading.Text.Folded));
        return words.Contains("anonymity", StringComparison.Ordinal) || words.Contains("not to be named", StringComparison.Ordinal) || words.Contains("not to be identified", StringComparison.Ordinal) || words.Contains("not be named", StringComparison.Ordinal) || words.Contains("not be identified", StringComparison.Ordinal);
    }

    /// <summary>"dismissed two managers", "was found guilty", "thanked them", "sentenced him", "has not seen the data": what is done, found or not seen is no word of anybody's.</summary>
    private static bool IsOfFacts(Reading reading, Attribution attribution)
    {
        int verb = reading.Parse.HeadOf(attribution.Cue);
        if (attribution.Contents is not [var content, ..])
            return false;
        int thing = reading.Parse.HeadOf(content);
        switch (reading.Lemmas[verb])
        {
            case "dismiss" or "sack":
                return content.Start >= attribution.Cue.End && reading.Parse.Head(thing) == verb && Events.PartyNouns.IsPeople(reading, thing) && !Enumerable.Range(content.Start, content.Count).Any(t => reading.Text.Folded(t) is "as" or "'s" or "'");
            case "sentence":
                return true;
            // "the minister found guilty of fraud": who is found so has found nothing.
            case "find":
                return verb + 1 < reading.Text.Count && reading.Text.Folded(verb + 1) is "guilty" or "dead" or "liable" or "responsible";
            case "thank" or "congratulate":
                return content.Count == 1 && reading.Tags.Upos(content.Start) is Upos.PRON;
            case "see" or "review" or "view" or "obtain" or "examine":
                return reading.Tags.Upos(thing) is Upos.NOUN or Upos.PROPN or Upos.PRON && reading.Parse.Children(verb).Any(c => c < verb && reading.Text.Folded(c) is "not" or "n't" or "never");
            default:
                return false;
        }
    }

    /// <summary>"said ..., citing recovered wreckage": stated evidence of a claim is its basis, not a claim of its own.</summary>
    private static bool IsEvidenceOfAnother(Reading reading, Attribution attribution, List<Attribution> found) =>
        reading.Text.Folded(attribution.Cue.Start) is "citing" or "quoting"
        && found.Exists(a => !ReferenceEquals(a, attribution) && reading.Text.SentenceOf(a.Cue.Start) == reading.Text.SentenceOf(attribution.Cue.Start)
            && (attribution.Sources.Count == 0 || a.Sources.Any(s => attribution.Sources.Contains(s))) && reading.Text.Folded(a.Cue.Start) is not ("citing" or "quoting"));
}
