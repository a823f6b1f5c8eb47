using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Hearsay.Articles;
using Hearsay.Benchmarks;
using Hearsay.Claims;
using Hearsay.Language;
using Hearsay.Language.Coreference;
using Hearsay.Language.Models;
using Hearsay.Language.Tokens;
using Hearsay.Pages;
using Hearsay.Pipeline;
using Hearsay.Text;

string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
string shared = Path.GetFullPath(Path.Combine(root, "..", "shared", "data"));
string cli = Path.Combine(root, "src", "Hearsay.Cli", "bin", "Release", "net10.0", "hearsay");
string sample = Path.Combine(root, "samples", "bridge.txt");

if (args is ["kill", var number, var stories])
    return KillRuns.Run(cli, int.Parse(number), stories);
if (args is ["fuzz", var minutes, .. var files])
    return FuzzRuns.Run(double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture), files);

Console.WriteLine("| what | figure |");
Console.WriteLine("| --- | --- |");

(double seconds, double megabytes) = WholeProcess.Best(9, cli, "read", sample);
Row("one story, whole process: median of 9", $"{seconds * 1000:0} ms, peak {megabytes:0} MB");

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
var language = new LanguageReader(model, sentences, chains);
var claims = new ClaimFinder(language, model);
Article[] articles = [.. texts.Select((t, i) => new Article { Id = $"s{i}", Language = "en", Body = new SourceText(t) })];

Measure("language core, one thread", () => texts.Sum(t => language.Read(new SourceText(t)).Text.Count), texts.Count);
Measure("article to claims, one thread", () =>
{
    foreach (Article article in articles)
        claims.Find(article);
    return tokens;
}, texts.Count);

var vocabulary = new WordTable(model.List("vocabulary"));
var tokenizer = new Tokenizer(vocabulary, new SentenceModel(sentences));
var trunk = new Trunk(model, vocabulary);
TokenizedText[] cut = [.. texts.Select(t => tokenizer.Split(new SourceText(t)))];
Measure("layer: tokens and sentences", () => texts.Sum(t => tokenizer.Split(new SourceText(t)).Count), texts.Count);
Measure("layer: network trunk", () =>
{
    foreach (TokenizedText text in cut)
        trunk.Read(text);
    return tokens;
}, texts.Count);
WordStates[] states = [.. cut.Select(trunk.Read)];
var tagger = new Hearsay.Language.Tags.Tagger(model);
var parser = new Hearsay.Language.Parsing.Parser(model);
var names = new Hearsay.Language.Names.NameFinder(model);
Each("layer: tags", (t, s) => tagger.Tag(t, s));
Each("layer: parse", (t, s) => parser.Parse(t, s));
var lemmatizer = new Hearsay.Language.Lemmas.Lemmatizer(model.List("lemmas"), vocabulary);
Each("layer: tags, lemmas and names", (t, s) =>
{
    Hearsay.Language.Tags.TagSequence tagged = tagger.Tag(t, s);
    names.Find(t, tagged, lemmatizer.Lemmatize(t, tagged), s);
});

string pages = Path.Combine(shared, "pages", "dev.jsonl.gz");
if (File.Exists(pages))
{
    (string Url, string Html)[] html = [.. ReadPages(pages)];
    var reader = new ArticleReader(new ArticleOptions());
    double ours = Time(() =>
    {
        foreach ((string url, string content) in html)
            reader.TryRead(new Page { Name = url, Kind = PageKind.Html, Content = content, Url = url }, out _, out _);
    });
    double theirs = Time(() =>
    {
        foreach ((string url, string content) in html)
            _ = new SmartReader.Reader(url, content).GetArticle();
    });
    double parse = Time(() =>
    {
        foreach ((_, string content) in html)
            new AngleSharp.Html.Parser.HtmlParser().ParseDocument(content).Dispose();
    });
    Row("pages to articles, 301 pages, one thread", $"{html.Length / ours:0} pages a second");
    Row("the same pages, SmartReader 0.11.1", $"{html.Length / theirs:0} pages a second");
    Row("the same pages, AngleSharp's parse alone", $"{html.Length / parse:0} pages a second");
}

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

static IEnumerable<(string, string)> ReadPages(string path)
{
    using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
    while (reader.ReadLine() is { } line)
    {
        JsonElement page = JsonDocument.Parse(line).RootElement;
        yield return (page.TryGetProperty("url", out JsonElement url) && url.ValueKind == JsonValueKind.String ? url.GetString()! : "https://news.example/", page.GetProperty("html").GetString()!);
    }
}

internal static partial class Program
{
    // The tokens of all texts, as the language core cuts them.
    private static int tokens;
}
