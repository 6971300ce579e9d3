using System.IO.Compression;
using System.Text;
using CsCheck;
using Headway.Formats;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Spreadsheet;
using Headway.Histories;
using Headway.Tests.Formats.Crm;
using Xunit;

namespace Headway.Tests.Formats.Spreadsheet;

public sealed class A_workbook
{
    private static readonly LogMapping events = new(LogFormat.Csv, LogShape.Events, new ColumnMapping("case", "activity", "time"));

    [Fact]
    public void Is_read_with_a_mapping_as_a_CSV_is()
    {
        var read = Read(MadeWorkbook.Of(0, ["case", "activity", "time"], ["1", "a", new MadeWorkbook.Date(46_027)], [],
            ["1", "b, c\nd", new MadeWorkbook.Date(46_028.25)], ["", "x", new MadeWorkbook.Date(46_028)])).Match(imported => imported, _ =>
                null!);
        Assert.Equal(new RowCounts(3, 2, 0, 1, 0), read.Report.Rows);
        Assert.Equal([("a", "2026-01-05 00:00"), ("b, c d", "2026-01-06 06:00")], MadeExports.EventsOf(read, "1"));
        // Row 5 of the sheet, the empty one counted.
        Assert.Equal(5, Assert.Single(read.Report.Rejected.Listed).Line);
    }

    [Fact]
    public void Of_serial_numbers_without_a_date_format_is_read_as_dates()
    {
        var read = Read(MadeWorkbook.Of(0, ["case", "activity", "time"], ["1", "a", 46_027.5])).Match(imported => imported, _ => null!);
        Assert.Equal([("a", "2026-01-05 12:00")], MadeExports.EventsOf(read, "1"));
    }

    [Fact]
    public void That_counts_from_1904_is_read_by_that_count()
    {
        var sheet = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>case</t></is></c><c t=\"inlineStr\"><is><t>activity</t></is></c>"
            + "<c t=\"inlineStr\"><is><t>time</t></is></c></row><row><c><v>1E3</v></c><c t=\"str\"><f>1+1</f><v>a</v></c>"
            + "<c s=\"2\"><v>44565</v></c></row></sheetData></worksheet>";
        var read = Read(MadeWorkbook.Of(sheet, "<sst/>", "<workbookPr date1904=\"1\"/>")).Match(imported => imported, _ => null!);
        Assert.Equal([("a", "2026-01-05 00:00")], MadeExports.EventsOf(read, "1000"));
    }

    [Fact]
    public void Leaves_hidden_sheets_out_and_says_so()
    {
        var book = MadeWorkbook.Of("<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c "
            + "t=\"s\"><v>2</v></c></row><row>"
            + "<c><v>1</v></c><c><v>2</v></c><c s=\"1\"><v>46027</v></c></row></sheetData></worksheet>",
            "<sst><si><t>case</t></si><si><r><t>acti</t></r><r><t>vity</t></r></si><si><t>time</t><rPh><t>no</t></rPh></si></sst>",
            more: "<sheet name=\"hiddenSheet\" state=\"hidden\" r:id=\"r2\"/>");
        var read = Read(book).Match(imported => imported, _ => null!);
        Assert.Equal("hiddenSheet", Assert.Single(read.Report.Findings, finding => finding.Rule == "sheet-left-out").Place.Element);
        Assert.Equal("1", Assert.Single(read.Log.CaseIds));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>")]
    [InlineData("<worksheet><sheetData><row r=\"5\"><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c r=\"ZZZZ1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row>")]
    public void That_is_broken_is_refused(string sheet) =>
        Assert.Equal("zip-broken", Refused(MadeWorkbook.Of(sheet, "<sst><si><t>case</t></si></sst>")));

    [Fact]
    public void Cut_off_anywhere_is_refused()
    {
        var whole = MadeWorkbook.Of(0, ["case", "activity", "time"], ["1", "a", new MadeWorkbook.Date(46_027)]).ToArray();
        for (var length = 4; length < whole.Length; length += 7) Assert.Equal("zip-broken", Refused(new MemoryStream(whole[..length])));
    }

    [Fact]
    public void That_unpacks_without_end_is_refused()
    {
        var bomb = MadeExports.Zip(("bomb.csv", Encoding.ASCII.GetBytes("case,activity,time\n" + new string('\n', 40 << 20))));
        Assert.Equal("zip-ratio", Refused(bomb));
        // One cell at the far right of each of many rows would be a wide empty table.
        var wide = "<worksheet><sheetData><row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row>"
            + string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 200_000)) + "</sheetData></worksheet>";
        Assert.Equal("log-too-large", Refused(MadeWorkbook.Of(wide, "<sst/>")));
    }

    [Fact]
    public void Within_archives_within_archives_is_not_looked_for()
    {
        var inner = MadeExports.Zip(("a.csv", "case,activity,time\n")).ToArray();
        Assert.Equal("files-unclear", Refused(MadeExports.Zip(("inner.zip", inner))));
    }

    private static LogImport Read(Stream raw) => LogImport.Read(raw, "book.xlsx", events, EventLogLimits.Default);

    private static string Refused(Stream raw) => Read(raw).Match(_ => "imported", no => Assert.Single(no.Findings).Rule);
}

public sealed class An_exported_history
{
    private static readonly string[] triggers = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];

    private static readonly Gen<string> texts = Gen.Select(Gen.Int[0, triggers.Length].Select(i => i < triggers.Length ? triggers[i] : ""),
        Gen.String[0, 12], (start, rest) => start + rest)
        .Where(text => text.Length > 0);

    [Fact]
    public void Holds_no_formula_whatever_texts_it_has() => Gen.Select(texts, texts, texts, (id, label, owner) => (id, label, owner))
        .Sample(each => Holds(each.id, each.label, each.owner), iter: 500);

    [Fact]
    public void As_a_workbook_can_be_imported_again()
    {
        var history = Of("case 1", "Talk_x0041_ & <b>", "Ada");
        using var book = new MemoryStream();
        new HistoryXlsx(new ExportedHistory(history, name => name, _ => true), book).WriteEvents();
        var mapping = new LogMapping(LogFormat.Csv, LogShape.Events, new ColumnMapping("case", "activity", "time", Person: "person"));
        var read = LogImport.Read(book, "again.xlsx", mapping, EventLogLimits.Default).Match(imported => imported, _ => null!);
        Assert.Equal([("Talk_x0041_ & <b>", "2026-01-05 09:30")], MadeExports.EventsOf(read, "case 1"));
        Assert.Equal("Ada", Assert.Single(read.Log.People));
    }

    private static bool Holds(string id, string label, string owner)
    {
        var history = Of(id, label, owner);
        using var csv = new StringWriter();
        new HistoryCsv(new ExportedHistory(history, name => name, _ => true), csv).WriteOpportunities();
        new HistoryCsv(new ExportedHistory(history, name => name, _ => true), csv).WriteEvents();
        using var book = new MemoryStream();
        new HistoryXlsx(new ExportedHistory(history, name => name, _ => true), book).WriteEvents();
        using var archive = new ZipArchive(book);
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = sheet.ReadToEnd();
        return Cells(csv.ToString()).All(cell => !triggers.Any(trigger => cell.StartsWith(trigger, StringComparison.Ordinal)))
            && !xml.Contains("<f", StringComparison.Ordinal) && xml.Contains("t=\"inlineStr\"", StringComparison.Ordinal);
    }

    /// <summary>An independent reading of the CSV: quoted cells, doubled quotes.</summary>
    private static List<string> Cells(string csv)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"' && quoted && i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[i++]);
            else if (csv[i] == '"') quoted = !quoted;
            else if (!quoted && csv[i] is ',' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(csv[i]);
        }
        return cells;
    }

    private static History Of(string id, string label, string owner)
    {
        var builder = new EventLogBuilder();
        var part = builder.NewPart();
        var c = part.Case(id);
        foreach (var attribute in (string[])["Owner", "Who"]) part.SetAttribute(part.Attribute(attribute, 9), c, owner);
        part.Add(c, part.Label(label), new DateTime(2026, 1, 5, 9, 30, 0).Ticks, part.Person(owner), EventLog.Assumed, 0);
        var shape = new HistoryShape([new NamedElement("one", label)], [], [],
            System.Collections.Immutable.ImmutableDictionary<string, LabelMeaning>.Empty.Add(label, new LabelMeaning.StageEntered(0)),
                null, "Owner",
            ["Who"], "EUR")
        { KnownFromOpening = ["Owner", "Who"] };
        return History.AsOf(builder.Build().Log, shape, new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
