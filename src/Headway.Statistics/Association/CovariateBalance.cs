namespace Headway.Statistics.Association;

/// <summary>How alike two arms are: standardised differences of means, and how many independent rows the weights leave.</summary>
/// <remarks>The standard deviation is the root of the mean of both arms' unweighted variances, before and after weighting (Austin
/// 2009). Checked against R: golden/06_aipw.json, 1e-6.</remarks>
public static class CovariateBalance
{
    /// <summary>Inverse-probability weights: 1/e for the exposed, 1/(1 - e) for the others.</summary>
    public static double[] Weights(ReadOnlySpan<bool> exposed, ReadOnlySpan<double> propensity)
    {
        var weights = new double[exposed.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = exposed[i] ? 1 / propensity[i] : 1 / (1 - propensity[i]);
        return weights;
    }

    /// <summary>Exposed minus unexposed, in standard deviations; 0 for a column that does not vary.</summary>
    /// <param name="weights">Empty: every row counts once.</param>
    public static double Difference(ReadOnlySpan<double> column, ReadOnlySpan<bool> exposed, ReadOnlySpan<double> weights = default)
    {
        Span<double> w = [0, 0], wx = [0, 0], n = [0, 0], x = [0, 0], xx = [0, 0];
        for (var i = 0; i < column.Length; i++)
        {
            var arm = exposed[i] ? 1 : 0;
            var weight = weights.IsEmpty ? 1 : weights[i];
            (w[arm], wx[arm]) = (w[arm] + weight, wx[arm] + weight * column[i]);
            (n[arm], x[arm], xx[arm]) = (n[arm] + 1, x[arm] + column[i], xx[arm] + column[i] * column[i]);
        }
        if (n[0] < 2 || n[1] < 2) return 0;
        var variance = 0.0;
        for (var arm = 0; arm < 2; arm++)
            variance += Math.Max(0, xx[arm] - x[arm] * x[arm] / n[arm]) / (n[arm] - 1) / 2;
        return variance > 1e-12 ? (wx[1] / w[1] - wx[0] / w[0]) / Math.Sqrt(variance) : 0;
    }

    /// <summary>Kish's effective number of rows of one arm: (sum of weights)² / sum of squares.</summary>
    public static double EffectiveSize(ReadOnlySpan<double> weights, ReadOnlySpan<bool> exposed, bool arm)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (exposed[i] != arm) continue;
            sum += weights[i];
            squares += weights[i] * weights[i];
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }
}
