using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench linking RECORDS.jsonl FOLDER MATTERS...</c>: what linking a story costs in ledgers of so many matters. The first two thirds of the records are recorded; then matters of one
/// position each are made up, in words that are as common as there, with an index of words as the writer leaves it, all of the same three weeks, so that all can be of one matter with what comes.
/// The last third of the records is then recorded, one transaction for each 64. Only what linking reads is made up: stories without records, ten positions a claim, of each word its newest positions.
/// </summary>
internal static class LinkingRuns
{
    private const int Batch = 64, PositionsOfClaim = 10, ClaimsOfStory = 7, PositionsOfTransaction = 18_000, Pool = 1_000_000;

    /// <summary>Of a word so many of the newest positions are made; the writer reads 300.</summary>
    private const int MostHolders = 3000;

    /// <summary>Words that only a few positions hold: so many for each matter, and at most.</summary>
    private const double RareWords = 0.02;
    private const long MostRareWords = 5_000_000;

    private static readonly DateOnly Newest = new(2026, 6, 30);
    private const int Days = 20;

    public static int Run(string records, string folder, IEnumerable<long> sizes)
    {
        StoryRecord[] read = [.. File.ReadLines(records).Where(l => l.StartsWith('{')).Select(RecordJson.Read).Select(r => r with { Article = r.Article with { Published = Newest.ToString("O") } })];
        int known = read.Length * 2 / 3;
        Console.WriteLine("| matters | file | processor, a story | by the clock, a story; the slowest transaction's |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (long size in sizes)
        {
            string path = Path.Combine(folder, $"linking-{size}.db");
            using (LedgerStore store = LedgerStore.OpenOrCreate(path))
            {
                using (var writer = new LedgerWriter(store, "linking", DateTimeOffset.UtcNow, Batch))
                {
                    foreach (StoryRecord record in read[..known])
                        writer.Record(record);
                }
                using (DbConnection connection = store.Connect())
                    Fill(connection, size);
                Measure(store, read[known..]);
            }
            foreach (string file in Directory.GetFiles(folder, Path.GetFileName(path) + "*"))
                File.Delete(file);
        }
        return 0;
    }

    private static void Measure(LedgerStore store, StoryRecord[] records)
    {
        using DbConnection connection = store.Connect();
        long matters = connection.ExecuteScalar<long>("SELECT matters FROM total");
        using var writer = new LedgerWriter(store, "linking", DateTimeOffset.UtcNow, Batch);
        var watch = Stopwatch.StartNew();
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        double slowest = 0;
        foreach (StoryRecord[] some in records.Chunk(Batch))
        {
            double before = watch.Elapsed.TotalMilliseconds;
            foreach (StoryRecord record in some)
                writer.Record(record);
            writer.Commit();
            slowest = Math.Max(slowest, (watch.Elapsed.TotalMilliseconds - before) / some.Length);
        }
        double cost = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / records.Length;
        Console.WriteLine($"| {matters} | {new FileInfo(store.Path).Length / 1e9:0.0} GB | {cost:0.0} ms | {watch.Elapsed.TotalMilliseconds / records.Length:0.0} ms; {slowest:0.0} ms |");
    }

    private static void Fill(DbConnection connection, long size)
    {
        connection.Execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000;");
        string[] triggers = [.. connection.Query<string>("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name IN ('claim_added', 'proposition_added')")];
        using DbTransaction whole = connection.BeginTransaction();
        connection.Execute("DROP TRIGGER claim_added; DROP TRIGGER proposition_added;");
        (long Id, string Word, long Holders)[] words = [.. connection.Query<(long, string, long)>("SELECT id, word, holders FROM term ORDER BY id")];
        double known = connection.ExecuteScalar<long>("SELECT positions FROM indexed");
        long Next(string table) => connection.ExecuteScalar<long>($"SELECT max(id) + 1 FROM {table}");
        long position = Next("position"), claim = Next("claim"), story = Next("article"), matter = Next("proposition"), term = Next("term"), claims = size / PositionsOfClaim + 1, stories = claims / ClaimsOfStory + 1;
        var random = new Random(1);
        MakePool(connection, words, random);
        foreach ((long count, string row) in (List<(long, string)>)[
            (stories, $"INSERT INTO article (id, story, published, record, content_hash, run) SELECT value + {story}, 'made-' || value, date('{Newest:O}', '-' || (value % {Days}) || ' days'), '', '', 1"),
            (claims, $"INSERT INTO claim (id, article, voice, name, anonymous, stance, cue, content, quote, confidence) SELECT value + {claim}, value / {ClaimsOfStory} + {story}, 'outlet', 's' || (value % {ClaimsOfStory}), 0, 'asserts', '', '', 'indirect', 1"),
            (size, $"INSERT INTO proposition (id, newest) SELECT value + {matter}, '{Newest:O}'"),
            (size, $"INSERT INTO position (id, claim, proposition, content, names) SELECT value + {position}, value / {PositionsOfClaim} + {claim}, value + {matter}, (SELECT content FROM pool WHERE id = value * 7919 % {Pool}), ''"),
        ])
            connection.Execute($"WITH RECURSIVE n (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < {count - 1}) {row} FROM n");
        connection.Execute("DROP TABLE pool");

        using DbCommand more = Prepared(connection, "UPDATE term SET holders = holders + @1 WHERE id = @0");
        using DbCommand rare = Prepared(connection, "INSERT INTO term (id, word, holders) VALUES (@0, @1, @2)");
        using DbCommand posting = Prepared(connection, "INSERT INTO posting (term, first, positions) VALUES (@0, @1, @2)");
        foreach ((long id, _, long holders) in words)
        {
            long made = Hold(posting, id, holders / known * size, position, size, random);
            Run(more, id, made);
        }
        long rareWords = Math.Min(MostRareWords, (long)(size * RareWords));
        for (long i = 0; i < rareWords; i++)
        {
            int held = random.Next(1, 6);
            Run(rare, term + i, "made" + i, held);
            Hold(posting, term + i, held, position, size, random);
        }
        connection.Execute($"UPDATE indexed SET positions = positions + {size}; UPDATE total SET matters = matters + {size}; " + string.Join(';', triggers));
        whole.Commit();
    }

    /// <summary>Contents of made-up positions: words of the ledger, each as often as there.</summary>
    private static void MakePool(DbConnection connection, (long Id, string Word, long Holders)[] words, Random random)
    {
        long[] until = new long[words.Length];
        long sum = 0;
        for (int i = 0; i < words.Length; i++)
            until[i] = sum += words[i].Holders;
        connection.Execute("CREATE TEMP TABLE pool (id INTEGER PRIMARY KEY, content TEXT)");
        using DbCommand add = Prepared(connection, "INSERT INTO pool (id, content) VALUES (@0, @1)");
        for (int i = 0; i < Pool; i++)
        {
            var content = new string[random.Next(6, 14)];
            for (int k = 0; k < content.Length; k++)
            {
                int at = Array.BinarySearch(until, random.NextInt64(sum) + 1);
                content[k] = words[at >= 0 ? at : ~at].Word;
            }
            Run(add, i, string.Join(' ', content));
        }
    }

    /// <summary>Writes the index of one word: its newest positions, in rows as long as a transaction of the writer.</summary>
    /// <returns>How many hold it.</returns>
    private static long Hold(DbCommand posting, long term, double expected, long first, long size, Random random)
    {
        long all = Math.Max(1, (long)expected);
        double gap = (double)size / all;
        var newest = new List<long>();
        for (double at = size - 1 - gap * random.NextDouble(); at >= 0 && newest.Count < Math.Min(all, MostHolders); at -= 1 + (gap - 1) * 2 * random.NextDouble())
            newest.Add(first + (long)at);
        newest.Reverse();
        int today = Newest.DayNumber;
        foreach (IGrouping<long, long> row in newest.GroupBy(p => p / PositionsOfTransaction))
        {
            long[] held = [.. row];
            Run(posting, term, held[0], Encoded(held, p => today - (int)((p - first) / (PositionsOfClaim * ClaimsOfStory) % Days)));
        }
        return all;
    }

    // As Hearsay.Ledger.Postings writes them.
    private static byte[] Encoded(long[] row, Func<long, int> dayOf)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        long position = row[0];
        int day = 0;
        foreach (long held in row)
        {
            writer.Write7BitEncodedInt64(held - position);
            int later = dayOf(held) - day;
            writer.Write7BitEncodedInt((later << 1) ^ (later >> 31));
            (position, day) = (held, dayOf(held));
        }
        return bytes.ToArray();
    }

    private static DbCommand Prepared(DbConnection connection, string sql)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; sql.Contains($"@{i}", StringComparison.Ordinal); i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = $"@{i}";
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static void Run(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
