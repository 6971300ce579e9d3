namespace Headway.Statistics.Association;

/// <summary>How rows that end at the same time share a risk set.</summary>
public enum Ties
{
    /// <summary>All of them against the whole risk set; the robust errors are defined for this one.</summary>
    Breslow,

    /// <summary>Each against the average of what is left of it; nearer to the truth when ties are many.</summary>
    Efron,
}

/// <summary>What fitting a proportional-hazards model gave.</summary>
public abstract record CoxFit
{
    private CoxFit()
    {
    }

    public sealed record Fitted(CoxModel Model) : CoxFit;

    /// <summary>No maximum: nobody ended that way, a column is constant within every risk set, or it separates who ends first.</summary>
    public sealed record NotIdentified(string Why) : CoxFit;

    public T Match<T>(Func<Fitted, T> fitted, Func<NotIdentified, T> notIdentified) => this switch
    {
        Fitted f => fitted(f),
        NotIdentified n => notIdentified(n),
        _ => throw new InvalidOperationException("A fit is one of two."),
    };
}

/// <summary>Log hazard ratios of one ending, the others counted as censoring (cause-specific).</summary>
/// <param name="Coefficients">Length P, log hazard ratio per unit of the column.</param>
/// <param name="StandardErrors">From the inverse information: rows taken as independent.</param>
/// <param name="RobustStandardErrors">Sandwich over clusters (Lin and Wei 1989), HC0; null without clusters. When one subject stands in
/// several rows these are the ones to read.</param>
/// <param name="LogLikelihoodAtZero">Partial log-likelihood without any association.</param>
public sealed record CoxModel(
    double[] Coefficients, double[] StandardErrors, double[]? RobustStandardErrors, double LogLikelihoodAtZero, double LogLikelihood,
    int Iterations);

/// <summary>Cause-specific proportional hazards with delayed entry, time-dependent columns (several rows a subject) and strata.</summary>
/// <remarks>Cox (1972), counting-process form of Andersen and Gill (1982). Rows are at risk in (start, stop]. Newton with halving,
/// O(n P²) a step after one sort. Assumes that censoring tells nothing of the ending given the columns, and a ratio constant in time.
/// Checked against R survival 3.5: golden/04_immortal.json (Breslow, Efron, Stanford heart; coefficients 1e-6, errors 1e-5) and
/// golden/04b_immortal.json (strata, clusters).</remarks>
public static class CoxRegression
{
    private const int MaximumIterations = 50;
    private const double StepTolerance = 1e-10;
    private const double Runaway = 30;

    /// <param name="start">Length n, when each row came under observation; empty: all from the beginning.</param>
    /// <param name="stop">Length n, finite and after its start.</param>
    /// <param name="ended">Length n: ended in the way that is studied at its stop.</param>
    /// <param name="columns">n by P, row after row.</param>
    /// <param name="width">P, at least 1.</param>
    /// <param name="stratum">Length n: each has a baseline of its own; empty: one for all.</param>
    /// <param name="cluster">Length n: rows of one subject share a number; empty: no robust errors.</param>
    /// <exception cref="ArgumentException">A row contradicts the above, or robust errors are asked for with Efron's ties.</exception>
    public static CoxFit Fit(
        ReadOnlySpan<double> start, ReadOnlySpan<double> stop, ReadOnlySpan<bool> ended, ReadOnlySpan<double> columns, int width,
        ReadOnlySpan<int> stratum = default, ReadOnlySpan<int> cluster = default, Ties ties = Ties.Breslow)
    {
        if (!cluster.IsEmpty && ties == Ties.Efron)
            throw new ArgumentException("Robust errors are defined for Breslow's ties.", nameof(ties));
        var partial = CoxPartialLikelihood.From(start, stop, ended, columns, width, stratum, ties);
        if (!ended.Contains(true)) return new CoxFit.NotIdentified("Nobody ended that way.");
        var beta = new double[width];
        var reached = partial.Evaluate(beta);
        var atZero = reached;
        for (var iteration = 1; iteration <= MaximumIterations; iteration++)
        {
            if (SymmetricSolve.Factor(partial.Information) is not { } factor)
                return new CoxFit.NotIdentified("A column does not vary among those at risk, or repeats another.");
            var step = SymmetricSolve.Solve(factor, partial.Score);
            var scale = 1.0;
            var next = Moved(beta, step, scale);
            var value = partial.Evaluate(next);
            for (var halving = 0; halving < 30 && !(value >= reached - 1e-9 * Math.Abs(reached)); halving++)
                value = partial.Evaluate(next = Moved(beta, step, scale /= 2));
            var moved = step.Max(Math.Abs) * scale;
            (beta, reached) = (next, value);
            if (beta.Any(b => Math.Abs(b) > Runaway)) return new CoxFit.NotIdentified("A column separates who ends from who does not.");
            if (moved > StepTolerance) continue;
            if (SymmetricSolve.Factor(partial.Information) is not { } last)
                return new CoxFit.NotIdentified("A column does not vary among those at risk, or repeats another.");
            var covariance = SymmetricSolve.Inverse(last);
            return new CoxFit.Fitted(new CoxModel(
                beta, Roots(covariance), cluster.IsEmpty ? null : Robust(partial.ScoreResiduals(beta), covariance, cluster), atZero,
                reached, iteration));
        }
        return new CoxFit.NotIdentified($"No maximum after {MaximumIterations} steps.");
    }

    private static double[] Moved(double[] beta, double[] step, double scale) => [.. beta.Select((b, j) => b + scale * step[j])];

    private static double[] Roots(double[,] covariance) =>
        [.. Enumerable.Range(0, covariance.GetLength(0)).Select(j => Math.Sqrt(covariance[j, j]))];

    private static double[] Robust(double[,] residuals, double[,] covariance, ReadOnlySpan<int> cluster)
    {
        var width = covariance.GetLength(0);
        var sums = new Dictionary<int, double[]>();
        var order = new List<double[]>();
        for (var i = 0; i < cluster.Length; i++)
        {
            if (!sums.TryGetValue(cluster[i], out var sum)) order.Add(sums[cluster[i]] = sum = new double[width]);
            for (var j = 0; j < width; j++)
                sum[j] += residuals[i, j];
        }
        var variance = new double[width];
        foreach (var sum in order)
        {
            for (var j = 0; j < width; j++)
            {
                var change = 0.0;
                for (var k = 0; k < width; k++)
                    change += covariance[j, k] * sum[k];
                variance[j] += change * change;
            }
        }
        return [.. variance.Select(Math.Sqrt)];
    }
}
