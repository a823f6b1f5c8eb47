using System.Diagnostics;
using Hearsay.Articles;
using Hearsay.Claims;
using Hearsay.Claims.Events;
using Hearsay.Language;
using Hearsay.Language.Time;
using Hearsay.Language.Tokens;

namespace Hearsay.Benchmarks;

/// <summary>What finding the events adds to a story's time: the whole way to the findings and the events alone, in turn, the middle of the rounds.</summary>
internal static class EventRuns
{
    private const int Rounds = 7;

    public static void Run(LanguageReader language, ClaimFinder claims, EventFinder events, Article[] articles, Action<string, string> row, string stories)
    {
        (Reading Reading, List<TimeExpression> Times)[] read = [.. articles.Select(a => language.Read(a.Body)).Select(r => (r, TimeFinder.Find(r.Text, null)))];
        var whole = new List<double>();
        var alone = new List<double>();
        for (int round = 0; round <= Rounds; round++)
        {
            double all = Seconds(() =>
            {
                foreach (Article article in articles)
                    claims.Find(article);
            });
            double part = Seconds(() =>
            {
                foreach ((Reading reading, List<TimeExpression> times) in read)
                    events.Find(reading, new TokenRange(0, reading.Text.Count), times, 0);
            });
            // The first round warms up.
            if (round > 0)
            {
                whole.Add(all);
                alone.Add(part);
            }
        }
        double with = Middle(whole), ofEvents = Middle(alone);
        row($"events, of {stories}", $"{ofEvents / articles.Length * 1000:0.0} ms of {with / articles.Length * 1000:0.0} ms a story: {100 * ofEvents / (with - ofEvents):0.0}% added");
    }

    private static double Seconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
