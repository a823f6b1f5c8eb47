using Hearsay.Language;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events.Roles;

/// <summary>A noun phrase that may name a party, a thing struck or a means of a violent event.</summary>
/// <param name="Head">The noun that the phrase is about.</param>
/// <param name="Range">Its words: a name alone, or the noun with what describes it, without articles.</param>
/// <param name="Name">The kind of name that it is, or null.</param>
public sealed record RoleCandidate(int Head, TokenRange Range, NameKind? Name)
{
    private const int MaxWords = 12;

    /// <summary>The longest name that is put together from proper nouns.</summary>
    private const int MaxNames = 5;

    /// <summary>How many words before its head a phrase is cut at most.</summary>
    private const int MaxDescribing = 4;

    public static List<RoleCandidate> Find(Reading reading, TokenRange within)
    {
        var found = new List<RoleCandidate>();
        bool[] named = new bool[reading.Text.Count];
        var names = new HashSet<TokenRange>();
        foreach (Name name in reading.Names.Names)
        {
            if (name.Range.Start < within.Start || name.Range.End > within.End || name.Kind is NameKind.Work or NameKind.Event)
                continue;
            TokenRange range = WithoutPossessive(reading, name.Range);
            int head = reading.Parse.HeadOf(range);
            names.Add(range);
            for (int t = range.Start; t < range.End; t++)
                named[t] = true;
            if (name.Kind is not NameKind.Group || reading.Tags.Upos(head) is not Upos.ADJ)
                found.Add(new RoleCandidate(head, range, name.Kind));
        }
        for (int t = within.Start; t < within.End; t++)
        {
            // "Holt Berg Lind", of which the name finder knows a part or nothing.
            if (NameRun(reading, t) is { Count: > 1 } run && !names.Contains(run))
                found.Add(new RoleCandidate(t, run, NameKind.Person));
            if (reading.Tags.Upos(t) is not (Upos.NOUN or Upos.PROPN))
                continue;
            if (ProperRun(reading, t) is { Count: > 1 and <= MaxNames } proper && !names.Contains(proper))
                found.Add(new RoleCandidate(reading.Parse.HeadOf(proper), proper, NameKind.Person));
            // "a mortar attack", "a car bomb explosion"
            if (reading.Parse.Relation(t) is "compound" && !named[t] && EventLexicon.English.IsWeapon(reading.Lemmas[t]))
                AddCuts(reading, t, CompoundStart(reading, t), null, found);
            if (reading.Parse.Relation(t) is "compound" or "flat" or "fixed" or "goeswith" or "case" or "nmod:unmarked" or "obl:unmarked")
                continue;
            if (named[t] && reading.Tags.Upos(t) is Upos.PROPN)
                continue;
            NameKind? kind = named[t] ? NameKind.Group : null;
            TokenRange range = Described(reading, t, withPrepositions: false), longer = Described(reading, t, withPrepositions: true);
            if (range.Count <= MaxWords)
                found.Add(new RoleCandidate(t, range, kind));
            // "members of the Blue Front" can be meant as a whole.
            if (longer.End > range.End && longer.Count <= MaxWords)
                found.Add(new RoleCandidate(t, longer, kind));
            // "three black cars" are black cars, and cars.
            AddCuts(reading, t, range.Start, kind, found);
            // "a powerful charge of dynamite" is a charge of dynamite.
            int plain = Plain(reading, t, range.Start);
            if (plain > range.Start && longer.End > range.End && longer.End - plain <= MaxWords)
                found.Add(new RoleCandidate(t, new TokenRange(plain, longer.End), kind));
        }
        return [.. found.Distinct().OrderBy(c => c.Head).ThenBy(c => c.Range.Count)];
    }

    private static TokenRange WithoutPossessive(Reading reading, TokenRange range) =>
        range.Count > 1 && reading.Text.Folded(range.End - 1) is "'s" or "'" ? new TokenRange(range.Start, range.End - 1) : range;

    /// <summary>The noun with each of the words before it that can begin a phrase.</summary>
    private static void AddCuts(Reading reading, int head, int start, NameKind? kind, List<RoleCandidate> into)
    {
        for (int at = Math.Max(start, head - MaxDescribing); at <= head; at++)
        {
            if (reading.Tags.Upos(at) is Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.VERB)
                into.Add(new RoleCandidate(head, new TokenRange(at, head + 1), kind));
        }
    }

    /// <summary>The proper nouns from a word on, where no other stands before it or that one is a title.</summary>
    private static TokenRange ProperRun(Reading reading, int start)
    {
        TokenRange sentence = reading.Text.Sentences[reading.Text.SentenceOf(start)];
        int end = start;
        if (start == sentence.Start || reading.Tags.Upos(start - 1) is not Upos.PROPN || reading.Parse.Is(start - 1, "nmod:desc"))
        {
            while (end < sentence.End && reading.Tags.Upos(end) is Upos.PROPN)
                end++;
        }
        return new TokenRange(start, end);
    }

    /// <summary>Where the words begin that describe one noun together: "car bomb" in "a car bomb attack".</summary>
    private static int CompoundStart(Reading reading, int last)
    {
        int start = last;
        while (start > 0 && reading.Parse.Relation(start - 1) is "compound" or "amod" && (reading.Parse.Head(start - 1) == last || reading.Parse.Head(start - 1) == reading.Parse.Head(last)))
            start--;
        return start;
    }

    /// <summary>A word with the parts of its name that follow it without a break.</summary>
    private static TokenRange NameRun(Reading reading, int head)
    {
        int end = head + 1;
        while (reading.Parse.Relation(head) is not "flat" && end < reading.Text.Count && reading.Parse.Is(end, "flat") && (reading.Parse.Head(end) == head || reading.Parse.Head(end) > head && reading.Parse.Head(end) < end) && reading.Tags.Upos(end) is Upos.PROPN or Upos.NOUN or Upos.ADJ)
            end++;
        return new TokenRange(head, end);
    }

    /// <summary>Where the noun's compound starts: after the numbers and adjectives that describe it.</summary>
    private static int Plain(Reading reading, int head, int start)
    {
        while (start < head && reading.Parse.Head(start) == head && reading.Parse.Relation(start) is "amod" or "nummod" or "advmod" or "det" or "nmod:poss")
            start++;
        return start;
    }

    /// <summary>The noun with its describing words, without articles and what only points.</summary>
    private static TokenRange Described(Reading reading, int head, bool withPrepositions)
    {
        TokenRange phrase = NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions);
        int start = phrase.Start;
        while (start < head && (reading.Tags.Upos(start) is Upos.DET or Upos.PUNCT or Upos.PRON || reading.Text.Folded(start) is "'s" or "'"))
            start++;
        return new TokenRange(start, Math.Max(phrase.End, head + 1));
    }
}
