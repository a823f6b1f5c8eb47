using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.English;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Sources;

/// <summary>
/// Names for speakers that are only described, from what the rest of the story says: a headline tells again what somebody says in the body, a handle spells
/// a name, an office without a name is that of the one person named without an office.
/// </summary>
internal sealed class SpeakerNames(Reading reading, List<ClaimDraft> drafts, int bodyToken)
{
    private static readonly WordLists Lists = WordLists.Default;

    // Of the headline's words, how many a claim of the body must share to be the same claim told again.
    private const double SameMatter = 0.6;

    public static void Settle(Reading reading, List<ClaimDraft> drafts, int bodyToken)
    {
        var names = new SpeakerNames(reading, drafts, bodyToken);
        for (int i = 0; i < drafts.Count; i++)
        {
            if (drafts[i].Speaker is not { } speaker)
                continue;
            SpeakerFinder.Speaker[] several = names.Parties(drafts[i]) is { Length: > 0 } parties ? parties : names.SpokeBefore(drafts[i]);
            if (several.Length > 0)
            {
                ClaimDraft draft = drafts[i];
                drafts.RemoveAt(i);
                drafts.InsertRange(i, several.Select(s => new ClaimDraft(draft.Attribution, s, draft.Stance, draft.Rule, draft.Confidence, draft.InTitle)));
                i += several.Length - 1;
                continue;
            }
            if (!names.IsOnlyDescribed(speaker) || (names.Handle(speaker) ?? names.LongName(speaker) ?? names.ByOffice(drafts[i]) ?? (drafts[i].InTitle ? names.InBody(drafts[i]) : null)) is not { } known)
                continue;
            drafts[i].Speaker = known;
            // "he" that meant the description means the named one too.
            foreach (ClaimDraft other in drafts)
            {
                if (other.Speaker is { Entity: { } entity } meant && entity == speaker.Entity && !reading.Entities.Entities[entity].IsNamed)
                    other.Speaker = known with { Range = meant.Range, How = meant.How + "; " + known.How };
            }
        }
    }

    /// <summary>True where the source is a handle or a phrase of common nouns, not a name or a nation.</summary>
    private bool IsOnlyDescribed(SpeakerFinder.Speaker speaker) =>
        speaker.Name.StartsWith('@') || reading.Tags.Upos(reading.Parse.HeadOf(speaker.Range)) is Upos.NOUN && (speaker.Entity is not { } entity || !reading.Entities.Entities[entity].IsNamed || reading.Entities.Entities[entity].Name != speaker.Name)
        || speaker.Entity is { } unnamed && !reading.Entities.Entities[unnamed].IsNamed;

    /// <summary>"The brewers" after two of them spoke together, "the two Kestrias" of North and South Kestria: all whom a plural means.</summary>
    private SpeakerFinder.Speaker[] Parties(ClaimDraft draft)
    {
        SpeakerFinder.Speaker speaker = draft.Speaker!;
        TokenRange range = speaker.Range;
        int head = range.End - 1;
        if (reading.Tags.Xpos(head) is not ("NNS" or "NNPS") || range.Count > 3 || reading.Text.Folded(range.Start) is not ("the" or "both" or "these") || range.Count == 3 && reading.Tags.Upos(head - 1) is not Upos.NUM)
            return [];
        string last = " " + reading.Text.Folded(head).TrimEnd('s');
        Entity[] namesakes = [.. reading.Entities.Entities.Where(e => e.IsNamed && e.Mentions.Count > 0 && e.Name.EndsWith(last, StringComparison.OrdinalIgnoreCase))];
        if (char.IsUpper(reading.Text.Form(head)[0]) && namesakes.Length == 2)
            return [.. namesakes.Select(e => As(speaker, e, "the names that the plural stands for"))];
        if (reading.Tags.Xpos(head) is not "NNS")
            return [];
        // A group that was introduced by that noun is a party of its own.
        if (speaker.Entity is { } own && reading.Entities.Entities[own].Mentions.MinBy(m => m.Start) is var first && first.Start < range.Start && reading.Text.Folded(first.Start) is not ("the" or "both" or "these"))
            return [];
        EntityKind? kind = Lists.KindOfNoun(reading.Lemmas[head]);
        bool Fits(SpeakerFinder.Speaker s) => s.Entity is { } e && reading.Entities.Entities[e] is { IsNamed: true } party && (kind is null || party.Kind == kind || kind == EntityKind.Government && (party.Kind == EntityKind.Place || Lists.CountryNamed(party.Name) is not null) || kind == EntityKind.Organization && party.Kind == EntityKind.Media);
        IGrouping<Attributions.Attribution, ClaimDraft>? joined = drafts.Where(d => !d.InTitle && d.Speaker is not null && d.Attribution.Cue.Start < range.Start && !ReferenceEquals(d.Attribution, draft.Attribution))
            .GroupBy(d => d.Attribution).LastOrDefault(g => g.Select(d => d.Speaker!.Entity).Distinct().Count() is 2 or 3 && g.All(d => Fits(d.Speaker!)));
        return joined is null ? [] : [.. joined.Select(d => As(speaker, reading.Entities.Entities[d.Speaker!.Entity!.Value], "who spoke together before"))];
    }

    /// <summary>"Officials said ... the rebels had left. They added": a sentence that begins with "they" goes on about who spoke in the sentence before, not about whom it spoke of.</summary>
    private SpeakerFinder.Speaker[] SpokeBefore(ClaimDraft draft)
    {
        SpeakerFinder.Speaker speaker = draft.Speaker!;
        int sentence = reading.Text.SentenceOf(speaker.Range.Start);
        if (draft.InTitle || reading.Text.Form(speaker.Range.Start) is not "They" || speaker.Range.Start != reading.Text.Sentences[sentence].Start || reading.Text.ParagraphOf(speaker.Range.Start) != reading.Text.ParagraphOf(Math.Max(0, speaker.Range.Start - 1)))
            return [];
        ClaimDraft[] before = [.. drafts.Where(d => !d.InTitle && d.Speaker is not null && reading.Text.SentenceOf(d.Attribution.Cue.Start) == sentence - 1 && !drafts.Exists(o => o.Attribution.HoldsInContent(d.Attribution.Cue)))];
        if (before.Length == 0 || before.Any(d => !ReferenceEquals(d.Attribution, before[0].Attribution)) || before is [{ Speaker: { } one }] && reading.Tags.Xpos(reading.Parse.HeadOf(one.Range)) is not ("NNS" or "NNPS"))
            return [];
        return [.. before.Select(d => d.Speaker! with { Range = speaker.Range, How = "'They' taken as who spoke in the sentence before" })];
    }

    /// <summary>"@RepAnnaBerg": the person of the story whose given name or initial and surname it spells.</summary>
    private SpeakerFinder.Speaker? Handle(SpeakerFinder.Speaker speaker)
    {
        if (!speaker.Name.StartsWith('@'))
            return null;
        Entity? owner = reading.Entities.Entities.FirstOrDefault(e => e.Kind == EntityKind.Person && e.IsNamed && e.Name.Split(' ') is [var given, .., var last] && speaker.Name.EndsWith(last, StringComparison.OrdinalIgnoreCase)
            && (speaker.Name.Contains(given + last, StringComparison.OrdinalIgnoreCase) || speaker.Name[..^last.Length].EndsWith(given[..1], StringComparison.OrdinalIgnoreCase)));
        return owner is null ? null : As(speaker, owner, "the handle spells the name");
    }

    /// <summary>"the fraud office", "UK fraud office" for "Serious Fraud Office": a body whose name ends in the words, if there is but one.</summary>
    private SpeakerFinder.Speaker? LongName(SpeakerFinder.Speaker speaker)
    {
        string[] words = [.. speaker.Name.ToLowerInvariant().Split(' ').Where(w => w is not ("the" or "a" or "an"))];
        if (words.Length > 2 && (Lists.CountryNamed(words[0]) ?? Lists.CountryOfDemonym(speaker.Name.Split(' ')[0]) ?? Lists.CountryNamed(speaker.Name.Split(' ')[0])) is not null)
            words = words[1..];
        if (words.Length < 2)
            return null;
        string tail = " " + string.Join(' ', words);
        Entity[] bodies = [.. reading.Entities.Entities.Where(e => e.IsNamed && e.Kind is not (EntityKind.Person or EntityKind.Place) && e.Name.EndsWith(tail, StringComparison.OrdinalIgnoreCase))];
        return bodies is [var body] ? As(speaker, body, "the only name that ends in these words") : null;
    }

    // Offices and standings that one person holds at a time, so that the story need not say who.
    private static readonly HashSet<string> OneHolder = ["president", "premier", "minister", "chancellor", "king", "queen", "pope", "pontiff", "leader", "candidate", "nominee", "mayor", "governor", "incumbent", "emir", "ayatollah", "dictator"];

    /// <summary>
    /// "The French president" of a story that names nobody so: who is named without any office is so well known that the office alone means him. Only one such person may
    /// have been named before, or he must be the one who spoke just before.
    /// </summary>
    private SpeakerFinder.Speaker? ByOffice(ClaimDraft draft)
    {
        SpeakerFinder.Speaker speaker = draft.Speaker!;
        int head = reading.Parse.HeadOf(speaker.Range);
        if (draft.InTitle || reading.Text.Folded(speaker.Range.Start) is not "the" || reading.Tags.Xpos(head) is not "NN" || !Lists.IsPersonNoun(reading.Lemmas[head]))
            return null;
        // Somebody introduced as such ("a witness") is a party of his own.
        if (speaker.Entity is { } unnamed && reading.Entities.Entities[unnamed].Mentions.Min(m => m.Start) is var first && reading.Text.Folded(first) is not "the" && (first == 0 || reading.Text.Folded(first - 1) is not "the"))
            return null;
        Gender gender = speaker.Entity is { } described ? reading.Entities.Entities[described].Gender : Gender.Unknown;
        Entity[] known = [.. reading.Entities.Entities.Where(e => e is { Kind: EntityKind.Person, IsNamed: true, Role: null, Mentions.Count: > 1 } && (e.Gender == gender || e.Gender == Gender.Unknown || gender == Gender.Unknown) && e.Mentions.Exists(m => bodyToken <= m.Start && m.Start < speaker.Range.Start))];
        if (known is [var only] && OneHolder.Contains(reading.Lemmas[head]) && head - speaker.Range.Start > 1)
            return As(speaker, only, "the one person named without an office");
        ClaimDraft? before = drafts.LastOrDefault(d => !d.InTitle && d.Attribution.Cue.Start < speaker.Range.Start && d.Within is null && reading.Text.SentenceOf(d.Attribution.Cue.Start) == reading.Text.SentenceOf(speaker.Range.Start) - 1);
        return before?.Speaker is { Entity: { } last } && known.FirstOrDefault(e => e.Number == last) is { } spoke ? As(speaker, spoke, "a description of who spoke before") : null;
    }

    /// <summary>The speaker in the body of what the headline tells: the same matter, and a source of the same noun; or the same words throughout.</summary>
    private SpeakerFinder.Speaker? InBody(ClaimDraft headline)
    {
        HashSet<string> told = Matter(headline);
        int head = reading.Parse.HeadOf(headline.Speaker!.Range);
        SpeakerFinder.Speaker? best = null;
        double bestShare = 0;
        foreach (ClaimDraft draft in drafts.Where(d => !d.InTitle && d.Speaker is not null))
        {
            HashSet<string> theirs = Matter(draft);
            int shared = told.Count(theirs.Contains);
            double share = told.Count == 0 ? 0 : (double)shared / told.Count;
            bool sameNoun = reading.Lemmas[head] == reading.Lemmas[reading.Parse.HeadOf(draft.Speaker!.Range)];
            // "Berg's lawyer" is not Berg.
            bool owner = draft.Speaker.Name.Split(' ')[^1] is var last && headline.Speaker.Name.Split(' ').SkipLast(1).Contains(last);
            if (share > bestShare && !owner && (sameNoun && share >= SameMatter || share == 1 && shared >= 3 && draft.Speaker.Kind == headline.Speaker.Kind))
            {
                bestShare = share;
                best = draft.Speaker;
            }
        }
        return best is null ? null : headline.Speaker with { Name = best.Name, Kind = best.Kind, Role = best.Role, Anonymous = best.Anonymous, Entity = best.Entity, How = "the headline tells a claim of the body again" };
    }

    private HashSet<string> Matter(ClaimDraft draft) =>
        [.. draft.Attribution.Contents.SelectMany(c => Enumerable.Range(c.Start, c.Count)).Where(t => reading.Tags.Upos(t) is Upos.NOUN or Upos.PROPN or Upos.VERB or Upos.ADJ or Upos.NUM).Select(t => reading.Lemmas[t])];

    private static SpeakerFinder.Speaker As(SpeakerFinder.Speaker speaker, Entity party, string how) =>
        speaker with { Name = party.Name, Kind = SpeakerFinder.KindOf(party), Role = party.Role ?? (party.Kind == EntityKind.Person ? speaker.Role : null), Anonymous = false, Entity = party.Number, How = how };
}
