using Headway.Statistics.Intervals;

namespace Headway.Statistics.Survival;

/// <summary>The mean of min(T, horizon) and its standard error, in the unit of time of the observations.</summary>
public readonly record struct RestrictedMean(double Horizon, double Mean, double StandardError);

/// <summary>The Kaplan-Meier curve: the probability of not having ended by time t, with right-censoring and delayed entry.</summary>
/// <remarks>Kaplan and Meier (1958), Greenwood's variance. Ties are exact; an ending precedes a censoring at the same time. O(n log n).
/// One kind of ending only: where endings compete, 1 - KaplanMeier of one of them overstates it; use <see cref="AalenJohansen"/>.
/// Checked against R survival 3.5: golden/01_survival.json, 1e-9.</remarks>
public sealed class KaplanMeier
{
    // S is a product of fractions, so an exact half may miss 0.5 by an ulp or two.
    private const double SameProbability = 1e-12;

    private readonly RiskSets _risk;
    private readonly double[] _survival;
    private readonly double[] _standardErrors;

    private KaplanMeier(RiskSets risk)
    {
        _risk = risk;
        _survival = new double[risk.Times.Length];
        _standardErrors = new double[risk.Times.Length];
        double s = 1, greenwood = 0;
        for (var j = 0; j < risk.Times.Length; j++)
        {
            double n = risk.AtRisk[j], d = risk.Endings[j];
            s *= (n - d) / n;
            greenwood += n > d ? d / (n * (n - d)) : 0; // n = d: S is 0 from here on, and with it the standard error.
            _survival[j] = s;
            _standardErrors[j] = s * Math.Sqrt(greenwood);
        }
    }

    /// <summary>Distinct times at which someone ended, ascending.</summary>
    public ReadOnlySpan<double> Times => _risk.Times;

    /// <summary>Number at risk just before each of <see cref="Times"/>.</summary>
    public ReadOnlySpan<int> AtRisk => _risk.AtRisk;

    /// <summary>Number that ended at each of <see cref="Times"/>.</summary>
    public ReadOnlySpan<int> Endings => _risk.Endings;

    /// <summary>S just after each of <see cref="Times"/>; before the first it is 1.</summary>
    public ReadOnlySpan<double> Survival => _survival;

    /// <summary>Greenwood's standard error of each of <see cref="Survival"/>; 0 once the curve has reached 0.</summary>
    public ReadOnlySpan<double> StandardErrors => _standardErrors;

    public int Observations => _risk.Observations;

    /// <summary>How many of the observations ended.</summary>
    public int EndingsTotal => _risk.Endings.Sum();

    /// <summary>The longest time anyone was seen; null without observations. The curve says nothing beyond it.</summary>
    public double? LastObserved => _risk.LastExit;

    /// <summary>The smallest t with S(t) at most 1/2, the middle of the flat stretch when S stands at exactly 1/2 (as R does).
    /// Null: not reached yet, that is, more than <see cref="LastObserved"/>.</summary>
    public double? Median => Quantile(0.5);

    /// <param name="entry">When each row came under observation; a row is at risk in (entry, exit]. Empty: all from the beginning.</param>
    /// <param name="exit">When it ended or was last seen; finite and after its entry.</param>
    /// <param name="ended">Whether it ended at its exit; false means right-censored.</param>
    public static KaplanMeier Fit(ReadOnlySpan<double> entry, ReadOnlySpan<double> exit, ReadOnlySpan<bool> ended)
    {
        var ending = new int[ended.Length];
        for (var i = 0; i < ending.Length; i++)
            ending[i] = ended[i] ? 1 : 0;
        return new KaplanMeier(RiskSets.From(entry, exit, ending, kinds: 1));
    }

    /// <summary>S(t), a right-continuous step function.</summary>
    public double SurvivalAt(double time) => _risk.IndexAt(time) is var j and >= 0 ? _survival[j] : 1;

    /// <summary>Greenwood's standard error of S(t).</summary>
    public double StandardErrorAt(double time) => _risk.IndexAt(time) is var j and >= 0 ? _standardErrors[j] : 0;

    /// <summary>The number at risk just before <paramref name="time"/>.</summary>
    public int AtRiskAt(double time) => _risk.AtRiskAt(time);

    /// <returns>Null while S(t) is 1 (nobody has ended) and once it is 0: there is no interval then.</returns>
    public Interval? IntervalAt(double time, IntervalScale scale = IntervalScale.ComplementaryLogLog, double confidence = 0.95) =>
        IntervalScales.Around(SurvivalAt(time), StandardErrorAt(time), scale, confidence);

    /// <summary>The smallest t by which a share of at least <paramref name="share"/> has ended. Null: not reached yet.</summary>
    /// <param name="share">Strictly between 0 and 1.</param>
    public double? Quantile(double share)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile's share lies strictly between 0 and 1.");
        for (var j = 0; j < _survival.Length; j++)
        {
            if (_survival[j] > 1 - share + SameProbability)
                continue;
            var flat = Math.Abs(_survival[j] - (1 - share)) <= SameProbability && j + 1 < _survival.Length;
            return flat ? (_risk.Times[j] + _risk.Times[j + 1]) / 2 : _risk.Times[j];
        }
        return null;
    }

    /// <summary>The mean of min(T, horizon): the area under S from 0 to the horizon, with the standard error that R's survfit
    /// gives.</summary>
    /// <returns>Null when nobody was followed to the horizon and the curve has not reached 0: the area is not known.</returns>
    public RestrictedMean? RestrictedMeanTo(double horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        var reached = _survival.Length > 0 && _survival[^1] == 0;
        if (!reached && (LastObserved is not { } last || last < horizon))
            return null;
        double areaBeyond = 0, variance = 0, right = horizon;
        for (var j = _risk.IndexAt(horizon); j >= 0; j--)
        {
            areaBeyond += _survival[j] * (right - _risk.Times[j]);
            right = _risk.Times[j];
            double n = _risk.AtRisk[j], d = _risk.Endings[j];
            variance += n > d ? areaBeyond * areaBeyond * d / (n * (n - d)) : 0;
        }
        return new RestrictedMean(horizon, areaBeyond + right, Math.Sqrt(variance));
    }
}
