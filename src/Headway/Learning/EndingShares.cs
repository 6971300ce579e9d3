using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.Survival;

namespace Headway.Learning;

/// <summary>Share of cases that ended each way by a number of days after opening.</summary>
/// <param name="AtRisk">Still open and under observation just before that day; fewer than 5 = nothing is known of that day.</param>
/// <param name="Won">Likewise the other three; with <paramref name="Open"/> they sum to 1.</param>
public sealed record SharesByDay(int Day, int AtRisk, ShareWithInterval Won, ShareWithInterval Lost, ShareWithInterval NoDecision,
    ShareWithInterval NoGo, double Open);

/// <param name="Interval">95 %, complementary log-log; null where it says nothing, at 0 and at 1.</param>
public readonly record struct ShareWithInterval(double Share, Interval? Interval);

/// <summary>One step of the cumulative incidence curves, each with its pointwise interval.</summary>
public readonly record struct IncidenceStep(
    double Day, int AtRisk, ShareWithInterval Won, ShareWithInterval Lost, ShareWithInterval NoDecision, ShareWithInterval NoGo);

/// <summary>Cumulative incidence of each ending on the clock of the opportunity (Aalen-Johansen). Cases open at the date are
/// censored.</summary>
/// <param name="ByDay">At 30, 90 and 180 days, as far as at least 5 were followed.</param>
/// <param name="FollowedDays">Up to here at least 5 were at risk when something happened; later days are left out, not guessed.</param>
/// <param name="Curve">Every step up to <paramref name="FollowedDays"/>, for the chart; empty while nothing ended.</param>
/// <remarks>Checked against R survival 3.5 through a history made of golden/03_deals_weeks.csv.</remarks>
public sealed record EndingShares(int Cases, ImmutableArray<SharesByDay> ByDay, double FollowedDays, ImmutableArray<IncidenceStep> Curve)
{
    public static readonly ImmutableArray<int> Days = [30, 90, 180];

    private const int Kinds = 4;

    /// <summary>The last step of two cases jumps to certainty (methods 1b).</summary>
    private const int LeastAtRisk = 5;

    public static EndingShares Of(History history) => Of(history, Days);

    /// <param name="days">Days after opening at which to read the curve.</param>
    public static EndingShares Of(History history, ImmutableArray<int> days)
    {
        if (!history.HasDates) return new EndingShares(history.Cases, [], 0, []);
        var columns = history.Columns;
        var from = new List<double>();
        var until = new List<double>();
        var kind = new List<int>();
        for (var c = 0; c < history.Cases; c++)
        {
            for (var spell = columns.Spells.Start[c]; spell < columns.Spells.Start[c + 1]; spell++)
            {
                // While it was closed nothing could happen to it; a closing taken back is no ending.
                var ending = spell + 1 == columns.Spells.Start[c + 1] ? columns.Endings[c] : 0;
                var seenFrom = DaysSince(Math.Max(columns.EntryTicks[c], columns.Spells.FromTicks[spell]));
                var exit = DaysSince(columns.Spells.UntilTicks[spell]);
                if (exit <= 0 && ending > 0) exit = 1.0 / 86_400;
                if (seenFrom >= exit) continue;
                from.Add(seenFrom);
                until.Add(exit);
                kind.Add(ending);
            }

            double DaysSince(long ticks) => (ticks - columns.OpenedTicks[c]) / (double)TimeSpan.TicksPerDay;
        }
        if (from.Count == 0) return new EndingShares(history.Cases, [], 0, []);
        var curve = AalenJohansen.Fit([.. from], [.. until], [.. kind], Kinds);
        var steps = Steps(curve);
        return new EndingShares(
            history.Cases, [.. days.Where(day => curve.AtRiskAt(day) >= LeastAtRisk).Select(day => At(curve, day))],
            steps.IsEmpty ? 0 : steps[^1].Day, steps);
    }

    private static SharesByDay At(AalenJohansen curve, int day) => new(
        day, curve.AtRiskAt(day), Share(curve, day, Ending.Won), Share(curve, day, Ending.Lost), Share(curve, day, Ending.NoDecision),
        Share(curve, day, Ending.NoGo), curve.SurvivalAt(day));

    private static ShareWithInterval Share(AalenJohansen curve, double day, Ending ending) =>
        new(curve.IncidenceAt(day, (int)ending), curve.IntervalAt(day, (int)ending));

    private static ImmutableArray<IncidenceStep> Steps(AalenJohansen curve)
    {
        var steps = ImmutableArray.CreateBuilder<IncidenceStep>(curve.Times.Length);
        for (var j = 0; j < curve.Times.Length; j++)
        {
            // Under delayed entry the first risk sets may be small too; only the tail is cut.
            if (curve.AtRisk[j] < LeastAtRisk && (steps.Count > 0 || j > curve.Times.Length / 2)) break;
            var day = curve.Times[j];
            steps.Add(new IncidenceStep(
                day, curve.AtRisk[j], Share(curve, day, Ending.Won), Share(curve, day, Ending.Lost),
                Share(curve, day, Ending.NoDecision), Share(curve, day, Ending.NoGo)));
        }
        return steps.ToImmutable();
    }
}
