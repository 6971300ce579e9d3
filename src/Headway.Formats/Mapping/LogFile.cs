using Headway.Formats.Ocel;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>The bytes of a log, unpacked when they are gzip, under the limits of <see cref="EventLogLimits"/>.</summary>
public static class LogFile
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Opens a file for reading from its start. Whoever reads past a limit gets a <see cref="LogLimitException"/>.</summary>
    public static Stream Open(string path, EventLogLimits limits) =>
        Unpacked(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), limits);

    /// <summary>A finding when the file is a picture, a workbook or something else that is no text; null when it may be a log, or cannot
    /// be unpacked, which its reader will say.</summary>
    /// <param name="mayBeSqlite">OCEL may be a database.</param>
    internal static Finding? NotALog(Stream raw, string file, EventLogLimits limits, bool mayBeSqlite)
    {
        try
        {
            var start = new byte[512];
            var length = Unpacked(raw, limits).ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (mayBeSqlite && OcelKinds.IsSqlite(raw, limits)) return null;
            return FileKind.OtherThanText(start.AsSpan(0, length)) is not { } kind ? null
                : new Finding("log-not-text", Severity.Error, new Place(file, 0, 0, ""), $"This is {kind}, not a log.",
                    "What can be read: CSV, Excel (.xlsx), XES, OCEL as JSON, XML or SQLite, each packed with gzip or not, and a ZIP "
                    + "archive of the files of one export.", "Save or export it as one of these.");
        }
        catch (Exception fault) when (fault is LogLimitException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The stream itself or what is packed in it, judged by its first two bytes; a name may say anything.</summary>
    public static Stream Unpacked(Stream raw, EventLogLimits limits)
    {
        if (!raw.CanSeek) throw new ArgumentException("A log is read more than once; hand over a stream that can seek.", nameof(raw));
        raw.Position = 0;
        var packed = raw.ReadByte() == 0x1f && raw.ReadByte() == 0x8b;
        raw.Position = 0;
        return packed
            ? new BufferedStream(new BoundedStream(new GzipMembers(raw), () => raw.Position, limits),
                BufferBytes)
            : new BoundedStream(raw, null, limits);
    }
}

/// <summary>A file went past a bound while it was read. Readers turn it into a finding; nobody else sees it.</summary>
public sealed class LogLimitException(string code, string sentence) : IOException(sentence)
{
    public string Code { get; } = code;
}

/// <summary>Counts what passes and stops at the bounds, so that a small file cannot unpack into a large machine.</summary>
internal sealed class BoundedStream(Stream inner, Func<long>? packedBytes, EventLogLimits limits) : Stream
{
    private long total;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => total; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        total += read;
        if (total > limits.MaxBytes)
            throw new LogLimitException("log-too-large", $"The file holds more than {limits.MaxBytes:N0} bytes.");
        if (packedBytes is not null && total > limits.UnpackingFreeBytes && total > limits.MaxUnpackingRatio * packedBytes())
            throw new LogLimitException("gzip-ratio",
                $"The file unpacks to more than {limits.MaxUnpackingRatio} times its size, as no log does.");
        return read;
    }
}
