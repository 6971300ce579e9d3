namespace Headway.Statistics.Scoring;

/// <summary>Scores of quantiles and of intervals made of two of them: in the unit of the amount, lower is better.</summary>
/// <remarks>Gneiting and Raftery (2007). Checked against R: golden/09_forecast.json, 1e-9.</remarks>
public static class QuantileScores
{
    /// <summary>The pinball loss of a forecast quantile: (y - q)(level - [y &lt; q]).</summary>
    /// <param name="quantile">The forecast quantile.</param>
    /// <param name="level">Its level, strictly between 0 and 1.</param>
    /// <param name="actual">What happened.</param>
    public static double Pinball(double quantile, double level, double actual)
    {
        RequireLevel(level, nameof(level));
        return (actual - quantile) * (level - (actual < quantile ? 1 : 0));
    }

    /// <summary>The interval score: its width, plus 2/alpha times how far the actual value lies outside.</summary>
    /// <param name="interval">The forecast interval.</param>
    /// <param name="alpha">What the interval leaves out: 0.2 for an 80 % interval.</param>
    /// <param name="actual">What happened.</param>
    public static double OfInterval(Intervals.Interval interval, double alpha, double actual)
    {
        RequireLevel(alpha, nameof(alpha));
        return interval.Width + 2 / alpha * (Math.Max(0, interval.Low - actual) + Math.Max(0, actual - interval.High));
    }

    private static void RequireLevel(double level, string name)
    {
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(name, level, "Strictly between 0 and 1.");
    }
}
