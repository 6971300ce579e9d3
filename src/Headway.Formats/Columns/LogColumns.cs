using System.IO.Compression;
using Headway.Histories;

namespace Headway.Formats.Columns;

/// <summary>An event log as compressed columns, to be kept beside the facts: the same log gives the same bytes, and they read back
/// equal.</summary>
/// <remarks>
/// Numbers are differences to the one before, zig-zag, seven bits to a byte; texts are UTF-8 with their length before them; all of it
/// Brotli.
/// 139,000 events take about 1 MB. Whoever reads checks the bytes against the hash in the import's fact first.
/// </remarks>
public static class LogColumns
{
    /// <summary>Names the layout; another layout gets another name, and this one stays readable.</summary>
    private const string Layout = "headway-log-1";

    /// <summary>Of the parts of a gigabyte log none comes near; a broken length must not take the machine.</summary>
    private const int MaxLength = 1 << 30;

    public static byte[] Write(EventLog log)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var buffered = new BufferedStream(packed, 1 << 16))
        {
            var writer = new ColumnWriter(buffered);
            writer.Texts([Layout]);
            writer.Texts(log.CaseIds);
            writer.Numbers(log.CaseStart);
            writer.Texts(log.Labels);
            writer.Numbers(log.Label);
            writer.Ticks(log.EffectiveTicks);
            writer.Ticks(log.RecordedTicks);
            writer.Texts(log.People);
            writer.Numbers(log.Person);
            writer.Ticks(log.WithdrawnTicks);
            writer.Numbers([log.Attributes.Count, log.Changes.Count]);
            foreach (var attribute in log.Attributes)
            {
                writer.Texts([attribute.Name]);
                writer.Texts(attribute.Values);
                writer.Numbers(attribute.Value);
            }
            foreach (var changes in log.Changes)
            {
                writer.Texts([changes.Name]);
                writer.Numbers(changes.Start);
                writer.Texts(changes.Values);
                writer.Numbers(changes.Value);
                writer.Ticks(changes.RecordedTicks);
            }
        }
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">These are no columns that <see cref="Write"/> wrote.</exception>
    public static EventLog Read(byte[] bytes)
    {
        using var packed = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var buffered = new BufferedStream(packed, 1 << 16);
        var reader = new ColumnReader(buffered, MaxLength);
        if (reader.Texts() is not [Layout]) throw new InvalidDataException(
            "This version of Headway does not know the layout of a kept log.");
        var (caseIds, caseStart, labels, label) = (reader.Texts(), reader.Numbers(), reader.Texts(), reader.Numbers());
        var (effective, recorded, people, person) = (reader.Ticks(), reader.Ticks(), reader.Texts(), reader.Numbers());
        var withdrawn = reader.Ticks();
        var counts = reader.Numbers();
        var attributes = new CaseAttribute[counts[0]];
        for (var i = 0; i < attributes.Length; i++) attributes[i] = new CaseAttribute(reader.Texts()[0], reader.Texts(), reader.Numbers());
        var changes = new ValueChanges[counts[1]];
        for (var i = 0; i < changes.Length; i++)
            changes[i] = new ValueChanges(reader.Texts()[0], reader.Numbers(), reader.Texts(), reader.Numbers(), reader.Ticks());
        return new EventLog(caseIds, caseStart, labels, label, effective, recorded, people, person, attributes)
        {
            Changes = changes,
            WithdrawnTicks = withdrawn,
        };
    }
}
