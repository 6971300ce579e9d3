using Headway.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Association;

/// <summary>One two-by-two table: exposed and ended, exposed and not, unexposed and ended, unexposed and not.</summary>
public readonly record struct TwoByTwo(double A, double B, double C, double D);

/// <summary>The odds ratio common to several tables: the association within strata, whatever the strata differ in.</summary>
/// <param name="Interval">Robins, Breslow and Greenland (1986).</param>
/// <param name="ChiSquare">Without continuity correction, 1 degree of freedom.</param>
/// <remarks>Checked against R's mantelhaen.test on the Berkeley admissions, where the crude ratio of 1.84 becomes 0.90:
/// golden/05_fdr_evalue.json, 1e-9.</remarks>
public sealed record MantelHaenszel(double OddsRatio, Interval Interval, double ChiSquare, double PValue)
{
    /// <returns>Null when no table holds both an exposed and an unexposed row with different endings: the ratio is unknown.</returns>
    public static MantelHaenszel? Of(IReadOnlyList<TwoByTwo> tables, double confidence = 0.95)
    {
        double r = 0, s = 0, pr = 0, psqr = 0, qs = 0, excess = 0, variance = 0;
        foreach (var (a, b, c, d) in tables)
        {
            if (Math.Min(Math.Min(a, b), Math.Min(c, d)) is not >= 0) throw new ArgumentException("A count is below 0.", nameof(tables));
            var n = a + b + c + d;
            if (n <= 1) continue;
            double ri = a * d / n, si = b * c / n, p = (a + d) / n, q = (b + c) / n;
            (r, s, pr, psqr, qs) = (r + ri, s + si, pr + p * ri, psqr + p * si + q * ri, qs + q * si);
            excess += a - (a + b) * (a + c) / n;
            variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1));
        }
        if (r <= 0 || s <= 0 || variance <= 0) return null;
        var sd = Math.Sqrt(pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s));
        var factor = Math.Exp(StandardNormal.TwoSidedZ(confidence) * sd);
        var chi = excess * excess / variance;
        return new MantelHaenszel(r / s, new Interval(r / s / factor, r / s * factor), chi, 2 * Normal.CDF(0, 1, -Math.Sqrt(chi)));
    }
}
