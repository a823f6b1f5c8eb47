using System.Diagnostics;
using System.Text;
using Hearsay.Articles;
using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Benchmarks;

/// <summary>
/// <c>./build bench fuzz MINUTES FILE...</c>: pages and texts cut, doubled, spliced and filled with odd characters at random, read the whole way. Reports what failed, each kind once with the seed
/// that makes it again, and the slowest reads.
/// </summary>
internal static class FuzzRuns
{
    private static readonly string[] Odd = ["\0", "\uFEFF", "\u202E", "\uD800", "<", ">", "&", "\"", "'", "“", "”", "(", ")", "—", ":", "\n", "\n\n", " ", "\t", "A", "a", ".", ",", "1", "é", "漢", "😀", "<div>", "</p>", "<!--", "<script>", "said", "CITY (AP) — ", "Hide Caption 1 of 2 ", "Photos: ", "By "];

    public static int Run(double minutes, string[] files)
    {
        NewsPipeline pipeline = Setup.Pipeline(new Settings { Threads = 1 });
        Page[] seeds = [.. new InputReader(new InputOptions(), () => Stream.Null).Read(files).Select(r => r.Page).OfType<Page>().Take(2000)];
        var failures = new Dictionary<string, (int Count, int Seed)>();
        var slow = new PriorityQueue<(int Seed, int Length, double Seconds), double>();
        var watch = Stopwatch.StartNew();
        int runs = 0, refused = 0;
        for (int seed = 0; watch.Elapsed.TotalMinutes < minutes; seed++, runs++)
        {
            Page page = Mutated(seeds, new Random(seed));
            var one = Stopwatch.StartNew();
            ReadOutcome outcome = pipeline.ReadSafely(page);
            double seconds = one.Elapsed.TotalSeconds;
            slow.Enqueue((seed, page.Content.Length, seconds), seconds);
            if (slow.Count > 5)
                slow.Dequeue();
            if (outcome.Problem is { } problem && problem.StartsWith("the reader failed", StringComparison.Ordinal))
            {
                string kind = problem[..Math.Min(problem.Length, 160)];
                failures[kind] = (failures.GetValueOrDefault(kind).Count + 1, failures.TryGetValue(kind, out var first) ? first.Seed : seed);
            }
            refused += outcome.Record is null ? 1 : 0;
        }
        Console.WriteLine($"{runs} pages made of {seeds.Length} in {minutes} minutes; {refused} refused; {failures.Values.Sum(f => f.Count)} failed");
        foreach ((string kind, (int count, int seed)) in failures)
            Console.WriteLine($"failed {count} times, first with seed {seed}: {kind}");
        while (slow.TryDequeue(out (int Seed, int Length, double Seconds) read, out _))
            Console.WriteLine($"slow: {read.Seconds:0.00} s for {read.Length} characters, seed {read.Seed}");
        return failures.Count == 0 ? 0 : 1;
    }

    private static Page Mutated(Page[] seeds, Random random)
    {
        Page page = seeds[random.Next(seeds.Length)];
        var text = new StringBuilder(page.Content.Length > 60_000 ? page.Content[..60_000] : page.Content);
        for (int change = random.Next(1, 8); change > 0 && text.Length > 0; change--)
        {
            int at = random.Next(text.Length), length = Math.Min(text.Length - at, random.Next(1, 400));
            switch (random.Next(7))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 2:
                    string other = seeds[random.Next(seeds.Length)].Content;
                    int from = random.Next(Math.Max(1, other.Length));
                    text.Insert(at, other.AsSpan(from, Math.Min(other.Length - from, 2000)));
                    break;
                case 3:
                    string odd = Odd[random.Next(Odd.Length)];
                    for (int times = random.Next(1, random.Next(1, 3000)); times > 0; times--)
                        text.Insert(at, odd);
                    break;
                case 4:
                    string shouted = text.ToString(at, length).ToUpperInvariant();
                    text.Remove(at, length).Insert(at, shouted);
                    break;
                case 5:
                    text.Replace("\n", " ", at, length);
                    break;
                default:
                    for (int times = random.Next(1, 40); times > 0; times--)
                        text.Insert(random.Next(text.Length), Odd[random.Next(Odd.Length)]);
                    break;
            }
        }
        return page with { Name = "fuzz", Content = text.ToString(), Kind = random.Next(10) == 0 ? PageKind.Text : page.Kind };
    }
}
