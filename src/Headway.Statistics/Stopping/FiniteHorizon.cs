namespace Headway.Statistics.Stopping;

/// <summary>Values with a number of steps left, when nothing earned later counts.</summary>
/// <param name="Value">[steps left - 1][state].</param>
/// <param name="Continues">Likewise: going on for one step is worth more than nothing.</param>
public sealed record HorizonValues(double[][] Value, bool[][] Continues);

/// <summary>Backward induction against a deadline. For the order of work only, never for stopping: what is won after the deadline is not
/// worth nothing, and this says it is.</summary>
/// <remarks>O(steps x moves). Checked against numpy: golden/08_gates.json, 1e-6 relative.</remarks>
public static class FiniteHorizon
{
    /// <summary>Ten years of weeks.</summary>
    public const int MaximumSteps = 520;

    public static HorizonValues Of(StoppingChain chain, double price, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, MaximumSteps);
        var before = new double[chain.States];
        var (values, continues) = (new double[steps][], new bool[steps][]);
        for (var t = 0; t < steps; t++)
        {
            (values[t], continues[t]) = (new double[chain.States], new bool[chain.States]);
            for (var s = 0; s < chain.States; s++)
            {
                var worth = chain.RewardPerStep[s] - price * chain.HoursPerStep[s]
                    + chain.Onward(s, before) + (1 - chain.Leaving(s)) * before[s];
                continues[t][s] = worth > 0;
                values[t][s] = Math.Max(0, worth);
            }
            before = values[t];
        }
        return new HorizonValues(values, continues);
    }
}
