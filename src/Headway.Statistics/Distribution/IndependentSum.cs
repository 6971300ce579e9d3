using System.Numerics;

namespace Headway.Statistics.Distribution;

/// <summary>The exact distribution of a sum of independent items, each its whole amount with its probability and else nothing.</summary>
/// <remarks>O(n L) in place, vectorised; no simulation noise. Checked against exact convolution and enumeration in R:
/// golden/09_forecast.json, 1e-9.</remarks>
public static class IndependentSum
{
    // Below this a tail adds nothing, but its denormal numbers would slow every later item a hundredfold.
    private const double Negligible = 1e-30;

    /// <param name="amounts">Length n. Each at least 0 and finite.</param>
    /// <param name="probabilities">Length n. Each in [0,1].</param>
    /// <param name="step">The lattice's step, in the unit of the amounts.</param>
    /// <param name="points">Where to start: doubled until no more than <see cref="Lattice.MassTolerance"/> lies beyond the last
    /// point.</param>
    /// <exception cref="ArgumentException">A row contradicts the above, or more than <see cref="Lattice.MaximumPoints"/> are
    /// needed.</exception>
    public static Lattice Of(ReadOnlySpan<double> amounts, ReadOnlySpan<double> probabilities, double step, int points = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        if (amounts.Length != probabilities.Length)
            throw new ArgumentException("One probability for each amount.", nameof(probabilities));
        var shifts = new (int Point, double Beyond)[amounts.Length];
        var reach = 1L;
        for (var i = 0; i < amounts.Length; i++)
        {
            if (probabilities[i] is not (>= 0 and <= 1))
                throw new ArgumentException($"Item {i}: {probabilities[i]} is not a probability.", nameof(probabilities));
            shifts[i] = Lattice.Position(amounts[i], step);
            reach += shifts[i].Point + (shifts[i].Beyond > 0 ? 1 : 0);
        }
        for (var length = Math.Min(points, reach); ; length = Math.Min(2 * length, reach))
        {
            Lattice.RequirePoints(length);
            var sums = Convolve(shifts, probabilities, (int)length);
            if (length == reach || sums.Sum() >= 1 - Lattice.MassTolerance)
                return Lattice.Own(sums, step);
        }
    }

    private static double[] Convolve((int Point, double Beyond)[] shifts, ReadOnlySpan<double> probabilities, int length)
    {
        var sums = new double[length];
        sums[0] = 1;
        int bottom = 0, top = 0; // The points that hold anything.
        for (var i = 0; i < shifts.Length; i++)
        {
            var (point, beyond) = shifts[i];
            if (probabilities[i] == 0 || (point == 0 && beyond == 0))
                continue;
            top = (int)Math.Min(length - 1L, (long)top + point + (beyond > 0 ? 1 : 0));
            AddItem(sums, bottom, top, point, probabilities[i], beyond);
            while (top > bottom && sums[top] < Negligible)
                sums[top--] = 0;
            while (bottom < top && sums[bottom] < Negligible)
                sums[bottom++] = 0;
        }
        return sums;
    }

    // Runs from the top down, so that every value is read before it is overwritten.
    private static void AddItem(double[] sums, int bottom, int top, int point, double probability, double beyond)
    {
        double miss = 1 - probability, near = probability * (1 - beyond), far = probability * beyond;
        var width = Vector<double>.Count;
        var i = top + 1;
        var misses = new Vector<double>(miss);
        var nears = new Vector<double>(near);
        var fars = new Vector<double>(far);
        for (; i - width - point - 1 >= 0 && i - width >= bottom; i -= width)
        {
            var at = i - width;
            var value = misses * new Vector<double>(sums, at) + nears * new Vector<double>(sums, at - point);
            if (far > 0)
                value += fars * new Vector<double>(sums, at - point - 1);
            value.CopyTo(sums, at);
        }
        for (i--; i >= bottom; i--)
        {
            var value = miss * sums[i];
            if (i >= point)
                value += near * sums[i - point];
            if (i > point)
                value += far * sums[i - point - 1];
            sums[i] = value;
        }
    }
}
