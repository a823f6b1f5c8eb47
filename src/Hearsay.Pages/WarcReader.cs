using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hearsay.Pages;

/// <summary>
/// Web archives, WARC 1.0 and 1.1 (ISO 28500) with WET, and the older ARC: the pages, texts and PDFs of <c>response</c>, <c>resource</c> and <c>conversion</c> records. A damaged
/// record is a failure with its place in the file, and reading goes on at the next one.
/// </summary>
internal sealed class WarcReader(string name, Stream stream, InputOptions options) : IDisposable
{
    private const int MostHeaderBytes = 1 << 16;
    private readonly int limit = options.MaxPageBytes;
    private readonly BufferedStream input = new(stream, 1 << 16);
    private byte[]? pushedBack;

    // What is wrong with a record whose page was read all the same.
    private PageFailure? damage;

    /// <summary>True if a stream that begins so is an archive.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> head) => head.StartsWith("WARC/"u8) || head.StartsWith("filedesc:"u8);

    public IEnumerable<PageResult> Read()
    {
        bool any = false;
        for (int number = 1; ; number++)
        {
            PageResult? result;
            bool more;
            string record = $"{name} record {number}";
            try
            {
                more = Next(record, out result);
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                result = new PageFailure(record, $"is damaged ({e.Message.TrimEnd('.')}); what stands before it was read");
                more = false;
            }
            if (result is { } one)
            {
                any = true;
                yield return one;
            }
            if (damage is { } wrong)
            {
                any = true;
                damage = null;
                yield return wrong;
            }
            if (!more)
                break;
        }
        if (!any)
            yield return new PageFailure(name, "holds no page: no record of a web page or its text");
    }

    public void Dispose() => input.Dispose();

    /// <summary>Reads one record; the result is null for one that holds no page.</summary>
    /// <returns>False at the end.</returns>
    private bool Next(string record, out PageResult? result)
    {
        result = null;
        byte[]? first = NonBlankLine();
        if (first is null)
            return false;
        string start = Latin(first);
        if (start.StartsWith("WARC/", StringComparison.Ordinal))
            return NextWarc(record, out result);
        if (ArcHeader(start) is { } arc)
        {
            byte[]? block = Block(arc.Length, out bool whole, out bool tooLarge);
            result = !whole ? new PageFailure(record, $"is cut off: {arc.Length} bytes were promised") : tooLarge ? TooLarge(record) : arc.Url.StartsWith("filedesc:", StringComparison.Ordinal) ? null : FromHttp(record, arc.Url, block!);
            return whole;
        }
        result = new PageFailure(record, $"does not begin as a record does ('{Shown(start)}'); it was passed over");
        return Resync();
    }

    private bool NextWarc(string record, out PageResult? result)
    {
        result = null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        while (Line() is { Length: > 0 } line)
        {
            string text = Encoding.UTF8.GetString(line);
            // A value may go on in a line that begins with white space.
            if (text[0] is ' ' or '\t' && last is not null)
            {
                headers[last] += " " + text.Trim();
                continue;
            }
            int colon = text.IndexOf(':');
            if (colon <= 0)
            {
                result = new PageFailure(record, $"has a header line without a colon ('{Shown(text)}'); it was passed over");
                return Resync();
            }
            last = text[..colon].Trim();
            headers[last] = text[(colon + 1)..].Trim();
        }
        if (!long.TryParse(headers.GetValueOrDefault("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out long length))
        {
            result = new PageFailure(record, "does not say how long it is (Content-Length); it was passed over");
            return Resync();
        }
        byte[]? block = Block(length, out bool whole, out bool tooLarge);
        if (!whole)
        {
            result = new PageFailure(record, $"is cut off: {length} bytes were promised");
            return false;
        }
        string type = headers.GetValueOrDefault("WARC-Type", "");
        string? url = headers.GetValueOrDefault("WARC-Target-URI")?.Trim('<', '>');
        if (type is "response" or "resource" or "conversion")
        {
            result = tooLarge ? TooLarge(record)
                : type == "response" ? FromHttp(record, url, block!)
                : FromBody(record, url, headers.GetValueOrDefault("Content-Type"), block!);
        }
        // Two line breaks and the next record; anything else means that the length was wrong.
        byte[]? next = NonBlankLine();
        if (next is null)
            return true;
        if (Latin(next).StartsWith("WARC/", StringComparison.Ordinal))
        {
            pushedBack = next;
            return true;
        }
        damage = new PageFailure(record, "has another length than it says, so its page may be cut; reading goes on at the next record");
        return Resync();
    }

    /// <summary>Goes on to the next line that begins a record.</summary>
    private bool Resync()
    {
        while (Line() is { } line)
        {
            if (line.AsSpan().StartsWith("WARC/"u8) || line.AsSpan().StartsWith("http"u8) && ArcHeader(Latin(line)) is not null)
            {
                pushedBack = line;
                return true;
            }
        }
        return false;
    }

    private static (string Url, long Length)? ArcHeader(string line)
    {
        string[] parts = line.Split(' ');
        return parts.Length is 5 or 10 && parts[0].Contains("://", StringComparison.Ordinal) && long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? (parts[0], length) : null;
    }

    private PageFailure TooLarge(string record) => new(record, $"is larger than {limit / 1048576} MB, the most that a page may have");

    private PageResult? FromHttp(string record, string? url, byte[] block)
    {
        int end = block.AsSpan().IndexOf("\r\n\r\n"u8), gap = 4;
        if (end < 0)
            (end, gap) = (block.AsSpan().IndexOf("\n\n"u8), 2);
        if (end < 0 || !block.AsSpan().StartsWith("HTTP/"u8))
            return null;
        string[] lines = Latin(block.AsSpan(0, end)).Split('\n');
        string[] status = lines[0].Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
        // Redirects and errors hold no article.
        if (status.Length < 2 || status[1] != "200")
            return null;
        byte[] body = block[(end + gap)..];
        if (headers.GetValueOrDefault("Transfer-Encoding", "").Contains("chunked", StringComparison.OrdinalIgnoreCase))
            body = Unchunked(body);
        try
        {
            body = headers.GetValueOrDefault("Content-Encoding", "").ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" when body.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) => Inflated(new GZipStream(new MemoryStream(body), CompressionMode.Decompress)),
                "deflate" => Inflated(new ZLibStream(new MemoryStream(body), CompressionMode.Decompress)),
                "br" => Inflated(new BrotliStream(new MemoryStream(body), CompressionMode.Decompress)),
                _ => body,
            };
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return new PageFailure(Named(record, url), $"cannot be unpacked ({e.Message.TrimEnd('.')})");
        }
        return FromBody(record, url, headers.GetValueOrDefault("Content-Type"), body);
    }

    private PageResult? FromBody(string record, string? url, string? type, byte[] body)
    {
        string media = (type ?? "").Split(';')[0].Trim().ToLowerInvariant();
        bool html = media is "text/html" or "application/xhtml+xml", pdf = media is "application/pdf" or "application/x-pdf";
        // Pictures, scripts and addresses asked for by no page are no stories.
        if (!html && !pdf && media is not "text/plain" || url is null || !url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            return null;
        if (pdf)
        {
            PageResult result = new PdfReader(options).Read(Named(record, url), body);
            return result.Page is { } page ? page with { Url = url } : result;
        }
        int charset = (type ?? "").IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        string? text = PageDecoder.Decode(body, sniff: html, declared: charset < 0 ? null : type![(charset + 8)..].Split(';')[0].Trim(' ', '"', '\''));
        if (text is null)
            return new PageFailure(Named(record, url), "is binary, though it is said to be text");
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return new Page { Name = Named(record, url), Kind = html ? PageKind.Html : PageKind.Text, Content = text, Url = url };
    }

    private static string Named(string record, string? url) => url is null ? record : $"{record} ({url})";

    /// <summary>The body of a chunked message (RFC 9112); where the chunks are wrong, the bytes as they stand.</summary>
    private static byte[] Unchunked(byte[] body)
    {
        var whole = new MemoryStream(body.Length);
        int at = 0;
        while (at < body.Length)
        {
            int end = body.AsSpan(at).IndexOf((byte)'\n');
            if (end < 0 || !int.TryParse(Latin(body.AsSpan(at, end)).Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size) || size < 0)
                return whole.Length == 0 ? body : whole.ToArray();
            at += end + 1;
            if (size == 0)
                break;
            whole.Write(body, at, Math.Min(size, body.Length - at));
            at += size + 2;
        }
        return whole.ToArray();
    }

    private byte[] Inflated(Stream packed)
    {
        using (packed)
        {
            var whole = new MemoryStream();
            byte[] part = new byte[1 << 16];
            for (int read; (read = packed.Read(part)) > 0;)
            {
                whole.Write(part, 0, read);
                if (whole.Length > limit)
                    throw new InvalidDataException($"more than {limit / 1048576} MB when unpacked");
            }
            return whole.ToArray();
        }
    }

    private byte[]? NonBlankLine()
    {
        while (Line() is { } line)
        {
            if (line.Length > 0)
                return line;
        }
        return null;
    }

    /// <summary>The next line without its break; null at the end. A longer one than a header may be is cut.</summary>
    private byte[]? Line()
    {
        if (pushedBack is { } before)
        {
            pushedBack = null;
            return before;
        }
        var line = new List<byte>();
        for (int b; (b = input.ReadByte()) >= 0;)
        {
            if (b == '\n')
                return [.. line.Count > 0 && line[^1] == '\r' ? line[..^1] : line];
            if (line.Count < MostHeaderBytes)
                line.Add((byte)b);
        }
        return line.Count > 0 ? [.. line] : null;
    }

    private byte[]? Block(long length, out bool whole, out bool tooLarge)
    {
        tooLarge = length > limit;
        byte[]? block = tooLarge ? null : new byte[length];
        byte[] part = block ?? new byte[1 << 16];
        long done = 0;
        while (done < length)
        {
            int read = tooLarge ? input.Read(part, 0, (int)Math.Min(part.Length, length - done)) : input.Read(part, (int)done, (int)(length - done));
            if (read == 0)
                break;
            done += read;
        }
        // Where an archive went through a program that changes line breaks, a block is shorter by its lines.
        bool lost = done < length && block is not null && length - done <= block.AsSpan(0, (int)done).Count((byte)'\n');
        whole = done == length || lost;
        return lost ? block![..(int)done] : block;
    }

    private static string Latin(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    private static string Shown(string words)
    {
        string clean = string.Concat(words.Where(c => !char.IsControl(c)));
        return clean.Length <= 40 ? clean : clean[..40] + "...";
    }
}
