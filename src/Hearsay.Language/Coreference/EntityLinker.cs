using Hearsay.Language.English;
using Hearsay.Language.Lemmas;
using Hearsay.Language.Names;
using Hearsay.Language.Parsing;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Coreference;

/// <summary>
/// Links the names of a text with their short forms, titles, descriptions and pronouns. Precise rules first, after the sieves of Lee et
/// al. (2013): exact names, then short names, roles, descriptions by their noun, pronouns by nearness and subjecthood.
/// </summary>
internal sealed class EntityLinker(TokenizedText text, QuoteMarks quotes, TagSequence tags, LemmaSequence lemmas, DependencyParse parse, NameList names)
{
    private const int PronounSentences = 4;
    private static readonly WordLists Lists = WordLists.Default;

    private readonly List<Entity> entities = [];
    private readonly Dictionary<TokenRange, int> byRange = [];
    private readonly Dictionary<int, int> byHead = [];
    private readonly List<(TokenRange, int)> references = [];

    public EntityList Link()
    {
        // Full names first within a text would let a later full name claim an earlier short one; text order with late widening does both.
        foreach (Name name in names.Names)
            LinkName(name);
        LinkRoles();
        LinkReferences();
        foreach (Entity entity in entities)
            entity.Mentions.Sort((a, b) => a.Start.CompareTo(b.Start));
        return new EntityList(entities, byRange, references);
    }

    private void LinkName(Name name)
    {
        TokenRange range = WithoutPossessive(name.Range);
        string[] words = Words(range);
        if (words.Length == 0)
            return;
        EntityKind kind = KindOf(name.Kind, words);
        Entity? entity = kind == EntityKind.Person ? FindPerson(words) : FindOther(words, kind, range);
        string form = text.Text.Words(text.SpanOf(range));
        if (entity is null)
        {
            entity = new Entity(entities.Count, form, kind);
            entities.Add(entity);
        }
        else if (kind == EntityKind.Person ? words.Length > Words(entity.Name).Length : form.Length > entity.Name.Length && kind is not (EntityKind.Group or EntityKind.Place))
        {
            entity.Name = form;
        }
        if (kind == EntityKind.Person && entity.Gender == Gender.Unknown)
            entity.Gender = GenderOf(range, words);
        Add(entity, range);
    }

    private void Add(Entity entity, TokenRange range)
    {
        entity.Mentions.Add(range);
        byRange[range] = entity.Number;
        byHead[parse.HeadOf(range)] = entity.Number;
        byHead.TryAdd(range.End - 1, entity.Number);
    }

    private static EntityKind KindOf(NameKind kind, string[] words) => kind switch
    {
        NameKind.Person => Lists.IsMediaName(string.Join(' ', words)) ? EntityKind.Media : EntityKind.Person,
        NameKind.Organization => Lists.KindOf(words) switch
        {
            EntityKind.Media => EntityKind.Media,
            EntityKind.Government => EntityKind.Government,
            EntityKind.Document => EntityKind.Document,
            _ => EntityKind.Organization,
        },
        NameKind.Place => Lists.KindOf(words) is EntityKind.Government ? EntityKind.Government : EntityKind.Place,
        NameKind.Group => EntityKind.Group,
        NameKind.Work => EntityKind.Document,
        _ => EntityKind.Other,
    };

    private Entity? FindPerson(string[] words)
    {
        string last = Surname(words);
        // The latest person of that surname without a clash of given names; then a given name alone.
        for (int i = entities.Count - 1; i >= 0; i--)
        {
            Entity entity = entities[i];
            if (entity.Kind != EntityKind.Person)
                continue;
            string[] known = Words(entity.Name);
            if (Surname(known) == last && (words.Length == 1 || known.Length == 1 || Agree(words[0], known[0])))
                return entity;
            // Korean and Chinese names give the family's name first: "Kim" for "Kim Jong Un".
            if (words.Length == 1 && known.Length == 3 && known[0] == words[0] || known.Length == 1 && words.Length == 3 && known[0] == words[0])
                return entity;
        }
        if (words.Length != 1)
            return null;
        for (int i = entities.Count - 1; i >= 0; i--)
        {
            if (entities[i].Kind == EntityKind.Person && Words(entities[i].Name) is { Length: > 1 } known && known[0] == words[0])
                return entities[i];
        }
        return null;
    }

    private static string Surname(string[] words) => words.Length > 1 && words[^1] is "jr." or "jr" or "sr." or "sr" or "ii" or "iii" ? words[^2] : words[^1];

    private static bool Agree(string a, string b) =>
        a == b || a[0] == b[0] && (a.Length <= 2 || b.Length <= 2 || a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal) || a.Length > 2 && b.Length > 2 && a[..3] == b[..3]);

    private Entity? FindOther(string[] words, EntityKind kind, TokenRange range)
    {
        string key = string.Join(' ', words);
        Entity? partial = null;
        for (int i = entities.Count - 1; i >= 0; i--)
        {
            Entity entity = entities[i];
            if (entity.Kind == EntityKind.Person)
                continue;
            string[] known = Words(entity.Name);
            if (known.SequenceEqual(words))
                return entity;
            if (kind is EntityKind.Group or EntityKind.Place || entity.Kind is EntityKind.Group or EntityKind.Place)
            {
                if (Lists.CountryNamed(key) is { } country && country == Lists.CountryNamed(string.Join(' ', known)))
                    return entity;
                continue;
            }
            if (partial is null && (IsShortOf(words, known) || IsShortOf(known, words) || IsAcronym(range, words, known)))
                partial = entity;
        }
        return partial;
    }

    /// <summary>"Siemens" for "Siemens AG", "Foreign Ministry" for "Chinese Foreign Ministry".</summary>
    private static bool IsShortOf(string[] little, string[] full)
    {
        if (little.Length > full.Length || little.Length == 0 || little[0].Length < 3 || little.Length == full.Length && little.Length > 1)
            return false;
        // "Glaxo" for "GlaxoSmithKline"
        if (little.Length == 1 && little[0].Length >= 5 && full[0].Length > little[0].Length + 2 && full[0].StartsWith(little[0], StringComparison.Ordinal))
            return true;
        if (little.Length == full.Length)
            return false;
        bool head = full.AsSpan(0, little.Length).SequenceEqual(little), tail = full.AsSpan(full.Length - little.Length).SequenceEqual(little);
        // One common word ("bank", "party") is no short name.
        if (little.Length == 1 && Lists.KindOfNoun(little[0]) is not null)
            return false;
        return head || tail && little.Length > 1;
    }

    private bool IsAcronym(TokenRange range, string[] words, string[] known)
    {
        if (words.Length != 1 || known.Length < 2 || !char.IsUpper(text.Form(range.Start)[0]) || text.Form(range.End - 1).ContainsAnyInRange('a', 'z'))
            return false;
        string letters = words[0].Replace(".", "", StringComparison.Ordinal);
        string initials = string.Concat(known.Where(w => w is not ("of" or "the" or "and" or "for")).Select(w => w[0]));
        return letters.Length >= 2 && initials == letters;
    }

    private void LinkRoles()
    {
        foreach (TokenRange role in names.Roles)
        {
            TokenRange plain = StripDeterminer(role);
            if (plain.Count <= 0)
                continue;
            Entity? holder = PersonStartingAt(role.End) ?? (IsComma(role.End) ? PersonStartingAt(role.End + 1) : null) ?? PersonEndingBefore(role.Start);
            string words = text.Text.Words(text.SpanOf(plain));
            if (holder is null)
            {
                AddOfficeholder(role, plain, words);
                continue;
            }
            if (holder.Role is null || holder.Role.Length < words.Length && holder.Role.Split(' ').Length < 3)
                holder.Role = words;
            foreach (string word in words.Split(' '))
            {
                if (holder.Gender == Gender.Unknown && word.EndsWith("woman", StringComparison.OrdinalIgnoreCase))
                    holder.Gender = Gender.Female;
                else if (holder.Gender == Gender.Unknown && word.EndsWith("man", StringComparison.OrdinalIgnoreCase))
                    holder.Gender = Gender.Male;
            }
        }
        // Appositions that the name finder does not know as offices: "Anna Berg, a doctor in Mainz, said".
        foreach (Entity entity in entities)
        {
            if (entity.Kind != EntityKind.Person || entity.Role is not null)
                continue;
            foreach (TokenRange mention in entity.Mentions)
            {
                int appositive = parse.Child(parse.HeadOf(mention), "appos");
                if (appositive < 0 || tags.Upos(appositive) is not Upos.NOUN || !Lists.IsPersonNoun(lemmas[appositive]) && Lists.KindOfNoun(lemmas[appositive]) is not EntityKind.Person)
                    continue;
                TokenRange phrase = StripDeterminer(NounPhrases.Around(parse, tags, appositive));
                if (phrase.Count is > 0 and <= 12)
                    entity.Role = text.Text.Words(text.SpanOf(phrase));
                break;
            }
        }
    }

    /// <summary>An office that acts without its holder's name ("the attorney general said") is a party by itself.</summary>
    private void AddOfficeholder(TokenRange role, TokenRange plain, string words)
    {
        int head = parse.HeadOf(role);
        if (!role.Contains(head) || byRange.ContainsKey(role) || parse.Relation(head) is not ("nsubj" or "obl" or "nsubj:pass" or "obl:agent" or "nmod") || text.Folded(role.Start) is not ("the" or "a" or "an" or "its" or "his" or "her" or "their") && (role.Start == 0 || text.Folded(role.Start - 1) is not ("the" or "a" or "an" or "its" or "their")))
            return;
        Entity? known = entities.FindLast(e => e.Kind == EntityKind.Person && e.Role is { } r && r.Equals(words, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            known = new Entity(entities.Count, words, EntityKind.Person) { Role = words, IsNamed = false };
            entities.Add(known);
        }
        known.Mentions.Add(role);
        byRange.TryAdd(role, known.Number);
        byRange.TryAdd(plain, known.Number);
        if (role.Start > 0)
            byRange.TryAdd(new TokenRange(role.Start - 1, role.End), known.Number);
        byHead.TryAdd(head, known.Number);
    }

    private bool IsComma(int token) => token < text.Count && text.Form(token) is ",";

    private Entity? Person(Predicate<TokenRange> mentioned) => entities.Find(e => e.Kind == EntityKind.Person && e.Mentions.Exists(mentioned));

    private Entity? PersonStartingAt(int token) => Person(m => m.Start == token);

    /// <summary>"Ilves, the ministry's spokeswoman": the name ends before the comma.</summary>
    private Entity? PersonEndingBefore(int token)
    {
        int at = token - 1;
        if (at >= 0 && tags.Upos(at) == Upos.DET)
            at--;
        if (at < 1 || !IsComma(at))
            return null;
        return Person(m => m.End == at);
    }

    private void LinkReferences()
    {
        for (int t = 0; t < text.Count; t++)
        {
            if (byHead.ContainsKey(t) && tags.Upos(t) != Upos.PRON)
                continue;
            string word = text.Folded(t);
            switch (word)
            {
                case "he" or "him" or "his" or "himself" or "she" or "her" or "hers" or "herself":
                    if (Antecedent(t, word[0] == 'h' && word[1] == 'i' || word == "he" ? Gender.Male : Gender.Female) is { } person)
                        Refer(new TokenRange(t, t + 1), person);
                    break;
                case "it" or "its" or "itself":
                    if (Nearest(t, e => e.Kind is EntityKind.Organization or EntityKind.Government or EntityKind.Media or EntityKind.Place) is { } party)
                        Refer(new TokenRange(t, t + 1), party);
                    break;
                case "they" or "their" or "them" or "themselves":
                    LinkPlural(t);
                    break;
                default:
                    if (tags.Upos(t) == Upos.NOUN)
                        LinkDescription(t);
                    break;
            }
        }
    }

    private void Refer(TokenRange range, Entity entity)
    {
        references.Add((range, entity.Number));
        byRange.TryAdd(range, entity.Number);
        byHead.TryAdd(range.Start, entity.Number);
        entity.Mentions.Add(range);
    }

    private Entity? Antecedent(int pronoun, Gender gender)
    {
        Entity? best = null;
        double bestScore = 0.8;
        int sentence = text.SentenceOf(pronoun);
        foreach (Entity entity in entities)
        {
            if (entity.Kind != EntityKind.Person || entity.Gender != Gender.Unknown && entity.Gender != gender)
                continue;
            double score = Salience(entity, pronoun, sentence);
            if (score <= 0)
                continue;
            if (entity.Gender == gender)
                score += 0.6;
            if (score > bestScore)
            {
                bestScore = score;
                best = entity;
            }
        }
        // The pronoun tells the gender of a person of whom nothing told it.
        if (best is { Gender: Gender.Unknown })
            best.Gender = gender;
        return best;
    }

    private Entity? Nearest(int token, Func<Entity, bool> fits)
    {
        Entity? best = null;
        double bestScore = 1.2;
        int sentence = text.SentenceOf(token);
        foreach (Entity entity in entities)
        {
            if (!fits(entity))
                continue;
            double score = Salience(entity, token, sentence);
            // "it" is seldom the paper that reported.
            if (entity.Kind == EntityKind.Media)
                score -= 0.8;
            if (score > bestScore)
            {
                bestScore = score;
                best = entity;
            }
        }
        return best;
    }

    /// <summary>How present a party is at a token: nearness in sentences, subject or not, inside a quotation or not, named once or often.</summary>
    private double Salience(Entity entity, int token, int sentence)
    {
        double best = 0;
        bool quoted = quotes[token] is QuoteState.Inside;
        int parallel = ParallelSubject(token);
        foreach (TokenRange mention in entity.Mentions)
        {
            if (mention.Start >= token)
                continue;
            int distance = sentence - text.SentenceOf(mention.Start);
            if (distance < 0 || distance > PronounSentences)
                continue;
            double score = 3.0 / (1 + 0.7 * distance);
            int head = parse.HeadOf(mention);
            string relation = parse.Relation(head);
            if (relation is "nsubj" or "nsubj:pass" or "csubj")
                score += 1.0;
            else if (relation is "nmod:poss" or "compound" or "nmod")
                score -= 0.6;
            if (mention.Contains(parallel))
                score += 1.2;
            if (quotes[mention.Start] is QuoteState.Inside && !quoted)
                score -= 0.8;
            // Nearer by words counts a little.
            score -= Math.Min(0.5, (token - mention.Start) / 400.0);
            best = Math.Max(best, score);
        }
        return best > 0 ? best + Math.Min(0.3, entity.Mentions.Count * 0.03) : 0;
    }

    /// <summary>"The ministry declined to comment on ..., but it accused ...": the subject of the clause that the pronoun's clause is joined to; -1 if none.</summary>
    private int ParallelSubject(int pronoun)
    {
        if (parse.Relation(pronoun) is not "nsubj")
            return -1;
        int verb = parse.Head(pronoun);
        return verb >= 0 && parse.Is(verb, "conj") && parse.Head(verb) >= 0 ? parse.Child(parse.Head(verb), "nsubj", "nsubj:pass") : -1;
    }

    /// <summary>"they" after a subject of two names means both; else the nearest plural party.</summary>
    private void LinkPlural(int pronoun)
    {
        int sentence = text.SentenceOf(pronoun);
        for (int s = sentence; s >= Math.Max(0, sentence - 2); s--)
        {
            TokenRange range = text.Sentences[s];
            for (int t = range.Start; t < Math.Min(range.End, pronoun); t++)
            {
                if (!byHead.TryGetValue(t, out int first) || parse.Relation(t) is not ("nsubj" or "nsubj:pass") || entities[first].Mentions.TrueForAll(m => parse.HeadOf(m) != t && m.End - 1 != t))
                    continue;
                int conjunct = parse.Child(t, "conj");
                if (conjunct < 0 || !byHead.TryGetValue(conjunct, out int second) || first == second)
                    continue;
                Refer(new TokenRange(pronoun, pronoun + 1), entities[first]);
                references.Add((new TokenRange(pronoun, pronoun + 1), second));
                entities[second].Mentions.Add(new TokenRange(pronoun, pronoun + 1));
                return;
            }
        }
        if (Nearest(pronoun, IsPlural) is { } group)
            Refer(new TokenRange(pronoun, pronoun + 1), group);
    }

    /// <summary>A people, a party in the plural, or a description like "officials".</summary>
    private bool IsPlural(Entity entity) =>
        entity.Mentions.Count > 0 && (entity.Kind is EntityKind.Group || tags.Xpos(parse.HeadOf(entity.Mentions[0])) is "NNS" or "NNPS");

    /// <summary>"the ministry", "the official": the nearest party whose name or role has that noun; an indefinite one begins a party of its own.</summary>
    private void LinkDescription(int head)
    {
        string noun = lemmas[head];
        EntityKind? kind = Lists.KindOfNoun(noun);
        // Who speaks, thinks or wants is a person where nothing says otherwise: "a local councilman told".
        if (kind is null && parse.Is(head, "nsubj") && tags.Xpos(head) is "NN" && parse.Head(head) >= 0 && lemmas[parse.Head(head)] is "say" or "tell" or "add" or "think" or "believe" or "recall" or "admit" or "shout" or "laugh" or "want")
            kind = EntityKind.Person;
        if (kind is null or EntityKind.Document)
            return;
        TokenRange phrase = NounPhrases.Around(parse, tags, head, withPrepositions: false);
        bool definite = text.Folded(phrase.Start) is "the" or "this" or "that";
        bool party = parse.Relation(head) is "nsubj" or "obl" or "nsubj:pass" or "obl:agent" or "nmod" or "obj";
        if (definite)
        {
            for (int i = entities.Count - 1; i >= 0; i--)
            {
                Entity entity = entities[i];
                if (entity.Mentions.Count == 0 || entity.Mentions[0].Start >= head || text.SentenceOf(head) - text.SentenceOf(entity.Mentions[^1].Start) > 12)
                    continue;
                bool byRole = entity.Role is { } role && kind == EntityKind.Person && (LastNoun(role) == noun || noun is "leader" or "president" or "premier" && SharesNationality(phrase, role));
                bool byName = entity.Kind != EntityKind.Person && Words(entity.Name) is { Length: > 1 } words && words[^1] == noun || entity.Kind == EntityKind.Person && LastNoun(entity.Name) == noun;
                if (byRole || byName)
                {
                    Refer(phrase, entity);
                    return;
                }
            }
        }
        // A person or body without a name that does something: "a senior official", "residents".
        if (party && parse.Relation(head) == "nsubj" && kind is EntityKind.Person && (phrase.Count > 1 || tags.Xpos(head) == "NNS") && parse.Child(head, "appos", "flat") < 0 && !names.Roles.Any(r => r.Contains(head) && PersonStartingAt(r.End) is not null))
        {
            TokenRange plain = StripDeterminer(phrase);
            if (plain.Count <= 0)
                return;
            var entity = new Entity(entities.Count, text.Text.Words(text.SpanOf(plain)), EntityKind.Person) { IsNamed = false };
            if (noun.EndsWith("woman", StringComparison.Ordinal) || noun is "mother" or "daughter" or "wife" or "sister" or "queen")
                entity.Gender = Gender.Female;
            else if (noun is "man" or "father" or "son" or "husband" or "brother" or "king" || noun.EndsWith("man", StringComparison.Ordinal))
                entity.Gender = Gender.Male;
            entities.Add(entity);
            entity.Mentions.Add(phrase);
            byRange.TryAdd(phrase, entity.Number);
            byHead.TryAdd(head, entity.Number);
        }
    }

    /// <summary>"the French leader" and "French President": the same nationality in description and office.</summary>
    private bool SharesNationality(TokenRange phrase, string role)
    {
        for (int t = phrase.Start; t < phrase.End - 1; t++)
        {
            string word = text.Text.Words(text.SpanOf(t, t + 1));
            if (Lists.CountryOfDemonym(word) is not null && role.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static string LastNoun(string words)
    {
        string[] parts = words.ToLowerInvariant().Split(' ');
        // "deputy minister of health": the noun before the preposition
        int cut = Array.FindIndex(parts, p => p is "of" or "for" or "in" or "at" or "to");
        return cut > 0 ? parts[cut - 1] : parts[^1];
    }

    private TokenRange StripDeterminer(TokenRange range)
    {
        int start = range.Start;
        while (start < range.End && (tags.Upos(start) is Upos.DET or Upos.PUNCT || text.Folded(start) is "the" or "a" or "an"))
            start++;
        return new TokenRange(start, range.End);
    }

    private TokenRange WithoutPossessive(TokenRange range)
    {
        int end = range.End;
        while (end > range.Start + 1 && text.Folded(end - 1) is "'s" or "'" or ",")
            end--;
        return new TokenRange(range.Start, end);
    }

    private Gender GenderOf(TokenRange range, string[] words)
    {
        if (range.Start > 0)
        {
            switch (text.Folded(range.Start - 1))
            {
                case "mr." or "mr" or "king" or "prince" or "sir" or "lord":
                    return Gender.Male;
                case "ms." or "mrs." or "ms" or "mrs" or "miss" or "queen" or "princess" or "lady" or "dame":
                    return Gender.Female;
                default:
                    break;
            }
        }
        return words.Length > 1 ? Lists.GenderOf(words[0]) : Gender.Unknown;
    }

    private string[] Words(TokenRange range)
    {
        var words = new List<string>();
        for (int t = range.Start; t < range.End; t++)
        {
            if (tags.Upos(t) != Upos.PUNCT && text.Folded(t) is not ("the" or "a" or "an"))
                words.Add(text.Folded(t));
        }
        return [.. words];
    }

    private static string[] Words(string name) =>
        [.. name.ToLowerInvariant().Replace('’', '\'').Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("the" or "a" or "an" or "'s"))];
}
