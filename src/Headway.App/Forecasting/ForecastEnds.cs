using Headway.App.Design.Charts;
using Headway.Forecasting;

namespace Headway.App.Forecasting;

/// <summary>A total as its chart draws it.</summary>
internal static class ForecastEnds
{
    private const int Points = 60;

    public static Ends Of(TotalAnswer.Known known)
    {
        var (low, high) = (known.Total.Quantile(0.001), known.Total.Quantile(0.999));
        var points = Enumerable.Range(0, Points + 1).Select(i => low + (high - low) * i / Points);
        var step = Math.Max(1, (high - low) / 12);
        return new Ends(
            [.. points.Select(v => new DensityPoint(
                v, Math.Max(0, known.Total.ChanceOfAtLeast(v - step / 2) - known.Total.ChanceOfAtLeast(v + step / 2))))],
            known.Total.Quantile(0.1), known.Total.Quantile(0.5), known.Total.Quantile(0.9), known.Goal, known.ChanceOfGoal,
            known.Total.Closed);
    }
}
