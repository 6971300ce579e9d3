namespace Headway.Statistics.Pooling;

/// <summary>Estimates of unequal precision, pooled with what they truly differ by (DerSimonian-Laird).</summary>
/// <param name="Q">Cochran's Q: weighted squares around the common mean; about k - 1 when nothing differs.</param>
/// <param name="BetweenVariance">Tau squared by the method of moments, at least 0.</param>
/// <param name="Mean">Pooled mean with tau squared in the weights.</param>
/// <param name="StandardError">Of the mean.</param>
/// <param name="Shrunken">Each pulled toward the mean by its own precision, in the order given.</param>
/// <remarks>DerSimonian and Laird (1986). With fewer than 5 groups tau squared is hardly known: use a prior instead. Checked against R on
/// the eight schools and a made example: golden/11_coaching.json, 1e-8.</remarks>
public sealed record RandomEffects(double Q, double BetweenVariance, double Mean, double StandardError, double[] Shrunken)
{
    /// <param name="values">Length k, at least 2.</param>
    /// <param name="standardErrors">Length k, each above 0.</param>
    public static RandomEffects Of(double[] values, double[] standardErrors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, 2, nameof(values));
        if (standardErrors.Length != values.Length || standardErrors.Any(error => error is not (> 0 and < double.PositiveInfinity)))
            throw new ArgumentException("One standard error above 0 for each value.", nameof(standardErrors));
        double[] weights = [.. standardErrors.Select(error => 1 / (error * error))];
        var total = weights.Sum();
        var common = Weighted(values, weights);
        var q = values.Zip(weights, (value, weight) => weight * (value - common) * (value - common)).Sum();
        var between = Math.Max(0, (q - (values.Length - 1)) / (total - weights.Sum(weight => weight * weight) / total));
        double[] pooled = [.. standardErrors.Select(error => 1 / (error * error + between))];
        var mean = Weighted(values, pooled);
        double[] shrunken = [.. values.Zip(standardErrors, (value, error) =>
            mean + between / (error * error + between) * (value - mean))];
        return new RandomEffects(q, between, mean, 1 / Math.Sqrt(pooled.Sum()), shrunken);
    }

    private static double Weighted(double[] values, double[] weights) =>
        values.Zip(weights, (value, weight) => value * weight).Sum() / weights.Sum();
}
