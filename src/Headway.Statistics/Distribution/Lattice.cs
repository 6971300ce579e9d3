using System.Numerics;

namespace Headway.Statistics.Distribution;

/// <summary>A distribution on the points 0, step, 2 step, ... of an amount, such as money.</summary>
/// <remarks>Amounts between two points are rounded stochastically: split over the two so that the mean is kept exactly.
/// Checked against exact convolution in R: golden/09_forecast.json, 1e-9.</remarks>
public sealed class Lattice
{
    /// <summary>More points than this are refused: the step is then too fine for the amounts. Eight megabytes.</summary>
    public const int MaximumPoints = 1 << 20;

    /// <summary>What may fall beyond the last point before a lattice is widened.</summary>
    public const double MassTolerance = 1e-6;

    // A cumulative sum of thousands of terms may miss a quantile's level by rounding.
    private const double SameProbability = 1e-12;

    private readonly double[] _probabilities;

    private Lattice(double[] probabilities, double step) => (_probabilities, Step) = (probabilities, step);

    /// <summary>The distance between two points, in the unit of the amounts; above 0.</summary>
    public double Step { get; }

    /// <summary>The probability of each point; the index times <see cref="Step"/> is the amount.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>The sum of the probabilities: 1, or less by at most <see cref="MassTolerance"/> for each operation that cut a
    /// tail.</summary>
    public double Mass => _probabilities.Sum();

    public double Mean
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < _probabilities.Length; i++)
                sum += i * _probabilities[i];
            return sum * Step;
        }
    }

    public double StandardDeviation
    {
        get
        {
            double mean = Mean / Step, sum = 0;
            for (var i = 0; i < _probabilities.Length; i++)
                sum += (i - mean) * (i - mean) * _probabilities[i];
            return Math.Sqrt(sum) * Step;
        }
    }

    /// <summary>Certainly nothing.</summary>
    public static Lattice Zero(double step) => FromProbabilities([1], step);

    /// <param name="probabilities">Length 1 or more; each at least 0, the sum 1 within <see cref="MassTolerance"/>.</param>
    /// <param name="step">Above 0 and finite.</param>
    public static Lattice FromProbabilities(ReadOnlySpan<double> probabilities, double step)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
            sum += p >= 0 ? p : throw new ArgumentException($"{p} is not a probability.", nameof(probabilities));
        if (!(Math.Abs(sum - 1) <= MassTolerance))
            throw new ArgumentException($"The probabilities add up to {sum}, not 1.", nameof(probabilities));
        return Own(probabilities.ToArray(), step);
    }

    /// <summary>The distribution of one amount drawn from these with these weights.</summary>
    /// <param name="amounts">Each at least 0 and finite.</param>
    /// <param name="weights">Same length; each at least 0, not all 0. They are divided by their sum.</param>
    /// <param name="step">Above 0 and finite.</param>
    public static Lattice FromAmounts(ReadOnlySpan<double> amounts, ReadOnlySpan<double> weights, double step)
    {
        if (amounts.Length != weights.Length)
            throw new ArgumentException("One weight for each amount.", nameof(weights));
        double total = 0, largest = 0;
        foreach (var weight in weights)
            total += weight >= 0 ? weight : throw new ArgumentException($"{weight} is not a weight.", nameof(weights));
        if (!(total > 0))
            throw new ArgumentException("Every weight is 0: there is no amount to draw.", nameof(weights));
        foreach (var amount in amounts)
            largest = Math.Max(largest, amount);
        var probabilities = new double[Position(largest, step).Point + 2];
        for (var i = 0; i < amounts.Length; i++)
        {
            var (point, beyond) = Position(amounts[i], step);
            probabilities[point] += weights[i] / total * (1 - beyond);
            probabilities[point + 1] += weights[i] / total * beyond;
        }
        return Own(probabilities, step);
    }

    /// <summary>The probability of at least this amount.</summary>
    public double ProbabilityAtLeast(double amount)
    {
        // Half a billionth of a step below: a goal of 0.3 on a step of 0.1 is the third point, whatever the division says.
        var first = Math.Max(0, Math.Ceiling(amount / Step - 5e-10));
        var sum = 0.0;
        for (var i = _probabilities.Length - 1; i >= first; i--)
            sum += _probabilities[i];
        return sum;
    }

    /// <summary>The smallest amount whose cumulative probability reaches the level.</summary>
    /// <param name="level">Strictly between 0 and 1.</param>
    public double Quantile(double level)
    {
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A quantile's level lies strictly between 0 and 1.");
        var sum = 0.0;
        for (var i = 0; i < _probabilities.Length; i++)
        {
            sum += _probabilities[i];
            if (sum >= level - SameProbability)
                return i * Step;
        }
        return (_probabilities.Length - 1) * Step; // Only a level inside the cut tail comes here.
    }

    /// <summary>The distribution of the sum of two independent amounts on the same step. O(L1 L2), vectorised.</summary>
    public Lattice Convolve(Lattice other)
    {
        if (other.Step != Step)
            throw new ArgumentException($"Steps {Step} and {other.Step} differ.", nameof(other));
        var (longer, shorter) = _probabilities.Length >= other._probabilities.Length
            ? (_probabilities, other._probabilities)
            : (other._probabilities, _probabilities);
        RequirePoints(longer.Length + shorter.Length - 1L);
        var sum = new double[longer.Length + shorter.Length - 1];
        for (var i = 0; i < shorter.Length; i++)
        {
            if (shorter[i] > 0)
                AddScaled(sum.AsSpan(i, longer.Length), longer, shorter[i]);
        }
        return Own(sum, Step);
    }

    /// <summary>The mixture of distributions on the same step: one of them holds, with these weights (divided by their sum).</summary>
    public static Lattice Mix(IReadOnlyList<Lattice> lattices, ReadOnlySpan<double> weights)
    {
        if (lattices.Count == 0 || lattices.Count != weights.Length)
            throw new ArgumentException("One weight for each distribution, and at least one.", nameof(weights));
        var total = 0.0;
        foreach (var weight in weights)
            total += weight >= 0 ? weight : throw new ArgumentException($"{weight} is not a weight.", nameof(weights));
        if (!(total > 0))
            throw new ArgumentException("Every weight is 0.", nameof(weights));
        var mixed = new double[lattices.Max(l => l._probabilities.Length)];
        for (var i = 0; i < lattices.Count; i++)
        {
            if (lattices[i].Step != lattices[0].Step)
                throw new ArgumentException($"Steps {lattices[0].Step} and {lattices[i].Step} differ.", nameof(lattices));
            AddScaled(mixed.AsSpan(0, lattices[i]._probabilities.Length), lattices[i]._probabilities, weights[i] / total);
        }
        return Own(mixed, lattices[0].Step);
    }

    internal static Lattice Own(double[] probabilities, double step)
    {
        RequireStep(step);
        return new Lattice(probabilities, step);
    }

    /// <summary>The point at or below the amount, and how far beyond it the amount lies, in steps (0 to below 1).</summary>
    internal static (int Point, double Beyond) Position(double amount, double step)
    {
        RequireStep(step);
        if (!(amount >= 0) || !double.IsFinite(amount))
            throw new ArgumentException($"{amount} is not an amount of 0 or more.", nameof(amount));
        var steps = amount / step;
        RequirePoints((long)Math.Min(steps, long.MaxValue / 2) + 2);
        var point = (int)steps;
        return (point, steps - point);
    }

    internal static void RequirePoints(long points)
    {
        if (points > MaximumPoints)
            throw new ArgumentException($"{points} points are more than {MaximumPoints}: take a coarser step.");
    }

    private static void RequireStep(double step)
    {
        if (!(step > 0) || !double.IsFinite(step))
            throw new ArgumentOutOfRangeException(nameof(step), step, "A step is above 0 and finite.");
    }

    private static void AddScaled(Span<double> sum, ReadOnlySpan<double> values, double factor)
    {
        var i = 0;
        var factors = new Vector<double>(factor);
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sum[i..]) + factors * new Vector<double>(values[i..])).CopyTo(sum[i..]);
        for (; i < values.Length; i++)
            sum[i] += factor * values[i];
    }
}
