using System.Globalization;
using Headway.Histories;

namespace Headway.Formats.Csv;

/// <summary>A history as CSV, as known at its date: one row per opportunity, or one per event in a form that can be imported
/// again.</summary>
/// <remarks>A text that a spreadsheet would take for a formula gets an apostrophe before it; whoever wrote it in a CRM must not run on
/// our desk.</remarks>
public sealed class HistoryCsv(ExportedHistory export, TextWriter to)
{
    private readonly History history = export.History;
    private readonly HistoryColumns columns = export.History.Columns;
    private readonly Func<string, string> personName = export.PersonName;

    /// <summary>case, opened, stage, ending, closed, amount, currency, owner and the segments.</summary>
    public void WriteOpportunities()
    {
        var shape = history.Shape;
        Row(["case", "opened", "stage", "ending", "closed", "amount", "currency", "owner", .. shape.SegmentAttributes.Select(Safe)]);
        foreach (var c in export.Cases)
        {
            var visits = columns.VisitStart[c + 1] - columns.VisitStart[c];
            var ending = history.EndingOf(c);
            Row([
                Safe(history.Log.CaseIds[columns.CaseIndex[c]]), Time(columns.OpenedTicks[c]),
                visits == 0 ? "" : Safe(shape.Stages[columns.VisitStage[columns.VisitStart[c + 1] - 1]].Name),
                NameOf(ending), ending is null ? "" : Time(columns.ExitTicks[c]), Amount(c), shape.Currency,
                shape.OwnerAttribute is { } owner && history.TextOf(owner, c) is { } who ? Safe(personName(who)) : "",
                .. shape.SegmentAttributes.Select(segment => Safe(history.TextOf(segment, c) ?? "")),
            ]);
        }
    }

    /// <summary>case, activity, time, recorded (empty where the source gave none), person, amount, owner and the segments.</summary>
    public void WriteEvents()
    {
        var (log, shape) = (history.Log, history.Shape);
        Row(["case", "activity", "time", "recorded", "person", "amount", "owner", .. shape.SegmentAttributes.Select(Safe)]);
        foreach (var c in export.Cases)
        {
            var inLog = columns.CaseIndex[c];
            string[] ofCase =
            [
                Amount(c), shape.OwnerAttribute is { } owner && history.TextOf(owner, c) is { } who ? Safe(personName(who)) : "",
                .. shape.SegmentAttributes.Select(segment => Safe(history.TextOf(segment, c) ?? "")),
            ];
            if (export.UnsaidStageOf(c) is { } stage)
            {
                Row([
                    Safe(log.CaseIds[inLog]), Safe(stage.Label), Time(stage.EffectiveTicks),
                    stage.RecordedTicks is { } known ? Time(known) : "", "", .. ofCase,
                ]);
            }
            for (var i = log.CaseStart[inLog]; i < log.CaseStart[inLog + 1]; i++)
            {
                if (!log.IsKnownAt(i, history.AsOfTicks)) continue;
                var assumed = log.RecordedTicks.Length == 0 || log.RecordedTicks[i] == EventLog.Assumed;
                var person = log.Person.Length == 0 || log.Person[i] < 0 ? "" : Safe(personName(log.People[log.Person[i]]));
                Row([
                    Safe(log.CaseIds[inLog]), Safe(log.Labels[log.Label[i]]), Time(log.EffectiveTicks[i]), assumed ? ""
                        : Time(log.RecordedTicks[i]),
                    person, .. ofCase,
                ]);
            }
        }
    }

    /// <summary>The text as it is, or with an apostrophe before it where a spreadsheet would run it.</summary>
    public static string Safe(string text) =>
        text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private void Row(IEnumerable<string> cells)
    {
        to.Write(string.Join(',', cells.Select(Quoted)));
        to.Write('\n');
    }

    private string Amount(int c) => double.IsNaN(columns.Amount[c]) ? "" : columns.Amount[c].ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Time(long ticks) => new DateTime(ticks, DateTimeKind.Utc).ToString(
        ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    internal static string NameOf(Ending? ending) => ending is not { } ended ? "open" : ended switch
    {
        Ending.Won => "won",
        Ending.Lost => "lost",
        Ending.NoDecision => "noDecision",
        Ending.NoGo => "noGo",
    };
}
