using System.Collections.Concurrent;
using Hearsay.Articles;
using Hearsay.Claims;
using Hearsay.Claims.Records;
using Hearsay.Pages;

namespace Hearsay.Pipeline;

/// <summary>What became of one input: a record, or the reason why there is none.</summary>
/// <param name="Failed">True where the input was broken; false where it was read and is no article.</param>
public sealed record ReadOutcome(string Name, StoryRecord? Record, string? Problem, bool Failed)
{
    /// <summary>The page that was read; null where the input gave none.</summary>
    public Page? Page { get; init; }
}

/// <summary>The whole way of one page: article, reading, findings.</summary>
public sealed class NewsPipeline(ArticleReader articles, ClaimFinder claims, int threads)
{
    // A caller that keeps what was read stands still now and then, when its disk does: so many stories a thread are read meanwhile.
    private const int AheadOfThread = 40;

    /// <summary>Characters of the pages that are read at once.</summary>
    private const long MostHeld = 16_000_000;

    /// <summary>Reads one page.</summary>
    public ReadOutcome Read(Page page)
    {
        if (!articles.TryRead(page, out Article? article, out Refusal? refusal))
            return new ReadOutcome(page.Name, null, refusal!.Reason, true) { Page = page };

        Findings findings = claims.Find(article!);
        return new ReadOutcome(page.Name, new StoryRecord(ArticleRecord.Of(article!), findings.Claims, findings.Events, findings.Entities) { Statements = findings.Statements }, null, false) { Page = page };
    }

    /// <summary>Reads many, some at once; outcomes come in input order, and no more than some tens of stories are held. One broken page hurts none.</summary>
    public IEnumerable<ReadOutcome> ReadAll(IEnumerable<PageResult> pages)
    {
        if (threads <= 1)
        {
            foreach (PageResult page in pages)
                yield return ReadSafely(page);
            yield break;
        }
        // Threads of our own: a pool makes more of them than are asked for, and each keeps buffers of many megabytes.
        using var begun = new BlockingCollection<(PageResult Page, TaskCompletionSource<ReadOutcome> Reading)>();
        using var stop = new CancellationTokenSource();
        Thread[] readers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => ReadBegun(begun, stop.Token)) { IsBackground = true, Name = "reader" })];
        foreach (Thread reader in readers)
            reader.Start();
        try
        {
            // So many are begun that the threads have work while the caller keeps what was read, but not more than fit into memory.
            var running = new Queue<(Task<ReadOutcome> Reading, long Characters)>();
            long held = 0;
            foreach (PageResult page in pages)
            {
                long characters = page.Page?.Content.Length ?? 0;
                var reading = new TaskCompletionSource<ReadOutcome>();
                begun.Add((page, reading));
                running.Enqueue((reading.Task, characters));
                held += characters;
                // What is done is given at once, but one for each that is begun: else none would be read while the caller keeps those that wait.
                bool full = running.Count >= AheadOfThread * threads || held > MostHeld && running.Count > threads;
                if (running.Peek().Reading.IsCompleted || full)
                {
                    var first = running.Dequeue();
                    held -= first.Characters;
                    yield return first.Reading.GetAwaiter().GetResult();
                }
            }
            while (running.TryDequeue(out var next))
                yield return next.Reading.GetAwaiter().GetResult();
        }
        finally
        {
            // Also where the caller wants no more: what is begun is read to its end, the rest is not.
            stop.Cancel();
            foreach (Thread reader in readers)
                reader.Join();
        }
    }

    private void ReadBegun(BlockingCollection<(PageResult Page, TaskCompletionSource<ReadOutcome> Reading)> begun, CancellationToken stop)
    {
        try
        {
            foreach ((PageResult page, TaskCompletionSource<ReadOutcome> reading) in begun.GetConsumingEnumerable(stop))
            {
                try
                {
                    reading.SetResult(ReadSafely(page));
                }
                catch (Exception e)
                {
                    reading.SetException(e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the rest.
        }
    }

    /// <summary>Reads one input; whatever goes wrong is an outcome with its reason.</summary>
    public ReadOutcome ReadSafely(PageResult result)
    {
        if (result.Page is not { } page)
            return new ReadOutcome(result.Failure!.Name, null, result.Failure.Problem, true);
        try
        {
            return Read(page);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new ReadOutcome(page.Name, null, $"the reader failed on it ({e.GetType().Name}: {e.Message}); please report this with the page", true);
        }
    }
}
