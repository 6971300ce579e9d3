using System.Collections.Immutable;
using Headway.Statistics.Intervals;
using Headway.Statistics.Random;
using Headway.Statistics.Scoring;
using Headway.Statistics.Selection;

namespace Headway.Learning;

/// <summary>What was weighed up to tell those won from the others.</summary>
public enum WeighedModel
{
    Nothing,
    Stage,
    StageAndWeeks,
    WholeProcess,
    Suggested,
}

/// <summary>How one way of weighing did on rows it was not fitted to; all on the same rows.</summary>
/// <param name="Items">Outcomes a seller is asked for.</param>
/// <param name="Minutes">Seller's minutes an opportunity of the activities that pursue these; null when the process does not say.</param>
/// <param name="Area">In [0,1] with its 95 % interval; clustered by opportunity.</param>
/// <param name="Calibration">Null where there is no slope.</param>
/// <param name="SuggestedBetter">Share of resamples of whole opportunities in which the suggested set has the smaller loss; null
/// for itself.</param>
/// <param name="LossDifference">Loss of the suggested set less this one's, 95 %; null for itself.</param>
public sealed record ModelScore(
    WeighedModel Model, int Items, double? Minutes, double LogLoss, double Brier, double Area, Interval AreaInterval,
    Calibration? Calibration, double? SuggestedBetter, Interval? LossDifference)
{
    /// <summary>The mean chance on the tested rows, in [0,1]; rows of one opportunity count as one for its interval.</summary>
    public required Figure.Known Chance { get; init; }

    /// <summary>For the reliability picture.</summary>
    public ImmutableArray<ReliabilityBin> Bins { get; init; } = [];
}

/// <summary>Losses on the rows that were left out of the fit.</summary>
internal sealed class SmallestLosses(bool[] won, double[][]? controls, ImmutableArray<RollingOrigin> folds)
{
    public double[] OfEachFold(IReadOnlyList<SubsetFit> fits, ulong[] having) => Each(Predicted(fits, having));

    public double[] Each(double[] predicted) => [.. Means(predicted)];

    /// <summary>Per row its probability by the fit of its fold; NaN for rows in no test.</summary>
    public double[] Predicted(IReadOnlyList<SubsetFit> fits, ulong[] having, double[][]? other = null)
    {
        var p = new double[won.Length];
        Array.Fill(p, double.NaN);
        for (var f = 0; f < folds.Length; f++)
            foreach (var i in folds[f].Test) p[i] = fits[f].Probability(having[i], fits[f].Controls == 0 ? [] : (other ?? controls)![i]);
        return p;
    }

    public (double Mean, double Error) MeanAndError(double[] predicted)
    {
        double[] means = [.. Means(predicted)];
        var mean = means.Average();
        return (mean, Math.Sqrt(means.Sum(each => (each - mean) * (each - mean)) / (means.Length - 1) / means.Length));
    }

    public double LossOf(double probability, int row) => ProbabilityScores.LogLoss([probability], [won[row]]);

    private IEnumerable<double> Means(double[] predicted) => folds.Select(fold => fold.Test.Average(i => LossOf(predicted[i], i)));
}

/// <summary>The comparison: nothing, the stage, stage and weeks, everything the process asks, the suggested few.</summary>
internal sealed class SmallestModels(SmallestRows rows, SmallestLosses losses, ImmutableArray<RollingOrigin> folds, ulong seed)
{
    private const int Resamples = 1_000;
    private readonly bool[] won = rows.Won;
    private readonly int[] cluster = rows.Cluster;
    private readonly int[] tested = [.. folds.SelectMany(fold => fold.Test).Order()];

    public ImmutableArray<ModelScore> Of(double[] whole, double[] suggested, (int Items, double? Minutes) ofWhole,
        (int Items, double? Minutes) ofSuggested)
    {
        var none = new ulong[rows.Count];
        var scores = ImmutableArray.CreateBuilder<ModelScore>();
        scores.Add(Score(WeighedModel.Nothing, Fitted(none, null), suggested, (0, 0)));
        if (rows.HasDates)
        {
            scores.Add(Score(WeighedModel.Stage, Fitted(none, rows.Controls(withWeeks: false, withAll: false)), suggested, (0, 0)));
            scores.Add(Score(WeighedModel.StageAndWeeks, Fitted(none, rows.Controls(withWeeks: true, withAll: false)), suggested, (0, 0)));
        }
        scores.Add(Score(WeighedModel.WholeProcess, whole, suggested, ofWhole));
        scores.Add(Score(WeighedModel.Suggested, suggested, null, ofSuggested));
        return scores.ToImmutable();
    }

    /// <summary>What the suggested set takes off the loss of stage and weeks: in the last test period, and in those before it.</summary>
    public LastOrigin LastOrigin(double[] suggested)
    {
        var without = Fitted(new ulong[rows.Count], rows.Controls(withWeeks: true, withAll: false));
        double Gain(RollingOrigin fold) =>
            fold.Test.Average(i => losses.LossOf(without[i], i) - losses.LossOf(suggested[i], i));
        double[] earlier = [.. folds[..^1].Select(Gain)];
        var mean = earlier.Average();
        var spread = Math.Sqrt(earlier.Sum(each => (each - mean) * (each - mean)) / (earlier.Length - 1));
        return new LastOrigin(Gain(folds[^1]), mean, spread, earlier.Length, folds[^1].Test.Length);
    }

    private double[] Fitted(ulong[] none, double[][]? columns) => losses.Predicted(
        [.. folds.Select(fold => BestSubset.Fit(ItemRows.Of(0, none, won, columns, rows: fold.Train), 0, ridge: 1)!)], none, columns);

    private ModelScore Score(WeighedModel model, double[] predicted, double[]? suggested, (int Items, double? Minutes) of)
    {
        double[] p = [.. tested.Select(i => predicted[i])];
        bool[] y = [.. tested.Select(i => won[i])];
        // One probability for all of a fold ranks nobody; that folds differ is no skill.
        var area = model == WeighedModel.Nothing ? new AreaUnderCurve(0.5, 0)
            : AreaUnderCurve.Of(p, y, [.. tested.Select(i => cluster[i])]);
        var (better, difference) = suggested is null ? (null, null) : Compared(suggested, predicted);
        return new ModelScore(
            model, of.Items, of.Minutes, ProbabilityScores.LogLoss(p, y), ProbabilityScores.Brier(p, y), area.Area, area.IntervalAt(),
            model == WeighedModel.Nothing ? null : Calibration.Of(p, y), better, difference)
        { Bins = Calibration.Bins(p, y), Chance = ChanceOf(p) };
    }

    private Figure.Known ChanceOf(double[] p)
    {
        var mean = p.Average();
        var squares = p.Select((each, at) => (Cluster: cluster[tested[at]], Apart: each - mean)).GroupBy(each => each.Cluster)
            .Sum(group => Math.Pow(group.Sum(each => each.Apart), 2));
        var error = 1.959964 * Math.Sqrt(squares) / p.Length;
        return new Figure.Known(mean, new Interval(Math.Max(0, mean - error), Math.Min(1, mean + error)), p.Length);
    }

    public double ShareWon => tested.Count(i => won[i]) / (double)tested.Length;

    /// <summary>Opportunities drawn with repeats, the same draws for both.</summary>
    private (double?, Interval?) Compared(double[] suggested, double[] other)
    {
        var byCluster = tested.GroupBy(i => cluster[i]).OrderBy(group => group.Key)
            .Select(group => (Sum: group.Sum(i => losses.LossOf(suggested[i], i) - losses.LossOf(other[i], i)),
                Rows: group.Count())).ToArray();
        var random = Xoshiro256StarStar.For(seed, "paired bootstrap");
        var means = new double[Resamples];
        for (var b = 0; b < Resamples; b++)
        {
            var (sum, count) = (0.0, 0);
            for (var c = 0; c < byCluster.Length; c++)
            {
                var (drawn, size) = byCluster[random.NextBelow(byCluster.Length)];
                sum += drawn;
                count += size;
            }
            means[b] = sum / count;
        }
        Array.Sort(means);
        return (means.Count(mean => mean < 0) / (double)Resamples,
            new Interval(means[Resamples / 40], means[Resamples - 1 - Resamples / 40]));
    }
}
