using Headway.Statistics.Groups;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Differences_between_groups
{
    private static readonly System.Text.Json.JsonElement golden = Golden.Json("11_coaching");

    [Fact]
    public void Have_Rs_chi_square_and_p()
    {
        var rows = Golden.Csv("11_reps");
        var test = ChiSquareHomogeneity.Of(
            [.. rows.Select(row => (int)Golden.Number(row[Wins]))], [.. rows.Select(row => (int)Golden.Number(row[Trials]))])!.Value;
        Golden.Near(golden.At("funnel.chisq").GetDouble(), test.Statistic, 1e-9, "statistic");
        Golden.Near(golden.At("funnel.p").GetDouble(), test.P, 1e-9, "p");
        Assert.Equal(rows.Length - 1, test.DegreesOfFreedom);
    }

    [Fact]
    public void Cannot_be_tested_where_all_went_the_same_way_or_there_is_one_group()
    {
        Assert.Null(ChiSquareHomogeneity.Of([5, 8], [5, 8]));
        Assert.Null(ChiSquareHomogeneity.Of([0, 0], [5, 8]));
        Assert.Null(ChiSquareHomogeneity.Of([3, 0], [8, 0]));
    }

    /// <summary>The eight schools: no more apart than chance has them, so all are drawn to the pooled value.</summary>
    [Fact]
    public void Are_none_among_the_eight_schools()
    {
        double[] effects = [28, 8, -3, 7, -1, 1, 18, 12], errors = [15, 10, 16, 11, 9, 11, 10, 18];
        var fit = RandomEffects.Of(effects, errors);
        var expected = golden.GetProperty("schools");
        Golden.Near(expected.GetProperty("Q").GetDouble(), fit.Q, 1e-8, "Q");
        Assert.Equal(0, fit.TauSquared);
        Golden.Near(expected.GetProperty("mu").GetDouble(), fit.Pooled, 1e-8, "pooled");
        Golden.Near(expected.GetProperty("se").GetDouble(), fit.PooledStandardError, 1e-8, "its se");
        Golden.Near(expected.At("shrunk").Numbers(), [.. fit.Groups.Select(group => group.Value)], 1e-8, "shrunken");
    }

    [Fact]
    public void Are_shrunk_as_R_shrinks_them()
    {
        var fit = RandomEffects.Of([.10, .30, .35, .65, .45, .15], [.05, .08, .10, .12, .09, .06]);
        var expected = golden.GetProperty("dl_example");
        Golden.Near(expected.GetProperty("Q").GetDouble(), fit.Q, 1e-8, "Q");
        Golden.Near(expected.GetProperty("tau2").GetDouble(), fit.TauSquared, 1e-8, "tau squared");
        Golden.Near(expected.GetProperty("mu").GetDouble(), fit.Pooled, 1e-8, "pooled");
        Golden.Near(expected.GetProperty("se").GetDouble(), fit.PooledStandardError, 1e-8, "its se");
        Golden.Near(expected.At("shrunk").Numbers(), [.. fit.Groups.Select(group => group.Value)], 1e-8, "shrunken");
    }

    [Fact]
    public void Are_the_same_whatever_the_order_and_the_unit()
    {
        double[] effects = [0.1, 0.3, 0.35, 0.65, 0.45, 0.15], errors = [0.05, 0.08, 0.1, 0.12, 0.09, 0.06];
        var (fit, turned) = (RandomEffects.Of(effects, errors), RandomEffects.Of([.. effects.Reverse()], [.. errors.Reverse()]));
        Golden.Near([.. fit.Groups.Select(group => group.Value)], [.. turned.Groups.Select(group => group.Value).Reverse()], 1e-12);
        var points = RandomEffects.Of([.. effects.Select(x => 100 * x)], [.. errors.Select(x => 100 * x)]);
        Golden.Near(1e4 * fit.TauSquared, points.TauSquared, 1e-8);
        Assert.True(fit.TauSquared > 0);
        Assert.All(fit.Groups.Zip(effects), each => Assert.InRange(
            each.First.Value, Math.Min(each.Second, fit.Pooled), Math.Max(each.Second, fit.Pooled)));
    }

    private const int Trials = 1;
    private const int Wins = 2;
}
