using Hearsay.Claims.Attributions;
using Hearsay.Claims.Records;
using Hearsay.Claims.Stances;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Names;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Sources;

/// <summary>Who a source is: the party behind a name, a title, a description or a pronoun.</summary>
public sealed class SpeakerFinder
{
    private static readonly WordLists Lists = WordLists.Default;

    /// <summary>A speaker by his words, or with the party that they mean.</summary>
    /// <param name="Range">The words of the source.</param>
    public sealed record Speaker(TokenRange Range, string Name, string? Kind, string? Role, bool Anonymous, int? Entity, string How);

    /// <summary>One speaker for each party that the source words name; "Moscow and Pyongyang" and a "they" for both give two.</summary>
    public IReadOnlyList<Speaker> Find(Reading reading, Attribution attribution)
    {
        var speakers = new List<Speaker>();
        foreach (TokenRange worded in Worded(reading, attribution))
        {
            TokenRange source = worded;
            if (SpeakerSeries.Of(reading, attribution, source) is var (whole, series))
            {
                speakers.AddRange(series.Select(p => One(reading, p) with { Range = whole }));
                break;
            }
            IReadOnlyList<TokenRange> names = SplitNames(reading, source);
            foreach (TokenRange part in names.Count > 1 ? names : SplitPhrases(reading, source))
            {
                // "This has led to speculation": a thing pointed at is no party.
                if (part.Count == 1 && reading.Text.Folded(part.Start) is "this" or "that" or "these" or "there" && Antecedent(reading, part.Start) is null)
                    continue;
                IReadOnlyList<Entity> parties = SharedParties(reading, part);
                if (parties.Count > 1)
                    speakers.AddRange(parties.Select(p => Of(reading, part, p, "the words mean both parties")));
                else
                    speakers.Add(names.Count > 1 ? One(reading, part) : One(reading, part) with { Range = source });
            }
            // A second fragment of one source ("Jones ... , the mayor") describes the same speaker.
            break;
        }
        return speakers;
    }

    /// <summary>
    /// The source's words: a fragment without a noun ("The" of a broken span) is widened to its phrase; where the network tied none, the subject of
    /// the cue's own verb speaks; somebody who is asked is not the one who asks.
    /// </summary>
    private static IEnumerable<TokenRange> Worded(Reading reading, Attribution attribution)
    {
        int cue = reading.Parse.HeadOf(attribution.Cue);
        // "warned against assuming that": nobody does what is warned against.
        bool warned = reading.Tags.Xpos(cue) is "VBG" && reading.Parse.Child(cue, "mark", "case") is >= 0 and var mark && reading.Text.Folded(mark) is "against";
        if (warned || NobodySpeaks(reading, attribution, cue))
            yield break;
        bool asked = reading.Tags.Xpos(cue) == "VBN" && reading.Lemmas[cue] is "ask" or "question" or "press" or "quiz" && (reading.Parse.Is(cue, "advcl") || reading.Parse.Child(cue, "nsubj:pass", "aux:pass") >= 0);
        // "Tycoon accused of plotting": a participle with "of" and no object has no source, unless "by" gives one.
        // Who could not be reached is the one who gives no answer.
        bool passive = reading.Parse.Child(cue, "aux:pass") >= 0 && attribution.Contents.Count > 0 && !Feelings.Contains(reading.Lemmas[cue]) || reading.Lemmas[cue] is "accuse" or "suspect" or "convict" && reading.Text.Folded(attribution.Cue.End - 1) is "of" && reading.Text.Folded(cue).EndsWith("ed", StringComparison.Ordinal) && reading.Parse.Child(cue, "obj") < 0;
        // "released a video showing", "in a statement announcing": the paper or the film shows and announces.
        if (reading.Tags.Xpos(cue) is "VBG" && attribution.Cue.Start == cue && cue > 0 && reading.Tags.Upos(cue - 1) is Upos.NOUN && Lists.KindOfNoun(reading.Lemmas[cue - 1]) is EntityKind.Document)
        {
            TokenRange paper = Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, cue - 1);
            yield return reading.Tags.Upos(paper.Start) is Upos.ADP ? new TokenRange(cue - 1, cue) : paper;
            yield break;
        }
        foreach (TokenRange source in attribution.Sources.OrderByDescending(s => HasNominal(reading, s)))
        {
            if (!HasBy(reading, source) && (asked || passive && (IsPassiveSubject(reading, cue, source) || source.End == attribution.Cue.Start)))
                continue;
            if (HasNominal(reading, source))
            {
                yield return NearerSubject(reading, attribution, cue, source) ?? OwnSubject(reading, attribution, cue, source) ?? Whole(reading, attribution, source);
                continue;
            }
            int head = reading.Parse.Head(reading.Parse.HeadOf(source));
            if (head >= 0 && reading.Tags.Upos(head) is Upos.NOUN or Upos.PROPN && head - source.Start < 12 && head >= source.Start)
                yield return new TokenRange(source.Start, Math.Max(source.End, head + 1));
            else if (char.IsUpper(reading.Text.Form(source.End - 1)[0]) && reading.Tags.Upos(source.End - 1) is not (Upos.DET or Upos.ADP))
                yield return source;
        }
        if (attribution.Sources.Count == 0 && reading.Tags.Upos(cue) is Upos.NOUN && reading.Parse.Head(cue) is >= 0 and var governor && (reading.Parse.Is(cue, "obl") || reading.Parse.Is(cue, "obj") && LightVerbs.Contains(reading.Lemmas[governor])) && reading.Parse.Child(governor, "nsubj") is >= 0 and var actor && reading.Parse.Child(cue, "nmod:poss") < 0
            // "Oil rose on concerns that": a cause is nobody's.
            && !(NounCues.Feared.Contains(reading.Lemmas[cue]) && reading.Parse.Child(cue, "case") is >= 0 and var preposition && reading.Text.Folded(preposition) is "on" or "amid" or "amidst" or "after" or "despite" or "over" or "following" or "since" or "by")
            && !(reading.Lemmas[cue] is "report" or "claim" or "allegation" or "accusation" or "charge" or "suggestion" or "rumor" or "rumour" or "assertion" && CueLexicon.English.Match([reading.Lemmas[governor]], [reading.Text.Folded(governor)], 1, false)?.Stance is Stance.Denies or Stance.Confirms))
        {
            // "Moscow, which sent troops with the stated aim of": the aim is the sender's.
            yield return reading.Tags.Upos(actor) is Upos.PRON ? new TokenRange(actor, actor + 1) : Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, actor);
            yield break;
        }
        if (attribution.Sources.Count > 0 || reading.Tags.Upos(cue) != Upos.VERB || reading.Tags.Xpos(cue) is "VBN" && reading.Parse.Child(cue, "aux") < 0)
            yield break;
        int subject = Subject(reading, cue);
        // "denied the claim and alleged that": joined verbs share their subject.
        for (int at = cue, i = 0; subject < 0 && i < 3 && reading.Parse.Relation(at) is "conj" or "xcomp" or "advcl" && reading.Parse.Head(at) >= 0; i++)
        {
            at = reading.Parse.Head(at);
            subject = reading.Parse.Child(at, "nsubj");
            // "She would not be drawn, saying only that"
            if (subject < 0 && reading.Tags.Xpos(cue) is "VBG")
                subject = reading.Parse.Child(at, "nsubj:pass");
        }
        if (subject >= 0 && reading.Tags.Upos(subject) is Upos.PRON && reading.Text.Folded(subject) is "he" or "she" or "they" or "it" or "who" or "i" or "we" && !attribution.HoldsInContent(new TokenRange(subject, subject + 1)))
        {
            yield return new TokenRange(subject, subject + 1);
            yield break;
        }
        if (subject >= 0 && reading.Parse.Child(cue, "aux:pass") < 0 && reading.Tags.Upos(subject) is Upos.PROPN or Upos.NOUN && !attribution.HoldsInContent(new TokenRange(subject, subject + 1)))
            yield return Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, subject);
    }

    /// <summary>"These rules, Berg explained, were old": of two subjects that the tree gives to one verb, the one at the verb is its own.</summary>
    private static TokenRange? NearerSubject(Reading reading, Attribution attribution, int cue, TokenRange source)
    {
        int[] subjects = [.. reading.Parse.Children(cue).Where(c => c < cue && reading.Parse.Is(c, "nsubj"))];
        if (subjects.Length != 2 || !source.Contains(subjects[0]) || source.Contains(subjects[1]) || attribution.HoldsInContent(new TokenRange(subjects[1], subjects[1] + 1)))
            return null;
        if (reading.Tags.Upos(subjects[1]) is Upos.PRON)
            return new TokenRange(subjects[1], subjects[1] + 1);
        bool party = Lists.KindOfNoun(reading.Lemmas[subjects[1]]) is not null || reading.Names.Names.Any(n => n.Range.Contains(subjects[1]) && n.Kind is NameKind.Person or NameKind.Organization or NameKind.Group);
        return !party ? null : Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, subjects[1]);
    }

    /// <summary>
    /// "Berg, flanked by Lund, calls for talks": who a participle beside the subject tells of is not the subject. "No alarm was raised when the dealers promised goods": the subject of
    /// the clause above is not that of the cue, which has its own.
    /// </summary>
    private static TokenRange? OwnSubject(Reading reading, Attribution attribution, int cue, TokenRange source)
    {
        // The same by the words alone, as in a headline, where the tree is often wrong.
        int by = source.Start - 1;
        if (by >= 3 && reading.Text.Folded(by) is "by" && reading.Tags.Xpos(by - 1) is "VBN" or "VBD" && reading.Text.Folded(by - 2) is "," or "-" && source.End < reading.Text.Count && reading.Text.Folded(source.End) == reading.Text.Folded(by - 2)
            && attribution.Cue.Start == source.End + 1 && reading.Tags.Upos(by - 3) is Upos.PROPN or Upos.NOUN)
            return Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, by - 3);
        int subject = Subject(reading, cue);
        if (subject < 0 || source.Contains(subject) || reading.Tags.Upos(subject) is not (Upos.PROPN or Upos.NOUN) || attribution.HoldsInContent(new TokenRange(subject, subject + 1)))
            return null;
        int head = reading.Parse.HeadOf(source), governor = reading.Parse.Head(head);
        bool beside = governor >= 0 && reading.Parse.Relation(head) is "obl:agent" or "obl" && reading.Parse.Relation(governor) is "acl" && reading.Parse.Head(governor) == subject;
        bool above = governor >= 0 && governor != cue && reading.Parse.Is(head, "nsubj") && reading.Parse.Is(cue, "advcl") && reading.Parse.Head(cue) == governor && source.End <= subject;
        return beside || above ? Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, subject) : null;
    }

    /// <summary>"Norland" of "Norland trade group the NTG said": a source that ends before its phrase's head is widened to it.</summary>
    private static TokenRange Whole(Reading reading, Attribution attribution, TokenRange source)
    {
        int head = reading.Parse.HeadOf(source), governor = reading.Parse.Head(head);
        if (governor < source.End || governor - source.End > 5 || reading.Parse.Relation(head) is not ("compound" or "amod" or "nmod:poss") || reading.Tags.Upos(governor) is not (Upos.NOUN or Upos.PROPN))
            return source;
        TokenRange phrase = Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, governor, withPrepositions: false);
        int end = Math.Max(source.End, phrase.End);
        // The name set after what it is: "trade group the NTG".
        if (end + 1 < reading.Text.Count && reading.Text.Folded(end) is "the" && reading.Names.Names.FirstOrDefault(n => n.Range.Start == end + 1 && n.Kind is NameKind.Organization) is { Range.Count: > 0 } name)
            return new TokenRange(end, name.Range.End);
        var whole = new TokenRange(source.Start, end);
        return attribution.Cue.Start < whole.End && whole.Start < attribution.Cue.End || attribution.HoldsInContent(new TokenRange(governor, governor + 1)) ? source : whole;
    }

    private static int Subject(Reading reading, int verb)
    {
        int subject = reading.Parse.Child(verb, "nsubj"), clause = reading.Parse.Child(verb, "mark", "advmod");
        // The tree may hang the subject of "when the dealers promised" on the verb above.
        return subject < 0 && reading.Parse.Is(verb, "advcl") && clause >= 0 && clause < verb
            ? reading.Parse.Children(reading.Parse.Head(verb)).FirstOrDefault(c => c > clause && c < verb && reading.Parse.Is(c, "nsubj"), -1)
            : subject;
    }

    // What befalls a party is not its own saying: "drew accusations", "faces questions".
    private static readonly HashSet<string> Drawing = ["draw", "face", "prompt", "provoke", "spark", "trigger", "attract", "invite", "incur", "elicit", "generate", "suffer", "receive", "arouse", "cause", "ignite", "evoke", "meet"];

    /// <summary>
    /// Who draws or faces criticism does not voice it; "this reported rise" and "aides expected to stay" hold a participle that does not tell who reports or expects.
    /// </summary>
    private static bool NobodySpeaks(Reading reading, Attribution attribution, int cue)
    {
        if (attribution.Sources.Any(s => s.Start > attribution.Cue.Start || s.Start > 0 && reading.Text.Folded(s.Start - 1) is "by" or "from" or "among"))
            return false;
        if (Drawing.Contains(reading.Lemmas[cue]) && reading.Parse.Child(cue, "obj") is >= 0 and var thing && CueLexicon.English.Match([reading.Lemmas[thing]], [reading.Text.Folded(thing)], 1, false) is not null)
            return true;
        int noun = reading.Parse.Head(cue);
        if (noun < 0 || reading.Tags.Xpos(cue) is not ("VBN" or "JJ" or "VBD") || attribution.Sources.Count == 0 || reading.Parse.Subtree(noun) is var phrase && !attribution.Sources.Any(s => phrase.Start <= s.Start && s.End <= phrase.End))
            return false;
        return reading.Parse.Is(cue, "amod") || reading.Parse.Is(cue, "acl") && reading.Tags.Xpos(cue) is "VBN" && reading.Parse.Child(cue, "aux", "obj") < 0;
    }

    // "is convinced", "are worried", "would not be drawn": a passive by its form, and who feels so is the source.
    private static readonly HashSet<string> Feelings =
    [
        "draw", "determine", "convince", "concern", "worry", "please", "satisfy", "commit", "prepare", "disappoint", "shock", "surprise", "excite", "frustrate", "interest", "oppose", "alarm", "trouble", "encourage", "scare", "frighten", "thrill", "horrify",
        "outrage", "disgust", "annoy", "embarrass", "ashame", "relieve", "puzzle", "dismay", "delight", "sadden", "inspire",
    ];

    /// <summary>"Leaders have been accused of": who is accused does not accuse.</summary>
    private static bool IsPassiveSubject(Reading reading, int cue, TokenRange source)
    {
        int subject = reading.Parse.Child(cue, "nsubj:pass");
        return subject >= 0 && source.Contains(subject) || source.Count == 1 && reading.Text.Folded(source.Start) is "who" or "which" && reading.Parse.Head(source.Start) == cue;
    }

    private static bool HasNominal(Reading reading, TokenRange range)
    {
        for (int t = range.Start; t < range.End; t++)
        {
            if (reading.Tags.Upos(t) is Upos.NOUN or Upos.PROPN or Upos.PRON or Upos.NUM or Upos.X or Upos.SYM || reading.Tags.Upos(t) is Upos.ADJ && char.IsUpper(reading.Text.Form(t)[0]) || reading.Text.Folded(t) is "some" or "many" or "others" or "those" or "most" or "all" or "another")
                return true;
        }
        return false;
    }

    // "had concerns", "voiced hopes": who has them is the source; who disputes a claim is not.
    private static readonly HashSet<string> LightVerbs = ["have", "make", "express", "voice", "issue", "raise", "harbor", "harbour", "level", "lodge", "repeat", "offer", "share", "hold", "renew", "give", "deliver", "send"];

    private static bool HasBy(Reading reading, TokenRange source) => source.Start > 0 && reading.Text.Folded(source.Start - 1) is "by";

    /// <summary>The parties that "they" or "the two countries" stand for.</summary>
    private static IReadOnlyList<Entity> SharedParties(Reading reading, TokenRange range) =>
        [.. reading.Entities.References.Where(r => r.Range == range).Select(r => reading.Entities.Entities[r.Entity]).Distinct()];

    /// <summary>Splits "A and B" and "A, B" where both are names and nothing else.</summary>
    private static IReadOnlyList<TokenRange> SplitNames(Reading reading, TokenRange source)
    {
        int and = -1, open = 0;
        for (int t = source.Start + 1; t < source.End - 1; t++)
        {
            open += reading.Text.Form(t) is "(" ? 1 : reading.Text.Form(t) is ")" ? -1 : 0;
            if (open == 0 && reading.Text.Folded(t) is "and" or ",")
            {
                if (and >= 0)
                    return [source];
                and = t;
            }
        }
        if (and < 0)
            return [source];
        TokenRange first = WithoutBrackets(reading, new TokenRange(source.Start, and)), second = WithoutBrackets(reading, new TokenRange(and + 1, source.End));
        if (reading.Text.Folded(first.Start) is "both")
            first = new TokenRange(first.Start + 1, first.End);
        // "Ostravia and its ally Norrland"
        if (second.Count is 3 or 4 && reading.Text.Folded(second.Start) is "its" or "his" or "her" or "their" && reading.Names.Names.Any(n => n.Range.End == second.End))
            second = new TokenRange(reading.Names.Names.First(n => n.Range.End == second.End).Range.Start, second.End);
        return first.Count > 0 && IsNameAlone(reading, first) && IsNameAlone(reading, second) ? [first, second] : [source];
    }

    /// <summary>Splits "the mayor's office and two unions", "Norfield Plc (NFD.L) and Ostrava": phrases that the grammar joins, each a party. A title or an office set beside a name is no second party.</summary>
    private static List<TokenRange> SplitPhrases(Reading reading, TokenRange source)
    {
        TokenizedText text = reading.Text;
        int head = reading.Parse.HeadOf(source);
        int[] joined = [.. reading.Parse.Children(head).Where(c => c > head && source.Contains(c) && reading.Parse.Is(c, "conj") && !IsSeat(text.Form(c))).Order()];
        // A comma alone sets an office beside a name.
        if (joined.Length is 0 or > 3 || reading.Parse.Child(joined[^1], "cc") < 0)
            return [source];
        var parts = new List<TokenRange>();
        int start = source.Start;
        foreach (int conjunct in joined)
        {
            int next = conjunct;
            while (next > start && reading.Tags.Upos(next - 1) is not Upos.CCONJ && text.Form(next - 1) is not ",")
                next--;
            int end = next;
            while (end > start && (reading.Tags.Upos(end - 1) is Upos.CCONJ || text.Form(end - 1) is ","))
                end--;
            parts.Add(new TokenRange(start, end));
            start = next;
        }
        parts.Add(new TokenRange(start, source.End));
        if (text.Folded(parts[0].Start) is "both" or "neither" && parts[0].Count > 1)
            parts[0] = new TokenRange(parts[0].Start + 1, parts[0].End);
        // "the port and the ministry both declined"
        if (text.Folded(source.End - 1) is "both" or "all" && parts[^1].Count > 1)
            parts[^1] = new TokenRange(parts[^1].Start, source.End - 1);
        return IsParty(parts[0], head) && joined.Index().All(j => IsParty(parts[j.Index + 1], j.Item)) ? parts : [source];

        bool IsParty(TokenRange part, int noun)
        {
            if (!part.Contains(noun) || Enumerable.Range(part.Start, part.Count).Count(t => text.Form(t) is "(") != Enumerable.Range(part.Start, part.Count).Count(t => text.Form(t) is ")"))
                return false;
            EntityKind? kind = Lists.KindOfNoun(reading.Lemmas[noun]);
            bool named = reading.Names.Names.Any(n => n.Range.Contains(noun) && n.Kind is NameKind.Person or NameKind.Organization or NameKind.Place or NameKind.Group && n.Range.Start >= part.Start && n.Range.End <= part.End);
            bool determined = reading.Tags.Upos(part.Start) is Upos.DET or Upos.PRON;
            return reading.Tags.Xpos(noun) switch
            {
                "NNP" or "NNPS" => named && (part.Start == source.Start || determined || kind is null or EntityKind.Person),
                "NNS" => kind is not EntityKind.Document,
                // "the founder and chairman" is one man, "Berg and his lawyer" are two
                "NN" => kind is not (null or EntityKind.Person or EntityKind.Document) || kind is EntityKind.Person && part.Start > source.Start && text.Folded(part.Start) is "his" or "her" or "their" or "its",
                _ => false,
            };
        }
    }

    /// <summary>"Peter King, D-N.Y.": party and state.</summary>
    private static bool IsSeat(ReadOnlySpan<char> word) => word.Length >= 3 && word[0] is 'D' or 'R' or 'I' && word[1] is '-' or '–' && char.IsUpper(word[2]);

    /// <summary>"Norfield Plc (NFD.L)": the ticker names nobody else.</summary>
    private static TokenRange WithoutBrackets(Reading reading, TokenRange range)
    {
        if (range.Count < 4 || reading.Text.Form(range.End - 1) is not ")")
            return range;
        int open = range.End - 2;
        while (open > range.Start && reading.Text.Form(open) is not "(")
            open--;
        return open > range.Start ? new TokenRange(range.Start, open) : range;
    }

    private static bool IsNameAlone(Reading reading, TokenRange range)
    {
        int start = range.Start;
        while (start < range.End && reading.Text.Folded(start) is "the")
            start++;
        return reading.Names.Names.Any(n => n.Range.Start == start && n.Range.End == range.End) || range.End - start == 1 && Lists.CountryOfDemonym(reading.Text.Text.Words(reading.Text.SpanOf(start, range.End))) is not null;
    }

    private static Speaker One(Reading reading, TokenRange range)
    {
        TokenizedText text = reading.Text;
        if (range.Count == 1 && text.Folded(range.Start) is "who" or "which" or "that" && Antecedent(reading, range.Start) is { } meantBy)
        {
            Speaker antecedent = One(reading, meantBy);
            return antecedent with { Range = range, How = $"'{text.Form(range.Start)}' is the word before: {antecedent.How}" };
        }
        if (range.Count == 1 && reading.Tags.Upos(range.Start) is Upos.PRON)
        {
            return reading.Entities.At(range) is { } meant
                ? Of(reading, range, meant, $"'{text.Form(range.Start)}' taken as the nearest fitting party")
                : (text.Folded(range.Start) is "he" or "she" or "his" or "her" or "him" ? InChain(reading, range, range.Start) : null) ?? Bare(reading, range, "a pronoun whose party is not clear");
        }
        // "President" of "President Obama": the span broke before the name.
        if (range.End < text.Count && text.SentenceOf(range.Start) == text.SentenceOf(range.End) && Lists.IsPersonNoun(reading.Lemmas[range.End - 1]) && reading.Names.Names.FirstOrDefault(n => n.Range.Start == range.End && n.Kind == NameKind.Person) is { } cutOff && EntityOf(reading, cutOff) is { } holder)
            return Of(reading, range, holder, "the name that follows the title");
        if (reading.Entities.At(range) is { } exact)
            return Of(reading, range, exact, "the words name the party");

        // "Ukrainian assertions": a nationality beside the noun speaks for its government, also where no name was found.
        if (range.Count == 1 && Lists.CountryOfDemonym(text.Text.Words(text.SpanOf(range))) is { } nation && reading.Tags.Xpos(range.Start) is "JJ" or "NNP")
            return new Speaker(range, nation.Name, "government", null, false, null, "a nationality stands for its government");
        int head = reading.Parse.HeadOf(range);
        // A person named in the phrase is the speaker, wherever the title stands, unless the name belongs to somebody else's office or sits in an "of" phrase.
        Entity? person = null, other = null;
        foreach (Name name in reading.Names.Names)
        {
            if (name.Range.Start < range.Start || name.Range.End > range.End)
                continue;
            Entity? party = EntityOf(reading, name);
            if (party is null)
                continue;
            int nameHead = reading.Parse.HeadOf(name.Range);
            bool leads = Leads(reading, nameHead, head, range);
            // "Investec analyst Ian Gordon": the name that the phrase ends in, before a comma, is the person's.
            if (name.Kind == NameKind.Person && leads && (person is null || nameHead == head || !text.Text.Content.AsSpan(text.Tokens[range.Start].Start, text.Tokens[name.Range.Start].Start - text.Tokens[range.Start].Start).Contains(',')))
                person = party;
            else if (name.Kind is NameKind.Organization or NameKind.Place or NameKind.Work && nameHead == head)
                other ??= party;
        }
        if (person is not null)
            return Of(reading, range, person, "the person named in the source");
        if (other is not null)
            return Of(reading, range, other, "the party named in the source");
        // "the official", linked by its noun
        foreach ((TokenRange reference, int entity) in reading.Entities.References)
        {
            if (reference.Contains(head) && reference.Start >= range.Start && reference.End <= range.End && reading.Tags.Upos(head) is not Upos.PRON)
                return Of(reading, range, reading.Entities.Entities[entity], "a description of the party");
        }
        foreach (Entity entity in reading.Entities.Entities)
        {
            if (entity.Mentions.Exists(m => m.Contains(head) && m.Start >= range.Start && m.End <= range.End))
                return Bare(reading, range, "the words of the source", entity);
        }
        return (reading.Tags.Upos(head) is Upos.NOUN && reading.Text.Folded(range.Start) is "the" ? InChain(reading, range, head) : null) ?? Bare(reading, range, "the words of the source");
    }

    /// <summary>The party that the phrase's chain names elsewhere, or null.</summary>
    private static Speaker? InChain(Reading reading, TokenRange range, int head) =>
        reading.Chains.Party(head) is { } party ? Of(reading, range, reading.Entities.Entities[party], "the chain of mentions names the party") : null;

    /// <summary>The phrase that a relative clause belongs to.</summary>
    internal static TokenRange? Antecedent(Reading reading, int relative)
    {
        int at = relative;
        for (int i = 0; i < 5 && at >= 0; i++)
        {
            if (reading.Parse.Relation(at) is "acl:relcl")
            {
                int head = reading.Parse.Head(at);
                return head >= 0 && head < relative ? Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, head, withPrepositions: false) : null;
            }
            at = reading.Parse.Head(at);
        }
        return null;
    }

    private static Entity? EntityOf(Reading reading, Name name)
    {
        TokenRange range = name.Range;
        return reading.Entities.At(range) ?? (range.Count > 1 ? reading.Entities.At(new TokenRange(range.Start, range.End - 1)) : null);
    }

    /// <summary>True if the name heads the phrase, or stands beside its head as title and apposition do.</summary>
    private static bool Leads(Reading reading, int name, int head, TokenRange range)
    {
        if (name == head)
            return true;
        string relation = reading.Parse.Relation(name);
        // "Berg spokesman" speaks for Berg: a name before the noun that it describes is not who speaks.
        if (name < head && relation is "compound" or "nmod:poss" or "nmod" or "amod")
            return false;
        if (reading.Parse.Head(name) == head && relation is "appos" or "flat" or "compound" or "flat:name" or "conj" or "parataxis" or "nmod:unmarked" or "nmod:desc" or "dep" or "nsubj" or "list")
            return true;
        // "the mayor of Senn, Petr Hala": the tree may set the name beside the town.
        if (relation is "appos" && name > range.Start + 1 && Lists.IsPersonNoun(reading.Lemmas[head]) && reading.Parse.Head(name) is >= 0 and var place && reading.Parse.Is(place, "nmod") && reading.Parse.Head(place) == head && reading.Text.Form(place + 1) is ",")
            return true;
        return reading.Parse.Head(head) == name || name < head && reading.Parse.Head(name) < 0;
    }

    private static Speaker Of(Reading reading, TokenRange range, Entity party, string how)
    {
        // A nationality alone speaks for its government: "U.S. and Ukrainian assertions".
        string name = party.Name;
        string? kind = KindOf(party);
        if (party.Kind == EntityKind.Group && Lists.CountryOfDemonym(party.Name) is { } country && range.Count == 1 && reading.Tags.Xpos(range.Start) is "JJ" or "NNP" && !party.Name.EndsWith('s'))
        {
            name = country.Name;
            kind = "government";
        }
        else if (party.Kind == EntityKind.Place && Lists.CountryNamed(party.Name) is { } named && party.Name.Contains('.', StringComparison.Ordinal))
        {
            name = named.Name;
        }
        return new Speaker(range, name, kind, party.IsNamed ? party.Role : party.Role ?? party.Name, !party.IsNamed, party.Number, how);
    }

    private static Speaker Bare(Reading reading, TokenRange range, string how, Entity? entity = null)
    {
        TokenizedText text = reading.Text;
        int start = range.Start;
        while (start < range.End - 1 && reading.Tags.Upos(start) is Upos.DET or Upos.PUNCT && text.Folded(start) is "the" or "a" or "an" or "\"" or ",")
            start++;
        // without a relative clause or what follows a comma
        int end = range.End;
        for (int t = start + 1; t < range.End; t++)
        {
            if (text.Form(t) is "," or "(" or "–" or "—" || text.Folded(t) is "on" && t + 1 < range.End && text.Folded(t + 1).EndsWith("day", StringComparison.Ordinal) || text.Folded(t) is "who" or "which" or "that" && reading.Tags.Upos(t) is Upos.PRON)
            {
                end = t;
                break;
            }
        }
        while (end > start + 1 && reading.Tags.Upos(end - 1) is Upos.ADP or Upos.PUNCT or Upos.CCONJ or Upos.ADV)
            end--;
        string name = text.Text.Words(text.SpanOf(start, end));
        int head = reading.Parse.HeadOf(new TokenRange(start, end));
        EntityKind? kind = Lists.KindOfNoun(reading.Lemmas[head]) ?? Lists.KindOf([.. Enumerable.Range(start, end - start).Select(text.Folded)]);
        bool pronoun = reading.Tags.Upos(head) is Upos.PRON;
        bool person = kind == EntityKind.Person;
        // "Libyan leader Muammar Gaddafi": proper nouns after the title are the name, also where the name finder saw none.
        int title = end - 1;
        while (title > start && reading.Tags.Upos(title) is Upos.PROPN)
            title--;
        if (title > start && title < end - 1 && Lists.IsPersonNoun(reading.Lemmas[title]) && end - title <= 5)
            return new Speaker(range, text.Text.Words(text.SpanOf(title + 1, end)), "person", text.Text.Words(text.SpanOf(start, title + 1)), false, entity?.Number, "the proper nouns after a title");
        return new Speaker(range, name, kind is { } k ? KindName(k) : null, person && !pronoun ? name : null, IsAnonymous(reading, head, kind) && !pronoun, entity?.Number, how);
    }

    /// <summary>People without a name, and media and documents in the plural, are unnamed; a government, a court or a firm is a party though it has no proper name.</summary>
    private static bool IsAnonymous(Reading reading, int head, EntityKind? kind)
    {
        if (reading.Names.Names.Any(n => n.Range.Contains(head) && n.Kind is not (NameKind.Group or NameKind.Place)))
            return false;
        bool plural = reading.Tags.Xpos(head) is "NNS" or "NNPS";
        return kind switch
        {
            EntityKind.Person => true,
            EntityKind.Media or EntityKind.Document => plural || reading.Lemmas[head] is "media",
            EntityKind.Group => reading.Lemmas[head] is not ("rebel" or "militant" or "separatist" or "insurgent" or "fighter" or "taliban"),
            EntityKind.Government => reading.Lemmas[head] is "authority" or "official" or "lawmaker" or "prosecutor",
            _ => plural && reading.Tags.Upos(head) is Upos.NOUN or Upos.ADJ or Upos.PRON,
        };
    }

    public static string? KindOf(Entity entity) => KindName(entity.Kind);

    private static string? KindName(EntityKind kind) => kind switch
    {
        EntityKind.Person => "person",
        EntityKind.Government or EntityKind.Place => "government",
        EntityKind.Organization => "organization",
        EntityKind.Media => "media",
        EntityKind.Group => "group",
        EntityKind.Document => "document",
        _ => null,
    };
}
