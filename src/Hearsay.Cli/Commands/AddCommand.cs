using System.CommandLine;
using System.Reflection;
using Hearsay.Ledger;
using Hearsay.Pipeline;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay add</c>: reads stories and records them in the ledger.</summary>
internal static class AddCommand
{
    public static Command Make()
    {
        var inputs = new InputArguments();
        Option<string?> ledger = LedgerOption.Make();
        Command command = inputs.AddTo(new Command(
            "add",
            """
            Read stories and record them in the ledger, one SQLite file. Adding a story again changes nothing.

            Examples:
              hearsay add pages/
              hearsay add --ledger war.db stories.jsonl
            """));
        command.Options.Add(ledger);
        command.SetAction(parsed => Run(parsed, inputs, LedgerOption.Path(parsed, ledger)));
        return command;
    }

    private static int Run(ParseResult parsed, InputArguments inputs, string path)
    {
        Settings settings = inputs.SettingsOf(parsed);
        NewsPipeline pipeline = Setup.Pipeline(settings);
        using LedgerFile file = LedgerFile.OpenOrCreate(path);
        using var writer = new LedgerWriter(file, Version, DateTimeOffset.UtcNow);
        int added = 0, known = 0, failed = 0;
        foreach (ReadOutcome outcome in pipeline.ReadAll(inputs.Pages(parsed, settings)))
        {
            if (outcome.Record is null)
            {
                failed++;
                InputArguments.Report(outcome);
                writer.RecordRefusal(outcome.Name, outcome.Problem!);
            }
            else if (writer.Record(outcome.Record))
            {
                added++;
            }
            else
            {
                known++;
            }
        }
        using var output = new Output();
        output.Text($"{path}: {added} added, {known} known already, {failed} not read\n");
        return failed > 0 ? Exit.Failed : added + known > 0 ? Exit.Found : Exit.None;
    }

    private static string Version => "hearsay " + (Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");
}
