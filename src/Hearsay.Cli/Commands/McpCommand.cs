using System.CommandLine;
using Hearsay.Ledger;
using Hearsay.Pipeline;
using Hearsay.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay mcp</c>: the ledger for assistants, over standard input and output.</summary>
internal static class McpCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        var command = new Command("mcp", "Answer an AI assistant over standard input and output (Model Context Protocol): search claims, disputes, who said what, events, read a page.\n\nExample, in an assistant's settings:\n  {\"command\": \"hearsay\", \"args\": [\"mcp\", \"--ledger\", \"war.db\"]}") { ledger };
        command.SetAction(async (parsed, cancelled) =>
        {
            using LedgerStore file = LedgerStore.OpenOrCreate(LedgerOption.Path(parsed, ledger));
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddSingleton(file).AddSingleton(new SentPages(new Lazy<NewsPipeline>(() => Setup.Pipeline(new Settings { Threads = 1 }))));
            builder.Services.AddMcpServer().WithStdioServerTransport().WithTools<LedgerTools>();
            using IHost host = builder.Build();
            await host.RunAsync(cancelled);
            return Exit.Found;
        });
        return command;
    }
}
