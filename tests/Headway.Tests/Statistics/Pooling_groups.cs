using System.Text.Json;
using Headway.Statistics.Groups;
using Headway.Statistics.Pooling;
using Xunit;

namespace Headway.Tests.Statistics;

/// <summary>Golden numbers by R 4.2, lme4 1.1-31 and the published baseball averages and eight schools.</summary>
public sealed class Pooling_groups
{
    private static readonly JsonElement Coaching = Golden.Json("11_coaching");
    private static readonly int[] Trials = [.. Golden.Csv("11_reps").Select(row => (int)Golden.Number(row[1]))];
    private static readonly int[] Won = [.. Golden.Csv("11_reps").Select(row => (int)Golden.Number(row[2]))];

    [Fact]
    public void By_James_and_Stein_gives_the_baseball_averages_of_Efron_and_Morris()
    {
        var baseball = Coaching.GetProperty("efron_morris");
        double[] averages = [.. baseball.GetProperty("hits").Numbers().Select(hits => hits / 45)];
        var shrunken = JamesStein.Of(averages, baseball.GetProperty("sigma2").GetDouble());
        Golden.Near(baseball.GetProperty("mean").GetDouble(), shrunken.Mean, 1e-8);
        Golden.Near(baseball.GetProperty("shrink").GetDouble(), shrunken.Kept, 1e-8);
        Golden.Near(baseball.GetProperty("js").Numbers(), shrunken.Estimates, 1e-8);
    }

    [Theory]
    [InlineData("schools", new[] { 28.0, 8, -3, 7, -1, 1, 18, 12 }, new[] { 15.0, 10, 16, 11, 9, 11, 10, 18 })]
    [InlineData("dl_example", new[] { .10, .30, .35, .65, .45, .15 }, new[] { .05, .08, .10, .12, .09, .06 })]
    public void By_DerSimonian_and_Laird_gives_Rs_numbers(string name, double[] values, double[] errors)
    {
        var expected = Coaching.GetProperty(name);
        var pooled = RandomEffects.Of(values, errors);
        Golden.Near(expected.GetProperty("Q").GetDouble(), pooled.Q, 1e-8);
        Golden.Near(expected.GetProperty("tau2").GetDouble(), pooled.TauSquared, 1e-8);
        Golden.Near(expected.GetProperty("mu").GetDouble(), pooled.Pooled, 1e-8);
        Golden.Near(expected.GetProperty("se").GetDouble(), pooled.PooledStandardError, 1e-8);
        Golden.Near(expected.GetProperty("shrunk").Numbers(), [.. pooled.Groups.Select(group => group.Value)], 1e-8);
    }

    [Fact]
    public void By_a_beta_binomial_finds_Rs_maximum_and_no_evidence_that_they_differ()
    {
        var expected = Coaching.GetProperty("betabinom");
        var fit = BetaBinomial.Fit(Won, Trials);
        Golden.Near(expected.GetProperty("m").GetDouble(), fit.Mean, 1e-4);
        Golden.Near(expected.GetProperty("loglik").GetDouble(), fit.LogLikelihood, 1e-8);
        Golden.Near(expected.GetProperty("loglik_binomial").GetDouble(), fit.LogLikelihoodOfOneShare, 1e-8);
        Assert.InRange(fit.Weight / expected.GetProperty("M").GetDouble(), 0.999, 1.001);
        Assert.False(fit.Differs);
    }

    [Fact]
    public void With_a_given_prior_gives_Rs_shares_and_their_intervals()
    {
        var expected = Coaching.GetProperty("fixed_prior");
        var prior = new BetaBinomial(0.28, 25);
        for (var i = 0; i < Trials.Length; i++)
        {
            Golden.Near(expected.GetProperty("post_mean")[i].GetDouble(), prior.Shrunken(Won[i], Trials[i]), 1e-8);
            Golden.Near(expected.GetProperty("lo")[i].GetDouble(), prior.IntervalOf(Won[i], Trials[i]).Low, 1e-8);
            Golden.Near(expected.GetProperty("hi")[i].GetDouble(), prior.IntervalOf(Won[i], Trials[i]).High, 1e-8);
            Golden.Near(expected.GetProperty("p_below_team")[i].GetDouble(), prior.ChanceBelow(0.28, Won[i], Trials[i]), 1e-8);
        }
    }

    [Fact]
    public void Weighs_a_prior_by_how_far_its_shares_lie_apart()
    {
        foreach (var row in Golden.Json("16_evidence_floor").GetProperty("reliability").EnumerateArray())
        {
            var weight = BetaBinomial.WeightOf(row.GetProperty("p").GetDouble(), row.GetProperty("tau").GetDouble());
            Golden.Near(row.GetProperty("M").GetDouble(), weight, 1e-7);
            Golden.Near(row.GetProperty("weight_n20").GetDouble(), 20 / (20 + weight), 1e-8);
        }
    }

    [Fact]
    public void Draws_the_limits_of_the_funnel_plot_where_R_does()
    {
        var expected = Coaching.GetProperty("funnel");
        var funnel = FunnelLimits.Of(Won, Trials);
        Golden.Near(expected.GetProperty("p0").GetDouble(), funnel.Share, 1e-8);
        Golden.Near(expected.GetProperty("z").Numbers(), funnel.Z, 1e-8);
        Golden.Near(expected.GetProperty("phi").GetDouble(), funnel.Dispersion, 1e-8);
        Golden.Near(expected.GetProperty("chisq").GetDouble(), funnel.ChiSquare, 1e-8);
        Golden.Near(expected.GetProperty("p").GetDouble(), funnel.PValue, 1e-8);
        for (var i = 0; i < Trials.Length; i++)
        {
            Golden.Near(expected.GetProperty("lim95_lo")[i].GetDouble(), funnel.LimitsFor(Trials[i]).Low, 1e-8);
            Golden.Near(expected.GetProperty("lim95_hi")[i].GetDouble(), funnel.LimitsFor(Trials[i]).High, 1e-8);
            Golden.Near(expected.GetProperty("two_sided_p")[i].GetDouble(), funnel.PValueOf(Won[i], Trials[i]), 1e-8);
        }
    }

    [Fact]
    public void By_a_random_intercept_gives_the_shares_of_lme4()
    {
        var expected = Coaching.GetProperty("glmer");
        var fit = RandomInterceptLogit.Fit(Won, Trials);
        Golden.Near(expected.GetProperty("fixef").GetDouble(), fit.Intercept, 1e-3);
        Golden.Near(expected.GetProperty("sd").GetDouble(), fit.Spread, 1e-3);
        Golden.Near(expected.GetProperty("p").Numbers(), fit.Shares, 1e-3);
    }

    [Fact]
    public void Answers_the_same_whatever_the_order_of_groups()
    {
        int[] back = [.. Enumerable.Range(0, Trials.Length).Reverse()];
        int[] trials = [.. back.Select(i => Trials[i])], won = [.. back.Select(i => Won[i])];
        Golden.Near(BetaBinomial.Fit(Won, Trials).LogLikelihood, BetaBinomial.Fit(won, trials).LogLikelihood, 1e-10);
        Golden.Near(RandomInterceptLogit.Fit(Won, Trials).Shares, [.. RandomInterceptLogit.Fit(won, trials).Shares.Reverse()], 1e-5);
        Golden.Near(FunnelLimits.Of(Won, Trials).ChiSquare, FunnelLimits.Of(won, trials).ChiSquare, 1e-12);
    }
}
