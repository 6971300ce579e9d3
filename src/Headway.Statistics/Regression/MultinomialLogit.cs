namespace Headway.Statistics.Regression;

/// <summary>What fitting a logit gave.</summary>
public abstract record LogitFit
{
    private LogitFit()
    {
    }

    /// <summary>The likelihood has a maximum, and this is it.</summary>
    public sealed record Fitted(LogitModel Model) : LogitFit;

    /// <summary>The rows do not fix the coefficients: a category never happens, columns repeat each other, or a column separates the
    /// categories. A ridge cures it.</summary>
    public sealed record NotIdentified(string Why) : LogitFit;

    public T Match<T>(Func<Fitted, T> fitted, Func<NotIdentified, T> notIdentified) => this switch
    {
        Fitted f => fitted(f),
        NotIdentified n => notIdentified(n),
        _ => throw new InvalidOperationException("A fit is one of two."),
    };
}

/// <summary>A fitted logit: log(p(k)/p(0)) = intercept(k) + x' slopes(k), k = 1..K.</summary>
/// <param name="Coefficients">K rows of 1 + P: the intercept, then the columns.</param>
/// <param name="StandardErrors">Same shape, from the inverse information (with a ridge: of the penalised likelihood, hence too
/// small).</param>
/// <param name="LogLikelihood">Without the penalty; each row counted by its weight.</param>
/// <param name="Iterations">Newton steps taken.</param>
public sealed record LogitModel(double[,] Coefficients, double[,] StandardErrors, double LogLikelihood, int Iterations)
{
    /// <summary>The probability of each category 0..K for a row of P columns; sums to 1.</summary>
    public double[] Probabilities(ReadOnlySpan<double> columns)
    {
        int kinds = Coefficients.GetLength(0), width = Coefficients.GetLength(1);
        if (columns.Length != width - 1)
            throw new ArgumentException($"{columns.Length} columns given, {width - 1} fitted.", nameof(columns));
        var scores = new double[kinds + 1];
        for (var k = 0; k < kinds; k++)
        {
            scores[k + 1] = Coefficients[k, 0];
            for (var j = 1; j < width; j++)
                scores[k + 1] += Coefficients[k, j] * columns[j - 1];
        }
        Softmax.InPlace(scores);
        return scores;
    }
}

/// <summary>Multinomial logit by Newton's method with Cholesky; with one category besides 0 it is the binary logit.</summary>
/// <remarks>Maximises weighted log-likelihood - ridge/2 x sum of squared slopes; intercepts are free, columns are not standardised.
/// O(n (K P)²) a step, 5 to 8 steps. Aggregate equal rows and give their number as weight.
/// Checked against R's nnet::multinom and glm: golden/03_discrete_hazard.json, coefficients 1e-5.</remarks>
public static class MultinomialLogit
{
    /// <summary>(K)(1 + P) beyond this is refused: the evidence floors never allow so many, and the cost grows with the cube.</summary>
    public const int MaximumCoefficients = 512;

    private const int MaximumIterations = 100;
    private const double StepTolerance = 1e-9;

    // A log-odds this far out means that the likelihood has no maximum.
    private const double Runaway = 50;

    /// <param name="columns">n by P, row after row, without an intercept.</param>
    /// <param name="width">P, 0 or more.</param>
    /// <param name="category">Length n: 0 (the reference) to <paramref name="kinds"/>.</param>
    /// <param name="kinds">K, the number of categories besides 0.</param>
    /// <param name="weights">Length n, each above 0; empty: every row counts once.</param>
    /// <param name="ridge">Penalty on the slopes, 0 or more.</param>
    public static LogitFit Fit(
        ReadOnlySpan<double> columns, int width, ReadOnlySpan<int> category, int kinds,
        ReadOnlySpan<double> weights = default, double ridge = 0)
    {
        RequireRows(columns, width, category, kinds, weights, ridge);
        for (var k = 0; k <= kinds; k++)
        {
            if (category.IndexOf(k) < 0)
                return new LogitFit.NotIdentified($"No row is in category {k}.");
        }
        var newton = new LogitNewton(width + 1, kinds, ridge);
        var beta = new double[newton.Size];
        var objective = newton.Evaluate(columns, category, weights, beta);
        for (var iteration = 1; iteration <= MaximumIterations; iteration++)
        {
            if (newton.Step() is not { } step)
                return new LogitFit.NotIdentified("The information is singular: columns repeat each other or separate the categories.");
            var (next, reached) = Improve(newton, columns, category, weights, beta, step, objective);
            var moved = 0.0;
            for (var i = 0; i < beta.Length; i++)
                moved = Math.Max(moved, Math.Abs(next[i] - beta[i]));
            (beta, objective) = (next, reached);
            if (moved > StepTolerance)
                continue;
            return newton.StandardErrors() is { } errors && !ranAway(beta)
                ? new LogitFit.Fitted(new LogitModel(Shape(beta, kinds), Shape(errors, kinds), newton.LogLikelihood, iteration))
                : new LogitFit.NotIdentified("A column separates the categories: its coefficient grows without bound.");
        }
        return new LogitFit.NotIdentified($"No maximum after {MaximumIterations} steps: a column separates the categories.");

        static bool ranAway(double[] beta) => beta.Any(b => Math.Abs(b) > Runaway);
    }

    // A full Newton step may overshoot far from the maximum; halving it cannot make the concave objective worse.
    private static (double[] Beta, double Objective) Improve(
        LogitNewton newton, ReadOnlySpan<double> columns, ReadOnlySpan<int> category, ReadOnlySpan<double> weights,
        double[] beta, double[] step, double objective)
    {
        var scale = 1.0;
        for (var halving = 0; halving < 30; halving++, scale /= 2)
        {
            var candidate = new double[beta.Length];
            for (var i = 0; i < beta.Length; i++)
                candidate[i] = beta[i] + scale * step[i];
            var reached = newton.Evaluate(columns, category, weights, candidate);
            if (reached >= objective - 1e-10 * Math.Abs(objective))
                return (candidate, reached);
        }
        return (beta, newton.Evaluate(columns, category, weights, beta));
    }

    private static double[,] Shape(double[] values, int kinds)
    {
        var width = values.Length / kinds;
        var shaped = new double[kinds, width];
        for (var i = 0; i < values.Length; i++)
            shaped[i / width, i % width] = values[i];
        return shaped;
    }

    private static void RequireRows(
        ReadOnlySpan<double> columns, int width, ReadOnlySpan<int> category, int kinds, ReadOnlySpan<double> weights, double ridge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(kinds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ridge);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)kinds * (width + 1), MaximumCoefficients, nameof(width));
        if (columns.Length != (long)category.Length * width || (!weights.IsEmpty && weights.Length != category.Length))
            throw new ArgumentException("Columns, category and weights describe the same rows.", nameof(columns));
        foreach (var x in columns)
        {
            if (!double.IsFinite(x))
                throw new ArgumentException($"A column holds {x}.", nameof(columns));
        }
        for (var i = 0; i < category.Length; i++)
        {
            if (category[i] < 0 || category[i] > kinds)
                throw new ArgumentException($"Row {i}: category {category[i]} is not 0 to {kinds}.", nameof(category));
            if (!weights.IsEmpty && !(weights[i] > 0))
                throw new ArgumentException($"Row {i}: weight {weights[i]} is not above 0.", nameof(weights));
        }
    }
}
