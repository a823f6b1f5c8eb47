using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Hearsay.Ledger;
using Hearsay.Pipeline;
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
        var host = new Option<string>("--host") { Description = "The address to bind to; beyond this machine a token is wanted", DefaultValueFactory = _ => "127.0.0.1" };
        var token = new Option<string?>("--token") { Description = "What others must bring; one is made where --host goes beyond this machine" };
        var command = new Command("serve", "Open the ledger in a browser, on this machine only unless --host says otherwise. Ends with Ctrl+C.\nThe API's manual is at /api, MCP over HTTP at /mcp.\n\nExample:\n  hearsay serve --ledger war.db") { ledger, port, host, token };
        command.SetAction(async (parsed, cancelled) =>
        {
            using LedgerStore file = LedgerStore.OpenOrCreate(LedgerOption.Path(parsed, ledger));
            if (!IPAddress.TryParse(parsed.GetValue(host), out IPAddress? address))
            {
                Console.Error.WriteLine($"hearsay: --host {parsed.GetValue(host)}: write an address such as 0.0.0.0");
                return Exit.Failed;
            }
            string? secret = parsed.GetValue(token) ?? (IPAddress.IsLoopback(address) ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            var pipeline = new Lazy<NewsPipeline>(() => Setup.Pipeline(new Settings { Threads = 1 }));
            await using WebApplication site = WebSite.Make(file, pipeline, new SiteOptions { Port = parsed.GetValue(port), Address = address, Token = secret });
            try
            {
                await site.StartAsync(cancelled);
            }
            catch (IOException e)
            {
                Console.Error.WriteLine($"hearsay: port {parsed.GetValue(port)} cannot be opened ({e.Message.TrimEnd('.')}); name another with --port");
                return Exit.Failed;
            }
            Console.Error.WriteLine($"the ledger {file.Path} is at {site.Urls.First()}{(secret is null ? "" : "/?token=" + secret)}");
            await site.WaitForShutdownAsync(cancelled);
            return Exit.Found;
        });
        return command;
    }
}
