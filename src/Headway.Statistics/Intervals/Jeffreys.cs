using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Intervals;

/// <summary>The Jeffreys interval: equal-tailed credible interval of a proportion under a Beta(1/2, 1/2) prior.</summary>
/// <remarks>Brown, Cai and DasGupta (2001): the lower end is 0 when nothing succeeded, the upper 1 when everything did.
/// Checked against R 4.2: golden/02_intervals.json, 1e-8.</remarks>
public static class Jeffreys
{
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more. With none the interval is the whole of [0,1].</param>
    /// <param name="confidence">Strictly between 0 and 1.</param>
    public static Interval Of(int successes, int trials, double confidence = 0.95)
    {
        StandardNormal.RequireCounts(successes, trials);
        var tail = StandardNormal.Tail(confidence);
        double a = successes + 0.5, b = trials - successes + 0.5;
        return new Interval(
            successes == 0 ? 0 : Beta.InvCDF(a, b, tail),
            successes == trials ? 1 : Beta.InvCDF(a, b, 1 - tail));
    }
}
