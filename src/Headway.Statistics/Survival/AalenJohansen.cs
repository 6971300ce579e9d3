using Headway.Statistics.Intervals;

namespace Headway.Statistics.Survival;

/// <summary>Cumulative incidence of each of K competing endings (Aalen-Johansen): the probability of having ended that way by time
/// t.</summary>
/// <remarks>Aalen and Johansen (1978). Ties are exact; an ending precedes a censoring at the same time; rows are at risk in (entry, exit].
/// The variance is the Greenwood-type closed form (that of R's etm), kept by its one-step recursion, which needs no 0/0 rule.
/// It equals survfit's infinitesimal jackknife on right-censored rows; with delayed entry the two differ (up to 10 % in the golden book).
/// O(n log n + m K), m distinct ending times. With survival the incidences sum to 1 at every t.
/// Assumes that censoring and delayed entry tell nothing about the ending. With delayed entry the first risk sets may be very small:
/// look at <see cref="AtRisk"/> before trusting an early jump.
/// Checked against R survival 3.5 and etm 1.1: golden/01_survival.json and golden/01b_cif_variance.json, 1e-9.</remarks>
public sealed class AalenJohansen
{
    // F and q F(end) are computed along different roads; an exact tie may miss by an ulp or two.
    private const double SameProbability = 1e-12;

    private readonly RiskSets _risk;
    private readonly double[] _survival;
    private readonly double[] _survivalVariance;
    private readonly double[] _incidence;
    private readonly double[] _incidenceVariance;

    private AalenJohansen(RiskSets risk)
    {
        int m = risk.Times.Length, kinds = risk.Kinds;
        _risk = risk;
        _survival = new double[m];
        _survivalVariance = new double[m];
        _incidence = new double[m * kinds];
        _incidenceVariance = new double[m * kinds];
        Accumulate();
    }

    /// <summary>Number of kinds of ending, K. They are numbered 1 to K; 0 is censored.</summary>
    public int Kinds => _risk.Kinds;

    /// <summary>Distinct times at which someone ended, in any way, ascending.</summary>
    public ReadOnlySpan<double> Times => _risk.Times;

    /// <summary>Number at risk just before each of <see cref="Times"/>.</summary>
    public ReadOnlySpan<int> AtRisk => _risk.AtRisk;

    /// <summary>Probability of not having ended, just after each of <see cref="Times"/>.</summary>
    public ReadOnlySpan<double> Survival => _survival;

    public int Observations => _risk.Observations;

    /// <summary>The longest time anyone was seen; null without observations. Nothing is known beyond it.</summary>
    public double? LastObserved => _risk.LastExit;

    /// <param name="entry">Length n. When each row came under observation (delayed entry). Empty: all from the beginning, so that an
    /// ending at time 0 counts.</param>
    /// <param name="exit">Length n. When it ended or was last seen; finite and after its entry.</param>
    /// <param name="ending">Length n. 0 = right-censored, else the kind of ending, 1 to <paramref name="kinds"/>.</param>
    /// <param name="kinds">K, at least 1.</param>
    /// <exception cref="ArgumentException">A row contradicts the above; the message names it.</exception>
    public static AalenJohansen Fit(ReadOnlySpan<double> entry, ReadOnlySpan<double> exit, ReadOnlySpan<int> ending, int kinds) =>
        new(RiskSets.From(entry, exit, ending, kinds));

    /// <summary>How many rows ended this way.</summary>
    public int EndingsOf(int kind)
    {
        RequireKind(kind);
        var total = 0;
        for (var i = kind - 1; i < _risk.Endings.Length; i += Kinds)
            total += _risk.Endings[i];
        return total;
    }

    /// <summary>How many rows ended this way at Times[<paramref name="index"/>].</summary>
    public int EndingsAtIndex(int index, int kind) => _risk.Endings[Cell(index, kind)];

    /// <summary>The cumulative incidence just after Times[<paramref name="index"/>].</summary>
    public double IncidenceAtIndex(int index, int kind) => _incidence[Cell(index, kind)];

    /// <summary>The cumulative incidence F_kind(t): right-continuous, non-decreasing, 0 before the first ending.</summary>
    public double IncidenceAt(double time, int kind) => Look(_incidence, time, kind);

    /// <summary>The standard error of F_kind(t).</summary>
    public double StandardErrorAt(double time, int kind) => Math.Sqrt(Look(_incidenceVariance, time, kind));

    /// <summary>The probability of not having ended by t.</summary>
    public double SurvivalAt(double time) => _risk.IndexAt(time) is var j and >= 0 ? _survival[j] : 1;

    /// <summary>Greenwood's standard error of the probability of not having ended by t; 0 once that probability is 0.</summary>
    public double SurvivalStandardErrorAt(double time) =>
        _risk.IndexAt(time) is var j and >= 0 ? Math.Sqrt(_survivalVariance[j]) : 0;

    /// <summary>The number at risk just before <paramref name="time"/>.</summary>
    public int AtRiskAt(double time) => _risk.AtRiskAt(time);

    /// <returns>Null while nobody has ended that way by t, and when everybody has: the standard error says nothing then.</returns>
    public Interval? IntervalAt(double time, int kind, IntervalScale scale = IntervalScale.ComplementaryLogLog, double confidence = 0.95) =>
        IntervalScales.Around(IncidenceAt(time, kind), StandardErrorAt(time, kind), scale, confidence);

    /// <inheritdoc cref="IntervalAt"/>
    public Interval? SurvivalIntervalAt(
        double time, IntervalScale scale = IntervalScale.ComplementaryLogLog, double confidence = 0.95) =>
        IntervalScales.Around(SurvivalAt(time), SurvivalStandardErrorAt(time), scale, confidence);

    /// <summary>
    /// The smallest t by which a share of what has ended this way so far had done so: F(t) >= share x F(last). Say "of those that ended
    /// so so far" beside it: it depends on the length of the follow-up, and is not a typical duration.
    /// </summary>
    /// <param name="kind">1 to K.</param>
    /// <param name="share">Above 0 and at most 1.</param>
    /// <returns>Null: nobody has ended this way.</returns>
    public double? QuantileAmongEnded(int kind, double share)
    {
        RequireKind(kind);
        if (share is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies above 0 and is at most 1.");
        var reached = _risk.Times.Length == 0 ? 0 : IncidenceAtIndex(_risk.Times.Length - 1, kind);
        if (reached == 0)
            return null;
        for (var j = 0; j < _risk.Times.Length; j++)
        {
            if (IncidenceAtIndex(j, kind) >= share * reached - SameProbability)
                return _risk.Times[j];
        }
        throw new InvalidOperationException("The last incidence is at least any share of itself.");
    }

    // One step of the covariance of (S, F_k) is (I+dA)' V (I+dA) plus the binomial noise of the step itself.
    private void Accumulate()
    {
        var kinds = Kinds;
        var f = new double[kinds];
        var v = new double[kinds];
        var covariance = new double[kinds];
        double s = 1, vs = 0;
        for (var j = 0; j < _risk.Times.Length; j++)
        {
            double n = _risk.AtRisk[j], d = 0;
            for (var k = 0; k < kinds; k++)
                d += _risk.Endings[j * kinds + k];
            double stay = (n - d) / n, noise = s * s / (n * n * n);
            for (var k = 0; k < kinds; k++)
            {
                double dk = _risk.Endings[j * kinds + k], q = dk / n;
                v[k] += 2 * q * covariance[k] + q * q * vs + noise * dk * (n - dk);
                covariance[k] = (covariance[k] + vs * q) * stay - noise * dk * (n - d);
                f[k] += s * q;
                _incidence[j * kinds + k] = f[k];
                _incidenceVariance[j * kinds + k] = Math.Max(0, v[k]);
            }
            vs = vs * stay * stay + noise * d * (n - d);
            s *= stay;
            _survival[j] = s;
            _survivalVariance[j] = vs;
        }
    }

    private double Look(double[] values, double time, int kind)
    {
        RequireKind(kind);
        var j = _risk.IndexAt(time);
        return j < 0 ? 0 : values[j * Kinds + kind - 1];
    }

    private int Cell(int index, int kind)
    {
        RequireKind(kind);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _risk.Times.Length);
        return index * Kinds + kind - 1;
    }

    private void RequireKind(int kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kind, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kind, Kinds);
    }
}
