using System.Text.Json;
using Hearsay.Language.Models;
using Hearsay.Language.Names;
using Hearsay.Language.Quotes;
using Hearsay.Language.Tokens;
using Hearsay.Text;

namespace Hearsay.Training;

/// <summary>
/// Turns the corpora into arrays for tools/Hearsay.Training/*.py: features by the product's own code, and labels. All files are little-endian
/// int32, row by row.
/// </summary>
internal sealed class Preparation(string data, string work)
{
    private static readonly string[] OpenGenres = ["academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage", "conversation"];

    private readonly WordTable vocabulary = new(File.ReadAllLines(Path.Combine(work, "vocabulary.txt")));
    private readonly Dictionary<string, int> tags = [];
    private readonly Dictionary<string, int> relations = [];

    public void Run()
    {
        Treebank("treebank.train", [Path.Combine(data, "treebank", "train.conllu.gz"), Path.Combine(data, "treebank", "pud.conllu")], learn: true);
        Treebank("treebank.dev", [Path.Combine(data, "treebank", "dev.conllu")], learn: false);
        File.WriteAllLines(Path.Combine(work, "tags.txt"), tags.OrderBy(t => t.Value).Select(t => t.Key));
        File.WriteAllLines(Path.Combine(work, "relations.txt"), relations.OrderBy(t => t.Value).Select(t => t.Key));
        Lemmas();
        Names();
        Attribution("polnear.train", Path.Combine(data, "polnear", "train.jsonl.gz"));
        Attribution("polnear.dev", Path.Combine(data, "polnear", "dev.jsonl"));
    }

    /// <summary>True for EWT, PUD and the genres of GUM whose texts are free to use.</summary>
    public static bool IsOpen(string sentenceId)
    {
        if (!sentenceId.StartsWith("GUM_", StringComparison.Ordinal))
            return true;
        return OpenGenres.Contains(sentenceId.Split('_')[1]);
    }

    private void Treebank(string name, string[] files, bool learn)
    {
        var sentences = new List<IReadOnlyList<string>>();
        var spaces = new List<bool[]>();
        var labels = new List<int>();
        foreach (string file in files)
        {
            foreach ((string id, List<string[]> rows) in Corpus.Conllu(file))
            {
                if (learn && !IsOpen(id) || rows.Count > 200)
                    continue;
                sentences.Add(rows.ConvertAll(r => r[1].Replace(' ', '_')));
                spaces.Add([.. rows.Select(r => r.Length < 10 || !r[9].Contains("SpaceAfter=No"))]);
                foreach (string[] row in rows)
                {
                    labels.Add(Number(tags, row[3] + "|" + row[4], learn));
                    labels.Add(int.Parse(row[6]));
                    labels.Add(Number(relations, row[7], learn));
                }
            }
        }
        TokenizedText text = GivenTokens.Build(sentences, vocabulary, (s, w) => spaces[s][w]);
        Write(name, text);
        Corpus.WriteInts(Path.Combine(work, name + ".labels.bin"), labels);
        Console.WriteLine($"{name}: {sentences.Count} sentences, {text.Count} words, {tags.Count} tags, {relations.Count} relations");
    }

    private static int Number(Dictionary<string, int> labels, string label, bool learn)
    {
        if (labels.TryGetValue(label, out int number))
            return number;
        if (!learn)
            return -1;
        labels[label] = labels.Count;
        return labels.Count - 1;
    }

    private void Write(string name, TokenizedText text)
    {
        Corpus.WriteInts(Path.Combine(work, name + ".features.bin"), WordFeatures.Of(text, vocabulary));
        Corpus.WriteInts(Path.Combine(work, name + ".lengths.bin"), [.. text.Sentences.Select(s => s.Count)]);
    }

    /// <summary>Lemmas that the regular endings do not give, and those of frequent words, as "form UPOS lemma".</summary>
    private void Lemmas()
    {
        var counts = new Dictionary<(string Form, string Upos), (Dictionary<string, int> Lemmas, Dictionary<string, int> Xpos)>();
        foreach ((string id, List<string[]> rows) in Corpus.Conllu(Path.Combine(data, "treebank", "train.conllu.gz")))
        {
            if (!IsOpen(id))
                continue;
            foreach (string[] row in rows)
            {
                // Half a word that the writer cut ("with out") carries the whole word's lemma.
                if (row[1].Contains(' ') || row[2].Contains(' ') || row[2].Length == 0 || row[2] == "_" || rows.Exists(r => r[6] == row[0] && r[7] == "goeswith"))
                    continue;
                (string, string) key = (vocabulary.Fold(row[1], out _), row[3]);
                if (!counts.TryGetValue(key, out var seen))
                    counts[key] = seen = ([], []);
                string lemma = row[2] is "…" or "-" ? row[2] : vocabulary.Fold(row[2], out _);
                seen.Lemmas[lemma] = seen.Lemmas.GetValueOrDefault(lemma) + 1;
                seen.Xpos[row[4]] = seen.Xpos.GetValueOrDefault(row[4]) + 1;
            }
        }
        var regular = new Hearsay.Language.Lemmas.Lemmatizer([], vocabulary);
        var best = new Dictionary<(string, string), (string Lemma, int Count)>();
        static string Most(Dictionary<string, int> of) => of.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).First().Key;
        foreach (((string form, string upos), (Dictionary<string, int> lemmas, Dictionary<string, int> xpos)) in counts)
        {
            string top = Most(lemmas);
            if (regular.Lemma(form, Enum.Parse<Hearsay.Language.Tags.Upos>(upos), Most(xpos)) != top)
                best[(form, upos)] = (top, lemmas[top]);
        }
        File.WriteAllLines(Path.Combine(work, "lemmas.txt"), best.OrderBy(b => b.Key.Item1, StringComparer.Ordinal).ThenBy(b => b.Key.Item2, StringComparer.Ordinal).Select(b => $"{b.Key.Item1} {b.Key.Item2} {b.Value.Lemma}"));
    }

    /// <summary>The texts of <see cref="NameTexts"/> and their labels; a role label beside each (0 O, 1 B, 2 I, -1 unknown).</summary>
    private void Names()
    {
        var texts = new NameTexts(data, vocabulary);
        foreach (string corpus in (string[])["gum.train", "wikigold", "wnut.train", "gum.dev", "uner.dev", "conll.testa", "ieer", "ieer.dev", "news"])
        {
            LabelledTexts labelled = texts.Read(corpus);
            WriteNames("names." + corpus, labelled.Texts);
            Corpus.WriteInts(Path.Combine(work, $"names.{corpus}.labels.bin"), [.. labelled.Names.Zip(labelled.Roles).SelectMany(l => (int[])[l.First, l.Second])]);
        }
        UnlabelledNames();
    }

    /// <summary>Texts without name labels, for the names network to learn from its teacher: every hundredth story of raw news, and the web's sentences of the treebank.</summary>
    private void UnlabelledNames()
    {
        var tokenizer = new Tokenizer(vocabulary);
        string[] files = [Path.Combine(data, "raw", "outlets_2012_2020.jsonl.gz"), Path.Combine(data, "raw", "other_news.jsonl.gz")];
        IEnumerable<JsonElement> stories = files.SelectMany(Corpus.Json).Where((_, i) => i % 100 == 0);
        WriteNames("names.raw", [.. stories.Select(s => tokenizer.Split(new SourceText(s.GetProperty("text").GetString()!)))]);
        IReadOnlyList<string>[] web = [.. Corpus.Conllu(Path.Combine(data, "treebank", "train.conllu.gz")).Where(s => !s.Id.StartsWith("GUM_", StringComparison.Ordinal)).Select(s => s.Rows.ConvertAll(r => r[1].Replace(' ', '_')))];
        WriteNames("names.web", [GivenTokens.Build(web, vocabulary)]);
    }

    private void WriteNames(string name, TokenizedText[] texts)
    {
        Corpus.WriteInts(Path.Combine(work, name + ".features.bin"), [.. texts.SelectMany(t => WordFeatures.Of(t, vocabulary))]);
        Corpus.WriteInts(Path.Combine(work, name + ".hints.bin"), [.. texts.SelectMany(NameHints.Of)]);
        Corpus.WriteInts(Path.Combine(work, name + ".lengths.bin"), [.. texts.SelectMany(t => t.Sentences).Select(s => s.Count)]);
        Console.WriteLine($"{name}: {texts.Sum(t => t.Count)} words");
    }

    /// <summary>
    /// Stories with their attributions: NAME.stories.bin holds a story's first token and first sentence; NAME.attributions.bin rows of
    /// (attribution, story, role 0 cue 1 source 2 content, first token, end token); NAME.context.bin a row a token of the attribution features;
    /// NAME.chunks.bin and NAME.paragraphs.bin their lengths in tokens.
    /// </summary>
    private void Attribution(string name, string path)
    {
        var tokenizer = new Tokenizer(vocabulary);
        var features = new List<int>();
        var lengths = new List<int>();
        var context = new List<int>();
        var stories = new List<int>();
        var spans = new List<int>();
        var chunks = new List<int>();
        var paragraphs = new List<int>();
        int attribution = 0, story = 0, tokens = 0, inexact = 0;
        foreach (JsonElement document in Corpus.Json(path))
        {
            string words = document.GetProperty("text").GetString()!;
            int[] at = Corpus.CodePointTable(words);
            TokenizedText text = tokenizer.Split(new SourceText(words));
            stories.Add(tokens);
            stories.Add(lengths.Count);
            features.AddRange(WordFeatures.Of(text, vocabulary));
            lengths.AddRange(text.Sentences.Select(s => s.Count));
            chunks.AddRange(StoryChunks.Of(text).Select(c => c.Count));
            paragraphs.AddRange(text.Paragraphs.Select(p => p.Count));
            context.AddRange(ContextFeatures.Of(text, QuoteMarks.Find(text)));
            foreach (JsonElement quote in document.GetProperty("quotes").EnumerateArray())
            {
                var pieces = new List<(int Role, JsonElement Span)>();
                if (quote.TryGetProperty("cue", out JsonElement cue) && cue.ValueKind == JsonValueKind.Object)
                    pieces.Add((0, cue));
                if (quote.TryGetProperty("cueExtra", out JsonElement extra) && extra.ValueKind == JsonValueKind.Array)
                    pieces.AddRange(extra.EnumerateArray().Select(e => (0, e)));
                pieces.AddRange(quote.GetProperty("sources").EnumerateArray().Select(e => (1, e)));
                pieces.AddRange(quote.GetProperty("contents").EnumerateArray().Select(e => (2, e)));
                foreach ((int role, JsonElement piece) in pieces)
                {
                    var span = new TextSpan(at[piece.GetProperty("start").GetInt32()], at[piece.GetProperty("end").GetInt32()]);
                    TokenRange range = text.Cover(span);
                    if (range.Count <= 0)
                        continue;
                    if (text.SpanOf(range) != span)
                        inexact++;
                    spans.AddRange([attribution, story, role, tokens + range.Start, tokens + range.End]);
                }
                attribution++;
            }
            tokens += text.Count;
            story++;
        }
        Corpus.WriteInts(Path.Combine(work, name + ".features.bin"), features);
        Corpus.WriteInts(Path.Combine(work, name + ".lengths.bin"), lengths);
        Corpus.WriteInts(Path.Combine(work, name + ".context.bin"), context);
        Corpus.WriteInts(Path.Combine(work, name + ".stories.bin"), stories);
        Corpus.WriteInts(Path.Combine(work, name + ".attributions.bin"), spans);
        Corpus.WriteInts(Path.Combine(work, name + ".chunks.bin"), chunks);
        Corpus.WriteInts(Path.Combine(work, name + ".paragraphs.bin"), paragraphs);
        Console.WriteLine($"{name}: {story} stories, {tokens} tokens, {attribution} attributions, {spans.Count / 5} spans, {inexact} not on token borders");
    }
}
