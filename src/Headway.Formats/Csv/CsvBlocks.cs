using System.Text.Unicode;

namespace Headway.Formats.Csv;

/// <summary>Hands out a file in blocks of whole rows, to as many threads as ask. Each thread brings the memory it wants filled.</summary>
internal sealed class CsvBlocks(Stream utf8, byte delimiter, int maxRowBytes)
{
    private const int BlockBytes = 1 << 20;

    private readonly Lock gate = new();
    private byte[] carried = [];
    private int number;
    private int line = 1;
    private bool atEnd;

    /// <summary>A row longer than the limit, or a quote that never closes, by the line it starts on; 0 = none.</summary>
    public int EndlessRowLine { get; private set; }

    /// <summary>Something is not UTF-8: read the file again as Windows-1252.</summary>
    public bool NotUtf8 { get; private set; }

    public bool Next(CsvBlock block)
    {
        lock (gate)
        {
            if (NotUtf8 || EndlessRowLine > 0) return false;
            return Fill(block);
        }
    }

    private bool Fill(CsvBlock block)
    {
        if (block.Bytes.Length < BlockBytes) block.Bytes = new byte[BlockBytes];
        carried.CopyTo(block.Bytes, 0);
        var length = carried.Length;
        while (true)
        {
            while (!atEnd && length < block.Bytes.Length)
            {
                var got = utf8.Read(block.Bytes.AsSpan(length));
                atEnd = got == 0;
                length += got;
            }
            if (length == 0) return false;
            if (atEnd && block.Bytes[length - 1] != '\n') length = AppendNewline(block, length);
            block.EndCount = CsvSeparators.Find(block.Bytes.AsSpan(0, length), delimiter, ref block.Ends);
            while (block.EndCount > 0 && (block.Ends[block.EndCount - 1] & 1) == 0) block.EndCount--;
            if (block.EndCount > 0 && (!atEnd || (block.Ends[block.EndCount - 1] >> 1) == length - 1)) break;
            if (atEnd || length > maxRowBytes)
            {
                var whole = block.EndCount == 0 ? 0 : (block.Ends[block.EndCount - 1] >> 1) + 1;
                EndlessRowLine = line + block.Bytes.AsSpan(0, whole).Count((byte)'\n');
                return false;
            }
            Array.Resize(ref block.Bytes, block.Bytes.Length * 2);
        }
        block.Length = (block.Ends[block.EndCount - 1] >> 1) + 1;
        carried = block.Bytes[block.Length..length];
        block.Number = number++;
        block.FirstLine = line;
        line += block.Span.Count((byte)'\n');
        NotUtf8 = !Utf8.IsValid(block.Span);
        return !NotUtf8;
    }

    private static int AppendNewline(CsvBlock block, int length)
    {
        if (length == block.Bytes.Length) Array.Resize(ref block.Bytes, length + 1);
        block.Bytes[length] = (byte)'\n';
        return length + 1;
    }
}

/// <summary>One thread's memory for a run of whole rows.</summary>
internal sealed class CsvBlock
{
    public byte[] Bytes = [];
    public int[] Ends = [];

    public int Length { get; set; }

    public int EndCount { get; set; }

    /// <summary>From 0, in the order of the document.</summary>
    public int Number { get; set; }

    /// <summary>From 1, of the block's first row.</summary>
    public int FirstLine { get; set; }

    public ReadOnlySpan<byte> Span => Bytes.AsSpan(0, Length);
}
