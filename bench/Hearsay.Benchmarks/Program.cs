using System.Diagnostics;
using System.Text.Json;
using Hearsay.Articles;
using Hearsay.Benchmarks;
using Hearsay.Claims;
using Hearsay.Claims.Events;
using Hearsay.Claims.Events.Roles;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Models;
using Hearsay.Language.Patterns;
using Hearsay.Language.Tokens;
using Hearsay.Pages;
using Hearsay.Pipeline;
using Hearsay.Text;

string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
string shared = Path.GetFullPath(Path.Combine(root, "..", "shared", "data"));
string cli = Path.Combine(root, "src", "Hearsay.Cli", "bin", "Release", "net10.0", "hearsay");
string published = Path.Combine(root, "out", "hearsay");
string sample = Path.Combine(root, "samples", "bridge.txt");

if (args is ["kill", var number, var stories])
    return KillRuns.Run(cli, int.Parse(number), stories);
if (args is ["powercut", var cuts, var toCut])
    return PowerCuts.Run(cli, int.Parse(cuts), toCut);
if (args is ["cluster", var fed])
    return ClusterRuns.Run(cli, fed);
if (args is ["ledger", var claimCount, var copied, var largeFile])
    return LargeLedger.Run(long.Parse(claimCount), copied, largeFile);
if (args is ["record", var readAlready, var recorded])
    return RecordRuns.Run(readAlready, recorded);
if (args is ["linking", var linked, var folder, .. var sizes])
    return LinkingRuns.Run(linked, folder, sizes.Select(long.Parse));
if (args is ["raw", var threads, var killed, var into, .. var corpus])
    return RawRuns.Run(cli, int.Parse(threads), int.Parse(killed), into, corpus);
if (args is ["same", .. var ledgers])
    return LedgerDigest.Run(ledgers);
if (args is ["fuzz", var minutes, .. var files])
    return FuzzRuns.Run(double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture), files);
string pages = Path.Combine(shared, "pages", "dev.jsonl.gz");
if (args is ["warc", var pageCount])
{
    WarcRuns.Run(pages, int.Parse(pageCount), Row);
    return 0;
}
if (args is ["pages", var way])
{
    PageRuns.Run(pages, way);
    return 0;
}
if (args is ["pages"])
{
    PageRuns.Run(pages, Row);
    return 0;
}

Console.WriteLine("| what | figure |");
Console.WriteLine("| --- | --- |");

(double seconds, double megabytes) = WholeProcess.Best(9, cli, "read", sample);
Row("one story, whole process: median of 9", $"{seconds * 1000:0} ms, peak {megabytes:0} MB");
if (File.Exists(published))
{
    (seconds, megabytes) = WholeProcess.Best(9, published, "read", sample);
    Row("the same, as './build publish' leaves it in out/", $"{seconds * 1000:0} ms, peak {megabytes:0} MB");
}

string polnear = Path.Combine(shared, "polnear", "dev.jsonl");
if (!File.Exists(polnear))
{
    Console.WriteLine();
    Console.WriteLine("The corpora are not here (../shared is missing): the other figures are left out.");
    return 0;
}

List<string> texts = [.. File.ReadLines(polnear).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)];
ModelFile model = ModelFile.Open(Path.Combine(root, "models", "hearsay.model"));
ModelFile sentences = ModelFile.Open(Path.Combine(root, "models", "sentences.model"));
var chains = new ChainFinder(ModelFile.Open(Path.Combine(root, "models", "chains.model")));
var language = new LanguageReader(model, sentences, ModelFile.Open(Path.Combine(root, "models", "case.model")), ModelFile.Open(Path.Combine(root, "models", "patterns.model")), chains);
var claims = new ClaimFinder(language, model, ModelFile.Open(Path.Combine(root, "models", "roles.model")));
Article[] articles = [.. texts.Select((t, i) => new Article { Id = $"s{i}", Language = "en", Body = new SourceText(t) })];

ModelFile roles = ModelFile.Open(Path.Combine(root, "models", "roles.model"));
var events = new EventFinder(EventLexicon.English, new RoleFinder(roles));
EventRuns.Run(language, claims, events, articles, Row, "PolNeAR dev");
string muc = Path.Combine(shared, "events", "muc4", "dev.jsonl");
if (File.Exists(muc))
    EventRuns.Run(language, claims, events, [.. File.ReadLines(muc).Select((l, i) => new Article { Id = $"m{i}", Language = "en", Body = new SourceText(JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!) })], Row, "MUC-4 dev, all of attacks");
if (args is ["events"])
    return 0;

Measure("language core, one thread", () => texts.Sum(t =>
{
    Reading reading = language.Read(new SourceText(t));
    reading.States.Dispose();
    return reading.Text.Count;
}), texts.Count);
Measure("article to claims, one thread", () =>
{
    foreach (Article article in articles)
        claims.Find(article);
    return tokens;
}, texts.Count);

var vocabulary = new WordTable(model.List("vocabulary"));
var embeddings = new WordEmbeddings(model);
var tokenizer = new Tokenizer(vocabulary, new SentenceModel(sentences, embeddings));
var trunk = new Trunk(model, embeddings);
TokenizedText[] cut = [.. texts.Select(t => tokenizer.Split(new SourceText(t)))];
Measure("layer: tokens and sentences", () => texts.Sum(t => tokenizer.Split(new SourceText(t)).Count), texts.Count);
Measure("layer: network trunk", () =>
{
    foreach (TokenizedText text in cut)
        trunk.Read(text).Dispose();
    return tokens;
}, texts.Count);
WordStates[] states = [.. cut.Select(trunk.Read)];
var voice = new Hearsay.Language.Patterns.PatternVoice(ModelFile.Open(Path.Combine(root, "models", "patterns.model")));
var tagger = new Hearsay.Language.Tags.Tagger(model, voice);
var parser = new Hearsay.Language.Parsing.Parser(model);
var names = new Hearsay.Language.Names.NameFinder(model, voice);
Measure("layer: patterns", () => cut.Sum(t =>
{
    using PatternRows rows = voice.Read(t);
    return rows.Row(0).Length > 0 ? t.Count : 0;
}), texts.Count);
Each("layer: patterns and tags", (t, s) =>
{
    using PatternRows rows = voice.Read(t);
    tagger.Tag(t, s, rows);
});
Each("layer: parse", (t, s) => parser.Parse(t, s));
var lemmatizer = new Hearsay.Language.Lemmas.Lemmatizer(model.List("lemmas"), vocabulary);
Each("layer: patterns, tags, lemmas and names", (t, s) =>
{
    using PatternRows rows = voice.Read(t);
    Hearsay.Language.Tags.TagSequence tagged = tagger.Tag(t, s, rows);
    names.Find(t, tagged, lemmatizer.Lemmatize(t, tagged), s, rows);
});

if (File.Exists(pages))
    PageRuns.Run(pages, Row);

return 0;

void Row(string what, string figure) => Console.WriteLine($"| {what} | {figure} |");

void Each(string what, Action<TokenizedText, WordStates> run) => Measure(what, () =>
{
    for (int i = 0; i < cut.Length; i++)
        run(cut[i], states[i]);
    return tokens;
}, texts.Count);

void Measure(string what, Func<int> run, int stories)
{
    int counted = run();
    if (tokens == 0)
        tokens = counted;
    run();
    long before = GC.GetAllocatedBytesForCurrentThread();
    double time = Time(() => run());
    // Time runs it three times
    double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 3.0;
    Row(what, $"{tokens / time:0} tokens a second, {stories / time:0} stories a second, {bytes / tokens * 1000 / 1024:0} kB allocated a thousand tokens");
}

static double Time(Action run)
{
    var times = new List<double>();
    for (int i = 0; i < 3; i++)
    {
        var watch = Stopwatch.StartNew();
        run();
        times.Add(watch.Elapsed.TotalSeconds);
    }
    times.Sort();
    return times[1];
}

internal static partial class Program
{
    // The tokens of all texts, as the language core cuts them.
    private static int tokens;
}
