using Hearsay.Tests.Ledger;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Hearsay.Tests.Ledger;

/// <summary>The PostgreSQL server of the tests, started by the first one that wants it.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lazy<LocalPostgres?> server = new(() => LocalPostgres.Start());
    private int schemas;

    /// <summary>The address of a schema that no other test has; skips the test where no server is installed.</summary>
    public string NewPlace()
    {
        Assert.SkipWhen(server.Value is null, "no PostgreSQL server here; apt-get install postgresql");
        return server.Value!.Place($"test_{Interlocked.Increment(ref schemas)}");
    }

    public void Dispose()
    {
        if (server.IsValueCreated)
            server.Value?.Dispose();
    }
}
