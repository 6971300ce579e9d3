namespace Headway.Statistics.Distribution;

/// <summary>How many new trials a period are needed when each succeeds only later, so that late ones count less.</summary>
/// <remarks>Poisson arrivals thinned by their chance to succeed in time are Poisson again. Checked against R: golden/10_plan.json,
/// 1e-8.</remarks>
public static class RequiredInflow
{
    /// <summary>The mean number of new trials in each of these periods, the same in all.</summary>
    /// <param name="successes">At least this many by the end, at least 1.</param>
    /// <param name="chanceByPeriod">Per period in which trials begin: the chance of one of them to succeed by the end, in [0,1].</param>
    /// <param name="assurance">Strictly between 0 and 1.</param>
    /// <returns>Null when nothing that begins in these periods can succeed by the end.</returns>
    public static double? PerPeriod(int successes, ReadOnlySpan<double> chanceByPeriod, double assurance = 0.8)
    {
        var each = 0.0;
        foreach (var chance in chanceByPeriod)
        {
            if (chance is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(chanceByPeriod), chance, "A probability.");
            each += chance;
        }
        return each > 0 ? RequiredTrials.PoissonMean(successes, assurance) / each : null;
    }
}
