using Headway.Formats.Csv;
using Headway.Formats.Mapping;

namespace Headway.Formats.Crm;

/// <summary>What was done, and what else is known beside the opportunities.</summary>
internal sealed partial class CrmRows
{
    private void ReadActivity(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        if (About(table, row, count) is not { } opportunity) return;
        var isDone = IsTrue(table.Text(row, CrmField.IsClosed))
            || (!table.Has(CrmField.IsClosed) && CsvHead.Plain(table.Text(row, CrmField.Status)) is "completed" or "abgeschlossen");
        if (!table.TryTime(row, CrmField.ActivityDay, out var day) || !table.TryTime(row, CrmField.ActivityDone, out var done)
            || !table.TryTime(row, CrmField.ActivityRecorded, out var recorded))
        {
            Rejected.Add(table.Reject(row, CrmField.ActivityDay, "csv-date", "One of its dates is no date of 1900 or later."));
            return;
        }
        Known(done, recorded);
        count.Accepted++;
        // Planned and never done says nothing of what happened; without a day nobody knows when.
        if (!isDone || (day ?? done) is not { } at)
        {
            count.SetAside++;
            return;
        }
        var kind = table.Text(row, CrmField.ActivityKind) is { Length: > 0 } of && of != "Task" ? of
            : table.Text(row, CrmField.ActivitySubkind) is { Length: > 0 } sub ? sub : "Task";
        opportunity.Activities.Add(new CrmActivity(kind, at, done?.Ticks ?? recorded?.Ticks, table.Text(row, CrmField.Owner)));
    }

    /// <summary>Of the calendar. It has no mark for "held", so what lies ahead is set aside once the end of the export is known.</summary>
    private void ReadMeeting(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        if (About(table, row, count) is not { } opportunity) return;
        if (!table.TryTime(row, CrmField.ActivityDay, out var start) || !table.TryTime(row, CrmField.ActivityDone, out var day)
            || !table.TryTime(row, CrmField.ActivityRecorded, out var recorded) || !table.TryTime(row, CrmField.Modified, out var modified))
        {
            Rejected.Add(table.Reject(row, CrmField.ActivityDay, "csv-date", "One of its dates is no date of 1900 or later."));
            return;
        }
        Known(recorded, modified);
        count.Accepted++;
        if ((start ?? day) is not { } at)
        {
            count.SetAside++;
            return;
        }
        var kind = table.Text(row, CrmField.ActivityKind) is { Length: > 0 } of ? of
            : table.Text(row, CrmField.ActivitySubkind) is { Length: > 0 } sub && sub != "Event" ? sub : "Meeting";
        opportunity.Activities.Add(new CrmActivity(kind, at, recorded?.Ticks, table.Text(row, CrmField.Owner)) { Meeting = count });
    }

    private void ReadCompetitor(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        if (Found(table, row, count) is not { } opportunity) return;
        count.Accepted++;
        var name = table.Text(row, CrmField.Competitor).Trim();
        if (name.Length == 0 || name.Length > limits.MaxTextBytes || !opportunity.Competitors.Add(name)) count.SetAside++;
    }

    /// <summary>Tasks and meetings are also about accounts and leads; those are set aside.</summary>
    private CrmOpportunity? About(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        var what = table.Text(row, CrmField.Opportunity);
        if (what.StartsWith(OpportunityPrefix, StringComparison.Ordinal) || byKey.ContainsKey(KeyOf(what))) return Found(table, row, count);
        count.Accepted++;
        count.SetAside++;
        return null;
    }

    private void Known(params ReadOnlySpan<CrmTime?> times)
    {
        foreach (var time in times)
            if (time is { } at) LastKnownTicks = Math.Max(LastKnownTicks, at.Ticks);
    }
}
