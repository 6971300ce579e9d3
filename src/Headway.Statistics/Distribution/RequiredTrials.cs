using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Distribution;

/// <summary>How many trials are needed so that at least k successes come with a given assurance.</summary>
/// <remarks>k / p alone gives an assurance of only 54 to 68 % for three or more. Checked against R: golden/10_plan.json, integers
/// exact.</remarks>
public static class RequiredTrials
{
    /// <summary>More than this many trials are no plan; the search stops there.</summary>
    public const int MaximumTrials = 1_000_000;

    /// <summary>The smallest number of independent trials when the probability of success is known.</summary>
    /// <returns>Null: more than <see cref="MaximumTrials"/>.</returns>
    public static int? Binomial(int successes, double probability, double assurance = 0.8)
    {
        RequireProbability(probability, nameof(probability));
        return Smallest(successes, assurance, n => 1 - MathNet.Numerics.Distributions.Binomial.CDF(probability, n, successes - 1));
    }

    /// <summary>The smallest number of trials when the probability of success is itself known only as Beta(a, b).</summary>
    /// <returns>Null: more than <see cref="MaximumTrials"/>.</returns>
    public static int? BetaBinomial(int successes, double a, double b, double assurance = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        return Smallest(successes, assurance, n => 1 - BetaBinomialBelow(successes, n, a, b));
    }

    /// <summary>The mean of a Poisson count that reaches at least <paramref name="successes"/> with the assurance.</summary>
    public static double PoissonMean(int successes, double assurance = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(successes, 1);
        RequireProbability(assurance, nameof(assurance));
        return Gamma.InvCDF(successes, 1, assurance);
    }

    private static int? Smallest(int successes, double assurance, Func<int, double> chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(successes, 1);
        RequireProbability(assurance, nameof(assurance));
        // The chance grows with n: double until it is enough, then halve the gap.
        long enough = successes;
        while (enough <= MaximumTrials && chance((int)enough) < assurance)
            enough *= 2;
        long tooFew = enough == successes ? successes - 1 : enough / 2;
        if (enough > MaximumTrials && chance(MaximumTrials) < assurance)
            return null;
        enough = Math.Min(enough, MaximumTrials);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            if (chance((int)middle) < assurance)
                tooFew = middle;
            else
                enough = middle;
        }
        return (int)enough;
    }

    private static double BetaBinomialBelow(int successes, int trials, double a, double b)
    {
        var sum = 0.0;
        for (var i = 0; i < successes; i++)
        {
            sum += Math.Exp(
                SpecialFunctions.BinomialLn(trials, i) + SpecialFunctions.BetaLn(i + a, trials - i + b) - SpecialFunctions.BetaLn(a, b));
        }
        return sum;
    }

    private static void RequireProbability(double value, string name)
    {
        if (value is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(name, value, "Strictly between 0 and 1.");
    }
}
