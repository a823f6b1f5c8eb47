using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench powercut N STORIES.jsonl</c>: records every write and sync of one run of <c>hearsay add</c> (Debian's strace), then makes the files that a power cut at N moments would have
/// left: what was synced stands there, of what was not each write is there, or not, or in part. Each must open, please <c>doctor</c>, hold every story that was synced, and, gone on with, end as the
/// undisturbed run did (every tenth is). The model of the disk is that of Pillai et al. 2014 (ALICE): between two syncs writes reach it in any order, in sectors of 512 bytes.
/// </summary>
internal static partial class PowerCuts
{
    private const int Sector = 512;
    private const int GoneOnWith = 10;

    private enum Kind
    {
        Write,
        Truncate,
        Remove,
        Sync,
    }

    private sealed record Operation(Kind Kind, string File, byte[] Bytes, long Offset);

    public static int Run(string cli, int cuts, string stories)
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-cut").FullName;
        try
        {
            string whole = Path.Combine(folder, "whole.db"), trace = Path.Combine(folder, "trace");
            Process.Start("strace", ["-f", "-y", "-xx", "-s", "1000000", "-e", "trace=pwrite64,fsync,fdatasync,ftruncate,unlink", "-o", trace, cli, "add", "--ledger", whole, stories]).WaitForExit();
            // A line that is not understood would be a write that never was, and the ledger found torn where it is not.
            if (File.ReadLines(trace).FirstOrDefault(l => l.Contains("pwrite64(", StringComparison.Ordinal) && Parse(l) is null) is { } odd)
                throw new InvalidOperationException("the trace has a line that is not understood: " + odd[..Math.Min(odd.Length, 200)]);
            List<Operation> operations = [.. File.ReadLines(trace).Select(Parse).OfType<Operation>().Where(o => o.File.StartsWith(whole, StringComparison.Ordinal) && !o.File.EndsWith("-shm", StringComparison.Ordinal))];
            File.Delete(trace);
            string expected = Claims(cli, whole);
            int syncs = operations.Count(o => o.Kind == Kind.Sync), broken = 0, lost = 0, wrong = 0, ended = 0;
            var random = new Random(1);
            for (int i = 0; i < cuts; i++)
            {
                int moment = random.Next(operations.Count + 1);
                string synced = Path.Combine(folder, "synced.db"), torn = Path.Combine(folder, "torn.db");
                Replay(operations, moment, whole, synced, null);
                Replay(operations, moment, whole, torn, random);
                int least = Stories(cli, synced), found = Stories(cli, torn);
                if (found < least)
                    lost++;
                if (found > 0 && CommandLine.Start(cli, "doctor", "--ledger", torn) is { Exit: not 0 } sick)
                {
                    broken++;
                    Console.Error.WriteLine($"cut at {moment}: {sick.Output}");
                }
                if (i % GoneOnWith == 0)
                {
                    ended++;
                    CommandLine.Start(cli, "add", "--ledger", torn, stories);
                    wrong += Claims(cli, torn) == expected ? 0 : 1;
                }
                foreach (string left in Directory.GetFiles(folder, "synced.db*").Concat(Directory.GetFiles(folder, "torn.db*")))
                    File.Delete(left);
            }
            Console.WriteLine($"{operations.Count} writes and syncs ({syncs} syncs), {cuts} power cuts: {broken} ledgers that doctor found something in, {lost} with fewer stories than were synced; {ended} gone on with, {wrong} of them other than the undisturbed one");
            return broken + lost + wrong == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The files as they are after the first operations; with <paramref name="chance"/>, of those that were not synced each happens, in part or whole, or does not.</summary>
    private static void Replay(List<Operation> operations, int moment, string from, string to, Random? chance)
    {
        var synced = new Dictionary<string, int>();
        for (int i = 0; i < moment; i++)
        {
            if (operations[i].Kind == Kind.Sync)
                synced[operations[i].File] = i;
        }
        for (int i = 0; i < moment; i++)
        {
            Operation o = operations[i];
            bool sure = synced.TryGetValue(o.File, out int last) && i < last;
            string file = to + o.File[from.Length..];
            // Removing a file is of the folder, which SQLite syncs where it matters; here it is done at once.
            if (o.Kind == Kind.Remove)
            {
                File.Delete(file);
                continue;
            }
            if (o.Kind == Kind.Sync || !sure && (chance is null || chance.Next(2) == 0))
                continue;
            using FileStream stream = File.Open(file, FileMode.OpenOrCreate);
            if (o.Kind == Kind.Truncate)
            {
                stream.SetLength(o.Offset);
                continue;
            }
            int length = sure || chance!.Next(4) > 0 ? o.Bytes.Length : Math.Min(o.Bytes.Length, chance.Next(o.Bytes.Length / Sector + 1) * Sector);
            stream.Position = o.Offset;
            stream.Write(o.Bytes, 0, length);
        }
    }

    private static Operation? Parse(string line)
    {
        Match call = Call().Match(line);
        if (!call.Success)
            return null;
        string rest = call.Groups["rest"].Value;
        switch (call.Groups["name"].Value)
        {
            case "unlink":
                return new Operation(Kind.Remove, Text(rest[(rest.IndexOf('"') + 1)..rest.LastIndexOf('"')]), [], 0);
            case "fsync" or "fdatasync":
                return new Operation(Kind.Sync, Text(call.Groups["file"].Value), [], 0);
            case "ftruncate":
                return new Operation(Kind.Truncate, Text(call.Groups["file"].Value), [], long.Parse(Numbers().Match(rest).Value));
            default:
                int end = rest.LastIndexOf('"');
                return new Operation(Kind.Write, Text(call.Groups["file"].Value), Bytes(rest[(rest.IndexOf('"') + 1)..end]), long.Parse(Numbers().Matches(rest[end..])[1].Value));
        }
    }

    private static string Text(string escaped) => System.Text.Encoding.UTF8.GetString(Bytes(escaped));

    private static byte[] Bytes(string escaped) => Convert.FromHexString(escaped.Replace("\\x", "", StringComparison.Ordinal));

    private static int Stories(string cli, string ledger)
    {
        if (!File.Exists(ledger) || CommandLine.Start(cli, "stats", "--json", "--ledger", ledger) is not { Exit: 0 } stats)
            return 0;
        return JsonDocument.Parse(stats.Output).RootElement.GetProperty("stories").GetInt32();
    }

    private static string Claims(string cli, string ledger) => CommandLine.Start(cli, "claims", "--json", "--limit", "10000000", "--ledger", ledger).Output;

    // 5933  pwrite64(109</escaped/path>, "escaped", 4096, 0) = 4096
    [GeneratedRegex("""^\d+\s+(?<name>pwrite64|fsync|fdatasync|ftruncate|unlink)\((\d+<(?<file>[^>]*)>)?(?<rest>.*?)(\)\s+= \d+|\s<unfinished \.\.\.>)$""")]
    private static partial Regex Call();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
