using MathNet.Numerics;

namespace Headway.Statistics.Pooling;

/// <summary>Groups whose log-odds differ from a common intercept by a normal amount.</summary>
/// <param name="Intercept">Log-odds of the middle group.</param>
/// <param name="Spread">Standard deviation of the groups' log-odds, at least 0.</param>
/// <param name="Shares">Per group: the share at its most likely offset.</param>
/// <remarks>Maximum likelihood; the offset of each group is integrated out around its own mode with the width of its own curvature
/// (adaptive quadrature, of which one point alone is Laplace's approximation). Checked against R lme4 with 25 points:
/// golden/11_coaching.json, 1e-3.</remarks>
public sealed record RandomInterceptLogit(double Intercept, double Spread, double[] Shares)
{
    // The trapezoid rule on a bell is exact to rounding at a quarter of its width.
    private const double Reach = 8;
    private const double Spacing = 0.25;

    /// <param name="successes">Length k, at least 3; together neither 0 nor all.</param>
    /// <param name="trials">Length k.</param>
    public static RandomInterceptLogit Fit(int[] successes, int[] trials)
    {
        int won = successes.Sum(), all = trials.Sum();
        if (trials.Length < 3 || successes.Length != trials.Length || won <= 0 || won >= all)
            throw new ArgumentException("At least three groups, and together some successes and some failures.", nameof(trials));
        var start = Math.Log((double)won / (all - won));
        var (intercept, log) = PlanarMaximum.Of(
            (b, s) => LogLikelihoodOf(successes, trials, b, Math.Exp(s)), start, Math.Log(0.3), (-12, 12), (-7, 2.5));
        var spread = Math.Exp(log);
        double[] shares = [.. successes.Zip(trials, (w, n) =>
            SpecialFunctions.Logistic(intercept + spread * Mode(w, n, intercept, spread).At))];
        return new RandomInterceptLogit(intercept, spread, shares);
    }

    private static double LogLikelihoodOf(int[] successes, int[] trials, double intercept, double spread)
    {
        var sum = 0.0;
        for (var i = 0; i < trials.Length; i++)
        {
            var (w, n) = (successes[i], trials[i]);
            var (mode, width) = Mode(w, n, intercept, spread);
            var top = Density(w, n, intercept, spread, mode);
            var area = 0.0;
            for (var t = -Reach; t <= Reach; t += Spacing)
                area += Math.Exp(Density(w, n, intercept, spread, mode + width * t) - top);
            sum += top + Math.Log(area * Spacing * width);
        }
        return sum;
    }

    /// <summary>Log of likelihood times standard normal density of the offset u, without constants.</summary>
    private static double Density(int w, int n, double intercept, double spread, double u)
    {
        var eta = intercept + spread * u;
        return w * eta - n * (eta > 0 ? eta + Math.Log(1 + Math.Exp(-eta)) : Math.Log(1 + Math.Exp(eta))) - u * u / 2;
    }

    private static (double At, double Width) Mode(int w, int n, double intercept, double spread)
    {
        double u = 0, curvature = 1;
        for (var step = 0; step < 100; step++)
        {
            var p = SpecialFunctions.Logistic(intercept + spread * u);
            curvature = 1 + n * p * (1 - p) * spread * spread;
            var move = (spread * (w - n * p) - u) / curvature;
            u += Math.Clamp(move, -2, 2);
            if (Math.Abs(move) < 1e-13) break;
        }
        return (u, 1 / Math.Sqrt(curvature));
    }
}
