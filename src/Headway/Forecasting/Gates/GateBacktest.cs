using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.Random;

namespace Headway.Forecasting.Gates;

/// <summary>What a rule would have stopped, and what became of those. Only what was observed: nothing is assumed about the freed
/// hours.</summary>
/// <param name="Stopped">Opportunities it would have stopped, each at the first week it said so.</param>
/// <param name="Won">Of these, won later.</param>
/// <param name="Open">Of these, still open at the end.</param>
/// <param name="WonShare">Wilson interval of won among those that have ended.</param>
/// <param name="ValueLost">Amounts of those won later, after the margin.</param>
/// <param name="HoursFreed">Hours by the stages' table that went into them from then on.</param>
/// <param name="WeeksFreed">Weeks they were open from then on.</param>
public sealed record RuleOutcome(int Stopped, int Won, int Open, Interval WonShare, double ValueLost, double HoursFreed, double WeeksFreed)
{
    public int Ended => Stopped - Open;

    /// <summary>Fewer wins than this among those stopped give their value no range.</summary>
    public const int LeastWon = 10;

    /// <summary>95 % of what another period like this one would give, when so many are stopped as come: by the sum of squares, as for a sum
    /// over a Poisson number. Null with fewer than 10 wins: a few large ones make it.</summary>
    public Interval? ValueInterval { get; init; }

    /// <summary>Likewise; null with fewer than 10 stopped.</summary>
    public Interval? HoursInterval { get; init; }

    public Interval? WeeksInterval { get; init; }
}

/// <summary>One point of the curve: stricter or laxer than the price.</summary>
/// <param name="TimesPrice">Stops below so many times the price of an hour.</param>
public sealed record GateCurvePoint(double TimesPrice, RuleOutcome Outcome);

/// <summary>The gate replayed on the past without looking ahead, beside two simple rules.</summary>
/// <param name="Watched">Opportunities looked at; with <paramref name="WatchedWon"/> of them won later and
/// <paramref name="WatchedHours"/> spent on them from their first look on.</param>
/// <param name="ByAge">Stops what has stood in its stage for more than twice the median of won ones; null with too few wins.</param>
/// <param name="ByChance">Stops below the chance to be won that frees as many hours as the gate, found afterwards in its favour; null when
/// the gate frees none. Among those that share the chance a lot decides.</param>
/// <param name="ChanceBelow">That chance.</param>
/// <param name="IfSpentElsewhere">An assumption and no observation: the freed hours at the price of an hour.</param>
public sealed record GateBacktest(
    DateTimeOffset From, DateTimeOffset Until, int Weeks, int Fits, int Watched, int WatchedWon, double WatchedHours, int WithoutAmount,
    RuleOutcome Gate, RuleOutcome? ByAge, RuleOutcome? ByChance, double? ChanceBelow, ImmutableArray<GateCurvePoint> Curve,
    double IfSpentElsewhere)
{
    /// <summary>Fewer stopped ones than this make no share.</summary>
    public const int LeastStopped = 10;

    /// <summary>False where capacity bound nothing in any week: rows of nothing are not worth showing.</summary>
    public bool EverStops => Curve.Any(point => point.Outcome.Stopped > 0);

    private const double TwiceTheMedian = 2;

    /// <summary>Far less than what two chances differ by, far more than the last halving.</summary>
    private const double LotWeight = 1e-9;

    /// <summary>Fixed beforehand, so that no point is chosen for how it came out.</summary>
    private static readonly ImmutableArray<double> Times = [0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8];

    /// <returns>Null when there was never enough history to fit a model before the last week.</returns>
    public static GateBacktest? Of(
        History end, NeededOutcomes needed, GateHours hours, ulong seed, Action<double>? progress = null,
        CancellationToken cancel = default)
    {
        var replay = GateReplay.Of(
            end, then => GateModel.Fit(then, needed, hours, seed, cancel).Match<GateModel?>(model => model, _ => null), progress, cancel);
        if (replay.From is not { } from || replay.Looks.Count == 0) return null;
        var after = new GateAfterwards(end, hours, cancel);
        var watched = after.Of(replay.Looks, _ => true);
        var gate = after.Of(replay.Looks, look => look.WorthToPrice <= 1);
        var byAge = replay.Looks.Any(look => look.AgeToWon is not null)
            ? after.Of(replay.Looks, look => look.AgeToWon > TwiceTheMedian) : null;
        var (byChance, below) = AtEqualHours(replay.Looks, after, gate.HoursFreed);
        var prices = after.FirstOf(replay.Looks, look => look.WorthToPrice <= 1);
        return new GateBacktest(
            from, new DateTimeOffset(end.AsOfTicks, TimeSpan.Zero), replay.Weeks, replay.Fits, watched.Stopped, watched.Won,
            watched.HoursFreed, replay.WithoutAmount, gate, byAge, byChance, below,
            [.. Times.Select(times => new GateCurvePoint(times, after.Of(replay.Looks, look => look.WorthToPrice <= times)))],
            prices.Sum(look => look.Price * after.HoursFrom(look.Case, look.AtTicks).Hours));
    }

    /// <summary>The chance, and a lot for each case far behind the point: many share one chance, and stopping all of them at once would
    /// free more hours than the gate does.</summary>
    private static double RankOf(GateLook look) =>
        look.Chance + LotWeight * Xoshiro256StarStar.For(0, "equal hours", look.Case).NextUniform();

    /// <summary>Hours freed grow with the threshold, so it is halved in on.</summary>
    private static (RuleOutcome?, double?) AtEqualHours(List<GateLook> looks, GateAfterwards after, double hours)
    {
        if (hours <= 0) return (null, null);
        var ranks = looks.ToDictionary(look => (look.Case, look.AtTicks), RankOf);
        double Rank(GateLook look) => ranks[(look.Case, look.AtTicks)];
        double low = 0, high = 1;
        for (var halving = 0; halving < 48; halving++)
        {
            var middle = (low + high) / 2;
            if (after.Of(looks, look => Rank(look) < middle).HoursFreed < hours) low = middle; else high = middle;
        }
        return (after.Of(looks, look => Rank(look) < high), high);
    }
}

/// <summary>What became of cases after an instant, read from the history at the end.</summary>
internal sealed class GateAfterwards(History end, GateHours hours, CancellationToken cancel)
{
    private const double Week = 7.0 * TimeSpan.TicksPerDay;

    private readonly Dictionary<int, int> rows = Enumerable.Range(0, end.Cases).ToDictionary(c => end.Columns.CaseIndex[c]);

    /// <summary>The first look of each case at which the rule says stop.</summary>
    public List<GateLook> FirstOf(List<GateLook> looks, Func<GateLook, bool> stops)
    {
        var seen = new HashSet<int>();
        return [.. looks.Where(look => stops(look) && rows.ContainsKey(look.Case) && seen.Add(look.Case))];
    }

    public RuleOutcome Of(List<GateLook> looks, Func<GateLook, bool> stops)
    {
        int stopped = 0, won = 0, open = 0;
        double value = 0, spent = 0, weeks = 0, valueSquares = 0, spentSquares = 0, weeksSquares = 0;
        cancel.ThrowIfCancellationRequested();
        foreach (var look in FirstOf(looks, stops))
        {
            var c = rows[look.Case];
            stopped++;
            if (end.EndingOf(c) is not { } ending) open++;
            else if (ending == Ending.Won)
            {
                won++;
                var forgone = end.Columns.Amount[c] > 0 ? end.Columns.Amount[c] * hours.MarginShare : 0;
                (value, valueSquares) = (value + forgone, valueSquares + forgone * forgone);
            }
            var (hoursAfter, weeksAfter) = HoursFrom(look.Case, look.AtTicks);
            (spent, weeks) = (spent + hoursAfter, weeks + weeksAfter);
            (spentSquares, weeksSquares) = (spentSquares + hoursAfter * hoursAfter, weeksSquares + weeksAfter * weeksAfter);
        }
        return new RuleOutcome(stopped, won, open, Wilson.Of(won, stopped - open), value, spent, weeks)
        {
            ValueInterval = won >= RuleOutcome.LeastWon ? Around(value, valueSquares) : null,
            HoursInterval = stopped >= GateBacktest.LeastStopped ? Around(spent, spentSquares) : null,
            WeeksInterval = stopped >= GateBacktest.LeastStopped ? Around(weeks, weeksSquares) : null,
        };
    }

    private static Interval Around(double sum, double squares)
    {
        var half = 1.959964 * Math.Sqrt(squares);
        return new Interval(Math.Max(0, sum - half), sum + half);
    }

    public (double Hours, double Weeks) HoursFrom(int caseInLog, long atTicks)
    {
        var columns = end.Columns;
        var c = rows[caseInLog];
        double spent = 0, weeks = 0;
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
        {
            var there = Math.Max(0, columns.VisitLeftTicks[v] - Math.Max(atTicks, columns.VisitEnteredTicks[v])) / Week;
            weeks += there;
            spent += there * hours.PerWeek[columns.VisitStage[v]];
        }
        return (spent, weeks);
    }
}
