using Headway.Histories;
using Headway.Statistics.Random;

namespace Headway.Forecasting.Gates;

/// <summary>How many opportunities arrive in a week, where they start and for what amounts, over at most a year.</summary>
/// <param name="Amounts">Means of equally many arrivals each, ascending; empty when no amount was known.</param>
/// <param name="OverWeeks">Whole weeks they were counted over.</param>
internal sealed record GateArrivals(double PerWeek, double[] StartShare, double[] Amounts, int OverWeeks)
{
    private const int MostWeeks = 52;

    /// <summary>Every known amount, ascending.</summary>
    public List<double> All { get; private init; } = [];

    /// <summary>As another year might have brought them: as many as chance allows, with amounts drawn from those that came.</summary>
    public GateArrivals Drawn(Xoshiro256StarStar random)
    {
        var arrived = PerWeek * OverWeeks;
        var drawn = new List<double>(All.Count);
        for (var i = 0; i < All.Count; i++) drawn.Add(All[random.NextBelow(All.Count)]);
        drawn.Sort();
        return this with { PerWeek = random.Gamma(arrived, 1 / arrived) * PerWeek, Amounts = Means(drawn, Amounts.Length) };
    }

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
        return new GateArrivals(
            weeks == 0 ? 0 : (double)arrived / weeks, [.. start.Select(each => each / Math.Max(1, arrived))], Means(amounts, parts), weeks)
        {
            All = amounts,
        };
    }

    private static double[] Means(List<double> amounts, int parts)
    {
        var count = Math.Min(parts, amounts.Count);
        return [.. Enumerable.Range(0, count).Select(part =>
        {
            int from = (int)((long)amounts.Count * part / count), to = (int)((long)amounts.Count * (part + 1) / count);
            return amounts.GetRange(from, to - from).Average();
        })];
    }
}
