namespace Headway.Statistics.Distribution;

/// <summary>The distribution of the total of a random number of independent amounts: Panjer's recursion, exact on the lattice.</summary>
/// <remarks>Panjer (1981). O(L J), J points of the amount. Checked against R: golden/09_forecast.json, 1e-9.</remarks>
public static class CompoundSum
{
    // exp(-700) is close to the smallest normal double; a smaller start would lose digits.
    private const double LargestExponent = 700;

    /// <summary>A Poisson number of amounts.</summary>
    /// <param name="mean">The expected number, 0 or more.</param>
    /// <param name="amount">The distribution of one amount.</param>
    /// <param name="points">Where to start: doubled until no more than <see cref="Lattice.MassTolerance"/> lies beyond the last
    /// point.</param>
    public static Lattice Poisson(double mean, Lattice amount, int points = 4096)
    {
        if (!(mean >= 0) || !double.IsFinite(mean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean number is 0 or more.");
        var start = -mean * (1 - amount.Probabilities[0]);
        if (start < -LargestExponent)
        {
            var half = Poisson(mean / 2, amount, points);
            return half.Convolve(half);
        }
        return Recurse(amount, 0, mean, Math.Exp(start), points);
    }

    /// <summary>A negative binomial number of amounts: a Poisson number whose mean is itself gamma distributed.</summary>
    /// <param name="shape">The gamma's shape, above 0: small means that the number varies much.</param>
    /// <param name="mean">The expected number, 0 or more.</param>
    /// <param name="amount">The distribution of one amount.</param>
    /// <param name="points">As for <see cref="Poisson"/>.</param>
    public static Lattice NegativeBinomial(double shape, double mean, Lattice amount, int points = 4096)
    {
        if (!(shape > 0) || !double.IsFinite(shape))
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "A shape is above 0.");
        if (!(mean >= 0) || !double.IsFinite(mean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean number is 0 or more.");
        var a = mean / (shape + mean);
        var start = shape * Math.Log((1 - a) / (1 - a * amount.Probabilities[0]));
        if (start < -LargestExponent)
        {
            // A gamma is a sum of gammas of the same scale, so the two halves are independent and alike.
            var half = NegativeBinomial(shape / 2, mean / 2, amount, points);
            return half.Convolve(half);
        }
        return Recurse(amount, a, (shape - 1) * a, Math.Exp(start), points);
    }

    // The number's probabilities obey p(n) = (a + b/n) p(n-1).
    private static Lattice Recurse(Lattice amount, double a, double b, double start, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        for (var length = (long)points; ; length *= 2)
        {
            Lattice.RequirePoints(length);
            var totals = Total(amount.Probabilities, a, b, start, (int)length);
            if (totals.Sum() >= 1 - Lattice.MassTolerance)
                return Lattice.Own(totals, amount.Step);
        }
    }

    private static double[] Total(ReadOnlySpan<double> amount, double a, double b, double start, int length)
    {
        var present = new List<(int Point, double Probability)>();
        for (var j = 1; j < amount.Length; j++)
        {
            if (amount[j] > 0)
                present.Add((j, amount[j]));
        }
        var totals = new double[length];
        totals[0] = start;
        for (var s = 1; s < length; s++)
        {
            var sum = 0.0;
            foreach (var (point, probability) in present)
            {
                if (point > s)
                    break;
                sum += (a + b * point / s) * probability * totals[s - point];
            }
            totals[s] = sum / (1 - a * amount[0]);
        }
        return totals;
    }
}
