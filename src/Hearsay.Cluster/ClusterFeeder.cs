using System.Data.Common;
using System.Diagnostics;
using Hearsay.Ledger;
using Hearsay.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Hearsay.Cluster;

/// <summary>
/// Sends pages to the workers of a cluster and what they read to the ledger, in the order of the pages, so that the ledger is the same as from one machine.
/// What fails because a worker, the network or the database is gone is sent again; both calls may be made twice without harm.
/// </summary>
public sealed class ClusterFeeder(ClusterSettings settings, string reader, bool plain)
{
    /// <summary>Stories that are recorded together, and pages that are on their way at once.</summary>
    private const int Batch = 32, Ahead = 96;

    // Calls to one grain go by one gateway: as many grains as spread them over all workers.
    private const int Readers = 1024;

    /// <summary>So long a first worker is waited for.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(20);

    /// <summary>A page is given up, and reported, after so many tries that ended without an answer.</summary>
    private const int MostTries = 4;

    /// <param name="report">Called with each story that gave no record.</param>
    /// <param name="progress">Called with the totals after each batch.</param>
    /// <exception cref="LedgerException">The ledger is a file, no worker answers, or the workers are of another version.</exception>
    public async Task<Recorded> FeedAsync(IEnumerable<PageResult> pages, Action<ReadStory> report, Action<Recorded> progress, CancellationToken cancelled)
    {
        settings.Check();
        using IHost host = Client();
        try
        {
            await host.StartAsync(cancelled);
        }
        catch (Exception e) when (e is OrleansException or DbException && !cancelled.IsCancellationRequested)
        {
            throw new LedgerException($"no worker of the cluster can be reached ({e.Message.TrimEnd('.')}); start one with 'hearsay worker'", e);
        }
        IClusterClient cluster = host.Services.GetRequiredService<IClusterClient>();
        ILedgerKeeper keeper = cluster.GetGrain<ILedgerKeeper>("ledger");
        long run = await Patiently(_ => keeper.Begin(reader), "the ledger's keeper does not answer", cancelled);
        var totals = new Recorded { Added = 0, Known = 0, Failed = 0 };
        var reading = new Queue<Task<ReadStory>>();
        var done = new List<ReadStory>();
        Task<Recorded>? recording = null;
        long sent = 0;
        foreach (PageResult[] some in pages.Chunk(Batch))
        {
            byte[]?[] hashes = [.. some.Select(p => p.Page?.Hash(reader))];
            bool[] known = await Patiently(_ => keeper.Know([.. hashes.OfType<byte[]>()]), "the ledger's keeper does not answer", cancelled);
            var old = new Queue<bool>(known);
            foreach (PageResult page in some)
            {
                if (page.Page is not null && old.Dequeue())
                {
                    totals = totals with { Known = totals.Known + 1 };
                    continue;
                }
                reading.Enqueue(page.Page is { } whole
                    ? ReadAsync(cluster, whole, sent++, cancelled)
                    : Task.FromResult(new ReadStory { Name = page.Failure!.Name, Problem = page.Failure.Problem }));
                while (reading.Count >= Ahead || reading.Count > 0 && reading.Peek().IsCompleted)
                    await Take();
            }
        }
        while (reading.Count > 0)
            await Take();
        await Flush();
        await Settle();
        await host.StopAsync(cancelled);
        return totals;

        async Task Take()
        {
            ReadStory story = await reading.Dequeue();
            if (story.OtherReader is { } other)
                throw new LedgerException($"the cluster's workers are '{other}', this is '{reader}': bring all to one version");
            if (story.Problem is not null)
                report(story);
            done.Add(story);
            if (done.Count >= Batch)
                await Flush();
        }

        // One batch is recorded while the next is read.
        async Task Flush()
        {
            await Settle();
            ReadStory[] batch = [.. done];
            done.Clear();
            if (batch.Length > 0)
                recording = Patiently(_ => keeper.Record(run, reader, batch), "the ledger cannot be written", cancelled);
        }

        async Task Settle()
        {
            if (recording is null)
                return;
            Recorded some = await recording;
            recording = null;
            totals = new Recorded { Added = totals.Added + some.Added, Known = totals.Known + some.Known, Failed = totals.Failed + some.Failed };
            progress(totals);
        }
    }

    private async Task<ReadStory> ReadAsync(IClusterClient cluster, Page page, long number, CancellationToken cancelled)
    {
        SentPage sent = SentPage.Of(page);
        return await Patiently(
            async tries =>
            {
                try
                {
                    // Each try by another grain: by another worker, if there is one.
                    return await cluster.GetGrain<IStoryReader>((number + tries) % Readers).Read(sent, reader, plain);
                }
                catch (TimeoutException) when (tries + 1 >= MostTries)
                {
                    return new ReadStory { Name = page.Name, Problem = $"no worker answered in time, {MostTries} times; read it alone with 'hearsay add'", Page = null };
                }
            },
            "no worker of the cluster answers",
            cancelled);
    }

    private IHost Client()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseAdoNetClustering((AdoNetClusteringClientOptions o) => (o.Invariant, o.ConnectionString) = ("Npgsql", settings.ConnectionString));
            client.Configure<ClusterOptions>(ClusterSettings.Name);
            long start = Stopwatch.GetTimestamp();
            client.UseConnectionRetryFilter(async (_, stopped) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stopped);
                return Stopwatch.GetElapsedTime(start) < FirstAnswer;
            });
            client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(3));
        });
        return builder.Build();
    }

    /// <summary>Calls until there is an answer, with pauses that grow to five seconds.</summary>
    /// <exception cref="LedgerException">There was none in all of <see cref="ClusterSettings.Patience"/>.</exception>
    private async Task<T> Patiently<T>(Func<int, Task<T>> call, string problem, CancellationToken cancelled)
    {
        long start = Stopwatch.GetTimestamp();
        for (int tries = 0; ; tries++)
        {
            try
            {
                return await call(tries);
            }
            catch (Exception e) when (e is not LedgerException && !cancelled.IsCancellationRequested)
            {
                if (Stopwatch.GetElapsedTime(start) > settings.Patience)
                    throw new LedgerException($"{problem} ({e.Message.TrimEnd('.')}); what was recorded stays, run the same command again to go on", e);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(5, 0.2 * Math.Pow(2, Math.Min(tries, 6)))), cancelled);
            }
        }
    }
}
