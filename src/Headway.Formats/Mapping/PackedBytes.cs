namespace Headway.Formats.Mapping;

/// <summary>The bytes of a packed file, of which the last that were handed out can be looked at again.</summary>
internal sealed class PackedBytes(Stream raw) : Stream
{
    /// <summary>As much as a decompressor asks for at once.</summary>
    private const int ChunkBytes = 1 << 13;

    private readonly byte[] held = new byte[4 * ChunkBytes];
    private int filled;
    private int next;
    private int lastFrom;
    private int searchFrom;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>One byte of a header, -1 at the end. No trailer lies before it.</summary>
    public override int ReadByte()
    {
        if (next == filled && !Fill()) return -1;
        lastFrom = searchFrom = next + 1;
        return held[next++];
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (next == filled && !Fill()) return 0;
        (searchFrom, lastFrom) = (lastFrom, next);
        var given = Math.Min(Math.Min(buffer.Length, ChunkBytes), filled - next);
        held.AsSpan(next, given).CopyTo(buffer);
        next += given;
        return given;
    }

    /// <summary>Goes on behind the first of these bytes within the last two reads or just after them; false when they are not
    /// there.</summary>
    public bool GoBackBehind(ReadOnlySpan<byte> trailer)
    {
        if (filled - next < trailer.Length) Fill();
        var at = held.AsSpan(searchFrom, filled - searchFrom).IndexOf(trailer);
        if (at < 0) return false;
        next = searchFrom + at + trailer.Length;
        return true;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>At most two chunks stay and one more comes in.</summary>
    private bool Fill()
    {
        held.AsSpan(searchFrom, filled - searchFrom).CopyTo(held);
        (next, lastFrom, filled, searchFrom) = (next - searchFrom, lastFrom - searchFrom, filled - searchFrom, 0);
        var got = raw.ReadAtLeast(held.AsSpan(filled, ChunkBytes), ChunkBytes, throwOnEndOfStream: false);
        filled += got;
        return got > 0;
    }
}
