using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Distribution;

/// <summary>Nodes and weights that stand for the distribution of a shock common to all items.</summary>
/// <param name="Nodes">Length m: values of the shock.</param>
/// <param name="Weights">Length m, summing to 1.</param>
public sealed record ShockNodes(IReadOnlyList<double> Nodes, IReadOnlyList<double> Weights)
{
    /// <summary>A standard normal shock on evenly spaced nodes (trapezoid rule, weights in proportion to the density).</summary>
    /// <param name="count">Odd, at least 3: 21 for a smooth shock, 2,001 for the golden numbers.</param>
    /// <param name="halfWidth">The outermost node, in standard deviations.</param>
    public static ShockNodes StandardNormal(int count = 21, double halfWidth = 5)
    {
        if (count < 3 || count % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(count), count, "An odd number of nodes, at least 3.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidth);
        var nodes = new double[count];
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            nodes[i] = halfWidth * (2.0 * i / (count - 1) - 1);
            weights[i] = Math.Exp(-nodes[i] * nodes[i] / 2);
        }
        var total = weights.Sum();
        return new ShockNodes(nodes, Array.ConvertAll(weights, w => w / total));
    }

    /// <summary>A multiplicative shock e^z with z ~ N(-sd²/2, sd²), so that its mean is 1: nodes are factors.</summary>
    /// <param name="standardDeviation">Of z, 0 or more; 0.2 is the prior for a quarter.</param>
    /// <param name="count">Odd, at least 3.</param>
    public static ShockNodes MeanOneFactor(double standardDeviation, int count = 21)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        var normal = StandardNormal(count);
        var factors = normal.Nodes.Select(x => Math.Exp(standardDeviation * x - standardDeviation * standardDeviation / 2)).ToArray();
        return normal with { Nodes = factors };
    }
}

/// <summary>Sums of items that share a shock: independent given the shock, so each node is an exact convolution, and the nodes are
/// mixed.</summary>
/// <remarks>Checked against R: golden/09_forecast.json, one-factor 1e-6. Without the shock an interval for many items is far too
/// narrow.</remarks>
public static class CommonShock
{
    /// <summary>The distribution of the sum when each item's probability depends on the shock.</summary>
    /// <param name="shock">Nodes and weights of the shock.</param>
    /// <param name="amounts">Length n.</param>
    /// <param name="probabilitiesAt">For a node: each item's probability, length n.</param>
    /// <param name="step">As for <see cref="IndependentSum"/>.</param>
    /// <param name="points">As for <see cref="IndependentSum"/>.</param>
    public static Lattice Sum(
        ShockNodes shock, ReadOnlySpan<double> amounts, Func<double, double[]> probabilitiesAt, double step, int points = 4096)
    {
        var perNode = new Lattice[shock.Nodes.Count];
        for (var i = 0; i < perNode.Length; i++)
            perNode[i] = IndependentSum.Of(amounts, probabilitiesAt(shock.Nodes[i]), step, points);
        return Lattice.Mix(perNode, shock.Weights.ToArray());
    }

    /// <summary>One-factor Gaussian copula: an item's probability given a standard normal shock, its overall probability
    /// preserved.</summary>
    /// <param name="probability">The overall probability, in [0,1].</param>
    /// <param name="correlation">Of the latent normals, in [0,1).</param>
    /// <param name="shock">The common factor; higher is worse: Phi((Phi⁻¹(p) - sqrt(rho) z) / sqrt(1 - rho)).</param>
    public static double OneFactorProbability(double probability, double correlation, double shock)
    {
        if (correlation is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "A correlation of the factor lies in [0,1).");
        return probability switch
        {
            0 or 1 => probability,
            > 0 and < 1 => Normal.CDF(
                0, 1, (Normal.InvCDF(0, 1, probability) - Math.Sqrt(correlation) * shock) / Math.Sqrt(1 - correlation)),
            _ => throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0,1]."),
        };
    }
}
