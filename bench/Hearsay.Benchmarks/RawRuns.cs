using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Hearsay.Ledger;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench raw THREADS KILLS LEDGER INPUT...</c>: reads a corpus to a ledger as a user does, and kills the program (SIGKILL) so many times on the way, each time starting it again. Prints every
/// minute how far it is; <c>./build bench same LEDGER...</c> then tells whether runs gave the same.
/// </summary>
internal static class RawRuns
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5), Told = TimeSpan.FromMinutes(1);

    public static int Run(string cli, int threads, int kills, string ledger, string[] inputs)
    {
        string[] command = ["add", "--threads", threads.ToString(CultureInfo.InvariantCulture), "--ledger", ledger, .. inputs];
        var watch = Stopwatch.StartNew();
        var random = new Random(1);
        double peak = 0, processor = 0;
        Console.WriteLine("| seconds | stories | stories a second since the row before | processor, a story | peak memory |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        (double Seconds, int Stories, double Processor) last = default;
        void Row(int stories)
        {
            double seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine($"| {seconds:0} | {stories} | {(stories - last.Stories) / (seconds - last.Seconds):0.0} | {1000 * (processor - last.Processor) / Math.Max(1, stories - last.Stories):0} ms | {peak:0} MB |");
            last = (seconds, stories, processor);
        }
        for (int run = 0; run <= kills; run++)
        {
            using Process process = Process.Start(new ProcessStartInfo(cli, command) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            TimeSpan end = run < kills ? TimeSpan.FromSeconds(random.Next(60, 180)) : TimeSpan.MaxValue;
            var since = Stopwatch.StartNew();
            double before = processor;
            while (!process.WaitForExit(Look))
            {
                peak = Math.Max(peak, WholeProcess.Peak(process));
                processor = before + process.TotalProcessorTime.TotalSeconds;
                if (watch.Elapsed.TotalSeconds - last.Seconds > Told.TotalSeconds)
                    Row(Stories(ledger));
                if (since.Elapsed < end)
                    continue;
                process.Kill();
                process.WaitForExit();
                Row(Stories(ledger));
                Console.WriteLine("killed");
                break;
            }
            Task.WaitAll(output, errors);
            Console.Error.Write(output.Result);
        }
        int all = Stories(ledger);
        Row(all);
        Console.WriteLine($"{all} stories in {watch.Elapsed.TotalSeconds:0} s, {all / watch.Elapsed.TotalSeconds:0.0} a second; {1000 * processor / all:0} ms of the processor a story; {peak:0} MB at most; ledger {new FileInfo(ledger).Length / 1e9:0.0} GB");
        return 0;
    }

    private static int Stories(string ledger)
    {
        if (!File.Exists(ledger))
            return 0;
        using LedgerStore store = LedgerStore.Open(ledger);
        using DbConnection connection = store.Connect();
        return connection.ExecuteScalar<int>("SELECT count(*) FROM article");
    }
}
