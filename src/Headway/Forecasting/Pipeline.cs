using System.Globalization;
using Headway.Histories;

namespace Headway.Forecasting;

/// <summary>One open opportunity as the forecast sees it.</summary>
/// <param name="Case">Row of the history's columns.</param>
/// <param name="Weeks">Whole weeks in its stage.</param>
/// <param name="Amount">In the history's currency; NaN = unknown and nothing to fill in.</param>
/// <param name="AmountFilled">The amount is a median of won ones, not its own.</param>
internal sealed record OpenCase(int Case, string Id, int Stage, int Weeks, double Amount, bool AmountFilled);

/// <summary>What a history holds for a forecast: won already, open, and how fast new ones arrive.</summary>
internal sealed class Pipeline
{
    /// <summary>A segment's own median needs as many won amounts; with fewer that of all is used.</summary>
    private const int LeastInSegment = 10;

    private const int ArrivalWeeks = 52;
    private const int AmountDays = 730;

    public List<OpenCase> Open { get; } = [];

    public int WonInPeriod { get; private set; }

    public double BookedInPeriod { get; private set; }

    /// <summary>Won in the period without a known amount: counted as wins, not as bookings.</summary>
    public int WonWithoutAmount { get; private set; }

    /// <summary>Won amounts of the last two years, ascending.</summary>
    public double[] WonAmounts { get; private set; } = [];

    public int Arrived { get; private set; }

    /// <summary>Whole weeks over which <see cref="Arrived"/> was counted; at most 52.</summary>
    public int ArrivedOverWeeks { get; private set; }

    public double ArrivedAWeek => (double)Arrived / Math.Max(1, ArrivedOverWeeks);

    /// <summary>Share of cases that started in each stage.</summary>
    public double[] StartShare { get; private set; } = [];

    /// <param name="within">Which cases are in scope; the amounts and starting stages are those of all.</param>
    /// <param name="from">Wins count from here on…</param>
    /// <param name="by">…and before here: what was won after the date that was asked for is no part of its answer.</param>
    public static Pipeline Of(History history, DateTimeOffset from, DateTimeOffset by, Func<int, bool> within)
    {
        var pipeline = new Pipeline();
        var columns = history.Columns;
        var wonAmounts = new List<(double Amount, string? Segment)>();
        var start = new double[history.Shape.Stages.Length];
        for (var c = 0; c < history.Cases; c++)
        {
            if (columns.VisitStart[c] < columns.VisitStart[c + 1]) start[columns.VisitStage[columns.VisitStart[c]]]++;
            var amount = columns.Amount[c];
            var won = history.EndingOf(c) == Ending.Won;
            if (won && amount > 0 && history.AsOfTicks - columns.ExitTicks[c] <= AmountDays * TimeSpan.TicksPerDay)
                wonAmounts.Add((amount, SegmentOf(history, c)));
            if (won && within(c) && columns.ExitTicks[c] >= from.UtcTicks && columns.ExitTicks[c] < by.UtcTicks) pipeline.Book(amount);
        }
        pipeline.WonAmounts = [.. wonAmounts.Select(each => each.Amount).Order()];
        pipeline.StartShare = [.. start.Select(count => count / Math.Max(1, start.Sum()))];
        pipeline.CountArrivals(history, within);
        pipeline.AddOpen(history, within, wonAmounts);
        return pipeline;
    }

    private void Book(double amount)
    {
        WonInPeriod++;
        if (double.IsNaN(amount)) WonWithoutAmount++;
        else BookedInPeriod += amount;
    }

    private void CountArrivals(History history, Func<int, bool> within)
    {
        const long Week = 7 * TimeSpan.TicksPerDay;
        var columns = history.Columns;
        if (history.Cases == 0) return;
        ArrivedOverWeeks = (int)Math.Min(ArrivalWeeks, (history.AsOfTicks - columns.OpenedTicks.Min()) / Week);
        var since = history.AsOfTicks - ArrivedOverWeeks * Week;
        for (var c = 0; c < history.Cases; c++)
            if (within(c) && columns.OpenedTicks[c] > since) Arrived++;
    }

    private void AddOpen(History history, Func<int, bool> within, List<(double Amount, string? Segment)> won)
    {
        var all = Median([.. won.Select(each => each.Amount)]);
        var bySegment = won.Where(each => each.Segment is not null).GroupBy(each => each.Segment!, StringComparer.Ordinal)
            .Where(segment => segment.Count() >= LeastInSegment)
            .ToDictionary(segment => segment.Key, segment => Median([.. segment.Select(each => each.Amount)]), StringComparer.Ordinal);
        var columns = history.Columns;
        for (var c = 0; c < history.Cases; c++)
        {
            if (columns.Endings[c] != 0 || !within(c) || columns.VisitStart[c] == columns.VisitStart[c + 1]) continue;
            var last = columns.VisitStart[c + 1] - 1;
            var weeks = WeekGrid.WeeksInStage(history, last);
            var own = columns.Amount[c];
            var filled = double.IsNaN(own);
            var amount = !filled ? Math.Max(0, own)
                : SegmentOf(history, c) is { } segment && bySegment.TryGetValue(segment, out var typical) ? typical : all;
            Open.Add(new OpenCase(c, history.Log.CaseIds[columns.CaseIndex[c]], columns.VisitStage[last], weeks, amount, filled));
        }
    }

    private static string? SegmentOf(History history, int c) => history.Shape.SegmentAttributes.IsDefaultOrEmpty ? null
        : string.Join(" / ", history.Shape.SegmentAttributes.Select(name => history.TextOf(name, c) ?? "")) is var joined
            && joined.Any(char.IsLetterOrDigit)
            ? joined : null;

    private static double Median(double[] values)
    {
        if (values.Length == 0) return double.NaN;
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>One line for the fingerprint.</summary>
    public IEnumerable<string> Lines() => Open
        .Select(open =>
            string.Create(CultureInfo.InvariantCulture, $"{open.Id} {open.Stage} {open.Weeks} {open.Amount:R} {open.AmountFilled}"))
        .Order(StringComparer.Ordinal)
        .Append(string.Create(CultureInfo.InvariantCulture, $"{WonInPeriod} {BookedInPeriod:R} {Arrived} {ArrivedOverWeeks}"))
        .Concat(WonAmounts.Select(amount => amount.ToString("R", CultureInfo.InvariantCulture)));
}
