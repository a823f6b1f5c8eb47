using Hearsay.Articles;
using Hearsay.Claims.Records;
using Hearsay.Pages;
using Hearsay.Pipeline;
using Orleans.Concurrency;

namespace Hearsay.Cluster;

/// <summary>Reads pages: as many at once in each worker as it has cores. Keeps nothing, so a page may be read twice without harm.</summary>
public interface IStoryReader : IGrainWithIntegerKey
{
    /// <param name="reader">Program, version and settings of who asks: pages are read by the same in all workers, or not at all.</param>
    Task<ReadStory> Read(SentPage page, string reader, bool plain);
}

/// <summary>The pipelines of one worker, made when they are first wanted.</summary>
internal sealed class WorkerPipelines(Func<bool, string> readerOf)
{
    private readonly Lazy<NewsPipeline> articles = new(() => Make(false));
    private readonly Lazy<NewsPipeline> plainTexts = new(() => Make(true));

    public NewsPipeline Of(bool plain) => plain ? plainTexts.Value : articles.Value;

    public string ReaderOf(bool plain) => readerOf(plain);

    private static NewsPipeline Make(bool plain) => Setup.Pipeline(new Settings { Threads = 1, Article = new ArticleOptions { Plain = plain } });
}

[StatelessWorker]
internal sealed class StoryReaderGrain(WorkerPipelines pipelines) : Grain, IStoryReader
{
    public Task<ReadStory> Read(SentPage page, string reader, bool plain)
    {
        string mine = pipelines.ReaderOf(plain);
        if (mine != reader)
            return Task.FromResult(new ReadStory { Name = page.Name, OtherReader = mine });
        // Reading takes a core for a while; the thread that takes the cluster's messages is not the one for it.
        return Task.Run(() =>
        {
            Page whole = page.ToPage();
            ReadOutcome outcome = pipelines.Of(plain).ReadSafely(whole);
            Meters.Read.Add(1);
            return new ReadStory { Name = outcome.Name, Record = outcome.Record is { } record ? RecordJson.WriteUtf8(record) : null, Problem = outcome.Problem, Page = whole.Hash(reader) };
        });
    }
}
