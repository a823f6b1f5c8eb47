using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Pages;
using Hearsay.Pipeline;
using Hearsay.Web;
using Microsoft.AspNetCore.Builder;

namespace Hearsay.Tests.Web;

/// <summary>A ledger of our samples and of a hostile story, served on a free port of this machine.</summary>
public sealed class ServedLedger : IAsyncLifetime
{
    /// <summary>What must never run or be loaded, wherever it stands in a record.</summary>
    public const string Hostile = "<script>document.title='owned'</script><img src=//evil.example/x onerror=\"document.title='owned'\">\"'><svg/onload=document.title='owned'>";

    private readonly string folder = Directory.CreateTempSubdirectory("hearsay-web").FullName;
    private LedgerStore file = null!;
    private WebApplication site = null!;

    public string Address { get; private set; } = "";

    public LedgerStore Ledger => file;

    public HttpClient Client { get; } = new();

    public async ValueTask InitializeAsync()
    {
        file = LedgerStore.OpenOrCreate(Path.Combine(folder, "web.db"));
        using (var writer = new LedgerWriter(file, "test", DateTimeOffset.UnixEpoch))
        {
            foreach (ReadOutcome outcome in Readers.Pipeline.ReadAll(new InputReader(new(), () => Stream.Null).Read([Repository.File("samples", "dam.jsonl"), Repository.File("samples", "bridge.txt")])))
                writer.Record(outcome.Record!);
            writer.Record(LongStory());
            foreach (StoryRecord page in Hearsay.Tests.Ledger.LedgerTests.MinePages)
                writer.Record(page);
            writer.Record(HostileStory());
            writer.RecordRefusal(Hostile, Hostile);
        }
        site = WebSite.Make(file, new Lazy<NewsPipeline>(() => Readers.Pipeline), new SiteOptions());
        await site.StartAsync();
        Address = site.Urls.First();
        Client.BaseAddress = new Uri(Address);
    }

    /// <summary>More claims than a page shows, and an event in a town that the map knows.</summary>
    private static StoryRecord LongStory()
    {
        string[] claims = [.. Enumerable.Range(1, 40).Select(i => $"The mayor said on Monday that tram number {i} would run again.")];
        StoryRecord record = Readers.Story("Trams to run again\n\nRebels killed 12 people in Vienna on Monday, the mayor said.\n\n" + string.Join("\n\n", claims), PageKind.Text);
        return record with { Article = record.Article with { Id = "trams", Published = "2021-03-01" } };
    }

    /// <summary>A record in which every word that comes from a page is markup.</summary>
    public static StoryRecord HostileStory(string id = "hostile", string markup = Hostile)
    {
        StoryRecord record = Readers.Story(File.ReadAllText(Repository.File("samples", "bridge.txt")), PageKind.Text);
        Claim claim = record.Claims.First(c => c.Source is not null && c.In == ClaimPlace.Body);
        return record with
        {
            Article = record.Article with { Id = id, Title = markup, Publisher = markup, Agency = markup, Url = "javascript:document.title='owned'", Authors = [markup], Text = record.Article.Text.Insert(claim.Cue.End, markup) },
            Claims = [claim with { Source = claim.Source! with { Name = markup, Role = markup }, Content = [claim.Content[0] with { Text = markup }], Target = markup, Basis = claim.Cue with { Text = markup } }],
        };
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        file.Dispose();
        Client.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
