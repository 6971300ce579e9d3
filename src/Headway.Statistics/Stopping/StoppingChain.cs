namespace Headway.Statistics.Stopping;

/// <summary>A Markov chain that earns and costs each step it is kept going, and may be stopped for nothing at any state.</summary>
/// <remarks>What is left over to 1 in a row ends the chain. Number the states so that moves mostly lead to higher numbers: sweeps then run
/// against them, and a chain without backward moves is solved in one.</remarks>
public sealed class StoppingChain
{
    /// <summary>A chain of more states is a mistake in its making; a sweep costs one look at every move.</summary>
    public const int MaximumStates = 100_000;

    // Sums of probabilities read from rounded text may pass 1 by a little.
    private const double Slack = 1e-9;

    private readonly int[] _start;
    private readonly int[] _next;
    private readonly double[] _probability;
    private readonly double[] _leaving;

    private StoppingChain(double[] reward, double[] hours, int[] start, int[] next, double[] probability, double[] leaving) =>
        (RewardPerStep, HoursPerStep, _start, _next, _probability, _leaving) = (reward, hours, start, next, probability, leaving);

    public int States => RewardPerStep.Length;

    /// <summary>Expected reward of one more step, at least 0.</summary>
    public double[] RewardPerStep { get; }

    /// <summary>Hours that one more step costs, above 0.</summary>
    public double[] HoursPerStep { get; }

    /// <param name="rewardPerStep">Length n; finite, at least 0.</param>
    /// <param name="hoursPerStep">Length n; finite, above 0: without a cost nothing would ever be stopped.</param>
    /// <param name="moves">Per state: (next state, probability). Staying is a move to itself; it must be below 1.</param>
    /// <exception cref="ArgumentException">A row is no row of probabilities, or can never be left; the message names it.</exception>
    public static StoppingChain From(double[] rewardPerStep, double[] hoursPerStep, IReadOnlyList<(int Next, double Probability)>[] moves)
    {
        var n = rewardPerStep.Length;
        if (n is 0 or > MaximumStates || hoursPerStep.Length != n || moves.Length != n)
            throw new ArgumentException($"One to {MaximumStates} states, each with a reward, hours and a row of moves.");
        var start = new int[n + 1];
        var leaving = new double[n];
        List<int> next = [];
        List<double> probability = [];
        for (var i = 0; i < n; i++)
        {
            if (rewardPerStep[i] is not (>= 0 and < double.PositiveInfinity) || hoursPerStep[i] is not (> 0 and < double.PositiveInfinity))
                throw new ArgumentException($"State {i}: a reward of at least 0 and hours above 0.");
            double staying = 0, sum = 0;
            foreach (var (to, p) in moves[i])
            {
                if (to < 0 || to >= n || p is not (>= 0 and <= 1)) throw new ArgumentException($"State {i}: no move to {to} with {p}.");
                sum += p;
                if (to == i) staying += p;
                else if (p > 0)
                {
                    next.Add(to);
                    probability.Add(p);
                }
            }
            if (sum > 1 + Slack || staying > 1 - 1e-12)
                throw new ArgumentException($"State {i}: moves add up to {sum}, staying {staying}.");
            start[i + 1] = next.Count;
            leaving[i] = 1 - staying;
        }
        return new StoppingChain(rewardPerStep, hoursPerStep, start, [.. next], [.. probability], leaving);
    }

    /// <summary>The same moves and hours with other rewards.</summary>
    /// <param name="rewardPerStep">Length n; finite, at least 0.</param>
    public StoppingChain WithRewards(double[] rewardPerStep)
    {
        if (rewardPerStep.Length != States || rewardPerStep.Any(reward => reward is not (>= 0 and < double.PositiveInfinity)))
            throw new ArgumentException("One reward of at least 0 for each state.", nameof(rewardPerStep));
        return new StoppingChain(rewardPerStep, HoursPerStep, _start, _next, _probability, _leaving);
    }

    /// <summary>Sum of probability x value over the other states a step may lead to.</summary>
    internal double Onward(int state, double[] value)
    {
        var sum = 0.0;
        for (var m = _start[state]; m < _start[state + 1]; m++) sum += _probability[m] * value[_next[m]];
        return sum;
    }

    /// <summary>One minus the probability of staying a step where it is.</summary>
    internal double Leaving(int state) => _leaving[state];
}
