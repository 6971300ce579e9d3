using Headway.Histories;

namespace Headway.Learning;

/// <summary>One stay of a case in a stage, of more than no length.</summary>
/// <param name="Case">Row of the history's columns.</param>
/// <param name="Days">From entry to leaving, or to the date of the history; above 0.</param>
/// <param name="SeenFromDays">When it came under observation, on the same clock; 0 unless the source is left-truncated.</param>
/// <param name="Next">Stage it moved to; -1 = it did not move.</param>
/// <param name="Ending">How it ended from here; null with <paramref name="Next"/> -1 = still there.</param>
public readonly record struct StageVisit(int Case, int Stage, double Days, double SeenFromDays, int Next, Ending? Ending)
{
    public bool IsOpen => Next < 0 && Ending is null;
}

/// <summary>The stays of a history. Stages filled in at one instant are collapsed into the last of them: nobody stayed there (methods
/// 0.1).</summary>
public static class StageVisits
{
    private const double TicksPerDay = TimeSpan.TicksPerDay;

    /// <summary>A case that ended the instant it opened still was there once; one second stands for no time at all.</summary>
    private const double LeastDays = 1.0 / 86_400;

    public static List<StageVisit> Of(History history)
    {
        var columns = history.Columns;
        var visits = new List<StageVisit>(columns.VisitStage.Length);
        for (var c = 0; c < history.Cases; c++)
        {
            var firstOfCase = visits.Count;
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                var last = v + 1 == columns.VisitStart[c + 1];
                var entered = columns.VisitEnteredTicks[v];
                var left = last ? columns.ExitTicks[c] : columns.VisitEnteredTicks[v + 1];
                var next = last ? -1 : columns.VisitStage[v + 1];
                var ending = last ? history.EndingOf(c) : null;
                if (left > entered)
                    visits.Add(new StageVisit(c, columns.VisitStage[v], (left - entered) / TicksPerDay,
                        Math.Max(0, (columns.EntryTicks[c] - entered) / TicksPerDay), next, ending));
                else
                    Collapse(visits, firstOfCase, c, columns.VisitStage[v], next, ending);
            }
        }
        return visits;
    }

    private static void Collapse(List<StageVisit> visits, int firstOfCase, int c, int stage, int next, Ending? ending)
    {
        if (visits.Count == firstOfCase)
        {
            // Nothing before it: the case starts in the stage it goes on to, unless it ended on the spot.
            if (next < 0) visits.Add(new StageVisit(c, stage, LeastDays, 0, -1, ending));
            return;
        }
        var before = visits[^1];
        if (next == before.Stage)
        {
            // There and back within an instant: it stayed. The next visit counts its own time.
            visits[^1] = before with { Next = next };
            return;
        }
        // An open case standing in a stage entered at this very instant has moved there, and has no time there yet.
        if (ending is null && next < 0) return;
        visits[^1] = before with { Next = next, Ending = ending };
    }
}
