using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Csv;

/// <summary>What the first bytes of a CSV tell: its encoding, its delimiter, its columns and a few rows.</summary>
/// <param name="Encoding">utf-8, utf-8-bom, utf-16 or windows-1252, as it is named to the user.</param>
internal sealed record CsvHead(
    string Encoding, byte Delimiter, string HeaderLine, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Sample)
{
    private const int SampleBytes = 1 << 18;
    private const int SampleRows = 200;

    /// <summary>A title, who made it, of which day, and blank rows between; further down it is no head of a table.</summary>
    public const int MostAbove = 20;

    /// <summary>Rows above the names of the columns: blank, or with one cell filled, as the titles of reports are.</summary>
    public int Above { get; private init; }

    public static CsvHead Of(Stream raw, EventLogLimits limits, string? encoding)
    {
        var bytes = new byte[SampleBytes];
        using var unpacked = LogFileStart(raw, limits);
        var length = unpacked.ReadAtLeast(bytes, SampleBytes, throwOnEndOfStream: false);
        var whole = length < SampleBytes;
        encoding ??= Detect(bytes.AsSpan(0, length));
        var text = encoding switch
        {
            "utf-16" => System.Text.Encoding.Unicode.GetString(bytes, 2, length - 2),
            "utf-16-be" => System.Text.Encoding.BigEndianUnicode.GetString(bytes, 2, length - 2),
            "windows-1252" => Windows1252.GetString(bytes, 0, length),
            "utf-8-bom" => System.Text.Encoding.UTF8.GetString(bytes, 3, length - 3),
            _ => System.Text.Encoding.UTF8.GetString(bytes, 0, length),
        };
        var utf8 = System.Text.Encoding.UTF8.GetBytes(whole ? text : text[..(text.LastIndexOf('\n') + 1)]);
        var delimiter = DelimiterOf(utf8);
        // Only rows that end within the sample: the last one may be cut off, or never end.
        if (whole && utf8.Length > 0 && utf8[^1] != '\n') utf8 = [.. utf8, (byte)'\n'];
        var block = new CsvBlock { Bytes = utf8, FirstLine = 1 };
        block.EndCount = CsvSeparators.Find(utf8, delimiter, ref block.Ends);
        while (block.EndCount > 0 && (block.Ends[block.EndCount - 1] & 1) == 0) block.EndCount--;
        if (block.EndCount == 0) return new CsvHead(encoding, delimiter, "", [], []);
        block.Length = (block.Ends[block.EndCount - 1] >> 1) + 1;
        var above = RowsAbove(block);
        var row = new CsvRow(block);
        for (var passed = 0; passed <= above; passed++) row.Next();
        var header = System.Text.Encoding.UTF8.GetString(row.Text);
        var columns = CellsOf(row);
        var sample = new List<ImmutableArray<string>>();
        while (sample.Count < SampleRows && row.Next())
            if (row.Text.Length > 0) sample.Add(CellsOf(row));
        return new CsvHead(encoding, delimiter, header, columns, [.. sample]) { Above = above };
    }

    /// <summary>Passes the names of the columns, and what stands above them, where the first block begins.</summary>
    public void Pass(CsvBlock block, ref CsvRow row)
    {
        for (var passed = 0; block.Number == 0 && passed <= Above; passed++) row.Next();
    }

    /// <summary>That rows above the header were passed over, so that nobody misses them; null when there are none.</summary>
    public Finding? SaysAbove(string file) => Above == 0 ? null : new Finding("csv-above-header", Severity.Information,
        new Place(file, 1, 0, ""), $"The first {(Above == 1 ? "row is" : $"{Above} rows are")} blank or a title; the names of the columns "
        + $"are taken from the row after.", "A table begins with the names of its columns.", "Take them out if that is wrong.");

    private static int RowsAbove(CsvBlock block)
    {
        var row = new CsvRow(block);
        for (var above = 0; above <= MostAbove && row.Next(); above++)
        {
            var filled = 0;
            for (var i = 0; i < row.Fields && filled < 2; i++) filled += row.Field(i).IsEmpty ? 0 : 1;
            if (filled > 1) return above;
        }
        return 0;
    }

    /// <summary>The whole file as UTF-8 without its byte order mark.</summary>
    public Stream OpenUtf8(Stream raw, EventLogLimits limits)
    {
        var unpacked = LogFileStart(raw, limits);
        var mark = Encoding switch { "utf-8-bom" => 3, "utf-16" or "utf-16-be" => 2, _ => 0 };
        Span<byte> skipped = stackalloc byte[3];
        unpacked.ReadExactly(skipped[..mark]);
        var from = Encoding switch
        {
            "utf-16" => System.Text.Encoding.Unicode,
            "utf-16-be" => System.Text.Encoding.BigEndianUnicode,
            "windows-1252" => Windows1252,
            _ => null,
        };
        return from is null ? unpacked : System.Text.Encoding.CreateTranscodingStream(unpacked, from, System.Text.Encoding.UTF8,
            leaveOpen: true);
    }

    public int IndexOf(string? column)
    {
        if (column is null) return -1;
        for (var i = 0; i < Columns.Length; i++)
            if (string.Equals(Columns[i], column, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    /// <summary>A name as headers are compared: letters and digits only, without case and accents.</summary>
    public static string Plain(string name) => new([.. name.Normalize(NormalizationForm.FormD)
        .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(letter))
        .Select(char.ToLowerInvariant)]);

    private static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static Stream LogFileStart(Stream raw, EventLogLimits limits) => new OpenStream(LogFile.Unpacked(raw, limits));

    private static string Detect(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) return "utf-8-bom";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return "utf-16";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return "utf-16-be";
        var lastLine = bytes.LastIndexOf((byte)'\n');
        return Utf8.IsValid(lastLine < 0 ? bytes : bytes[..lastLine]) ? "utf-8" : "windows-1252";
    }

    /// <summary>The one that cuts the first rows into the most fields, equally many in each; a comma when none does.</summary>
    private static byte DelimiterOf(byte[] utf8)
    {
        var best = ((byte)',', Fields: 1);
        foreach (var candidate in ",;\t|"u8.ToArray())
        {
            var ends = Array.Empty<int>();
            var count = CsvSeparators.Find(utf8, candidate, ref ends);
            var rows = new List<int>();
            for (int i = 0, fields = 0; i < count && rows.Count < 50; i++)
            {
                fields++;
                if ((ends[i] & 1) == 0) continue;
                rows.Add(fields);
                fields = 0;
            }
            if (rows.Count == 0) continue;
            // Titles above the table are one field each.
            if (rows.FindIndex(each => each > 1) is > 0 and <= MostAbove and var title) rows.RemoveRange(0, title);
            var alike = rows.Count(each => each == rows[0]) >= rows.Count * 0.8;
            if (alike && rows[0] > best.Fields) best = (candidate, rows[0]);
        }
        return best.Item1;
    }

    private static ImmutableArray<string> CellsOf(CsvRow row)
    {
        var cells = new string[row.Fields];
        for (var i = 0; i < cells.Length; i++) cells[i] = System.Text.Encoding.UTF8.GetString(row.Field(i));
        return [.. cells];
    }
}

/// <summary>Lets the stream under it stay open: the file belongs to the caller and is read again.</summary>
internal sealed class OpenStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
