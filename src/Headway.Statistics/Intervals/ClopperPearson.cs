using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Intervals;

/// <summary>The Clopper-Pearson "exact" interval of a proportion: covers at least as often as it says, usually more.</summary>
/// <remarks>Clopper and Pearson (1934). Checked against R's binom.test: golden/02_intervals.json, 1e-8.</remarks>
public static class ClopperPearson
{
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more. With none the interval is the whole of [0,1].</param>
    /// <param name="confidence">Strictly between 0 and 1.</param>
    public static Interval Of(int successes, int trials, double confidence = 0.95)
    {
        StandardNormal.RequireCounts(successes, trials);
        var tail = StandardNormal.Tail(confidence);
        return new Interval(
            successes == 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, tail),
            successes == trials ? 1 : Beta.InvCDF(successes + 1, trials - successes, 1 - tail));
    }
}
