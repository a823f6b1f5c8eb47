using System.CommandLine;
using System.Net;
using Hearsay.Articles;
using Hearsay.Cluster;
using Hearsay.Pipeline;
using Microsoft.Extensions.Hosting;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay worker</c>: a machine's share of a cluster.</summary>
internal static class WorkerCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        Option<int> port = Port("--port", "The port for other workers", 11111), gateway = Port("--gateway", "The port for 'hearsay add --cluster'", 30000);
        var host = new Option<string>("--host") { Description = "The address at which other machines reach this one. They are trusted: take one of a private network", DefaultValueFactory = _ => "127.0.0.1" };
        var dashboard = new Option<int?>("--dashboard") { Description = "A port of this machine on which the cluster can be looked at" };
        var command = new Command(
            "worker",
            """
            Join the cluster of a ledger in PostgreSQL: read what 'hearsay add --cluster' sends, and keep the ledger when it is
            this worker's turn. Ends with Ctrl+C.

            Example:
              hearsay worker --ledger postgresql://me@db/news --host 10.0.0.7
            """)
        { ledger, host, port, gateway, dashboard };
        command.SetAction(async (parsed, cancelled) =>
        {
            if (!IPAddress.TryParse(parsed.GetValue(host), out IPAddress? address))
            {
                Console.Error.WriteLine($"hearsay: --host {parsed.GetValue(host)}: write an address such as 10.0.0.7");
                return Exit.Failed;
            }
            var settings = new ClusterSettings { Ledger = LedgerOption.Path(parsed, ledger), Address = address, Port = parsed.GetValue(port), Gateway = parsed.GetValue(gateway), Dashboard = parsed.GetValue(dashboard) };
            using IHost worker = ClusterWorker.Make(settings, plain => AddCommand.Reader(new Settings { Article = new ArticleOptions { Plain = plain } }));
            await worker.StartAsync(cancelled);
            Console.Error.WriteLine($"worker at {address}:{settings.Port} has joined{(settings.Dashboard is { } shown ? $"; http://127.0.0.1:{shown} shows the cluster" : "")}");
            await worker.WaitForShutdownAsync(cancelled);
            return Exit.Found;
        });
        return command;
    }

    private static Option<int> Port(string name, string description, int standard)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
                result.AddError($"{name}: must be between 1 and 65535");
        });
        return option;
    }
}
