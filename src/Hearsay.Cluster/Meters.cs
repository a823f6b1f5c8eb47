using System.Diagnostics.Metrics;

namespace Hearsay.Cluster;

/// <summary>What a worker counts, beside what Orleans counts itself.</summary>
internal static class Meters
{
    public const string Name = "Hearsay";

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Read = Meter.CreateCounter<long>("hearsay.stories.read", "{story}", "Pages that this worker has read");

    public static readonly Counter<long> Recorded = Meter.CreateCounter<long>("hearsay.stories.recorded", "{story}", "Stories that are new in the ledger, or changed");
}
