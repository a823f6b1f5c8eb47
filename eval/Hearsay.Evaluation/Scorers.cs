using System.Diagnostics;
using System.Text.Json;

namespace Hearsay.Evaluation;

/// <summary>One figure: what it is on which data, and whether more of it is worse.</summary>
internal sealed record Row(string Data, string Measure, double? Value, bool LowerIsBetter = false);

/// <summary>Runs the program on the dev data, the scorers on what it prints, and picks their figures.</summary>
internal sealed partial class Scorers(string cli, string shared)
{
    private readonly string work = Directory.CreateTempSubdirectory("hearsay-eval").FullName;

    /// <param name="only">The names of the parts that are wanted ("Groups"); all where there are none.</param>
    public List<Row> Run(string[] only)
    {
        var rows = new List<Row>();
        Action<List<Row>>[] parts = [Gold, Polnear, Language, RawText, Coreference, Speakers, Pages, Dates, Scrapes, Groups, Reprints, Plover, Casualties, FalseEvents, Muc4];
        try
        {
            foreach (Action<List<Row>> part in parts.Where(p => only.Length == 0 || only.Contains(p.Method.Name, StringComparer.OrdinalIgnoreCase)))
                part(rows);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
        return rows;
    }

    private void Gold(List<Row> rows)
    {
        JsonElement s = Json(Start(cli, "eval", "--json", Data("gold")));
        const string data = "27 gold stories";
        foreach (string field in (string[])["title", "publisher", "agency", "dateline", "published", "body starts right", "body ends right"])
            rows.Add(new Row(data, field, Number(s, "article", field)));
        rows.Add(new Row(data, "boilerplate leaked", Number(s, "article", "boilerplate leaked"), true));
        rows.Add(new Row(data, "authors F1", Number(s, "article", "authors", "F1")));
        rows.Add(new Row(data, "credits F1", Number(s, "article", "credits", "F1")));
        rows.Add(new Row(data, "claims found P", Number(s, "claims", "found", "P")));
        rows.Add(new Row(data, "claims found R", Number(s, "claims", "found", "R")));
        rows.Add(new Row(data, "claims found F1", Number(s, "claims", "found", "F1")));
        rows.Add(new Row(data, "right in content, speaker and stance F1", Number(s, "claims", "right in content, speaker and stance", "F1")));
        rows.Add(new Row(data, "misattributed, % of found", Number(s, "claims", "misattributed, of found"), true));
        foreach (string field in (string[])["stance right, of found", "quote kind right", "anonymous right", "target right", "when right", "within right"])
            rows.Add(new Row(data, field, Number(s, "claims", field)));
        rows.Add(new Row(data, "basis F1", Number(s, "claims", "basis", "F1")));
        rows.Add(new Row(data, "about F1", Number(s, "claims", "about", "F1")));
        rows.Add(new Row(data, "calibration error", Number(s, "claims", "calibration error"), true));
        rows.Add(new Row(data, "events found F1", Number(s, "events", "found", "F1")));
        foreach (string field in (string[])["type right", "place right", "date right", "killed right", "injured right", "happened right"])
            rows.Add(new Row(data, "event " + field, Number(s, "events", field)));
        rows.Add(new Row(data, "event actors F1", Number(s, "events", "actors", "F1")));
        rows.Add(new Row(data, "event recipients F1", Number(s, "events", "recipients", "F1")));
    }

    /// <summary>
    /// PLOVER's own sentences: the share with an event of the sentence's type, and with a claim's stance counted as the event that it is; and one type a sentence, that of what is told first, coded as
    /// its manual says (<see cref="Coded"/>). The older types CONCEDE and RETREAT are YIELD.
    /// </summary>
    private void Plover(List<Row> rows)
    {
        var types = new Dictionary<string, string>();
        var inputs = new List<string>();
        foreach (string line in File.ReadLines(Data("data", "events", "plover_gsr.jsonl")).Where(l => l.Length > 0))
        {
            using JsonDocument sentence = JsonDocument.Parse(line);
            string id = sentence.RootElement.GetProperty("id").GetString()!, type = sentence.RootElement.GetProperty("event_v2").GetString() ?? sentence.RootElement.GetProperty("event").GetString()!;
            types[id] = type is "CONCEDE" or "RETREAT" ? "YIELD" : type;
            inputs.Add(JsonSerializer.Serialize(new Dictionary<string, string?> { ["id"] = id, ["text"] = sentence.RootElement.GetProperty("text").GetString() }));
        }
        int events = 0, either = 0, first = 0;
        foreach (string line in Start(cli, "read", "--json", "--plain", Save("plover.jsonl", string.Join('\n', inputs))).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument record = JsonDocument.Parse(line);
            string type = types[record.RootElement.GetProperty("article").GetProperty("id").GetString()!];
            bool told = record.RootElement.GetProperty("events").EnumerateArray().Any(e => e.GetProperty("type").GetString() == type);
            events += told ? 1 : 0;
            first += Coded(record.RootElement).OrderBy(c => c.At).FirstOrDefault().Type == type ? 1 : 0;
            either += told || record.RootElement.GetProperty("claims").EnumerateArray().Any(c => EventOf(c.GetProperty("stance").GetString()) == type) ? 1 : 0;
        }
        rows.Add(new Row("322 PLOVER sentences, seen by the word list", "event of the type", 100.0 * events / types.Count));
        rows.Add(new Row("322 PLOVER sentences, seen by the word list", "event or stance of the type", 100.0 * either / types.Count));
        rows.Add(new Row("322 PLOVER sentences, seen by the word list", "one type a sentence, as its manual codes", 100.0 * first / types.Count));
    }

    /// <summary>
    /// A record's claims and events as PLOVER's manual codes them: a claim by its stance; what has not happened is a demand, a refusal, an agreement (meetings, support, aid that are yet to come) or a
    /// threat (what would harm).
    /// </summary>
    private static IEnumerable<(int At, string Type)> Coded(JsonElement record)
    {
        var stances = new Dictionary<string, string>();
        foreach (JsonElement claim in record.GetProperty("claims").EnumerateArray())
        {
            string stance = claim.GetProperty("stance").GetString()!;
            stances[claim.GetProperty("id").GetString()!] = stance;
            if (EventOf(stance) is { } verbal)
                yield return (claim.GetProperty("cue") is { ValueKind: JsonValueKind.Object } cue ? cue.GetProperty("start").GetInt32() : 0, verbal);
        }
        foreach (JsonElement e in record.GetProperty("events").EnumerateArray())
        {
            string type = e.GetProperty("type").GetString()!;
            string[] said = [.. e.GetProperty("claims").EnumerateArray().Select(c => stances.GetValueOrDefault(c.GetString()!, ""))];
            if (!e.GetProperty("happened").GetBoolean())
                type = said.Contains("demands") ? "REQUEST" : said.Contains("denies") || said.Contains("declines") ? "REJECT" : type switch
                {
                    "CONSULT" or "SUPPORT" or "COOPERATE" or "AID" => "AGREE",
                    "ASSAULT" or "COERCE" or "SANCTION" or "MOBILIZE" or "PROTEST" => "THREATEN",
                    _ => type,
                };
            yield return (e.GetProperty("start").GetInt32(), type);
        }
    }

    private static string? EventOf(string? stance) => stance switch
    {
        "accuses" => "ACCUSE",
        "denies" or "declines" => "REJECT",
        "demands" => "REQUEST",
        "threatens" => "THREATEN",
        "promises" => "AGREE",
        _ => null,
    };

    private void Polnear(List<Row> rows)
    {
        string gold = Data("data", "polnear", "dev.jsonl");
        if (!File.Exists(gold))
            return;
        var inputs = new List<string>();
        foreach (string line in File.ReadLines(gold))
        {
            using JsonDocument story = JsonDocument.Parse(line);
            inputs.Add(JsonSerializer.Serialize(new Dictionary<string, string?> { ["id"] = story.RootElement.GetProperty("id").GetString(), ["text"] = story.RootElement.GetProperty("text").GetString(), ["published"] = story.RootElement.GetProperty("date").GetString() }));
        }
        string texts = Save("polnear.jsonl", string.Join('\n', inputs) + "\n");
        string records = Save("polnear.records.jsonl", Start(cli, "read", "--json", "--plain", texts));
        string quotes = Save("polnear.quotes.jsonl", Start("python3", Score("record_to_quotes.py"), records, texts));
        JsonElement s = Json(Start("python3", Score("score_attribution.py"), gold, quotes, "--json"));
        const string data = "PolNeAR dev";
        rows.Add(new Row(data, "attribution P", Part(s, 0, "attribution")));
        rows.Add(new Row(data, "attribution R", Part(s, 1, "attribution")));
        rows.Add(new Row(data, "attribution F1", Part(s, 2, "attribution")));
        rows.Add(new Row(data, "misattributed, % of predicted", 100 * s.GetProperty("misattribution").GetProperty("rate").GetDouble(), true));
        foreach (string role in (string[])["source", "cue", "content"])
            rows.Add(new Row(data, role + " exact F1", Part(s, 2, role, "exact")));
        rows.Add(new Row(data, "content overlap F1", Part(s, 2, "content", "overlap")));
    }

    private void Language(List<Row> rows)
    {
        string gold = Data("data", "treebank", "dev.conllu");
        if (!File.Exists(gold))
            return;
        string predicted = Save("dev.conllu", Start(cli, "parse", "--tokens", gold));
        JsonElement s = Json(Start("python3", Score("score_conllu.py"), gold, predicted));
        foreach (string field in (string[])["UPOS", "XPOS", "lemma", "UAS", "LAS"])
            rows.Add(new Row("EWT + GUM dev, gold tokens", field, s.GetProperty(field).GetDouble()));
        foreach ((string file, string name) in (ReadOnlySpan<(string, string)>)[("gum.dev.tsv", "names, GUM dev"), ("ieer.train.tsv", "names, IEER's last tenth"), ("conll.testa.tsv", "names, CoNLL-2003 testa")])
        {
            string bio = file.StartsWith("ieer", StringComparison.Ordinal) ? HeldOut(Data("data", "ner", file)) : Data("data", "ner", file);
            string tagged = Save(file, Start(cli, "parse", "--tokens", bio));
            s = Json(Start("python3", Score("score_conllu.py"), bio, tagged, "--ner"));
            rows.Add(new Row(name, "exact F1", s.GetProperty("all")[2].GetDouble()));
        }
    }

    /// <summary>The last tenth of IEER's sentences, which nothing is trained on, with persons, organisations and places only: its dates and sums are other finders'.</summary>
    private string HeldOut(string bio)
    {
        string[] sentences = File.ReadAllText(bio).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> lines = sentences.Skip(sentences.Length * 9 / 10).SelectMany(s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(""));
        return Save("ieer.held.tsv", string.Join('\n', lines.Select(l => l.Length == 0 || l[(l.LastIndexOf('\t') + 1)..] is "O" or ['B' or 'I', '-', .. "PER" or "ORG" or "LOC"] ? l : l[..(l.LastIndexOf('\t') + 1)] + "O")) + "\n");
    }

    private void Pages(List<Row> rows)
    {
        string gold = Data("data", "pages", "dev.jsonl.gz");
        if (!File.Exists(gold))
            return;
        string records = Save("pages.jsonl", Start(cli, "article", "--json", gold));
        JsonElement s = Json(Start("python3", Score("score_pages.py"), gold, records)).GetProperty("all");
        foreach (string field in (string[])["F1", "P", "R", "exact", "title exact", "title loose", "authors exact", "authors loose", "date"])
            rows.Add(new Row("301 pages", field.Length <= 5 && field != "date" ? "body " + field : field, s.GetProperty(field).GetDouble()));
        rows.Add(new Row("301 pages", "authors invented", s.GetProperty("authors invented").GetDouble(), true));
    }

    /// <summary>Blogs and news in German and English, date only; lines whose gold is no date are left out.</summary>
    private void Dates(List<Row> rows)
    {
        string gold = Data("data", "pages", "dates.dev.jsonl.gz");
        if (!File.Exists(gold))
            return;
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(gold), System.IO.Compression.CompressionMode.Decompress));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.Contains(": NaN", StringComparison.Ordinal))
                lines.Add(line);
        }
        string pages = Save("dates.jsonl", string.Join('\n', lines) + "\n");
        string records = Save("dates.records.jsonl", Start(cli, "article", "--json", pages));
        rows.Add(new Row($"{lines.Count} pages with a date", "date", Json(Start("python3", Score("score_pages.py"), pages, records)).GetProperty("all").GetProperty("date").GetDouble()));
    }

    /// <summary>Stories of several outlets on one event, through a ledger.</summary>
    private void Groups(List<Row> rows)
    {
        string folder = Data("gold", "groups");
        if (!Directory.Exists(folder))
            return;
        var stories = new List<string>();
        foreach (string file in Directory.GetFiles(folder, "*.input.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument group = JsonDocument.Parse(File.ReadAllText(file));
            stories.AddRange(group.RootElement.GetProperty("stories").EnumerateArray().Select(s => JsonSerializer.Serialize(s)));
        }
        Joins(rows, "4 groups across outlets", string.Join('\n', stories) + "\n", folder);
        string written = Path.Combine(work, "written-groups");
        Joins(rows, "20 groups that we wrote", WrittenGroups.Write(Path.Combine(AppContext.BaseDirectory, "Data", "groups"), written), written);
    }

    private void Joins(List<Row> rows, string data, string stories, string gold)
    {
        string name = data.Replace(' ', '-'), inputs = Save(name + ".jsonl", stories), ledger = Path.Combine(work, name + ".db");
        Start(cli, "add", "--ledger", ledger, inputs);
        string propositions = Save(name + ".propositions.jsonl", Start(cli, "propositions", "--json", "--ledger", ledger));
        JsonElement s = Json(Start("python3", Score("score_groups.py"), gold, propositions, "--json"));
        foreach (string field in (string[])["found", "stance right, of found", "join P", "join R", "join F1", "disputed propositions flagged"])
            rows.Add(new Row(data, field, s.GetProperty(field).GetDouble()));
    }

    /// <summary>Agency, dateline and credits of 40 scraped texts, which we read by hand (Data/scrapes.jsonl).</summary>
    private void Scrapes(List<Row> rows)
    {
        string folder = Data("data", "pages", "scrapes");
        if (!Directory.Exists(folder))
            return;
        int all = 0, agency = 0, dateline = 0, credits = 0;
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "scrapes.jsonl")))
        {
            JsonElement gold = Json(line), article = Json(Start(cli, "article", "--json", Path.Combine(folder, gold.GetProperty("id").GetString()!))).GetProperty("article");
            all++;
            agency += Outlet(gold) == Outlet(article) ? 1 : 0;
            dateline += gold.GetProperty("dateline").GetString() == article.GetProperty("dateline").GetString() ? 1 : 0;
            credits += Credits(gold).SetEquals(Credits(article)) ? 1 : 0;
        }
        var bodies = new List<string>();
        var records = new List<string>();
        foreach (string body in Directory.GetFiles(folder, "*.gold.json").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(body)[..^".gold.json".Length];
            bodies.Add(JsonSerializer.Serialize(new { id = name, set = "scrapes", gold = new { body = Json(File.ReadAllText(body)).GetProperty("articleBody").GetString() } }));
            string read = Save(name + ".jsonl", JsonSerializer.Serialize(new { id = name, text = File.ReadAllText(Path.Combine(folder, name + ".txt")) }) + "\n");
            records.Add(Start(cli, "article", "--json", read).Trim());
        }
        JsonElement score = Json(Start("python3", Score("score_pages.py"), Save("bodies.jsonl", string.Join('\n', bodies) + "\n"), Save("bodies.records.jsonl", string.Join('\n', records) + "\n"))).GetProperty("all");
        rows.Add(new Row($"{bodies.Count} scraped texts with a gold body", "body F1", score.GetProperty("F1").GetDouble()));
        const string data = "40 scraped texts";
        rows.Add(new Row(data, "agency exact", 100.0 * agency / all));
        rows.Add(new Row(data, "dateline exact", 100.0 * dateline / all));
        rows.Add(new Row(data, "credits exact", 100.0 * credits / all));

        static string? Outlet(JsonElement of) => of.GetProperty("agency").GetString() is "AP" ? "Associated Press" : of.GetProperty("agency").GetString();
        static HashSet<string> Credits(JsonElement of) => [.. of.GetProperty("credits").EnumerateArray().Select(c => c.GetProperty("role").GetString() + " " + c.GetProperty("name").GetString())];
    }

    /// <summary>Pairs of stories that we judged by reading (Data/reprints.tsv), against the groups of one text that the ledger makes of them.</summary>
    private void Reprints(List<Row> rows)
    {
        string docs = Data("data", "reprints", "docs.jsonl.gz");
        if (!File.Exists(docs))
            return;
        string ledger = Path.Combine(work, "reprints.db");
        Start(cli, "add", "--ledger", ledger, docs);
        var group = new Dictionary<string, string>();
        foreach (string line in Start(cli, "stories", "--json", "--limit", "1000", "--ledger", ledger).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement story = Json(line);
            string id = story.GetProperty("story").GetString()!;
            group[id] = story.GetProperty("originStory").GetString() ?? id;
        }
        int right = 0, given = 0, gold = 0;
        foreach (string[] pair in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "reprints.tsv")).Where(l => l[0] != '#').Select(l => l.Split('\t')))
        {
            bool reprint = pair[2] == "yes", joined = group[pair[0]] == group[pair[1]];
            gold += reprint ? 1 : 0;
            given += joined ? 1 : 0;
            right += reprint && joined ? 1 : 0;
        }
        rows.Add(new Row("317 judged pairs of near-duplicates", "reprints P", 100.0 * right / given));
        rows.Add(new Row("317 judged pairs of near-duplicates", "reprints R", 100.0 * right / gold));
    }

    private string Score(string script) => Path.Combine(shared, "score", script);

    private string Data(params string[] parts) => Path.Combine([shared, .. parts]);

    private string Save(string name, string text)
    {
        string path = Path.Combine(work, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What a program prints. Exit code 2 of ours means that some inputs were refused; the others count.</summary>
    private static string Start(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = new System.Text.UTF8Encoding(false) };
        using Process process = Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && output.Length == 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} failed: {errors.Result}");
        return output;
    }

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static double? Number(JsonElement from, params string[] path)
    {
        foreach (string name in path)
            from = from.GetProperty(name);
        return from.ValueKind == JsonValueKind.Number ? from.GetDouble() : null;
    }

    private static double Part(JsonElement from, int index, params string[] path)
    {
        foreach (string name in path)
            from = from.GetProperty(name);
        return 100 * from[index].GetDouble();
    }
}
