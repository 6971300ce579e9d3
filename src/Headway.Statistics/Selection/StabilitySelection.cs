using System.Collections.Immutable;
using Headway.Statistics.Random;

namespace Headway.Statistics.Selection;

/// <summary>How often each item is chosen when the choice is made anew on halves of the rows.</summary>
/// <param name="Shares">One per item, in [0,1]: share of the halves in which it was chosen.</param>
/// <param name="MeanChosen">Items chosen in a half, on average: the q of the bound.</param>
/// <param name="Halves">Two for each pair.</param>
public sealed record StabilityShares(ImmutableArray<double> Shares, double MeanChosen, int Halves)
{
    /// <summary>Items expected to be kept although they carry nothing, at most, when those with at least this share are kept.</summary>
    /// <param name="threshold">Strictly above 0.5, at most 1.</param>
    public double MostExpectedFalse(double threshold) => StabilitySelection.MostExpectedFalse(MeanChosen, Shares.Length, threshold);
}

/// <summary>Complementary-pairs stability selection: each pair splits the clusters into two halves at random.</summary>
/// <remarks>Meinshausen and Buhlmann (2010); Shah and Samworth (2013). Pairs are streams of the seed, so more cores give the same
/// shares.</remarks>
public static class StabilitySelection
{
    /// <summary>Pairs that are usual and enough.</summary>
    public const int UsualPairs = 50;

    /// <param name="items">Number of items.</param>
    /// <param name="having">Length n; bits of each row.</param>
    /// <param name="happened">Length n.</param>
    /// <param name="controls">Length n, or null.</param>
    /// <param name="cluster">Length n; rows of one cluster stay together. Any numbers.</param>
    /// <param name="rules">Every half takes the best set of the largest size there is.</param>
    /// <param name="progress">Told of each half that is done, from any thread.</param>
    /// <param name="stop">Ends the work early with an exception.</param>
    public static StabilityShares Of(int items, ulong[] having, bool[] happened, double[][]? controls, int[] cluster, SubsetRules rules,
        ulong seed, int pairs = UsualPairs, Action? progress = null, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pairs);
        int[] clusters = [.. cluster.Distinct().Order()];
        var chosen = new ulong[2 * pairs];
        Parallel.For(0, pairs, new ParallelOptions { CancellationToken = stop }, pair =>
        {
            var first = Half(clusters, Xoshiro256StarStar.For(seed, "complementary pairs", pair));
            for (var side = 0; side < 2; side++)
            {
                int[] rows = [.. Enumerable.Range(0, having.Length).Where(i => first.Contains(cluster[i]) == (side == 0))];
                var half = ItemRows.Of(items, having, happened, controls, rows: rows);
                // A half in which everybody or nobody responded teaches nothing, and chooses nothing.
                if (half.HappenedTotal > 0 && half.MissedTotal > 0) chosen[2 * pair + side] = BestSubset.Largest(half, rules)?.Items ?? 0;
                progress?.Invoke();
            }
        });
        return new StabilityShares(
            [.. Enumerable.Range(0, items).Select(item => chosen.Count(set => (set >> item & 1) != 0) / (double)chosen.Length)],
            chosen.Average(set => System.Numerics.BitOperations.PopCount(set)), chosen.Length);
    }

    /// <summary>The bound on the expected number of false items kept: q² / ((2 threshold - 1) p).</summary>
    /// <param name="chosen">q: items chosen in a half, on average.</param>
    /// <param name="items">p, 1 or more.</param>
    /// <param name="threshold">Strictly above 0.5, at most 1.</param>
    public static double MostExpectedFalse(double chosen, int items, double threshold) => threshold is > 0.5 and <= 1
        ? chosen * chosen / ((2 * threshold - 1) * items)
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The bound holds above one half.");

    private static HashSet<int> Half(int[] clusters, Xoshiro256StarStar random)
    {
        var shuffled = (int[])clusters.Clone();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = random.NextBelow(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }
        return [.. shuffled.Take(shuffled.Length / 2)];
    }
}
