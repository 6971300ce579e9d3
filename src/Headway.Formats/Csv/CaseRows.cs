using System.Text;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Csv;

/// <summary>Rows that are opportunities: each date column is an event, and a status that ends the case is one at the closing
/// date.</summary>
/// <remarks>One thread: such tables have thousands of rows, and a repeated id must be seen across the whole file.</remarks>
internal sealed class CaseRows
{
    /// <summary>Where the events of a table without any dates stand. Nothing about time can be learned from it, and the report says
    /// so.</summary>
    internal static readonly DateTimeOffset Undated = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CsvPlan plan;
    private readonly Calendar days;
    private readonly EventLogPart part;
    private readonly RejectedRowsBuilder rejected = new();
    private readonly Dictionary<int, uint> rowOfCase = [];
    private readonly HashSet<string> endings;
    private readonly Dictionary<string, (int Rows, int Line)> unknown = new(StringComparer.Ordinal);
    private readonly HashSet<string> known;
    private readonly List<(int Label, long Ticks)> events = [];
    private int read;
    private int accepted;
    private int merged;
    private bool timeOfDay;

    private CaseRows(CsvPlan plan, EventLogPart part)
    {
        this.plan = plan;
        days = new Calendar(plan.Zone);
        this.part = part;
        endings = [.. plan.Mapping.Endings.ByEnding.SelectMany(each => each.Labels)];
        known = [.. plan.Mapping.KnownLabels];
    }

    public static LogReading Read(CsvPlan plan, CsvBlocks blocks)
    {
        var builder = new EventLogBuilder();
        var rows = new CaseRows(plan, builder.NewPart());
        for (var block = new CsvBlock(); blocks.Next(block);)
        {
            rows.part.BeginBlock(block.Number);
            var row = new CsvRow(block);
            plan.Head.Pass(block, ref row);
            while (row.Next()) rows.ReadRow(row);
        }
        var rejections = RejectedRowsBuilder.Join([rows.rejected], plan.Head.HeaderLine, (char)plan.Head.Delimiter);
        var counts = new RowCounts(rows.read, rows.accepted, rows.merged, rejections.Count, 0);
        return new LogReading.Accepted(builder.Build().Log, counts, rejections, [.. rows.unknown.Select(each => new Finding(
            "csv-unknown-status", Severity.Warning, new Place(plan.File, each.Value.Line, 0, plan.Mapping.Columns.Status ?? ""),
            $"The status '{each.Key}' ({each.Value.Rows:N0} rows) is in no stage and no ending; its rows count as open.",
            "A closing that is not recognised makes a case look alive.", "Put it under stages, endings or ignored in the mapping."))]);
    }

    private void ReadRow(in CsvRow row)
    {
        if (row.Fields == 1 && row.Text.IsEmpty) return;
        read++;
        if (!plan.HasFields(row))
        {
            rejected.Add(plan.Reject(row, -1, "csv-fields", $"The row has {row.Fields} fields, the header {plan.Head.Columns.Length}."));
            return;
        }
        var columns = plan.Columns;
        var id = row.Field(columns.Case);
        if (columns.Case >= 0 && id.IsEmpty)
        {
            rejected.Add(plan.Reject(row, columns.Case, "csv-no-case", "The row has no id."));
            return;
        }
        events.Clear();
        timeOfDay = false;
        if (!TryDates(row) || !TryEnding(row)) return;
        if (events.Count == 0)
        {
            if (columns.DateColumns.Length > 0)
            {
                rejected.Add(plan.Reject(row, columns.Opened, "csv-no-time",
                    "The row has no date at all, so nothing is known of when it was."));
                return;
            }
            // An open case in a table without dates: it exists, that is all.
            events.Add((part.Label(row.Field(columns.Status)), UndatedTicks));
        }
        AddOutcomes(row);
        var caseIndex = columns.Case >= 0 ? part.Case(id) : part.Case($"row {read}");
        var fingerprint = RowFingerprint.Of(row.Text);
        if (!rowOfCase.TryAdd(caseIndex, fingerprint))
        {
            if (rowOfCase[caseIndex] == fingerprint) merged++;
            else rejected.Add(plan.Reject(row, columns.Case, "csv-id-twice",
                "Another row has this id and other values; the first one was taken."));
            return;
        }
        Keep(row, caseIndex);
    }

    private bool TryDates(in CsvRow row)
    {
        foreach (var column in plan.Columns.Dates.Insert(0, plan.Columns.Opened))
        {
            var text = row.Field(column);
            if (column < 0 || text.IsEmpty) continue;
            if (!plan.TryTime(text, column, out var ticks))
            {
                rejected.Add(plan.RejectDate(row, column));
                return false;
            }
            timeOfDay |= !plan.IsBareDay(text, column);
            events.Add((part.Label(plan.Head.Columns[column]), ticks));
        }
        return true;
    }

    private bool TryEnding(in CsvRow row)
    {
        var columns = plan.Columns;
        var status = Encoding.UTF8.GetString(row.Field(columns.Status));
        if (!endings.Contains(status))
        {
            if (status.Length > 0 && !known.Contains(status) && (unknown.ContainsKey(status) || unknown.Count < 200))
                unknown[status] = unknown.TryGetValue(status, out var seen) ? (seen.Rows + 1, seen.Line) : (1, row.Line);
            return true;
        }
        var ticks = UndatedTicks;
        if (columns.Closed >= 0)
        {
            var closed = row.Field(columns.Closed);
            if (closed.IsEmpty)
            {
                rejected.Add(plan.Reject(row, columns.Closed, "csv-no-closing-date",
                    $"The status is '{status}', but there is no closing date."));
                return false;
            }
            if (!plan.TryTime(closed, columns.Closed, out ticks))
            {
                rejected.Add(plan.RejectDate(row, columns.Closed));
                return false;
            }
            if (timeOfDay && plan.IsBareDay(closed, columns.Closed)) ticks = EndOfClosingDay(ticks);
            if (events.Any(each => each.Ticks > ticks))
            {
                rejected.Add(plan.Reject(row, columns.Closed, "csv-closed-early", "The closing date lies before another date of the row."));
                return false;
            }
        }
        else if (columns.DateColumns.Length > 0)
        {
            ticks = events.Count > 0 ? events.Max(each => each.Ticks) : UndatedTicks;
        }
        events.Add((part.Label(status), ticks));
        return true;
    }

    /// <summary>
    /// Values of columns that answer outcomes: at the opening where somebody said that they stood there from then on, else when the row
    /// ended, because nobody can say that they were known before. They stand before the ending, which would cut them off.
    /// </summary>
    private void AddOutcomes(in CsvRow row)
    {
        var ended = endings.Contains(Encoding.UTF8.GetString(row.Field(plan.Columns.Status)));
        var (first, last) = (events.Min(each => each.Ticks), events.Max(each => each.Ticks));
        foreach (var outcome in plan.Mapping.Outcomes)
        {
            if (outcome.Column is null || outcome.LabelOf(Encoding.UTF8.GetString(row.Field(plan.Head.IndexOf(outcome.Column))))
                is not { } label) continue;
            var ticks = outcome.Known == KnownFrom.Opening ? first : last;
            events.Insert(ended ? events.Count - 1 : events.Count, (part.Label(label), ticks));
        }
    }

    /// <summary>
    /// Beside a time of day a bare date is the whole day (rule 5), so it closed by the end of it; the table shows it closed at its own
    /// date, so not later than that. Where all dates of a row are bare they are whole days apart, and midnight stands for each.
    /// </summary>
    private long EndOfClosingDay(long startTicks)
    {
        var end = days.EndOf(days.DayOf(new DateTimeOffset(startTicks, TimeSpan.Zero))).UtcTicks - 1;
        var latest = events.Count == 0 ? startTicks : events.Max(each => each.Ticks);
        return plan.Mapping.AsOf is { } asOf && asOf.UtcTicks >= startTicks && asOf.UtcTicks < end && latest <= end
            ? Math.Max(asOf.UtcTicks, latest) : end;
    }

    private void Keep(in CsvRow row, int caseIndex)
    {
        accepted++;
        foreach (var (column, name) in plan.Columns.Attributes)
        {
            var value = row.Field(column);
            var attribute = part.Attribute(name, plan.Limits.MaxAttributes);
            if (attribute >= 0 && !value.IsEmpty && value.Length <= plan.Limits.MaxTextBytes) part.SetAttribute(attribute, caseIndex,
                value);
        }
        var person = plan.Mapping.Owner is { } owner ? part.Person(row.Field(plan.Head.IndexOf(owner))) : -1;
        foreach (var (label, ticks) in events) part.Add(caseIndex, label, ticks, person, EventLog.Assumed, fingerprint: 0);
    }

    private long UndatedTicks => (plan.Mapping.AsOf ?? Undated).UtcTicks;
}
