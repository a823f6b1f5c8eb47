using Hearsay.Language;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// Claims that another claim's content only names: "U.S. assertions that ...", "allegations of ...", "his plan to ...". The corpus that the network
/// learned from does not nest; the grammar of these nouns says what it cannot.
/// </summary>
internal static class NounCues
{
    // Nouns that take what is claimed as a clause or after a preposition.
    private static readonly HashSet<string> Nouns =
    [
        "claim", "assertion", "allegation", "accusation", "charge", "complaint", "suggestion", "speculation", "suspicion", "rumor", "rumour", "report", "belief", "fear", "concern", "worry", "hope", "expectation", "question",
        "threat", "promise", "pledge", "vow", "demand", "warning", "denial", "call", "proposal", "request", "criticism", "prediction", "doubt", "plea", "offer", "plan", "statement", "insistence", "contention", "argument", "estimate",
    ];

    private static readonly HashSet<string> Prepositions = ["of", "about", "against", "over", "for", "on"];

    // Of these the preposition's phrase is what is claimed; of others ("report on", "call for papers") it often is not.
    private static readonly HashSet<string> TakesPhrase = ["allegation", "accusation", "speculation", "suspicion", "fear", "complaint", "question", "doubt", "rumor", "rumour", "concern", "worry", "hope", "demand", "call", "criticism", "threat", "warning", "report", "claim", "charge", "expectation"];

    /// <summary>What is feared, hoped or said by nobody named: "on worries that the pipeline could be cut".</summary>
    internal static readonly HashSet<string> Feared = ["worry", "concern", "fear", "expectation", "hope", "speculation", "suspicion", "allegation", "accusation"];

    public static void Add(Reading reading, List<Attribution> found)
    {
        Attribution[] outer = [.. found];
        for (int t = 0; t < reading.Text.Count; t++)
        {
            if (reading.Tags.Upos(t) is not Upos.NOUN || !Nouns.Contains(reading.Lemmas[t]))
                continue;
            AddAt(reading, found, outer, t);
        }
        found.Sort((a, b) => a.Cue.Start != b.Cue.Start ? a.Cue.Start.CompareTo(b.Cue.Start) : a.Cue.End.CompareTo(b.Cue.End));
    }

    /// <summary>The attribution of one noun, if it makes one.</summary>
    private static void AddAt(Reading reading, List<Attribution> found, Attribution[] outer, int t)
    {
        Attribution? holder = Array.Find(outer, a => a.HoldsInContent(new TokenRange(t, t + 1)));
        if (Complement(reading, t) is not { } content)
            return;
        if (holder is null)
        {
            AddFeared(reading, found, t, content);
            return;
        }
        // Where the noun's own grammar names the source, it is surer than the network, which was never shown nested claims.
        int known = found.FindIndex(a => a.Cue.Contains(t));
        if (known >= 0 && (!found[known].Inside || Source(reading, t) is null))
            return;
        if (known >= 0)
            found.RemoveAt(known);
        TokenRange? inside = holder.Contents.Where(c => c.Contains(t)).Select(c => (TokenRange?)new TokenRange(Math.Max(c.Start, content.Start), Math.Min(c.End, content.End))).FirstOrDefault();
        if (inside is not { Count: > 1 } kept)
            return;
        found.Add(new Attribution(new TokenRange(t, t + 1), Source(reading, t) is { } source ? [source] : [], [kept], 0.7, 0.7, 0.7, true, "noun with its complement, inside a content"));
    }

    /// <summary>The attribution of a noun with a clause of its own, which the network has not seen.</summary>
    private static void AddFeared(Reading reading, List<Attribution> found, int noun, TokenRange content)
    {
        // "Berg's claim that", "his promise to": with an owner any of these nouns tells who says it.
        bool owned = reading.Text.Folded(content.Start) is "that" or "to" && reading.Tags.Upos(reading.Parse.HeadOf(content)) is not (Upos.NOUN or Upos.PROPN) && Source(reading, noun) is { } owner && !found.Exists(a => a.Contents.Any(c => c.Start < owner.End && owner.Start < c.End));
        if (!Feared.Contains(reading.Lemmas[noun]) && !owned || found.Exists(a => !a.Cue.Contains(noun) && a.Contents.Any(c => c.Start < content.End && content.Start < c.End)) || reading.Parse.Head(reading.Parse.HeadOf(content)) != noun || !owned && reading.Parse.Child(reading.Parse.HeadOf(content), "nsubj", "nsubj:pass") < 0)
            return;
        // The network is often not sure enough of it.
        int seen = found.FindIndex(a => a.Cue.Contains(noun));
        if (seen >= 0 && found[seen].Sources.Count > 0)
            return;
        if (seen >= 0)
            found.RemoveAt(seen);
        found.Add(new Attribution(new TokenRange(noun, noun + 1), Source(reading, noun) is { } source ? [source] : [], [content], 0.9, 0.9, 0.9, false, "noun with its clause"));
    }

    private static TokenRange? Complement(Reading reading, int noun)
    {
        foreach (int child in reading.Parse.Children(noun))
        {
            if (child < noun)
                continue;
            string relation = reading.Parse.Relation(child);
            if (relation is "acl" or "ccomp" or "acl:relcl" && reading.Tags.Upos(child) is Upos.VERB or Upos.ADJ or Upos.NOUN or Upos.AUX)
            {
                TokenRange clause = reading.Parse.Subtree(child);
                string first = reading.Text.Folded(clause.Start);
                // "the claim that he made" is a relative clause: the noun is its object.
                bool relative = relation == "acl:relcl" && first is "that" or "which" or "who" && reading.Parse.Child(child, "obj") < 0 && reading.Parse.Child(child, "nsubj") is >= 0 and var subject && reading.Tags.Upos(subject) is Upos.PRON && reading.Text.Folded(subject) != first;
                // "a report that we will send": the word "that" is itself the object.
                relative |= reading.Parse.Child(child, "obj") == clause.Start && reading.Text.Folded(clause.Start) is "that" or "which";
                // "reports that later turned out to be true"
                relative |= first is "that" or "which" && reading.Parse.Child(child, "nsubj", "nsubj:pass") == clause.Start;
                if (!relative && clause.Start > noun && clause.Count >= 3)
                    return clause;
            }
        }
        // "for fear of reprisals", "on suspicion of fraud" give a reason.
        if (!TakesPhrase.Contains(reading.Lemmas[noun]) || noun > 0 && (reading.Text.Folded(noun - 1), reading.Lemmas[noun]) is ("for", "fear") or ("on", "suspicion"))
            return null;
        foreach (int child in reading.Parse.Children(noun))
        {
            if (child < noun || !reading.Parse.Is(child, "nmod") || reading.Parse.Child(child, "case") is not (>= 0 and var preposition) || !Prepositions.Contains(reading.Text.Folded(preposition)))
                continue;
            // "Demand for chips" is a market's.
            if (reading.Lemmas[noun] is "demand" && reading.Text.Folded(preposition) is "for" && Source(reading, noun) is null)
                continue;
            TokenRange phrase = reading.Parse.Subtree(child);
            return phrase.Start > noun ? phrase : null;
        }
        return null;
    }

    /// <summary>"Boehner's claim", "U.S. and Ukrainian assertions", "the claim by the ministry".</summary>
    private static TokenRange? Source(Reading reading, int noun)
    {
        int start = int.MaxValue, end = -1;
        foreach (int child in reading.Parse.Children(noun))
        {
            string relation = reading.Parse.Relation(child);
            if (child < noun && relation == "nmod:poss")
            {
                TokenRange owner = reading.Parse.Subtree(child);
                int stop = owner.End;
                while (stop > owner.Start + 1 && reading.Text.Folded(stop - 1) is "'s" or "'" or "’")
                    stop--;
                return new TokenRange(owner.Start, stop);
            }
            if (child < noun && relation is "amod" or "compound" or "nmod:unmarked" && IsParty(reading, child))
            {
                TokenRange part = reading.Parse.Subtree(child);
                start = Math.Min(start, part.Start);
                end = Math.Max(end, Math.Min(part.End, noun));
            }
            if (child > noun && relation == "nmod" && reading.Parse.Child(child, "case") is >= 0 and var by && reading.Text.Folded(by) is "by" or "from")
            {
                TokenRange agent = reading.Parse.Subtree(child);
                return new TokenRange(by + 1, agent.End);
            }
        }
        // The preposition before the whole phrase hangs from its first word.
        while (start < end && reading.Tags.Upos(start) is Upos.ADP or Upos.DET or Upos.PUNCT)
            start++;
        return end > start ? new TokenRange(start, end) : null;
    }

    private static bool IsParty(Reading reading, int token) =>
        reading.Names.Names.Any(n => n.Range.Contains(token) && n.Kind is NameKind.Organization or NameKind.Place or NameKind.Group or NameKind.Person)
        || reading.Tags.Upos(token) is Upos.NOUN && WordLists.Default.KindOfNoun(reading.Lemmas[token]) is not (null or Hearsay.Language.Coreference.EntityKind.Document)
        || WordLists.Default.CountryOfDemonym(reading.Text.Text.Words(reading.Text.SpanOf(token, token + 1))) is not null;
}
