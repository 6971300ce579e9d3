using Headway.Statistics.Distribution;

namespace Headway.Forecasting;

/// <summary>What the total is made of: amounts with their chances at each node of the shock, and arrivals.</summary>
/// <param name="Shock">Nodes and weights.</param>
/// <param name="Amounts">Length n: 1 each when wins are counted.</param>
/// <param name="Chances">Per node: length n.</param>
/// <param name="Arrivals">Per node: the total of those still to come.</param>
internal sealed record TotalParts(ShockNodes Shock, double[] Amounts, double[][] Chances, Lattice[] Arrivals, double Step)
{
    /// <summary>The distribution of the total: exact given the shock, then mixed over it.</summary>
    public Lattice Sum()
    {
        var perNode = new Lattice[Shock.Nodes.Count];
        for (var m = 0; m < perNode.Length; m++) perNode[m] = IndependentSum.Of(Amounts, Chances[m], Step).Convolve(Arrivals[m]);
        return Lattice.Mix(perNode, [.. Shock.Weights]);
    }

    /// <summary>The chance of at least <paramref name="threshold"/> if one item is won, and if it is not. What the item tells about the
    /// shock counts.</summary>
    public (double IfWon, double IfNot) Without(int item, double threshold)
    {
        double won = 0, wonWeight = 0, not = 0, notWeight = 0;
        for (var m = 0; m < Shock.Nodes.Count; m++)
        {
            var chance = Chances[m][item];
            var others = (double[])Chances[m].Clone();
            others[item] = 0;
            var rest = IndependentSum.Of(Amounts, others, Step);
            won += Shock.Weights[m] * chance * AtLeast(rest, Arrivals[m], threshold - Amounts[item]);
            wonWeight += Shock.Weights[m] * chance;
            not += Shock.Weights[m] * (1 - chance) * AtLeast(rest, Arrivals[m], threshold);
            notWeight += Shock.Weights[m] * (1 - chance);
        }
        return (wonWeight > 0 ? won / wonWeight : 0, notWeight > 0 ? not / notWeight : 0);
    }

    /// <summary>The chance that two independent totals together reach a threshold: O(L), where their whole sum would be O(L²).</summary>
    private static double AtLeast(Lattice one, Lattice other, double threshold)
    {
        var tail = new double[other.Probabilities.Length + 1];
        for (var i = tail.Length - 2; i >= 0; i--) tail[i] = tail[i + 1] + other.Probabilities[i];
        var points = (int)Math.Min(int.MaxValue / 2, Math.Max(0, Math.Ceiling(threshold / one.Step - 5e-10)));
        var sum = 0.0;
        for (var i = 0; i < one.Probabilities.Length; i++) sum += one.Probabilities[i] * tail[Math.Clamp(points - i, 0, tail.Length - 1)];
        return sum;
    }
}
