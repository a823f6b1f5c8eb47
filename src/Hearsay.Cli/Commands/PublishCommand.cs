using System.CommandLine;
using Hearsay.Ledger;
using Hearsay.Web;
using System.Data.Common;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay publish</c>: the ledger as a static site.</summary>
internal static class PublishCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        var folder = new Argument<string>("folder") { Description = "Where the site is written" };
        var words = new Argument<string[]>("query") { Description = "Only the stories with claims of this query, as for 'hearsay claims'", Arity = ArgumentArity.ZeroOrMore };
        var url = new Option<string?>("--url") { Description = "Where the site will be, for its sitemap" };
        var sponsor = new Option<string?>("--sponsor") { Description = "A sponsor's name, shown in one line on each page" };
        var sponsorUrl = new Option<string?>("--sponsor-url") { Description = "The sponsor's address" };
        var command = new Command("publish", "Write the ledger, or the stories of a query, as a static site: free to read, no account, no tracking, without script too.\n\nExample:\n  hearsay publish site/ dam --url https://example.org/dam/") { folder, words, url, sponsor, sponsorUrl, ledger };
        command.SetAction(async (parsed, cancelled) =>
        {
            string? home = parsed.GetValue(sponsorUrl);
            foreach (string? address in (string?[])[parsed.GetValue(url), home])
            {
                if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out Uri? web) && web.Scheme is "http" or "https"))
                {
                    Console.Error.WriteLine($"hearsay: {address}: write an address with https:// before it");
                    return Exit.Failed;
                }
            }
            string query = ClaimsCommand.Query(parsed.GetValue(words)!);
            using LedgerStore whole = LedgerStore.Open(LedgerOption.Path(parsed, ledger));
            string part = Path.Combine(Path.GetTempPath(), $"hearsay-{Guid.NewGuid():N}.db");
            try
            {
                LedgerStore shown = whole;
                if (query.Length > 0)
                {
                    shown = LedgerStore.OpenOrCreate(part);
                    using DbConnection connection = whole.Connect();
                    if (LedgerCopy.Write(connection, query, shown, DateTimeOffset.UtcNow) == 0)
                    {
                        Console.Error.WriteLine("no claim found");
                        return Exit.None;
                    }
                }
                int pages = await new StaticSite(shown, new SiteOptions { Sponsor = parsed.GetValue(sponsor), SponsorUrl = home }).WriteAsync(parsed.GetValue(folder)!, parsed.GetValue(url), cancelled);
                Console.Error.WriteLine($"{pages} pages in {parsed.GetValue(folder)}; open index.html");
                return Exit.Found;
            }
            finally
            {
                foreach (string left in (string[])[part, part + "-wal", part + "-shm"])
                    File.Delete(left);
            }
        });
        return command;
    }
}
