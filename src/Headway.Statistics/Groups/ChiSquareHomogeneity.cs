using MathNet.Numerics;

namespace Headway.Statistics.Groups;

/// <summary>Pearson's chi-square test that the share of successes is the same in all groups.</summary>
/// <param name="Statistic">Sum of (observed - expected)² / expected over successes and failures of all groups.</param>
/// <param name="DegreesOfFreedom">Groups - 1.</param>
/// <param name="P">Chance of a statistic this large or larger when all groups are alike.</param>
/// <param name="LeastExpected">The smallest expected count; under 5 the p-value is rough.</param>
public readonly record struct ChiSquareHomogeneity(double Statistic, int DegreesOfFreedom, double P, double LeastExpected)
{
    /// <param name="successes">Per group.</param>
    /// <param name="trials">Per group, at least as many as its successes.</param>
    /// <returns>Null: fewer than two groups have trials, or all trials went the same way, so that nothing can differ.</returns>
    /// <remarks>O(groups). Groups without trials are left out. Pearson (1900); p from the regularised upper incomplete gamma
    /// function. Checked against R: golden/15_public_crm_check.json.</remarks>
    public static ChiSquareHomogeneity? Of(ReadOnlySpan<int> successes, ReadOnlySpan<int> trials)
    {
        if (successes.Length != trials.Length)
            throw new ArgumentException("Every group has successes and trials.", nameof(trials));
        double won = 0, all = 0;
        var groups = 0;
        for (var g = 0; g < trials.Length; g++)
        {
            if (successes[g] < 0 || successes[g] > trials[g])
                throw new ArgumentException($"Group {g}: {successes[g]} of {trials[g]}.", nameof(successes));
            won += successes[g];
            all += trials[g];
            if (trials[g] > 0) groups++;
        }
        if (groups < 2 || won == 0 || won == all) return null;
        var share = won / all;
        double statistic = 0, least = double.PositiveInfinity;
        for (var g = 0; g < trials.Length; g++)
        {
            if (trials[g] == 0) continue;
            var apart = successes[g] - trials[g] * share;
            // Successes and failures of a group are apart by the same number: 1/np + 1/n(1-p) = 1/np(1-p).
            statistic += apart * apart / (trials[g] * share * (1 - share));
            least = Math.Min(least, trials[g] * Math.Min(share, 1 - share));
        }
        return new ChiSquareHomogeneity(
            statistic, groups - 1, SpecialFunctions.GammaUpperRegularized((groups - 1) / 2.0, statistic / 2), least);
    }
}
