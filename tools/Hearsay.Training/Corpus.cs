using System.IO.Compression;
using System.Text.Json;

namespace Hearsay.Training;

/// <summary>Reads the corpora of ../shared/data, plain or gzipped.</summary>
internal static class Corpus
{
    public static IEnumerable<string> Lines(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    public static IEnumerable<JsonElement> Json(string path)
    {
        foreach (string line in Lines(path))
        {
            if (line.Length == 0)
                continue;
            using JsonDocument document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    /// <summary>Sentences of CoNLL-U rows (words only; ranges and empty nodes left out), each with its comments.</summary>
    public static IEnumerable<(string Id, List<string[]> Rows)> Conllu(string path)
    {
        var rows = new List<string[]>();
        string id = "";
        foreach (string line in Lines(path))
        {
            if (line.Length == 0)
            {
                if (rows.Count > 0)
                    yield return (id, rows);
                rows = [];
                continue;
            }
            if (line.StartsWith("# sent_id = ", StringComparison.Ordinal))
                id = line[12..];
            if (line[0] == '#')
                continue;
            string[] row = line.Split('\t');
            if (row.Length >= 8 && int.TryParse(row[0], out _))
                rows.Add(row);
        }
        if (rows.Count > 0)
            yield return (id, rows);
    }

    /// <summary>Sentences of two-column BIO rows.</summary>
    public static IEnumerable<List<(string Word, string Tag)>> Bio(string path)
    {
        var sentence = new List<(string, string)>();
        foreach (string line in Lines(path))
        {
            string[] row = line.Split('\t');
            if (row.Length < 2 || row[0].Trim().Length == 0)
            {
                if (sentence.Count > 0)
                    yield return sentence;
                sentence = [];
                continue;
            }
            sentence.Add((row[0].Replace(' ', '_'), row[1]));
        }
        if (sentence.Count > 0)
            yield return sentence;
    }

    /// <summary>A table from code point offsets, as the corpora count, to UTF-16 offsets.</summary>
    public static int[] CodePointTable(string text)
    {
        var table = new List<int>(text.Length + 1);
        for (int i = 0; i < text.Length; i++)
        {
            table.Add(i);
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
        }
        table.Add(text.Length);
        return [.. table];
    }

    public static void WriteInts(string path, IReadOnlyCollection<int> values)
    {
        using var writer = new BinaryWriter(new BufferedStream(File.Create(path), 1 << 20));
        foreach (int value in values)
            writer.Write(value);
    }
}
