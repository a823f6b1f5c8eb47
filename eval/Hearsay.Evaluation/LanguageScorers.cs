using System.Text;
using System.Text.Json;

namespace Hearsay.Evaluation;

/// <summary>What the scorers of the shared folder do not measure of the language core: raw text, coreference, speakers.</summary>
internal sealed partial class Scorers
{
    /// <summary>
    /// Tokens, sentences, tags and trees of the treebank's dev texts, as they stand in a page: sentences side by side, documents apart. A token is right where both of its ends are; tags, heads
    /// and relations count where the token is right, and the head, as a share of the words of both (F1 of aligned words, as in the CoNLL 2018 shared task).
    /// </summary>
    private void RawText(List<Row> rows)
    {
        string gold = Data("data", "treebank", "dev.conllu");
        if (!File.Exists(gold))
            return;
        var raw = new StringBuilder();
        var tokens = new HashSet<(int, int)>();
        var sentences = new HashSet<(int, int)>();
        string? document = null, text = null, id = null;
        var forms = new List<(string Form, string[] Columns, string[] Ids)>();
        var trees = new List<TreeWord>();
        int skip = 0;
        foreach (string line in File.ReadLines(gold))
        {
            if (line.StartsWith("# sent_id = ", StringComparison.Ordinal))
                id = line[12..line.LastIndexOf('-')];
            else if (line.StartsWith("# text = ", StringComparison.Ordinal))
                text = line[9..];
            else if (line.Length == 0 && forms.Count > 0)
            {
                if (raw.Length > 0)
                    raw.Append(id == document ? " " : "\n\n");
                document = id;
                int at = raw.Length, first = -1, start = raw.Length;
                raw.Append(text);
                var places = new Dictionary<string, (int, int)>();
                foreach ((string form, _, string[] ids) in forms)
                {
                    int place = text!.IndexOf(form, at - start, StringComparison.Ordinal);
                    at = place < 0 || place + start > at + 3 ? at : place + start;
                    first = first < 0 ? at : first;
                    tokens.Add((at, at + form.Length));
                    foreach (string word in ids)
                        places[word] = (at, at + form.Length);
                    at += form.Length;
                }
                trees.AddRange(forms.Select(f => new TreeWord(places[f.Ids[0]], f.Columns[3], places.GetValueOrDefault(f.Columns[6], Root), f.Columns[7])));
                sentences.Add((first, at));
                forms.Clear();
            }
            else if (line.Length > 0 && char.IsAsciiDigit(line[0]) && line.Split('\t') is var columns && !columns[0].Contains('.'))
            {
                // "don't" is cut into its words where they make it up, else it is one.
                if (columns[0].Split('-') is [var from, var to])
                {
                    skip = int.Parse(to) - int.Parse(from) + 1;
                    pendingForm = columns[1];
                    parts.Clear();
                }
                else if (skip > 0)
                {
                    parts.Add(columns);
                    if (--skip > 0)
                        continue;
                    if (string.Concat(parts.Select(p => p[1])) == pendingForm)
                        forms.AddRange(parts.Select(p => (p[1], p, (string[])[p[0]])));
                    else
                        forms.Add((pendingForm, parts[0], [.. parts.Select(p => p[0])]));
                }
                else
                {
                    forms.Add((columns[1], columns, [columns[0]]));
                }
            }
        }
        List<List<ConlluWord>> read = Conllu.Read(Start(cli, "parse", "--conllu", Save("raw.txt", raw.ToString())));
        HashSet<(int, int)> words = [.. read.SelectMany(s => s).Select(w => w.Offset)], cuts = [.. read.Select(s => (s[0].Offset.Start, s[^1].Offset.End))];
        rows.Add(new Row("EWT + GUM dev, raw text", "token F1", F1(tokens, words)));
        rows.Add(new Row("EWT + GUM dev, raw text", "sentence F1", F1(sentences, cuts)));
        Dictionary<(int, int), TreeWord> ours = read.SelectMany(s => s.Select(w => new TreeWord(w.Offset, w.Columns[3], s.Find(h => h.Columns[0] == w.Columns[6])?.Offset ?? Root, w.Columns[7]))).DistinctBy(w => w.At).ToDictionary(w => w.At);
        double Aligned(Func<TreeWord, TreeWord, bool> right) => 200.0 * trees.Count(g => ours.TryGetValue(g.At, out TreeWord? w) && right(g, w)) / (trees.Count + ours.Count);
        rows.Add(new Row("EWT + GUM dev, raw text", "UPOS", Aligned((g, w) => g.Upos == w.Upos)));
        rows.Add(new Row("EWT + GUM dev, raw text", "UAS", Aligned((g, w) => g.Head == w.Head)));
        rows.Add(new Row("EWT + GUM dev, raw text", "LAS", Aligned((g, w) => g.Head == w.Head && g.Relation == w.Relation)));
    }

    /// <summary>A word of a tree by its place in the text; the head's place, or <see cref="Root"/>.</summary>
    private sealed record TreeWord((int Start, int End) At, string Upos, (int Start, int End) Head, string Relation);

    private static readonly (int, int) Root = (-1, -1);
    private string pendingForm = "";
    private readonly List<string[]> parts = [];

    private static double F1<T>(HashSet<T> gold, HashSet<T> found) => 200.0 * gold.Count(found.Contains) / (gold.Count + found.Count);

    private void Coreference(List<Row> rows)
    {
        string gold = Data("data", "coref", "coref.ontogum.dev.jsonl");
        if (!File.Exists(gold))
            return;
        Coreference nested = new(), flat = new();
        foreach (string line in File.ReadLines(gold).Where(l => l.Length > 0))
        {
            JsonElement document = Json(line);
            string[] tokens = [.. document.GetProperty("tokens").EnumerateArray().Select(t => string.Concat(t.GetString()!.Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } word ? word : "_")];
            HashSet<int> starts = [.. document.GetProperty("sents").EnumerateArray().Select(s => s.GetInt32())];
            string input = Save("coref.txt", string.Concat(tokens.Select((t, i) => (i > 0 && starts.Contains(i) ? "\n" : "") + t + "\n")));
            List<ConlluWord> words = [.. Conllu.Read(Start(cli, "parse", "--conllu", "--tokens", input)).SelectMany(s => s)];
            var chains = document.GetProperty("mentions").EnumerateArray().GroupBy(m => m[3].GetString()).Select(g => g.Select(m => (m[0].GetInt32(), m[1].GetInt32())).ToHashSet()).Where(c => c.Count > 1);
            nested.Add([.. chains], [.. Conllu.Chains(words).Where(c => c.Count > 1)]);
            flat.Add([.. chains], [.. Conllu.TokenChains(words).Where(c => c.Count > 1)]);
        }
        rows.Add(new Row("OntoGUM dev", "coreference, CoNLL average", nested.Average));
        rows.Add(new Row("OntoGUM dev", "coreference, one chain a token", flat.Average));
    }

    /// <summary>
    /// GUM's attributions with the source span given. Our chain is that of the mention that fits the source best; each of its other mentions counts for the gold chain whose mention fits it best.
    /// Right where at least half of them are the speaker's; a speaker who is mentioned nowhere else is right where we link the source to nothing.
    /// </summary>
    private void Speakers(List<Row> rows)
    {
        string gold = Data("data", "gum", "dev.jsonl");
        if (!File.Exists(gold))
            return;
        int all = 0, right = 0;
        foreach (JsonElement document in File.ReadLines(gold).Where(l => l.Length > 0).Select(Json).Where(d => d.GetProperty("quotes").ValueKind == JsonValueKind.Array))
        {
            string text = document.GetProperty("text").GetString()!;
            int[] at = [.. Enumerable.Range(0, text.Length + 1).Where(i => i == text.Length || !char.IsLowSurrogate(text[i]))];
            (int, int) Span(JsonElement e) => (at[e.GetProperty("start").GetInt32()], at[e.GetProperty("end").GetInt32()]);
            List<ConlluWord> words = [.. Conllu.Read(Start(cli, "parse", "--conllu", Save("speaker.txt", text))).SelectMany(s => s)];
            (int Start, int End)[][] ours = [.. Conllu.Chains(words).Select(c => c.Select(m => (words[m.Item1].Offset.Start, words[m.Item2 - 1].Offset.End)).ToArray())];
            (int Start, int End)[][] theirs = document.GetProperty("coref").ValueKind == JsonValueKind.Array ? [.. document.GetProperty("coref").EnumerateArray().Select(c => c.EnumerateArray().Select(Span).ToArray())] : [];
            foreach (JsonElement quote in document.GetProperty("quotes").EnumerateArray().Where(q => q.TryGetProperty("speaker", out _) && q.GetProperty("sources").GetArrayLength() > 0))
            {
                (int Start, int End) source = Span(quote.GetProperty("sources")[0]);
                string name = quote.GetProperty("speaker").GetProperty("name").GetString()!;
                int mentions = quote.GetProperty("speaker").GetProperty("mentions").GetInt32();
                (int, int)[]? speaker = theirs.Where(c => c.Length == mentions && c.Any(m => text[m.Start..m.End] == name) && c.Any(m => Fit(m, source) > 0)).MaxBy(c => c.Max(m => Fit(m, source)));
                (int, int)[] others = [.. (Fitting(ours, source) ?? []).Where(m => Fit(m, source) == 0)];
                all++;
                if (speaker is null || speaker.All(m => Fit(m, source) > 0))
                    right += others.Length == 0 ? 1 : 0;
                else
                    right += others.Length > 0 && 2 * others.Count(m => ReferenceEquals(Fitting(theirs, m), speaker)) >= others.Length ? 1 : 0;
            }
        }
        rows.Add(new Row("GUM dev, source span given", "speaker right", 100.0 * right / all));
    }

    /// <summary>What two spans share of what they cover together.</summary>
    private static double Fit((int Start, int End) a, (int Start, int End) b) =>
        Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start)) / (double)(Math.Max(a.End, b.End) - Math.Min(a.Start, b.Start));

    private static (int, int)[]? Fitting((int, int)[][] chains, (int, int) span) => chains.Where(c => c.Any(m => Fit(m, span) > 0)).MaxBy(c => c.Max(m => Fit(m, span)));
}
