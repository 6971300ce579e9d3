namespace Headway.Statistics.Random;

/// <summary>Logarithm and exponential from +, -, x and / alone: Math.Log and Math.Exp may differ in the last bit between platforms,
/// and a simulated path must not.</summary>
internal static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double SqrtHalf = 0.70710678118654752440;

    /// <summary>Natural logarithm of a normal number above 0; within 2 units in the last place of Math.Log.</summary>
    internal static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1022;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FE0000000000000); // [1/2, 1)
        if (mantissa < SqrtHalf)
            (mantissa, exponent) = (mantissa * 2, exponent - 1);
        double s = (mantissa - 1) / (mantissa + 1), s2 = s * s, series = 0;
        for (var k = 23; k >= 3; k -= 2)
            series = s2 * (series + 1.0 / k);
        return exponent * Ln2High + (2 * s + (2 * s * series + exponent * Ln2Low));
    }

    /// <summary>e^x for |x| below 700.</summary>
    internal static double Exp(double x)
    {
        var k = Math.Floor(x / (Ln2High + Ln2Low) + 0.5);
        double r = x - k * Ln2High - k * Ln2Low, series = 1;
        for (var i = 16; i >= 1; i--)
            series = 1 + r * series / i;
        return series * BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
    }
}
