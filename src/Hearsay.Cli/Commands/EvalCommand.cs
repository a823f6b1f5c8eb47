using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hearsay.Claims.Records;
using Hearsay.Pages;
using Hearsay.Pipeline;
using Hearsay.Scoring;

namespace Hearsay.Cli.Commands;

/// <summary><c>hearsay eval</c>: our reading of stories that people annotated, against theirs.</summary>
internal static class EvalCommand
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var gold = new Argument<string>("gold") { Description = "A folder of gold stories (NAME.json beside its input), a .gold.zip that 'hearsay export --to gold' made, or a file of gold stories, one a line" };
        var json = new Option<bool>("--json") { Description = "The figures as one JSON object" };
        var model = new Option<string?>("--model") { Description = "Another model file than the one beside the program" };
        var command = new Command(
            "eval",
            """
            Read annotated stories and score what was read: in per cent, by article, claims and events. Of a story whose claims people looked at in part, only those count.

            Examples:
              hearsay eval gold/
              hearsay export --to gold -o mine.gold.zip && hearsay eval mine.gold.zip
            """) { gold, json, model };
        command.SetAction(parsed => Run(parsed.GetValue(gold)!, parsed.GetValue(json), new Settings { Model = parsed.GetValue(model) }));
        return command;
    }

    private static int Run(string path, bool json, Settings settings)
    {
        IReadOnlyList<(GoldStory Gold, string Input)> stories = GoldReader.Read(path);
        byte[] inputs = Encoding.UTF8.GetBytes(string.Join('\n', stories.Select(s => s.Input)) + "\n");
        var records = new Dictionary<string, StoryRecord>();
        foreach (ReadOutcome outcome in Setup.Pipeline(settings).ReadAll(new InputReader(settings.Input, () => new MemoryStream(inputs)).Read(["-"])))
        {
            if (outcome.Record is { } record)
                records[record.Article.Id] = record;
            else
                InputArguments.Report(outcome);
        }
        var score = new RecordScore();
        foreach ((GoldStory gold, _) in stories)
            score.Add(gold, records.GetValueOrDefault(gold.Id));
        using var output = new Output();
        output.Text(json ? score.ToJson().ToJsonString(Json) + "\n" : Table(score.ToJson()));
        return records.Count == stories.Count ? Exit.Found : Exit.Failed;
    }

    private static string Table(JsonObject score)
    {
        var text = new StringBuilder($"{score["stories"]} stories; figures are per cent, - where there was nothing to score\n");
        foreach (string part in (string[])["article", "claims", "events"])
        {
            text.Append('\n').Append(StoryView.Bold($"{part,-42}{"P",8}{"R",8}{"F1",8}")).Append('\n');
            foreach ((string name, JsonNode? value) in score[part]!.AsObject())
                text.Append(value is JsonObject counts ? $"{name,-42}{Format(counts["P"])}{Format(counts["R"])}{Format(counts["F1"])}   of {counts["gold"]}, {counts["pred"]} read\n" : $"{name,-42}{Format(value)}\n");
        }
        return text.ToString();

        static string Format(JsonNode? value) => (value is null ? "-" : value.GetValue<double>().ToString("0.0", CultureInfo.InvariantCulture)).PadLeft(8);
    }
}
