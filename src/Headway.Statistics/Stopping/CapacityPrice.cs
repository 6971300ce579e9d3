namespace Headway.Statistics.Stopping;

/// <summary>A stream of like cases that keeps coming.</summary>
/// <param name="Entry">The state they begin in.</param>
/// <param name="PerStep">How many begin in a step on average, at least 0.</param>
public sealed record Inflow(StoppingChain Chain, int Entry, double PerStep);

/// <summary>What an hour is worth while there are fewer of them than the inflow could use.</summary>
/// <param name="PerHour">Shadow price of an hour: the dual of the capacity in the linear program over all stopping rules. 0 = there are
/// hours enough for everything.</param>
/// <param name="HoursWanted">Per step, when nothing is ever stopped for want of hours (price 0).</param>
/// <param name="HoursAtPrice">Per step just above the price: what is surely worth it. At most the capacity.</param>
/// <param name="MarginalShare">Share in [0,1] of those whose index equals the price that the hours still reach; 1 when the capacity is
/// slack. They are the ones to discuss.</param>
/// <param name="RewardPerStep">With the hours filled up by the marginal ones.</param>
public sealed record CapacityPrice(
    double PerHour, double HoursWanted, double HoursAtPrice, double MarginalShare, double RewardPerStep)
{
    private const int Halvings = 100;

    /// <param name="capacityHoursPerStep">Above 0.</param>
    /// <remarks>Hours used are a step function that falls in the price; bisection finds the step that crosses the capacity. Checked
    /// against a linear program (HiGHS): golden/08_gates.json, 1e-6 relative.</remarks>
    public static CapacityPrice Of(IReadOnlyList<Inflow> inflows, double capacityHoursPerStep)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacityHoursPerStep);
        var free = Use(inflows, 0);
        if (free.Hours <= capacityHoursPerStep) return new CapacityPrice(0, free.Hours, free.Hours, 1, free.Reward);
        double low = 0, high = 0;
        foreach (var inflow in inflows)
            for (var s = 0; s < inflow.Chain.States; s++)
                high = Math.Max(high, inflow.Chain.RewardPerStep[s] / inflow.Chain.HoursPerStep[s]);
        for (var halving = 0; halving < Halvings && high - low > 1e-12 * high; halving++)
        {
            var middle = (low + high) / 2;
            if (Use(inflows, middle).Hours > capacityHoursPerStep) low = middle; else high = middle;
        }
        var (below, above) = (Use(inflows, low), Use(inflows, high));
        var share = below.Hours > above.Hours
            ? Math.Clamp((capacityHoursPerStep - above.Hours) / (below.Hours - above.Hours), 0, 1) : 0;
        return new CapacityPrice(high, free.Hours, above.Hours, share, above.Reward + share * (below.Reward - above.Reward));
    }

    private static (double Hours, double Reward) Use(IReadOnlyList<Inflow> inflows, double price)
    {
        double hours = 0, reward = 0;
        foreach (var inflow in inflows)
        {
            var stopped = OptimalStopping.At(inflow.Chain, price);
            if (!stopped.Continues[inflow.Entry]) continue;
            var course = OptimalStopping.Course(inflow.Chain, stopped.Continues);
            hours += inflow.PerStep * course.Hours[inflow.Entry];
            reward += inflow.PerStep * course.Reward[inflow.Entry];
        }
        return (hours, reward);
    }
}
