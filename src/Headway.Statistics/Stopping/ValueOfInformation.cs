namespace Headway.Statistics.Stopping;

/// <summary>What it is worth to learn an answer before deciding to go on: E[max(0, v')] - max(0, v) - what asking costs.</summary>
/// <remarks>At least minus the cost when the values after the answers average to the value now; where they do not (estimates from few
/// cases), it says so by going below. Howard (1966).</remarks>
public static class ValueOfInformation
{
    /// <param name="valueNow">Of going on without asking; may be negative.</param>
    /// <param name="chance">That the answer is yes, in [0,1].</param>
    /// <param name="valueIfYes">Of going on after a yes; may be negative.</param>
    /// <param name="valueIfNo">Likewise after a no.</param>
    /// <param name="cost">Of asking, in the unit of the values; at least 0.</param>
    public static double Of(double valueNow, double chance, double valueIfYes, double valueIfNo, double cost = 0)
    {
        if (chance is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(chance), chance, "A probability.");
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        return chance * Math.Max(0, valueIfYes) + (1 - chance) * Math.Max(0, valueIfNo) - Math.Max(0, valueNow) - cost;
    }
}
