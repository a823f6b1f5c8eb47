using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Hearsay.Pages;

/// <summary>Files, folders, addresses and standard input to pages, one after the other, in order; what cannot be read becomes a failure and the others go on.</summary>
/// <param name="fetcher">Opens addresses; without one they are refused.</param>
public sealed class InputReader(InputOptions options, Func<Stream> openStandardInput, PageFetcher? fetcher = null)
{
    public IEnumerable<PageResult> Read(IEnumerable<string> inputs)
    {
        foreach (string input in inputs)
        {
            foreach (PageResult result in ReadOne(input))
                yield return result;
        }
    }

    private IEnumerable<PageResult> ReadOne(string input)
    {
        if (input == "-")
            return ReadStream("standard input", openStandardInput, null);
        if (PageFetcher.IsAddress(input))
            return fetcher is null ? [new PageFailure(input, "addresses are not opened here; save the page and read that")] : FromAddress(fetcher.Fetch(input), options);
        if (Directory.Exists(input))
            return ReadFolder(input);
        if (!File.Exists(input))
            return [new PageFailure(input, "no such file or folder; check the path")];
        return ReadStream(input, () => OpenFile(input), new FileInfo(input).Length);
    }

    /// <summary>What a request gave as pages: one, or the items of a feed. A page goes by its address, so that a later version takes its place.</summary>
    public static IEnumerable<PageResult> FromAddress(Fetched answer, InputOptions options)
    {
        if (answer.Bytes is not { } bytes)
            return [new PageFailure(answer.Url, answer.Problem ?? "has not changed")];
        return FromBytes(answer.Url, bytes, options, answer.Charset).Select(r => r.Page is { Url: null } page ? page with { Id = answer.Url, Url = answer.Url } : r);
    }

    private IEnumerable<PageResult> ReadFolder(string folder)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => options.FolderEndings.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new PageFailure(folder, $"the folder cannot be listed ({e.Message})")];
        }
        if (files.Length == 0)
            return [new PageFailure(folder, $"no page in this folder; files ending in {string.Join(' ', options.FolderEndings)} are read")];
        return files.SelectMany(ReadOne);
    }

    private static Stream OpenFile(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        // A pipe cannot be gone back in.
        if (!file.CanSeek)
            return file;
        // By its first bytes, whatever it is called; many members, one after the other, are one stream.
        bool packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return packed ? new GZipStream(new Pieces(file), CompressionMode.Decompress) : file;
    }

    private IEnumerable<PageResult> ReadStream(string name, Func<Stream> open, long? length)
    {
        Stream? stream = null;
        PageFailure? failure = null;
        try
        {
            stream = open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failure = new PageFailure(name, $"cannot be opened ({e.Message})");
        }
        if (stream is null)
        {
            yield return failure!;
            yield break;
        }
        using var reader = new LineReader(stream, options.MaxPageBytes);
        bool lines = name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".jsonl.gz", StringComparison.OrdinalIgnoreCase);
        PageFailure? broken = Try(name, reader.Peek, out byte first);
        if (broken is not null)
        {
            yield return broken;
            yield break;
        }
        broken = Try(name, () => WarcReader.IsArchive(reader.Head()), out bool archive);
        if (broken is not null)
        {
            yield return broken;
            yield break;
        }
        if (archive)
        {
            using var records = new WarcReader(name, reader.TakeRest(), options);
            foreach (PageResult result in records.Read())
                yield return result;
            yield break;
        }
        if (lines || first == (byte)'{' && !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            foreach (PageResult result in ReadLines(name, reader))
                yield return result;
            yield break;
        }
        if (length > options.MaxPageBytes)
        {
            yield return new PageFailure(name, $"is {length / 1048576.0:0.#} MB; a page may have at most {options.MaxPageBytes / 1048576} MB. Cut it, or give many stories as JSON Lines");
            yield break;
        }
        broken = Try(name, reader.ReadAll, out byte[]? bytes);
        if (broken is not null)
            yield return broken;
        else if (bytes is null)
            yield return new PageFailure(name, $"is larger than {options.MaxPageBytes / 1048576} MB, the most that a page may have. Cut it, or give many stories as JSON Lines");
        else if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            foreach (PageResult result in ReadJson(name, bytes))
                yield return result;
        }
        else
        {
            foreach (PageResult result in FromBytes(name, bytes, options))
                yield return result;
        }
    }

    private static PageFailure? Try<T>(string name, Func<T> read, out T? value)
    {
        try
        {
            value = read();
            return null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            value = default;
            return new PageFailure(name, $"cannot be read ({e.Message.TrimEnd('.')})");
        }
    }

    private IEnumerable<PageResult> ReadLines(string name, LineReader reader)
    {
        int number = 0;
        bool any = false;
        while (true)
        {
            number++;
            string line = $"{name} line {number}";
            PageFailure? broken = Try(line, reader.ReadLine, out LineReader.Line read);
            if (broken is not null)
            {
                yield return broken;
                yield break;
            }
            if (read.End)
                break;
            if (read.TooLong)
            {
                any = true;
                yield return new PageFailure(line, $"is longer than {options.MaxPageBytes / 1048576} MB, the most that a page may have");
            }
            else if (!read.Bytes.Span.Trim(" \t\r\uFEFF"u8).IsEmpty)
            {
                any = true;
                yield return FromJson(line, read.Bytes);
            }
        }
        if (!any)
            yield return new PageFailure(name, "is empty; give a file with at least one JSON object a line");
    }

    private static IEnumerable<PageResult> ReadJson(string name, byte[] bytes)
    {
        string? text = PageDecoder.Decode(bytes, sniff: false);
        if (string.IsNullOrWhiteSpace(text))
            return [new PageFailure(name, text is null ? "is a binary file, not JSON" : "is empty")];
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            // Many stories under a name that ends in .json: one object a line.
            int newline = text.IndexOf('\n');
            if (newline > 0 && IsJson(text[..newline]))
                return text.Split('\n').Select((l, i) => (l, i)).Where(p => !string.IsNullOrWhiteSpace(p.l)).Select(p => FromJson($"{name} line {p.i + 1}", Encoding.UTF8.GetBytes(p.l)));
            return [new PageFailure(name, $"is no valid JSON ({Short(e)})")];
        }
        if (document.RootElement.ValueKind == JsonValueKind.Array)
            return document.RootElement.EnumerateArray().Select((element, i) => FromElement($"{name} item {i + 1}", element));
        return [FromElement(name, document.RootElement)];
    }

    private static bool IsJson(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Short(JsonException e) => $"at line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}";

    private static PageResult FromJson(string name, ReadOnlyMemory<byte> bytes)
    {
        string? text = PageDecoder.Decode(bytes.Span, sniff: false);
        if (text is null)
            return new PageFailure(name, "is binary, not JSON");
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return FromElement(name, document.RootElement);
        }
        catch (JsonException e)
        {
            return new PageFailure(name, $"is no valid JSON ({Short(e)})");
        }
        catch (InvalidOperationException e)
        {
            // a string with a lone surrogate
            return new PageFailure(name, $"holds text that is no valid Unicode ({e.Message.TrimEnd('.')})");
        }
    }

    private static PageResult FromElement(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return new PageFailure(name, "is no JSON object; an input is {\"id\", \"text\" or \"html\", \"url\", \"published\"}");
        string? html = Field(element, "html"), text = Field(element, "text");
        if (html is null && text is null && NewsJson.Read(element) is { } story)
        {
            if (story.Text is null && story.Html is null)
                return new PageFailure(name, "holds no text, only its description (a picture, or a link to its content)");
            return new Page
            {
                Name = story.Id is null ? name : $"{name} ({story.Id})",
                Kind = story.Html is null ? PageKind.Text : PageKind.Html,
                Content = story.Html is { } body ? NewsXml.Html(story.Title ?? "", body) : story.Title is { } head ? head + "\n\n" + story.Text : story.Text!,
                Id = story.Id,
                Title = story.Title,
                Published = NewsXml.Day(story.Date),
            };
        }
        if (html is null && text is null)
            return new PageFailure(name, "has neither \"text\" nor \"html\"");
        if (string.IsNullOrWhiteSpace(html ?? text))
            return new PageFailure(name, "has an empty \"text\"");
        string? published = Field(element, "published") ?? Field(element, "date");
        string? id = Field(element, "id");
        return new Page
        {
            Name = id is null ? name : $"{name} ({id})",
            Kind = html is null ? PageKind.Text : PageKind.Html,
            Content = html ?? text!,
            Id = id,
            Url = Field(element, "url"),
            Title = Field(element, "title"),
            Published = published is { Length: >= 10 } && DateOnly.TryParseExact(published[..10], "yyyy-MM-dd", out DateOnly date) && date.Year >= 1600 ? date : null,
        };
    }

    private static string? Field(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static IEnumerable<PageResult> FromBytes(string name, byte[] bytes, InputOptions options, string? charset = null)
    {
        if (bytes.Length == 0)
            return [new PageFailure(name, "is empty")];
        if (PdfReader.IsPdf(bytes))
            return [new PdfReader(options).Read(name, bytes)];
        string? text = PageDecoder.Decode(bytes, declared: charset);
        if (text is null)
            return [new PageFailure(name, "is a binary file; give text, HTML, PDF, JSON, a feed or a web archive")];
        if (string.IsNullOrWhiteSpace(text))
            return [new PageFailure(name, "has no words, only white space")];
        if (NewsXml.IsNews(text))
            return NewsXml.Read(name, text);
        bool html = name.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".htm", StringComparison.OrdinalIgnoreCase) || LooksLikeHtml(text);
        return [new Page { Name = name, Kind = html ? PageKind.Html : PageKind.Text, Content = text }];
    }

    private static bool LooksLikeHtml(string text)
    {
        ReadOnlySpan<char> head = text.AsSpan().TrimStart()[..Math.Min(1000, text.AsSpan().TrimStart().Length)];
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<", StringComparison.Ordinal) && (head.Contains("<head", StringComparison.OrdinalIgnoreCase) || head.Contains("<body", StringComparison.OrdinalIgnoreCase) || head.Contains("<p>", StringComparison.OrdinalIgnoreCase));
    }
}
