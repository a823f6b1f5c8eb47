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
    /// <summary>Reads one page.</summary>
    public ReadOutcome Read(Page page)
    {
        if (!articles.TryRead(page, out Article? article, out Refusal? refusal))
            return new ReadOutcome(page.Name, null, refusal!.Reason, true) { Page = page };

        Findings findings = claims.Find(article!);
        return new ReadOutcome(page.Name, new StoryRecord(ArticleRecord.Of(article!), findings.Claims, findings.Events, findings.Entities) { Statements = findings.Statements }, null, false) { Page = page };
    }

    /// <summary>Reads many, some at once; outcomes come in input order, and no more than a few stories are held. One broken page hurts none.</summary>
    public IEnumerable<ReadOutcome> ReadAll(IEnumerable<PageResult> pages)
    {
        if (threads <= 1)
        {
            foreach (PageResult page in pages)
                yield return ReadSafely(page);
            yield break;
        }
        var running = new Queue<Task<ReadOutcome>>();
        foreach (PageResult page in pages)
        {
            running.Enqueue(Task.Run(() => ReadSafely(page)));
            // What is done is given at once; else as many are begun as keep the threads busy.
            while (running.Count > 0 && (running.Peek().IsCompleted || running.Count >= 3 * threads))
                yield return running.Dequeue().GetAwaiter().GetResult();
        }
        while (running.TryDequeue(out Task<ReadOutcome>? next))
            yield return next.GetAwaiter().GetResult();
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
