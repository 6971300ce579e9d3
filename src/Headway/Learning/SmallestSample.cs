using System.Collections.Immutable;
using Headway.Statistics.Selection;

namespace Headway.Learning;

/// <summary>Rows as the search sees them: the candidates packed from the lowest bit up, and what is always weighed.</summary>
/// <param name="Items">Number of candidates.</param>
/// <param name="Having">Confirmed.</param>
/// <param name="Answered">Confirmed, and refuted behind it; neither = unknown. Only confirmed when both do not fit.</param>
/// <param name="Won">Or, at a step, went on.</param>
internal sealed record SmallestSample(
    int Items, ulong[] Having, ulong[] Answered, bool[] Won, double[][]? Controls, int[] Cluster)
{
    public static SmallestSample Of(SmallestRows rows, int[] candidates)
    {
        ulong Packed(ulong ofHistory)
        {
            var packed = 0UL;
            for (var j = 0; j < candidates.Length; j++) packed |= (ofHistory >> candidates[j] & 1) << j;
            return packed;
        }

        ulong[] having = [.. rows.Confirmed.Select(Packed)];
        var no = rows.Refuted.Select(Packed).ToArray();
        var answered = candidates.Length * 2 > ItemRows.MostItems ? having
            : [.. having.Select((yes, i) => yes | no[i] << candidates.Length)];
        return new SmallestSample(
            candidates.Length, having, answered, rows.Won, rows.Controls(withWeeks: true, withAll: true), rows.Cluster);
    }

    /// <summary>All rows, or some of them.</summary>
    public ItemRows Take(ImmutableArray<int>? which = null) => which is { } some
        ? ItemRows.Of(Items, Having, Won, Controls, rows: some) : ItemRows.Of(Items, Having, Won, Controls);

    /// <summary>Everything the process asks, on these rows.</summary>
    public SubsetFit Everything(ImmutableArray<int> train, double ridge)
    {
        var taken = ItemRows.Of(Answered == Having ? Items : 2 * Items, Answered, Won, Controls, rows: train);
        return BestSubset.Fit(taken, ulong.MaxValue >> (64 - taken.Items), ridge)!;
    }

    public SubsetFit Fit(ImmutableArray<int> train, ulong items, double ridge) => BestSubset.Fit(Take(train), items, ridge)!;
}
