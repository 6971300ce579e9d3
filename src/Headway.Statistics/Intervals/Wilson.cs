namespace Headway.Statistics.Intervals;

/// <summary>The Wilson score interval for a proportion of a closed cohort.</summary>
/// <remarks>Wilson (1927); Newcombe (1998), Statistics in Medicine 17:857. Checked against R 4.2: golden/02_intervals.json, 1e-8.
/// Not for cases that are still open: use <see cref="Survival.AalenJohansen"/> for those.</remarks>
public static class Wilson
{
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more. With none, nothing is known and the interval is the whole of [0,1].</param>
    /// <param name="confidence">Strictly between 0 and 1.</param>
    public static Interval Of(int successes, int trials, double confidence = 0.95)
    {
        StandardNormal.RequireCounts(successes, trials);
        var z = StandardNormal.TwoSidedZ(confidence);
        if (trials == 0)
            return new Interval(0, 1);
        double n = trials, p = successes / n, z2 = z * z;
        var centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        var half = z * Math.Sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
        // The ends are exact at 0 and n; without this, rounding leaves 1e-17 instead of 0.
        return new Interval(successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half);
    }
}
