using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>The opportunities opened under one version of the process.</summary>
/// <param name="Name">"version 3", or "before 1 Sep 2026".</param>
/// <param name="Won">Share won by the day all are compared at; when there is none, as far as this one was followed.</param>
/// <param name="DaysMedian">By when half have ended, in any way.</param>
/// <param name="HoursPerWin">Seller-hours for a win, among those followed to that same day and closed by it; without such a day only when
/// none is open, for losses come early and a young cohort has closed few else.</param>
public sealed record VersionCohort(
    string Name, int Cases, int Open, DateTimeOffset FirstOpened, DateTimeOffset LastOpened, WinIncidence Won, Figure DaysMedian,
    Figure HoursPerWin);

/// <summary>In what else two cohorts differ.</summary>
/// <param name="What">"segment: large", "amount", "opened in the first quarter".</param>
/// <param name="Before">Share, or median amount.</param>
/// <param name="Apart">Standardised difference; over 0.1 either way is worth knowing.</param>
public sealed record CohortDifference(string What, bool IsShare, double Before, double After, double Apart);

/// <summary>Versions of the process side by side, and the last two compared.</summary>
/// <param name="WithinDays">The day shares are read at: the longest both were followed to; null = too early.</param>
/// <param name="Difference">Share won under the last version less that under the one before.</param>
/// <param name="AlsoDiffers">What else sets the last two apart, the largest first.</param>
/// <remarks>Cohorts follow one another in time, so everything else that changed in that time is in the difference too. It is an
/// association; a trial that assigns new opportunities at random is the way to know more.</remarks>
public sealed record VersionCohorts(
    DateTimeOffset AsOf, ImmutableArray<VersionCohort> Cohorts, double? WithinDays, Figure Difference,
    ImmutableArray<CohortDifference> AlsoDiffers)
{
    /// <summary>Opened under a version; fewer say nothing of a difference one could care about (methods 0.1).</summary>
    public const int LeastOpened = 30;

    /// <summary>Names of the attribute an imported history may hold the version in; our own writes the first.</summary>
    public static readonly ImmutableArray<string> Attributes = [OwnFacts.ProcessVersion, "process_version", "process version", "version"];

    private static readonly ImmutableArray<double> days = [180, 150, 120, 90, 60, 30];
    private const double WorthKnowing = 0.1;
    private const int MostDifferences = 6;

    /// <param name="changed">When the process changed, for a history that does not say under which version each was opened; else
    /// null.</param>
    /// <param name="calendar">Whose day the change is named by; null = UTC.</param>
    /// <param name="effort">What was logged with the activities; null = nothing.</param>
    public static VersionCohorts Of(History history, DateTimeOffset? changed, Calendar? calendar = null, LoggedEffort? effort = null)
    {
        var hours = (effort ?? LoggedEffort.None).ByCase;
        (long Ticks, string Day)? turn = changed is { } at
            ? (at.UtcTicks, $"{(calendar ?? Calendar.Utc).DayOf(at):yyyy-MM-dd}") : null;
        var groups = Enumerable.Range(0, history.Cases).Select(c => (Case: c, Version: VersionOf(history, c, turn)))
            .Where(each => each.Version is not null).GroupBy(each => each.Version!, each => each.Case, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Cases: group.ToArray()))
            .OrderBy(group => group.Cases.Min(c => history.Columns.OpenedTicks[c])).ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToList();
        var clocks = groups.ConvertAll(group => ClockOf(history, group.Cases));
        var isEnough = groups.Count >= 2 && groups.TakeLast(2).All(group => group.Cases.Length >= LeastOpened);
        var day = isEnough ? days.FirstOrDefault(each => clocks.TakeLast(2).All(clock => clock.IsFollowedTo(each))) : 0;
        ImmutableArray<VersionCohort> cohorts =
            [.. groups.Select((group, g) => CohortOf(history, (group.Name, group.Cases), clocks[g], day, hours))];
        return new VersionCohorts(
            new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero), cohorts, day == 0 ? null : day,
            DifferenceOf(groups.ConvertAll(group => group.Cases.Length), cohorts, day),
            groups.Count < 2 ? [] : Differences(history, groups[^2].Cases, groups[^1].Cases));
    }

    private static string? VersionOf(History history, int c, (long Ticks, string Day)? changed)
    {
        if (changed is { } at)
            return history.Columns.OpenedTicks[c] < at.Ticks ? $"opened before {at.Day}" : $"opened since {at.Day}";
        foreach (var attribute in Attributes)
            if (history.TextOf(attribute, c) is { Length: > 0 } version) return $"version {version}";
        return null;
    }

    private static WinClock ClockOf(History history, int[] cases)
    {
        var clock = new WinClock(history);
        foreach (var c in cases) clock.Add(c);
        return clock;
    }

    private static VersionCohort CohortOf(
        History history, (string Name, int[] Cases) of, WinClock clock, double day, IReadOnlyDictionary<string, double> hours) => new(
        of.Name, of.Cases.Length, clock.Open, At(of.Cases.Min(c => history.Columns.OpenedTicks[c])),
        At(of.Cases.Max(c => history.Columns.OpenedTicks[c])), clock.At(day == 0 ? days[0] : day, orEarlier: day == 0),
        clock.MedianDaysToEnd(), HoursPerWinOf(history, of.Cases, day, hours));

    /// <summary>Only what was logged: a figure from typed-in hours would be no finding. Closed ones without any are left out, for none
    /// logged is not none spent.</summary>
    private static Figure HoursPerWinOf(History history, int[] cases, double day, IReadOnlyDictionary<string, double> hours)
    {
        var columns = history.Columns;
        bool IsEnded(int c) => history.EndingOf(c) is not null;
        var ended = cases.Count(IsEnded);
        if (day == 0 && ended < cases.Length)
            return new Figure.NotEnoughHistory(ended, cases.Length, "closed");
        var span = (long)(day * TimeSpan.TicksPerDay);
        var logged = cases.Where(c => IsEnded(c) && (day == 0
                || (columns.OpenedTicks[c] + span <= history.AsOfTicks && columns.ExitTicks[c] - columns.OpenedTicks[c] <= span)))
            .Select(c => (Hours: hours.GetValueOrDefault(history.Log.CaseIds[history.Columns.CaseIndex[c]]),
                Won: history.EndingOf(c) == Ending.Won))
            .Where(each => each.Hours > 0).ToList();
        var wins = logged.Count(each => each.Won);
        return logged.Count < LeastOpened
            ? new Figure.NotEnoughHistory(logged.Count, LeastOpened, "closed opportunities with logged hours")
            : wins < Figure.LeastForShare ? new Figure.NotEnoughHistory(wins, Figure.LeastForShare, "wins with logged hours")
            : HoursAWin.Of([.. logged.Select(each => each.Hours)], [.. logged.Select(each => each.Won)]);
    }

    private static Figure DifferenceOf(List<int> opened, ImmutableArray<VersionCohort> cohorts, double day)
    {
        if (cohorts.Length < 2) return new Figure.NotEnoughHistory(cohorts.Length, 2, "versions to compare");
        if (opened.TakeLast(2).Min() is var fewest and < LeastOpened)
            return new Figure.NotEnoughHistory(fewest, LeastOpened, "opened under the smaller of the last two versions");
        if (day == 0 || cohorts[^2].Won is not { Share: Figure.Known before } || cohorts[^1].Won is not { Share: Figure.Known after })
            return new Figure.NotEnoughHistory(0, (int)days[^1], "days that both were followed for");
        var apart = after.Value - before.Value;
        var range = WinIncidence.Z95 * Math.Sqrt(Square(cohorts[^2].Won) + Square(cohorts[^1].Won));
        return new Figure.Known(
            apart, new Interval(Math.Max(-1, apart - range), Math.Min(1, apart + range)), before.N + after.N);

        static double Square(WinIncidence won) => won.StandardError!.Value * won.StandardError.Value;
    }

    private static ImmutableArray<CohortDifference> Differences(History history, int[] before, int[] after)
    {
        var found = new List<CohortDifference>();
        foreach (var attribute in history.Shape.SegmentAttributes)
        {
            foreach (var value in before.Concat(after).Select(c => history.TextOf(attribute, c)).OfType<string>().Distinct())
                found.Add(Shares($"{attribute}: {value}", before, after, c => history.TextOf(attribute, c) == value));
        }
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            var q = quarter;
            found.Add(Shares($"opened in quarter {q} of the year", before, after,
                c => (At(history.Columns.OpenedTicks[c]).Month - 1) / 3 + 1 == q));
        }
        if (Amounts(before) is { Length: >= Figure.LeastForShare } then && Amounts(after) is { Length: >= Figure.LeastForShare } now)
        {
            // Amounts are skewed; their logarithms are compared, the medians are told.
            var (meanThen, squareThen) = Spread(then);
            var (meanNow, squareNow) = Spread(now);
            var spread = Math.Sqrt((squareThen + squareNow) / 2);
            if (spread > 0) found.Add(new CohortDifference("amount", false, Median(then), Median(now), (meanNow - meanThen) / spread));
        }
        return [.. found.Where(each => Math.Abs(each.Apart) > WorthKnowing).OrderByDescending(each => Math.Abs(each.Apart))
            .ThenBy(each => each.What, StringComparer.Ordinal).Take(MostDifferences)];

        double[] Amounts(int[] cases) => [.. cases.Select(c => history.Columns.Amount[c]).Where(amount => amount > 0).Order()];
    }

    private static CohortDifference Shares(string what, int[] before, int[] after, Func<int, bool> has)
    {
        double then = before.Count(has) / (double)before.Length, now = after.Count(has) / (double)after.Length;
        var spread = Math.Sqrt((then * (1 - then) + now * (1 - now)) / 2);
        // All of one and none of the other: as far apart as can be.
        const double Utterly = 9;
        var apart = spread > 0 ? (now - then) / spread : Math.Sign(now - then) * Utterly;
        return new CohortDifference(what, true, then, now, apart);
    }

    private static (double Mean, double Variance) Spread(double[] amounts)
    {
        var logs = Array.ConvertAll(amounts, Math.Log);
        var mean = logs.Average();
        return (mean, logs.Sum(each => (each - mean) * (each - mean)) / (logs.Length - 1));
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
