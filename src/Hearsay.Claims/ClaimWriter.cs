using Hearsay.Claims.Events;
using Hearsay.Claims.Hedges;
using Hearsay.Claims.Records;
using Hearsay.Claims.Sources;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Names;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tags;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>Draft to claim: spans by characters, quote kind, target, basis and time; every span is checked against the text.</summary>
internal static class ClaimWriter
{
    private static readonly HashSet<string> BasisVerbs = ["citing", "quoting", "cited"];

    public static Claim Write(Reading reading, ClaimDraft draft, List<ClaimDraft> drafts, IReadOnlyList<TimeExpression> times, int bodyStart)
    {
        int offset = draft.InTitle ? 0 : bodyStart;
        Passage Cut(TokenRange range) => PassageOf(reading.Text, range, offset);
        var attribution = draft.Attribution;
        SpeakerFinder.Speaker? who = draft.Speaker;
        ClaimSource? source = null;
        if (who is not null)
        {
            Passage words = Cut(who.Range);
            source = new ClaimSource(words.Text, words.Start, words.End, who.Name, who.Kind, who.Role, who.Anonymous, who.Entity is { } e ? $"e{e + 1}" : null);
        }
        return new Claim
        {
            Id = draft.Id,
            In = draft.InTitle ? ClaimPlace.Title : ClaimPlace.Body,
            Source = source,
            Cue = Cut(attribution.Cue),
            Content = [.. attribution.Contents.Select(Cut)],
            Clauses = [.. Clauses.Of(reading, attribution.Contents, onlyMain: draft.Stance is Stance.Denies or Stance.Declines or Stance.Asks or Stance.Demands or Stance.Promises or Stance.Threatens).Select(Cut)],
            Quote = QuoteOf(reading, attribution.Contents),
            Stance = draft.Stance,
            Target = draft.Target,
            Hedges = [.. HedgeFinder.Find(reading, draft, drafts).Select(h => Open(Cut(h.Words), h.Degree))],
            Basis = Basis(reading, draft) is { } basis ? Cut(basis) : null,
            When = When(reading, draft, times),
            Within = draft.Within?.Id,
            About = draft.About?.Id,
            Confidence = draft.Confidence,
            Why = new ClaimReasons(
                $"{attribution.Voice}: cue {attribution.CueSure:0.000}, source {attribution.SourceSure:0.000}, content {attribution.ContentSure:0.000}",
                draft.Rule,
                who?.How ?? "no source is worded"),
        };
    }

    private static Hedge Open(Passage words, HedgeDegree degree) => new(words.Text, words.Start, words.End, degree);

    private static Passage PassageOf(TokenizedText text, TokenRange range, int offset)
    {
        TextSpan span = text.SpanOf(range);
        if (span.Start < offset || span.End > text.Text.Length || span.IsEmpty)
            throw new InvalidOperationException($"a claim points outside its text ({span.Start} to {span.End}); this is a bug in the claim finder");
        return new Passage(text.Printed(span), span.Start - offset, span.End - offset);
    }

    public static QuoteKind QuoteOf(Reading reading, IReadOnlyList<TokenRange> contents)
    {
        int quoted = 0, plain = 0;
        foreach (TokenRange range in contents)
        {
            for (int t = range.Start; t < range.End; t++)
            {
                if (reading.Tags.Upos(t) is Upos.PUNCT && reading.Quotes[t] is QuoteState.Outside)
                    continue;
                if (reading.Quotes[t] is QuoteState.Outside)
                    plain++;
                else
                    quoted++;
            }
        }
        return quoted == 0 ? QuoteKind.Indirect : plain == 0 ? QuoteKind.Direct : QuoteKind.Mixed;
    }

    /// <summary>"citing newly declassified intelligence": the stated evidence, outside the content and beside the cue.</summary>
    private static TokenRange? Basis(Reading reading, ClaimDraft draft)
    {
        TokenizedText text = reading.Text;
        TokenRange sentence = text.Sentences[text.SentenceOf(draft.Attribution.Cue.Start)];
        for (int t = sentence.Start; t < sentence.End; t++)
        {
            bool basis = BasisVerbs.Contains(text.Folded(t)) || text.Folded(t) is "based" && t + 1 < sentence.End && text.Folded(t + 1) is "on";
            if (!basis || draft.Attribution.Cue.Contains(t) || draft.Attribution.HoldsInContent(new TokenRange(t, t + 1)))
                continue;
            TokenRange clause = reading.Parse.Subtree(t);
            int end = t + 1;
            while (end < clause.End && end < sentence.End && !draft.Attribution.HoldsInContent(new TokenRange(end, end + 1)) && !draft.Attribution.Cue.Contains(end))
                end++;
            while (end > t + 1 && reading.Tags.Upos(end - 1) is Upos.PUNCT)
                end--;
            if (end > t + 1)
                return new TokenRange(t, end);
        }
        return null;
    }

    /// <summary>The time of the speech act: a time in the cue or beside it, outside the content.</summary>
    private static bool Near(Reading reading, TokenRange time, int verb) => Math.Abs(time.Start - verb) <= 2 || Math.Abs(verb - time.End) <= 2;

    private static TimeMention? When(Reading reading, ClaimDraft draft, IReadOnlyList<TimeExpression> times)
    {
        TokenizedText text = reading.Text;
        TokenRange cue = draft.Attribution.Cue;
        int sentence = text.SentenceOf(cue.Start);
        int cueHead = reading.Parse.HeadOf(cue);
        TimeExpression? best = null;
        int nearest = int.MaxValue;
        foreach (TimeExpression time in times)
        {
            if (text.SentenceOf(time.Range.Start) != sentence || draft.Attribution.Contents.Any(c => c.Contains(time.Range.End - 1)))
                continue;
            int head = reading.Parse.HeadOf(time.Range);
            // "the 2019 fire" dates the fire.
            if (reading.Parse.Relation(head) is "nummod" or "compound" && char.IsAsciiDigit(text.Folded(time.Range.Start)[0]))
                continue;
            bool inCue = cue.Contains(time.Range.Start);
            bool hangs = cue.Contains(reading.Parse.Head(head)) || reading.Parse.Head(head) == cueHead;
            int away = inCue ? 0 : hangs ? 1 : Math.Min(Math.Abs(time.Range.Start - cue.End), Math.Abs(cue.Start - time.Range.End)) + 2;
            if (away < nearest && away <= 8)
            {
                nearest = away;
                best = time;
            }
        }
        // "declined on Tuesday to comment, but also accused": the joined verb shares the time.
        if (best is null && reading.Parse.Is(cueHead, "conj") && reading.Parse.Head(cueHead) is >= 0 and var first)
            best = times.FirstOrDefault(t => reading.Text.SentenceOf(t.Range.Start) == sentence && (reading.Parse.Head(reading.Parse.HeadOf(t.Range)) == first || draft.Attribution.Cue.Start > t.Range.Start && Near(reading, t.Range, first)));
        return best is null ? null : new TimeMention(text.Text.Words(text.SpanOf(best.Range)), best.Iso);
    }
}
