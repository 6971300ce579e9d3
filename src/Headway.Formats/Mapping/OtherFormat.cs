using Headway.Formats.Ocel;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>A mapping of one format beside a file of another, told before a reader calls the file broken. Only what the file plainly is
/// counts; of the rest its reader says what is wrong.</summary>
internal static class OtherFormat
{
    private const int LookedAtBytes = 4096;

    /// <summary>Null when the file may be what the mapping is for.</summary>
    public static Finding? Of(Stream raw, string file, LogMapping mapping, bool isWorkbook, EventLogLimits limits)
    {
        if (isWorkbook) return mapping.Format == LogFormat.Csv ? null : Mismatch(file, mapping.Format, "an Excel workbook");
        if (PlainlyIs(raw, limits) is not { } found || found == mapping.Format) return null;
        return Mismatch(file, mapping.Format, NameOf(found));
    }

    private static LogFormat? PlainlyIs(Stream raw, EventLogLimits limits)
    {
        var bytes = new byte[LookedAtBytes];
        var length = LogFile.Unpacked(raw, limits).ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = bytes.AsSpan(0, length).TrimStart("\uFEFF \r\n\t"u8);
        // Empty, or UTF-16: its reader knows.
        if (start.IsEmpty || start[0] >= 0xfe || OcelKinds.IsSqlite(raw, limits)) return null;
        if (start[0] == (byte)'{') return start[1..].TrimStart(" \r\n\t"u8).StartsWith("\""u8) ? LogFormat.Ocel : null;
        if (start[0] != (byte)'<') return start.IndexOfAny(",;\t|"u8) >= 0 ? LogFormat.Csv : null;
        return OcelKinds.IsOcel(raw, limits) ? LogFormat.Ocel : start.IndexOf("<trace"u8) >= 0 || start.IndexOf("xes."u8) >= 0
            ? LogFormat.Xes : null;
    }

    private static Finding Mismatch(string file, LogFormat asked, string found) => new("mapping-other-format", Severity.Error,
        new Place(file, 0, 0, "format"), $"The mapping is for {NameOf(asked)}, and {file} is {found}.",
        "What one kind of file calls its parts, another does not have.",
        $"Choose the {NameOf(asked)} file that this mapping was made for, or leave the mapping out: then a guess for {found} is shown to "
        + "begin with.");

    private static string NameOf(LogFormat format) => format switch
    {
        LogFormat.Xes => "XES",
        LogFormat.Csv => "CSV",
        LogFormat.Ocel => "OCEL",
    };
}
