namespace Headway.Statistics.Stopping;

/// <summary>What a chain is worth at a price of an hour when it is stopped at the right time.</summary>
/// <param name="Value">Per state: max(0, continuing); 0 where it is right to stop.</param>
/// <param name="Continues">Per state: continuing is worth more than nothing. These states are the continuation set.</param>
public sealed record StoppedValue(double[] Value, bool[] Continues);

/// <summary>What a rule brings and costs from each state on.</summary>
/// <param name="Reward">Per state: expected reward until it stops or ends; 0 outside the continuation set.</param>
/// <param name="Hours">Per state: expected hours likewise.</param>
public sealed record ExpectedCourse(double[] Reward, double[] Hours);

/// <summary>Backward induction over a chain that may be stopped: v = max(0, r - price h + P v).</summary>
/// <remarks>Each state's stay is summed in closed form and the sweeps run from the last state to the first, so a chain without backward
/// moves takes one sweep and one more to see that nothing changed. Checked against numpy: golden/08_gates.json, 1e-6 relative.</remarks>
public static class OptimalStopping
{
    /// <summary>Backward moves shrink the change by at least the chance that the chain ends; this many sweeps are never needed in
    /// practice.</summary>
    private const int MaximumSweeps = 20_000;

    private const double Tolerance = 1e-13;

    // A state whose value is nothing but rounding is one that stops.
    private const double Nothing = 1e-9;

    /// <param name="price">Of an hour, at least 0.</param>
    public static StoppedValue At(StoppingChain chain, double price)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(price);
        var value = new double[chain.States];
        Sweep(chain, value, (state, onward) =>
            Math.Max(0, (chain.RewardPerStep[state] - price * chain.HoursPerStep[state] + onward) / chain.Leaving(state)));
        var scale = Math.Max(1, value.Max());
        return new StoppedValue(value, [.. value.Select(each => each > Nothing * scale)]);
    }

    /// <summary>What it is worth from one state to go on for a step, whether or not that pays, and to stop at the right time from then
    /// on.</summary>
    /// <param name="stopped">From <see cref="At"/> at the same price.</param>
    /// <returns>The value where continuing is right; elsewhere at most 0: by how much it falls short.</returns>
    public static double GoingOn(StoppingChain chain, double price, StoppedValue stopped, int state) =>
        chain.RewardPerStep[state] - price * chain.HoursPerStep[state] + chain.Onward(state, stopped.Value)
            + (1 - chain.Leaving(state)) * stopped.Value[state];

    /// <summary>Expected reward and hours when continuing in these states and stopping in all others.</summary>
    public static ExpectedCourse Course(StoppingChain chain, bool[] continues)
    {
        if (continues.Length != chain.States) throw new ArgumentException("One answer for each state.", nameof(continues));
        double[] reward = new double[chain.States], hours = new double[chain.States];
        Sweep(chain, reward, (state, onward) =>
            continues[state] ? (chain.RewardPerStep[state] + onward) / chain.Leaving(state) : 0);
        Sweep(chain, hours, (state, onward) => continues[state] ? (chain.HoursPerStep[state] + onward) / chain.Leaving(state) : 0);
        return new ExpectedCourse(reward, hours);
    }

    /// <summary>Expected reward and hours when it is never stopped.</summary>
    public static ExpectedCourse Always(StoppingChain chain)
    {
        var all = new bool[chain.States];
        Array.Fill(all, true);
        return Course(chain, all);
    }

    private static void Sweep(StoppingChain chain, double[] value, Func<int, double, double> of)
    {
        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            double change = 0, scale = 1e-300;
            for (var state = chain.States - 1; state >= 0; state--)
            {
                var now = of(state, chain.Onward(state, value));
                change = Math.Max(change, Math.Abs(now - value[state]));
                scale = Math.Max(scale, Math.Abs(now));
                value[state] = now;
            }
            if (change <= Tolerance * scale) return;
        }
        throw new InvalidOperationException("The chain hardly ever ends: its backward moves must leave it a way out.");
    }
}
