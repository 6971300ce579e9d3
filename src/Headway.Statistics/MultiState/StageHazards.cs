namespace Headway.Statistics.MultiState;

/// <summary>Weekly probabilities of leaving each of S stages, by whole weeks already spent in it, to another stage or to one of E
/// endings.</summary>
/// <remarks>Week u of a stay is the one that begins after u whole weeks in the stage, u = 0, 1, ... U-1; the last stands for every
/// later week.
/// What is left over to 1 is the probability of staying the week. Stages and endings are numbered from 0 here.</remarks>
public sealed class StageHazards
{
    // Sums of probabilities read from rounded text may pass 1 by a little.
    private const double Slack = 1e-9;

    private readonly double[] _cells;

    private StageHazards(int stages, int weeks, int endings, double[] cells) =>
        (Stages, Weeks, Endings, _cells) = (stages, weeks, endings, cells);

    public int Stages { get; }
    public int Weeks { get; }
    public int Endings { get; }

    /// <param name="stages">S, at least 1.</param>
    /// <param name="weeks">U, at least 1.</param>
    /// <param name="endings">E, at least 1.</param>
    /// <param name="toStage">(stage, week, next stage): probability in [0,1]; a stage to itself must be 0.</param>
    /// <param name="toEnding">(stage, week, ending): probability in [0,1].</param>
    /// <exception cref="ArgumentException">A probability is outside [0,1], or a week's probabilities pass 1; the message names
    /// it.</exception>
    public static StageHazards From(
        int stages, int weeks, int endings, Func<int, int, int, double> toStage, Func<int, int, int, double> toEnding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(weeks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(endings, 1);
        var width = stages + endings;
        var cells = new double[stages * weeks * width];
        for (var s = 0; s < stages; s++)
        {
            for (var u = 0; u < weeks; u++)
            {
                var row = cells.AsSpan((s * weeks + u) * width, width);
                for (var j = 0; j < width; j++)
                    row[j] = j < stages ? toStage(s, u, j) : toEnding(s, u, j - stages);
                RequireHazards(row, s, u);
            }
        }
        return new StageHazards(stages, weeks, endings, cells);
    }

    /// <summary>The probability of moving to <paramref name="next"/> in the week after <paramref name="week"/> whole weeks in the
    /// stage.</summary>
    public double ToStage(int stage, int week, int next) => Row(stage, week)[next];

    /// <summary>The probability of the ending in the week after <paramref name="week"/> whole weeks in the stage.</summary>
    public double ToEnding(int stage, int week, int ending) => Row(stage, week)[Stages + ending];

    /// <summary>The probability of staying through the week.</summary>
    public double Staying(int stage, int week)
    {
        var leaving = 0.0;
        foreach (var h in Row(stage, week))
            leaving += h;
        return Math.Max(0, 1 - leaving);
    }

    /// <summary>The same hazards with one ending's multiplied, as a shock common to all cases does; the other hazards stand.</summary>
    /// <param name="ending">0 to E-1.</param>
    /// <param name="factor">0 or more. Where the product would pass what the other hazards leave, it stops there.</param>
    public StageHazards WithEndingScaled(int ending, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(factor);
        ArgumentOutOfRangeException.ThrowIfNegative(ending);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ending, Endings);
        var cells = (double[])_cells.Clone();
        var width = Stages + Endings;
        for (var at = 0; at < cells.Length; at += width)
        {
            var others = 0.0;
            for (var j = 0; j < width; j++)
                others += j == Stages + ending ? 0 : cells[at + j];
            cells[at + Stages + ending] = Math.Min(cells[at + Stages + ending] * factor, Math.Max(0, 1 - others));
        }
        return new StageHazards(Stages, Weeks, Endings, cells);
    }

    internal ReadOnlySpan<double> Row(int stage, int week) =>
        _cells.AsSpan((stage * Weeks + Math.Min(week, Weeks - 1)) * (Stages + Endings), Stages + Endings);

    private static void RequireHazards(ReadOnlySpan<double> row, int stage, int week)
    {
        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            if (row[j] is not (>= 0 and <= 1) || (j == stage && row[j] != 0))
                throw new ArgumentException($"Stage {stage}, week {week}: {row[j]} is no probability of leaving to target {j}.");
            sum += row[j];
        }
        if (sum > 1 + Slack)
            throw new ArgumentException($"Stage {stage}, week {week}: the probabilities of leaving add up to {sum}.");
    }
}
