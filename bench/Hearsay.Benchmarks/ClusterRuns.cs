using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Hearsay.Ledger;
using Hearsay.Tests.Ledger;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench cluster STORIES.jsonl</c>: the stories into a ledger by one process, then by clusters of 1, 2 and 4 workers in processes of their own on a real PostgreSQL server, then by three
/// workers of which one is killed, another one's network is cut for ten seconds, and under which the server is restarted. Prints times, and whether each ledger is the first one's. Wants PostgreSQL;
/// the network is cut by a namespace of the kernel's, which only root can make.
/// </summary>
internal static class ClusterRuns
{
    private const string Namespace = "hearsay-bench", Cable = "hearsay-b0", Here = "10.199.77.1", There = "10.199.77.2";

    public static int Run(string cli, string stories)
    {
        bool root = Environment.UserName == "root";
        string folder = Directory.CreateTempSubdirectory("hearsay-cluster").FullName;
        if (root)
            Connect();
        try
        {
            using LocalPostgres? server = LocalPostgres.Start(root ? $"127.0.0.1,{Here}" : "127.0.0.1", durable: true);
            if (server is null)
            {
                Console.Error.WriteLine("no PostgreSQL server here; apt-get install postgresql");
                return 1;
            }
            Console.WriteLine("| | by the clock | the ledger |");
            Console.WriteLine("| --- | --- | --- |");
            string alone = Path.Combine(folder, "alone.db");
            double seconds = Timed(() => CommandLine.Start(cli, "add", "--ledger", alone, stories));
            LedgerDigest expected = LedgerDigest.Of(alone);
            int read = expected.Records.Length;
            Console.WriteLine($"| one process, SQLite | {seconds:0} s | {read} stories, {expected.Matters.Length} matters |");
            bool right = true;
            void Row(string what, double time, string place)
            {
                LedgerDigest ledger = LedgerDigest.Of(place);
                right &= ledger.IsSame(expected);
                Console.WriteLine($"| {what} | {time:0} s | {ledger.Against(expected)} |");
            }

            string single = server.Place("alone");
            Row("one process, PostgreSQL", Timed(() => CommandLine.Start(cli, "add", "--ledger", single, stories)), single);
            foreach (int count in (int[])[1, 2, 4])
            {
                string place = server.Place($"workers_{count}");
                using var workers = new Workers(cli, folder);
                for (int i = 0; i < count; i++)
                    workers.Start(place, "127.0.0.1");
                Row($"cluster, workers: {count}", Timed(() => CommandLine.Start(cli, "add", "--cluster", "--ledger", place, stories)), place);
            }
            if (root)
            {
                string place = server.Place("faults", Here);
                using var workers = new Workers(cli, folder);
                workers.Start(place, Here);
                workers.Start(place, Here);
                workers.Start(place, There, "ip", "netns", "exec", Namespace);
                Row("3 workers; one killed, another's network cut for ten seconds, PostgreSQL restarted", Timed(() => Disturbed(cli, stories, place, read, server, workers)), place);
            }
            return right ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            if (root)
                Disconnect();
        }
    }

    private static double Timed(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>A fault at each quarter of the way.</summary>
    private static void Disturbed(string cli, string stories, string place, int all, LocalPostgres server, Workers workers)
    {
        Task<(int Exit, string Output)> feeder = Task.Run(() => CommandLine.Start(cli, "add", "--cluster", "--ledger", place, stories));
        WaitFor(place, all / 4, feeder);
        // The first worker keeps the ledger, most likely: the hardest one to lose.
        workers.KillFirst();
        WaitFor(place, all / 2, feeder);
        LocalPostgres.Run("ip", "link", "set", Cable, "down");
        Thread.Sleep(TimeSpan.FromSeconds(10));
        LocalPostgres.Run("ip", "link", "set", Cable, "up");
        WaitFor(place, all / 4 * 3, feeder);
        server.Restart();
        feeder.Wait();
    }

    private static void WaitFor(string place, int stories, Task feeder)
    {
        while (!feeder.IsCompleted)
        {
            try
            {
                using LedgerStore store = LedgerStore.Open(place);
                using DbConnection connection = store.Connect();
                if (connection.ExecuteScalar<int>("SELECT count(*) FROM article") >= stories)
                    return;
            }
            catch (Exception e) when (e is DbException or LedgerException)
            {
                // not made yet
            }
            Thread.Sleep(200);
        }
        Console.WriteLine("the feeder ended before the fault");
    }

    private static void Connect()
    {
        Disconnect();
        LocalPostgres.Run("ip", "netns", "add", Namespace);
        LocalPostgres.Run("ip", "link", "add", Cable, "type", "veth", "peer", "name", "eth0", "netns", Namespace);
        LocalPostgres.Run("ip", "addr", "add", $"{Here}/24", "dev", Cable);
        LocalPostgres.Run("ip", "link", "set", Cable, "up");
        foreach (string[] inside in (string[][])[["addr", "add", $"{There}/24", "dev", "eth0"], ["link", "set", "eth0", "up"], ["link", "set", "lo", "up"]])
            LocalPostgres.Run("ip", ["-n", Namespace, .. inside]);
    }

    private static void Disconnect()
    {
        foreach (string[] gone in (string[][])[["link", "del", Cable], ["netns", "del", Namespace]])
        {
            try
            {
                LocalPostgres.Run("ip", gone);
            }
            catch (InvalidOperationException)
            {
                // was not there
            }
        }
    }

    private sealed class Workers(string cli, string folder) : IDisposable
    {
        private readonly List<Process> processes = [];

        /// <param name="before">A command that starts the worker.</param>
        public void Start(string place, string host, params string[] before)
        {
            string log = Path.Combine(folder, $"worker-{processes.Count}.log");
            File.Delete(log);
            string[] command = [.. before, cli, "worker", "--ledger", place, "--host", host, "--port", $"{LocalPostgres.FreePort()}", "--gateway", $"{LocalPostgres.FreePort()}"];
            processes.Add(Process.Start(new ProcessStartInfo("sh", ["-c", $"exec \"$0\" \"$@\" > /dev/null 2> {log}", .. command]))!);
            while (!File.ReadAllText(Wait(log)).Contains("has joined", StringComparison.Ordinal))
            {
                if (processes[^1].HasExited)
                    throw new InvalidOperationException("a worker ended: " + File.ReadAllText(log));
                Thread.Sleep(100);
            }
        }

        private static string Wait(string log)
        {
            while (!File.Exists(log))
                Thread.Sleep(20);
            return log;
        }

        public void KillFirst() => processes[0].Kill(entireProcessTree: true);

        public void Dispose()
        {
            foreach (Process process in processes)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                process.Dispose();
            }
        }
    }
}
