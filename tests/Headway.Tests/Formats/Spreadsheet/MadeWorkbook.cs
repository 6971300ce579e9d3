using System.Globalization;
using System.Security;
using System.Text;
using Headway.Tests.Formats.Crm;

namespace Headway.Tests.Formats.Spreadsheet;

/// <summary>A workbook as Excel writes it: shared texts, styles, hidden columns.</summary>
internal static class MadeWorkbook
{
    public sealed record Date(double Serial);

    public static MemoryStream Of(int hiddenColumns, params object?[][] rows)
    {
        var texts = new List<string>();
        var sheet = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        if (hiddenColumns > 0) sheet.Append(CultureInfo.InvariantCulture,
            $"<cols><col min=\"1\" max=\"{hiddenColumns}\" hidden=\"1\"/></cols>");
        sheet.Append("<sheetData>");
        for (var r = 0; r < rows.Length; r++)
        {
            if (rows[r].Length == 0) continue;
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{r + 1}\">");
            for (var c = 0; c < rows[r].Length; c++) sheet.Append(Cell($"{(char)('A' + c)}{r + 1}", rows[r][c], texts));
            sheet.Append("</row>");
        }
        sheet.Append("</sheetData></worksheet>");
        return Of(sheet.ToString(), "<sst>" + string.Concat(texts.Select(text =>
            $"<si><t>{SecurityElement.Escape(text)}</t></si>")) + "</sst>");
    }

    public static MemoryStream Of(string sheet, string texts, string workbook = "", string more = "") => MadeExports.Zip(
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" + workbook
            + $"<sheets><sheet name=\"View\" r:id=\"r1\"/>{more}</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"
            + "<Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>"),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-409]m/d/yyyy\\ h:mm\"/></numFmts>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ("xl/sharedStrings.xml", texts), ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/sheet2.xml", "<worksheet><sheetData><row><c "
            + "t=\"inlineStr\"><is><t>hidden</t></is></c></row></sheetData></worksheet>"));

    private static string Cell(string place, object? value, List<string> texts)
    {
        switch (value)
        {
            case null:
                return "";
            case Date date:
                return string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\" s=\"1\"><v>{date.Serial}</v></c>");
            case double number:
                return string.Create(CultureInfo.InvariantCulture, $"<c r=\"{place}\"><v>{number}</v></c>");
            default:
                texts.Add((string)value);
                return $"<c r=\"{place}\" t=\"s\"><v>{texts.Count - 1}</v></c>";
        }
    }
}
