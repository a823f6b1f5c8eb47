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

    [Theory]
    [InlineData("stix", "stix-2.1")]
    [InlineData("webannotation", "webannotation")]
    [InlineData("geojson", "geojson")]
    [InlineData("timelinejs", "timelinejs")]
    public async Task AFormatKeepsItsSchema(string name, string file)
    {
        NJsonSchema.JsonSchema schema = await NJsonSchema.JsonSchema.FromFileAsync(Repository.File("tests", "Hearsay.Tests", "Exports", file + ".schema.json"), TestContext.Current.CancellationToken);
        string written = Encoding.UTF8.GetString(await Write(name));

        Assert.Empty(schema.Validate(written));
        // The schema sees what is wrong.
        Assert.NotEmpty(schema.Validate(written.Replace("\"type\"", "\"kind\"", StringComparison.Ordinal).Replace("\"year\"", "\"century\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task FollowTheMoneyKnowsEachEntityAndEachOfItsProperties()
    {
        using JsonDocument model = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.File("tests", "Hearsay.Tests", "Exports", "followthemoney.json"), TestContext.Current.CancellationToken));
        string[] Lineage(string schema) => [schema, .. model.RootElement.GetProperty(schema).GetProperty("extends").EnumerateArray().SelectMany(e => Lineage(e.GetString()!))];
        JsonElement[] entities = [.. Encoding.UTF8.GetString(await Write("ftm")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        Dictionary<string, string> schemas = entities.ToDictionary(e => e.GetProperty("id").GetString()!, e => e.GetProperty("schema").GetString()!);

        Assert.Equal(Claims(), schemas.Values.Count(s => s == "Note"));
        foreach (JsonElement entity in entities)
        {
            string[] lineage = Lineage(entity.GetProperty("schema").GetString()!);
            Assert.False(model.RootElement.GetProperty(lineage[0]).GetProperty("abstract").GetBoolean());
            Assert.All(lineage.SelectMany(s => model.RootElement.GetProperty(s).GetProperty("required").EnumerateArray()), r => Assert.True(entity.GetProperty("properties").TryGetProperty(r.GetString()!, out _), $"{lineage[0]} wants {r}"));
            foreach (JsonProperty property in entity.GetProperty("properties").EnumerateObject())
            {
                string? type = lineage.Select(s => model.RootElement.GetProperty(s).GetProperty("properties").TryGetProperty(property.Name, out JsonElement t) ? t.GetString() : null).FirstOrDefault(t => t is not null);
                Assert.True(type is not null, $"{lineage[0]} has no property '{property.Name}'");
                foreach (string value in property.Value.EnumerateArray().Select(v => v.GetString()!))
                {
                    if (char.IsUpper(type[0]))
                        Assert.Contains(type, Lineage(schemas[value]));
                    else if (type == "date")
                        Assert.Matches(@"^\d{4}(-\d\d(-\d\d)?)?$", value);
                    else if (type is "country" or "language")
                        Assert.Matches("^[a-z]{2,3}$", value);
                    else if (type == "url")
                        Assert.True(Uri.TryCreate(value, UriKind.Absolute, out _), value);
                }
            }
        }
    }

    [Theory]
    [InlineData("polecat", '\t', "Event ID")]
    [InlineData("acled", ',', "event_id_cnty")]
    [InlineData("ucdp", ',', "id")]
    public async Task DuckDbReadsTheTablesOfConflictCoders(string name, char between, string key)
    {
        string path = Path.Combine(folder, name + ".csv");
        await File.WriteAllBytesAsync(path, await Write(name), TestContext.Current.CancellationToken);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*), count(DISTINCT \"{key}\"), count(*) FILTER (\"{(name == "ucdp" ? "where_coordinates" : name == "acled" ? "location" : "Placename")}\" = 'Vienna') FROM read_csv('{path}', header = true, all_varchar = true, delim = '{between}', quote = '\"')";
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read();

        Assert.True(reader.GetInt64(0) > 0);
        Assert.Equal(reader.GetInt64(0), reader.GetInt64(1));
        Assert.True(reader.GetInt64(2) > 0);
    }

    [Fact]
    public async Task LinkedDataNamesWhoSpeaksAndRatesNothing()
    {
        using JsonDocument data = JsonDocument.Parse(await Write("schemaorg"));
        JsonElement[] graph = [.. data.RootElement.GetProperty("@graph").EnumerateArray()];
        JsonElement[] parts = [.. graph.Where(g => g.GetProperty("@type").GetString() == "NewsArticle").SelectMany(a => a.GetProperty("hasPart").EnumerateArray())];

        Assert.Equal("https://schema.org", data.RootElement.GetProperty("@context").GetString());
        Assert.Equal(Claims(), parts.Length);
        Assert.All(parts, p => Assert.Contains(p.GetProperty("@type").GetString(), (string[])["Claim", "Quotation"]));
        Assert.All(parts, p => Assert.True(Uri.TryCreate(p.GetProperty("@id").GetString(), UriKind.Absolute, out _)));
        JsonElement[] reviews = [.. graph.Where(g => g.GetProperty("@type").GetString() == "ClaimReview")];
        Assert.NotEmpty(reviews);
        Assert.All(reviews, r => Assert.False(r.TryGetProperty("reviewRating", out _)));
        Assert.All(reviews, r => Assert.Equal("Draft", r.GetProperty("creativeWorkStatus").GetString()));
    }

    [Fact]
    public async Task ACorrectedSpanGoesOutAsItWasCorrected()
    {
        ClaimLine claim = new ClaimQuery("dam stance:asserts").Ask(ledger)[0];
        string words = string.Join(' ', claim.Content.Split(' ').Take(4));
        ReviewWriter.Record(ledger, new Review(claim.Story, claim.Name, "corrected", Content: words.Replace(" ", "\n", StringComparison.Ordinal)), DateTimeOffset.UnixEpoch);

        string annotation = Encoding.UTF8.GetString(await Write("webannotation", "status:corrected")), table = Encoding.UTF8.GetString(await Write("csv", "status:corrected"));
        AnnotatedStory brat = BratExport.Read(new MemoryStream(await Write("brat", "status:corrected"))).Single();

        Assert.Contains(JsonSerializer.Serialize(words), annotation);
        Assert.Contains(words, table);
        (int start, int end) = Assert.Single(Assert.Single(brat.Claims).Content);
        Assert.Equal(words, brat.Text[start..end]);
        Assert.Throws<LedgerException>(() => ReviewWriter.Record(ledger, new Review(claim.Story, claim.Name, "corrected", Content: "words of no story"), DateTimeOffset.UnixEpoch));
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
