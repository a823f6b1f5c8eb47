using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims;

/// <summary>The clauses of a stretch of text: what can be true or false by itself. One sentence may hold several matters.</summary>
internal static class Clauses
{
    // A clause shorter than this many nouns, verbs, names and numbers says nothing by itself.
    private const int LeastWords = 3;

    /// <param name="onlyMain">Leaves out relative clauses and circumstances: who denies a thing does not deny what is told beside it.</param>
    /// <returns>The clauses in text order; empty where the ranges are one clause.</returns>
    public static List<TokenRange> Of(Reading reading, IReadOnlyList<TokenRange> ranges, bool onlyMain = false)
    {
        DependencyParse parse = reading.Parse;
        var heads = new Dictionary<int, int>(ranges.Sum(r => r.Count));
        var words = new Dictionary<int, int>();
        foreach (int t in ranges.SelectMany(r => Enumerable.Range(r.Start, r.Count)))
        {
            heads[t] = ClauseOf(reading, t);
            if (reading.Tags.Upos(t) is Upos.NOUN or Upos.VERB or Upos.PROPN or Upos.NUM or Upos.ADJ or Upos.PRON)
                words[heads[t]] = words.GetValueOrDefault(heads[t]) + 1;
        }
        // Words that the parse hangs on the cue ("A dam above the town | burst") belong to the content's own first clause.
        int main = heads.Values.Where(heads.ContainsKey).Order().FirstOrDefault(h => parse.Relation(h) is not ("acl:relcl" or "advcl"), -1);
        // A clause of few words belongs to the one above it.
        int Whole(int head)
        {
            if (main >= 0 && !heads.ContainsKey(head))
                head = main;
            while (words.GetValueOrDefault(head) < LeastWords && parse.Head(head) is >= 0 and var above && heads.ContainsKey(above))
                head = ClauseOf(reading, above);
            return head;
        }
        var spans = new Dictionary<int, (int Start, int End)>();
        foreach ((int t, int small) in heads.OrderBy(h => h.Key))
        {
            int head = Whole(small);
            bool mark = reading.Tags.Upos(t) is Upos.PUNCT or Upos.CCONJ or Upos.SCONJ;
            bool begun = spans.TryGetValue(head, out (int Start, int End) span);
            // Commas and conjunctions at the edge belong to nobody.
            if (!mark)
                spans[head] = begun ? (span.Start, t + 1) : (t, t + 1);
        }
        var clauses = new List<TokenRange>();
        foreach ((int head, (int start, int end)) in spans.OrderBy(s => s.Value.Start))
        {
            bool aside = parse.Relation(head) is "acl:relcl" or "advcl" or "parataxis" && parse.Head(head) is >= 0 and var above && heads.ContainsKey(above);
            if (onlyMain && aside)
                continue;
            int from = start;
            // "the bank, which was fined": what the relative clause tells of belongs to it.
            if (parse.Is(head, "acl:relcl") && parse.Head(head) is >= 0 and var noun && noun < start && heads.ContainsKey(noun))
                from = Math.Max(ranges.First(r => r.Contains(noun)).Start, NounPhrases.Around(parse, reading.Tags, noun, withPrepositions: false).Start);
            clauses.Add(new TokenRange(from, end));
        }
        return spans.Count > 1 ? clauses : [];
    }

    /// <summary>The head of the clause that a token belongs to: the nearest verb or predicate above it that has a subject or is joined as a clause.</summary>
    private static int ClauseOf(Reading reading, int token)
    {
        DependencyParse parse = reading.Parse;
        int at = token;
        while (parse.Head(at) >= 0)
        {
            string relation = parse.Relation(at);
            bool predicate = reading.Tags.Upos(at) is Upos.VERB or Upos.AUX or Upos.ADJ or Upos.NOUN;
            if (predicate && relation is "acl:relcl" or "parataxis" || predicate && relation is "advcl" or "ccomp" or "conj" && (reading.Tags.Upos(at) is Upos.VERB || parse.Child(at, "nsubj", "nsubj:pass") >= 0) && (relation != "conj" || reading.Tags.Upos(parse.Head(at)) is Upos.VERB or Upos.AUX))
                return at;
            at = parse.Head(at);
        }
        return at;
    }
}
