using System.Text.RegularExpressions;
using Hearsay.Claims.Records;

namespace Hearsay.Tests.Specs;

public sealed partial class SpecTests
{
    public static TheoryData<string, string, string> Examples()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string file in Directory.GetFiles(Repository.File("tests", "Hearsay.Tests", "Specs"), "*.md").Order())
        {
            string heading = "";
            string[] lines = File.ReadAllLines(file);
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].StartsWith("## ", StringComparison.Ordinal))
                    heading = lines[i][3..];
                if (lines[i] != "```example")
                    continue;
                var text = new List<string>();
                var expected = new List<string>();
                for (i++; lines[i] != "```"; i++)
                    (lines[i].StartsWith("-> ", StringComparison.Ordinal) ? expected : text).Add(lines[i]);
                data.Add(heading, string.Join('\n', text), string.Join('\n', expected.Select(e => e[3..])));
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void AnExampleOfTheManualHolds(string heading, string text, string expected)
    {
        StoryRecord record = Readers.Plain(text);

        string[] found = [.. record.Claims.Select(c => Line(c))];

        foreach (string line in expected.Split('\n'))
            Assert.True(found.Any(f => Matches(line, f)), $"{heading}: expected\n  {line}\nfound\n  {string.Join("\n  ", found)}");
    }

    private static string Line(Claim claim) =>
        $"{claim.Source?.Text}({claim.Source?.Name})|{claim.Cue.Text}|{claim.Stance.ToString().ToLowerInvariant()}|{string.Join(" … ", claim.Content.Select(p => p.Text))}";

    /// <summary>Source by its name or words, stance exactly; the cue's first word and the content but for marks at its ends.</summary>
    private static bool Matches(string expected, string found)
    {
        string[] e = [.. expected.Split('|').Select(p => p.Trim())], f = found.Split('|');
        Match source = SourcePattern().Match(e[0]);
        bool who = source.Groups["name"].Success ? f[0].EndsWith($"({source.Groups["name"].Value})", StringComparison.Ordinal) : f[0].Contains(e[0], StringComparison.Ordinal);
        return who && f[1].Contains(e[1].Split(' ')[0], StringComparison.Ordinal) && e[2] == f[2] && Bare(f[3]).Contains(Bare(e[3]), StringComparison.Ordinal);
    }

    private static string Bare(string words) => words.Trim(' ', '.', ',', '“', '”', '"');

    [GeneratedRegex(@"^(?<words>[^(]*)(?:\((?<name>[^)]*)\))?$")]
    private static partial Regex SourcePattern();
}
