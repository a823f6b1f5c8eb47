using System.Data.Common;
using System.Text;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Pages;
using Microsoft.Extensions.Logging;

namespace Hearsay.Cluster;

/// <summary>
/// The ledger's one writer: the cluster has one of it at a time, in any of its workers, and makes it again in another one when its worker dies. What it has
/// answered is on disk; what it is told twice changes nothing, so each story is recorded exactly once.
/// </summary>
public interface ILedgerKeeper : IGrainWithStringKey
{
    /// <summary>Begins a run of a reader.</summary>
    /// <returns>The run's number.</returns>
    Task<long> Begin(string reader);

    /// <summary>Which of the pages, by their hashes, were read before.</summary>
    Task<bool[]> Know(byte[][] pages);

    /// <summary>Records the stories in their order, all of them or, where the call fails, none.</summary>
    Task<Recorded> Record(long run, string reader, ReadStory[] stories);
}

[KeepAlive]
internal sealed partial class LedgerKeeperGrain(ClusterSettings settings, ILogger<LedgerKeeperGrain> log) : Grain, ILedgerKeeper
{
    private readonly Lazy<LedgerStore> store = new(() => LedgerStore.OpenOrCreate(settings.Ledger));
    private (long Run, LedgerWriter Writer)? open;

    public Task<long> Begin(string reader) => Task.Run(() =>
    {
        Close();
        var writer = new LedgerWriter(store.Value, reader, DateTimeOffset.UtcNow, int.MaxValue);
        open = (writer.Run, writer);
        return writer.Run;
    });

    public Task<bool[]> Know(byte[][] pages) => Task.Run(() =>
    {
        using DbConnection connection = store.Value.Connect();
        return Array.ConvertAll(pages, hash => LedgerWriter.Knows(connection, hash));
    });

    public Task<Recorded> Record(long run, string reader, ReadStory[] stories) => Task.Run(() =>
    {
        try
        {
            if (open?.Run != run)
            {
                Close();
                open = (run, new LedgerWriter(store.Value, reader, DateTimeOffset.UtcNow, int.MaxValue, run));
            }
            LedgerWriter writer = open.Value.Writer;
            int added = 0, known = 0, failed = 0;
            foreach (ReadStory story in stories)
            {
                if (story.Record is null)
                {
                    failed++;
                    writer.RecordRefusal(story.Name, story.Problem!, story.Page);
                }
                else if (writer.Record(RecordJson.Read(story.Record), story.Page))
                {
                    added++;
                }
                else
                {
                    known++;
                }
            }
            writer.Commit();
            Meters.Recorded.Add(added);
            return new Recorded { Added = added, Known = known, Failed = failed };
        }
        catch (Exception e)
        {
            // The connection may be broken and what the writer remembers of the ledger undone: the next call begins anew.
            CannotRecord(log, e, stories.Length);
            Close();
            throw new InvalidOperationException($"the ledger could not be written: {e.Message}");
        }
    });

    private void Close()
    {
        open?.Writer.Abandon();
        open = null;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Close();
        if (store.IsValueCreated)
            store.Value.Dispose();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} stories could not be recorded; they will be sent again")]
    private static partial void CannotRecord(ILogger log, Exception exception, int count);
}
