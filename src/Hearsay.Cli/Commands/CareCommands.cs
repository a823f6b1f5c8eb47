using System.CommandLine;
using System.Text.Json.Nodes;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay stories</c>.</summary>
internal static class StoriesCommand
{
    public static Command Make()
    {
        var ask = new AskOptions();
        Command command = ask.AddTo(new Command("stories", "The stories of the ledger, newest first, and what each reprints.\n\nExample:\n  hearsay stories --limit 10"));
        command.SetAction(parsed => ask.Ask(parsed, c => new Stories(parsed.GetValue(ask.Limit)).Ask(c), Render, "no story in the ledger"));
        return command;
    }

    private static string Render(StoryLine s) => StoryView.Bold(StoryView.Clean(s.Title ?? s.Story)) + "\n" + StoryView.Dim(StoryView.Clean(
        $"    {s.Published ?? "date unknown"}, {s.Publisher ?? "outlet unknown"}{(s.Agency is { } a ? $" ({a})" : "")}; {s.Claims} claims, {s.Events} events{(s.OriginStory is { } o ? $"; reprints {o}" : s.Reprints > 0 ? $"; {s.Reprints} reprints" : "")}; {s.Story}")) + "\n";
}

/// <summary><c>hearsay stats</c>.</summary>
internal static class StatsCommand
{
    public static Command Make()
    {
        var ask = new AskOptions();
        Command command = ask.AddTo(new Command("stats", "How much is in the ledger, by outlet too.\n\nExample:\n  hearsay stats --json"));
        command.SetAction(parsed =>
        {
            int exit = ask.Ask<Totals>(parsed, c => [Totals.Ask(c)], t => $"{t.Stories:N0} stories, {t.Origins:N0} of them no reprints; {t.Claims:N0} claims, {t.Events:N0} events, {t.Matters:N0} matters, {t.Disputed:N0} of them disputed; {t.Parties:N0} parties; published {t.First ?? "-"} to {t.Last ?? "-"}\n", "");
            return parsed.GetValue(ask.Json) ? exit : ask.Ask(parsed, c => new Outlets(parsed.GetValue(ask.Limit)).Ask(c), o => StoryView.Clean($"  {o.Outlet}: {o.Stories:N0} stories, {o.Wire:N0} with an agency, {o.Reprints:N0} reprints, {o.Claims:N0} claims") + "\n", "no story in the ledger");
        });
        return command;
    }
}

/// <summary><c>hearsay doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        var json = new Option<bool>("--json") { Description = "What was found as one JSON object: {ledger, wrong}" };
        var repair = new Option<bool>("--repair") { Description = "Work out again what can be: word indexes, counts, marks of disputed matters" };
        var command = new Command("doctor", "Check that the ledger holds together. Ends with 0 where all is well, 2 where something is wrong.\n\nExample:\n  hearsay doctor --repair") { ledger, repair, json };
        command.SetAction(parsed =>
        {
            using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, ledger));
            using DbConnection connection = file.Connect();
            if (parsed.GetValue(repair))
                Doctor.Repair(connection);
            IReadOnlyList<string> found = Doctor.Check(connection);
            using var output = new Output();
            if (parsed.GetValue(json))
            {
                output.Text(new JsonObject { ["ledger"] = file.Path, ["wrong"] = new JsonArray([.. found]) }.ToJsonString() + "\n");
                return found.Count == 0 ? Exit.Found : Exit.Failed;
            }
            foreach (string wrong in found)
                output.Text($"{file.Path}: {wrong}\n");
            output.Text(found.Count == 0 ? $"{file.Path}: all is well\n" : parsed.GetValue(repair) ? "what is left cannot be worked out again: add the stories to a new ledger\n" : "try 'hearsay doctor --repair'\n");
            return found.Count == 0 ? Exit.Found : Exit.Failed;
        });
        return command;
    }
}
