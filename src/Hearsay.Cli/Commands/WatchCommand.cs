using System.CommandLine;
using Hearsay.Ledger;
using Hearsay.Pages;
using Hearsay.Pipeline;
using System.Data.Common;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay watch</c>: feeds and folders into the ledger, again and again.</summary>
internal static class WatchCommand
{
    private const int PagesARound = 200;

    public static Command Make()
    {
        var inputs = new InputArguments();
        Option<string?> ledger = LedgerOption.Make();
        var interval = new Option<int>("--interval") { Description = "Seconds between two looks at the feeds and folders", DefaultValueFactory = _ => 600 };
        interval.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--interval: must be at least 1");
        });
        var once = new Option<bool>("--once") { Description = "Look once and end" };
        Command command = inputs.AddTo(new Command(
            "watch",
            """
            Read what is new in feeds (RSS, Atom) and folders into the ledger, until it is stopped. Pages are looked at again after an hour and then ever more
            seldom; what changed is read again, its older words are kept. robots.txt is kept to, and a site is asked once a second at most.

            Example:
              hearsay watch https://example.org/feed.xml incoming/ --interval 900
            """));
        command.Options.Add(ledger);
        command.Options.Add(interval);
        command.Options.Add(once);
        command.SetAction((parsed, cancelled) => Task.FromResult(Run(parsed, inputs, LedgerOption.Path(parsed, ledger), TimeSpan.FromSeconds(parsed.GetValue(interval)), parsed.GetValue(once), cancelled)));
        return command;
    }

    private static int Run(ParseResult parsed, InputArguments inputs, string path, TimeSpan interval, bool once, CancellationToken cancelled)
    {
        Settings settings = inputs.SettingsOf(parsed);
        NewsPipeline pipeline = Setup.Pipeline(settings);
        using LedgerStore file = LedgerStore.OpenOrCreate(path);
        using var fetcher = inputs.Fetcher(parsed);
        string[] watched = parsed.GetValue(inputs.Inputs)!;
        int failed = 0;
        while (true)
        {
            // Each round is a run of its own; between rounds nothing is held open.
            using (DbConnection connection = file.Connect())
            using (var writer = new LedgerWriter(file, AddCommand.Reader(settings), DateTimeOffset.UtcNow))
            {
                var round = new Round(pipeline, writer, new WatchList(connection), fetcher, settings, cancelled);
                foreach (string input in watched)
                {
                    if (PageFetcher.IsAddress(input))
                        round.Feed(input);
                    else
                        round.Folder(input);
                }
                round.Again();
                failed = round.Failed;
                Console.Error.WriteLine($"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss}Z {round.Added} added or changed, {round.Failed} not read");
            }
            if (once || cancelled.WaitHandle.WaitOne(interval))
                return failed > 0 ? Exit.Failed : Exit.Found;
        }
    }

    /// <summary>One look at everything.</summary>
    private sealed class Round(NewsPipeline pipeline, LedgerWriter writer, WatchList list, PageFetcher fetcher, Settings settings, CancellationToken cancelled)
    {
        public int Added { get; private set; }

        public int Failed { get; private set; }

        public void Folder(string folder)
        {
            foreach (PageResult result in new InputReader(settings.Input, Console.OpenStandardInput).Read([folder]).Where(p => p.Page is null || !writer.Knows(p.Page)))
                Record(result);
        }

        public void Feed(string url)
        {
            Watched? before = list.Of(url);
            Fetched answer = fetcher.Fetch(url, before?.Etag, before?.Modified);
            if (answer.Problem is not null)
            {
                Record(new PageFailure(url, answer.Problem));
                return;
            }
            if (answer.Unchanged)
                return;
            foreach (PageResult item in InputReader.FromAddress(answer, settings.Input))
            {
                cancelled.ThrowIfCancellationRequested();
                if (item.Failure?.Link is { } link)
                {
                    if (list.Of(link) is null)
                        Page(link, null);
                }
                else if (item.Page is null || !writer.Knows(item.Page))
                {
                    Record(item);
                }
            }
            // Last, so that a round that is stopped begins with the same feed again.
            list.SawFeed(url, answer.EntityTag, answer.Modified, DateTimeOffset.UtcNow);
        }

        /// <summary>Pages that are due for another look.</summary>
        public void Again()
        {
            foreach (Watched page in list.DuePages(DateTimeOffset.UtcNow, PagesARound))
            {
                cancelled.ThrowIfCancellationRequested();
                Page(page.Url, page);
            }
        }

        private void Page(string url, Watched? before)
        {
            Fetched answer = fetcher.Fetch(url, before?.Etag, before?.Modified);
            bool changed = false;
            if (answer.Problem is not null)
                Record(new PageFailure(url, answer.Problem));
            else if (!answer.Unchanged)
            {
                foreach (PageResult page in InputReader.FromAddress(answer, settings.Input).Where(p => p.Page is null || !writer.Knows(p.Page)))
                    changed |= Record(page);
            }
            list.SawPage(url, answer.EntityTag ?? before?.Etag, answer.Modified ?? before?.Modified, changed || before is null, DateTimeOffset.UtcNow);
        }

        private bool Record(PageResult result)
        {
            ReadOutcome outcome = pipeline.ReadSafely(result);
            if (outcome.Record is null)
            {
                Failed++;
                InputArguments.Report(outcome);
                writer.RecordRefusal(outcome.Name, outcome.Problem!, outcome.Page);
                return false;
            }
            bool changed = writer.Record(outcome.Record, outcome.Page);
            Added += changed ? 1 : 0;
            return changed;
        }
    }
}
