using Hearsay.Claims.Records;
using Hearsay.Claims.Stances;
using Hearsay.Language;
using Hearsay.Language.Parsing;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// A second voice beside the network: a verb that the cue list knows for a denial, a demand, a promise, a threat or an accusation, with a subject and a clause as its
/// complement, attributes that clause to its subject, also where the network was not sure enough.
/// </summary>
internal static class VerbCues
{
    public static void Add(Reading reading, List<Attribution> found)
    {
        Attribution[] outer = [.. found];
        for (int t = 0; t < reading.Text.Count; t++)
        {
            if (reading.Tags.Upos(t) is not Upos.VERB || reading.Tags.Xpos(t) is "VBG" || Array.Exists(outer, a => a.Cue.Contains(t) || a.HoldsInContent(new TokenRange(t, t + 1))))
                continue;
            CueLexicon.Entry? entry = CueLexicon.English.Match([reading.Lemmas[t]], [reading.Text.Folded(t)], 1, false);
            if (entry is null || entry.Stance is not (Stance.Denies or Stance.Accuses or Stance.Promises or Stance.Threatens or Stance.Demands or Stance.Confirms))
                continue;
            int subject = reading.Parse.Child(t, "nsubj");
            int clause = reading.Parse.Child(t, "ccomp", "xcomp");
            if (subject < 0 || clause < t || reading.Parse.Child(t, "aux:pass") >= 0)
                continue;
            TokenRange source = NounPhrases.Around(reading.Parse, reading.Tags, subject);
            TokenRange content = reading.Parse.Subtree(clause);
            if (source.End > t || content.Start <= t || content.Count < 2 || Array.Exists(outer, a => a.Contents.Any(c => c.Start < content.End && content.Start < c.End)))
                continue;
            found.Add(new Attribution(new TokenRange(t, t + 1), [source], [content], 0.7, 0.9, 0.9, false, "verb of the cue list with its clause"));
        }
        found.Sort((a, b) => a.Cue.Start != b.Cue.Start ? a.Cue.Start.CompareTo(b.Cue.Start) : a.Cue.End.CompareTo(b.Cue.End));
    }
}
