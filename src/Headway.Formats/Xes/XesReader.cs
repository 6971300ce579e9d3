using System.Collections.Immutable;
using System.Xml;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Xes;

/// <summary>Reads event logs in XES (IEEE 1849), plain or gzip, in one pass and without keeping the document.</summary>
/// <remarks>
/// No document type, no entities of its own, no nesting past the limit. Nested attributes, lists and containers are read over. Order in the
/// document is kept on equal times. Any fault of the XML refuses the whole file: half a log is a wrong log.
/// </remarks>
public static class XesReader
{
    /// <summary>Key of an event's date: when it was known, where that is not when it happened. XES has no word for it; ours is read
    /// back.</summary>
    internal static ReadOnlySpan<byte> Recorded => "headway:recorded"u8;

    /// <param name="file">Name for findings.</param>
    public static LogReading Read(Stream raw, string file, XesOptions options)
    {
        try
        {
            // The streams stay open: the file is the caller's, and a second look at it is usual.
            var unpacked = LogFile.Unpacked(raw, options.Limits);
            if (options.Scan && new XesScanner(unpacked, file, options).TryRead() is { } scanned) return ToTheEnd(unpacked, scanned);
            unpacked = LogFile.Unpacked(raw, options.Limits);
            using var reader = Open(unpacked, options.Limits);
            return ToTheEnd(unpacked, new XesDocument(reader, file, options).Read());
        }
        catch (XmlException fault)
        {
            var isDtd = fault.Message.Contains("DTD", StringComparison.Ordinal);
            // .NET does not say where the document type stands.
            var (line, column) = isDtd ? PlaceOfDoctype(raw, options.Limits) : (fault.LineNumber, fault.LinePosition);
            return Refused(file, line, column, isDtd
                ? ("xes-dtd", "The file declares a document type (DTD).", "A document type can pull in other files or blow up in memory.",
                    "Take out the DOCTYPE line; XES needs none.")
                : ("xes-broken", $"The XML is broken: {fault.Message}", "Half a log would be a wrong log, so nothing was imported.",
                    "Export the log again; the file may be cut off."));
        }
        catch (LogLimitException fault)
        {
            return Refused(file, 0, 0, (fault.Code, fault.Message, "A limit keeps one file from taking the whole machine.",
                "Split the log, or raise the limit if you trust the file."));
        }
        catch (InvalidDataException fault)
        {
            return Refused(file, 0, 0, ("gzip-broken", $"The file cannot be unpacked: {fault.Message}",
                "Half a log would be a wrong log, so nothing was imported.", "Fetch or pack the file again."));
        }
    }

    /// <summary>What stands behind the log is read too: only at its end a packed file shows that it is whole.</summary>
    private static LogReading ToTheEnd(Stream unpacked, LogReading read)
    {
        if (read is LogReading.Accepted) unpacked.CopyTo(Stream.Null);
        return read;
    }

    internal static XmlReader Open(Stream unpacked, EventLogLimits limits) => XmlReader.Create(unpacked, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = limits.MaxBytes,
        MaxCharactersFromEntities = 1 << 20,
    });

    /// <summary>It must stand before the root element, so the head of the file is enough; 0 when it is not found there.</summary>
    private static (int Line, int Column) PlaceOfDoctype(Stream raw, EventLogLimits limits)
    {
        var head = new byte[1 << 16];
        var length = LogFile.Unpacked(raw, limits).ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var at = head.AsSpan(0, length).IndexOf("<!DOCTYPE"u8);
        if (at < 0) return (0, 0);
        var before = head.AsSpan(0, at);
        return (before.Count((byte)'\n') + 1, at - before.LastIndexOf((byte)'\n'));
    }

    internal static LogReading.Refused Refused(string file, int line, int column,
        (string Rule, string Message, string Why, string Help) what) =>
        new([new Finding(what.Rule, Severity.Error, new Place(file, line, column, ""), what.Message, what.Why, what.Help)]);
}

/// <param name="Zone">Of times without one.</param>
/// <param name="Scan">False reads every file element by element, which is slower and gives the same; a test compares the two.</param>
public sealed record XesOptions(Lifecycle Lifecycle, TimeZoneInfo Zone, EventLogLimits Limits, bool Scan = true)
{
    public static readonly XesOptions Default = new(Lifecycle.Complete, TimeZoneInfo.Utc, EventLogLimits.Default);
}
