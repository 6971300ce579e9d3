using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Statistics.Intervals;
using Headway.Statistics.Survival;

namespace Headway.Learning;

/// <summary>What became of the opportunities that were decided at one gate: those that went on with everything confirmed, those that
/// went on with something not confirmed, and how many were stopped there.</summary>
/// <param name="Confirmed">Below the floor as well: a Go may be an override with nothing missing (rule 15).</param>
/// <param name="Stopped">No-go at this gate. What they would have brought nobody knows.</param>
/// <remarks>Only lived decisions: an imported log does not say who decided on which evidence. Void opportunities are left out; a Go that
/// was withdrawn was not passed; the last Go at a gate counts. O(facts).</remarks>
public sealed record GateHistory(StageKey Stage, GatePassage Confirmed, GatePassage Unconfirmed, int Stopped)
{
    /// <param name="facts">Facts of any streams, in the order they were appended.</param>
    /// <param name="asOf">Facts recorded later do not exist (rule 3).</param>
    /// <returns>One for each stage of the process, in its order.</returns>
    public static ImmutableArray<GateHistory> Of(IEnumerable<StoredFact> facts, Process process, DateTimeOffset asOf)
    {
        var cases = new Dictionary<StreamId, Passing>();
        foreach (var stored in facts)
        {
            if (stored.RecordedAt > asOf || stored.Fact is not OpportunityFact fact) continue;
            if (fact is OpportunityOpened opened && opened.Process == process.Key) cases[stored.Stream] = new Passing(process);
            if (cases.TryGetValue(stored.Stream, out var one)) one.Take(fact, stored.EffectiveAt);
        }
        var known = cases.Values.Where(one => !one.IsVoid).ToList();
        return [.. process.Stages.Select(stage => new GateHistory(
            stage.Key, GatePassage.Of(known, stage.Key, lacks: false, asOf), GatePassage.Of(known, stage.Key, lacks: true, asOf),
            known.Count(one => one.StoppedAt == stage.Key)))];
    }

    /// <summary>One opportunity on its way through the gates.</summary>
    internal sealed class Passing(Process process)
    {
        private readonly Dictionary<StageKey, (DateTimeOffset At, bool Lacks)> gos = [];

        public StageKey? StoppedAt { get; private set; }

        public Closing? Ended { get; private set; }

        public DateTimeOffset EndedAt { get; private set; }

        public bool IsVoid => Ended is Closing.Void;

        /// <summary>When, and whether something was not confirmed.</summary>
        public (DateTimeOffset At, bool Lacks)? GoAt(StageKey stage) => gos.TryGetValue(stage, out var go) ? go : null;

        public void Take(OpportunityFact fact, DateTimeOffset at)
        {
            switch (fact)
            {
                case GateDecided { Way: GateWay.Go } go:
                    // An override says that something was missing, or that it was below the floor, or both.
                    gos[go.Stage] = (at, go.Override
                        && (go.BelowFloor != true || go.Needed.Any(needed => needed.Standing != OutcomeStanding.Confirmed)));
                    break;
                case GoWithdrawn withdrawn when process.IndexOf(withdrawn.Stage) >= 0:
                    foreach (var later in process.Stages.Skip(process.IndexOf(withdrawn.Stage))) gos.Remove(later.Key);
                    break;
                case OpportunityClosed closed:
                    (Ended, EndedAt) = (closed.Closing, at);
                    StoppedAt = closed.Closing is Closing.NoGo no ? no.Stage : null;
                    break;
                case OpportunityReopened:
                    (Ended, StoppedAt) = (null, null);
                    break;
                default:
                    break; // Everything else decides nothing at a gate.
            }
        }
    }
}

/// <summary>Those that went on at a gate in one way.</summary>
/// <param name="Passed">Distinct opportunities. Passed = won + ended otherwise + open.</param>
/// <param name="WonShare">Share won. While some are open: Aalen-Johansen on the clock since the Go, by
/// <paramref name="WithinDays"/>.</param>
/// <param name="WithinDays">The follow-up of the share: the last day on which something happened among 5 or more; null = all have
/// ended.</param>
public sealed record GatePassage(int Passed, int Won, int Open, Figure WonShare, double? WithinDays)
{
    private const int LeastAtRisk = 5;
    private const int WonKind = 1;
    private const int OtherKind = 2;

    internal static GatePassage Of(IReadOnlyList<GateHistory.Passing> cases, StageKey stage, bool lacks, DateTimeOffset asOf)
    {
        var until = new List<double>();
        var kind = new List<int>();
        foreach (var one in cases)
        {
            if (one.GoAt(stage) is not { } go || go.Lacks != lacks) continue;
            var days = ((one.Ended is null ? asOf : one.EndedAt) - go.At).TotalDays;
            // A closing dated on the day of the Go counts from its own instant.
            until.Add(Math.Max(days, 1.0 / 86_400));
            kind.Add(one.Ended is null ? 0 : one.Ended is Closing.Won ? WonKind : OtherKind);
        }
        var (won, open) = (kind.Count(each => each == WonKind), kind.Count(each => each == 0));
        var (share, within) = ShareOf([.. until], [.. kind], won, open);
        return new GatePassage(kind.Count, won, open, share, within);
    }

    private static (Figure, double?) ShareOf(double[] until, int[] kind, int won, int open)
    {
        var n = kind.Length;
        if (n < Figure.LeastForShare)
            return (new Figure.NotEnoughHistory(n, Figure.LeastForShare, "that went on like this"), null);
        if (open == 0) return (new Figure.Known((double)won / n, Wilson.Of(won, n), n), null);
        var curve = AalenJohansen.Fit([], until, kind, OtherKind);
        var last = -1;
        for (var j = 0; j < curve.Times.Length; j++)
            if (curve.AtRisk[j] >= LeastAtRisk) last = j;
        if (last < 0) return (new Figure.NotEnoughHistory(n - open, LeastAtRisk, "that went on like this and ended"), null);
        var day = curve.Times[last];
        return (new Figure.Known(curve.IncidenceAtIndex(last, WonKind), curve.IntervalAt(day, WonKind), n), day);
    }
}
