using System.Diagnostics;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench kill N STORIES.jsonl</c>: starts <c>hearsay add</c>, kills it (SIGKILL) at a random moment, starts it again, N times; after each kill the ledger is checked by <c>doctor</c>, and in
/// the end it must hold the very claims of a run that nobody disturbed. When all stories are in, a new ledger is begun.
/// </summary>
internal static class KillRuns
{
    public static int Run(string cli, int kills, string stories)
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-kill").FullName;
        try
        {
            string whole = Path.Combine(folder, "whole.db");
            (_, string counts) = CommandLine.Start(cli, "add", "--ledger", whole, stories);
            string expected = Claims(cli, whole);
            var watch = Stopwatch.StartNew();
            using (Process undisturbed = Process.Start(CommandLine.Info(cli, "add", "--ledger", Path.Combine(folder, "time.db"), stories))!)
            {
                undisturbed.StandardOutput.ReadToEnd();
                undisturbed.WaitForExit();
            }
            int longest = (int)watch.ElapsedMilliseconds, wrong = 0, ledgers = 0, broken = 0;
            var random = new Random(1);
            string ledger = Path.Combine(folder, "0.db");
            for (int i = 0; i < kills; i++)
            {
                using Process process = Process.Start(CommandLine.Info(cli, "add", "--ledger", ledger, stories))!;
                Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
                bool ended = process.WaitForExit(random.Next(50, longest));
                if (!ended)
                    process.Kill();
                process.WaitForExit();
                Task.WaitAll(output, errors);
                if (File.Exists(ledger) && CommandLine.Start(cli, "doctor", "--ledger", ledger) is { Exit: not 0 } sick)
                {
                    broken++;
                    Console.Error.WriteLine(sick.Output);
                }
                if (!ended)
                    continue;
                wrong += Claims(cli, ledger) == expected ? 0 : 1;
                File.Delete(ledger);
                ledger = Path.Combine(folder, ++ledgers + ".db");
            }
            CommandLine.Start(cli, "add", "--ledger", ledger, stories);
            wrong += Claims(cli, ledger) == expected ? 0 : 1;
            Console.WriteLine($"{counts.Trim()}");
            Console.WriteLine($"{kills} runs, each killed after 0.05 to {longest / 1000.0:0.0} s; {broken} ledgers that doctor found something in; {ledgers + 1} ledgers brought to their end, {wrong} of them other than the undisturbed one");
            return wrong + broken == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Claims(string cli, string ledger) => CommandLine.Start(cli, "claims", "--json", "--limit", "10000000", "--ledger", ledger).Output + CommandLine.Start(cli, "event", "--json", "--limit", "10000000", "--ledger", ledger).Output;
}
