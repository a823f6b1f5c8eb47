namespace Hearsay.Pages;

/// <summary>A stream that is read from front to back and does nothing else.</summary>
internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Bytes that were read already, then the stream that they came from.</summary>
internal sealed class Rest(ReadOnlyMemory<byte> before, Stream after) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> left = before;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (left.IsEmpty)
            return after.Read(buffer, offset, count);
        int taken = Math.Min(count, left.Length);
        left.Span[..taken].CopyTo(buffer.AsSpan(offset));
        left = left[taken..];
        return taken;
    }
}

/// <summary>A file in small pieces: what is unpacked from one piece is given before the next one, so that damage in a packed file takes nothing with it that stands before it.</summary>
internal sealed class Pieces(Stream file) : ReadOnlyStream
{
    private const int Bytes = 64;

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, Math.Min(count, Bytes));

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
