using System.Data.Common;
using System.Text.Json;
using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Hearsay.Pages;

namespace Hearsay.Tests.Ledger;

public sealed class PostgresStoreTests(PostgresServer server) : LedgerTests
{
    private readonly Lazy<string> place = new(server.NewPlace);

    protected override string Path => place.Value;

    [Fact]
    public void TheTablesOfAnotherProgramAreLeftAlone()
    {
        using (DbConnection connection = LedgerStore.OpenOrCreate(Path).Connect())
            connection.Execute("CREATE SCHEMA theirs; CREATE TABLE theirs.x (y int)");

        var error = Assert.Throws<LedgerException>(() => LedgerStore.OpenOrCreate(Path.Split('?')[0] + "?schema=theirs"));

        Assert.Contains("another program", error.Message);
    }

    [Theory]
    [InlineData("postgresql://someone:secret@127.0.0.1:1/ledger", "postgresql://127.0.0.1:1/ledger?schema=hearsay: cannot be opened")]
    [InlineData("postgresql://localhost", "a database is named as")]
    [InlineData("postgresql://localhost/ledger?schema=a;b", "lower-case letters")]
    [InlineData("postgresql://localhost/ledger?colour=red", "no setting")]
    public void AnAddressThatIsWrongSaysHowAndKeepsThePassword(string address, string message)
    {
        var error = Assert.Throws<LedgerException>(() => LedgerStore.OpenOrCreate(address));

        Assert.Contains(message, error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Fact]
    public void AnyTextOfAStoryCanBeKept()
    {
        StoryRecord record = Readers.Story("A \0 headline\n\nThe \ud800 mayor said \"we \0 deny it\" on Monday, " + new string('x', 9000) + " said.");
        using LedgerStore store = LedgerStore.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(store, "test", DateTimeOffset.UnixEpoch))
        {
            writer.Record(record);
            writer.RecordRefusal(new string('n', 5000) + "\0", "no \0 reason");
        }
        using DbConnection connection = store.Connect();

        Assert.Equal(RecordJson.Write(record), RecordJson.Write(new StoryById(record.Article.Id).Ask(connection)!));
    }

    [Fact]
    public void BothStoresGiveTheSameAnswers()
    {
        string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;
        StoryRecord[] records = [.. Readers.Pipeline.ReadAll(new InputReader(new(), () => Stream.Null).Read([Repository.File("samples", "dam.jsonl"), Repository.File("samples", "bridge.txt"), Repository.File("samples", "harbour.html")])).Select(o => o.Record!)];
        string[] answers = [.. new[] { System.IO.Path.Combine(folder, "test.db"), Path }.Select(place =>
        {
            using LedgerStore store = LedgerStore.OpenOrCreate(place);
            using (var writer = new LedgerWriter(store, "test", DateTimeOffset.UnixEpoch, batch: 3))
            {
                foreach (StoryRecord record in records)
                    writer.Record(record);
                // One without a day, to see where it is sorted.
                writer.Record(records[0] with { Article = records[0].Article with { Id = "undated", Published = null } });
            }
            using DbConnection ledger = store.Connect();
            ReviewWriter.Record(ledger, new Review(records[0].Article.Id, records[0].Claims[0].Id, "rejected"), DateTimeOffset.UnixEpoch);
            Claim claim = records[1].Claims.First(c => c.Content.Count == 1 && c.Content[0].Text.Contains(' '));
            ReviewWriter.Record(ledger, new Review(records[1].Article.Id, claim.Id, "corrected", Content: claim.Content[0].Text.Split(' ')[0]), DateTimeOffset.UnixEpoch);
            EventLine told = new Events(Limit: 1).Ask(ledger)[0];
            return JsonSerializer.Serialize(new object[]
            {
                new Propositions().Ask(ledger).ToArray(), new Propositions(OnlyDisputed: true, Limit: 3, Offset: 1).Ask(ledger).ToArray(), new Events().Ask(ledger), new Events("killed").Ask(ledger), new SameEvent(told).Ask(ledger),
                new Timeline("").Ask(ledger), new Stories().Ask(ledger), new ReprintsOf("undated").Ask(ledger), new Outlets().Ask(ledger), new ToReview().Ask(ledger), Totals.Ask(ledger), new ClaimQuery("").Ask(ledger),
                new ClaimQuery("the dam -stance:denies outlet:a independent:>=2").Ask(ledger), new ClaimQuery("about:\"the dam\" OR speaker:ilves").Ask(ledger), new ClaimsBySpeaker("ministry").Ask(ledger), new PartyOf("minister").Ask(ledger), new ClaimsBySpeaker("Ruth Amado", Whole: true).Ask(ledger), new PartyOf("Amado", Whole: true).Ask(ledger), new Runs().Ask(ledger),
            });
        })];
        Directory.Delete(folder, recursive: true);

        Assert.Equal(answers[0], answers[1]);
        Assert.True(answers[0].Length > 50_000);
    }

    [Fact]
    public void TwoWritersOfOneLedgerLoseNothing()
    {
        StoryRecord record = Bridge();
        using LedgerStore store = LedgerStore.OpenOrCreate(Path);
        Parallel.For(0, 2, half =>
        {
            using var writer = new LedgerWriter(store, "test", DateTimeOffset.UnixEpoch, batch: 4);
            for (int i = half; i < 20; i += 2)
                writer.Record(record with { Article = record.Article with { Id = "story " + i } });
        });
        using DbConnection connection = store.Connect();

        Assert.Equal(20, connection.ExecuteScalar<int>("SELECT count(*) FROM article"));
        Assert.Empty(Doctor.Check(connection));
    }
}
