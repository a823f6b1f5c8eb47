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
        NameAhead();
        foreach (Entity entity in entities)
        {
            entity.Mentions.Sort((a, b) => a.Start.CompareTo(b.Start));
            if (entity.Kind == EntityKind.Place && entity.Mentions.Count > 2)
                entity.Name = CommonestForm(entity);
        }
        return new EntityList(entities, byRange, references);
    }

    private void LinkName(Name name)
    {
        TokenRange range = WithoutPossessive(name.Range);
        string[] words = Words(range);
        // A letter alone ("R-Texas", "NFD.L") names nobody.
        if (words.Length == 0 || words is [{ Length: 1 }])
            return;
        EntityKind kind = KindOf(name.Kind, words);
        // "Norfield, the country's oldest brewer": what is set beside a name says what it is.
        if (kind == EntityKind.Person && parse.Child(parse.HeadOf(range), "appos") is >= 0 and var beside && tags.Upos(beside) is Upos.NOUN && Lists.KindOfNoun(lemmas[beside]) is EntityKind.Organization or EntityKind.Media)
            kind = Lists.KindOfNoun(lemmas[beside])!.Value;
        Entity? entity = kind == EntityKind.Person ? FindPerson(words) : FindOther(words, kind, range);
        string form = text.Text.Words(text.SpanOf(range));
        if (entity is null)
        {
            entity = new Entity(entities.Count, form, kind);
            entities.Add(entity);
        }
        else if (kind == EntityKind.Person ? words.Length > entity.Words.Length : form.Length > entity.Name.Length && kind is not (EntityKind.Group or EntityKind.Place))
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
        NameKind.Place => Lists.KindOf(words) is EntityKind.Government or EntityKind.Group ? Lists.KindOf(words)!.Value : EntityKind.Place,
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
            string[] known = entity.Words;
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
            if (entities[i].Kind == EntityKind.Person && entities[i].Words is { Length: > 1 } known && known[0] == words[0])
                return entities[i];
        }
        // A surname misspelt or transliterated by one letter: "Hartleber" for "Hartlieber".
        return entities.FindLast(e => e.Kind == EntityKind.Person && e.IsNamed && e.Words is { Length: > 1 } known && OneLetterApart(Surname(known), last));
    }

    private static bool OneLetterApart(string a, string b)
    {
        if (Math.Min(a.Length, b.Length) < 6 || a[0] != b[0] || Math.Abs(a.Length - b.Length) > 1)
            return false;
        int same = 0;
        while (same < Math.Min(a.Length, b.Length) && a[same] == b[same])
            same++;
        ReadOnlySpan<char> x = a.AsSpan(same), y = b.AsSpan(same);
        return x.Length == y.Length ? x[1..].SequenceEqual(y[1..]) : x.Length > y.Length ? x[1..].SequenceEqual(y) : y[1..].SequenceEqual(x);
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
            string[] known = entity.Words;
            if (known.SequenceEqual(words))
                return entity;
            if (kind is EntityKind.Group or EntityKind.Place || entity.Kind is EntityKind.Group or EntityKind.Place)
            {
                if (Lists.CountryNamed(key) is { } country && country == Lists.CountryNamed(string.Join(' ', known)))
                    return entity;
                continue;
            }
            // "Kestrian allegations": an adjective is the nation, not the railway of that name.
            if (partial is null && !(range.Count == 1 && tags.Xpos(range.Start) is "JJ") && (IsShortOf(words, known) || IsShortOf(known, words) || IsAcronym(range, words, known)))
                partial = entity;
        }
        return partial;
    }

    /// <summary>"Siemens" for "Siemens AG", "Foreign Ministry" for "Chinese Foreign Ministry".</summary>
    private static bool IsShortOf(string[] little, string[] full)
    {
        if (little.Length > full.Length || little.Length == 0 || little[0].Length < 3 || little.Length == full.Length && little.Length > 1)
            return false;
        // "Norfield" for "NorfieldBrew"
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
            Entity? holder = PersonStartingAt(role.End) ?? (IsComma(role.End) ? PersonStartingAt(role.End + 1) : null) ?? PersonEndingBefore(role.Start) ?? PersonAfterPlace(role.End);
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

    /// <summary>"the mayor of Senn, Petr Hala": the name follows what the office is of.</summary>
    private Entity? PersonAfterPlace(int token)
    {
        if (token >= text.Count || text.Folded(token) is not ("of" or "for" or "in" or "at"))
            return null;
        int at = token + 1;
        while (at < text.Count && at < token + 8 && tags.Upos(at) is Upos.PROPN or Upos.NOUN or Upos.DET or Upos.ADJ or Upos.ADP)
            at++;
        return at > token + 1 && IsComma(at) ? PersonStartingAt(at + 1) : null;
    }

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
                    if (word is "it" && Teller(t) is { } teller)
                        Refer(new TokenRange(t, t + 1), teller);
                    else if (Nearest(t, e => e.Kind is EntityKind.Organization or EntityKind.Government or EntityKind.Media or EntityKind.Place) is { } party)
                        Refer(new TokenRange(t, t + 1), party);
                    else if (word is "it" && parse.Is(t, "nsubj") && BodyBefore(t) is { } body)
                        Refer(new TokenRange(t, t + 1), body);
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

    /// <summary>"The prosecutor's office confirmed it had opened": the body that says of "it" what is said.</summary>
    private Entity? Teller(int pronoun)
    {
        int verb = parse.Relation(pronoun) is "nsubj" or "nsubj:pass" ? parse.Head(pronoun) : -1;
        if (verb < 0 || !parse.Is(verb, "ccomp") || parse.Head(verb) is not (>= 0 and var telling) || parse.Child(telling, "nsubj") is not (>= 0 and var subject) || subject > pronoun || tags.Xpos(subject) is not "NN" || lemmas[verb] is "rain" or "snow" or "seem" or "appear" || tags.Upos(verb) is Upos.ADJ)
            return null;
        return Body(subject);
    }

    /// <summary>"The army said ... . It identified": the body without a name that was the subject last, in this sentence or the one before.</summary>
    private Entity? BodyBefore(int pronoun)
    {
        int sentence = text.SentenceOf(pronoun);
        for (int s = sentence; s >= Math.Max(0, sentence - 1); s--)
        {
            for (int t = text.Sentences[s].Start; t < Math.Min(text.Sentences[s].End, pronoun); t++)
            {
                if (tags.Xpos(t) is "NN" && parse.Relation(t) is "nsubj" or "nsubj:pass" && Body(t) is { } body)
                    return body;
            }
        }
        return null;
    }

    /// <summary>The party that a noun for a body means; a new one without a name where it is none yet, null where the noun is none for a body.</summary>
    private Entity? Body(int noun)
    {
        if (KindOf(lemmas[noun]) is not (EntityKind.Organization or EntityKind.Government or EntityKind.Media))
            return null;
        if (byHead.TryGetValue(noun, out int known))
            return entities[known];
        TokenRange phrase = NounPhrases.Around(parse, tags, noun, withPrepositions: false), plain = StripDeterminer(phrase);
        if (plain.Count <= 0)
            return null;
        var body = new Entity(entities.Count, text.Text.Words(text.SpanOf(plain)), KindOf(lemmas[noun])!.Value) { IsNamed = false };
        entities.Add(body);
        body.Mentions.Add(phrase);
        byRange.TryAdd(phrase, body.Number);
        byHead.TryAdd(noun, body.Number);
        return body;
    }

    /// <summary>Of "Islamic Republic" and "Iran", the one that the story says most; the first of equals.</summary>
    private string CommonestForm(Entity entity) =>
        entity.Mentions.Where(m => tags.Upos(m.End - 1) is Upos.PROPN).Select(m => text.Text.Words(text.SpanOf(m))).GroupBy(f => f).MaxBy(g => g.Count())?.Key ?? entity.Name;

    /// <summary>
    /// A story often begins with an office or a description and gives the name in a later sentence: "a senior diplomat said ... . 'Talks will go on,' Ann Berg, head
    /// of the mission, told". The description is the first person after it who speaks and is introduced there with a role that fits.
    /// </summary>
    private void NameAhead()
    {
        for (int i = 0; i < entities.Count; i++)
        {
            Entity described = entities[i];
            if (described.IsNamed || described.Kind != EntityKind.Person || described.Mentions.Count == 0)
                continue;
            TokenRange first = described.Mentions[0];
            int head = parse.HeadOf(first);
            if (tags.Xpos(head) is not ("NN" or "NNP") || AnonymousNouns.Contains(lemmas[head]))
                continue;
            int sentence = text.SentenceOf(first.Start);
            bool leads = sentence <= 2;
            Entity? named = null;
            foreach (Entity candidate in entities)
            {
                if (candidate.Kind != EntityKind.Person || !candidate.IsNamed || candidate.Role is not { } role || candidate.Mentions.Count == 0)
                    continue;
                TokenRange name = candidate.Mentions.MinBy(m => m.Start);
                int away = text.SentenceOf(name.Start) - sentence;
                if (name.Start < first.Start || away == 0)
                    continue;
                bool sameNation = SharesNationality(first, role);
                bool sameOffice = LastNoun(role) == lemmas[head] || IsSpeaksperson(lemmas[head]) && IsSpeaksperson(LastNoun(role));
                bool fits = sameOffice && (sameNation || away <= 4 && !HasOtherNation(first, role)) || leads && away <= 3 && GeneralOffices.Contains(lemmas[head]) && !HasOtherNation(first, role) && Speaks(name);
                if (fits && (named is null || name.Start < named.Mentions.Min(m => m.Start)))
                    named = candidate;
            }
            if (named is not null)
                Merge(described, named);
        }
    }

    // Who is called so stays without a name.
    private static readonly HashSet<string> AnonymousNouns = ["source", "witness", "victim", "suspect", "resident", "insider", "voter", "protester", "survivor", "man", "woman", "person", "neighbor", "neighbour"];

    // What a story's first sentence calls a person whom it names soon after.
    private static readonly HashSet<string> GeneralOffices =
    [
        "official", "regulator", "leader", "minister", "lawmaker", "executive", "analyst", "expert", "chief", "head", "boss", "politician", "diplomat", "commander", "general", "officer", "envoy", "adviser", "advisor", "aide", "senator", "congressman",
        "congresswoman", "legislator", "scientist", "economist", "strategist", "banker", "prosecutor", "judge", "lawyer", "attorney", "policymaker", "negotiator", "researcher", "professor", "governor", "president", "premier", "spokesman", "spokeswoman", "activist", "director", "ambassador",
    ];

    private static bool IsSpeaksperson(string noun) => noun is "spokesman" or "spokeswoman" or "spokesperson";

    private bool Speaks(TokenRange name) => parse.HeadOf(name) is var head && parse.Relation(head) is "nsubj" && parse.Head(head) is >= 0 and var verb && lemmas[verb] is "say" or "tell" or "add" or "warn" or "write" or "argue" or "explain" or "note";

    private bool HasOtherNation(TokenRange phrase, string role)
    {
        string? ours = NationIn(text.Text.Words(text.SpanOf(phrase))), theirs = NationIn(role);
        return ours is not null && theirs is not null && ours != theirs;
    }

    private static string? NationIn(string words)
    {
        foreach (string word in words.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            string bare = word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word;
            if ((Lists.CountryOfDemonym(bare) ?? Lists.CountryNamed(bare)) is { } country)
                return country.Code;
        }
        return null;
    }

    private void Merge(Entity from, Entity into)
    {
        into.Mentions.AddRange(from.Mentions);
        from.Mentions.Clear();
        foreach (TokenRange range in byRange.Where(p => p.Value == from.Number).Select(p => p.Key).ToArray())
            byRange[range] = into.Number;
        foreach (int head in byHead.Where(p => p.Value == from.Number).Select(p => p.Key).ToArray())
            byHead[head] = into.Number;
        for (int i = 0; i < references.Count; i++)
        {
            if (references[i].Item2 == from.Number)
                references[i] = (references[i].Item1, into.Number);
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
            // "he" is not "the guards", unless nobody else is there.
            if (!entity.IsNamed && IsPlural(entity))
                score -= 1.5;
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
            // "The leader, Karla Weiss, called": the name stands where the phrase stands that it explains.
            while (parse.Relation(head) is "appos" or "flat" or "nmod:desc" && parse.Head(head) >= 0)
                head = parse.Head(head);
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
        EntityKind? kind = KindOf(noun);
        // Who speaks, thinks or wants is a person where nothing says otherwise: "a local councilman told".
        if (kind is null && parse.Is(head, "nsubj") && tags.Xpos(head) is "NN" && parse.Head(head) >= 0 && lemmas[parse.Head(head)] is "say" or "tell" or "add" or "think" or "believe" or "recall" or "admit" or "shout" or "laugh" or "want")
            kind = EntityKind.Person;
        if (kind is null or EntityKind.Document)
            return;
        TokenRange phrase = NounPhrases.Around(parse, tags, head, withPrepositions: false);
        if (kind is EntityKind.Person && PersonAfterPlace(head + 1) is { } officeholder)
        {
            Refer(phrase, officeholder);
            return;
        }
        bool definite = text.Folded(phrase.Start) is "the" or "this" or "that";
        bool party = parse.Relation(head) is "nsubj" or "obl" or "nsubj:pass" or "obl:agent" or "nmod" or "obj";
        if (definite && noun is "country" or "nation" or "kingdom" or "republic" && tags.Xpos(head) is "NN")
        {
            if (Nearest(head, e => e.Kind is EntityKind.Place && Lists.CountryNamed(e.Name) is not null) is { } country)
                Refer(phrase, country);
            return;
        }
        // "the brewers", "the two countries": the pair that the story names before.
        if (definite && tags.Xpos(head) is "NNS" && kind is EntityKind.Organization or EntityKind.Government && PairBefore(head, kind.Value) is var (one, other) && one is not null && other is not null)
        {
            Refer(phrase, one);
            references.Add((phrase, other.Number));
            other.Mentions.Add(phrase);
            return;
        }
        if (definite)
        {
            for (int i = entities.Count - 1; i >= 0; i--)
            {
                Entity entity = entities[i];
                if (entity.Mentions.Count == 0 || entity.Mentions[0].Start >= head || text.SentenceOf(head) - text.SentenceOf(entity.Mentions[^1].Start) > 12)
                    continue;
                bool byRole = entity.Role is { } role && kind == EntityKind.Person && (LastNoun(role) == noun || noun is "leader" or "president" or "premier" && SharesNationality(phrase, role));
                bool byName = entity.Kind != EntityKind.Person && entity.Words is { Length: > 1 } words && words[^1] == noun || entity.Kind == EntityKind.Person && LastNoun(entity.Name) == noun;
                // "the former minister" is not the minister.
                if (byRole && IsFormer(phrase) && !entity.Role!.Contains("former", StringComparison.OrdinalIgnoreCase) && !entity.Role.StartsWith("ex-", StringComparison.OrdinalIgnoreCase))
                    continue;
                if (byRole || byName)
                {
                    Refer(phrase, entity);
                    return;
                }
            }
            // "a member of the crew ... the sailor": the only person without a name so far, where the words of both do not clash.
            if (kind == EntityKind.Person && tags.Xpos(head) is "NN" && party && OnlyUnnamed(head) is { } unnamed && !HasOtherNation(phrase, unnamed.Name) && !HasOtherOffice(phrase, noun, unnamed.Name))
            {
                Refer(phrase, unnamed);
                return;
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

    /// <summary>"The United Nations envoy" is not "a militant leader": of another body, or of another office, unless one of them is but an official.</summary>
    private bool HasOtherOffice(TokenRange phrase, string noun, string known)
    {
        for (int t = phrase.Start; t < phrase.End; t++)
        {
            if (tags.Upos(t) is Upos.PROPN && !known.Contains(text.Form(t), StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return LastNoun(known) is var other && other != noun && noun is not "official" && other is not "official" && IsOffice(noun) && IsOffice(other);
    }

    /// <summary>An office that speaks is a body; elsewhere it is a building as often.</summary>
    private static EntityKind? KindOf(string noun) => noun is "office" ? EntityKind.Government : Lists.KindOfNoun(noun);

    private static bool IsOffice(string noun) => GeneralOffices.Contains(noun) || noun is "mayor" or "secretary" or "chairman" or "chairwoman" or "coach" or "bishop" or "priest" or "king" or "queen" or "sheriff" or "doctor" or "nurse" or "teacher" or "engineer" or "manager" or "owner";

    private bool IsFormer(TokenRange phrase) => Enumerable.Range(phrase.Start, phrase.Count).Any(t => text.Folded(t) is "former" or "ex" or "late" || text.Folded(t).StartsWith("ex-", StringComparison.Ordinal));

    /// <summary>"the French leader" or "France's president" and "French President": the same nation in description and office.</summary>
    private bool SharesNationality(TokenRange phrase, string role) => NationIn(text.Text.Words(text.SpanOf(phrase))) is { } nation && nation == NationIn(role);

    /// <summary>The one person without a name who acted within the last twenty sentences; null if there are two or none.</summary>
    private Entity? OnlyUnnamed(int token)
    {
        Entity? only = null;
        foreach (Entity entity in entities)
        {
            if (entity.IsNamed || entity.Kind != EntityKind.Person || entity.Mentions.Count == 0 || entity.Mentions[0].Start > token || tags.Xpos(parse.HeadOf(entity.Mentions[0])) is "NNS" or "NNPS" || text.SentenceOf(token) - text.SentenceOf(entity.Mentions[^1].Start) > 20)
                continue;
            if (only is not null)
                return null;
            only = entity;
        }
        return only;
    }

    /// <summary>The nearest two parties of that kind joined by "and" within eight sentences before.</summary>
    private (Entity? One, Entity? Other) PairBefore(int token, EntityKind kind)
    {
        int from = text.Sentences[Math.Max(0, text.SentenceOf(token) - 8)].Start;
        for (int t = token - 1; t >= from; t--)
        {
            if (!byHead.TryGetValue(t, out int first) || parse.Child(t, "conj") is not (>= 0 and var joined) || !byHead.TryGetValue(joined, out int second) || first == second)
                continue;
            bool Fits(Entity e) => e.IsNamed && (kind == EntityKind.Government ? e.Kind is EntityKind.Place or EntityKind.Government : e.Kind is EntityKind.Organization or EntityKind.Media);
            if (Fits(entities[first]) && Fits(entities[second]))
                return (entities[first], entities[second]);
        }
        return (null, null);
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
}
