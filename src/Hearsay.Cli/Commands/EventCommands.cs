using System.CommandLine;
using System.Text;
using Hearsay.Ledger.Questions;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay event</c>: what is said to have happened.</summary>
internal static class EventCommand
{
    public static Command Make()
    {
        var ask = new AskOptions();
        var words = new Argument<string[]>("words") { Description = "Words of the clause, of actors, recipients or place; all must stand there. STORY/EVENT shows one with the same event in other stories", Arity = ArgumentArity.ZeroOrMore };
        var type = new Option<string?>("--type") { Description = "A PLOVER type, such as ASSAULT or PROTEST" };
        var country = new Option<string?>("--country") { Description = "ISO 3166 alpha-2, such as UA" };
        var from = new Option<string?>("--from") { Description = "The first day, 2024-01-31" };
        var to = new Option<string?>("--to") { Description = "The last day" };
        var deadly = new Option<bool>("--casualties") { Description = "Only events with a figure of killed or injured" };
        Command command = ask.AddTo(new Command("event", "What is said to have happened, and who says so, newest first.\n\nExample:\n  hearsay event drone strike --country UA --casualties") { words, type, country, from, to, deadly });
        command.SetAction(parsed =>
        {
            string asked = string.Join(' ', parsed.GetValue(words)!);
            return ask.Ask(parsed, c =>
            {
                int slash = asked.LastIndexOf('/');
                if (slash > 0 && new EventByName(asked[..slash], asked[(slash + 1)..]).Ask(c) is { } one)
                    return [one, .. new SameEvent(one, parsed.GetValue(ask.Limit)).Ask(c)];
                return new Events(asked, parsed.GetValue(type), parsed.GetValue(country), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(deadly), parsed.GetValue(ask.Limit)).Ask(c);
            }, Render, "no event found");
        });
        return command;
    }

    private static string Render(EventLine e)
    {
        var text = new StringBuilder();
        text.Append(StoryView.Bold(e.Type)).Append(e.Happened ? "" : " (not told as having happened)").Append(": ").Append(StoryView.Clean(e.Text)).Append(", ").Append(StoryView.Clean(e.Told)).Append('\n');
        var slots = new List<string>();
        Add("who", string.Join(", ", e.Actors));
        Add("to whom", string.Join(", ", e.Recipients));
        Add("with", string.Join(", ", e.Weapons));
        Add("where", e.Place is null ? "" : e.Country is null ? e.Place : $"{e.Place} ({e.Country})");
        Add("when", e.From is null ? "" : e.To is null || e.To == e.From ? e.From : $"{e.From} to {e.To}");
        Add("killed", Number(e.KilledMin, e.KilledMax));
        Add("injured", Number(e.InjuredMin, e.InjuredMax));
        text.Append(StoryView.Dim(StoryView.Clean($"    {string.Join("; ", slots)}{(slots.Count > 0 ? "; " : "")}{e.Publisher ?? "outlet unknown"}, {e.Published ?? "date unknown"}; {e.Story}/{e.Name}"))).Append('\n');
        return text.ToString();

        void Add(string slot, string value)
        {
            if (value.Length > 0)
                slots.Add($"{slot}: {value}");
        }
    }

    private static string Number(long? min, long? max) => (min, max) switch
    {
        (null, null) => "",
        (null, _) => $"at most {max}",
        (_, null) => $"at least {min}",
        _ => min == max ? $"{min}" : $"{min} to {max}",
    };
}

/// <summary><c>hearsay timeline</c>.</summary>
internal static class TimelineCommand
{
    public static Command Make()
    {
        var ask = new AskOptions();
        var words = new Argument<string[]>("query") { Description = "As for 'hearsay claims'", Arity = ArgumentArity.ZeroOrMore };
        Command command = ask.AddTo(new Command("timeline", "When it happened, when it was said, when it was published: three tracks of the claims of a query, oldest first.\n\nExample:\n  hearsay timeline missile about:strike"));
        command.Arguments.Add(words);
        command.SetAction(parsed => ask.Ask(parsed, c => new Timeline(ClaimsCommand.Query(parsed.GetValue(words)!), parsed.GetValue(ask.Limit)).Ask(c), Render, "no dated claim found"));
        return command;
    }

    private static string Render(TimelineEntry e) =>
        $"{(e.From == e.To ? e.From : $"{e.From} to {e.To}"),-24} {e.Track,-9} {StoryView.Clean(e.Words)}\n" + StoryView.Dim(StoryView.Clean($"    {e.Publisher ?? "outlet unknown"}; {e.Story}{(e.Claim is null ? "" : "/" + e.Claim)}")) + "\n";
}
