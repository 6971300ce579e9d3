using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Headway.Statistics.Regression;

/// <summary>Log-likelihood, gradient and information of a multinomial logit at one point.</summary>
internal sealed class LogitNewton(int width, int kinds, double ridge)
{
    private readonly double[] _gradient = new double[width * kinds];
    private readonly double[,] _information = new double[width * kinds, width * kinds];

    internal int Size => width * kinds;
    internal double LogLikelihood { get; private set; }

    /// <returns>The penalised log-likelihood; the gradient and the information are kept for <see cref="Step"/>.</returns>
    internal double Evaluate(ReadOnlySpan<double> columns, ReadOnlySpan<int> category, ReadOnlySpan<double> weights, double[] beta)
    {
        Array.Clear(_gradient);
        Array.Clear(_information);
        LogLikelihood = 0;
        var p = new double[kinds + 1];
        var x = new double[width];
        x[0] = 1;
        for (var i = 0; i < category.Length; i++)
        {
            columns.Slice(i * (width - 1), width - 1).CopyTo(x.AsSpan(1));
            AddRow(x, category[i], weights.IsEmpty ? 1 : weights[i], beta, p);
        }
        return LogLikelihood - Penalise(beta);
    }

    /// <summary>The Newton step; null when the information is singular.</summary>
    internal double[]? Step() => Factor()?.Solve(DenseVector.OfArray(_gradient)).ToArray();

    internal double[]? StandardErrors()
    {
        if (Factor() is not { } factor)
            return null;
        var inverse = factor.Solve(DenseMatrix.CreateIdentity(Size));
        var errors = new double[Size];
        for (var i = 0; i < Size; i++)
            errors[i] = Math.Sqrt(inverse[i, i]);
        return errors;
    }

    private void AddRow(double[] x, int category, double weight, double[] beta, double[] p)
    {
        p[0] = 0;
        for (var k = 0; k < kinds; k++)
        {
            var score = 0.0;
            for (var j = 0; j < width; j++)
                score += beta[k * width + j] * x[j];
            p[k + 1] = score;
        }
        LogLikelihood += weight * (p[category] - Softmax.InPlace(p));
        for (var k = 0; k < kinds; k++)
        {
            var residual = weight * ((category == k + 1 ? 1 : 0) - p[k + 1]);
            for (var j = 0; j < width; j++)
                _gradient[k * width + j] += residual * x[j];
            for (var l = 0; l <= k; l++)
            {
                var w = weight * p[k + 1] * ((k == l ? 1 : 0) - p[l + 1]);
                for (var j = 0; j < width; j++)
                {
                    for (var m = 0; m < width; m++)
                        _information[k * width + j, l * width + m] += w * x[j] * x[m];
                }
            }
        }
    }

    private double Penalise(double[] beta)
    {
        var penalty = 0.0;
        for (var i = 0; i < Size; i++)
        {
            for (var j = i + 1; j < Size; j++)
                _information[i, j] = _information[j, i];
            if (i % width == 0)
                continue;
            penalty += ridge / 2 * beta[i] * beta[i];
            _gradient[i] -= ridge * beta[i];
            _information[i, i] += ridge;
        }
        return penalty;
    }

    private Cholesky<double>? Factor()
    {
        try
        {
            var factor = DenseMatrix.OfArray(_information).Cholesky();
            // Rounding lets a singular matrix through with a pivot of about 1e-8 of the largest.
            var pivots = factor.Factor.Diagonal();
            return pivots.Minimum() > 1e-7 * pivots.Maximum() ? factor : null;
        }
        catch (ArgumentException)
        {
            return null; // MathNet says "not positive definite" this way.
        }
    }
}
