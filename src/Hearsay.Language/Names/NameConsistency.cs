using Hearsay.Language.English;
using Hearsay.Language.Lemmas;
using Hearsay.Language.Tags;
using Hearsay.Language.Tokens;

namespace Hearsay.Language.Names;

/// <summary>
/// What a story as a whole tells of its names: proper nouns after a title are a person's; a name found once is a name of that kind wherever its
/// words stand again, a person's surname too.
/// </summary>
internal static class NameConsistency
{
    private static readonly WordLists Lists = WordLists.Default;

    public static List<Name> Apply(TokenizedText text, TagSequence tags, LemmaSequence lemmas, List<Name> found, List<TokenRange> roles)
    {
        bool[] taken = new bool[text.Count];
        foreach (Name name in found)
            Mark(taken, name.Range);
        var names = new List<Name>(found);
        AddAfterTitles(text, tags, lemmas, roles, names, taken);
        AddRepeated(text, tags, names, taken);
        names.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        return names;
    }

    private static void Mark(bool[] taken, TokenRange range)
    {
        for (int t = range.Start; t < range.End; t++)
            taken[t] = true;
    }

    /// <summary>"Libyan leader Muammar Gaddafi", "Mr. Holt".</summary>
    private static void AddAfterTitles(TokenizedText text, TagSequence tags, LemmaSequence lemmas, List<TokenRange> roles, List<Name> names, bool[] taken)
    {
        for (int t = 1; t < text.Count; t++)
        {
            if (taken[t] || tags.Upos(t) is not Upos.PROPN || tags.Upos(t - 1) is Upos.PROPN && !IsTitle(text, lemmas, roles, t - 1) || !IsTitle(text, lemmas, roles, t - 1) || text.SentenceOf(t) != text.SentenceOf(t - 1))
                continue;
            int end = t;
            while (end < text.Count && end - t < 5 && !taken[end] && tags.Upos(end) is Upos.PROPN && char.IsUpper(text.Form(end)[0]) | text.Form(end) is "al" or "-" or "bin" or "de" or "van")
                end++;
            if (end - t is < 1 or > 4 || Lists.KindOfNoun(lemmas[end - 1]) is not null)
                continue;
            var range = new TokenRange(t, end);
            names.Add(new Name(range, NameKind.Person));
            Mark(taken, range);
        }
    }

    private static bool IsTitle(TokenizedText text, LemmaSequence lemmas, List<TokenRange> roles, int token) =>
        text.Folded(token) is "mr." or "mrs." or "ms." or "dr." or "sen." or "rep." or "gov." or "gen." or "col." or "lt." or "capt." or "prof." or "mr" or "mrs" or "ms"
        || Lists.IsPersonNoun(lemmas[token]) && text.Folded(token).Length > 3 || roles.Exists(r => r.End == token + 1);

    private static void AddRepeated(TokenizedText text, TagSequence tags, List<Name> names, bool[] taken)
    {
        // First word of the form -> forms with their kinds
        var known = new Dictionary<string, List<(string[] Words, NameKind Kind)>>();
        var kinds = new Dictionary<string, int[]>();
        foreach (Name name in names)
        {
            if (name.Kind is not (NameKind.Person or NameKind.Organization or NameKind.Place))
                continue;
            string[] words = [.. Enumerable.Range(name.Range.Start, name.Range.Count).Select(text.Folded)];
            Count(words, name.Kind);
            if (name.Kind == NameKind.Person && words.Length is 2 or 3 && words[^1].Length > 3)
                Count([words[^1]], name.Kind);
        }
        foreach ((string form, int[] counts) in kinds)
        {
            // A form of several kinds tells nothing of the places where the network saw none.
            if (counts.Max() < counts.Sum())
                continue;
            string[] words = form.Split(' ');
            NameKind kind = (NameKind)Array.IndexOf(counts, counts.Max());
            if (!known.TryGetValue(words[0], out List<(string[], NameKind)>? list))
                known[words[0]] = list = [];
            list.Add((words, kind));
        }
        for (int t = 0; t < text.Count; t++)
        {
            if (taken[t] || tags.Upos(t) is not Upos.PROPN || !char.IsUpper(text.Form(t)[0]) || !known.TryGetValue(text.Folded(t), out List<(string[] Words, NameKind Kind)>? forms))
                continue;
            (string[] Words, NameKind Kind)? best = null;
            foreach ((string[] words, NameKind kind) in forms)
            {
                if (t + words.Length <= text.Count && (best is null || words.Length > best.Value.Words.Length) && Enumerable.Range(0, words.Length).All(i => !taken[t + i] && text.Folded(t + i) == words[i]))
                    best = (words, kind);
            }
            if (best is null)
                continue;
            var range = new TokenRange(t, t + best.Value.Words.Length);
            // A part of a longer proper name is left to the network.
            if (range.End < text.Count && tags.Upos(range.End) is Upos.PROPN && !taken[range.End] || t > 0 && tags.Upos(t - 1) is Upos.PROPN && !taken[t - 1] && best.Value.Words.Length == 1)
                continue;
            names.Add(new Name(range, best.Value.Kind));
            Mark(taken, range);
        }

        void Count(string[] words, NameKind kind)
        {
            string form = string.Join(' ', words);
            if (!kinds.TryGetValue(form, out int[]? counts))
                kinds[form] = counts = new int[3];
            counts[(int)kind]++;
        }
    }
}
