using System.Text.Json;
using Headway.Statistics.Distribution;
using Headway.Statistics.Intervals;
using Headway.Statistics.Scoring;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Scores_of_forecasts
{
    private static readonly JsonElement Scores = Golden.Json("09_forecast").GetProperty("scores");

    [Fact]
    public void Of_distributions_are_those_of_scoringRules()
    {
        var sample = Scores.At("sample").Numbers();
        Golden.Near(Scores.GetProperty("crps_sample").GetDouble(), Crps.OfSample(sample, 140), 1e-9);
        Golden.Near(Scores.At("scoringRules.crps_sample").GetDouble(), Crps.OfSample(sample, 140), 1e-9);
        Golden.Near(Scores.At("crps_norm.crps").GetDouble(), Crps.OfNormal(130, 30, 140), 1e-9);
        Golden.Near(Scores.At("scoringRules.crps_norm").GetDouble(), Crps.OfNormal(130, 30, 140), 1e-9);
        Golden.Near(Scores.GetProperty("crps_norm_std0").GetDouble(), Crps.OfNormal(0, 1, 0), 1e-9);
    }

    [Fact]
    public void Of_quantiles_and_intervals_are_Rs()
    {
        Golden.Near(Scores.At("pinball.v").GetDouble(), QuantileScores.Pinball(100, 0.1, 140), 1e-9);
        Golden.Near(Scores.At("pinball.v2").GetDouble(), QuantileScores.Pinball(180, 0.9, 140), 1e-9);
        var actual = Scores.At("interval.y").Numbers();
        var scores = actual.Select(y => QuantileScores.OfInterval(new Interval(100, 180), 0.2, y)).ToArray();
        Golden.Near(Scores.At("interval.v").Numbers(), scores, 1e-9);
    }

    [Fact]
    public void Of_probabilities_are_Rs()
    {
        var golden = Golden.Json("07_metrics_small");
        var happened = golden.At("y").Numbers().Select(y => y == 1).ToArray();
        Golden.Near(golden.GetProperty("logloss").GetDouble(), ProbabilityScores.LogLoss(golden.At("p").Numbers(), happened), 1e-9);
        Golden.Near(golden.GetProperty("brier").GetDouble(), ProbabilityScores.Brier(golden.At("p").Numbers(), happened), 1e-9);
        Assert.True(double.IsFinite(ProbabilityScores.LogLoss([0], [true])));
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(14.5)]
    [InlineData(20)]
    [InlineData(75)]
    public void Of_a_lattice_equal_those_of_its_points_as_a_sample(double actual)
    {
        var lattice = Lattice.FromProbabilities([0.25, 0.5, 0, 0.25], 10);
        Golden.Near(Crps.OfSample([0, 10, 10, 30], actual), Crps.OfLattice(lattice, actual), 1e-12);
    }

    [Fact]
    public void Of_coverage_come_with_their_luck()
    {
        Interval[] intervals = [new(0, 10), new(0, 10), new(0, 10)];
        var coverage = Coverage.Of(intervals, [10, 11, 5]);
        Assert.Equal((2, 3), (coverage.Held, coverage.Intervals));
        Assert.Equal(Wilson.Of(2, 3), coverage.Band);
        Assert.Equal(new Interval(0, 1), Coverage.Of([], []).Band);
    }
}
