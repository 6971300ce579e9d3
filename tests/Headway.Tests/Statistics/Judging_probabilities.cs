using System.Text.Json;
using Headway.Statistics.Intervals;
using Headway.Statistics.Scoring;
using Headway.Statistics.Selection;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Judging_probabilities
{
    private static readonly JsonElement R = Golden.Json("07_selection_metrics");

    private static readonly bool[] Happened = Choosing_few_items.Won[600..];

    [Fact]
    public void By_the_area_is_DeLongs_as_in_R()
    {
        var (three, one) = (Predicted(3), Predicted(1));
        var golden = R.GetProperty("delong_k3_vs_k1");
        var area = AreaUnderCurve.Of(three, Happened);
        Golden.Near(golden.GetProperty("auc3").GetDouble(), area.Area, 1e-9);
        Golden.Near(golden.GetProperty("auc1").GetDouble(), AreaUnderCurve.Of(one, Happened).Area, 1e-9);
        Golden.Near(golden.GetProperty("var3").GetDouble(), area.Variance, 1e-9);
        var interval = area.IntervalAt();
        Golden.Near(golden.At("ci3").Numbers(), [interval.Low, area.Area, interval.High], 1e-9);
        var compared = AreaUnderCurve.Compare(three, one, Happened);
        Golden.Near(golden.GetProperty("z").GetDouble(), compared.Z!.Value, 1e-9);
        Golden.Near(golden.GetProperty("p").GetDouble(), compared.PValue!.Value, 1e-12);
        var small = Golden.Json("07_metrics_small");
        bool[] y = [.. small.At("y").Numbers().Select(each => each == 1)];
        Golden.Near(small.GetProperty("auc").GetDouble(), AreaUnderCurve.Of(small.At("p").Numbers(), y).Area, 1e-12, "with ties");
    }

    [Fact]
    public void By_the_area_counts_rows_that_belong_together_as_one()
    {
        var p = Predicted(3);
        int[] alone = [.. Enumerable.Range(0, 300)];
        var area = AreaUnderCurve.Of(p, Happened);
        Assert.Equal(area.Area, AreaUnderCurve.Of(p, Happened, alone).Area);
        Golden.Near(1, AreaUnderCurve.Of(p, Happened, alone).Variance / area.Variance, 0.01);
        // Every row twice, as two looks at one case, tells no more than every row once.
        var twice = AreaUnderCurve.Of([.. p, .. p], [.. Happened, .. Happened], [.. alone, .. alone]);
        Golden.Near(AreaUnderCurve.Of(p, Happened, alone).Variance, twice.Variance, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void By_the_losses_is_Rs_on_the_rows_it_was_not_fitted_to(int size)
    {
        var golden = R.GetProperty("best_subset")[size];
        var p = Predicted(size);
        Golden.Near(golden.GetProperty("test_logloss").GetDouble(), ProbabilityScores.LogLoss(p, Happened), 1e-9);
        Golden.Near(golden.GetProperty("test_brier").GetDouble(), ProbabilityScores.Brier(p, Happened), 1e-9);
        Golden.Near(golden.GetProperty("test_auc").GetDouble(), AreaUnderCurve.Of(p, Happened).Area, 1e-9);
    }

    [Fact]
    public void By_their_calibration_is_Rs()
    {
        var golden = R.GetProperty("calibration_k3");
        var calibration = Calibration.Of(Predicted(3), Happened)!;
        Golden.Near(golden.GetProperty("slope").GetDouble(), calibration.Slope, 1e-9);
        Golden.Near(golden.GetProperty("intercept_at_slope").GetDouble(), calibration.InterceptAtSlope, 1e-9);
        Golden.Near(golden.GetProperty("in_the_large").GetDouble(), calibration.InTheLarge, 1e-9);
        Assert.Null(Calibration.Of([0.4, 0.4, 0.4], [true, false, true]));
    }

    [Fact]
    public void In_groups_never_parts_equal_forecasts()
    {
        var bins = Calibration.Bins([0.1, 0.1, 0.1, 0.5, 0.9, 0.9], [false, false, true, true, true, true], groups: 3);
        Assert.Equal([3, 1, 2], bins.Select(bin => bin.Count));
        Assert.Equal(Wilson.Of(1, 3), bins[0].Band);
        Assert.Equal(Happened.Length, Calibration.Bins(Predicted(5), Happened).Sum(bin => bin.Count));
    }

    [Fact]
    public void With_censoring_lets_those_followed_stand_for_those_not()
    {
        // By hand: at day 2 one of the four at risk is censored (G = 3/4), at day 5 it is past the horizon.
        var weights = CensoringWeights.At([1, 2, 3, 6, 5], [true, false, true, true, false], 4)!;
        Golden.Near([1, 0, 4.0 / 3, 4.0 / 3, 4.0 / 3], weights, 1e-12);
        Golden.Near(5, weights.Sum(), 1e-12);
        // An event at the time of a censoring comes first and is not weighted for it.
        Golden.Near([1, 0, 1.5 * 4 / 3, 1.5 * 4 / 3], CensoringWeights.At([2, 2, 9, 9], [true, false, true, false], 4) is { } tied
            ? [tied[0], tied[1], tied[2] * 4 / 3, tied[3] * 4 / 3] : [], 1e-12);
        Assert.Null(CensoringWeights.At([1, 1], [false, false], 4));
    }

    private static double[] Predicted(int size)
    {
        var fit = BestSubset.Path(Choosing_few_items.Training, new SubsetRules(5) { NonNegative = false })[size]!;
        return [.. Choosing_few_items.Having[600..].Select(having => fit.Probability(having, []))];
    }
}
