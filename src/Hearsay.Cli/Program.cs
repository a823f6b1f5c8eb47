using System.CommandLine;
using Hearsay.Cli.Commands;

namespace Hearsay.Cli;

/// <summary>The program <c>hearsay</c>: 0 found, 1 nothing found, 2 failed.</summary>
internal static class Program
{
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
            """)
        {
            ReadCommand.Make(), AddCommand.Make(), WatchCommand.Make(), WorkerCommand.Make(), ArticleCommand.Make(), ShowCommand.Make(), ClaimsCommand.Make(), WhoCommand.Make(), DisputesCommand.Make(), PropositionsCommand.Make(), WhyCommand.Make(), EventCommand.Make(), TimelineCommand.Make(), PartyCommands.Link(), PartyCommands.Unlink(), StoriesCommand.Make(), StatsCommand.Make(), DoctorCommand.Make(), ExportCommand.Export(), ExportCommand.Import(), ServeCommand.Make(), McpCommand.Make(), PublishCommand.Make(), ParseCommand.Make(), SchemaCommand.Make(),
        };
        // Errors of ours are messages; only a bug is shown with its trace.
        var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
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
