namespace Headway.Statistics.Random;

/// <summary>Draws from the distributions that simulations need; the same on every platform, since no platform's Log or Exp is
/// used.</summary>
public static class Draws
{
    // Knuth's product of uniforms is exact but linear in the mean, and exp(-mean) must not vanish: larger means are drawn in parts.
    private const double PoissonPart = 30;

    /// <summary>True with this probability.</summary>
    public static bool Chance(this Xoshiro256StarStar random, double probability) => random.NextUniform() < probability;

    /// <summary>Exponential with this mean, above 0.</summary>
    public static double Exponential(this Xoshiro256StarStar random, double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        return -mean * PortableMath.Log(1 - random.NextUniform());
    }

    /// <summary>Normal (Marsaglia's polar method; the second value of the pair is not kept, so that a stream has no hidden
    /// state).</summary>
    public static double Normal(this Xoshiro256StarStar random, double mean = 0, double standardDeviation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        while (true)
        {
            double u = 2 * random.NextUniform() - 1, v = 2 * random.NextUniform() - 1, s = u * u + v * v;
            if (s is > 0 and < 1)
                return mean + standardDeviation * u * Math.Sqrt(-2 * PortableMath.Log(s) / s);
        }
    }

    /// <summary>Log-normal: e to a normal of this mean and standard deviation.</summary>
    public static double LogNormal(this Xoshiro256StarStar random, double meanOfLog, double standardDeviationOfLog) =>
        PortableMath.Exp(random.Normal(meanOfLog, standardDeviationOfLog));

    /// <summary>Poisson with this mean, 0 or more and at most 1,000,000. Time in proportion to the mean.</summary>
    public static int Poisson(this Xoshiro256StarStar random, double mean)
    {
        if (mean is not (>= 0 and <= 1_000_000))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean number from 0 to 1,000,000.");
        var count = 0;
        for (; mean > PoissonPart; mean -= PoissonPart)
            count += PoissonSmall(random, PoissonPart);
        return count + PoissonSmall(random, mean);
    }

    /// <summary>Gamma with this shape and scale, both above 0; its mean is shape x scale (Marsaglia and Tsang 2000).</summary>
    public static double Gamma(this Xoshiro256StarStar random, double shape, double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        if (shape < 1)
        {
            var logPower = PortableMath.Log(1 - random.NextUniform()) / shape;
            return random.Gamma(shape + 1, scale) * (logPower < -690 ? 0 : PortableMath.Exp(logPower));
        }
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.Normal();
            var v = (1 + c * x) * (1 + c * x) * (1 + c * x);
            if (v > 0 && PortableMath.Log(1 - random.NextUniform()) < x * x / 2 + d - d * v + d * PortableMath.Log(v))
                return d * v * scale;
        }
    }

    /// <summary>Beta with these two shapes, both above 0.</summary>
    public static double Beta(this Xoshiro256StarStar random, double a, double b)
    {
        double x = random.Gamma(a, 1), y = random.Gamma(b, 1);
        return x + y > 0 ? x / (x + y) : a / (a + b); // Both vanish only for shapes near 0.
    }

    private static int PoissonSmall(Xoshiro256StarStar random, double mean)
    {
        double limit = PortableMath.Exp(-mean), product = random.NextUniform();
        var count = 0;
        for (; product > limit; count++)
            product *= random.NextUniform();
        return count;
    }
}
