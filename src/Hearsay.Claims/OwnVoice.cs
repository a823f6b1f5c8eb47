using Hearsay.Claims.Records;
using Hearsay.Language;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Claims;

/// <summary>What the outlet says in its own voice: the sentences that are no claim of somebody else's, or mostly are not.</summary>
internal static class OwnVoice
{
    private const int LeastWords = 5;
    private const double MostClaimed = 0.4;

    public static List<Statement> Find(Reading reading, int bodyToken, int bodyStart, List<ClaimDraft> drafts)
    {
        var statements = new List<Statement>();
        bool[] claimed = new bool[reading.Text.Count];
        foreach (ClaimDraft draft in drafts)
        {
            foreach (TokenRange range in draft.Attribution.Contents.Concat(draft.Attribution.Sources).Append(draft.Attribution.Cue))
                claimed.AsSpan(range.Start, range.Count).Fill(true);
        }
        foreach (TokenRange sentence in reading.Text.Sentences)
        {
            int words = 0, said = 0, verbs = 0;
            for (int t = sentence.Start; t < sentence.End; t++)
            {
                if (reading.Tags.Upos(t) is Upos.PUNCT)
                    continue;
                words++;
                said += claimed[t] ? 1 : 0;
                verbs += reading.Tags.Upos(t) is Upos.VERB or Upos.AUX ? 1 : 0;
            }
            if (words < LeastWords || verbs == 0 || said > MostClaimed * words)
                continue;
            bool title = sentence.Start < bodyToken;
            TextSpan span = reading.Text.SpanOf(sentence);
            int offset = title ? 0 : bodyStart;
            statements.Add(new Statement($"s{statements.Count + 1}", title ? ClaimPlace.Title : ClaimPlace.Body, reading.Text.Printed(span), span.Start - offset, span.End - offset)
            {
                Clauses = [.. Clauses.Of(reading, [sentence]).Select(c => reading.Text.SpanOf(c)).Select(s => new Passage(reading.Text.Printed(s), s.Start - offset, s.End - offset))],
            });
        }
        return statements;
    }
}
