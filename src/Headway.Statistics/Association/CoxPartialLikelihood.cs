namespace Headway.Statistics.Association;

/// <summary>The partial likelihood at a point: one walk backwards in time over each stratum, rows entering at their stop and leaving at
/// their start.</summary>
internal sealed class CoxPartialLikelihood
{
    private readonly double[] _start;
    private readonly double[] _stop;
    private readonly bool[] _ended;
    private readonly double[] _x;
    private readonly int _width;
    private readonly Ties _ties;

    /// <summary>Rows by stratum, then latest stop first.</summary>
    private readonly int[] _byStop;
    private readonly int[] _byStart;
    private readonly int[] _stratumStart;

    private CoxPartialLikelihood(
        double[] start, double[] stop, bool[] ended, double[] x, int width, Ties ties, int[] byStop, int[] byStart, int[] stratumStart)
    {
        (_start, _stop, _ended, _x, _width, _ties) = (start, stop, ended, x, width, ties);
        (_byStop, _byStart, _stratumStart) = (byStop, byStart, stratumStart);
        Score = new double[width];
        Information = new double[width, width];
    }

    internal double[] Score { get; }

    internal double[,] Information { get; }

    internal static CoxPartialLikelihood From(
        ReadOnlySpan<double> start, ReadOnlySpan<double> stop, ReadOnlySpan<bool> ended, ReadOnlySpan<double> columns, int width,
        ReadOnlySpan<int> stratum, Ties ties)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var n = stop.Length;
        if (ended.Length != n || columns.Length != (long)n * width || (!start.IsEmpty && start.Length != n)
            || (!stratum.IsEmpty && stratum.Length != n))
            throw new ArgumentException("Start, stop, ending, columns and stratum describe the same rows.", nameof(stop));
        var starts = new double[n];
        if (start.IsEmpty) Array.Fill(starts, double.NegativeInfinity);
        else start.CopyTo(starts);
        var stops = stop.ToArray();
        for (var i = 0; i < n; i++)
        {
            if (!double.IsFinite(stops[i]) || !(starts[i] < stops[i]))
                throw new ArgumentException($"Row {i}: from {starts[i]} to {stops[i]} is not a time at risk.", nameof(stop));
        }
        var strata = stratum.IsEmpty ? new int[n] : stratum.ToArray();
        var byStop = LatestFirst(strata, stops);
        var byStart = start.IsEmpty ? byStop : LatestFirst(strata, starts);
        var bounds = new List<int>();
        for (var i = 0; i < n; i++)
            if (i == 0 || strata[byStop[i]] != strata[byStop[i - 1]]) bounds.Add(i);
        bounds.Add(n);
        return new CoxPartialLikelihood(
            starts, stops, ended.ToArray(), Centred(columns, width), width, ties, byStop, byStart, [.. bounds]);
    }

    /// <summary>By stratum, then latest first; ties in any order, since sums over a tie do not see it.</summary>
    private static int[] LatestFirst(int[] strata, double[] times)
    {
        var keys = new (int Stratum, double Minus)[times.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (strata[i], -times[i]);
        int[] order = [.. Enumerable.Range(0, times.Length)];
        Array.Sort(keys, order);
        return order;
    }

    /// <summary>The likelihood does not mind the origin of a column, and exponentials of centred ones do not overflow.</summary>
    private static double[] Centred(ReadOnlySpan<double> columns, int width)
    {
        var x = columns.ToArray();
        var n = x.Length / width;
        for (var j = 0; j < width; j++)
        {
            var mean = 0.0;
            for (var i = 0; i < n; i++)
                mean += x[i * width + j] / n;
            if (!double.IsFinite(mean)) throw new ArgumentException($"Column {j} holds something that is no number.", nameof(columns));
            for (var i = 0; i < n; i++)
                x[i * width + j] -= mean;
        }
        return x;
    }

    /// <returns>The partial log-likelihood; score and information are kept.</returns>
    internal double Evaluate(double[] beta)
    {
        Array.Clear(Score);
        Array.Clear(Information);
        var risk = Risks(beta);
        var total = 0.0;
        for (var s = 0; s + 1 < _stratumStart.Length; s++)
            Walk(s, risk, (_, at, sums, dead) => total += AddTies(at, sums, dead, beta));
        return total;
    }

    private double[] Risks(double[] beta)
    {
        var risk = new double[_stop.Length];
        for (var i = 0; i < risk.Length; i++)
            risk[i] = Math.Exp(Linear(beta, i));
        return risk;
    }

    private double Linear(double[] beta, int i)
    {
        var sum = 0.0;
        for (var j = 0; j < _width; j++)
            sum += beta[j] * _x[i * _width + j];
        return sum;
    }

    /// <summary>Calls back at each time at which someone ended, latest first.</summary>
    private void Walk(int stratum, double[] risk, Action<double, List<int>, RiskSums, RiskSums> at)
    {
        var (from, to) = (_stratumStart[stratum], _stratumStart[stratum + 1]);
        var sums = new RiskSums(_width);
        var dead = new RiskSums(_width);
        var tied = new List<int>();
        for (int i = from, leaving = from; i < to;)
        {
            var time = _stop[_byStop[i]];
            tied.Clear();
            dead.Clear();
            for (; i < to && _stop[_byStop[i]] == time; i++)
            {
                var row = _byStop[i];
                sums.Add(_x, row, risk[row]);
                if (!_ended[row]) continue;
                tied.Add(row);
                dead.Add(_x, row, risk[row]);
            }
            for (; leaving < to && _start[_byStart[leaving]] >= time; leaving++)
                sums.Add(_x, _byStart[leaving], -risk[_byStart[leaving]]);
            if (tied.Count > 0) at(time, tied, sums, dead);
        }
    }

    private double AddTies(List<int> tied, RiskSums sums, RiskSums dead, double[] beta)
    {
        var log = 0.0;
        foreach (var row in tied)
        {
            log += Linear(beta, row);
            for (var j = 0; j < _width; j++)
                Score[j] += _x[row * _width + j];
        }
        for (var e = 0; e < tied.Count; e++)
        {
            var share = _ties == Ties.Efron ? (double)e / tied.Count : 0;
            var s0 = sums.Zero - share * dead.Zero;
            log -= Math.Log(s0);
            for (var j = 0; j < _width; j++)
            {
                var mean = (sums.One[j] - share * dead.One[j]) / s0;
                Score[j] -= mean;
                for (var k = 0; k <= j; k++)
                {
                    var other = (sums.One[k] - share * dead.One[k]) / s0;
                    Information[j, k] += (sums.Two[j, k] - share * dead.Two[j, k]) / s0 - mean * other;
                    Information[k, j] = Information[j, k];
                }
            }
        }
        return log;
    }

    /// <summary>Score residuals with Breslow's ties, n by P: what each row adds to the score; they sum to 0.</summary>
    internal double[,] ScoreResiduals(double[] beta)
    {
        var risk = Risks(beta);
        var residuals = new double[_stop.Length, _width];
        for (var s = 0; s + 1 < _stratumStart.Length; s++)
        {
            var steps = new List<(double Time, double Hazard, double[] Mean)>();
            Walk(s, risk, (time, tied, sums, _) =>
                steps.Add((time, tied.Count / sums.Zero, [.. sums.One.Select(one => one / sums.Zero)])));
            steps.Reverse();
            Residuals(s, risk, steps, residuals);
        }
        return residuals;
    }

    private void Residuals(int s, double[] risk, List<(double Time, double Hazard, double[] Mean)> steps, double[,] residuals)
    {
        double[] times = [.. steps.Select(step => step.Time)];
        var hazard = new double[times.Length + 1];
        var weighted = new double[times.Length + 1, _width];
        for (var t = 0; t < times.Length; t++)
        {
            hazard[t + 1] = hazard[t] + steps[t].Hazard;
            for (var j = 0; j < _width; j++)
                weighted[t + 1, j] = weighted[t, j] + steps[t].Hazard * steps[t].Mean[j];
        }
        for (var r = _stratumStart[s]; r < _stratumStart[s + 1]; r++)
        {
            var row = _byStop[r];
            int until = UpTo(times, _stop[row]), from = UpTo(times, _start[row]);
            for (var j = 0; j < _width; j++)
            {
                var x = _x[row * _width + j];
                var expected = risk[row] * (x * (hazard[until] - hazard[from]) - (weighted[until, j] - weighted[from, j]));
                residuals[row, j] = (_ended[row] ? x - steps[until - 1].Mean[j] : 0) - expected;
            }
        }
    }

    /// <summary>How many of the times are not later than this.</summary>
    private static int UpTo(double[] times, double time)
    {
        var found = Array.BinarySearch(times, time);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>Sums over a risk set of risk, risk times x, risk times x x'.</summary>
    private sealed class RiskSums(int width)
    {
        internal double Zero { get; private set; }

        internal double[] One { get; } = new double[width];

        internal double[,] Two { get; } = new double[width, width];

        internal void Clear()
        {
            Zero = 0;
            Array.Clear(One);
            Array.Clear(Two);
        }

        internal void Add(double[] x, int row, double risk)
        {
            Zero += risk;
            for (var j = 0; j < width; j++)
            {
                var weighted = risk * x[row * width + j];
                One[j] += weighted;
                for (var k = 0; k <= j; k++)
                    Two[j, k] += weighted * x[row * width + k];
            }
        }
    }
}
