using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Hedges;

/// <summary>
/// The words by which speakers leave open what they say: in the content, but for what stands there under a condition or in another's mouth, and in a cue of belief. What is denied, asked,
/// demanded or left unanswered is not vouched for, so no word of it is a hedge.
/// </summary>
internal static class HedgeFinder
{
    private static readonly HashSet<string> Conditions = ["if", "unless", "whether", "lest", "until", "till"];
    private static readonly string[] Hows = ["phrase", "number"];
    private static readonly HashSet<string> Negations = ["not", "n't", "never", "no", "cannot"];

    // "We could see smoke" tells what was seen.
    private static readonly HashSet<string> Abilities = ["see", "hear", "feel", "smell", "tell", "find", "afford", "remember", "understand", "reach", "believe", "imagine", "ask", "count"];
    private static readonly HashSet<string> Quantities = ["half", "dozen", "hundred", "thousand", "million", "third", "quarter", "dozens", "hundreds", "thousands"];

    /// <returns>Words and degrees in the order of the text.</returns>
    public static List<(TokenRange Words, HedgeDegree Degree)> Find(Reading reading, ClaimDraft draft, List<ClaimDraft> drafts)
    {
        var found = new List<(TokenRange Words, HedgeDegree Degree)>();
        foreach (int t in Tokens(draft.Attribution.Cue))
        {
            if (draft.Stance is Stance.Asserts or Stance.Expects && HedgeLexicon.English.Of("cue", reading.Lemmas[t]) is { } degree && !IsNegated(reading, t) && !IsFaith(reading, t))
                found.Add((new TokenRange(t, t + 1), degree));
        }
        if (draft.Stance is Stance.Asserts or Stance.Confirms or Stance.Accuses or Stance.Promises or Stance.Threatens or Stance.Expects)
        {
            ClaimDraft[] others = [.. drafts.Where(d => IsAnothers(d, draft))];
            foreach (TokenRange content in draft.Attribution.Contents)
            {
                for (int t = content.Start; t < content.End; t++)
                {
                    if (IsWithin(others, t) || IsUnderCondition(reading, t, content))
                        continue;
                    if (At(reading, t, content) is not { } hedge)
                        continue;
                    found.Add(hedge);
                    t = hedge.Words.End - 1;
                }
            }
        }
        found.Sort((a, b) => a.Words.Start.CompareTo(b.Words.Start));
        return found;
    }

    /// <summary>A claim of somebody else's within this one: what it leaves open is left open by its own speaker.</summary>
    private static bool IsAnothers(ClaimDraft other, ClaimDraft draft)
    {
        if (ReferenceEquals(other.Attribution, draft.Attribution) || !draft.Attribution.HoldsInContent(other.Attribution.Cue))
            return false;
        return other.Speaker is { } speaker && speaker.Name != draft.Speaker?.Name;
    }

    private static bool IsWithin(ClaimDraft[] others, int token)
    {
        foreach (ClaimDraft other in others)
        {
            if (other.Attribution.Cue.Contains(token) || other.Attribution.Contents.Any(c => c.Contains(token)))
                return true;
        }
        return false;
    }

    private static (TokenRange Words, HedgeDegree Degree)? At(Reading reading, int t, TokenRange content)
    {
        string word = reading.Text.Folded(t);
        foreach (string how in Hows)
        {
            foreach ((string[] words, HedgeDegree degree) in HedgeLexicon.English.Phrases(how, word))
            {
                int end = t + words.Length;
                if (end <= content.End && IsPhrase(reading, t, words) && (how == "phrase" || IsQuantity(reading, end, content)))
                    return (new TokenRange(t, end), degree);
            }
        }
        return Degree(reading, t, content) is { } single ? (new TokenRange(t, t + 1), single) : null;
    }

    private static HedgeDegree? Degree(Reading reading, int t, TokenRange content)
    {
        HedgeLexicon list = HedgeLexicon.English;
        string word = reading.Text.Folded(t), lemma = reading.Lemmas[t];
        Upos tag = reading.Tags.Upos(t);
        if (tag is Upos.AUX && list.Of("modal", word) is { } modal && !(word == "could" && IsAbility(reading, t)))
            return modal;
        if (list.Of("number", word) is { } number && IsQuantity(reading, t + 1, content) && (tag is not Upos.ADP || IsQuantityAt(reading, reading.Parse.Head(t))))
            return number;
        if (tag is not (Upos.NOUN or Upos.PROPN) && list.Of("word", word) is { } plain && !IsCompared(reading, t))
            return plain;
        bool attribute = reading.Parse.Is(t, "amod");
        if (attribute && list.Of("attribute", word) is { } said && !IsUtmost(reading, t))
            return said;
        if (tag is Upos.ADJ && !attribute && list.Of("predicate", word) is { } open && !(open is HedgeDegree.Possible && word == "possible" && IsAbleTo(reading, t)))
            return open;
        if (tag is Upos.ADJ && list.Of("unlike", word) is { } unsure && IsNegated(reading, t))
            return unsure;
        if (tag is not (Upos.VERB or Upos.AUX))
            return null;
        if (list.Of("seeming", lemma) is { } seeming && (lemma == "seem" || HasClause(reading, t, "xcomp", "ccomp", "csubj", "expl")))
            return seeming;
        if (list.Of("evidence", lemma) is { } evidence && HasClause(reading, t, "ccomp"))
            return evidence;
        if (list.Of("passive", lemma) is { } passive && reading.Parse.Child(t, "aux:pass", "nsubj:pass") >= 0 && HasClause(reading, t, "xcomp", "ccomp", "csubj", "expl"))
            return passive;
        return list.Of("mind", lemma) is { } mind && reading.Parse.Child(t, "nsubj") is >= 0 and var subject && reading.Text.Folded(subject) is "i" or "we" && !IsNegated(reading, t) ? mind : null;
    }

    private static bool HasClause(Reading reading, int verb, params ReadOnlySpan<string> relations) => reading.Parse.Child(verb, relations) >= 0;

    /// <summary>"could not" and "could see" tell what somebody was able to do.</summary>
    private static bool IsAbility(Reading reading, int modal)
    {
        int verb = reading.Parse.Head(modal);
        if (modal + 1 < reading.Text.Count && Negations.Contains(reading.Text.Folded(modal + 1)))
            return true;
        return verb >= 0 && (IsNegated(reading, verb) || Abilities.Contains(reading.Lemmas[verb]) && reading.Parse.Child(verb, "aux:pass") < 0);
    }

    /// <summary>"It is possible to cross", "made it possible", "not possible": what can be done, not what may be so.</summary>
    private static bool IsAbleTo(Reading reading, int adjective) =>
        IsNegated(reading, adjective) || reading.Parse.Is(adjective, "xcomp") || reading.Parse.Children(adjective).Any(c => reading.Parse.Relation(c) is "csubj" or "xcomp" or "advcl" or "ccomp" or "acl" && reading.Parse.Children(c).Any(m => m < c && reading.Text.Folded(m) == "to"))
        || adjective > 0 && reading.Text.Folded(adjective - 1) is "as" or "if" or "where" or "when";

    /// <summary>"The best possible terms", "every possible way".</summary>
    private static bool IsUtmost(Reading reading, int adjective)
    {
        int noun = reading.Parse.Head(adjective);
        return noun >= 0 && reading.Parse.Children(noun).Any(c => c != adjective && (reading.Tags.Xpos(c) is "JJS" or "RBS" || reading.Text.Folded(c) is "every" or "all" or "any" or "no"));
    }

    /// <summary>"They believe in free trade" leaves nothing open.</summary>
    private static bool IsFaith(Reading reading, int verb) => reading.Lemmas[verb] == "believe" && verb + 1 < reading.Text.Count && reading.Text.Folded(verb + 1) == "in";

    /// <summary>"Twice as likely", "less likely": a share that was counted.</summary>
    private static bool IsCompared(Reading reading, int word) => word > 0 && reading.Text.Folded(word - 1) is "more" or "less" or "as" or "equally" or "times" or "percent" or "%";

    /// <summary>A number, or words like "half" and "a dozen", after a sign of money at most.</summary>
    private static bool IsQuantity(Reading reading, int t, TokenRange content)
    {
        while (t < content.End && (reading.Tags.Upos(t) is Upos.SYM || reading.Text.Folded(t) is "a" or "an"))
            t++;
        return t < content.End && IsQuantityAt(reading, t);
    }

    private static bool IsQuantityAt(Reading reading, int t) => t >= 0 && (reading.Tags.Upos(t) is Upos.NUM && (char.IsAsciiDigit(reading.Text.Folded(t)[0]) || reading.Text.Folded(t).All(char.IsLetter)) || Quantities.Contains(reading.Text.Folded(t)));

    private static bool IsNegated(Reading reading, int token) => reading.Parse.Children(token).Any(c => Negations.Contains(reading.Text.Folded(c)));

    private static bool IsUnderCondition(Reading reading, int token, TokenRange content)
    {
        for (int at = token; at >= 0 && content.Contains(at); at = reading.Parse.Head(at))
        {
            if (reading.Parse.Relation(at) is "advcl" or "ccomp" or "acl" or "csubj" && IsConditional(reading, at))
                return true;
        }
        return false;
    }

    private static bool IsConditional(Reading reading, int clause) => reading.Parse.Children(clause).Any(c => reading.Parse.Is(c, "mark") && Conditions.Contains(reading.Text.Folded(c)));

    private static bool IsPhrase(Reading reading, int start, string[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (reading.Text.Folded(start + i) != words[i])
                return false;
        }
        return true;
    }

    private static IEnumerable<int> Tokens(TokenRange range) => Enumerable.Range(range.Start, range.Count);
}
