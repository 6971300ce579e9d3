using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.Survival;

namespace Headway.Learning;

/// <summary>How many of a group are won by a day on a clock of their own.</summary>
/// <param name="Cases">In the group. Cases = won + other endings + open.</param>
/// <param name="Share">Share won by <paramref name="WithinDays"/> (Aalen-Johansen; open ones are censored, endings compete).</param>
/// <param name="WithinDays">The day the share is read at; null without a share.</param>
/// <param name="StandardError">Of the share; null without a share.</param>
public sealed record WinIncidence(int Cases, int Won, int Open, Figure Share, double? WithinDays, double? StandardError)
{
    /// <summary>Standard errors to either side of a 95 % range.</summary>
    public const double Z95 = 1.959963984540054;
}

/// <summary>Cases from an instant of their own until they ended or were last seen: opening, or the first arrival somewhere. What happened
/// before that instant is not looked at, so nothing is credited with the time it took to get there.</summary>
internal sealed class WinClock(History history)
{
    /// <summary>A step of fewer at risk jumps to absurd certainties (methods 1b).</summary>
    public const int LeastAtRisk = 5;

    private const int Kinds = 4;

    private readonly List<double> from = [];
    private readonly List<double> until = [];
    private readonly List<int> kind = [];
    private AalenJohansen? curve;
    private int cases;
    private int won;
    private int open;

    public int Cases => cases;

    public int Open => open;

    /// <summary>From its opening on.</summary>
    public void Add(int c) => Add(c, history.Columns.OpenedTicks[c]);

    public void Add(int c, long since)
    {
        var columns = history.Columns;
        cases++;
        won += columns.Endings[c] == (byte)Ending.Won ? 1 : 0;
        open += columns.Endings[c] == 0 ? 1 : 0;
        for (var spell = columns.Spells.Start[c]; spell < columns.Spells.Start[c + 1]; spell++)
        {
            // While it was closed nothing could happen to it; a closing taken back is no ending.
            var last = spell + 1 == columns.Spells.Start[c + 1];
            var ending = last ? columns.Endings[c] : 0;
            var entered = Days(Math.Max(since, Math.Max(columns.EntryTicks[c], columns.Spells.FromTicks[spell])) - since);
            var left = Days(columns.Spells.UntilTicks[spell] - since);
            if (left <= 0 && ending > 0) left = 1.0 / 86_400;
            if (entered >= left) continue;
            from.Add(entered);
            until.Add(left);
            kind.Add(ending);
        }
    }

    /// <summary>Whether enough were followed to read the curve at a day, or all have ended before it.</summary>
    public bool IsFollowedTo(double day) => from.Count > 0 && (Curve.AtRiskAt(day) >= LeastAtRisk || Curve.SurvivalAt(day) <= 1e-12);

    /// <param name="day">The share is read here, or where the following ends if that is earlier and <paramref name="orEarlier"/>.</param>
    public WinIncidence At(double day, bool orEarlier)
    {
        if (cases < Figure.LeastForShare)
            return Without(new Figure.NotEnoughHistory(cases, Figure.LeastForShare, "opportunities"));
        if (from.Count == 0) return Without(new Figure.NotEnoughHistory(0, LeastAtRisk, "under observation"));
        if (!IsFollowedTo(day))
        {
            if (!orEarlier || LastFollowed() is not { } earlier)
                return Without(new Figure.NotEnoughHistory(Curve.AtRiskAt(day), LeastAtRisk, $"followed for {day:0} days"));
            day = earlier;
        }
        var share = Curve.IncidenceAt(day, (int)Ending.Won);
        return new WinIncidence(cases, won, open, new Figure.Known(share, Curve.IntervalAt(day, (int)Ending.Won), cases), day, Error(day));
    }

    /// <summary>Where nothing is dated: the share won of those that ended, whenever that was (Wilson).</summary>
    public WinIncidence Ended
    {
        get
        {
            var closed = cases - open;
            if (closed < Figure.LeastForShare) return Without(new Figure.NotEnoughHistory(closed, Figure.LeastForShare, "that ended"));
            var share = (double)won / closed;
            var spread = share is > 0 and < 1 ? share : (won + 2.0) / (closed + 4);
            return new WinIncidence(
                closed, won, open, new Figure.Known(share, Wilson.Of(won, closed), closed), null,
                Math.Sqrt(spread * (1 - spread) / closed));
        }
    }

    /// <summary>By when half have ended, in any way.</summary>
    public Figure MedianDaysToEnd() => MedianOf([.. from], [.. until], [.. kind.Select(each => each > 0)], "that ended");

    /// <summary>Mean days open, counted up to a day at most; null when they were not followed that far.</summary>
    public RestrictedMean? DaysOpenUpTo(double day) =>
        from.Count == 0 ? null : KaplanMeier.Fit([.. from], [.. until], [.. kind.Select(each => each > 0)]).RestrictedMeanTo(day);

    /// <summary>Kaplan-Meier median with its interval, or why there is none.</summary>
    public static Figure MedianOf(double[] from, double[] until, bool[] ended, string what)
    {
        var events = ended.Count(each => each);
        if (events < Figure.LeastForMedian) return new Figure.NotEnoughHistory(events, Figure.LeastForMedian, what);
        var curve = KaplanMeier.Fit(from, until, ended);
        if (curve.Median is not { } median) return new Figure.NotReachedYet(curve.LastObserved ?? 0, until.Length);
        double? low = null, high = null;
        foreach (var day in curve.Times)
        {
            var around = curve.IntervalAt(day);
            if (low is null && around is { Low: <= 0.5 }) low = day;
            if (high is null && around is { High: <= 0.5 }) high = day;
        }
        var interval = new Interval(Math.Min(low ?? median, median), Math.Max(high ?? curve.LastObserved ?? median, median));
        return new Figure.Known(median, interval, until.Length);
    }

    private AalenJohansen Curve => curve ??= AalenJohansen.Fit([.. from], [.. until], [.. kind], Kinds);

    /// <summary>Where nobody or everybody was won the estimated error is 0; two wins and two others more make it honest (Agresti and
    /// Coull).</summary>
    private double Error(double day)
    {
        var error = Curve.StandardErrorAt(day, (int)Ending.Won);
        if (error > 0) return error;
        var share = (Curve.IncidenceAt(day, (int)Ending.Won) * cases + 2) / (cases + 4);
        return Math.Sqrt(share * (1 - share) / (cases + 4));
    }

    private double? LastFollowed()
    {
        for (var j = Curve.Times.Length - 1; j >= 0; j--)
            if (Curve.AtRisk[j] >= LeastAtRisk) return Curve.Times[j];
        return null;
    }

    private WinIncidence Without(Figure why) => new(cases, won, open, why, null, null);

    private static double Days(long ticks) => ticks / (double)TimeSpan.TicksPerDay;
}
