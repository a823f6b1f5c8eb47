using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Hearsay.Tests.Cli;

/// <summary>The real program, in a folder of its own.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;

    private (int Exit, string Out, string Error) Run(string? input, params string[] arguments) =>
        Start(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hearsay.exe" : "hearsay"), input, arguments);

    private (int Exit, string Out, string Error) Start(string program, string? input, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        info.Environment.Remove("HEARSAY_LEDGER");
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static string Sample(string name) => Repository.File("samples", name);

    [Fact]
    public void ReadPrintsTheStoryAndLeavesNothingBehind()
    {
        (int exit, string output, string error) = Run(null, "read", Sample("bridge.txt"));

        Assert.Equal((0, ""), (exit, error));
        foreach (string part in (string[])["Ostravia will not discuss", "The Lume Valley Courier", "agency Reuters", "2024-05-16 (from media-id)", "Mara Ilves", "declines", "“We have no comment.”", "ad-blocker notice"])
            Assert.Contains(part, output);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void JsonIsOneRecordALineInInputOrder()
    {
        (int exit, string output, _) = Run(null, "read", "--json", Sample("dam.jsonl"), Sample("bridge.txt"));

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] titles = [.. lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("article").GetProperty("title").GetString()!)];
        Assert.Equal(0, exit);
        Assert.Equal(["Dam bursts", "At least nine", "Sable says", "Ostravia will"], titles.Select(t => string.Join(' ', t.Split(' ').Take(2)) is var two && two == "At least" ? "At least nine" : two));
    }

    [Fact]
    public void OneAndManyThreadsGiveTheSameBytes()
    {
        string one = Run(null, "read", "--json", "--threads", "1", Repository.File("samples")).Out;
        string many = Run(null, "read", "--json", "--threads", "8", Repository.File("samples")).Out;

        Assert.NotEmpty(one);
        Assert.Equal(one, many);
    }

    [Fact]
    public void ABrokenInputIsNamedTheOthersGoOnAndTheExitCodeSaysSo()
    {
        (int exit, string output, string error) = Run(null, "read", "nowhere.txt", Sample("harbour.html"));

        Assert.Equal(2, exit);
        Assert.Contains("nowhere.txt", error);
        Assert.Contains("Mayor denies", output);
    }

    [Fact]
    public void AStreamStartsToPrintBeforeItEnds()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "hearsay");
        var info = new ProcessStartInfo(program, ["read", "--json", "--plain", "--threads", "1", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(info)!;
        process.StandardInput.WriteLine("{\"id\":\"first\",\"text\":\"The mayor said no.\"}");
        process.StandardInput.WriteLine("{\"id\":\"second\",\"text\":\"The mayor said yes.\"}");
        process.StandardInput.Flush();

        string? first = process.StandardOutput.ReadLine();
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Contains("\"first\"", first);
    }

    [Fact]
    public void StandardInputMayBeAStory()
    {
        (int exit, string output, _) = Run("The mayor, Edith Crane, said on Monday that the harbour would not be sold.", "read", "-");

        Assert.Equal(0, exit);
        Assert.Contains("Edith Crane", output);
    }

    [Fact]
    public void TheLedgerAnswers()
    {
        (int added, string summary, _) = Run(null, "add", Sample("bridge.txt"), Sample("dam.jsonl"), Sample("harbour.html"));
        string again = Run(null, "add", Sample("bridge.txt")).Out;
        (int claims, string about, _) = Run(null, "claims", "bridge");
        (int who, string ilves, _) = Run(null, "who", "Ilves");
        (int disputes, string disputed, _) = Run(null, "disputes");
        (int none, _, string nothing) = Run(null, "who", "Nobody Atall");

        Assert.Equal((0, 0, 0, 0, 1), (added, claims, who, disputes, none));
        Assert.Contains("5 added", summary);
        Assert.Contains("1 known already", again);
        Assert.Contains("bridge", about);
        Assert.Contains("Mara Ilves", ilves);
        Assert.Contains("denies", disputed);
        Assert.Contains("no claim", nothing);
    }

    [Fact]
    public void ReviewListsWhatNeedsALookAndRecordsWhatIsDecided()
    {
        Run(null, "add", Sample("bridge.txt"));
        string[] waiting = [.. Run(null, "review", "--json", "--limit", "100").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        JsonElement[] lines = [.. waiting.Select(l => JsonDocument.Parse(l).RootElement)];
        string Name(int i) => $"{lines[i].GetProperty("story").GetString()}/{lines[i].GetProperty("name").GetString()}";
        string part = string.Join(' ', lines[2].GetProperty("content").GetString()!.Split(' ').Take(3));

        (int accepted, string first, _) = Run(null, "review", "--accept", Name(0));
        (int rejected, _, _) = Run(null, "review", "--reject", Name(1), "--note", "a heading");
        (int corrected, string third, _) = Run(null, "review", "--correct", Name(2), "--speaker", "Somebody Else", "--stance", "denies", "--words", part, "--json");
        JsonElement now = JsonDocument.Parse(third).RootElement;
        string[] left = [.. Run(null, "review", "--json", "--limit", "100").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Run(null, "review", "--undo", Name(0));
        int again = Run(null, "review", "--json", "--limit", "100").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

        Assert.Equal((0, 0, 0), (accepted, rejected, corrected));
        Assert.Contains("accepted", first);
        Assert.Contains("a heading", Run(null, "claims", "--json", "status:rejected").Out);
        Assert.Equal(("Somebody Else", "denies", part), (now.GetProperty("speaker").GetString(), now.GetProperty("stance").GetString(), now.GetProperty("content").GetString()));
        Assert.Equal((waiting.Length - 3, waiting.Length - 2), (left.Length, again));
    }

    [Theory]
    [InlineData("--accept", "bridge/c99", "no claim")]
    [InlineData("--accept", "bridge", "STORY/CLAIM")]
    [InlineData("--correct", "bridge/c1", "a correction says")]
    public void AReviewThatCannotBeKeptSaysWhy(string option, string claim, string words)
    {
        Run(null, "add", Sample("bridge.txt"));

        (int exit, string output, string error) = Run(null, "review", option, claim);

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(words, error);
    }

    [Fact]
    public void AWordOfACorrectionMustStandInTheStory()
    {
        Run(null, "add", Sample("bridge.txt"));
        JsonElement line = JsonDocument.Parse(Run(null, "review", "--json").Out.Split('\n')[0]).RootElement;

        (int exit, _, string error) = Run(null, "review", "--correct", $"{line.GetProperty("story").GetString()}/{line.GetProperty("name").GetString()}", "--words", "no such words");

        Assert.Equal(2, exit);
        Assert.Contains("must stand in the story", error);
    }

    [Fact]
    public void WhatWasReviewedIsGoldToScoreAgainst()
    {
        Run(null, "add", Sample("bridge.txt"));
        string[] names = [.. Run(null, "review", "--json", "--limit", "100").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).Select(l => $"{l.GetProperty("story").GetString()}/{l.GetProperty("name").GetString()}")];
        Run(null, "review", "--accept", names[0]);
        Run(null, "review", "--correct", names[1], "--speaker", "Somebody Else");
        Run(null, "export", "--to", "gold", "-o", "mine.gold.zip");

        (int exit, string table, string error) = Run(null, "eval", "mine.gold.zip");
        JsonElement claims = JsonDocument.Parse(Run(null, "eval", "--json", "mine.gold.zip").Out).RootElement.GetProperty("claims");

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("right in content, speaker and stance", table);
        Assert.Equal((2, 2), (claims.GetProperty("found").GetProperty("gold").GetInt32(), claims.GetProperty("found").GetProperty("pred").GetInt32()));
        Assert.Equal((50.0, 50.0), (claims.GetProperty("speaker right, of found").GetDouble(), claims.GetProperty("misattributed, of found").GetDouble()));
        Assert.Equal(100.0, claims.GetProperty("stance right, of found").GetDouble());
    }

    [Theory]
    [InlineData("nowhere", "no such file or folder")]
    [InlineData("empty.jsonl", "no gold story")]
    [InlineData("broken.jsonl", "broken.jsonl line 1")]
    public void GoldThatIsNoneIsAnError(string name, string words)
    {
        File.WriteAllText(Path.Combine(folder, "empty.jsonl"), "{}\n");
        File.WriteAllText(Path.Combine(folder, "broken.jsonl"), "{\"claims\": 3}\n");

        (int exit, string output, string error) = Run(null, "eval", name);

        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(words, error);
    }

    [Fact]
    public void WhyExplainsAClaim()
    {
        Run(null, "add", Sample("bridge.txt"));
        string line = Run(null, "who", "--json", "Ilves").Out.Split('\n')[0];
        JsonElement answer = JsonDocument.Parse(line).RootElement;

        (int exit, string output, _) = Run(null, "why", $"{answer.GetProperty("story").GetString()}/{answer.GetProperty("name").GetString()}");

        Assert.Equal(0, exit);
        foreach (string part in (string[])["words", "cue", "stance", "speaker", "found by", "sure"])
            Assert.Contains(part, output);
        JsonElement json = JsonDocument.Parse(Run(null, "why", "--json", $"{answer.GetProperty("story").GetString()}/{answer.GetProperty("name").GetString()}").Out).RootElement;
        Assert.Contains(json.GetProperty("claim").GetProperty("why").GetProperty("speaker").GetString()!, output);
        Assert.True(json.GetProperty("matters").GetArrayLength() > 0);
        Assert.Equal(0, JsonDocument.Parse(Run(null, "doctor", "--json").Out).RootElement.GetProperty("wrong").GetArrayLength());
    }

    [Theory]
    [InlineData("who", "x")]
    [InlineData("disputes")]
    [InlineData("show", "x")]
    public void AMissingLedgerIsAnErrorThatSaysWhatToDo(params string[] arguments)
    {
        (int exit, _, string error) = Run(null, arguments);

        Assert.Equal(2, exit);
        Assert.Contains("hearsay add", error);
    }

    [Fact]
    public void AnUnknownCommandFails() => Assert.Equal(2, Run(null, "frobnicate").Exit);

    [Fact]
    public void ParsePrintsConllu()
    {
        string file = Path.Combine(folder, "in.txt");
        File.WriteAllText(file, "The mayor of Port Haven said she would resign.\n\nNobody believed her.");

        string output = Run(null, "parse", "--conllu", file).Out;

        string[] words = [.. output.Split('\n').Where(l => l.Split('\t').Length == 10)];
        Assert.Equal(14, words.Length);
        Assert.All(words, w => Assert.Contains("NER=", w));
        Assert.Contains(words, w => w.Contains("Offset=0:3"));
    }

    [Fact]
    public void TheProgramThatStartsFastReadsTheSameAndHandsOverTheRest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "takes no process over");
        string fast = Path.Combine(AppContext.BaseDirectory, "hearsay-native"), whole = Path.Combine(AppContext.BaseDirectory, "hearsay-whole");
        File.Delete(whole);
        (int exit, _, string error) = Start(fast, null, "schema");
        Assert.Equal(2, exit);
        Assert.Contains("'./build publish'", error);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "hearsay"), whole);

        foreach (string[] arguments in (string[][])[["read", "--json", Sample("dam.jsonl"), Sample("bridge.txt")], ["parse", "--conllu", Sample("bridge.txt")], ["schema"], ["--help"], ["read", "no-such-file"], ["no-such-command"]])
            Assert.Equal(Run(null, arguments), Start(fast, null, arguments));
        Assert.Equal(Run("Berg said no.", "read", "--plain", "-"), Start(fast, "Berg said no.", "read", "--plain", "-"));
    }

    private string Stories(int count)
    {
        string stories = Path.Combine(folder, "many.jsonl");
        string[] lines = File.ReadAllLines(Sample("dam.jsonl"));
        File.WriteAllLines(stories, Enumerable.Range(0, count).Select(i => lines[i % lines.Length].Replace("\"id\": \"", $"\"id\": \"n{i}-", StringComparison.Ordinal).Replace("\"id\":\"", $"\"id\":\"n{i}-", StringComparison.Ordinal)));
        return stories;
    }

    [Fact]
    public async Task ARunThatIsAskedToStopKeepsWhatItRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "has no signals");
        string stories = Stories(6000), ledger = Path.Combine(folder, "stopped.db");
        using Process process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "hearsay"), ["add", stories, "--ledger", ledger]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(ledger), TimeSpan.FromSeconds(60)));
        Thread.Sleep(1000);
        Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("the same command goes on from there", await error);
        Assert.Equal(0, Run(null, "doctor", "--ledger", ledger).Exit);
    }

    [Fact]
    public void AKilledRunGoesOnWhereItWas()
    {
        string stories = Stories(120);
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hearsay.exe" : "hearsay");
        var random = new Random(5);
        for (int kill = 0; kill < 6; kill++)
        {
            using Process process = Process.Start(new ProcessStartInfo(program, ["add", stories, "--ledger", "killed.db"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit(random.Next(300, 1500));
            process.Kill();
            process.WaitForExit();
        }

        (int exit, _, _) = Run(null, "add", stories, "--ledger", "killed.db");
        Run(null, "add", stories, "--ledger", "whole.db");

        Assert.Equal(0, exit);
        Assert.Equal(0, Run(null, "doctor", "--ledger", "killed.db").Exit);
        Assert.Equal(Run(null, "claims", "--json", "--limit", "100000", "--ledger", "whole.db").Out, Run(null, "claims", "--json", "--limit", "100000", "--ledger", "killed.db").Out);
        Assert.Contains("0 added, 120 known", Run(null, "add", stories, "--ledger", "killed.db").Out);
    }

    [Fact]
    public void ExportWritesWholeFilesAndNamesTheFormatsThatThereAre()
    {
        Run(null, "add", Sample("dam.jsonl"));

        (int exit, _, _) = Run(null, "export", "--to", "csv", "-o", "out.csv", "stance:denies");
        (int wrong, _, string error) = Run(null, "export", "--to", "docx");

        Assert.Equal((0, 2), (exit, wrong));
        Assert.Contains("denies", File.ReadAllText(Path.Combine(folder, "out.csv")));
        Assert.Contains("geojson", error);
        Assert.False(File.Exists(Path.Combine(folder, "out.csv.part")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
