using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Parsing;

/// <summary>Noun phrases off the tree.</summary>
public static class NounPhrases
{
    /// <summary>The phrase that the token heads: determiners, modifiers, compounds and "of" phrases; no relative clauses, appositions or conjuncts.</summary>
    public static TokenRange Around(DependencyParse parse, TagSequence tags, int head, bool withPrepositions = true)
    {
        int start = head, end = head + 1;
        foreach (int child in parse.Children(head))
        {
            string relation = parse.Relation(child);
            bool before = child < head;
            bool keep = relation switch
            {
                "det" or "amod" or "compound" or "nummod" or "flat" or "nmod:poss" or "nmod:unmarked" or "det:predet" or "fixed" or "goeswith" or "advmod" or "flat:name" or "case" => relation != "case" || !before,
                "nmod" or "nmod:desc" => before || withPrepositions,
                _ => false,
            };
            if (!keep || before && relation == "case")
                continue;
            TokenRange range = relation is "nmod" && !before ? Around(parse, tags, child) is var inner ? new TokenRange(Math.Min(inner.Start, CaseStart(parse, child)), inner.End) : default : parse.Subtree(child);
            start = Math.Min(start, range.Start);
            if (!before)
                end = Math.Max(end, range.End);
        }
        while (start < head && tags.Upos(start) == Upos.PUNCT && start < head)
            start++;
        while (end > head + 1 && tags.Upos(end - 1) == Upos.PUNCT)
            end--;
        return new TokenRange(start, end);
    }

    /// <summary>The phrase of a subject with those that are joined to it before the verb: "Turkey and Germany | offered".</summary>
    public static TokenRange WithJoined(DependencyParse parse, TagSequence tags, int subject, int verb)
    {
        TokenRange phrase = Around(parse, tags, subject);
        foreach (int child in parse.Children(subject))
        {
            if (child > subject && child < verb && parse.Is(child, "conj") && tags.Upos(child) is Upos.NOUN or Upos.PROPN && Around(parse, tags, child) is var other && other.End <= verb)
                phrase = new TokenRange(phrase.Start, Math.Max(phrase.End, other.End));
        }
        return phrase;
    }

    private static int CaseStart(DependencyParse parse, int head)
    {
        int start = head;
        foreach (int child in parse.Children(head))
        {
            if (parse.Is(child, "case"))
                start = Math.Min(start, child);
        }
        return start;
    }
}
