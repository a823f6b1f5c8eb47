using System.CommandLine;
using System.Runtime.InteropServices;
using Hearsay.Cli;
using Hearsay.Cli.Commands;

namespace Hearsay.Native;

/// <summary>
/// The program <c>hearsay</c> as <c>./build publish</c> installs it: the commands that need no ledger are compiled to machine code and answer in a third of a second; with any other the whole program,
/// which stands beside it, takes this process over.
/// </summary>
internal static partial class Program
{
    private const string Whole = "hearsay-whole";

    private static readonly (string Name, Func<Command> Make)[] Commands = [("read", ReadCommand.Make), ("article", ArticleCommand.Make), ("parse", ParseCommand.Make)];

    private static int Main(string[] args)
    {
        Func<Command>? make = Array.Find(Commands, c => args.Length > 0 && c.Name == args[0]).Make;
        return make is null ? HandOver(args) : CommandRun.Run([make()], args);
    }

    /// <summary>Gives the process, with its standard streams, to the whole program; comes back only where that is not there.</summary>
    private static int HandOver(string[] args)
    {
        string program = Path.Combine(AppContext.BaseDirectory, Whole);
        _ = Execute(program, [program, .. args, null]);
        Console.Error.WriteLine($"hearsay: cannot start {program} (error {Marshal.GetLastPInvokeError()}); it belongs beside this program: run './build publish' again");
        return Exit.Failed;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
