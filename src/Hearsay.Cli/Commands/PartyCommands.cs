using System.CommandLine;
using System.Text.Json;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay link</c> and <c>hearsay unlink</c>: which names are one party.</summary>
internal static class PartyCommands
{
    public static Command Link()
    {
        var name = new Argument<string>("name") { Description = "A speaker's name, whole, as 'hearsay who' shows it" };
        var other = new Argument<string>("other") { Description = "Another name of the same party" };
        Option<string?> note = Note(), ledger = LedgerOption.Make();
        Option<bool> json = Json();
        var command = new Command("link", "From now on two names are one party. 'unlink' takes it back; both are kept when stories are read again.\n\nExample:\n  hearsay link \"Foreign Office\" \"British foreign ministry\"") { name, other, note, ledger, json };
        command.SetAction(parsed => Change(LedgerOption.Path(parsed, ledger), parsed.GetValue(name)!, parsed.GetValue(json), c => PartyWriter.Link(c, parsed.GetValue(name)!, parsed.GetValue(other)!, parsed.GetValue(note), DateTimeOffset.UtcNow)));
        return command;
    }

    public static Command Unlink()
    {
        var name = new Argument<string>("name") { Description = "A speaker's name that was taken for another's" };
        Option<string?> note = Note(), ledger = LedgerOption.Make();
        Option<bool> json = Json();
        var command = new Command("unlink", "From now on a name stands for itself alone.\n\nExample:\n  hearsay unlink Washington --note \"the state, not the capital\"") { name, note, ledger, json };
        command.SetAction(parsed => Change(LedgerOption.Path(parsed, ledger), parsed.GetValue(name)!, parsed.GetValue(json), c => PartyWriter.Unlink(c, parsed.GetValue(name)!, parsed.GetValue(note), DateTimeOffset.UtcNow)));
        return command;
    }

    private static Option<bool> Json() => new("--json") { Description = "The names that are now one party, one JSON object a line" };

    private static Option<string?> Note() => new("--note") { Description = "Why" };

    private static int Change(string path, string name, bool json, Action<DbConnection> change)
    {
        using LedgerStore file = LedgerStore.Open(path);
        using DbConnection connection = file.Connect();
        change(connection);
        using var output = new Output();
        foreach (PartyName one in new PartyOf(name).Ask(connection))
        {
            if (json)
                output.Line(JsonSerializer.SerializeToUtf8Bytes(one, AnswerJson.Default.PartyName));
            else
                output.Text(Render(one));
        }
        return Exit.Found;
    }

    public static string Render(PartyName one) => StoryView.Clean($"{one.Name}: {one.Claims} {(one.Claims == 1 ? "claim" : "claims")}; {one.Why}") + "\n";
}
