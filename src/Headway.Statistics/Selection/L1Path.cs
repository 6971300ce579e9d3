using System.Collections.Immutable;

namespace Headway.Statistics.Selection;

/// <summary>A logit with an L1 penalty on its slopes (lasso), at one weight of the penalty.</summary>
/// <param name="Lambda">Weight of the penalty, on the scale of the mean log-likelihood.</param>
/// <param name="Slopes">One per column; exactly 0 for those left out.</param>
public sealed record L1Fit(double Lambda, double Intercept, ImmutableArray<double> Slopes);

/// <summary>The L1 path: minimises mean negative log-likelihood + lambda x sum |slope|, intercept free, no standardisation.</summary>
/// <remarks>Coordinate descent on the quadratic approximation (Friedman, Hastie and Tibshirani 2010). Shown for comparison only: it
/// shrinks what it keeps and keeps more than it needs. Checked against glmnet: golden/07_selection_metrics.json, 1e-5.</remarks>
public static class L1Path
{
    private const int MostRounds = 200;
    private const int MostSweeps = 10_000;
    private const double Enough = 1e-11;

    /// <param name="columns">n by P, row after row, finite.</param>
    /// <param name="width">P, 1 or more.</param>
    /// <param name="happened">Length n, at least one of each kind.</param>
    /// <param name="lambdas">Each above 0; falling order is fastest, since each starts from the one before.</param>
    public static ImmutableArray<L1Fit> Fit(ReadOnlySpan<double> columns, int width, ReadOnlySpan<bool> happened,
        ReadOnlySpan<double> lambdas)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (columns.Length != happened.Length * width) throw new ArgumentException("n rows of P columns.", nameof(columns));
        var share = 0.0;
        foreach (var y in happened) share += y ? 1.0 / happened.Length : 0;
        if (share is 0 or 1) throw new ArgumentException("Without both kinds of rows there is nothing to tell apart.", nameof(happened));
        var beta = new double[width + 1];
        beta[0] = Math.Log(share / (1 - share));
        var path = ImmutableArray.CreateBuilder<L1Fit>(lambdas.Length);
        foreach (var lambda in lambdas)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lambda);
            Descend(columns, width, happened, lambda, beta);
            path.Add(new L1Fit(lambda, beta[0], [.. beta[1..]]));
        }
        return path.MoveToImmutable();
    }

    private static void Descend(ReadOnlySpan<double> columns, int width, ReadOnlySpan<bool> happened, double lambda, double[] beta)
    {
        var n = happened.Length;
        double[] weight = new double[n], residual = new double[n];
        for (var round = 0; round < MostRounds; round++)
        {
            for (var i = 0; i < n; i++)
            {
                var score = beta[0];
                for (var j = 0; j < width; j++) score += beta[j + 1] * columns[i * width + j];
                var p = 1 / (1 + Math.Exp(-score));
                // A weight of nothing would let one row run away.
                weight[i] = Math.Max(1e-6, p * (1 - p));
                residual[i] = ((happened[i] ? 1 : 0) - p) / weight[i];
            }
            if (Sweep(columns, width, weight, residual, lambda, beta) < Enough) return;
        }
    }

    /// <returns>The largest move of a coefficient from where the round began.</returns>
    private static double Sweep(ReadOnlySpan<double> columns, int width, double[] weight, double[] residual, double lambda, double[] beta)
    {
        var (n, before) = (weight.Length, (double[])beta.Clone());
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var largest = 0.0;
            for (var j = 0; j <= width; j++)
            {
                double along = 0, curve = 0;
                for (var i = 0; i < n; i++)
                {
                    var x = j == 0 ? 1 : columns[i * width + j - 1];
                    along += weight[i] * x * residual[i];
                    curve += weight[i] * x * x;
                }
                if (curve == 0) continue;
                var target = along / n + curve / n * beta[j];
                var next = (j == 0 ? target : Math.Sign(target) * Math.Max(0, Math.Abs(target) - lambda)) / (curve / n);
                var move = next - beta[j];
                if (move == 0) continue;
                beta[j] = next;
                for (var i = 0; i < n; i++) residual[i] -= move * (j == 0 ? 1 : columns[i * width + j - 1]);
                largest = Math.Max(largest, Math.Abs(move));
            }
            if (largest < Enough) break;
        }
        return beta.Zip(before, (now, then) => Math.Abs(now - then)).Max();
    }
}
