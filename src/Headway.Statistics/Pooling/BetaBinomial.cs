using Headway.Statistics.Intervals;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Pooling;

/// <summary>Shares of groups that themselves vary as a Beta with this mean and weight.</summary>
/// <param name="Mean">m, in (0,1).</param>
/// <param name="Weight">M: the prior counts as much as so many trials. Infinite = the groups do not differ.</param>
/// <remarks>Checked against R: golden/11_coaching.json; closed forms 1e-8, maximum likelihood 1e-4.</remarks>
public sealed record BetaBinomial(double Mean, double Weight)
{
    /// <summary>Half the chi-square of one degree at 10 %: one-sided 5 %, because a variance of 0 lies at the boundary.</summary>
    private const double TwiceGainToDiffer = 2.7;

    /// <summary>The groups' differences are evidence enough to be told apart from chance (likelihood ratio, one-sided 5 %).</summary>
    public bool Differs => 2 * (LogLikelihood - LogLikelihoodOfOneShare) >= TwiceGainToDiffer;

    public double LogLikelihood { get; private init; } = double.NaN;

    /// <summary>Log-likelihood when all groups share one probability.</summary>
    public double LogLikelihoodOfOneShare { get; private init; } = double.NaN;

    /// <summary>The weight M of a prior whose shares differ by a standard deviation: M = m(1-m)/tau^2 - 1.</summary>
    /// <param name="spread">Tau, above 0 and below sqrt(m(1-m)).</param>
    public static double WeightOf(double mean, double spread) => mean * (1 - mean) / (spread * spread) - 1;

    /// <summary>Maximum likelihood over mean and weight.</summary>
    /// <param name="successes">Length k, at least 2.</param>
    /// <param name="trials">Length k.</param>
    public static BetaBinomial Fit(int[] successes, int[] trials)
    {
        if (successes.Length < 2 || successes.Length != trials.Length)
            throw new ArgumentException("At least two groups, each with its trials.", nameof(trials));
        // In an order of its own: a flat likelihood is climbed to its sixth digit only, and that must not depend on how groups come.
        int[] order = [.. Enumerable.Range(0, trials.Length).OrderBy(i => trials[i]).ThenBy(i => successes[i])];
        (successes, trials) = ([.. order.Select(i => successes[i])], [.. order.Select(i => trials[i])]);
        var pooled = (successes.Sum() + 0.5) / (trials.Sum() + 1.0);
        var (mean, weight) = PlanarMaximum.Of(
            (x, y) => LogLikelihoodOf(successes, trials, SpecialFunctions.Logistic(x), Math.Exp(y)),
            Math.Log(pooled / (1 - pooled)), Math.Log(30), (-12, 12), (-3, 16));
        var share = (double)successes.Sum() / trials.Sum();
        var fit = new BetaBinomial(SpecialFunctions.Logistic(mean), Math.Exp(weight));
        return fit with
        {
            LogLikelihood = LogLikelihoodOf(successes, trials, fit.Mean, fit.Weight),
            LogLikelihoodOfOneShare = successes.Zip(trials, (w, n) => Binomial.PMFLn(share, n, w)).Sum(),
        };
    }

    /// <summary>The share of one group after shrinkage: (w + mM) / (n + M).</summary>
    public double Shrunken(int successes, int trials) => (successes + Mean * Weight) / (trials + Weight);

    /// <summary>Equal-tailed interval of the shrunken share.</summary>
    public Interval IntervalOf(int successes, int trials, double confidence = 0.9)
    {
        var tail = StandardNormal.Tail(confidence);
        var (a, b) = Posterior(successes, trials);
        return new Interval(Beta.InvCDF(a, b, tail), Beta.InvCDF(a, b, 1 - tail));
    }

    /// <summary>Probability that the group's true share lies below a value.</summary>
    public double ChanceBelow(double value, int successes, int trials)
    {
        var (a, b) = Posterior(successes, trials);
        return Beta.CDF(a, b, value);
    }

    private (double A, double B) Posterior(int successes, int trials) =>
        (successes + Mean * Weight, trials - successes + (1 - Mean) * Weight);

    private static double LogLikelihoodOf(int[] successes, int[] trials, double mean, double weight)
    {
        double a = mean * weight, b = (1 - mean) * weight, sum = 0;
        for (var i = 0; i < trials.Length; i++)
        {
            // Products instead of differences of log-gammas: those lose all digits once the weight is large.
            sum += SpecialFunctions.BinomialLn(trials[i], successes[i]);
            for (var j = 0; j < successes[i]; j++) sum += Math.Log(a + j);
            for (var j = 0; j < trials[i] - successes[i]; j++) sum += Math.Log(b + j);
            for (var j = 0; j < trials[i]; j++) sum -= Math.Log(weight + j);
        }
        return sum;
    }
}
