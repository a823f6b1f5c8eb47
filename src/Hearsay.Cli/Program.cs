using System.CommandLine;
using Hearsay.Cli.Commands;

namespace Hearsay.Cli;

/// <summary>The program <c>hearsay</c>: 0 found, 1 nothing found, 2 failed.</summary>
internal static class Program
{
    private static readonly (string Name, Func<Command> Make)[] Commands =
    [
        ("read", ReadCommand.Make), ("add", AddCommand.Make), ("watch", WatchCommand.Make), ("worker", WorkerCommand.Make), ("article", ArticleCommand.Make), ("show", ShowCommand.Make), ("claims", ClaimsCommand.Make), ("who", WhoCommand.Make),
        ("disputes", DisputesCommand.Make), ("propositions", PropositionsCommand.Make), ("why", WhyCommand.Make), ("event", EventCommand.Make), ("timeline", TimelineCommand.Make), ("link", PartyCommands.Link), ("unlink", PartyCommands.Unlink),
        ("review", ReviewCommand.Make), ("stories", StoriesCommand.Make), ("stats", StatsCommand.Make), ("doctor", DoctorCommand.Make), ("export", ExportCommand.Export), ("import", ExportCommand.Import), ("serve", ServeCommand.Make), ("mcp", McpCommand.Make), ("publish", PublishCommand.Make),
        ("eval", EvalCommand.Make), ("parse", ParseCommand.Make), ("schema", SchemaCommand.Make),
    ];

    private static int Main(string[] args)
    {
        // Only the command that is asked for is made: the others would double the time until a short one begins.
        (string Name, Func<Command> Make)[] asked = [.. Commands.Where(c => args.Length > 0 && c.Name == args[0])];
        try
        {
            return CommandRun.Run((asked.Length > 0 ? asked : Commands).Select(c => c.Make()), args);
        }
        catch (Hearsay.Ledger.LedgerException e)
        {
            Console.Error.WriteLine("hearsay: " + e.Message);
            return Exit.Failed;
        }
    }
}
