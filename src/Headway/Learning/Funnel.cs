using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.Survival;

namespace Headway.Learning;

/// <summary>What became of the cases that entered each stage, with those still open counted as open and never as lost.</summary>
/// <param name="Stages">In the order of the process.</param>
/// <param name="Endings">Share that ended each way by 30, 90 and 180 days after opening.</param>
public sealed record Funnel(
    DateTimeOffset AsOf, int Cases, int Open, ImmutableArray<StageFunnel> Stages, EndingShares Endings, ClosedOnly ClosedOnly,
    RecordHonesty Honesty, ImmutableArray<StuckCase> Stuck)
{
    /// <summary>False: only counts and shares, nothing about time.</summary>
    public bool HasDates { get; init; } = true;

    public static Funnel Of(History history)
    {
        var visits = StageVisits.Of(history);
        var open = history.Columns.Endings.Count(ending => ending == 0);
        var stages = Enumerable.Range(0, history.Shape.Stages.Length).Select(stage => StageFunnel.Of(history, stage, visits));
        return new Funnel(
            new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero), history.Cases, open, [.. stages], EndingShares.Of(history),
            ClosedOnly.Of(history), RecordHonesty.Of(history), history.HasDates ? StuckCase.Find(history, visits) : [])
        { HasDates = history.HasDates };
    }
}

/// <summary>One stage of the funnel. Entered = went on + the four endings + still open.</summary>
/// <param name="Entered">Distinct cases.</param>
/// <param name="Passed">Cases that reached a later stage, or were won from here.</param>
/// <param name="WonHere">Of <paramref name="Passed"/>: won without a later stage.</param>
/// <param name="PassedShare">Share that passes. While cases are open: Aalen-Johansen on the stage clock, by 
/// <paramref name="WithinDays"/>.</param>
/// <param name="WithinDays">The follow-up of the share: the last day on which something happened among 5 or more; null = all are
/// closed.</param>
/// <param name="DaysToPassMedian">By when half of all that entered have passed.</param>
/// <param name="DaysInStageMedian">How long a stay lasts, whatever ends it.</param>
public sealed record StageFunnel(
    NamedElement Stage, int Entered, int Passed, int WonHere, int Lost, int NoDecision, int NoGo, int Open,
    Figure PassedShare, double? WithinDays, Figure DaysToPassMedian, Figure DaysInStageMedian)
{
    /// <summary>A step of fewer at risk jumps to absurd certainties (methods 1b).</summary>
    private const int LeastAtRisk = 5;

    private const int PassedKind = 1;

    internal static StageFunnel Of(History history, int stage, List<StageVisit> visits)
    {
        var clocks = StageClocks.Of(history, stage);
        var stays = visits.Where(visit => visit.Stage == stage && visit.SeenFromDays < visit.Days).ToList();
        var (share, within) = PassedShareOf(clocks);
        return new StageFunnel(
            history.Shape.Stages[stage], clocks.Entered, clocks.Passed, clocks.WonHere, clocks.EndedAs(Ending.Lost),
            clocks.EndedAs(Ending.NoDecision),
            clocks.EndedAs(Ending.NoGo), clocks.Open, share, within,
            history.HasDates ? MedianToPass(clocks) : Figure.NoDates, history.HasDates ? MedianStay(stays) : Figure.NoDates);
    }

    private static (Figure Share, double? WithinDays) PassedShareOf(StageClocks clocks)
    {
        if (clocks.Entered < Figure.LeastForShare)
            return (new Figure.NotEnoughHistory(clocks.Passed, Figure.LeastForShare,
                $"of {clocks.Entered:N0} that entered; a share needs {Figure.LeastForShare}"), null);
        if (clocks.Open == 0 && !clocks.IsTruncated)
        {
            var share = (double)clocks.Passed / clocks.Entered;
            return (new Figure.Known(share, Wilson.Of(clocks.Passed, clocks.Entered), clocks.Entered), null);
        }
        var curve = clocks.Fit();
        var last = -1;
        for (var j = 0; j < curve.Times.Length; j++)
            if (curve.AtRisk[j] >= LeastAtRisk) last = j;
        if (last < 0) return (new Figure.NotEnoughHistory(0, LeastAtRisk, "at risk when something happened"), null);
        var day = curve.Times[last];
        return (new Figure.Known(curve.IncidenceAtIndex(last, PassedKind), curve.IntervalAt(day, PassedKind), clocks.Entered), day);
    }

    private static Figure MedianToPass(StageClocks clocks)
    {
        if (clocks.Passed < Figure.LeastForMedian) return new Figure.NotEnoughHistory(clocks.Passed, Figure.LeastForMedian, "that passed");
        var curve = clocks.Fit();
        double? median = null, low = null, high = null;
        foreach (var day in curve.Times)
        {
            var interval = curve.IntervalAt(day, PassedKind);
            if (median is null && curve.IncidenceAt(day, PassedKind) >= 0.5 - 1e-12) median = day;
            if (low is null && interval is { High: >= 0.5 }) low = day;
            if (high is null && interval is { Low: >= 0.5 }) high = day;
        }
        return median is { } reached
            ? new Figure.Known(reached, new Interval(low ?? reached, high ?? curve.LastObserved ?? reached), clocks.Entered)
            : new Figure.NotReachedYet(curve.LastObserved ?? 0, clocks.Entered);
    }

    private static Figure MedianStay(List<StageVisit> stays)
    {
        var left = stays.Count(stay => !stay.IsCensored);
        if (left < Figure.LeastForMedian) return new Figure.NotEnoughHistory(left, Figure.LeastForMedian, "that left the stage");
        var curve = KaplanMeier.Fit(
            [.. stays.Select(stay => stay.SeenFromDays)], [.. stays.Select(stay => stay.Days)],
            [.. stays.Select(stay => !stay.IsCensored)]);
        if (curve.Median is not { } median) return new Figure.NotReachedYet(curve.LastObserved ?? 0, stays.Count);
        double? low = null, high = null;
        foreach (var day in curve.Times)
        {
            var around = curve.IntervalAt(day);
            if (low is null && around is { Low: <= 0.5 }) low = day;
            if (high is null && around is { High: <= 0.5 }) high = day;
        }
        var interval = new Interval(Math.Min(low ?? median, median), Math.Max(high ?? curve.LastObserved ?? median, median));
        return new Figure.Known(median, interval, stays.Count);
    }
}
