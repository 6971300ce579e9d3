using Headway.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.MultiState;

/// <summary>One weekly hazard with what it rests on.</summary>
/// <param name="AtRisk">r: weeks at risk in this stage and bucket.</param>
/// <param name="Events">n: how many of those weeks ended this way.</param>
/// <param name="Hazard">The shrunken weekly probability, in [0,1].</param>
/// <param name="Interval">Equal-tailed 95 % interval of the Dirichlet posterior; [0,0] for what was never seen anywhere.</param>
public readonly record struct WeeklyHazard(int AtRisk, int Events, double Hazard, Interval Interval);

/// <summary>Weekly hazards by stage and time in it, each shrunken toward its stage's mean, and that toward the mean of all
/// stages.</summary>
/// <remarks>h(s,b,k) = (n(s,b,k) + kappa h(s,k)) / (r(s,b) + kappa), and h(s,k) toward h(k) the same way. Across stages a move is pooled
/// by how many stages on (or back) it goes, an ending by its kind; all are divided by all weeks at risk, so that hazards never pass 1.
/// Moves that would leave the row of stages have hazard 0.</remarks>
public sealed class WeeklyHazards
{
    /// <summary>The weight of the prior in weeks at risk. A reasoned default; tune it by held-out log-loss.</summary>
    public const double DefaultKappa = 20;

    private readonly PersonWeeks _weeks;
    private readonly double _kappa;
    private readonly double[] _stageMeans;

    private WeeklyHazards(PersonWeeks weeks, double kappa)
    {
        (_weeks, _kappa) = (weeks, kappa);
        _stageMeans = new double[weeks.Stages * Targets];
        for (var s = 0; s < weeks.Stages; s++)
        {
            for (var k = 0; k < Targets; k++)
                _stageMeans[s * Targets + k] = StageMean(s, k);
        }
    }

    private int Targets => _weeks.Stages + _weeks.Endings;

    /// <returns>Null when the table holds no week at risk: there is nothing to estimate from.</returns>
    public static WeeklyHazards? Estimate(PersonWeeks weeks, double kappa = DefaultKappa)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kappa);
        return weeks.AtRiskTotal == 0 ? null : new WeeklyHazards(weeks, kappa);
    }

    /// <summary>The weekly hazard of moving to another stage.</summary>
    public WeeklyHazard ToStage(int stage, int bucket, int nextStage) => At(stage, bucket, nextStage);

    /// <summary>The weekly hazard of an ending.</summary>
    public WeeklyHazard ToEnding(int stage, int bucket, int ending) => At(stage, bucket, _weeks.Stages + ending);

    /// <summary>The hazards week by week, for <see cref="SemiMarkov"/>.</summary>
    /// <param name="weeks">U; the default reaches the last bucket, which stands for every later week.</param>
    public StageHazards Expand(int weeks = 25) => StageHazards.From(
        _weeks.Stages, weeks, _weeks.Endings,
        (s, u, j) => Shrunken(s, PersonWeeks.BucketOf(u), j),
        (s, u, k) => Shrunken(s, PersonWeeks.BucketOf(u), _weeks.Stages + k));

    private WeeklyHazard At(int stage, int bucket, int target)
    {
        int r = _weeks.AtRisk(stage, bucket), n = _weeks.Count(stage, bucket, target);
        var prior = _kappa * _stageMeans[stage * Targets + target];
        double a = n + prior, b = r - n + _kappa - prior;
        var interval = a <= 0 ? new Interval(0, 0)
            : b <= 0 ? new Interval(1, 1)
            : new Interval(Beta.InvCDF(a, b, 0.025), Beta.InvCDF(a, b, 0.975));
        return new WeeklyHazard(r, n, Shrunken(stage, bucket, target), interval);
    }

    private double Shrunken(int stage, int bucket, int target) =>
        (_weeks.Count(stage, bucket, target) + _kappa * _stageMeans[stage * Targets + target]) / (_weeks.AtRisk(stage, bucket) + _kappa);

    private double StageMean(int stage, int target)
    {
        if (target == stage)
            return 0;
        int n = 0, r = 0;
        for (var b = 0; b < PersonWeeks.Buckets; b++)
            (n, r) = (n + _weeks.Count(stage, b, target), r + _weeks.AtRisk(stage, b));
        return (n + _kappa * AllStageMean(stage, target)) / (r + _kappa);
    }

    private double AllStageMean(int stage, int target)
    {
        var n = 0;
        for (var s = 0; s < _weeks.Stages; s++)
        {
            var alike = target >= _weeks.Stages ? target : target - stage + s;
            if (target < _weeks.Stages && (alike < 0 || alike >= _weeks.Stages))
                continue;
            for (var b = 0; b < PersonWeeks.Buckets; b++)
                n += _weeks.Count(s, b, alike);
        }
        return (double)n / _weeks.AtRiskTotal;
    }
}
