using Headway.Statistics.Distribution;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Scoring;

/// <summary>Continuous ranked probability score of a forecast distribution: in the unit of the amount, 0 is perfect, lower is
/// better.</summary>
/// <remarks>Gneiting and Raftery (2007). For a forecast without spread it is the absolute error. Checked against scoringRules 1.1.1:
/// golden/09_forecast.json, 1e-9.</remarks>
public static class Crps
{
    /// <summary>The forecast is the empirical distribution of a sample.</summary>
    /// <param name="sample">At least one value; in any order.</param>
    /// <param name="actual">What happened.</param>
    public static double OfSample(ReadOnlySpan<double> sample, double actual)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sample.Length, nameof(sample));
        var sorted = sample.ToArray();
        Array.Sort(sorted);
        double n = sorted.Length, distance = 0, spread = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            distance += Math.Abs(sorted[i] - actual);
            spread += (2 * (i + 1) - n - 1) * sorted[i];
        }
        return distance / n - spread / (n * n);
    }

    /// <summary>The forecast is normal.</summary>
    public static double OfNormal(double mean, double standardDeviation, double actual)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(standardDeviation);
        var z = (actual - mean) / standardDeviation;
        return standardDeviation * (z * (2 * Normal.CDF(0, 1, z) - 1) + 2 * Normal.PDF(0, 1, z) - 1 / Math.Sqrt(Math.PI));
    }

    /// <summary>The forecast is a lattice: the exact integral of (F(x) - [x
    /// >= actual])². A tail that was cut counts as lying on the last point.</summary>
    public static double OfLattice(Lattice forecast, double actual)
    {
        double score = Math.Max(0, -actual), cumulative = 0;
        var last = forecast.Probabilities.Length - 1;
        for (var i = 0; i < last; i++)
        {
            cumulative += forecast.Probabilities[i];
            double left = i * forecast.Step, right = (i + 1) * forecast.Step;
            var before = Math.Clamp(actual, left, right) - left;
            score += before * cumulative * cumulative + (forecast.Step - before) * (1 - cumulative) * (1 - cumulative);
        }
        return score + Math.Max(0, actual - last * forecast.Step);
    }
}
