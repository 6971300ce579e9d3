namespace Headway.Histories;

/// <summary>The cases of a history in columns. All arrays have one entry per case unless said otherwise; times are UTC ticks.</summary>
/// <param name="CaseIndex">Index of the case in the log.</param>
/// <param name="OpenedTicks">When the case began.</param>
/// <param name="EntryTicks">When observation began: the opening, or later under left truncation.</param>
/// <param name="ExitTicks">When it ended, or the date of the history for a case still open.</param>
/// <param name="Endings">0 = open (censored), else the number of <see cref="Ending"/>.</param>
/// <param name="VisitStart">Length cases + 1: the stage visits of case c are [VisitStart[c], VisitStart[c + 1]).</param>
/// <param name="VisitStage">Per visit: stage index.</param>
/// <param name="VisitEnteredTicks">Per visit: when the stage was entered; it was left when the next visit began or the case ended.</param>
/// <param name="Amount">NaN = not known.</param>
public sealed record HistoryColumns(
    int[] CaseIndex, long[] OpenedTicks, long[] EntryTicks, long[] ExitTicks, byte[] Endings,
    int[] VisitStart, int[] VisitStage, long[] VisitEnteredTicks, double[] Amount)
{
    internal static HistoryColumns From(EventLog log, HistoryShape shape, LabelMeaning[] meaning, long asOfTicks) =>
        HistoryBuilding.Build(log, shape, meaning, asOfTicks);
}
