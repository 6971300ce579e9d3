using Headway.Learning;

namespace Headway.Goals;

/// <summary>Where a goal stands against where it should be.</summary>
/// <param name="ExpectedByNow">The target times the share of working days gone, flat over the period until two years of seasons are
/// known.</param>
/// <param name="Chance">Of reaching the target, in [0,1]; null = not enough history to say.</param>
public sealed record Pace(decimal Done, decimal Target, decimal ExpectedByNow, int DaysLeft, double? Chance, PaceWord Word)
{
    /// <param name="chance">From the forecast of the goal's scope; null = not enough history.</param>
    public static Pace Of(Goal goal, decimal done, DateOnly today, double? chance)
    {
        var gone = WorkingDays(goal.Period.First, today < goal.Period.Last ? today : goal.Period.Last);
        var all = Math.Max(1, WorkingDays(goal.Period.First, goal.Period.Last));
        // In this order whole shares stay exact; a target stored before there were bounds would overflow, so it is divided first.
        var expected = goal.Target <= Money.Max ? goal.Target * gone / all : goal.Target / all * gone;
        return new Pace(done, goal.Target, expected, Math.Max(0, goal.Period.Last.DayNumber - today.DayNumber), chance,
            WordOf(goal, done, expected, today, chance));
    }

    /// <summary>Half a chance and more is on pace. Falling behind the straight line alone is noise and is not called behind while the
    /// chance holds.</summary>
    private static PaceWord WordOf(Goal goal, decimal done, decimal expected, DateOnly today, double? chance)
    {
        if (done >= goal.Target) return PaceWord.Reached;
        if (today > goal.Period.Last) return PaceWord.Missed;
        if (today < goal.Period.First) return PaceWord.NotBegun;
        if (chance is { } known) return known >= 0.8 ? PaceWord.Ahead : known >= 0.4 ? PaceWord.OnPace : PaceWord.Behind;
        // Without a chance only a gap that a few opportunities cannot explain counts: two standard deviations of a Poisson count.
        var slack = goal.Metric is Metric.Bookings ? expected / 4 : 2 * (decimal)Math.Sqrt((double)expected);
        return done < expected - slack ? PaceWord.Behind : done > expected + slack ? PaceWord.Ahead : PaceWord.OnPace;
    }

    /// <summary>The word, what the straight line asks for by now, and the chance. A goal behind the line that is still likely enough says
    /// both, so that neither figure is taken alone.</summary>
    /// <param name="amount">How the goal's amounts are written; by default in full.</param>
    public string InWords(Func<decimal, string>? amount = null)
    {
        var write = amount ?? (value => value.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture));
        var chance = Chance is { } known ? $"{Wording.Chance(known)}, {Wording.Band(known)}" : "not enough history for a chance";
        var due = $"{write(Math.Round(ExpectedByNow))} would be the straight line by now";
        return Word switch
        {
            PaceWord.Reached => $"Reached: {write(Done)} of {write(Target)}.",
            PaceWord.Missed => $"Ended at {write(Done)} of {write(Target)}.",
            PaceWord.NotBegun => $"Begins later: {chance}.",
            PaceWord.Ahead => $"Ahead: {chance}; {due}.",
            PaceWord.OnPace when Chance is not null && Done < ExpectedByNow * WellBehind => $"Within reach: {chance}, although {due}.",
            PaceWord.OnPace => $"On pace: {chance}; {due}.",
            PaceWord.Behind => $"Behind: {chance}; {due}.",
        };
    }

    /// <summary>Under nine tenths of the straight line nobody would call it on pace without saying why.</summary>
    private const decimal WellBehind = 0.9m;

    /// <summary>Monday to Friday; holidays are not known. Both ends counted, 0 when the end precedes the start.</summary>
    internal static int WorkingDays(DateOnly first, DateOnly last)
    {
        if (last < first) return 0;
        // Day 0 is a Monday: whole weeks have five, and of what is left over no more than five.
        return WorkdaysBefore(last.DayNumber + 1) - WorkdaysBefore(first.DayNumber);

        static int WorkdaysBefore(int day) => day / 7 * 5 + Math.Min(day % 7, 5);
    }
}

public enum PaceWord
{
    NotBegun,
    OnPace,
    Ahead,
    Behind,
    Reached,
    Missed,
}
