using System.CommandLine;
using System.Text.Json;
using Hearsay.Claims.Records;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay schema</c>: the JSON Schema of the record, made from the types.</summary>
internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Make()
    {
        var command = new Command("schema", "Print the JSON Schema of the record that 'read --json' gives.");
        command.SetAction(_ =>
        {
            using var output = new Output();
            output.Text(RecordJson.Schema().ToJsonString(Indented) + "\n");
            return Exit.Found;
        });
        return command;
    }
}
