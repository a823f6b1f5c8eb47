using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hearsay.Scoring;

/// <summary>Gold stories from a folder, from the archive that <c>hearsay export --to gold</c> makes, or from a file with one a line or one alone, each with its input as a line of JSON that can be read.</summary>
public static class GoldReader
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="InvalidDataException">No gold, or gold that cannot be understood.</exception>
    public static IReadOnlyList<(GoldStory Gold, string Input)> Read(string path)
    {
        List<(GoldStory, string)> stories;
        if (Directory.Exists(path))
        {
            stories = InFiles(Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal), File.ReadAllText, name => File.ReadAllText(Path.Combine(path, Path.GetFileName(name))));
        }
        else if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file or folder; check the path");
        }
        else if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            stories = InFiles(archive.Entries.Select(e => e.FullName).Where(n => n.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal), Entry, Entry);

            string Entry(string name)
            {
                using var reader = new StreamReader((archive.GetEntry(name) ?? throw new InvalidDataException($"{path}: {name} is not in the archive")).Open());
                return reader.ReadToEnd();
            }
        }
        else if (path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
        {
            stories = [.. File.ReadLines(path).Where(l => l.Length > 0).Select((line, i) => Parse($"{path} line {i + 1}", line)).OfType<GoldStory>().Select(g => (g, Input(g, Beside)))];
        }
        else
        {
            stories = InFiles([path], File.ReadAllText, Beside);
        }
        return stories.Count > 0 ? stories : throw new InvalidDataException($"{path}: no gold story in it; a gold story is JSON with \"id\" and \"claims\"");

        string Beside(string name) => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(name)));
    }

    private static List<(GoldStory, string)> InFiles(IEnumerable<string> names, Func<string, string> read, Func<string, string> input) =>
        [.. names.Select(name => Parse(name, read(name))).OfType<GoldStory>().Select(g => (g, Input(g, input)))];

    /// <summary>Null for JSON that is no gold story, such as an input beside one.</summary>
    private static GoldStory? Parse(string name, string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject story && story.ContainsKey("claims") ? story.Deserialize<GoldStory>(Names) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}");
        }
    }

    /// <summary>The story as a line that the reader takes, under the gold's id.</summary>
    private static string Input(GoldStory gold, Func<string, string> read)
    {
        var line = new JsonObject { ["id"] = gold.Id };
        if (gold.Input is not { } name)
            line["text"] = gold.Text ?? throw new InvalidDataException($"{gold.Id}: it names no \"input\" and holds no \"text\"");
        else if (Path.GetExtension(name) is ".json")
            foreach (KeyValuePair<string, JsonNode?> field in JsonNode.Parse(read(name))!.AsObject().Where(f => f.Key is "text" or "html" or "url" or "published" && f.Value is not null))
                line[field.Key] = field.Value!.DeepClone();
        else
            line[Path.GetExtension(name) is ".html" or ".htm" ? "html" : "text"] = read(name);
        return line.ToJsonString();
    }
}
