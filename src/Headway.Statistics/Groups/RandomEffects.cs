using System.Collections.Immutable;
using MathNet.Numerics;

namespace Headway.Statistics.Groups;

/// <summary>One group's value after it was drawn towards what all groups have in common.</summary>
/// <param name="Value">Weighted between its own estimate and the pooled one.</param>
/// <param name="StandardError">Of <paramref name="Value"/>, its own and the pooled uncertainty together.</param>
/// <param name="OwnWeight">Share of its own estimate in it, 0 to 1: tau² / (tau² + se²).</param>
public readonly record struct ShrunkenGroup(double Value, double StandardError, double OwnWeight);

/// <summary>Random effects of groups (DerSimonian and Laird 1986): how much groups differ beyond chance, and each one's shrunken
/// value.</summary>
/// <param name="Q">Cochran's Q.</param>
/// <param name="TauSquared">Variance between groups, at least 0; 0 = no more apart than chance has them.</param>
/// <param name="Pooled">Mean of the groups, weighted by 1 / (se² + tau²).</param>
/// <remarks>O(groups). With fewer than 5 groups the variance between them is hardly estimated: say so. The uncertainty of tau² is not in
/// the standard errors. Checked against R, the eight schools: golden/11_coaching.json, 1e-8.</remarks>
public sealed record RandomEffects(double Q, double TauSquared, double Pooled, double PooledStandardError,
    ImmutableArray<ShrunkenGroup> Groups)
{
    /// <summary>Chance of groups this far apart when all are alike: Q against chi-square on groups - 1 degrees of freedom; null for one
    /// group.</summary>
    public double? DifferP => Groups.Length < 2 ? null : SpecialFunctions.GammaUpperRegularized((Groups.Length - 1) / 2.0, Q / 2);

    /// <param name="estimates">Per group, finite.</param>
    /// <param name="standardErrors">Per group, above 0.</param>
    public static RandomEffects Of(ReadOnlySpan<double> estimates, ReadOnlySpan<double> standardErrors)
    {
        if (estimates.Length == 0 || estimates.Length != standardErrors.Length)
            throw new ArgumentException("There is at least one group, and each has an estimate and a standard error.", nameof(estimates));
        double w = 0, wy = 0, ww = 0;
        for (var g = 0; g < estimates.Length; g++)
        {
            if (!double.IsFinite(estimates[g]) || !(standardErrors[g] > 0) || !double.IsFinite(standardErrors[g]))
                throw new ArgumentException($"Group {g}: {estimates[g]} with standard error {standardErrors[g]}.", nameof(estimates));
            var weight = 1 / (standardErrors[g] * standardErrors[g]);
            w += weight;
            wy += weight * estimates[g];
            ww += weight * weight;
        }
        var q = 0.0;
        for (var g = 0; g < estimates.Length; g++)
        {
            var apart = estimates[g] - wy / w;
            q += apart * apart / (standardErrors[g] * standardErrors[g]);
        }
        var spread = w - ww / w;
        var tauSquared = spread > 0 ? Math.Max(0, (q - (estimates.Length - 1)) / spread) : 0;
        double v = 0, vy = 0;
        for (var g = 0; g < estimates.Length; g++)
        {
            var weight = 1 / (standardErrors[g] * standardErrors[g] + tauSquared);
            v += weight;
            vy += weight * estimates[g];
        }
        var pooled = vy / v;
        var groups = ImmutableArray.CreateBuilder<ShrunkenGroup>(estimates.Length);
        for (var g = 0; g < estimates.Length; g++)
        {
            var own = tauSquared / (tauSquared + standardErrors[g] * standardErrors[g]);
            var error = Math.Sqrt(own * standardErrors[g] * standardErrors[g] + (1 - own) * (1 - own) / v);
            groups.Add(new ShrunkenGroup(own * estimates[g] + (1 - own) * pooled, error, own));
        }
        return new RandomEffects(q, tauSquared, pooled, Math.Sqrt(1 / v), groups.MoveToImmutable());
    }
}
