using System.Data.Common;
using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
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
    public void AnIndexOfWordsThatIsGoneIsMadeAgain() =>
        Assert.Contains("claim_text", Assert.Single(FoundAndMended("INSERT INTO claim_text (claim_text) VALUES ('delete-all')")));

    [Fact]
    public void ALedgerFromBeforeGetsItsIndexOfWordsAndPackedRecordsWhenItIsOpened()
    {
        using (LedgerStore file = LedgerStore.OpenOrCreate(Path))
        {
            using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
                writer.Record(Bridge());
            using DbConnection connection = file.Connect();
            connection.Execute("DROP TABLE posting; DROP TABLE moved_proposition; DROP TABLE indexed; CREATE TABLE position_term (term INTEGER, position INTEGER); PRAGMA user_version = 10");
            // What came after it.
            connection.Execute("ALTER TABLE article ADD COLUMN record TEXT NOT NULL DEFAULT ''; ALTER TABLE article DROP COLUMN packed");
            connection.Execute("UPDATE article SET record = @record", new { record = RecordJson.Write(Bridge()) });
            connection.Execute("DROP INDEX proposition_shared; DROP INDEX claim_hedged; DROP INDEX claim_cites; " + string.Concat(((string[])["claim DROP COLUMN hedge", "claim DROP COLUMN hedge_degree", "claim DROP COLUMN cites", "claim DROP COLUMN cites_key", "position DROP COLUMN hedge", "position DROP COLUMN hedge_degree"]).Select(c => $"ALTER TABLE {c};")));
        }

        using LedgerStore opened = LedgerStore.Open(Path);

        using DbConnection mended = opened.Connect();
        Assert.Empty(Doctor.Check(mended));
        Assert.True(mended.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM posting)"));
        Assert.Equal(RecordJson.Write(Bridge()), RecordJson.Write(new StoryById(Bridge().Article.Id).Ask(mended)!));
    }

    [Fact]
    public void AFullDiskLosesNothingThatWasCommittedAndCanBeGoneOnWith()
    {
        StoryRecord record = Bridge();
        StoryRecord Story(int number) => record with { Article = record.Article with { Id = "story " + number, Text = string.Join(' ', Enumerable.Range(0, 4000).Select(i => $"w{number}x{i}")) }, Claims = [], Statements = [], Events = [], Entities = [] };
        using LedgerStore file = LedgerStore.OpenOrCreate(Path);
        using DbConnection connection = file.Connect();
        int added = 0;
        LedgerException error = Assert.Throws<LedgerException>(() =>
        {
            using var small = new SmallDisk(file, pages: connection.ExecuteScalar<int>("PRAGMA page_count") + 100);
            using var writer = new LedgerWriter(small, "test", DateTimeOffset.UnixEpoch, batch: 2);
            for (; added < 1000; added++)
                writer.Record(Story(added));
        });
        int kept = connection.ExecuteScalar<int>("SELECT count(*) FROM article");
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch, batch: 2))
        {
            for (int i = 0; i <= added; i++)
                writer.Record(Story(i));
        }

        Assert.Contains(Path, error.Message);
        Assert.Contains("free some space", error.Message);
        Assert.Equal(added / 2 * 2, kept);
        Assert.NotEqual(0, kept);
        Assert.Equal(added + 1, connection.ExecuteScalar<int>("SELECT count(*) FROM article"));
        Assert.Empty(Doctor.Check(connection));
    }

    /// <summary>A ledger on a disk that holds so many pages of it.</summary>
    private sealed class SmallDisk(LedgerStore file, int pages) : LedgerStore
    {
        public override string Path => file.Path;

        public override DbConnection Connect()
        {
            DbConnection connection = file.Connect();
            connection.Execute("PRAGMA max_page_count = " + pages);
            return connection;
        }

        public override void Dispose()
        {
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
