using Headway.Histories;

namespace Headway.Forecasting.Gates;

/// <summary>One look at one open opportunity in one week of the replay, with what was known then.</summary>
/// <param name="Case">Index of the case in the log.</param>
/// <param name="WorthToPrice">The optimistic bound of its value an hour over the price of an hour; the gate stops below 1.</param>
/// <param name="Chance">To be won in the end, by the model of the quarter.</param>
/// <param name="AgeToWon">Time in its stage over the median of won ones in that stage; null when too few were won.</param>
/// <param name="Price">Of an hour, by the model of the quarter.</param>
internal readonly record struct GateLook(int Case, long AtTicks, double WorthToPrice, double Chance, double? AgeToWon, double Price);

/// <summary>Replays a history week by week. Every look reads the history as known that week; the model and the price of the quarter were
/// fitted on what was known at its beginning, and nothing is tuned on what came after.</summary>
internal sealed class GateReplay
{
    /// <summary>A fit every so many weeks.</summary>
    public const int WeeksAFit = 13;

    /// <summary>Two years of weekly looks; what lies before them is learned from and not replayed.</summary>
    public const int MostWeeks = 104;

    /// <summary>Wins needed in a stage for the median of the rule by age.</summary>
    private const int LeastWonStays = 15;

    private const long Week = 7 * TimeSpan.TicksPerDay;

    public List<GateLook> Looks { get; } = [];

    public int Fits { get; private set; }

    public int Weeks { get; private set; }

    public DateTimeOffset? From { get; private set; }

    /// <summary>Looks left out because no amount was known that week.</summary>
    public int WithoutAmount { get; private set; }

    /// <param name="end">What became of the cases is read at its date.</param>
    /// <param name="enough">Fits on a history, or says that there is not enough of it yet.</param>
    public static GateReplay Of(
        History end, Func<History, GateModel?> enough, Action<double>? progress = null, CancellationToken cancel = default)
    {
        var replay = new GateReplay();
        if (end.Cases == 0) return replay;
        var weeks = (int)Math.Min(MostWeeks, (end.AsOfTicks - end.Columns.OpenedTicks.Min()) / Week);
        GateModel? model = null;
        double?[] medians = [];
        var nextFit = 0;
        for (var week = 0; week < weeks; week++)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Invoke(week / (double)weeks);
            var then = end.AsOf(new DateTimeOffset(end.AsOfTicks - (weeks - week) * Week, TimeSpan.Zero));
            if (week >= nextFit)
            {
                // Until there is enough, it is tried again each week; from then on once a quarter.
                if (enough(then) is { } fitted)
                {
                    (model, medians) = (fitted, WonWeeks(then));
                    replay.Fits++;
                    nextFit = week + WeeksAFit;
                }
            }
            if (model is null) continue;
            replay.From ??= new DateTimeOffset(then.AsOfTicks, TimeSpan.Zero);
            replay.Weeks++;
            replay.LookAt(then, model, medians);
        }
        return replay;
    }

    private void LookAt(History then, GateModel model, double?[] medians)
    {
        var columns = then.Columns;
        for (var c = 0; c < then.Cases; c++)
        {
            if (columns.Endings[c] != 0 || columns.VisitStart[c] == columns.VisitStart[c + 1]) continue;
            if (!(columns.Amount[c] > 0))
            {
                WithoutAmount++;
                continue;
            }
            var last = columns.VisitStart[c + 1] - 1;
            var stage = columns.VisitStage[last];
            var weeks = WeekGrid.WeeksInStage(then, last);
            var evidence = model.Needed.ClassOf(then, c, stage, then.AsOfTicks);
            var price = model.Price?.PerHour ?? 0;
            var worth = price > 0 ? model.PerHourHigh(stage, weeks, evidence, columns.Amount[c]) / price : double.PositiveInfinity;
            var age = (then.AsOfTicks - columns.VisitEnteredTicks[last]) / (double)Week;
            Looks.Add(new GateLook(
                columns.CaseIndex[c], then.AsOfTicks, worth, model.Evidence.Chance(stage, weeks, evidence),
                medians[stage] is { } median ? age / median : null, price));
        }
    }

    /// <summary>Median weeks that won ones had stayed in each stage; null with fewer than 15.</summary>
    private static double?[] WonWeeks(History history)
    {
        var columns = history.Columns;
        var stays = new List<double>[history.Shape.Stages.Length];
        for (var stage = 0; stage < stays.Length; stage++) stays[stage] = [];
        for (var c = 0; c < history.Cases; c++)
        {
            if (history.EndingOf(c) != Ending.Won) continue;
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                var weeks = (columns.VisitLeftTicks[v] - columns.VisitEnteredTicks[v]) / (double)Week;
                if (weeks > 0) stays[columns.VisitStage[v]].Add(weeks);
            }
        }
        return [.. stays.Select(each =>
        {
            if (each.Count < LeastWonStays) return (double?)null;
            each.Sort();
            return each[each.Count / 2];
        })];
    }
}
