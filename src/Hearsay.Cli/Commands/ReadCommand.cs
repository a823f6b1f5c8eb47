using System.CommandLine;
using Hearsay.Claims.Records;
using Hearsay.Pipeline;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay read</c>: prints what stories say and leaves nothing behind.</summary>
internal static class ReadCommand
{
    public static Command Make()
    {
        var inputs = new InputArguments();
        var json = new Option<bool>("--json") { Description = "Records as JSON Lines, in input order (docs/record.schema.json)" };
        var all = new Option<bool>("--all") { Description = "Show claims of low confidence too (--json always gives all)" };
        Command command = inputs.AddTo(new Command(
            "read",
            """
            Read stories and print who says what.

            Examples:
              hearsay read story.txt
              hearsay read --json pages/ more.jsonl > records.jsonl
              cat story.txt | hearsay read -
            """));
        command.Options.Add(json);
        command.Options.Add(all);
        command.SetAction(parsed => Run(parsed, inputs, parsed.GetValue(json), parsed.GetValue(all)));
        return command;
    }

    private static int Run(ParseResult parsed, InputArguments inputs, bool json, bool all)
    {
        Settings settings = inputs.SettingsOf(parsed);
        NewsPipeline pipeline = Setup.Pipeline(settings);
        using var output = new Output();
        int read = 0, failed = 0;
        foreach (ReadOutcome outcome in pipeline.ReadAll(inputs.Pages(parsed, settings)))
        {
            if (outcome.Record is null)
            {
                failed++;
                InputArguments.Report(outcome);
                continue;
            }
            if (json)
                output.Line(RecordJson.WriteUtf8(outcome.Record));
            else
                output.Text((read > 0 ? "\n" : "") + StoryView.Render(outcome.Record, all));
            output.Flush();
            read++;
        }
        return failed > 0 ? Exit.Failed : read > 0 ? Exit.Found : Exit.None;
    }
}
