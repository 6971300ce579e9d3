using Headway.Histories;

namespace Headway.Learning;

/// <summary>One stay of a case in a stage, of more than no length.</summary>
/// <param name="Case">Row of the history's columns.</param>
/// <param name="Days">From entry to leaving, or to the date of the history; above 0.</param>
/// <param name="SeenFromDays">When it came under observation, on the same clock; 0 unless the source is left-truncated.</param>
/// <param name="Next">Stage it moved to; -1 = it did not move.</param>
/// <param name="Ending">How it ended from here; null with <paramref name="Next"/> -1 = still there, or closed for a time.</param>
public readonly record struct StageVisit(int Case, int Stage, double Days, double SeenFromDays, int Next, Ending? Ending)
{
    /// <summary>Index in the history's spells: a reopening begins another one.</summary>
    public int Spell { get; init; }

    /// <summary>Cut off by a closing that was taken back by a reopening: how the stay would have gone on is not known.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Nothing ended the stay: it goes on, or was cut off.</summary>
    public bool IsCensored => Next < 0 && Ending is null;

    public bool IsOpen => IsCensored && !IsSuspended;
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
            var firstOfSpell = visits.Count;
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                var last = v + 1 == columns.VisitStart[c + 1];
                var lastOfSpell = last || columns.VisitSpell[v + 1] != columns.VisitSpell[v];
                var (entered, left) = (columns.VisitEnteredTicks[v], columns.VisitLeftTicks[v]);
                var visit = new StageVisit(
                    c, columns.VisitStage[v], (left - entered) / TicksPerDay, Math.Max(0, (columns.EntryTicks[c] - entered) / TicksPerDay),
                    lastOfSpell ? -1 : columns.VisitStage[v + 1], last ? history.EndingOf(c) : null)
                {
                    Spell = columns.VisitSpell[v],
                    IsSuspended = lastOfSpell && !last,
                };
                if (left > entered) visits.Add(visit);
                else Collapse(visits, firstOfSpell, visit);
                if (lastOfSpell) firstOfSpell = visits.Count;
            }
        }
        return visits;
    }

    private static void Collapse(List<StageVisit> visits, int firstOfSpell, StageVisit visit)
    {
        if (visits.Count == firstOfSpell)
        {
            // Nothing before it: the case starts in the stage it goes on to, unless it ended on the spot.
            if (visit.Next < 0 && !visit.IsSuspended) visits.Add(visit with { Days = LeastDays, SeenFromDays = 0 });
            return;
        }
        var before = visits[^1];
        if (visit.Next == before.Stage)
        {
            // There and back within an instant: it stayed. The next visit counts its own time.
            visits[^1] = before with { Next = visit.Next };
            return;
        }
        // A case standing in a stage entered at this very instant has moved there, and has no time there yet.
        if (visit.IsCensored) return;
        visits[^1] = before with { Next = visit.Next, Ending = visit.Ending };
    }
}
