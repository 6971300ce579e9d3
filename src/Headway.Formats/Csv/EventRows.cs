using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Csv;

/// <summary>Rows that are events. Each thread reads blocks into its own part of the log; the builder joins them in document
/// order.</summary>
internal sealed class EventRows
{
    private readonly CsvPlan plan;
    private readonly EventLogPart part;
    private readonly RejectedRowsBuilder rejected = new();
    private readonly int[] attributes;
    private (int Line, string Text, string Column)? otherStyle;
    private int read;
    private int setAside;

    private EventRows(CsvPlan plan, EventLogPart part)
    {
        this.plan = plan;
        this.part = part;
        attributes = [.. plan.Columns.Attributes.Select(each => part.Attribute(each.Name, plan.Limits.MaxAttributes))];
    }

    public static LogReading Read(CsvPlan plan, CsvBlocks blocks)
    {
        var builder = new EventLogBuilder();
        var readers = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, 8))
            .Select(_ => new EventRows(plan, builder.NewPart())).ToArray();
        try
        {
            Parallel.ForEach(readers, new ParallelOptions { MaxDegreeOfParallelism = readers.Length }, reader => reader.ReadBlocks(blocks));
        }
        catch (AggregateException several)
        {
            // The limit or the broken gzip that all threads ran into is one finding, as it is on one thread.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        if (readers.Select(reader => reader.otherStyle).Where(each => each is not null).MinBy(each => each!.Value.Line) is { } other)
        {
            var first = plan.Head.Sample[0][plan.Head.IndexOf(other.Column)];
            return new LogReading.Refused([DateSurvey.TwoStyles(
                plan.File, other.Column, (2, first), "as the mapping or the first rows have it", (other.Line, other.Text), "another one")]);
        }
        var built = builder.Build();
        var rejections = RejectedRowsBuilder.Join(
            readers.Select(reader => reader.rejected), plan.Head.HeaderLine, (char)plan.Head.Delimiter);
        var setAside = readers.Sum(reader => reader.setAside);
        // Each accepted row is one event of the log, or was set aside.
        var counts = new RowCounts(
            readers.Sum(reader => reader.read), built.Log.Events + setAside, built.Merged, rejections.Count, setAside);
        return new LogReading.Accepted(built.Log, counts, rejections, []);
    }

    private void ReadBlocks(CsvBlocks blocks)
    {
        for (var block = new CsvBlock(); blocks.Next(block) && otherStyle is null;)
        {
            part.BeginBlock(block.Number);
            var row = new CsvRow(block);
            plan.Head.Pass(block, ref row);
            while (row.Next()) ReadRow(row);
            if (read > plan.Limits.MaxEvents)
                throw new LogLimitException("log-too-large", $"The file holds more than {plan.Limits.MaxEvents:N0} rows.");
        }
    }

    private void ReadRow(in CsvRow row)
    {
        var columns = plan.Columns;
        if (row.Fields == 1 && row.Text.IsEmpty) return;
        read++;
        if (!plan.HasFields(row))
        {
            rejected.Add(plan.Reject(row, -1, "csv-fields", $"The row has {row.Fields} fields, the header {plan.Head.Columns.Length}."));
            return;
        }
        var time = row.Field(columns.Time);
        var label = row.Field(columns.Activity);
        var id = row.Field(columns.Case);
        if (!plan.TryTime(time, columns.Time, out var ticks)) RejectTime(row, columns.Time);
        else if (id.IsEmpty) rejected.Add(plan.Reject(row, columns.Case, "csv-no-case", "The row names no case."));
        else if (label.IsEmpty) rejected.Add(plan.Reject(row, columns.Activity, "csv-no-activity", "The row names no activity."));
        else if (id.Length > plan.Limits.MaxTextBytes || label.Length > plan.Limits.MaxTextBytes)
            rejected.Add(plan.Reject(row, columns.Activity, "csv-long-text",
                $"A name is longer than {plan.Limits.MaxTextBytes:N0} bytes."));
        else Keep(row, id, label, ticks);
    }

    private void Keep(in CsvRow row, ReadOnlySpan<byte> id, ReadOnlySpan<byte> label, long ticks)
    {
        var columns = plan.Columns;
        var recordedTicks = EventLog.Assumed;
        if (columns.Recorded >= 0 && row.Field(columns.Recorded) is { IsEmpty: false } recorded &&
            !plan.TryTime(recorded, columns.Recorded, out recordedTicks))
        {
            RejectTime(row, columns.Recorded);
            return;
        }
        var caseIndex = part.Case(id);
        for (var a = 0; a < attributes.Length; a++)
        {
            if (part.HasAttribute(attributes[a], caseIndex)) continue;
            var value = row.Field(columns.Attributes[a].Column);
            if (!value.IsEmpty && value.Length <= plan.Limits.MaxTextBytes) part.SetAttribute(attributes[a], caseIndex, value);
        }
        if (columns.Lifecycle >= 0 && !plan.Mapping.Lifecycle.Counts(row.Field(columns.Lifecycle)))
        {
            setAside++;
            return;
        }
        part.Add(caseIndex, part.Label(label), ticks, part.Person(row.Field(columns.Person)), recordedTicks, RowFingerprint.Of(row.Text));
    }

    private void RejectTime(in CsvRow row, int column)
    {
        var text = row.Field(column);
        foreach (var style in Enum.GetValues<DateStyle>())
        {
            if (style == plan.Styles[column] || !LogTime.TryParse(text, style, plan.Zone, out _)) continue;
            otherStyle ??= (row.Line, System.Text.Encoding.UTF8.GetString(text), plan.Head.Columns[column]);
            return;
        }
        rejected.Add(text.IsEmpty
            ? plan.Reject(row, column, "csv-no-time", $"'{plan.Head.Columns[column]}' is empty.")
            : plan.RejectDate(row, column));
    }
}
