using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims;

/// <summary>Ties the claims of a story: which lies inside which, and which one a denial, a confirmation or a refusal answers.</summary>
internal static class ClaimLinks
{
    // Words that stand for an earlier claim: "corroborated the assertion", "denied the charges".
    private static readonly HashSet<string> ClaimNouns =
    [
        "assertion", "allegation", "accusation", "claim", "charge", "report", "statement", "suggestion", "remark", "comment", "story", "wrongdoing", "matter", "issue", "rumor", "rumour", "finding", "account", "involvement", "responsibility", "case", "accusations",
    ];

    private const double LeastOverlap = 0.34;

    public static void Tie(Reading reading, List<ClaimDraft> drafts)
    {
        int body = 0, title = 0;
        foreach (ClaimDraft draft in drafts)
            draft.Id = draft.InTitle ? $"h{++title}" : $"c{++body}";
        foreach (ClaimDraft draft in drafts)
            draft.Within = Holder(draft, drafts);
        var words = drafts.ToDictionary(d => d, d => ContentLemmas(reading, d));
        for (int i = 0; i < drafts.Count; i++)
        {
            // Parties that answer together answer the same.
            if (drafts.Take(i).FirstOrDefault(d => ReferenceEquals(d.Attribution, drafts[i].Attribution)) is { } joined)
            {
                drafts[i].About = joined.About is { } same && !SameSpeaker(same, drafts[i]) ? same : null;
                continue;
            }
            if (drafts[i].Stance is Stance.Asserts && DeniesOwnPart(reading, drafts[i]))
            {
                drafts[i].About = Accusation(drafts, i);
                continue;
            }
            if (drafts[i].Stance is not (Stance.Denies or Stance.Confirms or Stance.Declines) || Answered(reading, drafts, i, words) is not { } answered)
                continue;
            // Who refuses to comment on a confirmation refuses to comment on what was confirmed.
            drafts[i].About = answered.About is { } root && !ReferenceEquals(root, drafts[i]) ? root : answered;
        }
    }

    private static ClaimDraft? Holder(ClaimDraft draft, List<ClaimDraft> drafts)
    {
        ClaimDraft? best = null;
        int size = int.MaxValue;
        foreach (ClaimDraft other in drafts)
        {
            if (ReferenceEquals(other.Attribution, draft.Attribution) || other.InTitle != draft.InTitle)
                continue;
            int length = other.Attribution.Contents.Sum(c => c.Count);
            if (length < size && other.Attribution.HoldsInContent(draft.Attribution.Cue) && draft.Attribution.Contents.All(other.Attribution.HoldsInContent))
            {
                best = other;
                size = length;
            }
        }
        return best;
    }

    /// <summary>The claim that a denial, a confirmation or a refusal answers: one worded in its own content, one of the same matter before it, or the one that its words point at.</summary>
    private static ClaimDraft? Answered(Reading reading, List<ClaimDraft> drafts, int i, Dictionary<ClaimDraft, HashSet<string>> words)
    {
        ClaimDraft draft = drafts[i];
        // "gave no further details", "did not elaborate": what he said himself he tells no more of.
        if (draft.Stance is Stance.Declines && draft.Attribution.Contents.Count == 0 && Enumerable.Range(draft.Attribution.Cue.Start, draft.Attribution.Cue.Count).Any(t => reading.Lemmas[t] is "elaborate" or "detail" or "details" or "explanation" or "information" or "specifics" or "reason"))
            return null;
        // "declined to comment on U.S. assertions that ..."
        ClaimDraft? inside = drafts.Find(d => ReferenceEquals(d.Within, draft) && (IsAnswerable(d) || reading.Tags.Upos(reading.Parse.HeadOf(d.Attribution.Cue)) is Upos.NOUN) && !SameSpeaker(d, draft));
        // "denied claims that they had sold grain": who claimed it may have been told before, by name.
        if (inside is not null)
            return inside.Speaker is not null ? inside : drafts.Take(i).LastOrDefault(d => IsAnswerable(d) && d.InTitle == draft.InTitle && d.Speaker is not null && !SameSpeaker(d, draft) && !Holds(d, draft) && words[inside].Count > 2 && 2 * words[inside].Count(words[d].Contains) >= words[inside].Count) ?? inside;
        // What somebody says that he believes is answered as what he says.
        bool CanBe(ClaimDraft other) => !(other.Stance is Stance.Expects && other.Within is { } holder && SameSpeaker(other, holder)) && other.InTitle == draft.InTitle && IsAnswerable(other) && !ReferenceEquals(other.Attribution, draft.Attribution) && !SameSpeaker(other, draft) && !Holds(other, draft) && !drafts.Exists(d => ReferenceEquals(d.Within?.Attribution, other.Attribution) && d.Stance is Stance.Denies);

        // "ruled that out", "denied it": what was said last.
        if (draft.Stance is Stance.Denies or Stance.Confirms && draft.Attribution.Contents is [{ Count: <= 2 } pointer] && reading.Text.Folded(pointer.Start) is "it" or "this" or "that"
            && drafts.Take(i).LastOrDefault(o => o.InTitle == draft.InTitle && (IsAnswerable(o) || o.Stance is Stance.Demands) && !SameSpeaker(o, draft) && !Holds(o, draft)) is { } last
            && reading.Text.SentenceOf(draft.Attribution.Cue.Start) - reading.Text.SentenceOf(last.Attribution.Cue.Start) <= 1)
            return last;

        // The question's words stand in the sentence when the content is only "No comment."
        HashSet<string> mine = [.. words[draft]];
        if (draft.Stance == Stance.Declines)
            mine.UnionWith(SentenceLemmas(reading, draft));
        mine.ExceptWith(ClaimNouns);
        int sentence = reading.Text.SentenceOf(draft.Attribution.Cue.Start);
        ClaimDraft? best = null;
        double bestScore = 0;
        for (int j = 0; j < drafts.Count; j++)
        {
            ClaimDraft other = drafts[j];
            // A refusal that names no topic answers what is said of who refuses, or nothing that can be known.
            if (j == i || !CanBe(other) || draft.Attribution.Contents.Count == 0 && !SpeaksOf(reading, other, draft))
                continue;
            HashSet<string> theirs = words[other];
            int shared = mine.Count(theirs.Contains);
            int smaller = Math.Min(mine.Count, theirs.Count);
            double score = smaller == 0 ? 0 : (double)shared / smaller;
            // One word in common is a topic, not an answer, unless it is asked and answered at once.
            if (shared < 2 && !(shared == 1 && smaller <= 4 && draft.Stance == Stance.Declines))
                score *= 0.3;
            // What names the one who answers, and his matter with one word, was said to him.
            bool common = mine.Any(w => char.IsLower(w[0]) && theirs.Contains(w));
            if (SpeaksOf(reading, other, draft))
                score += common ? 0.35 : 0.15;
            // A refusal to comment is nearly always about something that the story tells; one to say "when" or "whether" is about what it does not tell.
            else if (common && draft.Stance == Stance.Declines && draft.Attribution.Contents.Count > 0 && !reading.Tags.Xpos(draft.Attribution.Contents[0].Start).StartsWith('W') && reading.Text.Folded(draft.Attribution.Contents[0].Start) is not ("whether" or "if"))
                score += LeastOverlap;
            // A later claim is seldom what is answered.
            if (j > i)
                score *= 0.5;
            if (score > bestScore)
            {
                bestScore = score;
                best = other;
            }
        }
        if (bestScore >= LeastOverlap)
            return best;
        // Pointing words ("the charges", "any involvement", "the case", none at all): who is accused denies the nearest claim that speaks of him; a
        // refusal to speak of "the case" is about the matter that the story opens with.
        TokenRange[] contents = [.. draft.Attribution.Contents];
        // "disputed Turkey's version": what is answered is hers, or was not told.
        if (Owner(reading, contents) is { } owner)
            return drafts.Take(i).LastOrDefault(o => CanBe(o) && o.Speaker is { } speaker && IsOwner(reading, speaker, owner));
        bool empty = contents.Sum(c => c.Count) <= 1;
        bool points = contents.Any(c => Enumerable.Range(c.Start, Math.Min(4, c.Count)).Any(t => ClaimNouns.Contains(reading.Lemmas[t]) || c.Count <= 2 && reading.Text.Folded(t) is "it" or "this" or "that" or "them" || reading.Text.Folded(t) is "such"));
        if (!empty && !points)
            return null;
        // "would not confirm the report" after "The Courier reported": the claim that the noun names.
        if (contents is [var named] && Named(reading.Lemmas[reading.Parse.HeadOf(named)]) is { } told
            && drafts.Take(i).LastOrDefault(o => CanBe(o) && reading.Lemmas[reading.Parse.HeadOf(o.Attribution.Cue)] == told && sentence - reading.Text.SentenceOf(o.Attribution.Cue.Start) <= 4) is { } meant)
            return meant;
        if (draft.Stance == Stance.Declines)
        {
            if (contents.Any(c => Enumerable.Range(c.Start, Math.Min(4, c.Count)).Any(t => reading.Lemmas[t] is "case" or "matter" or "issue" or "story")))
                return drafts.Take(i).FirstOrDefault(o => CanBe(o) && o.Stance is Stance.Asserts or Stance.Accuses);
            ClaimDraft[] together = [.. drafts.Where(d => ReferenceEquals(d.Attribution, draft.Attribution))];
            ClaimDraft? spoken = drafts.Take(i).FirstOrDefault(o => CanBe(o) && together.Any(d => SpeaksOf(reading, o, d)));
            // What another one tells of is seldom the matter that the story opens with.
            return spoken ?? (draft.Within is null ? drafts.Take(i).FirstOrDefault(o => CanBe(o) && o.Stance is Stance.Asserts or Stance.Accuses) : null);
        }
        if (draft.Stance == Stance.Denies && Accusation(drafts, i) is { } accusation && CanBe(accusation))
            return accusation;
        ClaimDraft? nearest = null;
        for (int j = i - 1; j >= 0; j--)
        {
            ClaimDraft other = drafts[j];
            if (!CanBe(other))
                continue;
            int away = sentence - reading.Text.SentenceOf(other.Attribution.Cue.Start);
            if (away > 12)
                break;
            if (SpeaksOf(reading, other, draft) || draft.Stance == Stance.Denies && other.Stance == Stance.Accuses)
                return other;
            if (away <= 4)
                nearest ??= other;
        }
        return nearest;
    }

    /// <summary>The verb whose claim a noun names, or null.</summary>
    private static string? Named(string noun) => noun switch
    {
        "report" or "claim" => noun,
        "allegation" => "allege",
        "accusation" => "accuse",
        "assertion" => "assert",
        "suggestion" => "suggest",
        _ => null,
    };

    /// <summary>Whose claim a content points at: "Turkey's version of events", "the union's allegations".</summary>
    private static int? Owner(Reading reading, TokenRange[] contents)
    {
        if (contents is not [var content])
            return null;
        int head = reading.Parse.HeadOf(content), owner = ClaimNouns.Contains(reading.Lemmas[head]) || reading.Lemmas[head] is "version" ? reading.Parse.Child(head, "nmod:poss") : -1;
        return owner >= 0 && reading.Tags.Upos(owner) is Upos.NOUN or Upos.PROPN ? owner : null;
    }

    private static bool IsOwner(Reading reading, Sources.SpeakerFinder.Speaker speaker, int owner) =>
        reading.Lemmas[reading.Parse.HeadOf(speaker.Range)] == reading.Lemmas[owner] || speaker.Entity is { } number && reading.Entities.Within(reading.Parse.Subtree(owner)) == reading.Entities.Entities[number];

    /// <summary>The accusation that is turned on the draft's speaker or his country: one in so many words before one read from what is said, the first of equals.</summary>
    private static ClaimDraft? Accusation(List<ClaimDraft> drafts, int i) =>
        drafts.Take(i).Where(d => d.InTitle == drafts[i].InTitle && d.Stance is Stance.Accuses && d.Target is { } target && IsParty(target, drafts[i]) && !SameSpeaker(d, drafts[i]) && !Holds(d, drafts[i]))
            .OrderBy(d => d.Rule.StartsWith("cue list: accuses", StringComparison.Ordinal) ? 0 : 1).FirstOrDefault();

    /// <summary>True if the name is the speaker's, or names the country that his name or office names.</summary>
    private static bool IsParty(string name, ClaimDraft draft)
    {
        if (draft.Speaker is not { } speaker)
            return false;
        return speaker.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || NationIn(name) is { } nation && (nation == NationIn(speaker.Name) || nation == NationIn(speaker.Role ?? ""));
    }

    private static string? NationIn(string words)
    {
        WordLists lists = WordLists.Default;
        if (lists.CountryNamed(words) is { } whole)
            return whole.Code;
        foreach (string word in words.Split(' '))
        {
            if ((lists.CountryNamed(word) ?? lists.CountryOfDemonym(word) ?? lists.CountryOfCapital(word)) is { } country)
                return country.Code;
        }
        return null;
    }

    /// <summary>True if the content says of the speaker or his country that he did not: "insisted that the firm was not behind the leak".</summary>
    private static bool DeniesOwnPart(Reading reading, ClaimDraft draft)
    {
        int head = reading.Parse.HeadOf(draft.Attribution.Contents[0]);
        if (!reading.Parse.Children(head).Any(c => reading.Text.Folded(c) is "not" or "n't" or "never") || reading.Parse.Child(head, "nsubj", "nsubj:pass") is not (>= 0 and var subject))
            return false;
        Entity? named = reading.Entities.Entities.FirstOrDefault(e => e.Mentions.Exists(m => m.Contains(subject)));
        return reading.Text.Folded(subject) is "i" or "we" || named is not null && (named.Number == draft.Speaker?.Entity || IsParty(named.Name, draft));
    }

    /// <summary>What can be denied, confirmed or left without comment: that something is so.</summary>
    private static bool IsAnswerable(ClaimDraft draft) => draft.Stance is Stance.Asserts or Stance.Accuses or Stance.Confirms or Stance.Expects or Stance.Threatens;

    /// <summary>True if the draft lies in the other's content, at any depth.</summary>
    private static bool Holds(ClaimDraft other, ClaimDraft draft)
    {
        for (ClaimDraft? at = draft.Within; at is not null; at = at.Within)
        {
            if (ReferenceEquals(at.Attribution, other.Attribution))
                return true;
        }
        return other.Attribution.HoldsInContent(draft.Attribution.Cue);
    }

    /// <summary>True if the claim's content names the other claim's speaker, or the place or firm whose office the speaker is.</summary>
    private static bool SpeaksOf(Reading reading, ClaimDraft claim, ClaimDraft of)
    {
        if (of.Speaker is not { } speaker)
            return false;
        bool Mentions(Entity entity) => entity.Mentions.Exists(m => claim.Attribution.Contents.Any(c => c.Start <= m.Start && m.End <= c.End));
        if (speaker.Entity is { } number && Mentions(reading.Entities.Entities[number]))
            return true;
        // "Budapest denied it": a capital speaks for its country.
        if (speaker.Kind is not "person" && WordLists.Default.CountryOfCapital(speaker.Name) is { } country && reading.Entities.Entities.Any(e => e.IsNamed && (WordLists.Default.CountryNamed(e.Name) ?? WordLists.Default.CountryOfDemonym(e.Name)) == country && Mentions(e)))
            return true;
        return speaker.Kind is not "person" && reading.Entities.Entities.Any(e => e.IsNamed && e.Kind is EntityKind.Place or EntityKind.Organization or EntityKind.Government && e.Number != speaker.Entity && e.Mentions.Exists(m => speaker.Range.Start <= m.Start && m.End <= speaker.Range.End) && Mentions(e));
    }

    private static bool SameSpeaker(ClaimDraft a, ClaimDraft b) =>
        a.Speaker is { } x && b.Speaker is { } y && (x.Entity is not null && x.Entity == y.Entity || x.Name == y.Name || x.Name.StartsWith(y.Name + " ", StringComparison.Ordinal) || y.Name.StartsWith(x.Name + " ", StringComparison.Ordinal));

    private static HashSet<string> ContentLemmas(Reading reading, ClaimDraft draft)
    {
        var lemmas = new HashSet<string>();
        foreach (TokenRange range in draft.Attribution.Contents)
        {
            for (int t = range.Start; t < range.End; t++)
                Add(reading, t, lemmas);
        }
        return lemmas;
    }

    private static HashSet<string> SentenceLemmas(Reading reading, ClaimDraft draft)
    {
        var lemmas = new HashSet<string>();
        TokenRange sentence = reading.Text.Sentences[reading.Text.SentenceOf(draft.Attribution.Cue.Start)];
        for (int t = sentence.Start; t < sentence.End; t++)
        {
            if (!draft.Attribution.Sources.Any(s => s.Contains(t)) && !draft.Attribution.Cue.Contains(t))
                Add(reading, t, lemmas);
        }
        return lemmas;
    }

    private static void Add(Reading reading, int token, HashSet<string> lemmas)
    {
        if (reading.Tags.Upos(token) is Upos.NOUN or Upos.PROPN or Upos.VERB or Upos.ADJ or Upos.NUM && reading.Lemmas[token] is not ("be" or "have" or "do" or "say" or "make"))
            lemmas.Add(reading.Lemmas[token]);
    }
}
