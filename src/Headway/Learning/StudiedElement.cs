using Headway.Histories;

namespace Headway.Learning;

/// <summary>An outcome or activity, and when each case first had it as far as was recorded then.</summary>
/// <param name="Outcome">Index of the outcome; -1 = an activity.</param>
/// <param name="FirstTicks">Per case of the history: when it was first confirmed or done and known; <see cref="Never"/> = not by the
/// date.</param>
/// <param name="Times">Per case: how often.</param>
/// <param name="LateShare">Share of confirmations recorded more than 14 days after they were true.</param>
/// <param name="IsNearlyTheWin">Half of the wins that had it came within 14 days of it, or within a quarter of what a win takes where that
/// is less: in a process of two weeks everything is near the win.</param>
internal sealed record StudiedElement(
    NamedElement Element, int Outcome, int Stage, long[] FirstTicks, int[] Times, double LateShare, bool IsNearlyTheWin)
{
    public const long Never = long.MaxValue;

    private const int LateFromDays = 14;
    private const double LeastLeadDays = 14, LeastLeadShare = 0.25;

    public static StudiedElement[] Of(History history)
    {
        var (shape, columns) = (history.Shape, history.Columns);
        double[] wins = [.. Enumerable.Range(0, history.Cases).Where(c => history.EndingOf(c) == Ending.Won)
            .Select(c => (columns.ExitTicks[c] - columns.OpenedTicks[c]) / (double)TimeSpan.TicksPerDay).Order()];
        var leastLead = wins.Length == 0 ? 0 : Math.Min(LeastLeadDays, LeastLeadShare * wins[wins.Length / 2]);
        var outcomes = shape.Outcomes.Select((element, k) => Gather(history, element, k, leastLead, columns.Evidence.Start, i =>
            columns.Evidence.Outcome[i] == k && columns.Evidence.Confirms[i]
                ? (columns.Evidence.EffectiveTicks[i], columns.Evidence.RecordedTicks[i]) : null));
        var activities = shape.Activities.Select((element, k) => Gather(history, element, -1, leastLead, columns.Activities.Start, i =>
            columns.Activities.Activity[i] == k
                ? (columns.Activities.EffectiveTicks[i], columns.Activities.RecordedTicks[i]) : null));
        return [.. outcomes.Concat(activities)];
    }

    private static StudiedElement Gather(
        History history, NamedElement element, int outcome, double leastLead, int[] start,
        Func<int, (long Effective, long Recorded)?> read)
    {
        var first = new long[history.Cases];
        var times = new int[history.Cases];
        var stages = new int[history.Shape.Stages.Length];
        var leads = new List<double>();
        int all = 0, late = 0;
        for (var c = 0; c < history.Cases; c++)
        {
            first[c] = Never;
            for (var i = start[c]; i < start[c + 1]; i++)
            {
                if (read(i) is not { } each) continue;
                times[c]++;
                all++;
                if (each.Recorded - each.Effective > LateFromDays * TimeSpan.TicksPerDay) late++;
                first[c] = Math.Min(first[c], Math.Max(each.Effective, each.Recorded));
            }
            if (first[c] == Never) continue;
            if (stages.Length > 0) stages[StageAt(history.Columns, c, first[c])]++;
            if (history.EndingOf(c) == Ending.Won) leads.Add((history.Columns.ExitTicks[c] - first[c]) / (double)TimeSpan.TicksPerDay);
        }
        leads.Sort();
        var home = stages.Length == 0 ? 0 : Array.IndexOf(stages, stages.Max());
        return new StudiedElement(
            element, outcome, home, first, times, all == 0 ? 0 : (double)late / all,
            leads.Count > 0 && leads[leads.Count / 2] < leastLead);
    }

    /// <summary>The stage a case stood in at a time.</summary>
    public static int StageAt(HistoryColumns columns, int c, long ticks)
    {
        var v = columns.VisitStart[c];
        while (v + 1 < columns.VisitStart[c + 1] && columns.VisitEnteredTicks[v + 1] <= ticks) v++;
        return columns.VisitStage[v];
    }
}
