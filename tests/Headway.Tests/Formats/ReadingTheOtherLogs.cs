using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

[Trait("Data", "others")]
public sealed class Reading_the_other_logs
{
    [Fact]
    public void Finds_the_endings_and_the_truncation_of_the_crm_export()
    {
        var text = File.ReadAllText(Path.Combine(SharedLogs.Repository(), "examples/mappings/maven-crm.mapping.yaml"));
        using var stream = File.OpenRead(SharedLogs.Path("maven_crm/sales_pipeline_as_of_2017-10-01.csv"));
        var imported = LogImport.Read(stream, "pipeline.csv", MappingFile.Read(text, "m").Mapping!, EventLogLimits.Default).Match(
            read => read, refused => throw new InvalidOperationException(refused.Findings[0].Message));
        Assert.Equal(new EndingCounts(3_042, 1_684, 0, 0, 2_409), imported.Report.Endings);
        Assert.Equal(new RowCounts(7_135, 7_135, 0, 0, 0), imported.Report.Rows);
        Assert.Equal(new DateTime(2017, 3, 1).Ticks - 1, imported.History.Columns.TruncatedSinceTicks);
        // The README of the data counts 535 open ones older than 138 days.
        Assert.Contains(imported.Report.Depth, line => line.Topic == "old-open"
            && line.Sentence.StartsWith("535 ", StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, imported.History.Cases), c =>
            Assert.True(imported.History.EntryTicks(c) < imported.History.Columns.ExitTicks[c]
            || imported.History.Columns.OpenedTicks[c] == imported.History.Columns.ExitTicks[c]));
    }

    [Theory]
    [InlineData("format_samples/02_teleclaims.xes.gz", 3_512)]
    [InlineData("format_samples/roadtraffic100traces.xes", 100)]
    [InlineData("format_samples/running-example.xes", 6)]
    [InlineData("format_samples/running-example.csv", 6)]
    [InlineData("format_samples/12_roadtraffic_1t_per_variant.xes.gz", 231)]
    [InlineData("format_samples/14_Billing_1t_per_variant.xes.gz", 1_020)]
    [InlineData("format_samples/13_SEPSIS_1t_per_variant.xes.gz", 846)]
    [InlineData("format_samples/16_bpic2019_1t_per_variant.xes.gz", 11_973)]
    [InlineData("receipt/receipt.xes.gz", 1_434)]
    [InlineData("receipt/receipt.csv", 1_434)]
    [InlineData("helpdesk/helpdesk.xes.gz", 4_580)]
    [InlineData("hiring/hiring_log_high.xes.gz", 10_000)]
    public void Needs_no_mapping_to_say_what_a_file_holds(string name, int cases)
    {
        using var stream = File.OpenRead(SharedLogs.Path(name));
        var glance = FileGlance.Of(stream, name, EventLogLimits.Default);
        Assert.DoesNotContain(glance.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(cases, glance.Report!.Cases);
        Assert.Equal(glance.Report.Rows.Read, glance.Report.Rows.Accepted + glance.Report.Rows.Merged + glance.Report.Rows.Rejected);
        Assert.NotEmpty(glance.Sample);
    }
}
