using Headway.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Association;

/// <summary>An estimate with a standard error, read on the normal scale.</summary>
/// <param name="Value">In any unit.</param>
/// <param name="StandardError">Same unit, above 0.</param>
public readonly record struct Estimate(double Value, double StandardError)
{
    public double Z => Value / StandardError;

    /// <summary>Two-sided, against no difference.</summary>
    public double PValue => 2 * Normal.CDF(0, 1, -Math.Abs(Z));

    public Interval IntervalOf(double confidence = 0.95)
    {
        var half = StandardNormal.TwoSidedZ(confidence) * StandardError;
        return new Interval(Value - half, Value + half);
    }

    /// <summary>Two one-sided tests (Schuirmann 1987): the difference is shown to be smaller than <paramref name="smallest"/> in both
    /// directions when the interval of confidence 1 - 2 alpha lies within. Not finding a difference is not enough for that.</summary>
    public bool IsShownNegligible(double smallest, double alpha = 0.05) =>
        IntervalOf(1 - 2 * alpha) is var around && around.Low > -smallest && around.High < smallest;
}
