using System.Text.Json;
using Headway.Statistics.Distribution;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Planning_the_number_of_trials
{
    private static readonly JsonElement Plan = Golden.Json("10_plan");

    [Fact]
    public void Gives_Rs_integers_for_a_known_probability()
    {
        foreach (var row in Plan.GetProperty("binomial").EnumerateArray())
        {
            Assert.Equal(
                row.GetProperty("n80").GetInt32(),
                RequiredTrials.Binomial(row.GetProperty("wins").GetInt32(), row.GetProperty("p").GetDouble()));
        }
    }

    [Fact]
    public void Gives_Rs_integers_for_a_probability_that_is_itself_uncertain()
    {
        foreach (var row in Plan.GetProperty("betabinomial").EnumerateArray())
        {
            Assert.Equal(
                row.GetProperty("n80").GetInt32(),
                RequiredTrials.BetaBinomial(
                    row.GetProperty("wins").GetInt32(), row.GetProperty("a").GetDouble(), row.GetProperty("b").GetDouble()));
        }
    }

    [Fact]
    public void Gives_Rs_Poisson_means()
    {
        foreach (var row in Plan.GetProperty("poisson").EnumerateArray())
            Golden.Near(row.GetProperty("mean80").GetDouble(), RequiredTrials.PoissonMean(row.GetProperty("k").GetInt32()), 1e-8);
        var golden = Golden.Json("01b_cif_variance").GetProperty("team_vs_reps");
        Golden.Near(golden.GetProperty("rep_goal5").GetDouble(), RequiredTrials.PoissonMean(5), 1e-8);
        Golden.Near(golden.GetProperty("eight_reps_sum").GetDouble(), 8 * RequiredTrials.PoissonMean(5), 1e-8);
        Golden.Near(golden.GetProperty("team_goal40").GetDouble(), RequiredTrials.PoissonMean(40), 1e-8);
    }

    [Fact]
    public void Says_when_no_number_is_enough() => Assert.Null(RequiredTrials.Binomial(10, 1e-7));
}
