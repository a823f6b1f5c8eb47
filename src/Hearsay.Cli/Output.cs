using System.Text;

namespace Hearsay.Cli;

/// <summary>The reader of our output went away; no error of ours.</summary>
internal sealed class BrokenPipe : Exception;

/// <summary>Standard output as UTF-8, buffered, flushed after each story.</summary>
internal sealed class Output : IDisposable
{
    private readonly Stream stream = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);

    public void Line(ReadOnlySpan<byte> utf8)
    {
        Guard(utf8, static (s, bytes) =>
        {
            s.Write(bytes);
            s.WriteByte((byte)'\n');
        });
    }

    public void Text(string text) => Guard(Encoding.UTF8.GetBytes(text), static (s, bytes) => s.Write(bytes));

    public void Flush() => Guard(default, static (s, _) => s.Flush());

    private void Guard(ReadOnlySpan<byte> bytes, WriteBytes write)
    {
        try
        {
            write(stream, bytes);
        }
        catch (IOException)
        {
            throw new BrokenPipe();
        }
    }

    private delegate void WriteBytes(Stream stream, ReadOnlySpan<byte> bytes);

    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // the reader went away
        }
    }
}
