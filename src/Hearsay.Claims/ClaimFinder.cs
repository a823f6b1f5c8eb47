using Hearsay.Articles;
using Hearsay.Claims.Attributions;
using Hearsay.Claims.Events;
using Hearsay.Claims.Events.Roles;
using Hearsay.Claims.Records;
using Hearsay.Claims.Sources;
using Hearsay.Claims.Stances;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Models;
using Hearsay.Language.Quotes;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Article to findings: attributions, their speakers and stances, the events told, and what ties them to each other.</summary>
public sealed class ClaimFinder
{
    // Headline and body are read as one text, so that "it" in the headline can mean a party of the body.
    private const string Break = "\n\n";
    private readonly LanguageReader language;
    private readonly AttributionNetwork attributions;
    private readonly Calibration calibration;
    private readonly StanceFinder stances = new(CueLexicon.English);
    private readonly SpeakerFinder speakers = new();
    private readonly EventFinder events;

    public ClaimFinder(LanguageReader language, ModelFile model, ModelFile roles)
    {
        this.language = language;
        attributions = new AttributionNetwork(model);
        events = new EventFinder(EventLexicon.English, new RoleFinder(roles));
        calibration = new Calibration(model.List("attribution.calibration"));
    }

    /// <summary>A story in another language than English gives no findings: it is kept, and not read.</summary>
    public Findings Find(Article article)
    {
        if (article.Language is not ("en" or "und") || article.Body.Length == 0)
            return new Findings([], [], [], []);
        string head = article.Title is { Length: > 0 } title ? title + Break : "";
        Reading reading = language.Read(new SourceText(head + article.Body.Content));
        using WordStates states = reading.States;
        return Find(article, reading, head.Length);
    }

    private Findings Find(Article article, Reading reading, int bodyStart)
    {
        TokenizedText text = reading.Text;
        int bodyToken = text.TokenAt(bodyStart);
        List<TimeExpression> times = TimeFinder.Find(text, article.Published);
        List<Attribution> found = attributions.Find(reading);
        AttributionRules.Apply(reading, found);
        RefusalCues.Add(reading, found);
        VerbCues.Add(reading, found);
        AdverbCues.Add(reading, found);
        NounCues.Add(reading, found);
        if (bodyStart > 0)
            HeadlineRules.Apply(reading, bodyToken, found);

        var drafts = new List<ClaimDraft>();
        foreach (Attribution attribution in found)
        {
            bool inTitle = attribution.Cue.Start < bodyToken;
            // A claim lies in the headline or in the body, never in both.
            if (attribution.Contents.Concat(attribution.Sources).Any(r => r.Start < bodyToken != inTitle))
                continue;
            (Stance stance, string rule) = stances.Find(reading, attribution);
            // Less sure than this, more of them put words into a wrong mouth than a reader should have to sort out.
            double confidence = calibration.Of(attribution, !rule.StartsWith(StanceFinder.UnknownCue, StringComparison.Ordinal), ClaimWriter.QuoteOf(reading, attribution.Contents) == QuoteKind.Direct);
            if (!attribution.Inside && confidence < attributions.LeastSure && !IsPassiveWithoutSource(reading, attribution))
                continue;
            // Nor is its speaker taken from the other one.
            SpeakerFinder.Speaker[] who = [.. speakers.Find(reading, attribution).Where(s => s.Range.Start < bodyToken == inTitle)];
            if (who.Length == 0)
                drafts.Add(new ClaimDraft(attribution, null, stance, rule, confidence, inTitle));
            foreach (SpeakerFinder.Speaker speaker in who)
                drafts.Add(new ClaimDraft(attribution, speaker, stance, rule, confidence, inTitle));
        }
        FirstPersons(reading, drafts);
        SpeakerNames.Settle(reading, drafts, bodyToken);
        List<EventFinder.Found> happenings = events.Find(reading, new TokenRange(bodyToken, text.Count), times, bodyStart);
        foreach (ClaimDraft draft in drafts)
            draft.Target = TargetFinder.Find(reading, draft, happenings);
        ClaimLinks.Tie(reading, drafts);
        var claims = new List<Claim>();
        foreach (ClaimDraft draft in drafts)
            claims.Add(ClaimWriter.Write(reading, draft, drafts, times, bodyStart));
        return new Findings(claims, Events(reading, drafts, happenings), Parties(reading, bodyToken, bodyStart), OwnVoice.Find(reading, bodyToken, bodyStart, drafts));
    }

    /// <summary>"have been accused of", "is believed to": nobody is named, so nobody is named wrongly.</summary>
    private static bool IsPassiveWithoutSource(Reading reading, Attribution attribution) =>
        attribution.Sources.Count == 0 && attribution.CueSure > 0.9 && reading.Parse.Child(reading.Parse.HeadOf(attribution.Cue), "aux:pass") >= 0;

    /// <summary>"I" and "we" inside a content are the one who speaks it.</summary>
    private static void FirstPersons(Reading reading, List<ClaimDraft> drafts)
    {
        foreach (ClaimDraft draft in drafts)
        {
            if (draft.Speaker is not { Entity: null, Range: { Count: 1 } range } speaker || reading.Text.Folded(range.Start) is not ("i" or "we" or "my" or "our"))
                continue;
            ClaimDraft? outer = drafts.Where(d => !ReferenceEquals(d, draft) && d.Speaker is not null && d.Attribution.HoldsInContent(range)).OrderBy(d => d.Attribution.Contents.Sum(c => c.Count)).FirstOrDefault()
                // a quotation without a cue of its own: who spoke last before it in the paragraph
                ?? drafts.LastOrDefault(d => !ReferenceEquals(d, draft) && d.Speaker is { Kind: "person", Entity: not null, Anonymous: false } && d.Attribution.Cue.Start < range.Start && reading.Text.ParagraphOf(d.Attribution.Cue.Start) == reading.Text.ParagraphOf(range.Start) && reading.Quotes[range.Start] is QuoteState.Inside && reading.Quotes[d.Attribution.Cue.Start] is QuoteState.Outside);
            if (outer?.Speaker is { } said)
                draft.Speaker = speaker with { Name = said.Name, Kind = said.Kind, Role = said.Role, Anonymous = said.Anonymous, Entity = said.Entity, How = "first person of the speaker's own words" };
        }
    }

    private static List<Event> Events(Reading reading, List<ClaimDraft> drafts, List<EventFinder.Found> happenings)
    {
        var events = new List<Event>();
        foreach (EventFinder.Found found in happenings)
        {
            ClaimDraft[] holding = [.. drafts.Where(d => !d.InTitle && d.Attribution.Contents.Any(c => c.Contains(found.Trigger)))];
            bool onlyDenied = holding.Length > 0 && holding.All(d => d.Stance is Stance.Denies or Stance.Threatens or Stance.Promises or Stance.Demands);
            events.Add(found.Event with
            {
                Id = $"v{events.Count + 1}",
                Claims = [.. holding.Select(d => d.Id)],
                Happened = found.Event.Happened && !onlyDenied,
            });
        }
        return events;
    }

    private static List<Party> Parties(Reading reading, int bodyToken, int bodyStart)
    {
        var parties = new List<Party>();
        foreach (Entity entity in reading.Entities.Entities.Where(e => e.Mentions.Count > 0))
        {
            int[][] mentions = [.. entity.Mentions.Where(m => m.Start >= bodyToken).Select(m => reading.Text.SpanOf(m)).Select(s => new[] { s.Start - bodyStart, s.End - bodyStart })];
            parties.Add(new Party($"e{entity.Number + 1}", entity.Name, entity.Kind.ToString().ToLowerInvariant(), entity.Role, mentions));
        }
        return parties;
    }
}
