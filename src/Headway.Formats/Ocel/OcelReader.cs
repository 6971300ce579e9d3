using System.Text.Json;
using System.Xml;
using Headway.Formats.Mapping;
using Headway.Histories;
using Microsoft.Data.Sqlite;

namespace Headway.Formats.Ocel;

/// <summary>Reads object-centric event logs: OCEL 2.0 in JSON, XML and SQLite, OCEL 1.0 in JSON and XML; plain or gzip.</summary>
/// <remarks>Any fault of the JSON, XML or database refuses the whole file: half a log is a wrong log. The file says itself what it is; its
/// name may say anything.</remarks>
public static class OcelReader
{
    private const string WhyWhole = "Half a log would be a wrong log, so nothing was imported.";

    /// <param name="raw">Can seek; stays open.</param>
    /// <param name="file">Name for findings.</param>
    public static LogReading Read(Stream raw, string file, LogMapping mapping, EventLogLimits limits)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Zone, out var zone)) zone = TimeZoneInfo.Utc;
        var (content, refusal) = Content(raw, file, zone, limits);
        return content is null ? new LogReading.Refused([refusal!]) : new OcelCases(content, file, mapping, limits).Read();
    }

    /// <summary>What the file holds, or why it cannot be read.</summary>
    internal static (OcelContent? Content, Finding? Refusal) Content(Stream raw, string file, TimeZoneInfo zone, EventLogLimits limits)
    {
        var content = new OcelContent(zone, limits);
        try
        {
            var wrong = ReadInto(content, raw, limits);
            return wrong is null ? (content, null) : (null, Refused(file, 0, 0, wrong.Value));
        }
        catch (JsonException fault)
        {
            return (null, Refused(file, (int)(fault.LineNumber ?? 0) + 1, (int)(fault.BytePositionInLine ?? 0) + 1,
                ("ocel-broken", $"The JSON is broken or nested too deep: {FirstSentence(fault.Message)}", WhyWhole,
                    "Export the log again; the file may be cut off.")));
        }
        catch (XmlException fault)
        {
            return (null, Refused(file, fault.LineNumber, fault.LinePosition, fault.Message.Contains("DTD", StringComparison.Ordinal)
                ? ("xml-dtd", "The file declares a document type (DTD).", "A document type can pull in other files or blow up in memory.",
                    "Take out the DOCTYPE line; OCEL needs none.")
                : ("ocel-broken", $"The XML is broken: {fault.Message}", WhyWhole, "Export the log again; the file may be cut off.")));
        }
        catch (SqliteException fault)
        {
            return (null, Refused(file, 0, 0, fault.SqliteErrorCode == TooBig
                ? ("log-long-text", "A text in the database is longer than any name.", "A limit keeps one file from taking the machine.",
                    "Split the log, or raise the limit if you trust the file.")
                : ("ocel-broken", $"The database cannot be read: {fault.Message}", WhyWhole, "Export the log again.")));
        }
        catch (OcelSchemaException fault)
        {
            return (null, Refused(file, 0, 0, Schema(fault.Message)));
        }
        catch (LogLimitException fault)
        {
            return (null, Refused(file, 0, 0, (fault.Code, fault.Message, "A limit keeps one file from taking the whole machine.",
                "Split the log, or raise the limit if you trust the file.")));
        }
        catch (InvalidDataException fault)
        {
            return (null, Refused(file, 0, 0, ("gzip-broken", $"The file cannot be unpacked: {fault.Message}", WhyWhole,
                "Fetch or pack the file again.")));
        }
    }

    /// <summary>SQLITE_TOOBIG.</summary>
    private const int TooBig = 18;

    private static (string, string, string, string)? ReadInto(OcelContent content, Stream raw, EventLogLimits limits)
    {
        var kind = OcelKinds.Of(raw, limits);
        var unpacked = LogFile.Unpacked(raw, limits);
        if (kind == OcelKind.Sqlite) return OcelSqlite.Read(unpacked, content, limits) is { } sentence ? Schema(sentence) : null;
        var found = kind == OcelKind.Xml ? ReadXml(unpacked, content, limits)
            : new OcelJson(new JsonTokens(unpacked, limits), content).Read();
        // What stands behind the log is read too: only at its end a packed file shows that it is whole.
        unpacked.CopyTo(Stream.Null);
        return found ? null : ("ocel-no-events", "The file holds no events in the way of OCEL.",
            "OCEL names its events under 'events' (1.0: 'ocel:events').", "Check that you chose the right file and format.");
    }

    private static bool ReadXml(Stream unpacked, OcelContent content, EventLogLimits limits)
    {
        using var reader = XmlReader.Create(unpacked, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = limits.MaxBytes,
            MaxCharactersFromEntities = 1 << 20,
        });
        return new OcelXml(reader, content, limits).Read();
    }

    private static (string, string, string, string) Schema(string sentence) => ("ocel-tables", sentence,
        "Only plain tables of OCEL 2.0 are read: a database can hold code.", "Export the log again as OCEL 2.0, best as JSON.");

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static Finding Refused(string file, int line, int column, (string Rule, string Message, string Why, string Help) what) =>
        new(what.Rule, Severity.Error, new Place(file, line, column, ""), what.Message, what.Why, what.Help);
}
