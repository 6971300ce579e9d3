using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Intervals;

/// <summary>The exact (Garwood) interval for the mean of a Poisson count.</summary>
/// <remarks>Garwood (1936): gamma quantiles. Divide both ends by the exposure for a rate.</remarks>
public static class PoissonExact
{
    /// <param name="count">What was counted, 0 or more.</param>
    /// <param name="confidence">Strictly between 0 and 1.</param>
    public static Interval Of(int count, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var tail = StandardNormal.Tail(confidence);
        return new Interval(count == 0 ? 0 : Gamma.InvCDF(count, 1, tail), Gamma.InvCDF(count + 1, 1, 1 - tail));
    }
}
