using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearsay.Evaluation;

/// <summary>Events against corpora of others: local news with their dead and hurt, and MUC-4.</summary>
internal sealed partial class Scorers
{
    /// <summary>
    /// Local news: the story's figures are the greatest that its events tell, without tallies of a year or a city; who is told as hurt and then as dead is counted as dead only.
    /// </summary>
    private void Casualties(List<Row> rows)
    {
        string gold = Data("data", "events", "casualties", "dev.jsonl");
        if (!File.Exists(gold))
            return;
        JsonElement[] stories = [.. File.ReadLines(gold).Where(l => l.Length > 0).Select(Json)];
        string inputs = Save("casualties.jsonl", string.Concat(stories.Select(s => JsonSerializer.Serialize(new { id = s.GetProperty("id").ToString(), text = s.GetProperty("text").GetString(), published = s.GetProperty("publish_date").GetString() }) + "\n")));
        Dictionary<string, JsonElement[]> told = Start(cli, "read", "--json", "--plain", inputs).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Json)
            .ToDictionary(r => r.GetProperty("article").GetProperty("id").GetString()!, r => r.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("happened").GetBoolean() && !Tally().IsMatch(e.GetProperty("text").GetString()!)).ToArray());
        int killed = 0, injured = 0;
        foreach (JsonElement story in stories)
        {
            JsonElement[] events = told.GetValueOrDefault(story.GetProperty("id").ToString(), []);
            int dead = events.Select(e => Least(e, "killed")).DefaultIfEmpty(0).Max(), hurt = events.Select(e => Least(e, "injured")).DefaultIfEmpty(0).Max();
            if (dead > 0)
            {
                int[] apart = [.. events.Where(e => Least(e, "injured") > 0 && Hurt().IsMatch(e.GetProperty("text").GetString()!)).Select(e => Least(e, "injured"))];
                hurt = apart.Length > 0 ? apart.Max() : Math.Max(0, hurt - dead);
            }
            killed += dead == story.GetProperty("n_killed").GetInt32() ? 1 : 0;
            injured += hurt == story.GetProperty("n_injured").GetInt32() ? 1 : 0;
        }
        rows.Add(new Row("210 local stories", "killed exact", 100.0 * killed / stories.Length));
        rows.Add(new Row("210 local stories", "injured exact", 100.0 * injured / stories.Length));

        static int Least(JsonElement e, string of) => e.GetProperty(of) is { ValueKind: JsonValueKind.Object } figure ? (figure.GetProperty("min") is { ValueKind: JsonValueKind.Number } min ? min : figure.GetProperty("max")).GetInt32() : 0;
    }

    [GeneratedRegex(@"this year|so far|last year|year-to-date|this month|\bago\b|since (january|jan)", RegexOptions.IgnoreCase)]
    private static partial Regex Tally();

    [GeneratedRegex(@"^(?!.*(\bdied|\bdead\b|fatal)).*(injur|wound(ed|ing)|\bhurt|stable|critical|surviv)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hurt();

    /// <summary>Passages of our own about sport, screen, business, games and old times, in which nothing of what the words of violence say has happened: the share that gives an event.</summary>
    private void FalseEvents(List<Row> rows)
    {
        foreach ((string file, string data) in ((string, string)[])[("no-events.jsonl", "20 passages that we wrote"), ("no-events-more.jsonl", "40 more, seen by the rules")])
        {
            string[] passages = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Where(l => l.Length > 0)];
            JsonElement[] records = [.. Start(cli, "read", "--json", "--plain", Save(file, string.Join('\n', passages))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Json)];
            int wrong = records.Count(r => r.GetProperty("events").EnumerateArray().Any(e => e.GetProperty("happened").GetBoolean()));
            rows.Add(new Row(data, "with a false event", 100.0 * wrong / passages.Length, true));
        }
    }

    /// <summary>The roles of our events' parts and what the corpus calls them.</summary>
    private static readonly Dictionary<string, string> MucRoles = new() { ["perpetrator"] = "PerpInd", ["organization"] = "PerpOrg", ["target"] = "Target", ["victim"] = "Victim", ["weapon"] = "Weapon" };

    /// <summary>
    /// MUC-4 role fillers, CEAF-REE strict micro F1 (Du et al. 2021): a predicted filler is right if it is one of the mentions of a gold entity, each gold entity is matched once. Fillers are
    /// the parts of our events as the record gives them. The corpus is in capitals throughout and is given to the program as it is.
    /// </summary>
    private void Muc4(List<Row> rows)
    {
        string gold = Data("data", "events", "muc4", "dev.jsonl");
        if (!File.Exists(gold))
            return;
        JsonElement[] stories = [.. File.ReadLines(gold).Where(l => l.Length > 0).Select(Json)];
        string inputs = Save("muc4.jsonl", string.Concat(stories.Select(s => JsonSerializer.Serialize(new { id = s.GetProperty("id").GetString(), text = Body(s.GetProperty("text").GetString()!) }) + "\n")));
        Dictionary<string, JsonElement> told = Start(cli, "read", "--json", "--plain", inputs).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Json).ToDictionary(r => r.GetProperty("article").GetProperty("id").GetString()!);
        int right = 0, found = 0, all = 0;
        foreach (JsonElement story in stories)
        {
            Dictionary<string, HashSet<string>> fillers = told.TryGetValue(story.GetProperty("id").GetString()!, out JsonElement record) ? Fillers(record) : [];
            foreach (string role in MucRoles.Values)
            {
                HashSet<string>[] entities = [.. story.GetProperty("grit_extracts").GetProperty(role).EnumerateArray().Select(e => e.EnumerateArray().Select(m => Fold(m.GetProperty("text").GetString()!)).ToHashSet())];
                HashSet<string> mine = fillers.GetValueOrDefault(role, []);
                var matched = new HashSet<int>();
                foreach (string filler in mine)
                {
                    int entity = Array.FindIndex(entities, e => e.Contains(filler));
                    if (entity >= 0 && matched.Add(entity))
                        right++;
                }
                found += mine.Count;
                all += entities.Length;
            }
        }
        rows.Add(new Row("MUC-4 dev, capitals", "role fillers, CEAF-REE F1", 200.0 * right / (found + all)));
    }

    private static Dictionary<string, HashSet<string>> Fillers(JsonElement record)
    {
        var fillers = MucRoles.ToDictionary(r => r.Value, _ => new HashSet<string>());
        foreach (JsonElement part in record.GetProperty("events").EnumerateArray().SelectMany(e => e.GetProperty("parts").EnumerateArray()))
            fillers[MucRoles[part.GetProperty("role").GetString()!]].Add(Fold(part.GetProperty("text").GetString()!));
        return fillers;
    }

    private static string Fold(string words) => Regex.Replace(Regex.Replace(words.ToLowerInvariant(), @"\s+", " ").Trim(), "^(the|a|an) ", "");

    /// <summary>The body without the corpus's own header; hard line breaks are blanks.</summary>
    private static string Body(string printed)
    {
        int body = printed.IndexOf("[TEXT]", StringComparison.Ordinal);
        return Regex.Replace(body < 0 ? printed : printed[(body + 6)..], @"(?<!\n)\n(?!\n)", " ");
    }
}
