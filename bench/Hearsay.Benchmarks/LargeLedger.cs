using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench ledger CLAIMS RECORDS.jsonl FILE.db</c>: makes a ledger of so many claims from our records (<c>hearsay read --json</c>): each copy of them in other words of the same length and
/// on other days, recorded as any story is. Prints rate and size on the way, then asks every question of the ledger many times. Run again on the same file it goes on, or only asks.
/// </summary>
internal static class LargeLedger
{
    private const int Batch = 128;
    private const int Asked = 100;

    // Copies are further apart than stories of one matter can be.
    private const int DaysApart = 25;
    private const int Copies = 160;

    public static int Run(long claims, string records, string path)
    {
        using LedgerStore store = LedgerStore.OpenOrCreate(path);
        Fill(store, claims, [.. File.ReadLines(records).Where(l => l.StartsWith('{'))]);
        Ask(store);
        return 0;
    }

    private static void Fill(LedgerStore store, long most, string[] lines)
    {
        using DbConnection connection = store.Connect();
        long stories = connection.ExecuteScalar<long>("SELECT count(*) FROM article"), claims = connection.ExecuteScalar<long>("SELECT count(*) FROM claim");
        if (claims >= most)
            return;
        using var writer = new LedgerWriter(store, "copies of a benchmark", DateTimeOffset.UtcNow, Batch);
        var watch = Stopwatch.StartNew();
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long told = claims, toldStories = stories, step = Math.Max(1, most / 20);
        Console.WriteLine("| claims | stories | stories a second, by the clock | processor, a story | file, kB a story |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        for (int copy = (int)(stories / lines.Length); claims < most; copy++)
        {
            foreach (string line in lines)
            {
                StoryRecord record = RecordJson.Read(Reworded(line, copy));
                DateOnly day = DateOnly.TryParse(record.Article.Published, out DateOnly date) ? date : new DateOnly(2015, 1, 1);
                writer.Record(record with { Article = record.Article with { Id = record.Article.Id + "-" + copy, Url = null, Published = day.AddDays(copy % Copies * DaysApart).ToString("O", CultureInfo.InvariantCulture) } });
                claims += record.Claims.Count + record.Statements.Count;
                stories++;
            }
            if (claims - told < step && claims < most)
                continue;
            writer.Commit();
            TimeSpan now = Process.GetCurrentProcess().TotalProcessorTime;
            long added = stories - toldStories;
            Console.WriteLine($"| {claims} | {stories} | {added / watch.Elapsed.TotalSeconds:0} | {(now - processor).TotalMilliseconds / added:0.0} ms | {new FileInfo(store.Path).Length / 1000.0 / stories:0} |");
            (told, toldStories, processor) = (claims, stories, now);
            watch.Restart();
        }
    }

    /// <summary>The record with the consonants of its longer words exchanged, so that places in the text stay where they are.</summary>
    private static string Reworded(string record, int copy)
    {
        const string consonants = "bcdfghjklmnpqrstvwxz";
        char[] shuffled = consonants.ToCharArray();
        if (copy > 0)
            new Random(copy).Shuffle(shuffled);
        string Exchange(string words)
        {
            var text = new StringBuilder(words);
            for (int i = 0; i < words.Length;)
            {
                int end = i;
                while (end < words.Length && char.IsAsciiLetter(words[end]))
                    end++;
                for (int j = i; j < end && end - i > 4; j++)
                {
                    int at = consonants.IndexOf(char.ToLowerInvariant(words[j]), StringComparison.Ordinal);
                    if (at >= 0)
                        text[j] = char.IsUpper(words[j]) ? char.ToUpperInvariant(shuffled[at]) : shuffled[at];
                }
                i = Math.Max(end, i + 1);
            }
            return text.ToString();
        }

        var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
            Copy(JsonDocument.Parse(record).RootElement, "", writer);
        return Encoding.UTF8.GetString(output.ToArray());

        void Copy(JsonElement from, string name, Utf8JsonWriter writer)
        {
            switch (from.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (JsonProperty property in from.EnumerateObject())
                    {
                        writer.WritePropertyName(property.Name);
                        Copy(property.Value, property.Name, writer);
                    }
                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (JsonElement item in from.EnumerateArray())
                        Copy(item, name, writer);
                    writer.WriteEndArray();
                    break;
                // Words of the story; the record's own terms are single words in lower case, or its types.
                case JsonValueKind.String when from.GetString() is { Length: > 0 } words && name is not ("id" or "type" or "url") && (words.Contains(' ') || char.IsUpper(words[0])):
                    writer.WriteStringValue(Exchange(words));
                    break;
                default:
                    from.WriteTo(writer);
                    break;
            }
        }
    }

    private static void Ask(LedgerStore store)
    {
        using DbConnection connection = store.Connect();
        long articles = connection.ExecuteScalar<long>("SELECT max(id) FROM article"), claims = connection.ExecuteScalar<long>("SELECT max(id) FROM claim"), matters = connection.ExecuteScalar<long>("SELECT max(id) FROM proposition");
        var random = new Random(1);
        T Some<T>(string table, string column, long most)
        {
            while (true)
            {
                if (connection.Query<T>($"SELECT {column} FROM {table} WHERE id >= @from AND {column} IS NOT NULL ORDER BY id LIMIT 1", new { from = random.NextInt64(1, most) }).FirstOrDefault() is { } found)
                    return found;
            }
        }
        string Word() => Some<string>("claim", "content", claims).Split(' ').Where(w => w.All(char.IsAsciiLetter)).MaxBy(w => w.Length) ?? "police";
        string Speaker() => Some<string>("claim", "speaker", claims);
        string Story() => Some<string>("article", "story", articles);
        Console.WriteLine();
        Console.WriteLine("| question | median | 99th percentile of 100, or the slowest |");
        Console.WriteLine("| --- | --- | --- |");
        var all = new List<double>();
        void Time(string what, Func<int> ask)
        {
            var times = new List<double>();
            for (int i = 0; i < Asked; i++)
            {
                var watch = Stopwatch.StartNew();
                ask();
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
            times.Sort();
            all.AddRange(times);
            Console.WriteLine($"| {what} | {times[Asked / 2]:0.0} ms | {times[Asked - 2]:0} ms, {times[^1]:0} ms |");
        }
        Time("disputes, newest", () => new Propositions(50, OnlyDisputed: true, Offset: 50 * random.Next(20)).Ask(connection).Count());
        Time("disputes, most sources", () => new Propositions(50, OnlyDisputed: true, Order: MatterOrder.Sources).Ask(connection).Count());
        Time("disputes, widest spread", () => new Propositions(50, OnlyDisputed: true, Order: MatterOrder.Spread).Ask(connection).Count());
        Time("one matter", () => new PropositionById(random.NextInt64(1, matters)).Ask(connection) is null ? 0 : 1);
        Time("claims by a word", () => new ClaimQuery(Word()).Ask(connection).Count);
        Time("claims by speaker and stance", () => new ClaimQuery($"speaker:\"{Speaker().Replace("\"", "")}\" stance:denies").Ask(connection).Count);
        Time("claims that deny, newest", () => new ClaimQuery("stance:denies").Ask(connection).Count);
        Time("claims with killed:>10", () => new ClaimQuery("killed:>10").Ask(connection).Count);
        Time("claims by place", () => new ClaimQuery("country:SY").Ask(connection).Count);
        Time("who", () => new ClaimsBySpeaker(Speaker()).Ask(connection).Count);
        Time("events, newest", () => new Events().Ask(connection).Count);
        Time("claims, newest", () => new ClaimQuery("").Ask(connection).Count);
        Time("events by a word", () => new Events(Word()).Ask(connection).Count);
        Time("deadly events of a country", () => new Events(Country: "US", Deadly: true).Ask(connection).Count);
        Time("timeline of a word", () => new Timeline(Word()).Ask(connection).Count);
        Time("stories, newest", () => new Stories(50).Ask(connection).Count);
        Time("one story and its claims", () =>
        {
            string story = Story();
            return new StoryById(story).Ask(connection)!.Claims.Count + new ClaimsOfStory(story).Ask(connection).Count + new ReprintsOf(story).Ask(connection).Count;
        });
        Time("review", () => new ToReview().Ask(connection).Count);
        Time("outlets", () => new Outlets().Ask(connection).Count);
        Time("totals", () => (int)Totals.Ask(connection).Stories);
        all.Sort();
        Console.WriteLine($"| all of them | {all[all.Count / 2]:0.0} ms | {all[(int)(all.Count * 0.99)]:0} ms |");
    }
}
