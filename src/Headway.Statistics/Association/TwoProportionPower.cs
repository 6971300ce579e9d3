using Headway.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Association;

/// <summary>How many a comparison of two shares needs, and how likely one of a given size finds the difference.</summary>
/// <remarks>Normal approximation, two-sided, equal arms, as R's power.prop.test. golden/16_evidence_floor.json, exact.</remarks>
public static class TwoProportionPower
{
    /// <param name="share1">In (0,1).</param>
    /// <param name="share2">In (0,1), another one.</param>
    /// <returns>Per arm, rounded up.</returns>
    public static int NeededPerArm(double share1, double share2, double power = 0.8, double alpha = 0.05)
    {
        Require(share1, share2);
        if (share1 == share2) throw new ArgumentException("No number shows a difference of nothing.", nameof(share2));
        var (zAlpha, zPower) = (StandardNormal.TwoSidedZ(1 - alpha), Normal.InvCDF(0, 1, power));
        var root = (zAlpha * Pooled(share1, share2) + zPower * Apart(share1, share2)) / Math.Abs(share1 - share2);
        return (int)Math.Ceiling(Math.Min(root * root, int.MaxValue));
    }

    /// <returns>The chance to find the difference.</returns>
    public static double PowerOf(double share1, double share2, int perArm, double alpha = 0.05)
    {
        Require(share1, share2);
        ArgumentOutOfRangeException.ThrowIfLessThan(perArm, 1);
        var z = StandardNormal.TwoSidedZ(1 - alpha);
        var shift = Math.Sqrt(perArm) * Math.Abs(share1 - share2) - z * Pooled(share1, share2);
        return Normal.CDF(0, 1, shift / Apart(share1, share2));
    }

    private static double Pooled(double p1, double p2) => Math.Sqrt((p1 + p2) * (1 - (p1 + p2) / 2));

    private static double Apart(double p1, double p2) => Math.Sqrt(p1 * (1 - p1) + p2 * (1 - p2));

    private static void Require(double share1, double share2)
    {
        if (share1 is not (> 0 and < 1) || share2 is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share1), $"{share1} and {share2}: shares lie strictly between 0 and 1.");
    }
}
