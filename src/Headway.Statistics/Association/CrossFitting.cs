namespace Headway.Statistics.Association;

/// <summary>Doubly robust estimation in which no row is judged by a model that saw it, or a row of its cluster.</summary>
/// <remarks>Chernozhukov and others (2018). The propensity is a ridge logit; the outcome models are ridge least squares within each arm,
/// because the outcomes may be pseudo-values, which are no probabilities. Deterministic: folds are handed in.
/// O(folds x n k² x steps).</remarks>
public static class CrossFitting
{
    /// <summary>The fold of each row, by cluster, so that the same cluster is always in the same fold.</summary>
    /// <param name="keyOfCluster">One per row: anything stable, such as a hash of the account; independent of the order of rows.</param>
    public static int[] Folds(ReadOnlySpan<ulong> keyOfCluster, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var fold = new int[keyOfCluster.Length];
        for (var i = 0; i < fold.Length; i++)
        {
            // The last step of splitmix64: neighbouring keys must not fall into neighbouring folds.
            var z = keyOfCluster[i] + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            fold[i] = (int)((z ^ (z >> 31)) % (ulong)folds);
        }
        return fold;
    }

    /// <param name="rows">n rows of what else differs; the first column is the intercept.</param>
    /// <param name="fold">Length n, 0 to <paramref name="folds"/> - 1.</param>
    /// <param name="ridge">Above 0.</param>
    /// <returns>Null: an arm is empty in some training set.</returns>
    public static (DoublyRobust Estimate, double[] Propensity)? Estimate(
        SparseRows rows, bool[] exposed, double[] outcome, int[] fold, int folds, double ridge, double clip = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        if (PooledLogit.Fit(rows, exposed, ridge: ridge) is not PooledLogitFit.Fitted all) return null;
        var propensity = new double[rows.Count];
        var models = new double[2][];
        var expected = new[] { new double[rows.Count], new double[rows.Count] };
        var weights = new double[rows.Count];
        var sums = ArmSums.Of(rows, exposed, outcome, fold, folds);
        for (var f = 0; f < folds; f++)
        {
            for (var i = 0; i < weights.Length; i++)
                weights[i] = fold[i] == f ? 0 : 1;
            if (PooledLogit.Fit(rows, exposed, weights, ridge, from: all.Coefficients) is not PooledLogitFit.Fitted logit) return null;
            for (var arm = 0; arm < 2; arm++)
            {
                if (sums.FitWithout(f, arm, ridge) is not { } model) return null;
                models[arm] = model;
            }
            for (var i = 0; i < weights.Length; i++)
            {
                if (fold[i] != f) continue;
                propensity[i] = DoublyRobust.Clip(logit.ProbabilityOf(rows, i), clip);
                for (var arm = 0; arm < 2; arm++)
                    expected[arm][i] = rows.Dot(i, models[arm]);
            }
        }
        return DoublyRobust.Of(exposed, outcome, propensity, expected[1], expected[0]) is { } estimate ? (estimate, propensity) : null;
    }

    /// <summary>Normal equations of each arm and fold, so that leaving a fold out is a subtraction.</summary>
    private sealed class ArmSums(int folds, int width)
    {
        private readonly double[][,] _square = [.. Enumerable.Range(0, 2 * (folds + 1)).Select(_ => new double[width, width])];
        private readonly double[][] _product = [.. Enumerable.Range(0, 2 * (folds + 1)).Select(_ => new double[width])];
        private readonly int[] _count = new int[2 * (folds + 1)];

        internal static ArmSums Of(SparseRows rows, bool[] exposed, double[] outcome, int[] fold, int folds)
        {
            var sums = new ArmSums(folds, rows.Width);
            for (var i = 0; i < rows.Count; i++)
            {
                var arm = exposed[i] ? 1 : 0;
                foreach (var cell in new[] { 2 * fold[i] + arm, 2 * folds + arm })
                {
                    rows.AddSquareTo(sums._square[cell], i, 1);
                    rows.AddTo(sums._product[cell], i, outcome[i]);
                    sums._count[cell]++;
                }
            }
            return sums;
        }

        internal double[]? FitWithout(int fold, int arm, double ridge)
        {
            int all = 2 * folds + arm, cell = 2 * fold + arm;
            if (_count[all] == _count[cell]) return null;
            var square = new double[width, width];
            var product = new double[width];
            for (var i = 0; i < width; i++)
            {
                product[i] = _product[all][i] - _product[cell][i];
                for (var j = 0; j <= i; j++)
                    square[i, j] = square[j, i] = _square[all][i, j] - _square[cell][i, j];
                if (i > 0) square[i, i] += ridge;
            }
            return SymmetricSolve.Factor(square) is { } factor ? SymmetricSolve.Solve(factor, product) : null;
        }
    }
}
