using System.Collections.Immutable;
using System.Numerics;

namespace Headway.Statistics.Selection;

/// <summary>One logit on intercept, free controls and a set of items.</summary>
/// <param name="Items">Which items; bits.</param>
/// <param name="Coefficients">Intercept, controls, then the items in the order of their bits.</param>
/// <param name="LogLikelihood">Without the penalty.</param>
/// <param name="Objective">What was maximised: the log-likelihood less the penalty.</param>
public sealed record SubsetFit(ulong Items, int Controls, ImmutableArray<double> Coefficients, double LogLikelihood, double Objective)
{
    /// <summary>Number of items in the set.</summary>
    public int Size => BitOperations.PopCount(Items);

    /// <summary>Objective of the second best set of this size; null when there was none, or nobody asked.</summary>
    public double? SecondBest { get; init; }

    /// <summary>The set's items from the lowest bit up.</summary>
    public ImmutableArray<int> Chosen => [.. Bits(Items)];

    /// <summary>The fitted probability of the response for a row.</summary>
    /// <param name="having">Bits of the row's items; those outside the set do not matter.</param>
    /// <param name="controls">As many as the fit has.</param>
    public double Probability(ulong having, ReadOnlySpan<double> controls)
    {
        var score = Coefficients[0];
        for (var j = 0; j < Controls; j++) score += Coefficients[1 + j] * controls[j];
        var at = 1 + Controls;
        for (var left = Items; left != 0; left &= left - 1, at++)
            if ((having >> BitOperations.TrailingZeroCount(left) & 1) != 0) score += Coefficients[at];
        return 1 / (1 + Math.Exp(-score));
    }

    internal static IEnumerable<int> Bits(ulong items)
    {
        for (; items != 0; items &= items - 1) yield return BitOperations.TrailingZeroCount(items);
    }
}

/// <summary>Best-subset logit (L0): for every size the set of items with the largest penalised likelihood under a budget.</summary>
/// <remarks>
/// Up to <see cref="MostFits"/> sets every one of them counts: each is fitted, or shown by a fit of all it could still contain to be no
/// better. Beyond, a beam of <see cref="BeamWidth"/> and swaps of one item for another until none helps (after Hazimeh and Mazumder 2020):
/// good, not proven best. Checked against R's glm over all sets: golden/07_selection_metrics.json, sets exact, log-likelihood 1e-6.
/// </remarks>
public static class BestSubset
{
    /// <summary>Sets up to which the search is exhaustive: 18 choose up to 7 is 63,004.</summary>
    public const int MostFits = 65_000;

    /// <summary>Sets of one size kept by the beam.</summary>
    public const int BeamWidth = 50;

    /// <summary>The logit on one given set, without sign rule or budget.</summary>
    /// <returns>Null when no maximum exists: without a ridge the rows separate or columns are not independent.</returns>
    public static SubsetFit? Fit(ItemRows rows, ulong items, double ridge = 0)
    {
        var beta = new double[1 + rows.Controls + BitOperations.PopCount(items)];
        var logit = new CellLogit(rows, ridge);
        return logit.Fit(items, beta) ? Made(rows, logit, items, beta) : null;
    }

    /// <summary>The best set of each size.</summary>
    /// <returns>Index = size, from 0 to the most that may be chosen; null where no set of that size keeps to the rules.</returns>
    public static ImmutableArray<SubsetFit?> Path(ItemRows rows, SubsetRules rules) => Search(rows, rules, secondBest: true);

    /// <summary>The same by beam and swaps, whatever the number of sets.</summary>
    /// <param name="width">Sets of one size kept; 1 or more.</param>
    /// <inheritdoc cref="Path"/>
    public static ImmutableArray<SubsetFit?> PathByBeam(ItemRows rows, SubsetRules rules, int width = BeamWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var search = new SubsetSearch(rows, rules, secondBest: true);
        search.Beam(width);
        return search.Path();
    }

    /// <summary>The best set of the largest size there is: what stability selection counts.</summary>
    internal static SubsetFit? Largest(ItemRows rows, SubsetRules rules) =>
        Search(rows, rules, secondBest: false).LastOrDefault(fit => fit is not null);

    /// <summary>Whether a search over this many items looks at every set.</summary>
    public static bool IsExhaustive(int items, int mostChosen)
    {
        var (sum, choose) = (0.0, 1.0);
        for (var k = 0; k <= Math.Min(items, mostChosen); k++)
        {
            sum += choose;
            choose = choose * (items - k) / (k + 1);
        }
        return sum <= MostFits;
    }

    private static ImmutableArray<SubsetFit?> Search(ItemRows rows, SubsetRules rules, bool secondBest)
    {
        var free = rows.Items - BitOperations.PopCount(rules.Obligatory);
        var search = new SubsetSearch(rows, rules, secondBest);
        if (IsExhaustive(free, rules.MostChosen - BitOperations.PopCount(rules.Obligatory))) search.Everything();
        else search.Beam(BeamWidth);
        return search.Path();
    }

    internal static SubsetFit Made(ItemRows rows, CellLogit logit, ulong items, ReadOnlySpan<double> beta) =>
        new(items, rows.Controls, [.. beta[..(1 + rows.Controls + BitOperations.PopCount(items))]], logit.LogLikelihood, logit.Objective);
}
