using System.CommandLine;
using Hearsay.Ledger;
using Hearsay.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay serve</c>: the ledger in a browser, on this machine only.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        var port = new Option<int>("--port") { Description = "The port on this machine; 0 takes a free one", DefaultValueFactory = _ => 8642 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                result.AddError("--port: must be between 0 and 65535");
        });
        var command = new Command("serve", "Open the ledger in a browser, on this machine only. Ends with Ctrl+C.\n\nExample:\n  hearsay serve --ledger war.db") { ledger, port };
        command.SetAction(async (parsed, cancelled) =>
        {
            using LedgerFile file = LedgerFile.OpenOrCreate(LedgerOption.Path(parsed, ledger));
            await using WebApplication site = WebSite.Make(file, parsed.GetValue(port));
            try
            {
                await site.StartAsync(cancelled);
            }
            catch (IOException e)
            {
                Console.Error.WriteLine($"hearsay: port {parsed.GetValue(port)} cannot be opened ({e.Message.TrimEnd('.')}); name another with --port");
                return Exit.Failed;
            }
            Console.Error.WriteLine($"the ledger {file.Path} is at {site.Urls.First()}");
            await site.WaitForShutdownAsync(cancelled);
            return Exit.Found;
        });
        return command;
    }
}
