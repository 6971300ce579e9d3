using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Headway.Formats.Spreadsheet;

/// <summary>What a cell holds, by its kind: a spreadsheet never has to guess, and so never runs a text.</summary>
public abstract record XlsxCell
{
    private XlsxCell()
    {
    }

    public sealed record Text(string Value) : XlsxCell;

    /// <param name="Value">Finite.</param>
    public sealed record Number(double Value) : XlsxCell;

    /// <param name="Ticks">UTC, from March 1900 on.</param>
    public sealed record Moment(long Ticks) : XlsxCell;

    public sealed record Nothing : XlsxCell;

    public static XlsxCell Of(string text) => text.Length == 0 ? new Nothing() : new Text(text);
}

/// <summary>Writes one sheet as an Excel workbook, row by row. There is no way to write a formula with it.</summary>
/// <remarks>Texts stand in their cells (<c>inlineStr</c>); one that a spreadsheet would run when somebody edits the cell is marked as
/// quoted
/// besides. Read back by our own reader and by LibreOffice-style parsers alike; a text longer than Excel takes is cut there.</remarks>
public sealed class XlsxWriter : IDisposable
{
    /// <summary>Rows of a sheet; Excel takes no more.</summary>
    public const int MostRows = 1_048_576;

    private const int MostLetters = 32_767;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>Of every entry, so that the same history is the same file.</summary>
    private static readonly DateTimeOffset written = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly long serialZero = new DateTime(1899, 12, 30).Ticks;

    private readonly ZipArchive archive;
    private readonly XmlWriter sheet;
    private int rows;

    /// <param name="to">Stays open.</param>
    public XlsxWriter(Stream to, string name)
    {
        archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + Override("/xl/workbook.xml", "sheet.main") + Override("/xl/worksheets/sheet1.xml", "worksheet")
            + Override("/xl/styles.xml", "styles") + "</Types>");
        Part("_rels/.rels", Relations(("rId1", "officeDocument", "xl/workbook.xml")));
        Part("xl/_rels/workbook.xml.rels", Relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")));
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" "
            + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
            + $"<sheet name=\"{System.Security.SecurityElement.Escape(name)}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        // Style 1 shows a moment, style 2 keeps a text a text when its cell is edited.
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\">"
            + "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts><fonts count=\"1\"><font/></fonts>"
            + "<fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"3\"><xf/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf quotePrefix=\"1\"/></cellXfs></styleSheet>");
        sheet = XmlWriter.Create(Entry("xl/worksheets/sheet1.xml"), new XmlWriterSettings
        {
            CloseOutput = true,
            Encoding = new UTF8Encoding(false)
        });
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteStartElement("sheetData", Main);
    }

    /// <exception cref="InvalidOperationException">The sheet is full; ask <see cref="MostRows"/> before.</exception>
    public void Row(IEnumerable<XlsxCell> cells)
    {
        if (++rows > MostRows) throw new InvalidOperationException($"A sheet holds {MostRows:N0} rows.");
        sheet.WriteStartElement("row", Main);
        foreach (var cell in cells) Write(cell);
        sheet.WriteEndElement();
    }

    public void Dispose()
    {
        sheet.WriteEndDocument();
        sheet.Dispose();
        archive.Dispose();
    }

    private void Write(XlsxCell cell)
    {
        sheet.WriteStartElement("c", Main);
        switch (cell)
        {
            case XlsxCell.Text text:
                if (Csv.HistoryCsv.Safe(text.Value) != text.Value) sheet.WriteAttributeString("s", "2");
                sheet.WriteAttributeString("t", "inlineStr");
                sheet.WriteStartElement("is", Main);
                sheet.WriteStartElement("t", Main);
                sheet.WriteAttributeString("xml", "space", null, "preserve");
                sheet.WriteString(SheetText.Escaped(text.Value.Length > MostLetters ? text.Value[..MostLetters] : text.Value));
                sheet.WriteEndElement();
                sheet.WriteEndElement();
                break;
            case XlsxCell.Number number:
                Value(number.Value);
                break;
            case XlsxCell.Moment moment:
                sheet.WriteAttributeString("s", "1");
                Value((moment.Ticks - serialZero) / (double)TimeSpan.TicksPerDay);
                break;
            case XlsxCell.Nothing:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
        sheet.WriteEndElement();
    }

    private void Value(double value) => sheet.WriteElementString("v", Main, value.ToString("R", CultureInfo.InvariantCulture));

    private void Part(string name, string xml)
    {
        using var writer = new StreamWriter(Entry(name), new UTF8Encoding(false));
        writer.Write($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{xml}");
    }

    private Stream Entry(string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = written;
        return entry.Open();
    }

    private static string Override(string part, string kind) => $"<Override PartName=\"{part}\" "
        + $"ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Relations(params (string Id, string Kind, string Target)[] targets) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + string.Concat(targets.Select(each =>
            $"<Relationship Id=\"{each.Id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{each.Kind}\" "
            + $"Target=\"{each.Target}\"/>")) + "</Relationships>";
}
