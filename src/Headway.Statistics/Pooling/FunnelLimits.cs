using Headway.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Pooling;

/// <summary>Shares of groups against what chance alone would make of one common share.</summary>
/// <param name="Share">p0: all successes over all trials.</param>
/// <param name="Z">Per group: distance from the common share in standard errors.</param>
/// <param name="Dispersion">Mean of z squared; about 1 when nothing but chance is at work.</param>
/// <param name="ChiSquare">Of homogeneity, on k - 1 degrees of freedom.</param>
/// <param name="PValue">Of the chi-square.</param>
/// <remarks>Spiegelhalter (2005). Checked against R: golden/11_coaching.json, 1e-8.</remarks>
public sealed record FunnelLimits(double Share, double[] Z, double Dispersion, double ChiSquare, double PValue)
{
    /// <param name="successes">Length k, at least 2; together neither 0 nor all.</param>
    /// <param name="trials">Length k, each at least 1.</param>
    public static FunnelLimits Of(int[] successes, int[] trials)
    {
        int all = trials.Sum(), won = successes.Sum();
        if (trials.Length < 2 || successes.Length != trials.Length || trials.Any(n => n < 1) || won <= 0 || won >= all)
            throw new ArgumentException("At least two groups with trials, and together some successes and some failures.", nameof(trials));
        var share = (double)won / all;
        double[] z = [.. successes.Zip(trials, (w, n) => ((double)w / n - share) / Math.Sqrt(share * (1 - share) / n))];
        var chi = z.Sum(each => each * each);
        return new FunnelLimits(share, z, chi / z.Length, chi, 1 - ChiSquared.CDF(z.Length - 1, chi));
    }

    /// <summary>Between these shares lies a group of this size by chance alone (exact binomial quantiles).</summary>
    public Interval LimitsFor(int trials, double confidence = 0.95)
    {
        var tail = StandardNormal.Tail(confidence);
        return new Interval((double)Quantile(trials, Share, tail) / trials, (double)Quantile(trials, Share, 1 - tail) / trials);
    }

    /// <summary>Exact two-sided binomial test: the probability of all counts no likelier than this one.</summary>
    public double PValueOf(int successes, int trials)
    {
        // As in R, counts of the same probability up to rounding belong together.
        var here = Binomial.PMF(Share, trials, successes) * (1 + 1e-7);
        var sum = 0.0;
        for (var w = 0; w <= trials; w++)
        {
            var p = Binomial.PMF(Share, trials, w);
            sum += p <= here ? p : 0;
        }
        return Math.Min(1, sum);
    }

    /// <summary>The smallest count whose cumulative probability reaches a level.</summary>
    public static int Quantile(int trials, double share, double level)
    {
        var cumulative = 0.0;
        for (var w = 0; w < trials; w++)
        {
            cumulative += Binomial.PMF(share, trials, w);
            if (cumulative >= level * (1 - 1e-12)) return w;
        }
        return trials;
    }
}
