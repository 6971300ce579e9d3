using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Intervals;

namespace Headway.Forecasting.Gates;

/// <summary>What one piece of evidence changed (rule 22): the chance to be won at the same time and by the same model, before and after
/// it.</summary>
/// <param name="Outcome">Index in the history's shape.</param>
/// <param name="Before">Chance with what was known just before it was recorded.</param>
/// <param name="Points">After minus before, in percentage points.</param>
/// <param name="Interval">Of the points: middle 95 % of 200 draws; [0,0] when the class did not change.</param>
/// <param name="Weeks">Weeks that opportunities spent in the stage and class it led to.</param>
/// <param name="Fingerprint">Of the model; another model gives another headway.</param>
/// <remarks>Derived, never stored. What is confirmed is told apart in three classes (nothing, some, all that the gate needs), so the second
/// of three needed outcomes shows no headway; the first and the last carry it. Ageing and changes of the amount are not in it.</remarks>
public sealed record EvidenceHeadway(
    int Outcome, bool Confirms, DateTimeOffset RecordedAt, int Stage, EvidenceClass From, EvidenceClass To, double Before, double Points,
    Interval Interval, int Weeks, string Fingerprint)
{
    /// <summary>Every piece of one case, in the order it was recorded.</summary>
    public static ImmutableArray<EvidenceHeadway> Of(History history, int caseIndex, EvidenceModel model, NeededOutcomes needed)
    {
        var evidence = history.Columns.Evidence;
        if (history.Columns.VisitStart[caseIndex] == history.Columns.VisitStart[caseIndex + 1]) return [];
        var pieces = Enumerable.Range(evidence.Start[caseIndex], evidence.Start[caseIndex + 1] - evidence.Start[caseIndex])
            .OrderBy(piece => evidence.RecordedTicks[piece]);
        return [.. pieces.Select(piece => Of(history, caseIndex, piece, model, needed))];
    }

    private static EvidenceHeadway Of(History history, int caseIndex, int piece, EvidenceModel model, NeededOutcomes needed)
    {
        var evidence = history.Columns.Evidence;
        var at = Math.Max(evidence.RecordedTicks[piece], evidence.EffectiveTicks[piece]);
        var (stage, weeks) = StandingAt(history, caseIndex, at);
        var from = needed.ClassOf(history, caseIndex, stage, at - 1);
        var to = needed.ClassOf(history, caseIndex, stage, at);
        var (change, interval) = model.Change(stage, weeks, from, to);
        return new EvidenceHeadway(
            evidence.Outcome[piece], evidence.Confirms[piece], new DateTimeOffset(at, TimeSpan.Zero), stage, from, to,
            model.Chance(stage, weeks, from), 100 * change, new Interval(100 * interval.Low, 100 * interval.High),
            model.WeeksLike(stage, to), model.Fingerprint);
    }

    /// <summary>The stage a case stood in at an instant, and whole weeks since it was entered.</summary>
    private static (int Stage, int Weeks) StandingAt(History history, int caseIndex, long atTicks)
    {
        var columns = history.Columns;
        var visit = columns.VisitStart[caseIndex];
        while (visit + 1 < columns.VisitStart[caseIndex + 1] && columns.VisitEnteredTicks[visit + 1] <= atTicks) visit++;
        var weeks = (atTicks - columns.VisitEnteredTicks[visit]) / (7 * TimeSpan.TicksPerDay);
        return (columns.VisitStage[visit], (int)Math.Max(0, weeks));
    }
}
