namespace Headway.Statistics.Association;

/// <summary>P-values adjusted for how many were looked at. An adjusted value at most q is a rejection at level q.</summary>
/// <remarks>Checked against R's p.adjust on the example of Benjamini and Hochberg (1995): golden/05_fdr_evalue.json, 1e-9.</remarks>
public static class MultipleTesting
{
    /// <summary>Benjamini and Hochberg (1995): bounds the expected share of false findings among the findings, when the tests are
    /// independent or positively dependent.</summary>
    /// <param name="p">Each in [0,1], in any order.</param>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p) => StepUp(p, 1);

    /// <summary>Benjamini and Yekutieli (2001): the same under any dependence, at the price of a factor of about ln m.</summary>
    public static double[] BenjaminiYekutieli(ReadOnlySpan<double> p)
    {
        var harmonic = 0.0;
        for (var i = 1; i <= p.Length; i++)
            harmonic += 1.0 / i;
        return StepUp(p, harmonic);
    }

    /// <summary>Holm (1979): bounds the chance of any false finding at all, under any dependence.</summary>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        var order = Ascending(p);
        var adjusted = new double[p.Length];
        var running = 0.0;
        for (var i = 0; i < order.Length; i++)
            adjusted[order[i]] = running = Math.Max(running, Math.Min(1, (p.Length - i) * p[order[i]]));
        return adjusted;
    }

    private static double[] StepUp(ReadOnlySpan<double> p, double factor)
    {
        var order = Ascending(p);
        var adjusted = new double[p.Length];
        var running = 1.0;
        for (var i = order.Length - 1; i >= 0; i--)
            adjusted[order[i]] = running = Math.Min(running, factor * p.Length / (i + 1) * p[order[i]]);
        return adjusted;
    }

    private static int[] Ascending(ReadOnlySpan<double> p)
    {
        foreach (var value in p)
        {
            if (value is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), value, "A p-value lies in [0,1].");
        }
        var keys = p.ToArray();
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        return order;
    }
}
