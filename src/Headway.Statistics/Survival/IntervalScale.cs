using Headway.Statistics.Intervals;

namespace Headway.Statistics.Survival;

/// <summary>On which scale a probability's interval is symmetric. The complementary log-log scale never leaves [0,1]; it is the
/// default.</summary>
public enum IntervalScale
{
    Plain,
    Log,
    ComplementaryLogLog,
}

internal static class IntervalScales
{
    /// <summary>
    /// The interval of a probability with a standard error; null when the estimate stands at 0 or 1, where the standard error says nothing.
    /// Plain and log ends are cut at [0,1], as R's survfit does.
    /// </summary>
    internal static Interval? Around(double probability, double standardError, IntervalScale scale, double confidence)
    {
        var z = StandardNormal.TwoSidedZ(confidence);
        if (probability <= 0 || probability >= 1)
            return null;
        switch (scale)
        {
            case IntervalScale.Plain:
                var half = z * standardError;
                return new Interval(Math.Max(0, probability - half), Math.Min(1, probability + half));
            case IntervalScale.Log:
                var factor = Math.Exp(z * standardError / probability);
                return new Interval(probability / factor, Math.Min(1, probability * factor));
            case IntervalScale.ComplementaryLogLog:
                var power = Math.Exp(z * standardError / (probability * Math.Abs(Math.Log(probability))));
                return new Interval(Math.Pow(probability, power), Math.Pow(probability, 1 / power));
        }
        throw new ArgumentOutOfRangeException(nameof(scale), scale, "Not a scale.");
    }
}
