namespace Headway.Statistics.Association;

/// <summary>What fitting a pooled logit gave.</summary>
public abstract record PooledLogitFit
{
    private PooledLogitFit()
    {
    }

    /// <param name="Coefficients">Length P, log odds.</param>
    /// <param name="StandardErrors">From the inverse information, rows independent.</param>
    /// <param name="Covariance">P by P, inverse information.</param>
    /// <param name="ClusterStandardErrors">Sandwich over clusters, HC0 without a small-sample factor; null without clusters.</param>
    public sealed record Fitted(
        double[] Coefficients, double[] StandardErrors, double[,] Covariance, double[]? ClusterStandardErrors, int Iterations)
        : PooledLogitFit
    {
        /// <summary>The probability of a row.</summary>
        public double ProbabilityOf(SparseRows rows, int row) => PooledLogit.Logistic(rows.Dot(row, Coefficients));
    }

    /// <summary>No maximum: nothing or everything happened, columns repeat each other, or one separates. A ridge cures it.</summary>
    public sealed record NotIdentified(string Why) : PooledLogitFit;
}

/// <summary>Binary logit over many sparse rows, several a subject: person-weeks with a time-dependent exposure, or a propensity.</summary>
/// <remarks>Newton with halving; O(n k²) a step for k entries a row. Checked against R's glm with sandwich::vcovCL (HC0):
/// golden/04_immortal.json, coefficients 1e-6, errors 1e-5.</remarks>
public static class PooledLogit
{
    private const int MaximumIterations = 60;
    private const double StepTolerance = 1e-9;
    private const double Runaway = 40;

    /// <param name="rows">n rows; the first column is taken as the intercept and never penalised.</param>
    /// <param name="happened">Length n.</param>
    /// <param name="weights">Length n, 0 or more (0 leaves a row out); empty: every row counts once.</param>
    /// <param name="ridge">Penalty on all columns but the first, 0 or more.</param>
    /// <param name="cluster">Length n; empty: no cluster errors.</param>
    /// <param name="from">Where to begin; a fit to nearly the same rows saves steps. Null: at 0.</param>
    public static PooledLogitFit Fit(
        SparseRows rows, bool[] happened, double[]? weights = null, double ridge = 0, int[]? cluster = null, double[]? from = null)
    {
        if (happened.Length != rows.Count || (weights is not null && weights.Length != rows.Count)
            || (cluster is not null && cluster.Length != rows.Count))
            throw new ArgumentException("Rows, happened, weights and cluster describe the same rows.", nameof(happened));
        ArgumentOutOfRangeException.ThrowIfNegative(ridge);
        if (!BothHappen(happened, weights)) return new PooledLogitFit.NotIdentified("It happened always, or never.");
        var beta = from is null ? new double[rows.Width] : (double[])from.Clone();
        var gradient = new double[rows.Width];
        var information = new double[rows.Width, rows.Width];
        var reached = Evaluate(rows, happened, weights, ridge, beta, gradient, information);
        for (var iteration = 1; iteration <= MaximumIterations; iteration++)
        {
            if (SymmetricSolve.Factor(information) is not { } factor)
                return new PooledLogitFit.NotIdentified("Columns repeat each other or separate.");
            var step = SymmetricSolve.Solve(factor, gradient);
            var scale = 1.0;
            double[] next = [.. beta.Select((b, j) => b + step[j])];
            var value = Evaluate(rows, happened, weights, ridge, next, gradient, information);
            for (var halving = 0; halving < 30 && !(value >= reached - 1e-10 * Math.Abs(reached)); halving++)
            {
                scale /= 2;
                next = [.. beta.Select((b, j) => b + scale * step[j])];
                value = Evaluate(rows, happened, weights, ridge, next, gradient, information);
            }
            (beta, reached) = (next, value);
            if (beta.Any(b => Math.Abs(b) > Runaway)) return new PooledLogitFit.NotIdentified("A column separates.");
            if (step.Max(Math.Abs) * scale > StepTolerance) continue;
            if (SymmetricSolve.Factor(information) is not { } last)
                return new PooledLogitFit.NotIdentified("Columns repeat each other or separate.");
            var covariance = SymmetricSolve.Inverse(last);
            return new PooledLogitFit.Fitted(
                beta, [.. Enumerable.Range(0, rows.Width).Select(j => Math.Sqrt(covariance[j, j]))], covariance,
                cluster is null ? null : Robust(rows, happened, weights, beta, covariance, cluster), iteration);
        }
        return new PooledLogitFit.NotIdentified($"No maximum after {MaximumIterations} steps.");
    }

    internal static double Logistic(double score) => 1 / (1 + Math.Exp(-score));

    private static bool BothHappen(bool[] happened, double[]? weights)
    {
        bool yes = false, no = false;
        for (var i = 0; i < happened.Length; i++)
        {
            if (weights is not null && !(weights[i] > 0)) continue;
            yes |= happened[i];
            no |= !happened[i];
        }
        return yes && no;
    }

    private static double Evaluate(
        SparseRows rows, bool[] happened, double[]? weights, double ridge, double[] beta, double[] gradient, double[,] information)
    {
        Array.Clear(gradient);
        Array.Clear(information);
        var log = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var weight = weights is null ? 1 : weights[i];
            if (weight == 0) continue;
            var score = rows.Dot(i, beta);
            var p = Logistic(score);
            log -= weight * (happened[i] ? Softplus(-score) : Softplus(score));
            rows.AddTo(gradient, i, weight * ((happened[i] ? 1 : 0) - p));
            rows.AddSquareTo(information, i, weight * p * (1 - p));
        }
        SparseRows.Mirror(information);
        for (var j = 1; j < beta.Length; j++)
        {
            log -= ridge / 2 * beta[j] * beta[j];
            gradient[j] -= ridge * beta[j];
            information[j, j] += ridge;
        }
        return log;
    }

    private static double Softplus(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));

    private static double[] Robust(
        SparseRows rows, bool[] happened, double[]? weights, double[] beta, double[,] covariance, int[] cluster)
    {
        var sums = new Dictionary<int, double[]>();
        var order = new List<double[]>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (!sums.TryGetValue(cluster[i], out var sum)) order.Add(sums[cluster[i]] = sum = new double[rows.Width]);
            rows.AddTo(sum, i, (weights is null ? 1 : weights[i]) * ((happened[i] ? 1 : 0) - Logistic(rows.Dot(i, beta))));
        }
        var variance = new double[rows.Width];
        foreach (var sum in order)
        {
            for (var j = 0; j < rows.Width; j++)
            {
                var change = 0.0;
                for (var k = 0; k < rows.Width; k++)
                    change += covariance[j, k] * sum[k];
                variance[j] += change * change;
            }
        }
        return [.. variance.Select(Math.Sqrt)];
    }
}
