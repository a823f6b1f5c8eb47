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

    private static readonly string[] MucRoles = ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"];

    /// <summary>
    /// MUC-4 role fillers, CEAF-REE strict micro F1 (Du et al. 2021): a predicted filler is right if it is one of the mentions of a gold entity, each gold entity is matched once. Fillers are
    /// the slots of our ASSAULT events as they stand. The corpus is in capitals throughout; it is read in lower case with capitals at sentence starts, for want of a truecaser.
    /// </summary>
    private void Muc4(List<Row> rows)
    {
        string gold = Data("data", "events", "muc4", "dev.jsonl");
        if (!File.Exists(gold))
            return;
        JsonElement[] stories = [.. File.ReadLines(gold).Where(l => l.Length > 0).Select(Json)];
        string inputs = Save("muc4.jsonl", string.Concat(stories.Select(s => JsonSerializer.Serialize(new { id = s.GetProperty("id").GetString(), text = Calm(s.GetProperty("text").GetString()!) }) + "\n")));
        Dictionary<string, JsonElement> told = Start(cli, "read", "--json", "--plain", inputs).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Json).ToDictionary(r => r.GetProperty("article").GetProperty("id").GetString()!);
        int right = 0, found = 0, all = 0;
        foreach (JsonElement story in stories)
        {
            Dictionary<string, HashSet<string>> fillers = told.TryGetValue(story.GetProperty("id").GetString()!, out JsonElement record) ? Fillers(record) : [];
            foreach (string role in MucRoles)
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
        Dictionary<string, string> kinds = [];
        foreach (JsonElement entity in record.GetProperty("entities").EnumerateArray())
            kinds.TryAdd(entity.GetProperty("name").GetString()!, entity.GetProperty("kind").GetString()!);
        var fillers = MucRoles.ToDictionary(r => r, _ => new HashSet<string>());
        foreach (JsonElement e in record.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("type").GetString() == "ASSAULT"))
        {
            foreach (string actor in e.GetProperty("actors").EnumerateArray().Select(a => a.GetString()!))
                fillers[kinds.GetValueOrDefault(actor) is "organization" ? "PerpOrg" : "PerpInd"].Add(Fold(actor));
            foreach (string recipient in e.GetProperty("recipients").EnumerateArray().Select(a => a.GetString()!))
                fillers[kinds.GetValueOrDefault(recipient) is "person" ? "Victim" : "Target"].Add(Fold(recipient));
            foreach (string weapon in e.GetProperty("weapons").EnumerateArray().Select(a => a.GetString()!))
                fillers["Weapon"].Add(Fold(weapon));
        }
        return fillers;
    }

    private static string Fold(string words) => Regex.Replace(Regex.Replace(words.ToLowerInvariant(), @"\s+", " ").Trim(), "^(the|a|an) ", "");

    /// <summary>The body in lower case with a capital at the start of each sentence; hard line breaks are blanks.</summary>
    private static string Calm(string capitals)
    {
        int body = capitals.IndexOf("[TEXT]", StringComparison.Ordinal);
        string text = Regex.Replace(body < 0 ? capitals : capitals[(body + 6)..], @"(?<!\n)\n(?!\n)", " ").ToLowerInvariant();
        return Regex.Replace(text, @"(^\W*|[.!?]""?\s+|\n\n\W*)(\p{Ll})", m => m.Groups[1].Value + m.Groups[2].Value.ToUpperInvariant());
    }
}
