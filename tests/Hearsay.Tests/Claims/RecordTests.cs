using System.Text.Json.Nodes;
using Hearsay.Claims.Records;
using Hearsay.Pages;
using NJsonSchema;

namespace Hearsay.Tests.Claims;

public sealed class RecordTests
{
    public static TheoryData<string> Texts => new(
        "bridge.txt", "harbour.html",
        "plain:“Open quote that never ends, said the man.\n\n“Another one",
        "plain:\"\"\"\"\" \" ' ' ’ ‘ “ ”",
        "plain:Roses are red\nviolets are blue\nsugar is sweet\nand so are you",
        "plain:SPEAKER: I call this meeting to order.\nMR. LEE: Thank you.\nSPEAKER: Any objection?",
        "plain:RT @one: he said it \U0001F600\n@two no he did not #truth https://t.example/x\n@three LOL",
        "plain:Lions 3 2 1 7\nTigers 2 2 2 6\nBears 0 4 2 4",
        "plain:Der Minister sagte, dass die Brücke geschlossen bleibt und dass er nicht zurücktritt, denn das ist nicht der Plan.",
        "plain:\uD800 said \uDC00 that \U0001F600 he \u202E left\u0000.",
        "plain:said said said said, said said. Said: said “said” said?");

    private static StoryRecord Read(string what) =>
        what.StartsWith("plain:", StringComparison.Ordinal) ? Readers.Plain(what[6..], "2024-01-09")
        : Readers.Story(File.ReadAllText(Repository.File("samples", what)), what.EndsWith(".html", StringComparison.Ordinal) ? PageKind.Html : PageKind.Text);

    [Theory]
    [MemberData(nameof(Texts))]
    public void EverySpanPointsAtItsWords(string what)
    {
        StoryRecord record = Read(what);

        foreach (Claim claim in record.Claims)
        {
            string text = claim.In == ClaimPlace.Title ? record.Article.Title! : record.Article.Text;
            foreach (Passage passage in claim.Content.Append(claim.Cue).Concat(claim.Hedges.Select(h => new Passage(h.Text, h.Start, h.End))))
                Assert.Equal(passage.Text, text[passage.Start..passage.End]);
            if (claim.Source is { } source)
                Assert.Equal(source.Text, text[source.Start..source.End]);
        }
        foreach (Event e in record.Events)
            Assert.Equal(e.Text, record.Article.Text[e.Start..e.End]);
        foreach (int[] mention in record.Entities.SelectMany(p => p.Mentions))
            Assert.InRange(mention[1], mention[0] + 1, record.Article.Text.Length);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void EveryReferenceResolvesAndNoClaimHoldsItself(string what)
    {
        StoryRecord record = Read(what);
        string[] claims = [.. record.Claims.Select(c => c.Id)];

        Assert.Equal(claims.Length, claims.Distinct().Count());
        Assert.All(record.Claims, c => Assert.True(c.Within is null || c.Within != c.Id && claims.Contains(c.Within)));
        Assert.All(record.Claims, c => Assert.True(c.About is null || c.About != c.Id && claims.Contains(c.About)));
        Assert.All(record.Claims, c => Assert.InRange(c.Confidence, 0, 1));
        Assert.All(record.Events, e => Assert.All(e.Claims, id => Assert.Contains(id, claims)));
        Assert.All(record.Claims, c => Assert.True(c.Source?.Entity is null || record.Entities.Any(p => p.Id == c.Source.Entity)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task TheRecordFitsItsSchema(string what)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(RecordJson.Schema().ToJsonString(), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(RecordJson.Write(Read(what))));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void TheRecordComesBackFromItsJson(string what)
    {
        string json = RecordJson.Write(Read(what));

        Assert.Equal(json, RecordJson.Write(RecordJson.Read(json)));
    }

    [Fact]
    public void ARecordWithoutWhatWeAddedToTheContractIsRead()
    {
        JsonNode bare = JsonNode.Parse(RecordJson.Write(Read("bridge.txt")))!;
        bare.AsObject().Remove("statements");
        foreach (JsonNode? claim in bare["claims"]!.AsArray())
        {
            claim!.AsObject().Remove("clauses");
            claim.AsObject().Remove("hedges");
        }
        foreach (JsonNode? told in bare["events"]!.AsArray())
            told!.AsObject().Remove("parts");

        StoryRecord read = RecordJson.Read(bare.ToJsonString());

        Assert.Empty(read.Statements);
        Assert.All(read.Claims, c => Assert.Empty(c.Clauses));
        Assert.All(read.Claims, c => Assert.Empty(c.Hedges));
        Assert.All(read.Events, e => Assert.Empty(e.Parts));
    }

    [Fact]
    public void TheSchemaInTheManualIsTheOneOfTheTypes()
    {
        JsonNode kept = JsonNode.Parse(File.ReadAllText(Repository.File("docs", "record.schema.json")))!;

        Assert.True(JsonNode.DeepEquals(kept, RecordJson.Schema()), "docs/record.schema.json is stale; write it anew with 'hearsay schema > docs/record.schema.json'");
    }

    [Fact]
    public void AStoryInAnotherLanguageIsKeptAndNotReadForClaims()
    {
        StoryRecord record = Read("plain:Der Minister sagte, dass die Brücke geschlossen bleibt und dass er nicht zurücktritt, denn das ist nicht der Plan.");

        Assert.Equal("de", record.Article.Language);
        Assert.Empty(record.Claims);
    }

    [Fact]
    public void TheSameTextGivesTheSameRecordOnAnyThread()
    {
        string text = File.ReadAllText(Repository.File("samples", "bridge.txt"));
        string once = RecordJson.Write(Readers.Story(text));
        string[] many = new string[16];

        Parallel.For(0, many.Length, i => many[i] = RecordJson.Write(Readers.Story(text)));

        Assert.All(many, m => Assert.Equal(once, m));
    }

    [Fact]
    public void TheSampleStoryIsRead()
    {
        StoryRecord record = Read("bridge.txt");

        Claim refusal = record.Claims.First(c => c.Content.Any(p => p.Text.Contains("no comment")));
        Claim defence = record.Claims.First(c => c.Content.Any(p => p.Text.Contains("three long-range drones")));
        Event crash = record.Events.First(e => e.Killed is not null);

        Assert.Equal(("Mara Ilves", Stance.Declines), (refusal.Source!.Name, refusal.Stance));
        Assert.Contains("recovered wreckage", defence.Basis!.Text);
        Assert.Equal((14, null), (crash.Killed!.Min, crash.Killed.Max));
    }
}
