using System.Data.Common;
using Dapper;
using Hearsay.Ledger;
using Microsoft.Data.Sqlite;

namespace Hearsay.Tests.Ledger;

public sealed class SqliteStoreTests : LedgerTests, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;

    protected override string Path => System.IO.Path.Combine(folder, "test.db");

    [Fact]
    public void ADatabaseOfAnotherProgramIsLeftAlone()
    {
        using (var other = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            other.Open();
            other.Execute("CREATE TABLE theirs (x)");
        }

        var error = Assert.Throws<LedgerException>(() => LedgerStore.OpenOrCreate(Path));

        Assert.Contains("another program", error.Message);
    }

    [Fact]
    public void AnIndexOfWordsThatIsGoneIsMadeAgain()
    {
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(Bridge());
        using DbConnection connection = file.Connect();
        connection.Execute("INSERT INTO claim_text (claim_text) VALUES ('delete-all')");

        IReadOnlyList<string> broken = Doctor.Check(connection);
        Doctor.Repair(connection);

        Assert.Contains("claim_text", Assert.Single(broken));
        Assert.Empty(Doctor.Check(connection));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
