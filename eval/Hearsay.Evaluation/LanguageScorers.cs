using System.Text;
using System.Text.Json;

namespace Hearsay.Evaluation;

/// <summary>What the scorers of the shared folder do not measure of the language core: raw text, coreference, speakers.</summary>
internal sealed partial class Scorers
{
    /// <summary>
    /// Tokens and sentences of the treebank's dev texts, as they stand in a page: sentences side by side, documents apart. A token is right where both of its ends are.
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
        var forms = new List<string>();
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
                foreach (string form in forms)
                {
                    int place = text!.IndexOf(form, at - start, StringComparison.Ordinal);
                    at = place < 0 || place + start > at + 3 ? at : place + start;
                    first = first < 0 ? at : first;
                    tokens.Add((at, at + form.Length));
                    at += form.Length;
                }
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
                    parts.Add(columns[1]);
                    if (--skip == 0)
                        forms.AddRange(string.Concat(parts) == pendingForm ? [.. parts] : [pendingForm]);
                }
                else
                {
                    forms.Add(columns[1]);
                }
            }
        }
        List<List<ConlluWord>> read = Conllu.Read(Start(cli, "parse", "--conllu", Save("raw.txt", raw.ToString())));
        HashSet<(int, int)> words = [.. read.SelectMany(s => s).Select(w => w.Offset)], cuts = [.. read.Select(s => (s[0].Offset.Start, s[^1].Offset.End))];
        rows.Add(new Row("EWT + GUM dev, raw text", "token F1", F1(tokens, words)));
        rows.Add(new Row("EWT + GUM dev, raw text", "sentence F1", F1(sentences, cuts)));
    }

    private string pendingForm = "";
    private readonly List<string> parts = [];

    private static double F1<T>(HashSet<T> gold, HashSet<T> found) => 200.0 * gold.Count(found.Contains) / (gold.Count + found.Count);

    private void Coreference(List<Row> rows)
    {
        string gold = Data("data", "coref", "coref.ontogum.dev.jsonl");
        if (!File.Exists(gold))
            return;
        var score = new Coreference();
        foreach (string line in File.ReadLines(gold).Where(l => l.Length > 0))
        {
            JsonElement document = Json(line);
            string[] tokens = [.. document.GetProperty("tokens").EnumerateArray().Select(t => string.Concat(t.GetString()!.Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } word ? word : "_")];
            HashSet<int> starts = [.. document.GetProperty("sents").EnumerateArray().Select(s => s.GetInt32())];
            string input = Save("coref.txt", string.Concat(tokens.Select((t, i) => (i > 0 && starts.Contains(i) ? "\n" : "") + t + "\n")));
            List<ConlluWord> words = [.. Conllu.Read(Start(cli, "parse", "--conllu", "--tokens", input)).SelectMany(s => s)];
            var chains = document.GetProperty("mentions").EnumerateArray().GroupBy(m => m[3].GetString()).Select(g => g.Select(m => (m[0].GetInt32(), m[1].GetInt32())).ToHashSet()).Where(c => c.Count > 1);
            score.Add([.. chains], [.. Conllu.Chains(words).Where(c => c.Count > 1)]);
        }
        rows.Add(new Row("OntoGUM dev", "coreference, CoNLL average", score.Average));
    }

    /// <summary>
    /// GUM's attributions with the source span given: right where most of the other mentions of our chain are of the speaker's gold chain; a source that is named once only is right where we
    /// link it to nothing.
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
                bool In((int Start, int End) m) => m.Start < source.End && m.End > source.Start;
                var speaker = theirs.FirstOrDefault(c => c.Any(m => In(m) && m.End - m.Start <= source.End - source.Start + 2));
                var mine = ours.FirstOrDefault(c => c.Any(In));
                (int Start, int End)[] others = mine is null ? [] : [.. mine.Where(m => !In(m))];
                all++;
                right += speaker is null or { Length: 1 } ? others.Length == 0 ? 1 : 0 : 2 * others.Count(m => speaker.Any(g => g.Start < m.End && g.End > m.Start)) > others.Length - (others.Length > 0 ? 1 : 0) && others.Length > 0 ? 1 : 0;
            }
        }
        rows.Add(new Row("GUM dev, source span given", "speaker right", 100.0 * right / all));
    }
}
