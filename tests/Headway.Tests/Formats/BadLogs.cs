using System.IO.Compression;
using System.Text;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Xes;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

public sealed class A_bad_log
{
    private static readonly LogMapping events = new(LogFormat.Csv, LogShape.Events,
        new ColumnMapping("case", "activity", "time", Person: "person"));

    private static readonly LogMapping cases = new(
        LogFormat.Csv, LogShape.Cases, new ColumnMapping("id", Status: "status", Opened: "opened", Closed: "closed"))
    {
        Stages = [new ElementLabels("open", "Open", ["opened", "Open"])],
        Endings = new EndingLabels(["Won"], ["Lost"], [], []),
    };

    [Fact]
    public void Of_broken_xml_is_refused_with_line_and_column()
    {
        var finding = Refused(Xes("<log>\n<trace><string key=\"concept:name\" value=\"1\"/>\n</log>"));
        Assert.Equal(("xes-broken", 3), (finding.Rule, finding.Place.Line));
        Assert.True(finding.Place.Column > 0);
    }

    [Fact]
    public void With_a_document_type_is_refused() =>
        Assert.Equal("xes-dtd", Refused(Xes("<!DOCTYPE log [<!ENTITY a \"aaaa\">]><log>&a;</log>")).Rule);

    [Fact]
    public void Nested_without_end_is_refused() =>
        Assert.Equal("xes-depth", Refused(Xes("<log>" + string.Concat(Enumerable.Repeat("<list>", 100)) + string
            .Concat(Enumerable.Repeat("</list>", 100)) + "</log>")).Rule);

    [Fact]
    public void That_unpacks_without_end_is_refused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.ASCII.GetBytes(
            "case,activity,time,person\n1,a,2020-01-01,x\n" + new string(' ', 300_000) + "\n" + new string('\n', 20 << 20)));
        using var packedXml = new MemoryStream();
        using (var gzip = new GZipStream(packedXml, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.ASCII.GetBytes("<log>"
            + new string(' ', 20 << 20)));
        Assert.Equal("gzip-ratio", Refused(XesReader.Read(packedXml, "bomb.xes.gz", XesOptions.Default)).Rule);
        Assert.Equal("gzip-ratio", Refused(CsvReader.Read(packed, "bomb.csv.gz", events, EventLogLimits.Default)).Rule);
    }

    [Fact]
    public void With_an_event_without_time_loses_only_that_event()
    {
        var read =
            Accepted(Xes("<log><trace><string key=\"concept:name\" value=\"1\"/><event><string key=\"concept:name\" value=\"a\"/></event>\n"
            + "<event><string key=\"concept:name\" value=\"a\"/><date key=\"time:timestamp\" value=\"2020-01-01T00:00:00Z\"/></event>"
            + "</trace></log>"));
        Assert.Equal(new RowCounts(2, 1, 0, 1, 0), read.Rows);
        Assert.Equal(("xes-no-time", "time:timestamp", 1), (read.Rejected.Listed[0].Code, read.Rejected.Listed[0].Field,
            read.Rejected.Listed[0].Line));
    }

    [Fact]
    public void Without_a_mapped_column_is_refused_by_the_name_of_the_column()
    {
        var finding = Refused(Csv(events, "case,what,time,person\n1,a,2020-01-01,x\n"));
        Assert.Equal(("csv-column", "columns.activity"), (finding.Rule, finding.Place.Element));
        Assert.Contains("what", finding.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void With_two_styles_of_dates_is_refused_with_the_lines_of_both()
    {
        var finding = Refused(Csv(cases, "id,status,opened,closed\n1,Open,13-01-2020,\n2,Open,01-13-2020,\n"));
        Assert.Equal(("csv-two-date-styles", 3), (finding.Rule, finding.Place.Line));
        Assert.Contains("line 2", finding.Message, StringComparison.Ordinal);
        var late = string.Concat(Enumerable.Repeat("1,a,2020-01-01,x\n", 300));
        Assert.Equal("csv-two-date-styles", Refused(Csv(events, $"case,activity,time,person\n{late}1,a,13.01.2020,x\n")).Rule);
    }

    [Fact]
    public void With_dates_that_read_both_ways_is_a_question()
    {
        const string Text = "id,status,opened,closed\n1,Open,01/02/2020,\n2,Open,03/04/2020,\n";
        var finding = Refused(Csv(cases, Text));
        Assert.Equal("csv-ambiguous-dates", finding.Rule);
        Assert.Contains("date-style: d/m/y", finding.Help, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2020, 2, 1).Ticks,
            Accepted(Csv(cases with { DateStyle = DateStyle.DayMonthYear }, Text)).Log.EffectiveTicks[0]);
    }

    [Fact]
    public void With_a_quote_never_closed_is_refused_with_its_line() =>
        Assert.Equal(("csv-open-quote", 3), (Refused(Csv(events, "case,activity,time,person\n1,a,2020-01-01,x\n1,\"b,2020-01-01,x\n")).Rule,
            Refused(Csv(events, "case,activity,time,person\n1,a,2020-01-01,x\n1,\"b,2020-01-01,x\n")).Place.Line));

    [Fact]
    public void With_a_status_nobody_mapped_says_so_and_counts_it_open()
    {
        var read = Accepted(Csv(cases, "id,status,opened,closed\n1,Paused,2020-01-01,\n"));
        Assert.Equal(("csv-unknown-status", "status", 2), (read.Findings[0].Rule, read.Findings[0].Place.Element,
            read.Findings[0].Place.Line));
    }

    [Fact]
    public void Gives_back_its_rejected_rows_with_the_reason()
    {
        var read = Accepted(Csv(cases,
            "id,status,opened,closed\n1,Won,2020-01-01,\n2,Won,2020-01-01,2020-02-01\n2,Won,2020-01-01,2020-02-01\n3,Open\n"));
        Assert.Equal(new RowCounts(4, 1, 1, 2, 0), read.Rows);
        using var text = new StringWriter();
        read.Rejected.WriteTo(text);
        Assert.Equal(
            "id,status,opened,closed,reason\n"
            + "1,Won,2020-01-01,,\"csv-no-closing-date: The status is 'Won', but there is no closing date.\"\n"
            + "3,Open,\"csv-fields: The row has 2 fields, the header 4.\"\n", text.ToString());
    }

    [Fact]
    public void With_every_kind_of_row_accounts_for_each_of_them()
    {
        var read = Accepted(Csv(events with { Columns = events.Columns with { Lifecycle = "state" } },
            "case,activity,time,person,state\n1,a,2020-01-01,x,complete\n1,a,2020-01-01,x,complete\n1,b,2020-01-02,x,start\n"
            + "1,b,never,x,complete\n2,a,2020-01-03,x,complete\n"));
        Assert.Equal(new RowCounts(5, 3, 1, 1, 1), read.Rows);
        var xes = Accepted(Xes("<log><trace><string key=\"concept:name\" value=\"1\"/>" + string.Concat(
            new[] { ("a", "complete"), ("a", "start"), ("", "complete") }.Select(each =>
                $"<event><string key=\"concept:name\" value=\"{each.Item1}\"/><string key=\"lifecycle:transition\" value=\"{each.Item2}\"/>"
                + "<date key=\"time:timestamp\" value=\"2020-01-01T00:00:00Z\"/></event>")) + "</trace></log>"));
        Assert.Equal(new RowCounts(3, 2, 0, 1, 1), xes.Rows);
    }

    [Fact]
    public void Of_cases_closed_on_the_day_they_were_created_is_no_bad_log()
    {
        var log = Accepted(Csv(cases, "id,status,opened,closed\n1,Won,2026-03-05T10:15Z,2026-03-05\n")).Log;
        Assert.Equal([new DateTime(2026, 3, 5, 10, 15, 0).Ticks, new DateTime(2026, 3, 6).Ticks - 1], log.EffectiveTicks);
        // Bare dates alone stay whole days apart.
        var bare = Accepted(Csv(cases, "id,status,opened,closed\n1,Won,2026-03-05,2026-03-07\n")).Log;
        Assert.Equal(2 * TimeSpan.TicksPerDay, bare.EffectiveTicks[1] - bare.EffectiveTicks[0]);
        // The table of noon shows it closed, so it was closed by noon.
        var noon = new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(noon.UtcTicks, Accepted(Csv(cases with { AsOf = noon },
            "id,status,opened,closed\n1,Won,2026-03-05T10:15Z,2026-03-05\n")).Log.EffectiveTicks[1]);
    }

    [Fact]
    public void With_a_year_before_1900_loses_only_that_row()
    {
        var read = Accepted(Csv(events, "case,activity,time,person\n1,a,2020-01-01,x\n1,b,0001-01-01T00:00:00+01:00,x\n"));
        Assert.Equal(new RowCounts(2, 1, 0, 1, 0), read.Rows);
        Assert.Equal(("csv-date", 3), (read.Rejected.Listed[0].Code, read.Rejected.Listed[0].Line));
        Assert.Contains("1900", read.Rejected.Listed[0].Sentence, StringComparison.Ordinal);
        var xes = Accepted(Xes("<log><trace><string key=\"concept:name\" value=\"1\"/><event><string key=\"concept:name\" value=\"a\"/>"
            + "<date key=\"time:timestamp\" value=\"0001-01-01T00:00:00+01:00\"/></event><event><string key=\"concept:name\" value=\"a\"/>"
            + "<date key=\"time:timestamp\" value=\"2020-01-01T00:00:00Z\"/></event></trace></log>"));
        Assert.Equal(("xes-time", 1), (xes.Rejected.Listed[0].Code, xes.Rows.Accepted));
    }

    [Theory]
    [InlineData("segments: [a]\nknown-from-opening: [b]\n", "mapping-choice", 2)]
    [InlineData("format: csv\nshape: &a cases\n", "yaml-broken", 2)]
    [InlineData("format: csv\nowner: *a\n", "yaml-broken", 2)]
    [InlineData("format: !x csv\n", "yaml-broken", 1)]
    [InlineData("format: docx\n", "mapping-choice", 1)]
    [InlineData("format: csv\nstagez: []\n", "mapping-unknown", 2)]
    [InlineData("endings:\n  won: [A]\n  lost: [A]\n", "mapping-label-twice", 1)]
    public void Mapping_is_refused_with_its_line(string text, string rule, int line)
    {
        var reading = MappingFile.Read(text, "a.mapping.yaml");
        Assert.Null(reading.Mapping);
        Assert.Contains(reading.Findings, finding => finding.Rule == rule && finding.Place.Line == line);
    }

    internal static LogReading Csv(LogMapping mapping, string text) =>
        CsvReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.csv", mapping, EventLogLimits.Default);

    internal static LogReading Csv(LogMapping mapping, byte[] bytes) =>
        CsvReader.Read(new MemoryStream(bytes), "a.csv", mapping, EventLogLimits.Default);

    internal static LogReading.Accepted Accepted(LogReading reading) =>
        reading.Match(read => read, refused => throw new InvalidOperationException(refused.Findings[0].Message));

    private static LogReading Xes(string text) => XesReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.xes",
        XesOptions.Default);

    private static Finding Refused(LogReading reading) =>
        reading.Match(_ => throw new InvalidOperationException("was read"), refused =>
            refused.Findings.First(finding => finding.Severity == Severity.Error));
}
