using System.Text;
using Headway.Formats;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Spreadsheet;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

/// <summary>What our own history looks like once it went out as a table and came in again, with no mapping but the guess.</summary>
public sealed class Our_own_table_brought_back
{
    private static readonly ExportedHistory exported = Our_own_history_taken_out.Exported;

    [Theory]
    [InlineData("own.csv")]
    [InlineData("own.xlsx")]
    public void As_events_needs_no_mapping_and_is_what_went_out(string file)
    {
        var (guess, after) = BroughtBack(file, events: true);
        var before = exported.History;
        Assert.Equal(before.Shape.Stages.Select(stage => stage.Key), after.Shape.Stages.Select(stage => stage.Key));
        Assert.Equal(before.Shape.SegmentAttributes, guess.Segments);
        Assert.Equal(Told(before), Told(after));
    }

    [Theory]
    [InlineData("own.csv")]
    [InlineData("own.xlsx")]
    public void As_opportunities_needs_no_mapping_and_keeps_every_ending(string file)
    {
        var (guess, after) = BroughtBack(file, events: false);
        Assert.Equal("ending", guess.Columns.Status);
        Assert.Equal(exported.History.Columns.Endings, after.Columns.Endings);
        Assert.Equal(exported.History.Columns.Amount, after.Columns.Amount);
    }

    [Fact]
    public void Says_which_kind_of_file_it_is()
    {
        Assert.StartsWith("format: xlsx\n", MappingFile.Write(BroughtBack("own.xlsx", events: true).Guess), StringComparison.Ordinal);
        Assert.StartsWith("format: csv\n", MappingFile.Write(BroughtBack("own.csv", events: true).Guess), StringComparison.Ordinal);
    }

    /// <summary>Case by case: its stages, its ending and what is known of which outcome; rows alike in everything are one on the way
    /// in.</summary>
    private static List<string> Told(History history)
    {
        var (columns, shape) = (history.Columns, history.Shape);
        return [.. Enumerable.Range(0, history.Cases).Select(c =>
        {
            var stages = Enumerable.Range(columns.VisitStart[c], columns.VisitStart[c + 1] - columns.VisitStart[c])
                .Select(v => shape.Stages[columns.VisitStage[v]].Key);
            var evidence = Enumerable.Range(columns.Evidence.Start[c], columns.Evidence.Start[c + 1] - columns.Evidence.Start[c])
                .Select(e => $"{shape.Outcomes[columns.Evidence.Outcome[e]].Key} {columns.Evidence.Confirms[e]}").Distinct().Order();
            return $"{history.Log.CaseIds[columns.CaseIndex[c]]}: {string.Join(" ", stages)}; {history.EndingOf(c)}; "
                + string.Join(", ", evidence);
        }).Order(StringComparer.Ordinal)];
    }

    private static (LogMapping Guess, History History) BroughtBack(string file, bool events)
    {
        using var written = new MemoryStream();
        if (file.EndsWith("xlsx", StringComparison.Ordinal))
        {
            var book = new HistoryXlsx(exported, written);
            if (events) book.WriteEvents();
            else book.WriteOpportunities();
        }
        else
        {
            using var text = new StreamWriter(written, new UTF8Encoding(false), leaveOpen: true);
            var table = new HistoryCsv(exported, text);
            if (events) table.WriteEvents();
            else table.WriteOpportunities();
        }
        var guess = FileGlance.Of(written, file, EventLogLimits.Default).Guess;
        // Through the text, as it is kept.
        var mapping = MappingFile.Read(MappingFile.Write(guess), "guess");
        Assert.Empty(mapping.Findings);
        var asOf = new DateTimeOffset(exported.History.AsOfTicks, TimeSpan.Zero);
        return (guess, LogImport.Read(written, file, mapping.Mapping!, EventLogLimits.Default).Match(
            read => read.History.AsOf(asOf), refused => throw new InvalidOperationException(refused.Findings[0].Message)));
    }
}

public sealed class A_mapping_beside_the_wrong_file
{
    private const string Xes = "<log xes.version=\"1.0\"><trace><string key=\"concept:name\" value=\"1\"/></trace></log>";
    private const string Table = "case,activity,time\n1,won,2026-01-05\n";

    [Theory]
    [InlineData(LogFormat.Xes, Table, "The mapping is for XES, and log.txt is CSV.")]
    [InlineData(LogFormat.Ocel, Table, "The mapping is for OCEL, and log.txt is CSV.")]
    [InlineData(LogFormat.Csv, Xes, "The mapping is for CSV, and log.txt is XES.")]
    [InlineData(LogFormat.Ocel, Xes, "The mapping is for OCEL, and log.txt is XES.")]
    [InlineData(LogFormat.Xes, "{\"objectTypes\":[]}", "The mapping is for XES, and log.txt is OCEL.")]
    public void Is_told_what_each_of_them_is_and_what_to_do(LogFormat format, string content, string message)
    {
        var mapping = new LogMapping(format, LogShape.Events, new ColumnMapping("case", "activity", "time"));
        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var finding = LogImport.Read(raw, "log.txt", mapping, EventLogLimits.Default).Match(
            _ => throw new InvalidOperationException("It was imported."), refused => Assert.Single(refused.Findings));
        Assert.Equal(("mapping-other-format", message), (finding.Rule, finding.Message));
        Assert.Contains("leave the mapping out", finding.Help, StringComparison.Ordinal);
    }
}

public sealed class Dates_that_a_person_has_settled
{
    private const string Ambiguous = "case,activity,time\n1,stage:ask,03/04/2026\n1,stage:offer,04/04/2026\n1,won,05/06/2026\n";

    [Fact]
    public void Let_stages_and_endings_be_guessed_where_they_could_not_be_before()
    {
        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(Ambiguous));
        var unread = FileGlance.Of(raw, "log.csv", EventLogLimits.Default).Guess;
        Assert.Empty(unread.KnownLabels);
        var answered = FileGlance.Labelled(raw, "log.csv", unread with { DateStyle = DateStyle.DayMonthYear }, EventLogLimits.Default);
        Assert.Equal(["ask", "offer"], answered.Stages.Select(stage => stage.Key));
        Assert.Equal(["won"], answered.Endings.Won);
        Assert.Equal(DateStyle.DayMonthYear, answered.DateStyle);
        Assert.Equal(MappingFile.Write(answered), MappingFile.Write(
            FileGlance.Of(raw, "log.csv", EventLogLimits.Default, dates: DateStyle.DayMonthYear).Guess));
    }

    [Fact]
    public void Leave_a_meaning_that_somebody_gave_alone()
    {
        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(Ambiguous));
        var mapping = FileGlance.Of(raw, "log.csv", EventLogLimits.Default).Guess with
        {
            DateStyle = DateStyle.DayMonthYear,
            Ignored = ["stage:ask"],
        };
        Assert.Same(mapping, FileGlance.Labelled(raw, "log.csv", mapping, EventLogLimits.Default));
    }
}
