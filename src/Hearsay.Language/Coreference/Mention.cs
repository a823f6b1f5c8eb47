using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

public enum MentionKind : byte
{
    Pronoun,
    Noun,
    Name,
}

/// <summary>A phrase that may mean something that is meant elsewhere too, with what the chain model asks of it.</summary>
public sealed record Mention(TokenRange Range, int Head, MentionKind Kind, int Sentence)
{
    /// <summary>0 unknown, 1 one, 2 many.</summary>
    public byte Number { get; init; }

    /// <summary>0 unknown, 1 female, 2 male, 3 a person of either, 4 a thing.</summary>
    public byte Gender { get; init; }

    /// <summary>The kind of the name that heads it, or -1.</summary>
    public int NameKind { get; init; } = -1;

    /// <summary>The party of <see cref="EntityList"/> that it means, or -1.</summary>
    public int Entity { get; init; } = -1;

    /// <summary>The first token of the quotation around it, or -1.</summary>
    public int Quotation { get; init; } = -1;
}

/// <summary>
/// Finds all noun phrases, pronouns and names within compounds, off the tree. A phrase holds its clauses, prepositions and appositions, as OntoNotes marks it (Pradhan et al. 2012), and its
/// possessive ending.
/// </summary>
public static class MentionFinder
{
    /// <summary>In text order, the wider first.</summary>
    public static List<Mention> Find(Reading reading)
    {
        var parties = new Dictionary<int, int>();
        foreach (Entity entity in reading.Entities.Entities)
        {
            foreach (TokenRange mention in entity.Mentions)
                parties.TryAdd(reading.Parse.HeadOf(mention), entity.Number);
        }
        int[] kinds = new int[reading.Text.Count];
        Array.Fill(kinds, -1);
        foreach (Name name in reading.Names.Names)
            kinds.AsSpan(name.Range.Start, name.Range.Count).Fill((int)name.Kind);
        var mentions = new List<Mention>();
        for (int t = 0; t < reading.Text.Count; t++)
        {
            if (!Heads(reading, t))
                continue;
            // "WHO" and "US" of a name are no pronouns.
            bool isPronoun = reading.Tags.Upos(t) is Upos.PRON or Upos.DET && !(kinds[t] >= 0 && reading.Text.Form(t) is { Length: > 1 } form && !form.ContainsAnyExceptInRange('A', 'Z'));
            MentionKind kind = isPronoun ? MentionKind.Pronoun : reading.Tags.Upos(t) is Upos.PROPN || kinds[t] >= 0 ? MentionKind.Name : MentionKind.Noun;
            int party = parties.GetValueOrDefault(t, -1);
            mentions.Add(new Mention(Span(reading, t), t, kind, reading.Text.SentenceOf(t))
            {
                Number = Number(reading, t, kind),
                Gender = Gender(reading, t, kind, kinds[t], party),
                NameKind = kinds[t],
                Entity = party,
                Quotation = reading.Quotes[t] is QuoteState.Inside && reading.Quotes.Around(t) is { } around ? around.Range.Start : -1,
            });
        }
        mentions.Sort((a, b) => a.Range.Start != b.Range.Start ? a.Range.Start.CompareTo(b.Range.Start) : b.Range.End != a.Range.End ? b.Range.End.CompareTo(a.Range.End) : a.Head.CompareTo(b.Head));
        return mentions;
    }

    private static bool Heads(Reading reading, int token)
    {
        string relation = reading.Parse.Relation(token);
        return reading.Tags.Upos(token) switch
        {
            Upos.PRON => relation is not "expl",
            Upos.NOUN => relation is not ("compound" or "flat" or "fixed" or "goeswith"),
            Upos.PROPN => relation is not ("flat" or "fixed" or "goeswith"),
            Upos.DET or Upos.NUM or Upos.ADJ => relation is "nsubj" or "nsubj:pass" or "obj" or "obl",
            _ => false,
        };
    }

    private static TokenRange Span(Reading reading, int head)
    {
        DependencyParse parse = reading.Parse;
        int start = head, end = head + 1;
        bool predicate = parse.Child(head, "cop") >= 0;
        foreach (int child in parse.Children(head))
        {
            string relation = parse.Relation(child);
            bool possessive = relation is "case" && child > head;
            bool inside = possessive || relation is "det" or "amod" or "compound" or "nummod" or "flat" or "fixed" or "goeswith" or "nmod" or "appos" or "acl" or "acl:relcl" or "dep" or "case:poss" || relation.StartsWith("nmod:", StringComparison.Ordinal)
                || relation.StartsWith("det:", StringComparison.Ordinal) || relation is "advmod" && !predicate;
            if (!inside)
                continue;
            TokenRange range = possessive ? new TokenRange(child, child + 1) : parse.Subtree(child);
            start = Math.Min(start, range.Start);
            end = Math.Max(end, range.End);
        }
        while (end > head + 1 && reading.Tags.Upos(end - 1) == Upos.PUNCT && reading.Text.Folded(end - 1) is not (")" or "\""))
            end--;
        while (start < head && reading.Tags.Upos(start) == Upos.PUNCT && reading.Text.Folded(start) is not ("(" or "\""))
            start++;
        return new TokenRange(start, end);
    }

    private static byte Number(Reading reading, int token, MentionKind kind)
    {
        if (kind == MentionKind.Pronoun)
        {
            return reading.Text.Folded(token) switch
            {
                "they" or "them" or "their" or "theirs" or "themselves" or "we" or "us" or "our" or "ours" or "ourselves" or "these" or "those" => 2,
                "i" or "me" or "my" or "he" or "him" or "his" or "she" or "her" or "it" or "its" or "this" or "that" => 1,
                _ => 0,
            };
        }
        return reading.Parse.Child(token, "conj") >= 0 ? (byte)0 : reading.Tags.Xpos(token) is "NNS" or "NNPS" ? (byte)2 : reading.Tags.Xpos(token) is "NN" or "NNP" ? (byte)1 : (byte)0;
    }

    private static byte Gender(Reading reading, int token, MentionKind kind, int name, int party)
    {
        if (kind == MentionKind.Pronoun)
        {
            return reading.Text.Folded(token) switch
            {
                "she" or "her" or "hers" or "herself" => 1,
                "he" or "him" or "his" or "himself" => 2,
                "i" or "me" or "my" or "myself" or "you" or "your" or "who" => 3,
                "it" or "its" or "itself" or "which" => 4,
                _ => 0,
            };
        }
        if (party >= 0 && reading.Entities.Entities[party] is { Kind: EntityKind.Person } person)
            return person.Gender switch { Coreference.Gender.Female => 1, Coreference.Gender.Male => 2, _ => 3 };
        if (name >= 0)
            return name == (int)Names.NameKind.Person ? (byte)3 : (byte)4;
        string noun = reading.Lemmas[token];
        if (noun is "man" or "boy" or "father" or "son" or "brother" or "husband" or "king" or "uncle" or "grandfather")
            return 2;
        if (noun is "woman" or "girl" or "mother" or "daughter" or "sister" or "wife" or "queen" or "aunt" or "grandmother")
            return 1;
        return WordLists.Default.IsPersonNoun(noun) || WordLists.Default.KindOfNoun(noun) == EntityKind.Person ? (byte)3 : (byte)0;
    }
}
