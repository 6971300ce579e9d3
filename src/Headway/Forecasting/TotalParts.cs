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

    /// <summary>The chance of at least <paramref name="threshold"/> if one item is won, and if it is not. What the item tells about the shock counts.</summary>
    public (double IfWon, double IfNot) Without(int item, double threshold)
    {
        double won = 0, wonWeight = 0, not = 0, notWeight = 0;
        for (var m = 0; m < Shock.Nodes.Count; m++)
        {
            var chance = Chances[m][item];
            var others = (double[])Chances[m].Clone();
            others[item] = 0;
            var rest = IndependentSum.Of(Amounts, others, Step).Convolve(Arrivals[m]);
            won += Shock.Weights[m] * chance * rest.ProbabilityAtLeast(threshold - Amounts[item]);
            wonWeight += Shock.Weights[m] * chance;
            not += Shock.Weights[m] * (1 - chance) * rest.ProbabilityAtLeast(threshold);
            notWeight += Shock.Weights[m] * (1 - chance);
        }
        return (wonWeight > 0 ? won / wonWeight : 0, notWeight > 0 ? not / notWeight : 0);
    }
}
