using System.CommandLine;

namespace Hearsay.Cli;

/// <summary>Runs the command that the arguments name: errors of ours are messages, only a bug is shown with its trace.</summary>
internal static class CommandRun
{
    public static int Run(IEnumerable<Command> commands, string[] args)
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
        foreach (Command command in commands)
            root.Subcommands.Add(command);
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
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
        {
            Console.Error.WriteLine("hearsay: " + e.Message);
            return Exit.Failed;
        }
    }
}
