using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hearsay.Claims.Records;
using Hearsay.Ledger;
using Hearsay.Ledger.Questions;
using System.Data.Common;

namespace Hearsay.Cli.Commands;

/// <summary>What the commands that ask the ledger share: the option, the limit, JSON or lines.</summary>
internal sealed class AskOptions
{
    public Option<string?> Ledger { get; } = LedgerOption.Make();

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object a line" };

    public Option<int> Limit { get; } = new("--limit") { Description = "The most answers", DefaultValueFactory = _ => 50 };

    public Command AddTo(Command command)
    {
        command.Options.Add(Ledger);
        command.Options.Add(Json);
        command.Options.Add(Limit);
        return command;
    }

    public int Ask<T>(ParseResult parsed, Func<DbConnection, IReadOnlyList<T>> ask, Func<T, string> render, string nothing)
    {
        using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, Ledger));
        using DbConnection connection = file.Connect();
        return Print(parsed, ask(connection), render, nothing);
    }

    public int Print<T>(ParseResult parsed, IReadOnlyList<T> answers, Func<T, string> render, string nothing)
    {
        using var output = new Output();
        foreach (T answer in answers)
        {
            if (parsed.GetValue(Json))
                output.Line(JsonSerializer.SerializeToUtf8Bytes(answer, typeof(T), AnswerJson.Default));
            else
                output.Text(render(answer));
        }
        if (answers.Count == 0)
            Console.Error.WriteLine(nothing);
        return answers.Count > 0 ? Exit.Found : Exit.None;
    }

    public static string Render(ClaimLine line)
    {
        var text = new StringBuilder();
        string outlet = line.Publisher ?? "outlet unknown";
        text.Append(StoryView.Bold(StoryView.Clean(line.Speaker ?? (line.Voice == "outlet" ? outlet + " itself" : "(source not worded)")))).Append($" {line.Stance}{(line.Content.Length > 0 ? ": " : "")}").Append(StoryView.Clean(line.Content)).Append('\n');
        text.Append(StoryView.Dim(StoryView.Clean($"    {line.Published ?? "date unknown"}, {outlet}{(line.Agency is { } a ? $" ({a})" : "")}{(line.Article != line.Origin ? ", a reprint" : "")}; {(line.Cue.Length > 0 ? $"cue: {line.Cue}" : "in its own voice")}{(line.Basis is { } b ? $"; evidence: {b}" : "")}{(line.Hedge is { } h ? $"; hedged: {h}" : "")}{(line.EchoOf is { } e ? $"; echo of {e}" : line.Cites is { } c ? $"; cited from {c}" : "")}; {line.Independent} independent {(line.Independent == 1 ? "source" : "sources")}; {line.Story}/{line.Name}"))).Append('\n');
        return text.ToString();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClaimLine))]
[JsonSerializable(typeof(Proposition))]
[JsonSerializable(typeof(PropositionJson))]
[JsonSerializable(typeof(EventLine))]
[JsonSerializable(typeof(TimelineEntry))]
[JsonSerializable(typeof(StoryLine))]
[JsonSerializable(typeof(OutletLine))]
[JsonSerializable(typeof(PartyName))]
[JsonSerializable(typeof(Totals))]
internal sealed partial class AnswerJson : JsonSerializerContext;

/// <summary><c>hearsay claims</c>.</summary>
internal static class ClaimsCommand
{
    public static Command Make()
    {
        var ask = new AskOptions();
        var words = new Argument<string[]>("query") { Description = "Words and \"phrases\" that must stand in the claim or its speaker; OR; -word; and " + string.Join(" ", ClaimQuery.Operators.Keys.Select(o => o + ":")), Arity = ArgumentArity.ZeroOrMore };
        Command command = ask.AddTo(new Command("claims", "Claims in the ledger, newest first.\n\nExample:\n  hearsay claims missile strike stance:denies after:2024-01-01"));
        command.Arguments.Add(words);
        var save = new Option<string?>("--save") { Description = "Keep the query by this name; 'hearsay serve' has a feed of it. Without a query, forget it" };
        var saved = new Option<string?>("--saved") { Description = "Ask the query that is kept by this name" };
        command.Options.Add(save);
        command.Options.Add(saved);
        command.SetAction(parsed =>
        {
            string asked = Query(parsed.GetValue(words)!);
            if (parsed.GetValue(save) is { } name)
            {
                using LedgerStore file = LedgerStore.OpenOrCreate(LedgerOption.Path(parsed, ask.Ledger));
                using DbConnection connection = file.Connect();
                SavedSearches.Save(connection, name, asked, DateTimeOffset.UtcNow);
                return Exit.Found;
            }
            if (parsed.GetValue(saved) is { } kept)
            {
                using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, ask.Ledger));
                using DbConnection connection = file.Connect();
                SavedSearch search = SavedSearches.Named(connection, kept) ?? throw new LedgerException($"no search is kept by the name '{kept}'; there are {string.Join(", ", SavedSearches.All(connection).Select(s => s.Name).DefaultIfEmpty("none"))}");
                asked = $"{search.Query} {asked}".Trim();
            }
            var query = new ClaimQuery(asked);
            return ask.Ask(parsed, c => query.Ask(c, parsed.GetValue(ask.Limit)), AskOptions.Render, "no claim found");
        });
        return command;
    }

    /// <summary>The words of a command line as one query: what the shell took the quotation marks from is a phrase again.</summary>
    public static string Query(string[] words) => string.Join(' ', words.Select(w => w.Contains(' ') && !w.Contains('"') && !w.Contains(':') ? $"\"{w}\"" : w));
}

/// <summary><c>hearsay who</c>.</summary>
internal static class WhoCommand
{
    public static Command Make()
    {
        var ask = new AskOptions();
        var name = new Argument<string[]>("name") { Description = "A person, office, government or organisation" };
        Command command = ask.AddTo(new Command("who", "What somebody is reported to have said, newest first.\n\nExample:\n  hearsay who Dmitry Peskov"));
        command.Arguments.Add(name);
        var names = new Option<bool>("--names") { Description = "The names that are taken for this party, and why, instead of the claims" };
        command.Options.Add(names);
        command.SetAction(parsed =>
        {
            string asked = string.Join(' ', parsed.GetValue(name)!);
            return parsed.GetValue(names)
                ? ask.Ask(parsed, new PartyOf(asked, parsed.GetValue(ask.Limit)).Ask, PartyCommands.Render, "no speaker of that name found")
                : ask.Ask(parsed, new ClaimsBySpeaker(asked, parsed.GetValue(ask.Limit)).Ask, AskOptions.Render, "no claim of that speaker found");
        });
        return command;
    }
}

/// <summary><c>hearsay disputes</c>.</summary>
internal static class DisputesCommand
{
    public static Command Make()
    {
        var ask = new AskOptions();
        Command command = ask.AddTo(new Command("disputes", "Matters that somebody denies or will not comment on, or where the numbers differ, newest first; reprints and echoes count once.\n\nExample:\n  hearsay disputes --limit 10"));
        command.SetAction(parsed => ask.Ask<Proposition>(parsed, c => [.. new Propositions(parsed.GetValue(ask.Limit), OnlyDisputed: true).Ask(c)], Render, "no dispute found"));
        return command;
    }

    private static string Render(Proposition matter)
    {
        var text = new StringBuilder();
        int pages = matter.Positions.Select(p => p.Article).Distinct().Count();
        string sources = matter.Origins == pages ? $"{pages} {(pages == 1 ? "page" : "pages")}" : $"{matter.Origins} independent of {pages} pages, the others reprints, echoes or texts of one outlet";
        text.Append(StoryView.Bold($"matter {matter.Id}")).Append($": {matter.Positions.Count} positions in {sources}\n");
        // A reprint repeats its origin's positions: they are shown once.
        foreach (ClaimLine line in matter.Positions.Where(p => p.Article == p.Origin || !matter.Positions.Any(q => q.Article == p.Origin)))
            text.Append("  ").Append(AskOptions.Render(line).Replace("\n    ", "\n      ", StringComparison.Ordinal));
        return text.Append('\n').ToString();
    }
}

/// <summary><c>hearsay propositions</c>: every matter with its positions, for programs.</summary>
internal static class PropositionsCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        var json = new Option<bool>("--json") { Description = "One JSON object a line: {id, disputed, positions: [{article, speaker, stance, content}]}; the only form that there is" };
        var command = new Command("propositions", "Every matter in the ledger with the positions on it.\n\nExample:\n  hearsay propositions --json") { ledger, json };
        command.SetAction(parsed =>
        {
            using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, ledger));
            using DbConnection connection = file.Connect();
            using var output = new Output();
            int count = 0;
            foreach (Proposition matter in new Propositions().Ask(connection))
            {
                count++;
                var positions = matter.Positions.Select(p => new PositionJson(p.Story, p.Name, p.Speaker, p.Stance, p.Content, p.JoinedWhy, p.Hedge, p.EchoOf)).ToArray();
                output.Line(JsonSerializer.SerializeToUtf8Bytes(new PropositionJson($"p{matter.Id}", matter.Disputed, matter.Origins, positions), AnswerJson.Default.PropositionJson));
            }
            return count > 0 ? Exit.Found : Exit.None;
        });
        return command;
    }
}

internal sealed record PositionJson(string Article, string Name, string? Speaker, string Stance, string Content, string? JoinedWhy, string? Hedge, string? EchoOf);

internal sealed record PropositionJson(string Id, bool Disputed, int Origins, IReadOnlyList<PositionJson> Positions);

/// <summary><c>hearsay show</c>: a story of the ledger as it was read.</summary>
internal static class ShowCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        var json = new Option<bool>("--json") { Description = "The record as JSON" };
        var id = new Argument<string>("story") { Description = "The story's id" };
        var command = new Command("show", "A story of the ledger, as it was read.\n\nExample:\n  hearsay show bridge") { ledger, json, id };
        command.SetAction(parsed =>
        {
            using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, ledger));
            using DbConnection connection = file.Connect();
            if (new StoryById(parsed.GetValue(id)!).Ask(connection) is not { } record)
            {
                Console.Error.WriteLine($"hearsay: no story '{parsed.GetValue(id)}' in the ledger; 'hearsay claims' shows ids at the end of each answer");
                return Exit.None;
            }
            using var output = new Output();
            if (parsed.GetValue(json))
                output.Line(RecordJson.WriteUtf8(record));
            else
                output.Text(StoryView.Render(record, true));
            return Exit.Found;
        });
        return command;
    }
}

/// <summary><c>hearsay why</c>: how the reading came to a claim.</summary>
internal static class WhyCommand
{
    public static Command Make()
    {
        Option<string?> ledger = LedgerOption.Make();
        var id = new Argument<string>("claim") { Description = "STORY/CLAIM, as 'hearsay claims' prints it" };
        var json = new Option<bool>("--json") { Description = "The claim with its reasons as JSON, and the matters that it was joined to" };
        var command = new Command("why", "Explain a claim: its words, what the cue means, how the speaker was found, how sure the reading is.\n\nExample:\n  hearsay why bridge/c1") { ledger, json, id };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(id)!;
            int slash = name.LastIndexOf('/');
            using LedgerStore file = LedgerStore.Open(LedgerOption.Path(parsed, ledger));
            using DbConnection connection = file.Connect();
            StoryRecord? record = slash > 0 ? new StoryById(name[..slash]).Ask(connection) : null;
            Claim? claim = record?.Claims.FirstOrDefault(c => c.Id == name[(slash + 1)..]);
            if (record is null || claim is null)
            {
                Console.Error.WriteLine($"hearsay: no claim '{name}' in the ledger; write STORY/CLAIM as 'hearsay claims' prints it");
                return Exit.None;
            }
            using var output = new Output();
            IReadOnlyList<ClaimLine> positions = new PositionsOfClaim(record.Article.Id, claim.Id).Ask(connection);
            if (parsed.GetValue(json))
            {
                var matters = new JsonArray([.. positions.Select(p => new JsonObject { ["matter"] = p.Proposition, ["joinedWhy"] = p.JoinedWhy })]);
                output.Text(new JsonObject { ["story"] = record.Article.Id, ["claim"] = JsonSerializer.SerializeToNode(claim, RecordJson.Options), ["matters"] = matters }.ToJsonString(RecordJson.Options) + "\n");
                return Exit.Found;
            }
            output.Text(Explain(record, claim));
            foreach (ClaimLine position in positions)
                output.Text(StoryView.Clean($"matter {position.Proposition}  {position.JoinedWhy ?? "its first position"}") + "\n");
            return Exit.Found;
        });
        return command;
    }

    private static string Explain(StoryRecord record, Claim claim)
    {
        string text = claim.In == ClaimPlace.Title ? record.Article.Title! : record.Article.Text;
        int from = claim.Content.Select(p => p.Start).Append(claim.Cue.Start).Append(claim.Source?.Start ?? int.MaxValue).Min();
        int to = claim.Content.Select(p => p.End).Append(claim.Cue.End).Append(claim.Source?.End ?? 0).Max();
        return StoryView.Clean(
            $"words     {text[from..to].ReplaceLineEndings(" ")}").Trim() + "\n" + StoryView.Clean(
            $"source    {claim.Source?.Text ?? "not worded"}").Trim() + "\n" + StoryView.Clean(
            $"speaker   {claim.Source?.Name ?? "-"}{(claim.Source?.Role is { } r ? $", {r}" : "")}: {claim.Why.Speaker}").Trim() + "\n" + StoryView.Clean(
            $"cue       {claim.Cue.Text}").Trim() + "\n" + StoryView.Clean(
            $"stance    {StoryView.Word(claim.Stance)}: {claim.Why.Stance}").Trim() + "\n" + StoryView.Clean(
            $"found by  {claim.Why.Found}").Trim() + "\n" +
            $"sure      {claim.Confidence:0.00}: of a hundred claims of this confidence so many are right\n";
    }
}
