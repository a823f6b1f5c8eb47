using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Hearsay.Cluster;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Hearsay.Pages;
using Hearsay.Tests.Ledger;

namespace Hearsay.Tests.Cluster;

/// <summary>Real workers in processes of their own, on a real PostgreSQL server.</summary>
public sealed class ClusterTests(PostgresServer server) : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "hearsay");
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;
    private readonly List<Process> workers = [];

    private Process Start(params string[] arguments)
    {
        Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > out.log 2>> err.log", Program, .. arguments]) { WorkingDirectory = folder })!;
        return process;
    }

    private void StartWorker(string ledger)
    {
        int before = Joined();
        Process worker = Start("worker", "--ledger", ledger, "--port", $"{LocalPostgres.FreePort()}", "--gateway", $"{LocalPostgres.FreePort()}");
        workers.Add(worker);
        for (int i = 0; i < 600 && Joined() == before; i++)
        {
            Assert.False(worker.HasExited, "the worker ended: " + Log());
            Thread.Sleep(100);
        }
        Assert.True(Joined() > before, "the worker did not join: " + Log());
    }

    private string Log() => File.Exists(Path.Combine(folder, "err.log")) ? File.ReadAllText(Path.Combine(folder, "err.log")) : "";

    private int Joined() => Log().Split("has joined").Length;

    /// <summary>The sample of three outlets many times over, each time of another place.</summary>
    private string Stories(int times)
    {
        string path = Path.Combine(folder, "stories.jsonl");
        string[] lines = File.ReadAllLines(Repository.File("samples", "dam.jsonl"));
        File.WriteAllLines(path, Enumerable.Range(0, times).SelectMany(i => lines.Select(l => l.Replace("\"id\": \"", $"\"id\": \"{i}-").Replace("Quarry Bay", $"{(char)('A' + i % 26)}{new string((char)('a' + i / 26), 3)}ton"))));
        return path;
    }

    private static string[] Matters(string place)
    {
        using LedgerStore store = LedgerStore.Open(place);
        using DbConnection ledger = store.Connect();
        Assert.Empty(Doctor.Check(ledger));
        // Numbers given out to work that was undone leave gaps; all else is the same.
        return [.. new Propositions().Ask(ledger).Select(m => $"{m.Disputed} {m.Origins} " + string.Join('\n', m.Positions.Select(p => $"{p.Story}/{p.Name} {p.Speaker} {p.Stance} {p.Content} {p.JoinedWhy}"))).Order()];
    }

    [Fact]
    public void WhenAWorkerIsKilledTheLedgerIsTheSameAsFromOneMachine()
    {
        string ledger = server.NewPlace(), stories = Stories(80), alone = Path.Combine(folder, "alone.db");
        StartWorker(ledger);
        StartWorker(ledger);
        Process feeder = Start("add", "--cluster", "--ledger", ledger, stories);
        using LedgerStore store = LedgerStore.Open(ledger);
        using DbConnection connection = store.Connect();
        int Recorded() => connection.ExecuteScalar<int>("SELECT count(*) FROM article");
        while (Recorded() == 0 && !feeder.HasExited)
            Thread.Sleep(20);

        // The first worker keeps the ledger, most likely: the hardest one to lose.
        workers[0].Kill();
        int atKill = Recorded();
        feeder.WaitForExit();
        using Process single = Start("add", "--ledger", alone, stories);
        single.WaitForExit();

        Assert.True(feeder.ExitCode == 0, Log());
        Assert.InRange(atKill, 1, 239);
        Assert.Equal(240, Recorded());
        Assert.Equal(Matters(alone), Matters(ledger));
    }

    [Fact]
    public async Task WorkersOfAnotherVersionReadNothing()
    {
        string ledger = server.NewPlace();
        StartWorker(ledger);
        var feeder = new ClusterFeeder(new ClusterSettings { Ledger = ledger }, "hearsay of tomorrow", plain: false);
        PageResult page = new Page { Name = "a", Kind = PageKind.Text, Content = "words" };

        var error = await Assert.ThrowsAsync<LedgerException>(() => feeder.FeedAsync([page], _ => { }, _ => { }, TestContext.Current.CancellationToken));

        Assert.Contains("one version", error.Message);
    }

    [Fact]
    public async Task AFileHasNoCluster()
    {
        var feeder = new ClusterFeeder(new ClusterSettings { Ledger = "hearsay.db" }, "test", plain: false);

        var error = await Assert.ThrowsAsync<LedgerException>(() => feeder.FeedAsync([], _ => { }, _ => { }, TestContext.Current.CancellationToken));

        Assert.Contains("PostgreSQL", error.Message);
    }

    public void Dispose()
    {
        foreach (Process worker in workers)
        {
            worker.Kill(entireProcessTree: true);
            worker.WaitForExit();
        }
        Directory.Delete(folder, recursive: true);
    }
}
