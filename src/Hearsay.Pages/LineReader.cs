namespace Hearsay.Pages;

/// <summary>Reads a stream of bytes line by line, or whole, never holding more than the limit.</summary>
internal sealed class LineReader(Stream stream, int limit) : IDisposable
{
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool finished;

    internal readonly record struct Line(ReadOnlyMemory<byte> Bytes, bool TooLong, bool End);

    /// <summary>The first byte that is no white space and no byte order mark, without taking it; 0 at the end.</summary>
    public byte Peek()
    {
        int at = start;
        while (true)
        {
            for (; at < end; at++)
            {
                if (buffer[at] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0xEF or 0xBB or 0xBF))
                    return buffer[at];
            }
            if (end - start > 4096 || !Fill())
                return 0;
        }
    }

    /// <summary>The next line without its break; the memory is good until the next call.</summary>
    public Line ReadLine()
    {
        int scanned = start;
        bool tooLong = false;
        while (true)
        {
            int at = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = buffer.AsMemory(start, scanned + at - start);
                start = scanned + at + 1;
                return new Line(tooLong ? default : line, tooLong, false);
            }
            if (end - start > limit)
            {
                tooLong = true;
                start = end;
            }
            int keep = end - start;
            if (!Fill())
            {
                if (end == start && !tooLong)
                    return new Line(default, false, true);
                var rest = buffer.AsMemory(start, end - start);
                start = end;
                return new Line(rest, tooLong, false);
            }
            scanned = start + keep;
        }
    }

    /// <summary>The first bytes, without taking them.</summary>
    public ReadOnlySpan<byte> Head()
    {
        while (end - start < 16 && Fill())
        {
        }
        return buffer.AsSpan(start, Math.Min(16, end - start));
    }

    /// <summary>All that is left as a stream, for a reader that takes over.</summary>
    public Stream TakeRest() => new Rest(buffer.AsMemory(start, end - start), stream);

    /// <summary>All that is left, or null if it is more than the limit.</summary>
    public byte[]? ReadAll()
    {
        while (end - start <= limit)
        {
            if (!Fill())
                return buffer.AsSpan(start, end - start).ToArray();
        }
        return null;
    }

    private bool Fill()
    {
        if (finished)
            return false;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        int read = stream.Read(buffer, end, buffer.Length - end);
        finished = read == 0;
        end += read;
        return read > 0;
    }

    public void Dispose() => stream.Dispose();
}
