namespace Headway.Statistics.MultiState;

/// <summary>State occupancy at a time, with the closed-form standard error of each probability.</summary>
/// <param name="Probabilities">Length S; sums to 1.</param>
/// <param name="StandardErrors">Length S; Greenwood-type, given the starting distribution.</param>
public sealed record Occupancy(IReadOnlyList<double> Probabilities, IReadOnlyList<double> StandardErrors);

/// <summary>Transition probabilities between S states on the clock of the case (Aalen-Johansen): P(s,t) = product of (I + dA(u)), s
/// &lt; u &lt;= t.</summary>
/// <remarks>Aalen and Johansen (1978). Assumes that the next move depends on the state and the clock only, not on how long the state has
/// lasted: for predictions with sojourn times use <see cref="SemiMarkov"/>. O(n log n) to fit, O(m S²) for P over m distinct times.
/// Trap: with delayed filling of late states the first risk sets are tiny and P jumps to absurd certainties (in the golden data P(third
/// state to won) is 1 because the first move had one case at risk). Moves out of a risk set below minimumAtRisk are left out.
/// Checked against R survival 3.5 and etm 1.1: golden/01_survival.json, 1e-9.</remarks>
public sealed class MultiStateAalenJohansen
{
    /// <summary>What <c>to</c> holds for a row that was still in its state when last seen.</summary>
    public const int Censored = -1;

    private readonly Step[] _steps;

    private MultiStateAalenJohansen(int states, Step[] steps) => (States, _steps) = (states, steps);

    /// <summary>S, the number of states, endings included; numbered from 0.</summary>
    public int States { get; }

    /// <param name="from">Length n. The state of the row, 0 to S-1.</param>
    /// <param name="entry">Length n. When it came into the state (or under observation in it).</param>
    /// <param name="exit">Length n. When it left the state or was last seen; finite, after entry.</param>
    /// <param name="to">Length n. The state it moved to, or <see cref="Censored"/>.</param>
    /// <param name="states">S, at least 2.</param>
    /// <param name="minimumAtRisk">Moves out of a state with fewer at risk at that time are ignored. 1 is the textbook estimator; 5
    /// for display.</param>
    public static MultiStateAalenJohansen Fit(
        ReadOnlySpan<int> from, ReadOnlySpan<double> entry, ReadOnlySpan<double> exit, ReadOnlySpan<int> to,
        int states, int minimumAtRisk = 1)
    {
        RequireRows(from, entry, exit, to, states);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumAtRisk, 1);
        var byEntry = Order(entry);
        var byExit = Order(exit);
        var atRisk = new int[states];
        var steps = new List<Step>();
        int entered = 0, i = 0;
        while (i < byExit.Length)
        {
            var time = exit[byExit[i]];
            for (; entered < byEntry.Length && entry[byEntry[entered]] < time; entered++)
                atRisk[from[byEntry[entered]]]++;
            var end = i;
            var first = steps.Count;
            for (; end < byExit.Length && exit[byExit[end]] == time; end++)
            {
                var row = byExit[end];
                if (to[row] != Censored && atRisk[from[row]] >= minimumAtRisk)
                    Count(steps, first, time, from[row], to[row], atRisk[from[row]]);
            }
            for (; i < end; i++)
                atRisk[from[byExit[i]]]--;
        }
        return new MultiStateAalenJohansen(states, steps.ToArray());
    }

    /// <summary>P(s,t): the probability of being in the column's state at <paramref name="until"/> given the row's state at
    /// <paramref name="since"/>.</summary>
    /// <returns>S by S; every row sums to 1. The identity when nobody moved between.</returns>
    public double[,] TransitionMatrix(double since, double until)
    {
        var p = new double[States, States];
        for (var h = 0; h < States; h++)
            p[h, h] = 1;
        foreach (var instant in Instants(since, until))
        {
            for (var row = 0; row < States; row++)
                Advance(p, row, instant);
        }
        return p;
    }

    /// <summary>Where cases that start as <paramref name="start"/> says stand at <paramref name="until"/>.</summary>
    /// <param name="start">Length S, summing to 1: the known distribution over states at <paramref name="since"/>.</param>
    /// <param name="since">The time at which cases stand as <paramref name="start"/> says.</param>
    /// <param name="until">The time asked about.</param>
    public Occupancy OccupancyAt(ReadOnlySpan<double> start, double since, double until)
    {
        if (start.Length != States)
            throw new ArgumentException($"{start.Length} starting probabilities for {States} states.", nameof(start));
        var p = new double[1, States];
        for (var h = 0; h < States; h++)
            p[0, h] = start[h];
        var covariance = new double[States, States];
        foreach (var instant in Instants(since, until))
        {
            Spread(covariance, p, instant);
            Advance(p, 0, instant);
        }
        var probabilities = new double[States];
        var errors = new double[States];
        for (var h = 0; h < States; h++)
            (probabilities[h], errors[h]) = (p[0, h], Math.Sqrt(Math.Max(0, covariance[h, h])));
        return new Occupancy(probabilities, errors);
    }

    private List<ArraySegment<Step>> Instants(double since, double until)
    {
        var instants = new List<ArraySegment<Step>>();
        for (var i = 0; i < _steps.Length;)
        {
            var end = i + 1;
            while (end < _steps.Length && _steps[end].Time == _steps[i].Time)
                end++;
            if (_steps[i].Time > since && _steps[i].Time <= until)
                instants.Add(new ArraySegment<Step>(_steps, i, end - i));
            i = end;
        }
        return instants;
    }

    private void Advance(double[,] p, int row, ArraySegment<Step> instant)
    {
        // All moves of an instant act on the probabilities before it.
        Span<double> before = stackalloc double[States];
        for (var h = 0; h < States; h++)
            before[h] = p[row, h];
        foreach (var move in instant)
        {
            var flow = before[move.From] * move.Count / move.AtRisk;
            p[row, move.From] -= flow;
            p[row, move.To] += flow;
        }
        // A state that everybody left keeps 1e-17 by rounding, or minus that; it holds nobody.
        foreach (var move in instant)
        {
            if (Math.Abs(p[row, move.From]) < 1e-15)
                p[row, move.From] = 0;
        }
    }

    // V <- (I+dA)' V (I+dA) + sum over states h of p_h² cov(dA_h), with cov(dA_hj, dA_hk) = (d_j n [j=k] - d_j d_k)/n³.
    private void Spread(double[,] covariance, double[,] p, ArraySegment<Step> instant)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            var before = (double[,])covariance.Clone();
            foreach (var move in instant)
            {
                var share = (double)move.Count / move.AtRisk;
                for (var h = 0; h < States; h++)
                {
                    // First the rows, (I+dA)' V, then the columns of that.
                    var flow = share * (pass == 0 ? before[move.From, h] : before[h, move.From]);
                    ref var source = ref pass == 0 ? ref covariance[move.From, h] : ref covariance[h, move.From];
                    ref var target = ref pass == 0 ? ref covariance[move.To, h] : ref covariance[h, move.To];
                    source -= flow;
                    target += flow;
                }
            }
        }
        foreach (var a in instant)
        {
            foreach (var b in instant)
            {
                if (a.From != b.From)
                    continue;
                double n = a.AtRisk, weight = p[0, a.From] * p[0, a.From] / (n * n * n);
                var noise = weight * ((a.To == b.To ? a.Count * n : 0) - (double)a.Count * b.Count);
                covariance[a.To, b.To] += noise;
                covariance[a.From, b.To] -= noise;
                covariance[a.To, b.From] -= noise;
                covariance[a.From, b.From] += noise;
            }
        }
    }

    private static void Count(List<Step> steps, int first, double time, int from, int to, int atRisk)
    {
        for (var i = first; i < steps.Count; i++)
        {
            if (steps[i].From != from || steps[i].To != to)
                continue;
            steps[i] = steps[i] with { Count = steps[i].Count + 1 };
            return;
        }
        steps.Add(new Step(time, from, to, 1, atRisk));
    }

    private static int[] Order(ReadOnlySpan<double> times)
    {
        var keys = times.ToArray();
        var rows = new int[keys.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        Array.Sort(keys, rows);
        return rows;
    }

    private static void RequireRows(
        ReadOnlySpan<int> from, ReadOnlySpan<double> entry, ReadOnlySpan<double> exit, ReadOnlySpan<int> to, int states)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 2);
        if (entry.Length != from.Length || exit.Length != from.Length || to.Length != from.Length)
            throw new ArgumentException("From, entry, exit and to describe the same rows and have the same length.", nameof(from));
        for (var i = 0; i < from.Length; i++)
        {
            if (!double.IsFinite(exit[i]) || !(entry[i] < exit[i]))
                throw new ArgumentException($"Row {i}: entry {entry[i]} is not before a finite exit {exit[i]}.", nameof(exit));
            if (from[i] < 0 || from[i] >= states || to[i] < Censored || to[i] >= states || to[i] == from[i])
                throw new ArgumentException($"Row {i}: {from[i]} to {to[i]} is no move between {states} states.", nameof(to));
        }
    }

    private readonly record struct Step(double Time, int From, int To, int Count, int AtRisk);
}
