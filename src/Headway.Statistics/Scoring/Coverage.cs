using Headway.Statistics.Intervals;

namespace Headway.Statistics.Scoring;

/// <summary>How many of past intervals held what happened.</summary>
/// <param name="Held">Intervals that contained the actual value, ends included.</param>
/// <param name="Intervals">How many intervals there were.</param>
/// <param name="Band">The Wilson interval of the share that hold; the whole of [0,1] with no past intervals.</param>
public readonly record struct Coverage(int Held, int Intervals, Interval Band)
{
    /// <param name="intervals">The intervals as they were issued, length n.</param>
    /// <param name="actuals">What happened, length n.</param>
    /// <param name="confidence">Of the band.</param>
    public static Coverage Of(ReadOnlySpan<Interval> intervals, ReadOnlySpan<double> actuals, double confidence = 0.95)
    {
        if (intervals.Length != actuals.Length)
            throw new ArgumentException("One actual value for each interval.", nameof(actuals));
        var held = 0;
        for (var i = 0; i < actuals.Length; i++)
            held += intervals[i].Contains(actuals[i]) ? 1 : 0;
        return new Coverage(held, actuals.Length, Wilson.Of(held, actuals.Length, confidence));
    }
}
