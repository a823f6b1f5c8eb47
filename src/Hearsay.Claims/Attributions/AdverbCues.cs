using Hearsay.Language;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// "The ministry has reportedly asked for help": the adverb attributes its clause to somebody who is not named. Of the adverbs of hearsay only this one does so as a rule in the training
/// stories (18 of 27); "allegedly" and "supposedly" seldom do.
/// </summary>
internal static class AdverbCues
{
    public static void Add(Reading reading, List<Attribution> found)
    {
        TokenizedText text = reading.Text;
        for (int t = 0; t < text.Count; t++)
        {
            if (text.Folded(t) is not "reportedly" || found.Exists(a => a.Cue.Contains(t)) || reading.Parse.Head(t) is not (>= 0 and var verb))
                continue;
            TokenRange clause = reading.Parse.Subtree(verb);
            int start = clause.Start, end = clause.End;
            while (start < t && (reading.Tags.Upos(start) is Upos.PUNCT or Upos.CCONJ || reading.Parse.Relation(start) is "mark" or "cc"))
                start++;
            while (end > t + 1 && reading.Tags.Upos(end - 1) is Upos.PUNCT && text.Folded(end - 1) is not ("\"" or "”"))
                end--;
            if (!clause.Contains(t) || end - t < 3 || reading.Tags.Upos(verb) is not (Upos.VERB or Upos.AUX or Upos.NOUN or Upos.ADJ))
                continue;
            TokenRange[] contents = [.. new[] { new TokenRange(start, t), new TokenRange(t + 1, end) }.Where(r => r.Count > 0)];
            found.Add(new Attribution(new TokenRange(t, t + 1), [], contents, 0.9, 0.98, 0.95, false, "'reportedly' with its clause"));
        }
        found.Sort((a, b) => a.Cue.Start != b.Cue.Start ? a.Cue.Start.CompareTo(b.Cue.Start) : a.Cue.End.CompareTo(b.Cue.End));
    }
}
