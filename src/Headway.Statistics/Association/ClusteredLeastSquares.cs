namespace Headway.Statistics.Association;

/// <summary>Least squares over sparse rows, several a subject, with the sandwich error of one coefficient.</summary>
/// <remarks>With pseudo-values of a cumulative incidence as response and identity link this is the regression of Andersen and Klein
/// (2003): the coefficient of an exposure is an adjusted difference of probabilities. O(n k² + P³). With one 0/1 column and an
/// intercept it is the difference of two means, and its error the one of Welch without small-sample factors.</remarks>
public static class ClusteredLeastSquares
{
    /// <param name="rows">n rows.</param>
    /// <param name="response">Length n.</param>
    /// <param name="cluster">Length n; rows of one subject share a number from 0.</param>
    /// <param name="of">The column whose coefficient is asked for.</param>
    /// <param name="ridge">Penalty on every column but the first and <paramref name="of"/>; a little lets columns repeat.</param>
    /// <returns>Null: the column is a combination of the others, or there are no more subjects than columns. The error carries the
    /// factor root(G / (G - P)) for G clusters and P columns, without which many columns make it too small.</returns>
    public static Estimate? Fit(SparseRows rows, double[] response, int[] cluster, int of, double ridge = 0)
    {
        if (response.Length != rows.Count || cluster.Length != rows.Count)
            throw new ArgumentException("Rows, response and cluster describe the same rows.", nameof(response));
        var square = new double[rows.Width, rows.Width];
        var product = new double[rows.Width];
        for (var i = 0; i < rows.Count; i++)
        {
            rows.AddSquareTo(square, i, 1);
            rows.AddTo(product, i, response[i]);
        }
        SparseRows.Mirror(square);
        for (var j = 1; j < rows.Width; j++)
            if (j != of) square[j, j] += ridge;
        // A column nobody has is no question; its coefficient is 0.
        var used = 0;
        for (var j = 0; j < rows.Width; j++)
        {
            if (square[j, j] > ridge || j == of) used++;
            else square[j, j] = Math.Max(square[j, j], 1);
        }
        if (SymmetricSolve.Factor(square) is not { } factor) return null;
        var beta = SymmetricSolve.Solve(factor, product);
        var unit = new double[rows.Width];
        unit[of] = 1;
        var direction = SymmetricSolve.Solve(factor, unit);
        var sums = new double[cluster.Length == 0 ? 0 : cluster.Max() + 1];
        var seen = new bool[sums.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            sums[cluster[i]] += rows.Dot(i, direction) * (response[i] - rows.Dot(i, beta));
            seen[cluster[i]] = true;
        }
        var clusters = seen.Count(each => each);
        if (clusters <= used) return null;
        var error = Math.Sqrt(sums.Sum(sum => sum * sum) * clusters / (clusters - used));
        return error > 0 && double.IsFinite(error) ? new Estimate(beta[of], error) : null;
    }
}
