namespace Headway.Statistics.Pooling;

/// <summary>Estimates of equal precision pulled toward their mean.</summary>
/// <param name="Mean">Of the raw estimates.</param>
/// <param name="Kept">Share of each distance from the mean that is kept, in [0,1]; 0 = they differ no more than chance makes them.</param>
/// <param name="Estimates">In the order given.</param>
/// <remarks>Efron and Morris (1975), positive part. Checked against their baseball averages: golden/11_coaching.json, 1e-8.</remarks>
public sealed record JamesStein(double Mean, double Kept, double[] Estimates)
{
    /// <param name="values">Length k, at least 4: with fewer the rule does not improve on the raw values.</param>
    /// <param name="variance">Sampling variance of each, above 0.</param>
    public static JamesStein Of(double[] values, double variance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, 4, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(variance);
        var mean = values.Average();
        var spread = values.Sum(value => (value - mean) * (value - mean));
        var kept = spread > 0 ? Math.Max(0, 1 - (values.Length - 3) * variance / spread) : 0;
        return new JamesStein(mean, kept, [.. values.Select(value => mean + kept * (value - mean))]);
    }
}
