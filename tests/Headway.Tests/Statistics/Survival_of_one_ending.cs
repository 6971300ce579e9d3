using Headway.Statistics.Survival;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Survival_of_one_ending
{
    private static readonly System.Text.Json.JsonElement Freireich = Golden.Json("01_survival").GetProperty("freireich");

    private static KaplanMeier Fit() => KaplanMeier.Fit(
        [], Freireich.At("time").Numbers(), Freireich.At("event").Numbers().Select(e => e == 1).ToArray());

    [Fact]
    public void Is_Freireichs_published_curve()
    {
        var km = Fit();
        var golden = Freireich.GetProperty("km");
        Golden.Near(golden.At("time").Numbers(), km.Times.ToArray(), 0, "time");
        Golden.Near(golden.At("n_risk").Numbers(), Doubles(km.AtRisk), 0, "at risk");
        Golden.Near(golden.At("n_event").Numbers(), Doubles(km.Endings), 0, "endings");
        Golden.Near(golden.At("surv").Numbers(), km.Survival.ToArray(), 1e-9, "S");
        Golden.Near(golden.At("greenwood_se").Numbers(), km.StandardErrors.ToArray(), 1e-9, "se");
    }

    [Theory]
    [InlineData("loglog", IntervalScale.ComplementaryLogLog)]
    [InlineData("plain", IntervalScale.Plain)]
    [InlineData("log", IntervalScale.Log)]
    public void Has_Rs_intervals_on_each_scale(string name, IntervalScale scale)
    {
        var km = Fit();
        var intervals = km.Times.ToArray().Select(t => km.IntervalAt(t, scale)!.Value).ToArray();
        Golden.Near(Freireich.At($"km.{name}_lo").Numbers(), intervals.Select(i => i.Low).ToArray(), 1e-9, "low");
        Golden.Near(Freireich.At($"km.{name}_hi").Numbers(), intervals.Select(i => i.High).ToArray(), 1e-9, "high");
    }

    [Fact]
    public void Has_Rs_median_and_restricted_mean()
    {
        var km = Fit();
        Assert.Equal(Freireich.GetProperty("median").GetDouble(), km.Median);
        var mean = km.RestrictedMeanTo(30)!.Value;
        Golden.Near(Freireich.GetProperty("rmst30").GetDouble(), mean.Mean, 1e-9, "restricted mean");
        Golden.Near(Freireich.GetProperty("rmst30_se").GetDouble(), mean.StandardError, 1e-9, "its se");
    }

    [Fact]
    public void Has_no_median_before_half_have_ended_and_no_mean_beyond_what_was_seen()
    {
        var km = KaplanMeier.Fit([], [3, 5, 8, 9], [true, false, false, false]);
        Assert.Null(km.Median);
        Assert.Null(km.RestrictedMeanTo(10));
        Assert.Null(km.IntervalAt(1));
        Assert.Equal(9, km.LastObserved);
    }

    [Fact]
    public void Of_nobody_has_answers_and_no_numbers()
    {
        var km = KaplanMeier.Fit([], [], []);
        Assert.Null(km.Median);
        Assert.Null(km.LastObserved);
        Assert.Null(km.RestrictedMeanTo(1));
        Assert.Equal(1, km.SurvivalAt(5));
    }

    private static double[] Doubles(ReadOnlySpan<int> values) => values.ToArray().Select(v => (double)v).ToArray();
}
