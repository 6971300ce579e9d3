using System.Buffers.Binary;
using System.IO.Compression;

namespace Headway.Formats.Mapping;

/// <summary>What is packed in a gzip file (RFC 1952), all members one after another, each checked against its trailer.</summary>
/// <remarks>
/// .NET's own GZipStream takes a file that ends in the middle for one that is over: a download cut short would be imported as if whole.
/// Here the end of each member must be followed by the checksum and length of what came out of it.
/// </remarks>
internal sealed class GzipMembers(Stream raw) : Stream
{
    private const int TrailerBytes = 8;

    private readonly PackedBytes packed = new(raw);
    private DeflateStream? inflating;
    private uint checksum;
    private uint length;
    private bool atEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (!atEnd && !buffer.IsEmpty)
        {
            if (inflating is null && !Begin()) break;
            var got = inflating!.Read(buffer);
            if (got > 0)
            {
                checksum = Crc32.Append(checksum, buffer[..got]);
                length = unchecked(length + (uint)got);
                return got;
            }
            End();
        }
        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inflating?.Dispose();
            raw.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>Reads the header of the next member; false at the end of the file, which zeros may fill up to a block.</summary>
    private bool Begin()
    {
        var first = packed.ReadByte();
        while (first == 0) first = packed.ReadByte();
        if (first < 0)
        {
            atEnd = true;
            return false;
        }
        if (first != 0x1f || packed.ReadByte() != 0x8b)
            throw new InvalidDataException("Something that is not gzip follows the packed data.");
        var method = Needed();
        var flags = Needed();
        if (method != 8) throw new InvalidDataException("It is packed by a method other than deflate.");
        for (var i = 0; i < 6; i++) Needed();
        if ((flags & 4) != 0)
            for (var extra = Needed() | (Needed() << 8); extra > 0; extra--) Needed();
        if ((flags & 8) != 0) SkipText();
        if ((flags & 16) != 0) SkipText();
        if ((flags & 2) != 0) _ = Needed() | Needed();
        (checksum, length) = (0, 0);
        inflating = new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    /// <summary>Finds the trailer. The decompressor does not say how far it read, but the eight bytes are known, so they are looked
    /// for in what it was given last.</summary>
    private void End()
    {
        inflating!.Dispose();
        inflating = null;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
        if (!packed.GoBackBehind(trailer))
            throw new InvalidDataException("It is cut off or damaged: its checksum is not there or does not fit.");
    }

    private void SkipText()
    {
        while (Needed() != 0)
        {
        }
    }

    private int Needed() => packed.ReadByte() is >= 0 and var next ? next : throw new InvalidDataException("It is cut off in a header.");
}
