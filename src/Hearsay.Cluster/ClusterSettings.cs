using System.Net;
using Hearsay.Ledger;
using Orleans.Configuration;

namespace Hearsay.Cluster;

/// <summary>How a worker or a feeder finds its cluster: by the ledger's database, which also holds the list of workers. One ledger has one cluster.</summary>
public sealed record ClusterSettings
{
    /// <summary>postgresql://..., see <see cref="LedgerStore.OpenOrCreate"/>.</summary>
    public required string Ledger { get; init; }

    /// <summary>Where other workers and feeders reach this worker. They are trusted: an address of a private network, never of the open one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port for other workers; <see cref="Gateway"/> the one for feeders.</summary>
    public int Port { get; init; } = 11111;

    public int Gateway { get; init; } = 30000;

    /// <summary>The port of this machine on which Orleans' dashboard is shown; null for none.</summary>
    public int? Dashboard { get; init; }

    /// <summary>How long a feeder tries again where the cluster or its database does not answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    internal string ConnectionString => LedgerStore.ConnectionString(Ledger);

    internal static void Name(ClusterOptions options)
    {
        options.ClusterId = "hearsay";
        options.ServiceId = "hearsay";
    }

    /// <exception cref="LedgerException">The ledger is a file.</exception>
    internal void Check()
    {
        if (!LedgerStore.IsDatabase(Ledger))
            throw new LedgerException($"{Ledger}: a cluster keeps its ledger in PostgreSQL; name it with --ledger postgresql://USER@HOST/DATABASE");
    }
}
