using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Names;
using Hearsay.Language.Tokens;

namespace Hearsay.Claims.Events.Roles;

public static class RoleDump
{
    public static void Write(string id, Reading reading, TextWriter lines, TextWriter sents, BinaryWriter dense)
    {
        var features = new RoleFeatures(reading, EventLexicon.English);
        List<RoleCandidate> all = RoleCandidate.Find(reading, new TokenRange(0, reading.Text.Count));
        string[] standing = [.. all.Select(features.Standing)];
        Entity?[] ents = [.. all.Select(c => reading.Entities.Entities.FirstOrDefault(e => e.Mentions.Exists(m => m.Contains(c.Head))))];
        for (int s = 0; s < reading.Text.Sentences.Length; s++)
        {
            TokenRange r = reading.Text.Sentences[s];
            sents.WriteLine(id + "\t" + s + "\t" + string.Join(' ', Enumerable.Range(r.Start, r.Count).Where(t => reading.Tags.Upos(t) is Hearsay.Language.Tags.Upos.NOUN or Hearsay.Language.Tags.Upos.VERB or Hearsay.Language.Tags.Upos.ADJ or Hearsay.Language.Tags.Upos.PROPN).Select(t => RoleFeatures.Bucket("story", reading.Lemmas[t])).Distinct()));
        }
        for (int i = 0; i < all.Count; i++)
        {
            RoleCandidate c = all[i];
            var f = new List<int>();
            features.Of(c, f);
            Entity? e = ents[i];
            int same = 0;
            string kind = c.Name?.ToString() ?? reading.Lemmas[c.Head];
            for (int k = 0; k < all.Count; k++)
            {
                if (k != i && (e is not null && ents[k] == e || reading.Lemmas[all[k].Head] == reading.Lemmas[c.Head]))
                {
                    if (same++ < 8)
                        f.Add(RoleFeatures.Bucket("other", standing[k] + (c.Name?.ToString() ?? "-")));
                }
            }
            f.Add(RoleFeatures.Bucket("same", Math.Min(same, 5) + (c.Name?.ToString() ?? "-")));
            TokenRange of = Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, c.Head);
            TokenRange nopp = Hearsay.Language.Parsing.NounPhrases.Around(reading.Parse, reading.Tags, c.Head, false);
            int gov = reading.Parse.Head(c.Head);
            if (e is not null)
                f.Add(RoleFeatures.Bucket("entity", e.Kind.ToString()));
            lines.WriteLine(string.Join('\t', id, c.Head, reading.Text.SentenceOf(c.Head), c.Name?.ToString() ?? "-", e?.Number ?? -1, e?.Kind.ToString() ?? "-",
                W(c.Range), W(of), W(nopp), W(new TokenRange(c.Head, c.Head + 1)), string.Join(' ', f), reading.Lemmas[c.Head], reading.Text.SpanOf(c.Range).Start));
            foreach (float v in reading.States.Row(c.Head))
                dense.Write((Half)v);
            for (int x = 0; x < reading.States.Size; x++)
                dense.Write(gov < 0 ? (Half)0 : (Half)reading.States.Row(gov)[x]);
        }
        string W(TokenRange r) => reading.Text.Text.Words(reading.Text.SpanOf(r)).Replace('\n', ' ').Replace('\t', ' ');
    }
}
