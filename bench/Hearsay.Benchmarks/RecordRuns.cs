using System.Diagnostics;
using Hearsay.Claims.Records;
using Hearsay.Ledger;

namespace Hearsay.Benchmarks;

/// <summary><c>./build bench record RECORDS.jsonl FILE.db</c>: records that are read already (<c>hearsay read --json</c>) into a ledger, by the writer alone: stories a second, by tenths of the way.</summary>
internal static class RecordRuns
{
    private const int Batch = 256;

    public static int Run(string records, string path)
    {
        string[] lines = [.. File.ReadLines(records).Where(l => l.StartsWith('{'))];
        using LedgerStore store = LedgerStore.OpenOrCreate(path);
        using var writer = new LedgerWriter(store, "records of a benchmark", DateTimeOffset.UtcNow, Batch);
        Console.WriteLine("| stories | stories a second | processor, a story | allocated, a story |");
        Console.WriteLine("| --- | --- | --- | --- |");
        int step = Math.Max(1, lines.Length / 10);
        foreach (string[] some in lines.Chunk(step))
        {
            StoryRecord[] read = [.. some.Select(RecordJson.Read)];
            var watch = Stopwatch.StartNew();
            TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
            long bytes = GC.GetTotalAllocatedBytes();
            foreach (StoryRecord record in read)
                writer.Record(record);
            writer.Commit();
            double seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine($"| {some.Length} | {some.Length / seconds:0} | {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / some.Length:0.0} ms | {(GC.GetTotalAllocatedBytes() - bytes) / 1000 / some.Length} kB |");
        }
        return 0;
    }
}
