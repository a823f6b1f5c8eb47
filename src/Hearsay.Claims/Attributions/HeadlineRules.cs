using Hearsay.Language;
using Hearsay.Language.English;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Attributions;

/// <summary>
/// What headlines do otherwise than sentences: "Bank to close branches: sources" and "Peskov: no talks planned" attribute by a colon; in
/// "U.S., Ukraine claim" the comma is an "and".
/// </summary>
internal static class HeadlineRules
{
    public static void Apply(Reading reading, int bodyToken, List<Attribution> found)
    {
        for (int i = 0; i < found.Count && found[i].Cue.Start < bodyToken; i++)
            found[i] = WithCommaAsAnd(reading, found[i]);
        AddColon(reading, bodyToken, found);
    }

    private static Attribution WithCommaAsAnd(Reading reading, Attribution attribution)
    {
        if (attribution.Sources is not [var source] || source.Start < 2 || reading.Text.Folded(source.Start - 1) is not ",")
            return attribution;
        foreach (Language.Names.Name name in reading.Names.Names)
        {
            if (name.Range.End == source.Start - 1 && reading.Names.Names.Any(n => n.Range == source))
                return attribution with { Sources = [new TokenRange(name.Range.Start, source.End)] };
        }
        return attribution;
    }

    private static void AddColon(Reading reading, int bodyToken, List<Attribution> found)
    {
        TokenizedText text = reading.Text;
        for (int t = 1; t < bodyToken - 1; t++)
        {
            if (text.Form(t) is not ":" || text.SpaceBefore(t) && !text.SpaceBefore(t + 1))
                continue;
            var left = new TokenRange(0, t);
            int end = bodyToken;
            var right = new TokenRange(t + 1, end);
            TokenRange? source = null;
            TokenRange content = default;
            if (right.Count <= 4 && left.Count >= 4 && IsSource(reading, right))
            {
                source = right;
                content = left;
            }
            else if (left.Count <= 4 && right.Count >= 3 && IsSource(reading, left))
            {
                source = left;
                content = right;
            }
            if (source is null || found.Exists(a => a.Cue.Start <= t && t < a.Cue.End || a.Cue.Start < bodyToken && a.Contents.Any(c => c.Start < content.End && content.Start < c.End) && a.Sources.Any(s => s.Start < source.Value.End && source.Value.Start < s.End)))
                return;
            // Another cue that took the headline apart differently gives way.
            found.Insert(0, new Attribution(new TokenRange(t, t + 1), [source.Value], [content], 0.9, 0.9, 0.9, false, "headline colon"));
            return;
        }
    }

    private static bool IsSource(Reading reading, TokenRange range)
    {
        int last = range.End - 1;
        if (reading.Tags.Upos(last) is Upos.VERB or Upos.PUNCT)
            return false;
        foreach (Language.Names.Name name in reading.Names.Names)
        {
            if (name.Range.Start >= range.Start && name.Range.End == range.End)
                return name.Kind is Language.Names.NameKind.Person or Language.Names.NameKind.Organization;
        }
        return WordLists.Default.KindOfNoun(reading.Lemmas[last]) is not null || reading.Text.Folded(last) is "sources" or "source" or "report" or "reports" or "poll" or "study" or "officials" or "police";
    }
}
