using Hearsay.Claims.Events;
using Hearsay.Claims.Records;
using Hearsay.Claims.Sources;
using Hearsay.Claims.Stances;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims;

/// <summary>Who is blamed, asked or threatened by a claim: the one that the cue is turned on, else the doer of what the content tells.</summary>
internal static class TargetFinder
{
    private static readonly string[] Doers = ["obl:agent", "nsubj", "obj", "nmod:poss", "amod"];
    private static readonly HashSet<string> Turned = ["on", "upon", "against", "at", "to", "from", "for", "of", "toward", "towards"];

    public static string? Find(Reading reading, ClaimDraft draft, IReadOnlyList<EventFinder.Found> happenings) => draft.Stance switch
    {
        Stance.Threatens => Threatened(reading, draft) ?? OfCue(reading, draft) ?? OfContent(reading, draft) ?? Named(reading, draft),
        Stance.Accuses or Stance.Demands or Stance.Asks => OfCue(reading, draft) ?? OfContent(reading, draft) ?? Named(reading, draft),
        // Whose doings have consequences is warned, whoever brings them about.
        Stance.Expects when reading.Lemmas[reading.Parse.HeadOf(draft.Attribution.Cue)] is "warn" or "caution" or "alert" => OfCue(reading, draft) ?? Threatened(reading, draft) ?? OfContent(reading, draft),
        Stance.Asserts or Stance.Confirms or Stance.Expects or Stance.Denies when TellsOfHarm(reading, draft, happenings) => Suspect(reading, draft) ?? Doer(draft, happenings) ?? HarmDoer(reading, draft, happenings),
        _ => null,
    };

    /// <summary>"accused Berg of", "pressure on the firm", "Berg is accused": object, addressee or passive subject of the cue.</summary>
    private static string? OfCue(Reading reading, ClaimDraft draft)
    {
        int cue = reading.Parse.HeadOf(draft.Attribution.Cue);
        foreach (string relation in (string[])["obj", "iobj", "nsubj:pass", "obl", "nmod"])
        {
            foreach (int child in reading.Parse.Children(cue))
            {
                if (!reading.Parse.Is(child, relation) || draft.Speaker?.Range.Contains(child) == true)
                    continue;
                bool addressed = relation is not ("obl" or "nmod") || reading.Parse.Child(child, "case") is >= 0 and var mark && Turned.Contains(reading.Text.Folded(mark));
                if (addressed && Party(reading, draft, child) is { } named)
                    return named;
            }
        }
        return null;
    }

    /// <summary>The subject of what is said, the doer of a passive, or whose act it is: "Norrland's attacks".</summary>
    private static string? OfContent(Reading reading, ClaimDraft draft)
    {
        foreach (TokenRange content in draft.Attribution.Contents)
        {
            for (int s = reading.Text.SentenceOf(content.Start); s < reading.Text.Sentences.Length && reading.Text.Sentences[s].Start < content.End; s++)
            {
                TokenRange sentence = reading.Text.Sentences[s];
                var part = new TokenRange(Math.Max(content.Start, sentence.Start), Math.Min(content.End, sentence.End));
                if (OfClause(reading, draft, part) is { } named)
                    return named;
            }
        }
        return null;
    }

    private static string? OfClause(Reading reading, ClaimDraft draft, TokenRange part)
    {
        // The words of a clause may hang on the cue's own verb; its verb comes before what is told beside it and before its circumstances.
        foreach (int head in Enumerable.Range(part.Start, part.Count).Where(t => !part.Contains(reading.Parse.Head(t))).OrderBy(t => reading.Tags.Upos(t) is not Upos.VERB ? 2 : reading.Parse.Child(t, "nsubj", "nsubj:pass") is >= 0 and var subject && reading.Text.Folded(subject) is "who" or "which" ? 1 : 0))
        {
            if (reading.Tags.Upos(head) is Upos.PROPN or Upos.NOUN && reading.Parse.Relation(head) is not ("obl" or "nmod") && Party(reading, draft, head) is { } alone)
                return alone;
            foreach (string relation in Doers)
            {
                int child = reading.Parse.Child(head, relation);
                if (child >= 0 && part.Contains(child) && Party(reading, draft, child) is { } named)
                    return named;
            }
        }
        return null;
    }

    /// <summary>Who does the harm that a word of the content tells: "hurled by militants", "Norrland demanded bribes", "the ministry's failure to". Who is killed or struck did no harm.</summary>
    private static string? HarmDoer(Reading reading, ClaimDraft draft, IReadOnlyList<EventFinder.Found> happenings)
    {
        foreach (int word in draft.Attribution.Contents.SelectMany(c => Enumerable.Range(c.Start, c.Count)).Where(t => StanceFinder.TellsHarm(reading.Lemmas[t]) && reading.Lemmas[t] is not ("missile" or "weapon") || IsForce(reading, t) || happenings.Any(f => IsHarm(f) && f.Trigger == t)))
        {
            if (DoerOf(reading, draft, word) is { } doer)
                return doer;
        }
        // "he was approached by Berg to plant a bomb": who set it on foot.
        foreach (int agent in draft.Attribution.Contents.SelectMany(c => Enumerable.Range(c.Start, c.Count)).Where(t => reading.Parse.Relation(t) is "obl:agent" or "obl" && reading.Parse.Child(reading.Parse.Head(t), "aux:pass") >= 0 && reading.Parse.Child(t, "case") is >= 0 and var by && reading.Text.Folded(by) is "by"))
        {
            if (Party(reading, draft, agent) is { } named)
                return named;
        }
        return null;
    }

    private static string? DoerOf(Reading reading, ClaimDraft draft, int word)
    {
        DependencyParse parse = reading.Parse;
        bool passive = parse.Child(word, "aux:pass", "nsubj:pass") >= 0;
        foreach (int child in parse.Children(word))
        {
            string relation = parse.Relation(child);
            bool agent = relation is "obl:agent" || relation is "obl" or "nmod" && parse.Child(child, "case") is >= 0 and var by && reading.Text.Folded(by) is "by";
            string? doer = relation is "nsubj" or "nsubj:outer" && !passive ? OrOwner(reading, draft, child) : agent || relation is "nmod:poss" or "amod" or "compound" ? Party(reading, draft, child) : null;
            if (doer is not null)
                return doer;
        }
        // "used missiles to conduct strikes": the verb above has the doer.
        for (int at = word, i = 0; i < 5 && parse.Head(at) is >= 0 and var above; at = above, i++)
        {
            bool shares = parse.Relation(at) is "conj" or "xcomp" or "ccomp" or "advcl" or "obj" || parse.Relation(at) is "acl" && (i > 0 || parse.Child(at, "mark") >= 0) || parse.Relation(at) is "obl" && reading.Tags.Upos(at) is Upos.NOUN;
            if (!shares || parse.Child(at, "nsubj", "nsubj:pass") >= 0 || parse.Child(above, "aux:pass", "nsubj:pass") >= 0)
                return null;
            if (parse.Child(above, "nsubj") is >= 0 and var subject)
                return OrOwner(reading, draft, subject);
        }
        return null;
    }

    /// <summary>"Its aim is to disrupt the talks": the party, or whose thing it is.</summary>
    private static string? OrOwner(Reading reading, ClaimDraft draft, int subject) =>
        Party(reading, draft, subject) ?? (reading.Parse.Child(subject, "nmod:poss") is >= 0 and var owner ? Party(reading, draft, owner) : null);

    /// <summary>"new sanctions on Norrland": whom the threatened act is turned on.</summary>
    private static string? Threatened(Reading reading, ClaimDraft draft)
    {
        foreach (TokenRange content in draft.Attribution.Contents)
        {
            for (int t = content.Start; t < content.End; t++)
            {
                if (!reading.Parse.Is(t, "case") || reading.Text.Folded(t) is not ("on" or "against"))
                    continue;
                int victim = reading.Parse.Head(t), act = reading.Parse.Head(victim);
                // "a strike on our soil by Norrland": who would strike is threatened.
                int doer = act < 0 || reading.Tags.Upos(act) is not Upos.NOUN ? -1 : reading.Parse.Children(act).Concat(reading.Parse.Children(victim)).FirstOrDefault(c => reading.Parse.Child(c, "case") is >= 0 and var by && reading.Text.Folded(by) is "by", -1);
                if ((doer >= 0 ? Party(reading, draft, doer) : null) is { } striker)
                    return striker;
                if (Party(reading, draft, victim) is { } named)
                    return named;
            }
        }
        return null;
    }

    /// <summary>"is believed to have ordered": the subject of a passive of belief.</summary>
    private static string? Suspect(Reading reading, ClaimDraft draft)
    {
        int cue = reading.Parse.HeadOf(draft.Attribution.Cue);
        int subject = reading.Parse.Child(cue, "nsubj:pass");
        return subject >= 0 && draft.Attribution.Sources.Count == 0 ? Party(reading, draft, subject) : null;
    }

    private static string? Doer(ClaimDraft draft, IReadOnlyList<EventFinder.Found> happenings) =>
        happenings.FirstOrDefault(f => IsHarm(f) && f.Event.Actors.Count > 0 && draft.Attribution.Contents.Any(c => c.Contains(f.Trigger)) && f.Event.Actors[0] != draft.Speaker?.Name)?.Event.Actors[0];

    private static bool IsHarm(EventFinder.Found found) => found.Event.Type is "ASSAULT" or "COERCE" or "THREATEN";

    /// <summary>The verb of "used force".</summary>
    private static bool IsForce(Reading reading, int token) => reading.Lemmas[token] is "use" && token + 1 < reading.Text.Count && reading.Lemmas[token + 1] is "force" && reading.Tags.Xpos(token + 1) is "NN";

    private static bool TellsOfHarm(Reading reading, ClaimDraft draft, IReadOnlyList<EventFinder.Found> happenings) =>
        draft.Attribution.Contents.Any(c => Enumerable.Range(c.Start, c.Count).Any(t => StanceFinder.TellsHarm(reading.Lemmas[t]) || IsForce(reading, t)) || happenings.Any(f => IsHarm(f) && c.Contains(f.Trigger)));

    /// <summary>The first body or person that the content names; a place only stands where the syntax says so.</summary>
    private static string? Named(Reading reading, ClaimDraft draft) =>
        reading.Entities.Entities
            .Where(e => e.Kind is EntityKind.Person or EntityKind.Government or EntityKind.Organization or EntityKind.Group && e.IsNamed && draft.Speaker?.Entity != e.Number)
            .Select(e => (Entity: e, At: e.Mentions.Where(m => draft.Attribution.Contents.Any(c => m.Start >= c.Start && m.End <= c.End)).Select(m => m.Start).DefaultIfEmpty(int.MaxValue).Min()))
            .Where(p => p.At != int.MaxValue).OrderBy(p => p.At).FirstOrDefault().Entity?.Name;

    /// <summary>"Western nations", "the great powers".</summary>
    private static bool IsNations(Reading reading, int token) => reading.Tags.Xpos(token) is "NNS" && reading.Lemmas[token] is "nation" or "country" or "power" or "state";

    /// <summary>The party at a word, by name or as described; null for a thing and for the speaker himself.</summary>
    private static string? Party(Reading reading, ClaimDraft draft, int token)
    {
        if (reading.Text.Folded(token) is "who" or "which" or "that" && SpeakerFinder.Antecedent(reading, token) is { } before)
            token = reading.Parse.HeadOf(before);
        Entity? entity = reading.Entities.Entities.FirstOrDefault(e => e.Mentions.Exists(m => m.Contains(token) && (reading.Parse.HeadOf(m) == token || m.End - 1 == token)))
            ?? (IsNations(reading, token) ? null : reading.Entities.Entities.FirstOrDefault(e => e.Mentions.Exists(m => m.Contains(token))));
        if (entity is not null && entity.Kind is not (EntityKind.Document or EntityKind.Other))
        {
            if (entity.Number == draft.Speaker?.Entity)
                return null;
            // "Ukrainian targets": a nationality that describes is its country.
            return entity.Kind == EntityKind.Group && WordLists.Default.CountryOfDemonym(entity.Name) is { } country && reading.Tags.Xpos(token) is "JJ" ? country.Name : entity.Name;
        }
        // "the informer, Ann Berg, who is accused": the name set beside the noun.
        if (reading.Parse.Child(token, "appos", "flat") is >= 0 and var beside && reading.Entities.Entities.FirstOrDefault(e => e.IsNamed && e.Mentions.Exists(m => m.Contains(beside))) is { } known)
            return known.Number == draft.Speaker?.Entity ? null : known.Name;
        // "those unwilling to pay"
        if (reading.Parse.Subtree(token) is { Count: > 2 } described && reading.Text.Folded(described.Start) is "those")
            return reading.Text.Text.Words(reading.Text.SpanOf(described));
        if (reading.Tags.Upos(token) is not Upos.NOUN || WordLists.Default.KindOfNoun(reading.Lemmas[token]) is not (EntityKind.Person or EntityKind.Group or EntityKind.Government or EntityKind.Organization or EntityKind.Media) && !IsNations(reading, token))
            return null;
        TokenRange phrase = NounPhrases.Around(reading.Parse, reading.Tags, token, withPrepositions: false);
        int start = phrase.Start;
        while (start < phrase.End - 1 && reading.Tags.Upos(start) is Upos.DET)
            start++;
        int end = phrase.End;
        while (end > start + 1 && reading.Text.Folded(end - 1) is "'s" or "'")
            end--;
        // "the country's army": the possessor by name.
        if (reading.Parse.Child(token, "nmod:poss") is >= 0 and var owner && owner < token && reading.Entities.Entities.FirstOrDefault(e => e.IsNamed && e.Mentions.Exists(m => m.Contains(owner))) is { } holder)
        {
            start = reading.Parse.Subtree(owner).End;
            return start < end ? $"{holder.Name}'s {reading.Text.Text.Words(reading.Text.SpanOf(start, end))}" : holder.Name;
        }
        return reading.Text.Text.Words(reading.Text.SpanOf(start, end));
    }
}
