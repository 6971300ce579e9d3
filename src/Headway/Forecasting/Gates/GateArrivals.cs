using Headway.Histories;

namespace Headway.Forecasting.Gates;

/// <summary>How many opportunities arrive in a week, where they start and for what amounts, over at most a year.</summary>
/// <param name="Amounts">Means of equally many arrivals each, ascending; empty when no amount was known.</param>
/// <param name="OverWeeks">Whole weeks they were counted over.</param>
internal sealed record GateArrivals(double PerWeek, double[] StartShare, double[] Amounts, int OverWeeks)
{
    private const int MostWeeks = 52;

    public static GateArrivals Of(History history, int parts)
    {
        const long Week = 7 * TimeSpan.TicksPerDay;
        var columns = history.Columns;
        var start = new double[history.Shape.Stages.Length];
        if (history.Cases == 0) return new GateArrivals(0, start, [], 0);
        var weeks = (int)Math.Min(MostWeeks, (history.AsOfTicks - columns.OpenedTicks.Min()) / Week);
        var since = history.AsOfTicks - weeks * Week;
        var amounts = new List<double>();
        var arrived = 0;
        for (var c = 0; c < history.Cases; c++)
        {
            if (columns.OpenedTicks[c] <= since || columns.VisitStart[c] == columns.VisitStart[c + 1]) continue;
            arrived++;
            start[columns.VisitStage[columns.VisitStart[c]]]++;
            if (columns.Amount[c] > 0) amounts.Add(columns.Amount[c]);
        }
        amounts.Sort();
        var count = Math.Min(parts, amounts.Count);
        double[] means = [.. Enumerable.Range(0, count).Select(part =>
        {
            int from = (int)((long)amounts.Count * part / count), to = (int)((long)amounts.Count * (part + 1) / count);
            return amounts.GetRange(from, to - from).Average();
        })];
        return new GateArrivals(
            weeks == 0 ? 0 : (double)arrived / weeks, [.. start.Select(each => each / Math.Max(1, arrived))], means, weeks);
    }
}
