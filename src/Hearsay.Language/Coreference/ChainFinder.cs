using Hearsay.Language.English;
using Hearsay.Language.Parsing;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

/// <summary>
/// All chains of a text, for <c>hearsay parse</c> and for measuring: the parties' chains, and besides them who "I", "we" and "you" are, nouns that are taken up again ("a dam ... the dam"),
/// and "it" and "they" for things. Attribution needs the parties only; these rules are coarser (string match and nearness, after the sieves of Lee et al. 2013).
/// </summary>
public static class ChainFinder
{
    private const int PronounSentences = 3;

    /// <summary>A chain's mentions in text order; chains of one mention are left out.</summary>
    public static IReadOnlyList<IReadOnlyList<TokenRange>> Find(Reading reading) => new Search(reading).Chains();

    private sealed class Search(Reading reading)
    {
        private readonly List<List<TokenRange>> chains = [];
        private readonly Dictionary<int, List<TokenRange>> byHead = [];

        public IReadOnlyList<IReadOnlyList<TokenRange>> Chains()
        {
            foreach (Entity entity in reading.Entities.Entities)
                Keep([.. entity.Mentions.Select(Whole)]);
            Participants();
            Nouns();
            Things();
            foreach (List<TokenRange> chain in chains)
                chain.Sort((a, b) => a.Start.CompareTo(b.Start));
            return [.. chains.Where(c => c.Count > 1)];
        }

        private void Keep(List<TokenRange> mentions)
        {
            chains.Add(mentions);
            foreach (TokenRange mention in mentions)
                byHead.TryAdd(reading.Parse.HeadOf(mention), mentions);
        }

        private void Join(List<TokenRange> chain, TokenRange mention)
        {
            chain.Add(mention);
            byHead[reading.Parse.HeadOf(mention)] = chain;
        }

        /// <summary>A name with its determiner: "the United Nations".</summary>
        private TokenRange Whole(TokenRange mention) =>
            mention.Start > 0 && reading.Text.Folded(mention.Start - 1) is "the" && reading.Parse.Head(mention.Start - 1) is >= 0 and var head && mention.Contains(head) ? new TokenRange(mention.Start - 1, mention.End) : mention;

        /// <summary>Who speaks and who is spoken to: outside quotations one voice, inside each quotation one.</summary>
        private void Participants()
        {
            var voices = new Dictionary<(char Person, int Quotation), List<TokenRange>>();
            for (int t = 0; t < reading.Text.Count; t++)
            {
                char person = reading.Text.Folded(t) switch
                {
                    "i" or "me" or "my" or "mine" or "myself" => '1',
                    "we" or "us" or "our" or "ours" or "ourselves" => 'w',
                    "you" or "your" or "yours" or "yourself" => '2',
                    _ => ' ',
                };
                if (person == ' ' || byHead.ContainsKey(t))
                    continue;
                int quotation = reading.Quotes[t] is QuoteState.Inside && reading.Quotes.Around(t) is { } around ? around.Range.Start : -1;
                if (!voices.TryGetValue((person, quotation), out List<TokenRange>? voice))
                {
                    voices[(person, quotation)] = voice = [];
                    chains.Add(voice);
                }
                Join(voice, new TokenRange(t, t + 1));
            }
        }

        /// <summary>Nouns that are taken up again: the same head, with no modifier that the first one lacked.</summary>
        private void Nouns()
        {
            var seen = new Dictionary<string, (List<TokenRange> Chain, HashSet<string> Modifiers)>();
            for (int t = 0; t < reading.Text.Count; t++)
            {
                if (byHead.ContainsKey(t) || reading.Tags.Upos(t) is not (Upos.NOUN or Upos.PROPN) || reading.Parse.Relation(t) is "compound" or "flat" or "fixed" or "nmod:unmarked" or "obl:unmarked")
                    continue;
                TokenRange phrase = NounPhrases.Around(reading.Parse, reading.Tags, t);
                var modifiers = new HashSet<string>();
                bool definite = reading.Tags.Upos(t) is Upos.PROPN, indefinite = false;
                foreach (int child in reading.Parse.Children(t))
                {
                    if (reading.Parse.Relation(child) is "amod" or "compound" or "nmod" or "nummod")
                        modifiers.Add(reading.Lemmas[child]);
                    else if (reading.Parse.Relation(child) is "nmod:poss")
                        (definite, _) = (true, modifiers.Add("'s " + reading.Lemmas[child]));
                    else if (reading.Parse.Relation(child) is "det")
                    {
                        definite |= reading.Text.Folded(child) is "the" or "this" or "that" or "these" or "those";
                        indefinite |= reading.Text.Folded(child) is "a" or "an" or "some" or "any" or "no" or "every" or "each" or "another";
                    }
                }
                string key = reading.Lemmas[t] + (reading.Tags.Xpos(t).EndsWith('S') ? " s" : "");
                if (definite && seen.TryGetValue(key, out var earlier) && modifiers.All(earlier.Modifiers.Contains))
                {
                    Join(earlier.Chain, phrase);
                    continue;
                }
                var chain = new List<TokenRange> { phrase };
                chains.Add(chain);
                byHead[t] = chain;
                if (!indefinite || !seen.ContainsKey(key))
                    seen[key] = (chain, modifiers);
            }
        }

        /// <summary>"it" and "they" that mean no party: the nearest noun of the same number before, subjects first.</summary>
        private void Things()
        {
            for (int t = 0; t < reading.Text.Count; t++)
            {
                bool one = reading.Text.Folded(t) is "it" or "its" or "itself", many = reading.Text.Folded(t) is "they" or "them" or "their" or "themselves";
                if (!one && !many || byHead.ContainsKey(t) || reading.Parse.Relation(t) is "expl")
                    continue;
                if (Nearest(t, many) is { } chain)
                    Join(chain, new TokenRange(t, t + 1));
            }
        }

        private List<TokenRange>? Nearest(int pronoun, bool plural)
        {
            int sentence = reading.Text.SentenceOf(pronoun);
            List<TokenRange>? best = null;
            double most = 0;
            for (int s = sentence; s >= Math.Max(0, sentence - PronounSentences + 1); s--)
            {
                TokenRange range = reading.Text.Sentences[s];
                for (int t = range.Start; t < Math.Min(range.End, pronoun); t++)
                {
                    if (!byHead.TryGetValue(t, out List<TokenRange>? chain))
                        continue;
                    bool same = reading.Tags.Upos(t) is Upos.PRON ? reading.Text.Folded(t) is "they" or "them" or "their" == plural && reading.Text.Folded(t) is "it" or "its" or "they" or "them" or "their"
                        : reading.Tags.Xpos(t).EndsWith('S') == plural && !WordLists.Default.IsPersonNoun(reading.Lemmas[t]) | plural;
                    if (!same)
                        continue;
                    double score = 2.0 / (1 + sentence - s) + (reading.Parse.Relation(t) is "nsubj" or "nsubj:pass" ? 1 : reading.Parse.Relation(t) is "nmod" or "obl" ? -0.3 : 0) - (pronoun - t) / 200.0;
                    if (score > most)
                        (most, best) = (score, chain);
                }
            }
            return best;
        }
    }
}
