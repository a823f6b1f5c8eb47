using Hearsay.Language;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>Where the record draws a line otherwise than the corpus that the network learned from.</summary>
internal static class AttributionRules
{
    private static readonly HashSet<string> AnswerVerbs = ["comment", "discuss", "answer", "respond", "elaborate", "speculate", "talk", "speak", "address", "identify", "name", "specify", "disclose", "confirm", "say"];

    public static void Apply(Reading reading, List<Attribution> found)
    {
        for (int i = 0; i < found.Count; i++)
            found[i] = WithTopicAsContent(reading, found[i]);
        found.RemoveAll(a => IsEvidenceOfAnother(reading, a, found));
    }

    /// <summary>"declined | to comment on the case": what is refused belongs to the cue, the topic is the content. With no topic it stays.</summary>
    private static Attribution WithTopicAsContent(Reading reading, Attribution attribution)
    {
        if (attribution.Contents.Count == 0 || !Enumerable.Range(attribution.Cue.Start, attribution.Cue.Count).Any(t => reading.Lemmas[t] is "decline" or "refuse"))
            return attribution;
        TokenRange content = attribution.Contents[0];
        int at = content.Start;
        if (content.Count < 4 || at < attribution.Cue.End || at > attribution.Cue.End + 3 || reading.Text.Folded(at) is not "to" || !AnswerVerbs.Contains(reading.Lemmas[at + 1]))
            return attribution;
        at += 2;
        while (at < content.End - 1 && reading.Text.Folded(at) is "on" or "about" or "to" or "further" or "publicly" or "immediately")
            at++;
        return at >= content.End ? attribution : attribution with
        {
            Cue = new TokenRange(attribution.Cue.Start, at),
            Contents = [new TokenRange(at, content.End), .. attribution.Contents.Skip(1)],
        };
    }

    /// <summary>"said ..., citing recovered wreckage": stated evidence of a claim is its basis, not a claim of its own.</summary>
    private static bool IsEvidenceOfAnother(Reading reading, Attribution attribution, List<Attribution> found) =>
        reading.Text.Folded(attribution.Cue.Start) is "citing" or "quoting"
        && found.Exists(a => !ReferenceEquals(a, attribution) && reading.Text.SentenceOf(a.Cue.Start) == reading.Text.SentenceOf(attribution.Cue.Start)
            && (attribution.Sources.Count == 0 || a.Sources.Any(s => attribution.Sources.Contains(s))) && reading.Text.Folded(a.Cue.Start) is not ("citing" or "quoting"));
}
