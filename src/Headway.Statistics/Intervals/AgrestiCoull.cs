namespace Headway.Statistics.Intervals;

/// <summary>The Agresti-Coull interval: the normal interval after adding z²/2 successes and z²/2 failures.</summary>
/// <remarks>Agresti and Coull (1998). Its ends may leave [0,1]; they are returned as computed, because cutting them hides how small n is.
/// Checked against R 4.2: golden/02_intervals.json, 1e-8.</remarks>
public static class AgrestiCoull
{
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more.</param>
    /// <param name="confidence">Strictly between 0 and 1.</param>
    public static Interval Of(int successes, int trials, double confidence = 0.95)
    {
        StandardNormal.RequireCounts(successes, trials);
        var z = StandardNormal.TwoSidedZ(confidence);
        var n = trials + z * z;
        var p = (successes + z * z / 2) / n;
        var half = z * Math.Sqrt(p * (1 - p) / n);
        return new Interval(p - half, p + half);
    }
}
