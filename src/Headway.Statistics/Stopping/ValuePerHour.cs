namespace Headway.Statistics.Stopping;

/// <summary>The index of a state: the highest price of an hour at which going on is still right.</summary>
/// <param name="PerHour">Largest expected reward per expected hour over all rules that go on from here; 0 = nothing can be earned.</param>
/// <param name="Continues">The continuation set that attains it.</param>
public sealed record StoppingIndex(double PerHour, bool[] Continues);

/// <summary>Reward per hour by Dinkelbach's method: price an hour, stop where it does not pay, reprice by what the rule earns.</summary>
/// <remarks>Gittins (1979), Whittle (1988); Dinkelbach (1967). Converges from below, faster than linearly; each round is one backward
/// induction. Checked against all 16 stopping sets of a chain of four: golden/08_gates.json, 1e-6 relative.</remarks>
public static class ValuePerHour
{
    private const int MaximumRounds = 200;

    /// <param name="state">0 to n-1. Going on for at least one step from here is compelled, so the index exists everywhere.</param>
    public static StoppingIndex Of(StoppingChain chain, int state)
    {
        var price = 0.0;
        var continues = new bool[chain.States];
        for (var round = 0; round < MaximumRounds; round++)
        {
            continues = OptimalStopping.At(chain, price).Continues;
            continues[state] = true;
            var course = OptimalStopping.Course(chain, continues);
            var next = course.Reward[state] / course.Hours[state];
            if (next <= price * (1 + 1e-12)) return new StoppingIndex(Math.Max(next, price), continues);
            price = next;
        }
        return new StoppingIndex(price, continues);
    }

    /// <summary>The indices of all states at once, from the rules that are best at a ladder of prices.</summary>
    /// <param name="rungs">Prices tried between the highest possible index and a ten-thousandth of it, at least 2.</param>
    /// <returns>Per state: attained by one of those rules, so never above the index; with 64 rungs hardly ever one percent below it: fewer
    /// than one state in a hundred of random chains. What would
    /// lie under the lowest rung is the reward per hour of never stopping.</returns>
    /// <remarks>O(rungs x moves), against O(n x rounds x moves) for one state after the other.</remarks>
    public static double[] All(StoppingChain chain, int rungs = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rungs, 2);
        var index = new double[chain.States];
        var top = 0.0;
        for (var s = 0; s < chain.States; s++) top = Math.Max(top, chain.RewardPerStep[s] / chain.HoursPerStep[s]);
        for (var rung = 0; rung <= rungs; rung++)
        {
            var price = rung == 0 ? 0 : top * Math.Pow(10_000, (double)(rung - rungs) / rungs);
            var course = OptimalStopping.Course(chain, OptimalStopping.At(chain, price).Continues);
            for (var s = 0; s < chain.States; s++)
            {
                // One compelled step from here, then the rule.
                var reward = chain.RewardPerStep[s] + chain.Onward(s, course.Reward);
                var hours = chain.HoursPerStep[s] + chain.Onward(s, course.Hours);
                index[s] = Math.Max(index[s], reward / hours);
            }
        }
        return index;
    }
}
