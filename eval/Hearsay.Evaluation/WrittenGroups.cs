using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearsay.Evaluation;

/// <summary>The groups of stories that we wrote and linked (Data/groups, form in its README), as the files that score_groups.py reads.</summary>
internal static partial class WrittenGroups
{
    /// <summary>Writes NAME.json and NAME.input.json for each group.</summary>
    /// <returns>The stories, one JSON object a line.</returns>
    public static string Write(string groups, string folder)
    {
        Directory.CreateDirectory(folder);
        var lines = new List<string>();
        foreach (string file in Directory.GetFiles(groups, "*-*.md").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string[] parts = File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n## ");
            var positions = new Dictionary<string, List<object>>();
            var stories = new List<object>();
            foreach (string part in parts.Skip(1))
            {
                string[] head = part[..part.IndexOf('\n')].Split(" | ");
                string id = $"{name}-{stories.Count + 1}", text = part[(part.IndexOf('\n') + 1)..].Trim();
                foreach (Match m in MarkPattern().Matches(text))
                {
                    if (!positions.TryGetValue(m.Groups["p"].Value, out List<object>? taken))
                        positions[m.Groups["p"].Value] = taken = [];
                    taken.Add(new { story = id, speaker = m.Groups["who"].Value is "-" ? null : m.Groups["who"].Value, stance = m.Groups["stance"].Value, content = m.Groups["words"].Value });
                }
                string plain = MarkPattern().Replace(text, "${words}");
                if (plain.Contains("[[", StringComparison.Ordinal))
                    throw new InvalidDataException($"{file}: a mark of story {stories.Count + 1} cannot be read");
                var story = new { id, source = head[0], published = head[1], text = plain };
                stories.Add(story);
                lines.Add(JsonSerializer.Serialize(story));
            }
            object[] propositions = [.. parts[0].Split('\n').Select(l => PropositionPattern().Match(l)).Where(m => m.Success).Select(m => new
            {
                id = m.Groups["p"].Value,
                text = m.Groups["text"].Value,
                positions = positions.GetValueOrDefault(m.Groups["p"].Value) ?? throw new InvalidDataException($"{file}: nobody takes a position on {m.Groups["p"].Value}"),
                disputed = m.Groups["disputed"].Success,
            })];
            File.WriteAllText(Path.Combine(folder, name + ".json"), JsonSerializer.Serialize(new { id = name, propositions }));
            File.WriteAllText(Path.Combine(folder, name + ".input.json"), JsonSerializer.Serialize(new { id = name, stories }));
        }
        return string.Join('\n', lines) + "\n";
    }

    [GeneratedRegex(@"\[\[(?<p>p\d+) (?<stance>\w+) (?<who>[^\]]*?): (?<words>[^\]]+)\]\]")]
    private static partial Regex MarkPattern();

    [GeneratedRegex(@"^(?<p>p\d+)(?<disputed>!)? (?<text>.+)$")]
    private static partial Regex PropositionPattern();
}
