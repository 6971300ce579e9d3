namespace Headway.Statistics.Association;

/// <summary>How strongly an unrecorded reason would have to go with both the exposure and the ending, as a risk ratio, to explain an
/// association away.</summary>
/// <remarks>VanderWeele and Ding (2017); published 3.9 to 7.26 and 1.8 to 3.0. golden/05_fdr_evalue.json, 1e-9.</remarks>
public static class EValue
{
    /// <param name="riskRatio">Above 0; below 1 it is inverted.</param>
    /// <returns>1 (nothing needed) and above.</returns>
    public static double OfRiskRatio(double riskRatio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(riskRatio);
        var ratio = riskRatio < 1 ? 1 / riskRatio : riskRatio;
        return ratio + Math.Sqrt(ratio * (ratio - 1));
    }

    /// <summary>For the end of an interval nearest to 1; 1 when the interval holds 1.</summary>
    public static double OfInterval(double low, double high) =>
        low > high ? throw new ArgumentException("Low is above high.", nameof(low))
        : low <= 1 && high >= 1 ? 1 : OfRiskRatio(low > 1 ? low : high);

    /// <summary>The risk ratio that a hazard ratio of a common ending (over 15 %) stands for.</summary>
    public static double RiskRatioOfHazardRatio(double hazardRatio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hazardRatio);
        return (1 - Math.Pow(0.5, Math.Sqrt(hazardRatio))) / (1 - Math.Pow(0.5, Math.Sqrt(1 / hazardRatio)));
    }

    /// <summary>The risk ratio that an odds ratio of a common ending (over 15 %) stands for.</summary>
    public static double RiskRatioOfOddsRatio(double oddsRatio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(oddsRatio);
        return Math.Sqrt(oddsRatio);
    }
}
