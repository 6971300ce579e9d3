using System.Numerics;

namespace Headway.Statistics.Selection;

/// <summary>The logit of one set of items after another on the same rows. For each set the patterns are collapsed to the cells that the
/// set can tell apart, at most strata x 2^size of them, so that a fit takes microseconds.</summary>
internal sealed class CellLogit
{
    private const int MostSteps = 60;
    private const double Enough = 1e-11;

    /// <summary>Without controls a coefficient is a difference of log-odds; one beyond this is a share of 0 or 1.</summary>
    private const double MostLogOdds = 20;
    private readonly ItemRows _rows;
    private readonly double _ridge;
    private int[] _bits = [];
    private int[] _stratum = [];
    private double[] _happened = [];
    private double[] _missed = [];
    private double[] _denseHappened = [];
    private double[] _denseMissed = [];
    private int _cells;
    private double[] _information = [];
    private double[] _gradient = [];
    private double[] _x = [];
    private double[] _trial = [];

    internal CellLogit(ItemRows rows, double ridge)
    {
        _rows = rows;
        _ridge = ridge;
    }

    /// <summary>Log-likelihood without the penalty, of the last fit.</summary>
    internal double LogLikelihood { get; private set; }

    /// <summary>What was maximised: the log-likelihood less the penalty.</summary>
    internal double Objective { get; private set; }

    /// <summary>Fits intercept, controls and the chosen items, in the order of their bits.</summary>
    /// <param name="beta">In: where to start; out: the maximum. Length 1 + controls + items chosen.</param>
    /// <returns>False when no maximum exists: without a ridge the rows separate, or columns are not independent.</returns>
    internal bool Fit(ulong items, double[] beta)
    {
        Collapse(items);
        var size = 1 + _rows.Controls + BitOperations.PopCount(items);
        if (_x.Length < size)
            (_x, _gradient, _trial, _information) = (new double[size], new double[size], new double[size], new double[size * size]);
        Objective = Evaluate(beta, size, derivatives: true);
        for (var step = 0; step < MostSteps; step++)
        {
            if (!Solve(size)) return false;
            var decrement = 0.0;
            // After Solve the trial vector holds the Newton step.
            for (var j = 0; j < size; j++) decrement += _trial[j] * _gradient[j];
            if (!double.IsFinite(decrement)) return false;
            var done = decrement < Enough;
            if (!Take(beta, size, decrement, derivatives: !done)) return decrement < 1e-7 && !IsRunningAway(beta, size);
            if (done) return !IsRunningAway(beta, size);
        }
        return false;
    }

    /// <summary>Rows that separate have their maximum at infinity; arithmetic gives up on the way there.</summary>
    private bool IsRunningAway(double[] beta, int size) =>
        _ridge == 0 && beta.AsSpan(0, size).ContainsAnyExceptInRange(-MostLogOdds, MostLogOdds) && _rows.Controls == 0;

    private bool Take(double[] beta, int size, double decrement, bool derivatives)
    {
        var before = Objective;
        for (var length = 1.0; length > 1e-6; length /= 2)
        {
            for (var j = 0; j < size; j++) beta[j] += length * _trial[j];
            // Derivatives go with the step that is taken; the step itself stays in the trial vector.
            Objective = Evaluate(beta, size, derivatives);
            if (Objective >= before - 1e-12 * Math.Abs(before)) return true;
            for (var j = 0; j < size; j++) beta[j] -= length * _trial[j];
        }
        Objective = Evaluate(beta, size, derivatives: false);
        return decrement < Enough;
    }

    private void Collapse(ulong items)
    {
        var (n, size) = (_rows.Patterns, BitOperations.PopCount(items));
        if (_bits.Length < n)
            (_bits, _stratum, _happened, _missed) = (new int[n], new int[n], new double[n], new double[n]);
        Span<int> shift = stackalloc int[size];
        for (var (left, j) = (items, 0); left != 0; left &= left - 1) shift[j++] = BitOperations.TrailingZeroCount(left);
        var dense = size < 20 ? (long)_rows.Strata.Length << size : long.MaxValue;
        _cells = 0;
        if (dense > 4L * n + 256)
        {
            for (var i = 0; i < n; i++) Keep(Pick(_rows.Having[i], shift), _rows.Stratum[i], _rows.Happened[i], _rows.Missed[i]);
            return;
        }
        if (_denseHappened.Length < dense) (_denseHappened, _denseMissed) = (new double[dense], new double[dense]);
        Array.Clear(_denseHappened, 0, (int)dense);
        Array.Clear(_denseMissed, 0, (int)dense);
        for (var i = 0; i < n; i++)
        {
            var cell = (_rows.Stratum[i] << size) | Pick(_rows.Having[i], shift);
            _denseHappened[cell] += _rows.Happened[i];
            _denseMissed[cell] += _rows.Missed[i];
        }
        for (var cell = 0; cell < dense; cell++)
            if (_denseHappened[cell] + _denseMissed[cell] > 0)
                Keep(cell & ((1 << size) - 1), cell >> size, _denseHappened[cell], _denseMissed[cell]);
    }

    private static int Pick(ulong having, ReadOnlySpan<int> shift)
    {
        var bits = 0;
        for (var j = 0; j < shift.Length; j++) bits |= (int)((having >> shift[j]) & 1) << j;
        return bits;
    }

    private void Keep(int bits, int stratum, double happened, double missed)
    {
        (_bits[_cells], _stratum[_cells], _happened[_cells], _missed[_cells]) = (bits, stratum, happened, missed);
        _cells++;
    }

    private double Evaluate(double[] beta, int size, bool derivatives)
    {
        if (derivatives)
        {
            Array.Clear(_gradient, 0, size);
            Array.Clear(_information, 0, size * size);
        }
        var (sum, controls) = (0.0, _rows.Controls);
        _x[0] = 1;
        for (var c = 0; c < _cells; c++)
        {
            var score = beta[0];
            var strata = _rows.Strata[_stratum[c]];
            for (var j = 0; j < controls; j++) score += beta[1 + j] * (_x[1 + j] = strata[j]);
            for (var j = 1 + controls; j < size; j++) score += beta[j] * (_x[j] = (_bits[c] >> (j - 1 - controls)) & 1);
            var small = Math.Exp(-Math.Abs(score));
            var log = Math.Log(1 + small);
            sum += _happened[c] * (Math.Min(score, 0) - log) + _missed[c] * (Math.Min(-score, 0) - log);
            if (!derivatives) continue;
            var p = score >= 0 ? 1 / (1 + small) : small / (1 + small);
            var residual = _happened[c] * (1 - p) - _missed[c] * p;
            var weight = (_happened[c] + _missed[c]) * p * (1 - p);
            for (var j = 0; j < size; j++)
            {
                if (_x[j] == 0) continue;
                _gradient[j] += residual * _x[j];
                var (scaled, row) = (weight * _x[j], j * size);
                for (var m = 0; m <= j; m++) _information[row + m] += scaled * _x[m];
            }
        }
        LogLikelihood = sum;
        for (var j = 1; j < size; j++)
        {
            sum -= _ridge / 2 * beta[j] * beta[j];
            if (!derivatives) continue;
            _gradient[j] -= _ridge * beta[j];
            _information[j * size + j] += _ridge;
        }
        return sum;
    }

    /// <summary>The Newton step into the trial vector, by Cholesky in place; false when the information is singular.</summary>
    private bool Solve(int size)
    {
        var largest = 0.0;
        for (var j = 0; j < size; j++) largest = Math.Max(largest, _information[j * size + j]);
        for (var j = 0; j < size; j++)
        {
            for (var i = j; i < size; i++)
            {
                var value = _information[i * size + j];
                for (var m = 0; m < j; m++) value -= _information[i * size + m] * _information[j * size + m];
                if (i == j && value <= 1e-13 * largest) return false;
                _information[i * size + j] = i == j ? Math.Sqrt(value) : value / _information[j * size + j];
            }
        }
        for (var j = 0; j < size; j++)
        {
            var value = _gradient[j];
            for (var m = 0; m < j; m++) value -= _information[j * size + m] * _trial[m];
            _trial[j] = value / _information[j * size + j];
        }
        for (var j = size - 1; j >= 0; j--)
        {
            var value = _trial[j];
            for (var m = j + 1; m < size; m++) value -= _information[m * size + j] * _trial[m];
            _trial[j] = value / _information[j * size + j];
        }
        return true;
    }
}
