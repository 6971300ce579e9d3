namespace Headway.Statistics.MultiState;

/// <summary>W[tau, stage, u]: the probability of reaching the target within tau weeks, from a stage, u whole weeks into it.</summary>
public sealed class ReachProbabilities
{
    private readonly double[] _cells;
    private readonly int _stages;
    private readonly int _weeks;

    internal ReachProbabilities(double[] cells, int horizonWeeks, int stages, int weeks) =>
        (_cells, HorizonWeeks, _stages, _weeks) = (cells, horizonWeeks, stages, weeks);

    /// <summary>The largest tau, in weeks.</summary>
    public int HorizonWeeks { get; }

    /// <param name="withinWeeks">0 to <see cref="HorizonWeeks"/>.</param>
    /// <param name="stage">0 to S-1.</param>
    /// <param name="weeksInStage">Whole weeks already in the stage, 0 or more; beyond the last known week the last one counts.</param>
    public double this[int withinWeeks, int stage, int weeksInStage]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(withinWeeks);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(withinWeeks, HorizonWeeks);
            ArgumentOutOfRangeException.ThrowIfNegative(stage);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stage, _stages);
            ArgumentOutOfRangeException.ThrowIfNegative(weeksInStage);
            return _cells[(withinWeeks * _stages + stage) * _weeks + Math.Min(weeksInStage, _weeks - 1)];
        }
    }
}

/// <summary>Exact predictions from weekly hazards that depend on the stage and on the time in it (discrete-time semi-Markov).</summary>
/// <remarks>Backward recursion: W[tau,s,u] = h(target) + sum over stages j of h(s to j) W[tau-1,j,0] + stay W[tau-1,s,u+1], W[0] = 0.
/// O(tau S U (S + E)). Backward moves and skipped stages are ordinary moves. Checked against a recursion in numpy and 400,000 simulated
/// paths: golden/13_semimarkov.json, 1e-12.</remarks>
public static class SemiMarkov
{
    /// <summary>Ten years of weeks: longer horizons are a mistake, and the table grows with them.</summary>
    public const int MaximumHorizonWeeks = 520;

    /// <summary>The probability of one ending within each number of weeks up to the horizon.</summary>
    public static ReachProbabilities EndingWithin(StageHazards hazards, int ending, int horizonWeeks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ending);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ending, hazards.Endings);
        var targets = new bool[hazards.Stages + hazards.Endings];
        targets[hazards.Stages + ending] = true;
        return Recurse(hazards, targets, horizonWeeks);
    }

    /// <summary>The probability of having been in one of these stages by each number of weeks up to the horizon; 1 for a case that stands
    /// in one of them. Name every stage that counts as having got there: moves may skip stages.</summary>
    public static ReachProbabilities StageWithin(StageHazards hazards, ReadOnlySpan<int> stages, int horizonWeeks)
    {
        var targets = new bool[hazards.Stages + hazards.Endings];
        foreach (var stage in stages)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(stage, nameof(stages));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stage, hazards.Stages, nameof(stages));
            targets[stage] = true;
        }
        return Recurse(hazards, targets, horizonWeeks);
    }

    private static ReachProbabilities Recurse(StageHazards hazards, bool[] targets, int horizonWeeks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(horizonWeeks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizonWeeks, MaximumHorizonWeeks);
        int stages = hazards.Stages, weeks = hazards.Weeks;
        var table = new double[(horizonWeeks + 1) * stages * weeks];
        for (var tau = 0; tau <= horizonWeeks; tau++)
        {
            for (var s = 0; s < stages; s++)
            {
                for (var u = 0; u < weeks; u++)
                {
                    var value = targets[s] ? 1
                        : tau == 0 ? 0
                        : OneWeek(hazards, targets, table.AsSpan((tau - 1) * stages * weeks, stages * weeks), s, u);
                    table[(tau * stages + s) * weeks + u] = value;
                }
            }
        }
        return new ReachProbabilities(table, horizonWeeks, stages, weeks);
    }

    private static double OneWeek(StageHazards hazards, bool[] targets, ReadOnlySpan<double> before, int stage, int week)
    {
        var row = hazards.Row(stage, week);
        double reached = 0, leaving = 0;
        for (var j = 0; j < row.Length; j++)
        {
            leaving += row[j];
            if (targets[j])
                reached += row[j];
            else if (j < hazards.Stages)
                reached += row[j] * before[j * hazards.Weeks];
        }
        var next = Math.Min(week + 1, hazards.Weeks - 1);
        return reached + Math.Max(0, 1 - leaving) * before[stage * hazards.Weeks + next];
    }
}
