using Headway.Statistics.Distribution;

namespace Headway.Forecasting;

/// <summary>How fine the lattice of a total of bookings is.</summary>
/// <remarks>It is chosen from the total alone. A step taken from the goal let the goal change the forecast: a goal of a million million
/// made every quantile 0.</remarks>
internal static class BookingsStep
{
    /// <summary>Points up to a usual upper end, the mean and four standard deviations.</summary>
    private const double Points = 2000;

    /// <summary>One or two significant digits, so that amounts as people write them lie on points and are not split over two.</summary>
    private static readonly double[] roundSteps = [5, 2.5, 2, 1];

    /// <param name="amounts">Of the open opportunities; empty when nothing may come any more.</param>
    /// <param name="won">Past amounts, ascending; those still to come are drawn from them.</param>
    public static double Of(Chances chances, double[] amounts, double[] won)
    {
        double mean = 0, variance = 0;
        for (var i = 0; i < amounts.Length; i++)
        {
            var chance = chances.Plain()[i];
            mean += chance * amounts[i];
            variance += chance * (1 - chance) * amounts[i] * amounts[i];
        }
        if (won.Length > 0)
        {
            mean += chances.ExpectedWinsOfArrivals * won.Average();
            variance += chances.ExpectedWinsOfArrivals * won.Average(each => each * each);
        }
        var reach = mean + 4 * Math.Sqrt(variance);
        if (!(reach > 0)) reach = won.Length > 0 && won[^1] > 0 ? won[^1] : 1;
        var fits = (amounts.Sum() + (won.Length > 0 ? won[^1] : 0)) / (Lattice.MaximumPoints / 4);
        return Math.Max(RoundedDown(reach / Points), Math.Max(fits, 1e-6));
    }

    private static double RoundedDown(double step)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(step)));
        foreach (var round in roundSteps)
            if (round * magnitude <= step) return round * magnitude;
        return magnitude;
    }
}
