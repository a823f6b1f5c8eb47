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
        var root = new RootCommand(
            """
            Hearsay reads the news and keeps the record of who said what.

            Examples:
              hearsay read samples/bridge.txt          one story, for people
              hearsay read --json pages/ > out.jsonl   many stories, for programs
              hearsay add pages/                       into the ledger (hearsay.db)
              hearsay who "Anna Berg"                  what she is reported to have said
            """);
        // Only the command that is asked for is made: the others would double the time until a short one begins.
        (string Name, Func<Command> Make)[] asked = [.. Commands.Where(c => args.Length > 0 && c.Name == args[0])];
        foreach ((_, Func<Command> make) in asked.Length > 0 ? asked : Commands)
            root.Subcommands.Add(make());
        // Errors of ours are messages; only a bug is shown with its trace.
        var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
        try
        {
            ParseResult parsed = root.Parse(args);
            int exit = parsed.Invoke(settings);
            return parsed.Errors.Count > 0 ? Exit.Failed : exit;
        }
        catch (BrokenPipe)
        {
            return Exit.Found;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("hearsay: stopped");
            return Exit.Failed;
        }
        catch (Exception e) when (e is Hearsay.Ledger.LedgerException or FileNotFoundException or InvalidDataException)
        {
            Console.Error.WriteLine("hearsay: " + e.Message);
            return Exit.Failed;
        }
    }
}

internal static class Exit
{
    public const int Found = 0;
    public const int None = 1;
    public const int Failed = 2;
}
