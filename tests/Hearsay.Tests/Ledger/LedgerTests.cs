using Dapper;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Hearsay.Pages;
using Hearsay.Pipeline;
using Microsoft.Data.Sqlite;

namespace Hearsay.Tests.Ledger;

public sealed class LedgerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-test").FullName;

    private string Path => System.IO.Path.Combine(folder, "test.db");

    private static StoryRecord Bridge() => Readers.Story(File.ReadAllText(Repository.File("samples", "bridge.txt")));

    [Fact]
    public void ARecordComesOutAsItWentIn()
    {
        StoryRecord record = Bridge();
        using LedgerFile file = LedgerFile.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
            writer.Record(record);

        using SqliteConnection connection = file.Connect();
        StoryRecord? back = new StoryById(record.Article.Id).Ask(connection);

        Assert.Equal(RecordJson.Write(record), RecordJson.Write(back!));
    }

    [Fact]
    public void RecordingAgainChangesNothing()
    {
        StoryRecord record = Bridge();
        using LedgerFile file = LedgerFile.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);

        bool first = writer.Record(record), second = writer.Record(record);

        Assert.True(first);
        Assert.False(second);
        using SqliteConnection connection = file.Connect();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT count(*) FROM article"));
        Assert.Equal(record.Claims.Count + record.Statements.Count, connection.ExecuteScalar<int>("SELECT count(*) FROM claim"));
    }

    [Fact]
    public void AChangedStoryTakesThePlaceOfItsOlderReading()
    {
        StoryRecord record = Bridge();
        using LedgerFile file = LedgerFile.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        writer.Record(record);

        writer.Record(record with { Claims = [record.Claims[0]], Statements = [] });

        using SqliteConnection connection = file.Connect();
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT count(*) FROM claim"));
        Assert.Equal(1, connection.ExecuteScalar<int>("SELECT count(*) FROM claim_text"));
    }

    [Fact]
    public void AReprintPointsAtItsOrigin()
    {
        StoryRecord record = Bridge();
        StoryRecord cut = record with { Article = record.Article with { Id = "copy", Text = record.Article.Text[..(record.Article.Text.Length * 2 / 3)] }, Claims = [], Events = [], Statements = [] };
        StoryRecord other = Readers.Story(File.ReadAllText(Repository.File("samples", "harbour.html")), Hearsay.Pages.PageKind.Html);
        using LedgerFile file = LedgerFile.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        foreach (StoryRecord r in (StoryRecord[])[record, cut, other])
            writer.Record(r);

        using SqliteConnection connection = file.Connect();
        long?[] origins = [.. connection.Query<long?>("SELECT origin FROM article ORDER BY id")];

        Assert.Equal([null, 1L, null], origins);
    }

    [Fact]
    public void ThreePagesOfWhichOneIsAReprintGiveADisputeWithTwoIndependentSources()
    {
        using LedgerFile file = LedgerFile.OpenOrCreate(Path);
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            foreach (ReadOutcome outcome in Readers.Pipeline.ReadAll(new InputReader(new(), () => Stream.Null).Read([Repository.File("samples", "dam.jsonl")])))
                writer.Record(outcome.Record!);
        }
        using SqliteConnection connection = file.Connect();

        Proposition[] disputes = [.. new Propositions(OnlyDisputed: true).Ask(connection)];

        Proposition[] shared = [.. disputes.Where(d => d.Origins == 2 && d.Positions.Select(p => p.Article).Distinct().Count() == 3)];
        Assert.NotEmpty(shared);
        Assert.All(shared, d => Assert.Contains(d.Positions, p => p.JoinedWhy is not null));
    }

    [Fact]
    public void ALedgerWithoutAStoryHasNoMatterOfIt()
    {
        StoryRecord record = Bridge();
        using LedgerFile file = LedgerFile.OpenOrCreate(Path);
        using var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch);
        writer.Record(record);

        writer.Record(record with { Claims = [], Statements = [] });

        using SqliteConnection connection = file.Connect();
        Assert.Equal(0, connection.ExecuteScalar<int>("SELECT count(*) FROM proposition"));
        Assert.Equal(0, connection.ExecuteScalar<int>("SELECT coalesce(sum(holders), 0) FROM term"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("NEAR( * ^ : %")]
    public void AnyWordsMayBeAskedFor(string words)
    {
        using LedgerFile file = LedgerFile.OpenOrCreate(Path);
        using SqliteConnection connection = file.Connect();

        Assert.Empty(new ClaimQuery(words).Ask(connection));
        Assert.Empty(new ClaimsBySpeaker(words).Ask(connection));
        Assert.Empty(new Propositions().Ask(connection));
    }

    [Fact]
    public void ADatabaseOfAnotherProgramIsLeftAlone()
    {
        using (var other = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            other.Open();
            other.Execute("CREATE TABLE theirs (x)");
        }

        var error = Assert.Throws<LedgerException>(() => LedgerFile.OpenOrCreate(Path));

        Assert.Contains("another program", error.Message);
    }

    [Fact]
    public void AMissingLedgerSaysHowToMakeOne() => Assert.Contains("hearsay add", Assert.Throws<LedgerException>(() => LedgerFile.Open(Path)).Message);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
