using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Hearsay.Cluster;
using Hearsay.Ledger;
using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay add</c>: reads stories and records them in the ledger.</summary>
internal static class AddCommand
{
    /// <summary>Stories that are brought to disk together at most: a page of the file that many of them change is not written for each.</summary>
    private const int Batch = 256;

    /// <summary>Stories are brought to disk after so long, so that a kill loses some seconds' work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Where they come slower than this, each at once: other writers do not wait for a page that is still on its way.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(0.5);

    public static Command Make()
    {
        var inputs = new InputArguments();
        Option<string?> ledger = LedgerOption.Make();
        Command command = inputs.AddTo(new Command(
            "add",
            """
            Read stories and record them in the ledger: one SQLite file, or a PostgreSQL database. Adding a story again changes nothing; a run
            that was stopped goes on where it was when it is started again.

            Examples:
              hearsay add pages/
              hearsay add --ledger war.db stories.jsonl
              hearsay add --ledger postgresql://me@localhost/news --cluster stories.jsonl
            """));
        command.Options.Add(ledger);
        var cluster = new Option<bool>("--cluster") { Description = "Let the workers of the ledger's cluster read ('hearsay worker')" };
        command.Options.Add(cluster);
        command.SetAction((parsed, cancelled) => parsed.GetValue(cluster)
            ? Feed(parsed, inputs, LedgerOption.Path(parsed, ledger), cancelled)
            : Task.Run(() => Run(parsed, inputs, LedgerOption.Path(parsed, ledger), cancelled)));
        return command;
    }

    private static int Run(ParseResult parsed, InputArguments inputs, string path, CancellationToken cancelled)
    {
        Settings settings = inputs.SettingsOf(parsed);
        NewsPipeline pipeline = Setup.Pipeline(settings);
        using LedgerStore file = LedgerStore.OpenOrCreate(path);
        using var writer = new LedgerWriter(file, Reader(settings), DateTimeOffset.UtcNow, Batch);
        using var progress = new Progress();
        int added = 0, known = 0, failed = 0;
        Stopwatch sinceCommit = Stopwatch.StartNew(), sinceStory = Stopwatch.StartNew();
        // What was read before, by a run that was stopped too, is not read again.
        IEnumerable<PageResult> fresh = inputs.Pages(parsed, settings).Where(p =>
        {
            bool old = p.Page is { } page && writer.Knows(page);
            if (old)
                progress.Show(added, ++known, failed);
            return !old;
        });
        foreach (ReadOutcome outcome in pipeline.ReadAll(fresh))
        {
            if (outcome.Record is null)
            {
                failed++;
                progress.Clear();
                InputArguments.Report(outcome);
                writer.RecordRefusal(outcome.Name, outcome.Problem!, outcome.Page);
            }
            else if (writer.Record(outcome.Record, outcome.Page))
            {
                added++;
            }
            else
            {
                known++;
            }
            progress.Show(added, known, failed);
            if (sinceStory.Elapsed > Slow || sinceCommit.Elapsed > Patience)
            {
                writer.Commit();
                sinceCommit.Restart();
            }
            sinceStory.Restart();
            // Ctrl-C, or a service that is stopped: what was recorded is kept.
            if (cancelled.IsCancellationRequested)
                break;
        }
        writer.Commit();
        progress.Clear();
        if (cancelled.IsCancellationRequested)
        {
            Console.Error.WriteLine($"hearsay: stopped; {file.Path} holds what was read so far ({added} added), and the same command goes on from there");
            return Exit.Failed;
        }
        using var output = new Output();
        output.Text($"{file.Path}: {added} added, {known} known already, {failed} not read\n");
        return failed > 0 ? Exit.Failed : added + known > 0 ? Exit.Found : Exit.None;
    }

    /// <summary>The same by the workers of a cluster.</summary>
    private static async Task<int> Feed(ParseResult parsed, InputArguments inputs, string path, CancellationToken cancelled)
    {
        Settings settings = inputs.SettingsOf(parsed);
        using var progress = new Progress();
        var feeder = new ClusterFeeder(new ClusterSettings { Ledger = path }, Reader(settings), settings.Article.Plain);
        Recorded totals = await feeder.FeedAsync(
            inputs.Pages(parsed, settings),
            story =>
            {
                progress.Clear();
                Console.Error.WriteLine($"hearsay: {story.Name}: {story.Problem}");
            },
            now => progress.Show(now.Added, now.Known, now.Failed),
            cancelled);
        progress.Clear();
        using var output = new Output();
        output.Text($"the cluster's ledger: {totals.Added} added, {totals.Known} known already, {totals.Failed} not read\n");
        return totals.Failed > 0 ? Exit.Failed : totals.Added + totals.Known > 0 ? Exit.Found : Exit.None;
    }

    /// <summary>The program, its version and the settings that change what a page gives.</summary>
    public static string Reader(Settings settings) => Version + (settings.Article.Plain ? " --plain" : "") + (settings.Model is { } model ? " --model " + model : "");

    private static string Version => "hearsay " + (Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");
}
