using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Headway.Formats.Mapping;
using Headway.Formats.Packages;
using Headway.Histories;

namespace Headway.Formats.Spreadsheet;

/// <summary>An Excel workbook (Office Open XML) as one CSV for each sheet that shows something.</summary>
/// <remarks>Read with our own XML reader, without document types, and nothing is computed: a formula counts as the value that was saved
/// with it. Hidden sheets stay out, hidden columns do not: a CRM keeps its ids in them.</remarks>
/// <param name="Sheets">In their order. Line n of the CSV is row n of the sheet.</param>
internal sealed record Workbook(ImmutableArray<(string Name, Stream Csv)> Sheets, ImmutableArray<Finding> Findings)
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Texts of one workbook; Excel writes each once.</summary>
    private const int MostTexts = 10_000_000;

    /// <exception cref="InvalidDataException">It is broken.</exception>
    /// <exception cref="LogLimitException">It holds more than the limits allow.</exception>
    public static Workbook Read(ZipArchive archive, string file, EventLogLimits limits)
    {
        var sheets = ImmutableArray.CreateBuilder<(string, Stream)>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            var targets = TargetsOf(archive, limits);
            var (named, is1904) = SheetsOf(archive, limits);
            var texts = TextsOf(archive, limits);
            var dates = SheetStyles.DatesOf(archive, limits);
            foreach (var (name, id, hidden) in named)
            {
                if (!targets.TryGetValue(id, out var target) || archive.GetEntry(target) is not { } entry) continue;
                if (hidden)
                {
                    findings.Add(LeftOut(file, name, "it is hidden"));
                    continue;
                }
                using var xml = ZipParts.Unpack(entry, limits);
                var csv = new SheetReader(texts, dates, is1904, $"{file}/{name}", limits, entry.CompressedLength).Read(Open(xml, limits));
                if (csv.Length > 0) sheets.Add((name, csv));
                else findings.Add(LeftOut(file, name, "it is empty"));
            }
        }
        catch (XmlException fault)
        {
            foreach (var (_, csv) in sheets) csv.Dispose();
            throw new InvalidDataException(fault.Message, fault);
        }
        catch (Exception fault) when (fault is InvalidDataException or LogLimitException)
        {
            foreach (var (_, csv) in sheets) csv.Dispose();
            throw;
        }
        if (sheets.Count == 0) throw new InvalidDataException("the workbook has no sheet with rows.");
        return new Workbook(sheets.ToImmutable(), findings.ToImmutable());
    }

    internal static XmlReader Open(Stream xml, EventLogLimits limits) => XmlReader.Create(xml, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = limits.MaxBytes,
    });

    /// <summary>A text in pieces (<c>t</c>), each with its own looks; phonetic hints are no part of it. Stands on the end
    /// afterwards.</summary>
    internal static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var depth = reader.Depth;
        var text = new StringBuilder();
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh" && !reader.IsEmptyElement)
            {
                var hint = reader.Depth;
                while (reader.Read() && reader.Depth > hint)
                {
                }
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA
                || (reader.NodeType == XmlNodeType.Whitespace && reader.XmlSpace == XmlSpace.Preserve)) text.Append(reader.Value);
        }
        return SheetText.Unescaped(text.ToString());
    }

    private static Finding LeftOut(string file, string sheet, string why) => new("sheet-left-out", Severity.Information,
        new Place(file, 0, 0, sheet), $"Sheet '{sheet}' was not read: {why}.", "Nothing of it is in the history.",
        "Show it or fill it, and import again, if it belongs to the history.");

    private static (List<(string Name, string Id, bool Hidden)> Sheets, bool Is1904) SheetsOf(ZipArchive archive, EventLogLimits limits)
    {
        var sheets = new List<(string, string, bool)>();
        var is1904 = false;
        using var xml = ZipParts.Unpack(archive.GetEntry("xl/workbook.xml")!, limits);
        using var reader = Open(xml, limits);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "workbookPr") is1904 = reader.GetAttribute("date1904") is "1" or "true";
            if (reader.LocalName == "sheet" && reader.GetAttribute("id", Relations) is { } id)
                sheets.Add((reader.GetAttribute("name") ?? id, id, reader.GetAttribute("state") is "hidden" or "veryHidden"));
        }
        return (sheets, is1904);
    }

    private static Dictionary<string, string> TargetsOf(ZipArchive archive, EventLogLimits limits)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (archive.GetEntry("xl/_rels/workbook.xml.rels") is not { } entry) return targets;
        using var xml = ZipParts.Unpack(entry, limits);
        using var reader = Open(xml, limits);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Relationship") continue;
            if (reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target)
                targets[id] = target.StartsWith('/') ? target[1..] : $"xl/{target}";
        }
        return targets;
    }

    private static List<string> TextsOf(ZipArchive archive, EventLogLimits limits)
    {
        var texts = new List<string>();
        if (archive.GetEntry("xl/sharedStrings.xml") is not { } entry) return texts;
        using var xml = ZipParts.Unpack(entry, limits);
        using var reader = Open(xml, limits);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "si") continue;
            texts.Add(TextOf(reader));
            if (texts.Count > MostTexts) throw new LogLimitException("log-too-large",
                $"The workbook holds more than {MostTexts:N0} texts.");
        }
        return texts;
    }
}

/// <summary>Which of a workbook's styles show a number as a date.</summary>
internal static class SheetStyles
{
    /// <summary>Index = the style of a cell.</summary>
    public static List<bool> DatesOf(ZipArchive archive, EventLogLimits limits)
    {
        var dates = new List<bool>();
        if (archive.GetEntry("xl/styles.xml") is not { } entry) return dates;
        var own = new Dictionary<int, bool>();
        using var xml = ZipParts.Unpack(entry, limits);
        using var reader = Workbook.Open(xml, limits);
        var inCells = false;
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") inCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.NodeType != XmlNodeType.Element) continue;
            var id = Number(reader.GetAttribute("numFmtId"));
            if (reader.LocalName == "numFmt") own[id] = ShowsDate(reader.GetAttribute("formatCode") ?? "");
            if (reader.LocalName == "xf" && inCells) dates.Add(own.TryGetValue(id, out var date) ? date
                : id is >= 14 and <= 22 or >= 27 and <= 36);
        }
        return dates;
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>Days or years outside quotes, brackets and escapes; hours alone are a length of time, no date.</summary>
    private static bool ShowsDate(string format)
    {
        for (var i = 0; i < format.Length; i++)
        {
            switch (format[i])
            {
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '"':
                    i = format.IndexOf('"', i + 1);
                    if (i < 0) return false;
                    break;
                case '[':
                    i = format.IndexOf(']', i + 1);
                    if (i < 0) return false;
                    break;
                case 'd' or 'D' or 'y' or 'Y':
                    return true;
                default:
                    break;
            }
        }
        return false;
    }
}
