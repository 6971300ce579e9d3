using Headway.Formats.Mapping;
using Headway.Formats.Ocel;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

[Trait("Data", "others")]
public sealed class Reading_object_centric_logs
{
    [Theory]
    [InlineData("ocel20_example.jsonocel", "Purchase Order", 2, 5, 8)]
    [InlineData("ocel20_example.xmlocel", "Purchase Order", 2, 5, 8)]
    [InlineData("ocel20_example.sqlite", "Purchase Order", 2, 5, 8)]
    [InlineData("example_log.jsonocel", "order", 3, 12, 11)]
    [InlineData("example_log.xmlocel", "order", 3, 12, 11)]
    public void Needs_no_mapping_to_find_the_cases(string name, string type, int cases, int events, int setAside)
    {
        var glance = Glance(name);
        Assert.DoesNotContain(glance.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(LogFormat.Ocel, glance.Format);
        Assert.Equal(type, glance.Guess.Columns.Case);
        Assert.Equal((cases, events, setAside), (glance.Report!.Cases, glance.Report.Events, glance.Report.Rows.SetAside));
        Assert.Equal(glance.Report.Rows.Read, glance.Report.Rows.Accepted + glance.Report.Rows.Merged + glance.Report.Rows.Rejected);
    }

    [Fact]
    public void Finds_the_same_story_in_all_three_writings_of_one_log()
    {
        // The XML and the database give local times without a zone: an hour ahead of the JSON.
        var json = Story("ocel20_example.jsonocel", "UTC");
        Assert.Equal("PO1: Create Purchase Order 2022-01-10T08:15, Change PO Quantity 2022-01-13T11:00, "
            + "Insert Invoice 2022-01-14T11:00, Insert Invoice 2022-01-16T10:00 | po_quantity 500 -> 600 at 2022-01-13T11:00", json[0]);
        Assert.Equal("PO2: Create Purchase Order 2022-02-02T16:00 | po_quantity 1", json[1]);
        Assert.Equal(json, Story("ocel20_example.xmlocel", "Europe/Berlin"));
        Assert.Equal(json, Story("ocel20_example.sqlite", "Europe/Berlin"));
    }

    [Theory]
    [InlineData("Invoice", 3, 9)]
    [InlineData("Payment", 3, 3)]
    [InlineData("Purchase Requisition", 1, 3)]
    public void Takes_another_type_of_object_as_the_case(string type, int cases, int events)
    {
        var read = Read("ocel20_example.jsonocel", new ColumnMapping(type));
        Assert.Equal((cases, events), (read.Log.Cases, read.Log.Events));
    }

    [Fact]
    public void Counts_an_event_about_several_cases_once_for_each_and_says_so()
    {
        // 10 of the 23 events are about elements; 3 orders and 3 deliveries are created for several at once, which makes 19.
        var read = Read("example_log.jsonocel", new ColumnMapping("element"));
        Assert.Equal(new RowCounts(32, 32, 0, 0, 13), read.Rows);
        Assert.Contains(read.Findings, finding => finding.Rule == "ocel-shared-events" && finding.Message.StartsWith("6 events are about"));
        Assert.Equal(["Create Order", "Item out of Stock", "Item back in Stock", "Create Delivery"],
            LabelsOf(read.Log, "i3"));
    }

    [Fact]
    public void Keeps_qualifiers_in_the_label_when_asked()
    {
        var read = Read("ocel20_example.jsonocel", new ColumnMapping("Purchase Order", OcelLabels));
        Assert.Equal(["Create Purchase Order (Created order with identifier)", "Change PO Quantity (Change of quantity)",
            "Insert Invoice (Invoice created starting from the PO)", "Insert Invoice (Invoice created starting from the PO)"],
            LabelsOf(read.Log, "PO1"));
    }

    private const string OcelLabels = "type and qualifier";

    private static string[] LabelsOf(EventLog log, string id)
    {
        var c = Array.IndexOf(log.CaseIds, id);
        return [.. log.Label[log.CaseStart[c]..log.CaseStart[c + 1]].Select(label => log.Labels[label])];
    }

    private static string[] Story(string name, string zone)
    {
        var log = Read(name, new ColumnMapping("Purchase Order"), zone).Log;
        string At(long ticks) => new DateTime(ticks).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, log.Cases).Select(c =>
        {
            var events = Enumerable.Range(log.CaseStart[c], log.CaseStart[c + 1] - log.CaseStart[c])
                .Select(i => $"{log.Labels[log.Label[i]]} {At(log.EffectiveTicks[i])}");
            var changes = log.FindChanges("po_quantity")!;
            var values = Enumerable.Range(changes.Start[c], changes.Start[c + 1] - changes.Start[c]).Select(i =>
                i == changes.Start[c] ? changes.Values[changes.Value[i]]
                    : $"-> {changes.Values[changes.Value[i]]} at {At(changes.RecordedTicks[i])}");
            return $"{log.CaseIds[c]}: {string.Join(", ", events)} | po_quantity {string.Join(' ', values)}";
        })];
    }

    private static LogReading.Accepted Read(string name, ColumnMapping columns, string zone = "UTC")
    {
        using var stream = File.OpenRead(SharedLogs.Path($"format_samples/{name}"));
        return A_bad_log.Accepted(OcelReader.Read(
            stream, name, new LogMapping(LogFormat.Ocel, LogShape.Events, columns) { Zone = zone }, EventLogLimits.Default));
    }

    private static FileGlance Glance(string name)
    {
        using var stream = File.OpenRead(SharedLogs.Path($"format_samples/{name}"));
        return FileGlance.Of(stream, name, EventLogLimits.Default);
    }
}
