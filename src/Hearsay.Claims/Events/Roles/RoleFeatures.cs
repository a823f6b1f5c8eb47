using System.Globalization;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events.Roles;

/// <summary>What the role model sees of a noun phrase: its words and kind, what it hangs from, the nearest word of violence, its sentence. Hashed; the same code prepares training and reading.</summary>
public sealed class RoleFeatures
{
    public const int Buckets = 1 << 18;
    private const int MostOthers = 8;

    /// <summary>How many words to each side of a phrase are looked at one by one.</summary>
    private const int EdgeWords = 4;

    private static readonly WordLists Lists = WordLists.Default;
    private static readonly EventLexicon lexicon = EventLexicon.English;

    private readonly Reading reading;
    private readonly IReadOnlyList<RoleCandidate> candidates;
    private readonly string?[] types;
    private readonly bool[] violent;
    private readonly string[] standings;
    private readonly int[] entities;

    // Of each sentence the features that its words and its neighbours' give, once they are asked for; of each noun and party the candidates, in order.
    private readonly (int Token, int Feature)[]?[] inside;
    private readonly int[]?[] neighbours;
    private readonly Dictionary<string, List<int>> byLemma = [];
    private readonly Dictionary<int, List<int>> byEntity = [];

    public RoleFeatures(Reading reading, IReadOnlyList<RoleCandidate> candidates)
    {
        this.reading = reading;
        this.candidates = candidates;
        types = new string?[reading.Text.Count];
        for (int t = 0; t < types.Length; t++)
            types[t] = TypeOf(t);
        violent = new bool[types.Length];
        for (int t = 0; t < types.Length; t++)
            violent[t] = types[t] is "ASSAULT" || reading.Lemmas[t] is "die" or "death" or "perish" or "damage" or "responsibility";
        standings = [.. candidates.Select(Standing)];
        entities = new int[reading.Text.Count];
        Array.Fill(entities, -1);
        foreach (Entity entity in reading.Entities.Entities)
        {
            foreach (TokenRange mention in entity.Mentions)
                entities.AsSpan(mention.Start, mention.Count).Fill(entity.Number);
        }
        neighbours = new int[reading.Text.Sentences.Length][];
        inside = new (int, int)[reading.Text.Sentences.Length][];
        for (int k = 0; k < candidates.Count; k++)
        {
            Listed(byLemma, reading.Lemmas[candidates[k].Head]).Add(k);
            if (EntityOf(candidates[k]) is >= 0 and var entity)
                Listed(byEntity, entity).Add(k);
        }
    }

    private static List<int> Listed<T>(Dictionary<T, List<int>> lists, T key)
        where T : notnull
    {
        if (!lists.TryGetValue(key, out List<int>? list))
            lists[key] = list = [];
        return list;
    }

    /// <summary>The number of the party that the phrase's head belongs to, or -1.</summary>
    public int EntityOf(RoleCandidate candidate) => entities[candidate.Head];

    private string? TypeOf(int token)
    {
        Upos tag = reading.Tags.Upos(token);
        if (tag is not (Upos.VERB or Upos.NOUN))
            return null;
        bool Near(string word)
        {
            for (int i = token + 1; i < Math.Min(reading.Text.Count, token + 6); i++)
            {
                if (reading.Lemmas[i] == word)
                    return true;
            }
            return false;
        }
        return (tag is Upos.VERB ? lexicon.Verb(reading.Lemmas[token], Near) : lexicon.Noun(reading.Lemmas[token], Near))?.Type;
    }

    public void Of(RoleCandidate candidate, List<int> into)
    {
        DependencyParse parse = reading.Parse;
        int head = candidate.Head;
        var row = new Row(into);
        string lemma = reading.Lemmas[head];
        string kind = candidate.Name?.ToString() ?? Lists.KindOfNoun(lemma)?.ToString() ?? (lexicon.IsWeapon(lemma) ? "weapon" : lexicon.IsTarget(lemma) ? "target" : "none");
        string tag = reading.Tags.Xpos(head);
        row.Add("lemma", lemma);
        row.Add("kind", kind);
        row.Add("tag", kind, tag);
        row.Add("suffix", lemma[^Math.Min(4, lemma.Length)..]);
        for (int t = candidate.Range.Start; t < candidate.Range.End; t++)
        {
            if (t != head)
            {
                row.Add("modifier", reading.Lemmas[t]);
                row.Add("modifier kind", Lists.KindOfNoun(reading.Lemmas[t])?.ToString() ?? (Lists.CountryOfDemonym(reading.Text.Folded(t)) is not null ? "nation" : reading.Tags.Xpos(t)));
            }
        }
        if (candidate.Range.End > head + 1 && candidate.Name is null)
            row.Add("longer", kind);
        if (candidate.Name is null && parse.Children(head).Any(c => c < candidate.Range.Start && parse.Relation(c) is "amod" or "nummod"))
            row.Add("plainer", kind);
        row.Add("words", Math.Min(4, candidate.Range.Count).ToString(CultureInfo.InvariantCulture), kind);
        if (parse.Child(head, "nummod") >= 0)
            row.Add("counted", kind);
        // Conjuncts and appositions stand where their first part stands.
        int at = head;
        string joined = "";
        while (parse.Relation(at) is "conj" or "appos" or "flat" or "nmod:desc" && parse.Head(at) >= 0)
        {
            joined = parse.Relation(at);
            at = parse.Head(at);
        }
        if (joined.Length > 0)
            row.Add("joined", joined, kind);
        string relation = parse.Relation(at);
        string mark = parse.Child(at, "case") is >= 0 and var preposition ? reading.Text.Folded(preposition) : "";
        row.Add("relation", relation, mark);
        int governor = parse.Head(at);
        if (governor >= 0)
        {
            string word = reading.Lemmas[governor];
            if (parse.Child(governor, "nsubj:pass", "aux:pass") >= 0 || reading.Tags.Xpos(governor) is "VBN" && parse.Relation(governor) is "acl")
                relation += "/passive";
            row.Add("governor", word);
            row.Add("governor relation", word, relation, mark);
            row.Add("governor kind", word, relation, kind);
            row.Add("type", types[governor] ?? "none", relation, mark);
            row.Add("type kind", types[governor] ?? "none", relation, kind);
            int above = parse.Head(governor);
            if (above >= 0)
            {
                row.Add("above", reading.Lemmas[above], parse.Relation(governor), relation);
                row.Add("above type", types[above] ?? "none", parse.Relation(governor), relation, kind);
                row.Add("two words", reading.Lemmas[above], " ", word);
            }
            foreach (int sister in parse.Children(governor))
            {
                if (sister != at && parse.Relation(sister) is "nsubj" or "nsubj:pass" or "obj" or "obl" or "nmod" or "obl:agent" or "compound" or "xcomp" or "advcl")
                    row.Add("sister", parse.Relation(sister), reading.Lemmas[sister], ">", relation);
            }
        }
        foreach (int child in parse.Children(head))
        {
            if (parse.Relation(child) is "acl" or "acl:relcl" or "nmod" or "appos" or "nmod:poss")
                row.Add("child", parse.Relation(child), reading.Lemmas[child]);
            if (types[child] is { } told)
                row.Add("child type", parse.Relation(child), told);
        }
        Edges(candidate, kind, row);
        Around(candidate, kind, row);
        Path(at, kind, relation, mark, row);
        Others(candidate, candidate.Name?.ToString() ?? "-", row);
        into.AddRange(neighbours[reading.Text.SentenceOf(head)] ??= Neighbours(reading.Text.SentenceOf(head)));
    }

    /// <summary>Features of the story as a whole: its words.</summary>
    public int[] Story() => [.. Enumerable.Range(0, reading.Text.Count).Where(IsContent).Select(t => Bucket("story", reading.Lemmas[t])).Distinct()];

    private bool IsContent(int token) => reading.Tags.Upos(token) is Upos.NOUN or Upos.VERB or Upos.ADJ or Upos.PROPN;

    /// <summary>Where the same party, or the same noun, stands elsewhere in the story.</summary>
    private void Others(RoleCandidate candidate, string name, Row row)
    {
        int others = 0;
        List<int> alike = byLemma[reading.Lemmas[candidate.Head]], same = EntityOf(candidate) is >= 0 and var entity ? byEntity[entity] : [];
        for (int i = 0, j = 0; i < alike.Count || j < same.Count;)
        {
            int k = Math.Min(i < alike.Count ? alike[i] : int.MaxValue, j < same.Count ? same[j] : int.MaxValue);
            i += i < alike.Count && alike[i] == k ? 1 : 0;
            j += j < same.Count && same[j] == k ? 1 : 0;
            if (candidates[k].Head != candidate.Head && others++ < MostOthers)
                row.Add("other", standings[k], name);
        }
        row.Add("same", Math.Min(others, 5).ToString(CultureInfo.InvariantCulture), name);
        if (EntityOf(candidate) is >= 0 and var party)
            row.Add("entity", reading.Entities.Entities[party].Kind.ToString());
    }

    /// <summary>The words of the sentences beside.</summary>
    private int[] Neighbours(int sentence)
    {
        var words = new HashSet<string>();
        foreach (int beside in (int[])[sentence - 1, sentence + 1])
        {
            if (beside < 0 || beside >= reading.Text.Sentences.Length)
                continue;
            for (int t = reading.Text.Sentences[beside].Start; t < reading.Text.Sentences[beside].End; t++)
            {
                if (IsContent(t))
                    words.Add(reading.Lemmas[t]);
            }
        }
        return [.. words.Select(w => Bucket("near", w))];
    }

    /// <summary>The words of a sentence that tell of violence or give a feature: its verbs and nouns; -1 for no feature.</summary>
    private (int Token, int Feature)[] Inside(TokenRange sentence)
    {
        var words = new List<(int, int)>(sentence.Count);
        for (int t = sentence.Start; t < sentence.End; t++)
        {
            int feature = reading.Tags.Upos(t) is Upos.VERB or Upos.NOUN ? Bucket("sentence", reading.Lemmas[t]) : -1;
            if (feature >= 0 || violent[t])
                words.Add((t, feature));
        }
        return [.. words];
    }

    /// <summary>How the phrase stands to what it hangs from, in a word.</summary>
    private string Standing(RoleCandidate candidate)
    {
        DependencyParse parse = reading.Parse;
        int at = candidate.Head;
        while (parse.Relation(at) is "conj" or "appos" or "flat" or "nmod:desc" && parse.Head(at) >= 0)
            at = parse.Head(at);
        int governor = parse.Head(at);
        string mark = parse.Child(at, "case") is >= 0 and var preposition ? reading.Text.Folded(preposition) : "";
        return governor < 0 ? "root" : (violent[governor] ? reading.Lemmas[governor] : types[governor] ?? "none") + parse.Relation(at) + mark + (parse.Child(governor, "nsubj:pass", "aux:pass") >= 0 ? "/passive" : "");
    }

    private static int Bucket(string name, params ReadOnlySpan<string> value) => (int)((WordTable.Hash(name) * 31 + WordTable.Hash(value) >> 20) % Buckets);

    private void Around(RoleCandidate candidate, string kind, Row row)
    {
        int number = reading.Text.SentenceOf(candidate.Head);
        TokenRange sentence = reading.Text.Sentences[number];
        string Word(int t) => t >= sentence.Start && t < sentence.End ? reading.Lemmas[t] : "|";
        row.Add("before", Word(candidate.Range.Start - 1));
        row.Add("before two", Word(candidate.Range.Start - 2), " ", Word(candidate.Range.Start - 1));
        row.Add("after", Word(candidate.Range.End));
        row.Add("after two", Word(candidate.Range.End), " ", Word(candidate.Range.End + 1));
        bool told = false;
        foreach ((int t, int feature) in inside[number] ??= Inside(sentence))
        {
            if (candidate.Range.Contains(t))
                continue;
            if (violent[t])
            {
                told = true;
                row.Add("violence", reading.Lemmas[t], t < candidate.Head ? "<" : ">", kind);
            }
            if (feature >= 0)
                row.Add(feature);
        }
        row.Add("violent", told ? "yes" : "no", kind);
        row.Add("place", Math.Min(6, number).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The phrase as it is cut, and the words beside it one by one, whatever the tree makes of them.</summary>
    private void Edges(RoleCandidate candidate, string kind, Row row)
    {
        DependencyParse parse = reading.Parse;
        int head = candidate.Head, start = candidate.Range.Start, end = candidate.Range.End, governor = parse.Head(head);
        TokenRange sentence = reading.Text.Sentences[reading.Text.SentenceOf(head)];
        string words = "", tags = "";
        for (int t = start; t < end; t++)
        {
            words += " " + reading.Text.Folded(t);
            tags += " " + reading.Tags.Xpos(t);
        }
        row.Add("phrase", words);
        row.Add("cut", kind, tags);
        row.Add("first", reading.Text.Folded(start), kind);
        row.Add("head", reading.Lemmas[head], parse.Relation(head));
        for (int away = 1; away <= EdgeWords; away++)
        {
            if (start - away >= sentence.Start)
                row.Add("left", reading.Lemmas[start - away]);
            if (end - 1 + away < sentence.End)
                row.Add("right", reading.Lemmas[end - 1 + away]);
        }
        if (start - 3 >= sentence.Start)
            row.Add("three before", reading.Lemmas[start - 3], " ", reading.Lemmas[start - 2], " ", reading.Lemmas[start - 1]);
        if (end + 3 <= sentence.End)
            row.Add("three after", reading.Lemmas[end], " ", reading.Lemmas[end + 1], " ", reading.Lemmas[end + 2]);
        if (governor < 0)
            return;
        row.Add("hangs from", reading.Lemmas[head], ">", parse.Relation(head), ">", reading.Lemmas[governor]);
        if (parse.Head(governor) is >= 0 and var above)
            row.Add("hangs from two", kind, parse.Relation(head), ">", reading.Lemmas[governor], ">", parse.Relation(governor), ">", reading.Lemmas[above]);
    }

    /// <summary>The way up the tree and down again to the nearest word of violence.</summary>
    private void Path(int from, string kind, string relation, string mark, Row row)
    {
        string path = relation + mark;
        int at = reading.Parse.Head(from);
        for (int step = 0; step < 4 && at >= 0; step++)
        {
            if (violent[at])
            {
                row.Add("path", path);
                row.Add("path kind", path, kind);
                row.Add("path word", path, reading.Lemmas[at]);
                return;
            }
            foreach (int child in reading.Parse.Children(at))
            {
                if (child != from && violent[child])
                {
                    row.Add("path", path, "^", reading.Parse.Relation(child));
                    row.Add("path kind", path, "^", reading.Parse.Relation(child), kind);
                    row.Add("path word", reading.Parse.Relation(child), reading.Lemmas[child], relation);
                    return;
                }
            }
            path += "<" + reading.Parse.Relation(at);
            from = at;
            at = reading.Parse.Head(at);
        }
        row.Add("path", "none", kind);
    }

    /// <summary>The features of one phrase as they come together.</summary>
    private readonly struct Row(List<int> into)
    {
        public void Add(int feature) => into.Add(feature);

        /// <param name="value">Parts of one word.</param>
        public void Add(string name, params ReadOnlySpan<string> value) => into.Add(Bucket(name, value));
    }
}
