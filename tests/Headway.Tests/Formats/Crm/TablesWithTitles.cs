using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Tests.Formats.Spreadsheet;
using Xunit;
using static Headway.Tests.Formats.Crm.MadeExports;

namespace Headway.Tests.Formats.Crm;

public sealed class A_table_with_a_title_above_it
{
    private const string Rows = """
        Opportunity Owner,Opportunity Name,Stage,Amount,Close Date,Created Date
        Ada,Loom,Closed Won,52000,2026-03-31,2026-01-05
        Ben,Press,Closed Lost,oops,31.02.2026x,2026-01-02
        """;

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("Opportunities of this year\n")]
    [InlineData("\"Opportunities, all\"\n\nAs of 24 November\n\n")]
    [InlineData(",,,,,\nOpportunities,,,,,\n,,,,,\n")]
    public void Begins_with_the_names_of_its_columns_and_keeps_the_numbers_of_its_lines(string above)
    {
        var read = Import(Text(above + Rows));
        Assert.Equal("Loom", Assert.Single(read.Log.CaseIds));
        var lines = above.Count(letter => letter == '\n');
        Assert.Equal(lines + 3, Assert.Single(read.Report.Rejected.Listed).Line);
        Assert.Equal(lines > 0, read.Report.Findings.Any(finding => finding.Rule == "csv-above-header"));
    }

    [Fact]
    public void Is_read_as_a_log_too()
    {
        var raw = Text("Events of the year\n\ncase;activity;time\n1;ask;2026-01-05\n1;won;2026-02-01\n");
        var glance = FileGlance.Of(raw, "log.csv", EventLogLimits.Default);
        Assert.Equal(["case", "activity", "time"], glance.Columns);
        Assert.Equal((2, 1), (glance.Report!.Events, glance.Report.Endings.Won));
    }

    [Fact]
    public void In_a_workbook_begins_there_too()
    {
        var book = MadeWorkbook.Of(0, ["Opportunities of this year"], [], [null, "as of today"],
            ["Opportunity Owner", "Opportunity Name", "Stage", "Close Date", "Created Date"],
            ["Ada", "Loom", "Closed Won", new MadeWorkbook.Date(46_100), new MadeWorkbook.Date(46_027)],
            ["Ben", "Press", "Closed Lost", "never", new MadeWorkbook.Date(46_027)]);
        var read = Import(book);
        Assert.Equal(("Loom", 6), (Assert.Single(read.Log.CaseIds), Assert.Single(read.Report.Rejected.Listed).Line));
    }

    [Fact]
    public void Of_one_column_loses_none_of_its_rows()
    {
        var glance = FileGlance.Of(MadeWorkbook.Of(0, ["name"], ["a"], ["b"]), "one.xlsx", EventLogLimits.Default);
        Assert.Equal(["name"], glance.Columns);
        Assert.Equal(["a", "b"], glance.Sample.Select(row => row[0]));
    }
}
