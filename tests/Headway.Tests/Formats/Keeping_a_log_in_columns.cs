using Headway.Formats.Columns;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Formats;

public sealed class Keeping_a_log_in_columns
{
    [Fact]
    public void Gives_the_same_log_back()
    {
        var log = MadeLog.TwoYears().Log();
        var bytes = LogColumns.Write(log);
        Same(log, LogColumns.Read(bytes));
        Assert.Equal(bytes, LogColumns.Write(log));
    }

    [Fact]
    public void Keeps_recorded_times_changes_and_what_was_withdrawn()
    {
        var log = new EventLog(["a", "b=ø"], [0, 2, 3], ["x", ""], [0, 1, 0], [5, 3, long.MaxValue], [EventLog.Assumed, 7, 9], ["p"],
            [-1, 0, -1],
            [new CaseAttribute("amount", ["1,5"], [-1, 0])])
        {
            Changes = [new ValueChanges("owner", [0, 1, 2], ["q"], [0, -1], [4, 8])],
            WithdrawnTicks = [long.MaxValue, 12, long.MaxValue],
        };
        Same(log, LogColumns.Read(LogColumns.Write(log)));
    }

    [Fact]
    public void Refuses_bytes_that_end_in_the_middle()
    {
        var bytes = LogColumns.Write(MadeLog.TwoYears().Log());
        Assert.ThrowsAny<Exception>(() => LogColumns.Read(bytes[..(bytes.Length / 2)]));
    }

    [Fact]
    [Trait("Data", "bpic2012")]
    public void Holds_the_loan_log_in_about_a_megabyte()
    {
        using var stream = File.OpenRead(SharedLogs.Path("bpic2012/bpic2012-until-2011-12-31.xes.gz"));
        var mapping = MappingFile.Read(
            File.ReadAllText(Path.Combine(SharedLogs.Repository(), "examples/mappings/bpic2012.mapping.yaml")), "m").Mapping!;
        var log = LogImport.Read(stream, "log", mapping, EventLogLimits.Default).Match(
            read => read.Log, refused => throw new InvalidOperationException(refused.Findings[0].Message));
        var bytes = LogColumns.Write(log);
        Same(log, LogColumns.Read(bytes));
        Assert.InRange(bytes.Length, 100_000, 1_500_000);
    }

    private static void Same(EventLog one, EventLog other)
    {
        Assert.Equal(one.CaseIds, other.CaseIds);
        Assert.Equal(one.CaseStart, other.CaseStart);
        Assert.Equal(one.Labels, other.Labels);
        Assert.Equal(one.Label, other.Label);
        Assert.Equal(one.EffectiveTicks, other.EffectiveTicks);
        Assert.Equal(one.RecordedTicks, other.RecordedTicks);
        Assert.Equal(one.People, other.People);
        Assert.Equal(one.Person, other.Person);
        Assert.Equal(one.WithdrawnTicks, other.WithdrawnTicks);
        Assert.Equal(one.Attributes.Select(each => (each.Name, string.Join('|', each.Values), string.Join('|', each.Value))),
            other.Attributes.Select(each => (each.Name, string.Join('|', each.Values), string.Join('|', each.Value))));
        Assert.Equal(
            one.Changes.Select(each => (each.Name, string.Join('|', each.Start), string.Join('|', each.Values),
                string.Join('|', each.Value), string.Join('|', each.RecordedTicks))),
            other.Changes.Select(each => (each.Name, string.Join('|', each.Start), string.Join('|', each.Values),
                string.Join('|', each.Value), string.Join('|', each.RecordedTicks))));
    }
}
