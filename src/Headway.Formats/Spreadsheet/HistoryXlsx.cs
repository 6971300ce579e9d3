using Headway.Formats.Csv;
using Headway.Histories;

namespace Headway.Formats.Spreadsheet;

/// <summary>A history as an Excel workbook, as known at its date: one row per opportunity, or one per event. Every cell has its kind: text,
/// number or moment (UTC).</summary>
/// <param name="to">Can seek; stays open. A sheet holds one row less than <see cref="XlsxWriter.MostRows"/> under its header.</param>
public sealed class HistoryXlsx(ExportedHistory export, Stream to)
{
    private readonly History history = export.History;
    private readonly HistoryColumns columns = export.History.Columns;
    private readonly Func<string, string> personName = export.PersonName;

    /// <summary>case, opened, stage, ending, closed, amount, currency, owner and the segments.</summary>
    public void WriteOpportunities()
    {
        var shape = history.Shape;
        using var sheet = new XlsxWriter(to, "Opportunities");
        sheet.Row(Header("case", "opened", "stage", "ending", "closed", "amount", "currency", "owner"));
        foreach (var c in export.Cases)
        {
            var visits = columns.VisitStart[c + 1] - columns.VisitStart[c];
            var ending = history.EndingOf(c);
            sheet.Row([
                XlsxCell.Of(history.Log.CaseIds[columns.CaseIndex[c]]), new XlsxCell.Moment(columns.OpenedTicks[c]),
                XlsxCell.Of(visits == 0 ? "" : shape.Stages[columns.VisitStage[columns.VisitStart[c + 1] - 1]].Name),
                XlsxCell.Of(HistoryCsv.NameOf(ending)),
                ending is null ? new XlsxCell.Nothing() : new XlsxCell.Moment(columns.ExitTicks[c]),
                Amount(c), XlsxCell.Of(shape.Currency), .. OwnerAndSegments(c),
            ]);
        }
    }

    /// <summary>case, activity, time, recorded (empty where the source gave none), person, amount, owner and the segments.</summary>
    public void WriteEvents()
    {
        var log = history.Log;
        using var sheet = new XlsxWriter(to, "Events");
        sheet.Row(Header("case", "activity", "time", "recorded", "person", "amount", "owner"));
        foreach (var c in export.Cases)
        {
            var inLog = columns.CaseIndex[c];
            XlsxCell[] ofCase = [Amount(c), .. OwnerAndSegments(c)];
            if (export.UnsaidStageOf(c) is { } stage)
            {
                sheet.Row([
                    XlsxCell.Of(log.CaseIds[inLog]), XlsxCell.Of(stage.Label), new XlsxCell.Moment(stage.EffectiveTicks),
                    stage.RecordedTicks is { } known ? new XlsxCell.Moment(known) : new XlsxCell.Nothing(), new XlsxCell.Nothing(),
                    .. ofCase,
                ]);
            }
            for (var i = log.CaseStart[inLog]; i < log.CaseStart[inLog + 1]; i++)
            {
                if (!log.IsKnownAt(i, history.AsOfTicks)) continue;
                var assumed = log.RecordedTicks.Length == 0 || log.RecordedTicks[i] == EventLog.Assumed;
                var person = log.Person.Length == 0 || log.Person[i] < 0 ? "" : personName(log.People[log.Person[i]]);
                sheet.Row([
                    XlsxCell.Of(log.CaseIds[inLog]), XlsxCell.Of(log.Labels[log.Label[i]]), new XlsxCell.Moment(log.EffectiveTicks[i]),
                    assumed ? new XlsxCell.Nothing() : new XlsxCell.Moment(log.RecordedTicks[i]), XlsxCell.Of(person), .. ofCase,
                ]);
            }
        }
    }

    private IEnumerable<XlsxCell> Header(params string[] names) => names.Concat(history.Shape.SegmentAttributes).Select(XlsxCell.Of);

    private XlsxCell Amount(int c) => double.IsNaN(columns.Amount[c]) ? new XlsxCell.Nothing() : new XlsxCell.Number(columns.Amount[c]);

    private IEnumerable<XlsxCell> OwnerAndSegments(int c)
    {
        var shape = history.Shape;
        yield return XlsxCell.Of(shape.OwnerAttribute is { } owner && history.TextOf(owner, c) is { } who ? personName(who) : "");
        foreach (var segment in shape.SegmentAttributes) yield return XlsxCell.Of(history.TextOf(segment, c) ?? "");
    }
}
