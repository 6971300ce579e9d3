using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Intervals;

internal static class StandardNormal
{
    /// <summary>The two-sided critical value: 1.959964 for a confidence of 0.95.</summary>
    internal static double TwoSidedZ(double confidence) => Normal.InvCDF(0, 1, 1 - Tail(confidence));

    /// <summary>Half of what the confidence leaves out; refuses a confidence outside (0,1), which has no interval.</summary>
    internal static double Tail(double confidence) => confidence is > 0 and < 1
        ? (1 - confidence) / 2
        : throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies strictly between 0 and 1.");

    internal static void RequireCounts(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
    }
}
