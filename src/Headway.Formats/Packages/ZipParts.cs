using System.IO.Compression;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Packages;

/// <summary>Takes the files out of a ZIP archive, under limits, and checks each against its checksum: half a file would be a wrong
/// one.</summary>
internal static class ZipParts
{
    /// <summary>A CRM's export has some dozens of files and a workbook some hundreds of parts.</summary>
    private const int MostEntries = 2_000;

    /// <summary>What is larger waits on the disk, not in memory.</summary>
    private const long MostBytesInMemory = 32 << 20;

    private const int NameLength = 200;

    /// <exception cref="InvalidDataException">It is no ZIP archive, or a broken one.</exception>
    /// <exception cref="LogLimitException">It holds more than the limits allow.</exception>
    public static ZipArchive Open(Stream raw)
    {
        raw.Position = 0;
        var archive = Guarded(() => new ZipArchive(raw, ZipArchiveMode.Read, leaveOpen: true));
        if (Guarded(() => archive.Entries.Count) > MostEntries)
            throw new LogLimitException("zip-entries", $"The archive holds more than {MostEntries:N0} files.");
        return archive;
    }

    /// <summary>The bytes of one entry; whoever asks disposes of them.</summary>
    public static Stream Unpack(ZipArchiveEntry entry, EventLogLimits limits)
    {
        var declared = Guarded(() => entry.Length);
        var packed = Guarded(() => entry.CompressedLength);
        if (declared > limits.MaxBytes) throw new LogLimitException("log-too-large",
            $"The file holds more than {limits.MaxBytes:N0} bytes.");
        if (declared > limits.UnpackingFreeBytes && declared > limits.MaxUnpackingRatio * Math.Max(packed, 1))
            throw new LogLimitException("zip-ratio",
                $"A file in the archive unpacks to more than {limits.MaxUnpackingRatio} times its size, as no log does.");
        var whole = Room(declared);
        try
        {
            Guarded(() => Copy(entry, whole, declared));
            whole.Position = 0;
            return whole;
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    /// <summary>For people, and harmless in a terminal; no path is ever made of it.</summary>
    public static string NameOf(ZipArchiveEntry entry)
    {
        var name = entry.FullName.Length > NameLength ? entry.FullName[..NameLength] : entry.FullName;
        return new string([.. name.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
    }

    private static Stream Room(long bytes) => bytes <= MostBytesInMemory ? new MemoryStream((int)bytes)
        : new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    /// <summary>What the archive says of the length is not believed: one byte more and the archive is a trap.</summary>
    private static long Copy(ZipArchiveEntry entry, Stream to, long declared)
    {
        using var from = entry.Open();
        var buffer = new byte[1 << 16];
        var (total, crc) = (0L, 0u);
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            total += read;
            if (total > declared) break;
            crc = Crc32.Append(crc, buffer.AsSpan(0, read));
            to.Write(buffer, 0, read);
        }
        return total == declared && crc == entry.Crc32 ? total
            : throw new InvalidDataException($"'{NameOf(entry)}' in the archive is not whole.");
    }

    /// <summary>The library reports broken archives by many exceptions; here they are one.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (LogLimitException or InvalidDataException)
            && fault is IOException or ArgumentException or OverflowException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }
}
