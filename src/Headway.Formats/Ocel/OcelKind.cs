using System.Xml;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Ocel;

/// <summary>Which of the three an object-centric log is written in, by how it begins; whether a file is one at all.</summary>
internal enum OcelKind
{
    Json,
    Xml,
    Sqlite,
}

/// <summary>A first look at the bytes.</summary>
internal static class OcelKinds
{
    /// <summary>Elements before this many tell XES and OCEL apart; both declare their types first.</summary>
    private const int MostElementsLookedAt = 10_000;

    private static ReadOnlySpan<byte> Sqlite => "SQLite format 3\0"u8;

    public static OcelKind Of(Stream raw, EventLogLimits limits)
    {
        var start = Start(raw, limits);
        return start.StartsWith(Sqlite) ? OcelKind.Sqlite : start.StartsWith("<"u8) ? OcelKind.Xml : OcelKind.Json;
    }

    public static bool IsSqlite(Stream raw, EventLogLimits limits) => Start(raw, limits).StartsWith(Sqlite);

    /// <summary>Whether the file is an object-centric log and no log of cases. A broken file is none.</summary>
    public static bool IsOcel(Stream raw, EventLogLimits limits)
    {
        var start = Start(raw, limits);
        if (start.StartsWith(Sqlite) || start.StartsWith("{"u8)) return true;
        if (!start.StartsWith("<"u8)) return false;
        try
        {
            using var reader = Xes.XesReader.Open(LogFile.Unpacked(raw, limits), limits);
            if (reader.MoveToContent() != XmlNodeType.Element) return false;
            for (var looked = 0; looked < MostElementsLookedAt && reader.Read();)
            {
                if (reader.NodeType != XmlNodeType.Element || reader.Depth != 1) continue;
                looked++;
                if (reader.LocalName is "object-types" or "event-types" or "objects" or "events") return true;
                if (reader.LocalName == "trace") return false;
            }
        }
        catch (XmlException)
        {
            // Whoever reads it says what is wrong with it.
        }
        return false;
    }

    private static ReadOnlySpan<byte> Start(Stream raw, EventLogLimits limits)
    {
        var start = new byte[256];
        var length = LogFile.Unpacked(raw, limits).ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan(0, length).TrimStart("\uFEFF \r\n\t"u8);
    }
}
