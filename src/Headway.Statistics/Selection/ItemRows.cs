using System.Collections.Immutable;

namespace Headway.Statistics.Selection;

/// <summary>Rows for choosing among yes/no items: which items each row has, its free controls and whether the response
/// happened.</summary>
/// <remarks>Rows with the same items and controls are kept as one pattern with counts, in an order that does not depend on that of the
/// rows; with few controls thousands of rows become hundreds of patterns.</remarks>
public sealed class ItemRows
{
    /// <summary>Items are bits of one word.</summary>
    public const int MostItems = 63;

    private ItemRows(int items, int controls, double[][] strata, int[] stratum, ulong[] having, double[] happened, double[] missed)
    {
        Items = items;
        Controls = controls;
        Strata = strata;
        Stratum = stratum;
        Having = having;
        Happened = happened;
        Missed = missed;
    }

    /// <summary>Number of items, 0 to <see cref="MostItems"/>.</summary>
    public int Items { get; }

    /// <summary>Number of free controls of a row.</summary>
    public int Controls { get; }

    /// <summary>Patterns after joining equal rows.</summary>
    public int Patterns => Having.Length;

    /// <summary>Total weight of the rows in which the response happened.</summary>
    public double HappenedTotal => Happened.Sum();

    /// <summary>Total weight of the others.</summary>
    public double MissedTotal => Missed.Sum();

    internal double[][] Strata { get; }

    internal int[] Stratum { get; }

    internal ulong[] Having { get; }

    internal double[] Happened { get; }

    internal double[] Missed { get; }

    /// <param name="items">Number of items, at most <see cref="MostItems"/>.</param>
    /// <param name="having">Length n; bit j = the row has item j.</param>
    /// <param name="happened">Length n.</param>
    /// <param name="controls">Length n, each of the same length, finite; null = no controls.</param>
    /// <param name="weights">Length n, each finite and 0 or more; null = every row counts once.</param>
    /// <param name="rows">Which rows to take, repeats allowed; null = all.</param>
    /// <remarks>O(n log n).</remarks>
    public static ItemRows Of(int items, ReadOnlySpan<ulong> having, ReadOnlySpan<bool> happened, double[][]? controls = null,
        double[]? weights = null, IReadOnlyList<int>? rows = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, MostItems);
        if (having.Length != happened.Length || (controls is not null && controls.Length != having.Length)
            || (weights is not null && weights.Length != having.Length))
            throw new ArgumentException("One response, one row of controls and one weight for each row.", nameof(having));
        var width = controls is { Length: > 0 } ? controls[0].Length : 0;
        var taken = rows is null ? [.. Enumerable.Range(0, having.Length)] : rows.ToArray();
        var strata = Distinct(controls, taken, width, out var stratumOf);
        var joined = new SortedDictionary<(int, ulong), (double Happened, double Missed)>();
        foreach (var i in taken)
        {
            if (items < 64 && having[i] >> items != 0) throw new ArgumentException($"Row {i} has an item beyond the {items}.",
                nameof(having));
            var key = (stratumOf(i), having[i]);
            var weight = weights?[i] ?? 1;
            if (!(weight >= 0) || !double.IsFinite(weight)) throw new ArgumentException($"{weight} is no weight.", nameof(weights));
            var before = joined.GetValueOrDefault(key);
            joined[key] = happened[i] ? (before.Happened + weight, before.Missed) : (before.Happened, before.Missed + weight);
        }
        return new ItemRows(items, width, strata, [.. joined.Keys.Select(key => key.Item1)], [.. joined.Keys.Select(key => key.Item2)],
            [.. joined.Values.Select(value => value.Happened)], [.. joined.Values.Select(value => value.Missed)]);
    }

    private static double[][] Distinct(double[][]? controls, int[] taken, int width, out Func<int, int> stratumOf)
    {
        if (controls is null || width == 0)
        {
            stratumOf = _ => 0;
            return [[]];
        }
        if (taken.Any(i => controls[i].Length != width || !controls[i].All(double.IsFinite)))
            throw new ArgumentException("Every row has the same number of controls, all finite.", nameof(controls));
        var sorted = new SortedDictionary<double[], int>(Comparer<double[]>.Create(
            (a, b) => a.AsSpan().SequenceCompareTo(b)));
        foreach (var i in taken) sorted[controls[i]] = 0;
        double[][] strata = [.. sorted.Keys];
        for (var s = 0; s < strata.Length; s++) sorted[strata[s]] = s;
        stratumOf = i => sorted[controls[i]];
        return strata;
    }
}

/// <summary>What a set of items must keep to.</summary>
/// <param name="MostChosen">Largest number of items; 0 or more.</param>
public sealed record SubsetRules(int MostChosen)
{
    /// <summary>An item may not speak against the response: its coefficient is above 0. Obligatory ones are exempt.</summary>
    public bool NonNegative { get; init; } = true;

    /// <summary>Penalty on all slopes, half of it times the sum of squares; 0 or more. Above 0 every fit exists.</summary>
    public double Ridge { get; init; }

    /// <summary>Cost of each item in any unit; empty = 1 each.</summary>
    public ImmutableArray<double> Burden { get; init; } = [];

    /// <summary>Largest total cost.</summary>
    public double BurdenBudget { get; init; } = double.PositiveInfinity;

    /// <summary>Group of each item, from 0; empty = none.</summary>
    public ImmutableArray<int> Group { get; init; } = [];

    /// <summary>Most items of one group.</summary>
    public int MostOfGroup { get; init; } = int.MaxValue;

    /// <summary>Items that are in every set, whatever the data say; bits.</summary>
    public ulong Obligatory { get; init; }

    internal bool Allows(ulong items)
    {
        var (cost, chosen) = (0.0, System.Numerics.BitOperations.PopCount(items));
        if (chosen > MostChosen) return false;
        if (Burden.IsEmpty && Group.IsEmpty) return chosen <= BurdenBudget;
        Span<int> ofGroup = stackalloc int[ItemRows.MostItems];
        ofGroup.Clear();
        for (var left = items & ~Obligatory; left != 0; left &= left - 1)
        {
            var item = System.Numerics.BitOperations.TrailingZeroCount(left);
            if (!Group.IsEmpty && ++ofGroup[Group[item]] > MostOfGroup) return false;
        }
        for (var left = items; left != 0; left &= left - 1)
            cost += Burden.IsEmpty ? 1 : Burden[System.Numerics.BitOperations.TrailingZeroCount(left)];
        return cost <= BurdenBudget;
    }
}
