using System.Globalization;
using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

[Trait("Data", "bpic2012")]
public sealed class Reading_the_loan_log
{
    [Fact]
    public void Finds_every_event_and_the_known_endings()
    {
        var read = Read();
        Assert.Equal(138_797, read.Report.Rows.Read);
        Assert.Equal(7_455, read.Log.Cases);
        var history = read.History;
        Assert.Equal((1_130, 1_346, 4_334, 645), (
            Count(history, Ending.Won), Count(history, Ending.Lost), Count(history, Ending.NoGo), Count(history, null)));
        Assert.Null(history.Columns.TruncatedSinceTicks);
    }

    [Fact]
    public void Agrees_with_an_independent_count_case_by_case()
    {
        var read = Read();
        var history = read.History;
        var ours = Enumerable.Range(0, history.Cases).ToDictionary(c => read.Log.CaseIds[history.Columns.CaseIndex[c]], c =>
            (Ending?)history.EndingOf(c));
        var theirs = File.ReadLines(SharedLogs.Path("bpic2012/endings.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(
            cells => cells[0],
            cells => cells[4] switch
            {
                "won" => (Ending?)Ending.Won,
                "open" => null,
                "declined" => Ending.NoGo,
                "cancelled" => Ending.Lost,
                _ => throw new InvalidDataException(cells[4])
            });
        Assert.Equal(theirs.Count, ours.Count);
        Assert.DoesNotContain(theirs, each => ours[each.Key] != each.Value);
        Assert.Equal(
            File.ReadLines(SharedLogs.Path("bpic2012/endings.csv")).Skip(1).Sum(line =>
                double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)),
            Enumerable.Range(0, read.Log.Cases).Sum(c => double.Parse(read.Log.FindAttribute("AMOUNT_REQ")!.Of(c)!,
                CultureInfo.InvariantCulture)));
    }

    private static int Count(History history, Ending? ending) => Enumerable.Range(0, history.Cases).Count(c =>
        history.EndingOf(c) == ending);

    private static LogImport.Imported Read()
    {
        var text = File.ReadAllText(Path.Combine(SharedLogs.Repository(), "examples/mappings/bpic2012.mapping.yaml"));
        var mapping = MappingFile.Read(text, "bpic2012.mapping.yaml");
        Assert.Empty(mapping.Findings);
        using var stream = File.OpenRead(SharedLogs.Path("bpic2012/bpic2012-until-2011-12-31.xes.gz"));
        return LogImport.Read(stream, "bpic2012.xes.gz", mapping.Mapping!, EventLogLimits.Default).Match(
            read => read,
            refused => throw new InvalidOperationException(refused.Findings[0].Message));
    }
}
