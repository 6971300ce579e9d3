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
    public void Gives_Rs_assurance_of_the_number_and_of_the_naive_one()
    {
        foreach (var row in Plan.GetProperty("binomial").EnumerateArray())
        {
            var (p, wins) = (row.GetProperty("p").GetDouble(), row.GetProperty("wins").GetInt32());
            double Assurance(int n) => 1 - MathNet.Numerics.Distributions.Binomial.CDF(p, n, wins - 1);
            Golden.Near(row.GetProperty("prob").GetDouble(), Assurance(RequiredTrials.Binomial(wins, p)!.Value), 1e-8);
            Golden.Near(row.GetProperty("prob_naive").GetDouble(), Assurance((int)Math.Ceiling(wins / p - 1e-9)), 1e-8);
        }
    }

    [Fact]
    public void Gives_Rs_weekly_inflow_and_what_it_costs_to_begin_late()
    {
        // The chance to succeed within t weeks, as the oracle defines it.
        static double F(double t) => 0.25 * (1 - Math.Exp(-Math.Pow(t / 8, 1.5)));
        static double[] Weeks(int count) => [.. Enumerable.Range(1, count).Select(week => F(13 - week))];
        var weekly = Plan.GetProperty("weekly");
        Golden.Near(weekly.GetProperty("rate80").GetDouble(), RequiredInflow.PerPeriod(4, Weeks(13))!.Value, 1e-8);
        Golden.Near(weekly.GetProperty("rate80_10").GetDouble(), RequiredInflow.PerPeriod(10, Weeks(13))!.Value, 1e-8);
        foreach (var row in Plan.GetProperty("frontload").EnumerateArray())
        {
            var weeks = row.GetProperty("weeks").GetInt32();
            Golden.Near(
                row.GetProperty("total_needed_for_4_wins").GetDouble(), weeks * RequiredInflow.PerPeriod(4, Weeks(weeks))!.Value, 1e-8);
        }
        Assert.Null(RequiredInflow.PerPeriod(4, [0, 0]));
    }

    [Fact]
    public void Says_when_no_number_is_enough() => Assert.Null(RequiredTrials.Binomial(10, 1e-7));
}
