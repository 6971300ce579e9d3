using System.Text.Json;
using Headway.Statistics.Distribution;
using Headway.Statistics.Random;
using Headway.Statistics.Scoring;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Sums_of_uncertain_amounts
{
    private static readonly JsonElement Forecast = Golden.Json("09_forecast");
    private static readonly double[] Amounts = Column("value_k");
    private static readonly double[] Chances = Column("p");

    private static double[] Column(string name) =>
        Forecast.GetProperty("deals").EnumerateArray().Select(d => d.GetProperty(name).GetDouble()).ToArray();

    private static void AssertIs(JsonElement golden, Lattice sum, double tolerance)
    {
        Golden.Near(golden.GetProperty("mean").GetDouble(), sum.Mean, tolerance, "mean");
        if (golden.TryGetProperty("sd", out var sd))
            Golden.Near(sd.GetDouble(), sum.StandardDeviation, tolerance, "sd");
        Golden.Near(golden.GetProperty("p_goal").GetDouble(), sum.ProbabilityAtLeast(150), tolerance, "P(goal)");
        foreach (var (name, level) in new[] { ("q10", 0.1), ("q50", 0.5), ("q90", 0.9) })
            Assert.Equal(golden.GetProperty(name).GetDouble(), sum.Quantile(level));
    }

    [Fact]
    public void Are_the_exact_convolution_and_the_enumeration()
    {
        var sum = IndependentSum.Of(Amounts, Chances, 1);
        AssertIs(Forecast, sum, 1e-9);
        Golden.Near(Forecast.GetProperty("p_goal_enum").GetDouble(), sum.ProbabilityAtLeast(150), 1e-9);
        Golden.Near(Forecast.GetProperty("crps_exact_pipeline_y120").GetDouble(), Crps.OfLattice(sum, 120), 1e-9, "CRPS");
    }

    [Fact]
    public void Plus_arrivals_are_Rs()
    {
        var golden = Forecast.GetProperty("with_arrivals");
        var amount = Lattice.FromAmounts(golden.At("values").Numbers(), golden.At("probs").Numbers(), 1);
        var arrivals = CompoundSum.Poisson(golden.GetProperty("mu").GetDouble(), amount, 791);
        AssertIs(golden, IndependentSum.Of(Amounts, Chances, 1).Convolve(arrivals), 1e-9);
    }

    [Fact]
    public void With_a_common_factor_are_Rs_at_each_correlation()
    {
        var shock = ShockNodes.StandardNormal(2001, 8);
        foreach (var golden in Forecast.GetProperty("one_factor").EnumerateArray())
        {
            var rho = golden.GetProperty("rho").GetDouble();
            var sum = CommonShock.Sum(
                shock, Amounts, z => Array.ConvertAll(Chances, p => CommonShock.OneFactorProbability(p, rho, z)), 1);
            AssertIs(golden, sum, 1e-6);
        }
    }

    [Fact]
    public void Keep_their_mean_when_amounts_fall_between_two_points()
    {
        double[] amounts = [12_345.67, 999.99, 50_000, 31_415.93], chances = [0.2, 0.9, 0.5, 0.33];
        var expected = amounts.Zip(chances, (a, p) => a * p).Sum();
        Golden.Near(expected, IndependentSum.Of(amounts, chances, 700).Mean, 1e-8);
        Golden.Near(16_523.165, Lattice.FromAmounts([12_345.67, 20_700.66], [1, 1], 700).Mean, 1e-8);
    }

    [Fact]
    public void Are_widened_until_their_mass_is_there()
    {
        var sum = IndependentSum.Of(Amounts, Chances, 1, points: 16);
        Assert.True(sum.Mass >= 1 - Lattice.MassTolerance);
        Golden.Near(94.99, sum.Mean, 1e-3);
        Assert.True(CompoundSum.Poisson(3, Lattice.FromAmounts([1000], [1], 1), 8).Mass >= 1 - Lattice.MassTolerance);
    }

    [Fact]
    public void Without_items_are_certainly_nothing()
    {
        var sum = IndependentSum.Of([], [], 5);
        Assert.Equal((0, 0, 1), (sum.Mean, sum.Quantile(0.9), sum.ProbabilityAtLeast(0)));
        Assert.Equal(0, sum.ProbabilityAtLeast(1));
    }

    [Fact]
    public void Of_a_random_number_have_the_compound_mean_and_variance()
    {
        var amount = Lattice.FromAmounts([0, 10, 30], [0.2, 0.5, 0.3], 10);
        double mean = 14, second = 0.5 * 100 + 0.3 * 900;
        var poisson = CompoundSum.Poisson(5, amount);
        Golden.Near(5 * mean, poisson.Mean, 1e-6);
        Golden.Near(Math.Sqrt(5 * second), poisson.StandardDeviation, 1e-6);
        var mixed = CompoundSum.NegativeBinomial(2, 5, amount);
        Golden.Near(5 * mean, mixed.Mean, 1e-6);
        Golden.Near(Math.Sqrt(5 * (second - mean * mean) + (5 + 25 / 2.0) * mean * mean), mixed.StandardDeviation, 1e-6);
        Golden.Near(2000, CompoundSum.Poisson(2000, Lattice.FromProbabilities([0, 1], 1)).Mean, 1e-2);
    }

    [Fact]
    public void Under_a_shock_of_mean_one_keep_their_mean_and_spread_more()
    {
        var shock = ShockNodes.MeanOneFactor(0.2);
        Golden.Near(1, shock.Nodes.Zip(shock.Weights, (f, w) => f * w).Sum(), 1e-5);
        var shaken = CommonShock.Sum(shock, Amounts, f => Array.ConvertAll(Chances, p => Math.Min(1, p * f)), 1);
        Assert.True(shaken.StandardDeviation > IndependentSum.Of(Amounts, Chances, 1).StandardDeviation + 1);
    }

    [Fact]
    public void Agree_with_a_simulation_within_four_sigma()
    {
        const int paths = 50_000;
        var random = Xoshiro256StarStar.For(9, "simulated sums");
        var reached = 0;
        for (var path = 0; path < paths; path++)
        {
            var total = 0.0;
            for (var i = 0; i < Amounts.Length; i++)
                total += random.Chance(Chances[i]) ? Amounts[i] : 0;
            reached += total >= 150 ? 1 : 0;
        }
        var p = Forecast.GetProperty("p_goal").GetDouble();
        Golden.Near(p, (double)reached / paths, 4 * Math.Sqrt(p * (1 - p) / paths));
    }

    [Fact]
    public void Refuse_what_is_no_probability_and_a_step_too_fine()
    {
        Assert.Throws<ArgumentException>(() => IndependentSum.Of([1], [1.2], 1));
        Assert.Throws<ArgumentException>(() => IndependentSum.Of([1], [double.NaN], 1));
        Assert.Throws<ArgumentException>(() => IndependentSum.Of([1e9], [0.5], 1e-3));
        Assert.Throws<ArgumentException>(() => IndependentSum.Of([-1], [0.5], 1));
    }
}
