using System.CommandLine;
using System.Text.Json;
using Hearsay.Exports;
using Hearsay.Ledger;
using System.Data.Common;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay export</c> and <c>hearsay import</c>: to and from the files of other tools.</summary>
internal static class ExportCommand
{
    public static Command Export()
    {
        Option<string?> ledger = LedgerOption.Make();
        var to = new Option<string>("--to") { Description = string.Join("\n", ExportList.All.Select(e => $"{e.Name}: {e.Summary}")), Required = true, HelpName = string.Join('|', ExportList.All.Select(e => e.Name)) };
        var file = new Option<string?>("--output", "-o") { Description = "The file to write; standard output else" };
        var words = new Argument<string[]>("query") { Description = "As for 'hearsay claims'; all claims where there is none", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("export", "Write the claims of a query, no more and no less, as a file that other tools load.\n\nExamples:\n  hearsay export --to csv stance:denies > denials.csv\n  hearsay export --to parquet -o claims.parquet") { words, to, file, ledger };
        command.SetAction(async (parsed, _) =>
        {
            string name = parsed.GetValue(to)!;
            if (ExportList.Named(name) is not { } format)
            {
                Console.Error.WriteLine($"hearsay: --to {name}: there is no such format; there are {string.Join(", ", ExportList.All.Select(e => e.Name))}");
                return Exit.Failed;
            }
            using LedgerStore ledgerFile = LedgerStore.Open(LedgerOption.Path(parsed, ledger));
            using DbConnection connection = ledgerFile.Connect();
            var set = new ExportSet(connection, ClaimsCommand.Query(parsed.GetValue(words)!), DateTimeOffset.UtcNow);
            if (parsed.GetValue(file) is { } path)
            {
                // Beside the target first: a file that is there is whole.
                string half = path + ".part";
                await using (var output = new FileStream(half, FileMode.Create))
                    await format.WriteAsync(set, output);
                File.Move(half, path, overwrite: true);
            }
            else
            {
                await using Stream output = Console.OpenStandardOutput();
                await format.WriteAsync(set, output);
            }
            Console.Error.WriteLine($"{set.Claims.Count} claims and {set.Events.Count} events as {format.Name}");
            return set.Claims.Count > 0 ? Exit.Found : Exit.None;
        });
        return command;
    }

    public static Command Import()
    {
        var file = new Argument<string>("archive") { Description = "A .brat.zip or .xmi.zip that 'hearsay export' made and a person worked on" };
        var command = new Command("import", "Print the claims of an annotated archive as gold stories, one JSON object a line.\n\nExample:\n  hearsay import claims.brat.zip > gold.jsonl") { file };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new FileNotFoundException($"{path}: no such file; check the path");
            using FileStream archive = File.OpenRead(path);
            using var output = new Output();
            int count = 0;
            foreach (AnnotatedStory story in path.EndsWith(".xmi.zip", StringComparison.OrdinalIgnoreCase) ? UimaExport.Read(archive) : BratExport.Read(archive))
            {
                count++;
                output.Line(JsonSerializer.SerializeToUtf8Bytes(GoldExport.Of(story)));
            }
            return count > 0 ? Exit.Found : Exit.None;
        });
        return command;
    }
}
