namespace Headway.Statistics.Association;

/// <summary>Cholesky of the small symmetric systems of this folder: no allocation beyond the factor, null instead of an exception when
/// the matrix is singular.</summary>
internal static class SymmetricSolve
{
    /// <summary>A pivot this much smaller than its diagonal is rounding, not information.</summary>
    private const double Singular = 1e-11;

    /// <returns>The lower factor; null when a column is, to rounding, a combination of others.</returns>
    internal static double[,]? Factor(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var lower = new double[n, n];
        for (var j = 0; j < n; j++)
        {
            var pivot = matrix[j, j];
            for (var k = 0; k < j; k++)
                pivot -= lower[j, k] * lower[j, k];
            if (!(pivot > Singular * matrix[j, j])) return null;
            lower[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < n; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                lower[i, j] = sum / lower[j, j];
            }
        }
        return lower;
    }

    internal static double[] Solve(double[,] lower, double[] right)
    {
        var n = right.Length;
        var x = (double[])right.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= lower[i, k] * x[k];
            x[i] /= lower[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                x[i] -= lower[k, i] * x[k];
            x[i] /= lower[i, i];
        }
        return x;
    }

    internal static double[,] Inverse(double[,] lower)
    {
        var n = lower.GetLength(0);
        var inverse = new double[n, n];
        for (var j = 0; j < n; j++)
        {
            var unit = new double[n];
            unit[j] = 1;
            var column = Solve(lower, unit);
            for (var i = 0; i < n; i++)
                inverse[i, j] = column[i];
        }
        return inverse;
    }
}
