using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using DuckDB.NET.Data;
using Hearsay.Claims.Records;
using Hearsay.Exports;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using Hearsay.Pages;
using Hearsay.Pipeline;

namespace Hearsay.Tests.Exports;

/// <summary>Each format by a reader of its own: what goes out equals what the query found.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-export").FullName;
    private readonly LedgerStore file;
    private readonly DbConnection ledger;

    public ExportTests()
    {
        file = LedgerStore.OpenOrCreate(Path.Combine(folder, "test.db"));
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch, 16))
        {
            foreach (ReadOutcome outcome in Readers.Pipeline.ReadAll(new InputReader(new(), () => Stream.Null).Read([Repository.File("samples", "dam.jsonl"), Repository.File("samples", "bridge.txt")])))
                writer.Record(outcome.Record!);
            // Signs beyond the first plane, marks of tables and of markup.
            StoryRecord odd = Readers.Story("A 😀 \"headline\", with <marks>\n\nThe mayor, 𝒜nna Lund, said \"we deny it; =1+1 <b>\" on Monday in Vienna. Rebels killed 12 people in Vienna on Monday, the mayor said.");
            writer.Record(odd with { Article = odd.Article with { Id = "odd/../id" } });
        }
        ledger = file.Connect();
    }

    private async Task<byte[]> Write(string name, string query = "")
    {
        var output = new MemoryStream();
        await ExportList.Named(name)!.WriteAsync(new ExportSet(ledger, query, DateTimeOffset.UnixEpoch), output);
        return output.ToArray();
    }

    private int Claims(string query = "") => new ClaimQuery(query).Ask(ledger, int.MaxValue).Count;

    public static TheoryData<string> Names => [.. ExportList.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AFormatIsTheSameEachTimeAndAlsoOfNothing(string name)
    {
        byte[] first = await Write(name), second = await Write(name);
        byte[] nothing = await Write(name, "nothing-like-this");

        Assert.Equal(first, second);
        Assert.True(nothing.Length <= first.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stance:denies")]
    public async Task DuckDbReadsTheParquetFile(string query)
    {
        string path = Path.Combine(folder, "claims.parquet");
        await File.WriteAllBytesAsync(path, await Write("parquet", query), TestContext.Current.CancellationToken);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*), count(DISTINCT story || claim), count(*) FILTER (stance = 'denies') FROM read_parquet('{path}')";
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read();

        Assert.Equal(((long)Claims(query), (long)Claims(query)), (reader.GetInt64(0), reader.GetInt64(1)));
        Assert.Equal(Claims("stance:denies"), reader.GetInt64(2));
    }

    [Fact]
    public async Task DuckDbReadsTheTableAsItWasAsked()
    {
        string path = Path.Combine(folder, "claims.csv");
        await File.WriteAllBytesAsync(path, await Write("csv"), TestContext.Current.CancellationToken);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM read_csv('{path}', header = true, all_varchar = true) WHERE content IS NOT NULL";

        Assert.Equal((long)Claims(), command.ExecuteScalar());
    }

    [Fact]
    public async Task AnAnnotationPointsAtItsWordsInCodePoints()
    {
        using JsonDocument collection = JsonDocument.Parse(await Write("webannotation"));
        JsonElement[] items = [.. collection.RootElement.GetProperty("first").GetProperty("items").EnumerateArray()];
        Dictionary<string, StoryRecord> stories = new ExportSet(ledger, "", DateTimeOffset.UnixEpoch).Stories.ToDictionary(s => ExportSet.AddressOf(s.Story.Article.Url, s.Story.Article.Id), s => s.Story);

        Assert.Equal(Claims(), items.Length);
        int checkedWords = 0;
        foreach (JsonElement target in items.SelectMany(i => i.GetProperty("target").EnumerateArray()))
        {
            JsonElement quote = target.GetProperty("selector")[0], place = target.GetProperty("selector")[1];
            StoryRecord story = stories[target.GetProperty("source").GetString()!];
            string exact = quote.GetProperty("exact").GetString()!;
            bool found = new[] { story.Article.Text, story.Article.Title ?? "" }.Any(text =>
            {
                int[] points = [.. text.EnumerateRunes().Select(r => r.Value)];
                int start = place.GetProperty("start").GetInt32(), end = place.GetProperty("end").GetInt32();
                return end <= points.Length && string.Concat(points[start..end].Select(char.ConvertFromUtf32)) == exact;
            });
            Assert.True(found, exact);
            checkedWords++;
        }
        Assert.True(checkedWords > Claims());
    }

    [Theory]
    [InlineData("brat")]
    [InlineData("uima")]
    public async Task AnnotationsComeBackAsTheyWentOut(string name)
    {
        byte[] archive = await Write(name);

        AnnotatedStory[] back = [.. name == "brat" ? BratExport.Read(new MemoryStream(archive)) : UimaExport.Read(new MemoryStream(archive))];

        AnnotatedStory[] sent = [.. new ExportSet(ledger, "", DateTimeOffset.UnixEpoch).Stories.Select(s => AnnotatedStory.Of(s.Story, s.Found))];
        Assert.Equal(sent.Length, back.Length);
        foreach (AnnotatedStory story in sent)
        {
            AnnotatedStory again = back.Single(b => b.Text == story.Text);
            Assert.Equal(story.Claims.Select(Words(story)).Order(), again.Claims.Select(Words(again)).Order());
        }

        // brat cuts spans at line ends; the words are compared without the cuts.
        static Func<AnnotatedClaim, string> Words(AnnotatedStory s) => c =>
            $"{c.Stance}|{c.Speaker}|{(c.Source is { } source ? s.Text[source.Start..source.End] : "")}|{s.Text[c.Cue.Start..c.Cue.End]}|{string.Concat(c.Content.SelectMany(p => s.Text[p.Start..p.End]).Where(char.IsLetterOrDigit))}";
    }

    [Fact]
    public async Task AStixBundleRefersOnlyToWhatIsInIt()
    {
        using JsonDocument bundle = JsonDocument.Parse(await Write("stix"));
        JsonElement[] objects = [.. bundle.RootElement.GetProperty("objects").EnumerateArray()];
        HashSet<string> ids = [.. objects.Select(o => o.GetProperty("id").GetString()!)];

        Assert.Equal(objects.Length, ids.Count);
        Assert.All(objects, o =>
        {
            string type = o.GetProperty("type").GetString()!;
            Assert.Matches($"^{type}--[0-9a-f]{{8}}-[0-9a-f]{{4}}-5[0-9a-f]{{3}}-[89ab][0-9a-f]{{3}}-[0-9a-f]{{12}}$", o.GetProperty("id").GetString());
            Assert.Contains(type, (string[])["identity", "report", "note", "opinion"]);
            if (type is "note" or "opinion" or "report")
            {
                Assert.True(o.GetProperty("object_refs").GetArrayLength() > 0);
                Assert.All(o.GetProperty("object_refs").EnumerateArray(), r => Assert.Contains(r.GetString()!, ids));
            }
        });
        Assert.Equal(Claims(), objects.Count(o => o.GetProperty("type").GetString() == "note"));
        Assert.DoesNotContain("neutral", Encoding.UTF8.GetString(await Write("stix")));
    }

    [Fact]
    public async Task TheFeedIsAtom()
    {
        XDocument feed = XDocument.Parse(Encoding.UTF8.GetString(await Write("atom", "dam")));
        XNamespace atom = "http://www.w3.org/2005/Atom";

        Assert.Equal(Claims("dam"), feed.Root!.Elements(atom + "entry").Count());
        Assert.All(feed.Root.Elements(atom + "entry"), e => Assert.True(DateTimeOffset.TryParse(e.Element(atom + "updated")!.Value, out _)));
        Assert.Equal(feed.Root.Elements(atom + "entry").Count(), feed.Root.Elements(atom + "entry").Select(e => e.Element(atom + "id")!.Value).Distinct().Count());
    }

    [Fact]
    public async Task EventsStandWhereTheyAreSaidToHaveBeen()
    {
        using JsonDocument map = JsonDocument.Parse(await Write("geojson"));
        JsonElement vienna = map.RootElement.GetProperty("features").EnumerateArray().First(f => f.GetProperty("properties").GetProperty("place").GetString() == "Vienna");

        JsonElement point = vienna.GetProperty("geometry").GetProperty("coordinates");
        Assert.Equal(16.37, point[0].GetDouble(), 0.1);
        Assert.Equal(48.21, point[1].GetDouble(), 0.1);
        Assert.Equal("AT", vienna.GetProperty("properties").GetProperty("country").GetString());
        string[] acled = Encoding.UTF8.GetString(await Write("acled")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(acled, row => row.Contains("Vienna", StringComparison.Ordinal) && row.Contains(",12,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GoldHoldsOnlyWhatPeopleDecided()
    {
        ClaimLine claim = new ClaimQuery("dam").Ask(ledger)[0];
        ReviewWriter.Record(ledger, new Review(claim.Story, claim.Name, "corrected", Speaker: "Somebody Else"), DateTimeOffset.UnixEpoch);
        byte[] archive = await Write("gold");
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(archive));

        Assert.Equal(2, zip.Entries.Count);
        using JsonDocument story = JsonDocument.Parse(new StreamReader(zip.Entries.Single(e => !e.Name.Contains(".input.")).Open()).ReadToEnd());
        JsonElement only = Assert.Single(story.RootElement.GetProperty("claims").EnumerateArray());
        Assert.Equal("Somebody Else", only.GetProperty("source_name").GetString());
    }

    [Fact]
    public void AnArchiveThatIsNoneIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => BratExport.Read(new MemoryStream("no archive"u8.ToArray())).ToArray());
    }

    public void Dispose()
    {
        ledger.Dispose();
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
