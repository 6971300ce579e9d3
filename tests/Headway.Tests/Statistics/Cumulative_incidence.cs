using System.Text.Json;
using Headway.Statistics.Intervals;
using Headway.Statistics.MultiState;
using Headway.Statistics.Survival;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Cumulative_incidence
{
    private static readonly JsonElement Survival = Golden.Json("01_survival");

    private static AalenJohansen SmallBook(bool delayedEntry)
    {
        var rows = Golden.Csv("01_deals_small").Where(r => delayedEntry || r[1] == "0").ToArray();
        return AalenJohansen.Fit(
            rows.Select(r => Golden.Number(r[1])).ToArray(), rows.Select(r => Golden.Number(r[2])).ToArray(),
            rows.Select(r => int.Parse(r[3])).ToArray(), 3);
    }

    private static double[] StatesAt(AalenJohansen aj, double t) =>
        [aj.SurvivalAt(t), .. Enumerable.Range(1, aj.Kinds).Select(k => aj.IncidenceAt(t, k))];

    private static double[] ErrorsAt(AalenJohansen aj, double t) =>
        [aj.SurvivalStandardErrorAt(t), .. Enumerable.Range(1, aj.Kinds).Select(k => aj.StandardErrorAt(t, k))];

    [Fact]
    public void With_delayed_entry_is_Rs()
    {
        var golden = Survival.GetProperty("deals_small_lefttrunc");
        var aj = SmallBook(delayedEntry: true);
        var times = golden.At("time").Numbers();
        Golden.Near(times, aj.Times.ToArray(), 0, "time");
        Golden.Near(golden.At("n_risk_entry").Numbers(), aj.AtRisk.ToArray().Select(n => (double)n).ToArray(), 0, "at risk");
        var (events, states) = (golden.At("n_event").Rows(), golden.At("pstate").Rows());
        for (var j = 0; j < times.Length; j++)
        {
            Golden.Near(states[j], StatesAt(aj, times[j]), 1e-9, $"states at {times[j]}");
            for (var k = 1; k <= 3; k++)
                Assert.Equal((int)events[j][k], aj.EndingsAtIndex(j, k));
        }
    }

    [Fact]
    public void With_delayed_entry_has_survfits_errors_by_the_infinitesimal_jackknife()
    {
        var golden = Survival.GetProperty("deals_small_lefttrunc");
        var rows = Golden.Csv("01_deals_small");
        var times = golden.At("time").Numbers();
        for (var j = 0; j < times.Length; j++)
        {
            var occupancy = InfinitesimalJackknife.OccupancyAt(
                new int[rows.Length], rows.Select(r => Golden.Number(r[1])).ToArray(), rows.Select(r => Golden.Number(r[2])).ToArray(),
                rows.Select(r => (int)Golden.Number(r[3]) is > 0 and var kind ? kind : MultiStateAalenJohansen.Censored).ToArray(),
                Enumerable.Range(0, rows.Length).ToArray(), 4, [1, 0, 0, 0], times[j]);
            Golden.Near(golden.At("pstate").Rows()[j], occupancy.Probabilities, 1e-9, $"states at {times[j]}");
            Golden.Near(golden.At("std_err").Rows()[j], occupancy.StandardErrors, 1e-9, $"errors at {times[j]}");
        }
    }

    // R's errors in that file are an infinitesimal jackknife, equal to the closed form only without delayed entry: here the formula itself.
    [Fact]
    public void With_delayed_entry_has_the_closed_form_variance()
    {
        var aj = SmallBook(delayedEntry: true);
        for (var at = 0; at < aj.Times.Length; at++)
        {
            for (var k = 1; k <= 3; k++)
            {
                double sum = 0, before = 1, end = aj.IncidenceAtIndex(at, k);
                for (var j = 0; j <= at; before = aj.Survival[j++])
                {
                    double n = aj.AtRisk[j], dk = aj.EndingsAtIndex(j, k), gap = end - aj.IncidenceAtIndex(j, k);
                    double d = Enumerable.Range(1, 3).Sum(kind => aj.EndingsAtIndex(j, kind));
                    sum += gap * gap * d / (n * (n - d)) + before * before * dk * (n - dk) / (n * n * n) - 2 * gap * before * dk / (n * n);
                }
                Golden.Near(Math.Sqrt(sum), aj.StandardErrorAt(aj.Times[at], k), 1e-9, $"ending {k} at {aj.Times[at]}");
            }
        }
    }

    [Fact]
    public void Without_delayed_entry_is_Rs_with_its_standard_errors()
    {
        var golden = Survival.GetProperty("deals_small_noentry");
        var aj = SmallBook(delayedEntry: false);
        var times = golden.At("time").Numbers();
        for (var j = 0; j < times.Length; j++)
        {
            Golden.Near(golden.At("pstate").Rows()[j], StatesAt(aj, times[j]), 1e-9, $"states at {times[j]}");
            Golden.Near(golden.At("std_err_survival").Rows()[j], ErrorsAt(aj, times[j]), 1e-9, $"errors at {times[j]}");
        }
        for (var k = 1; k <= 3; k++)
        {
            var estimates = golden.At("cmprsk_at").Numbers().Select(t => aj.IncidenceAt(t, k)).ToArray();
            Golden.Near(golden.At("cmprsk_est").Rows()[k - 1], estimates, 1e-9, $"cmprsk {k}");
        }
    }

    [Fact]
    public void Is_below_one_minus_Kaplan_Meier_of_the_same_ending()
    {
        var rows = Golden.Csv("01_deals_small").Where(r => r[1] == "0").ToArray();
        var naive = 1 - KaplanMeier.Fit([], rows.Select(r => Golden.Number(r[2])).ToArray(), rows.Select(r => r[3] == "1").ToArray())
            .SurvivalAt(40);
        Golden.Near(Survival.At("deals_small_noentry.naive_1mKM_won_at_40").GetDouble(), naive, 1e-9);
        Assert.True(SmallBook(delayedEntry: false).IncidenceAt(40, 1) < naive - 0.1);
    }

    [Fact]
    public void Has_the_closed_form_variance_and_intervals()
    {
        var golden = Golden.Json("01b_cif_variance");
        var aj = SmallBook(delayedEntry: false);
        var times = golden.At("t").Numbers();
        for (var i = 0; i < times.Length; i++)
        {
            Golden.Near(golden.At("cif").Numbers()[i], aj.IncidenceAt(times[i], 1), 1e-9, "cif");
            foreach (var source in new[] { "var_formula", "var_etm", "var_survfit_IJ" })
                Golden.Near(golden.At(source).Numbers()[i], Math.Pow(aj.StandardErrorAt(times[i], 1), 2), 1e-9, source);
            var interval = aj.IntervalAt(times[i], 1)!.Value;
            Golden.Near(golden.At("cloglog_ci_formula").Rows()[i], [interval.Low, interval.High], 1e-9, "interval");
        }
    }

    [Fact]
    public void Of_the_mgus2_study_is_Rs_for_each_sex()
    {
        var golden = Survival.GetProperty("mgus2");
        var sexes = golden.At("strata").EnumerateArray().Select(s => s.GetString()![^1..]).ToArray();
        var times = golden.At("time").Numbers();
        for (var i = 0; i < times.Length; i++)
        {
            var rows = Golden.Csv("01_mgus2").Where(r => r[1] == sexes[i]).ToArray();
            var aj = AalenJohansen.Fit(
                [], rows.Select(r => Golden.Number(r[2])).ToArray(), rows.Select(r => int.Parse(r[3])).ToArray(), 2);
            Golden.Near(golden.At("pstate").Rows()[i], StatesAt(aj, times[i]), 1e-9, $"{sexes[i]} at {times[i]}");
            Golden.Near(golden.At("std_err").Rows()[i], ErrorsAt(aj, times[i]), 1e-9, $"{sexes[i]} errors at {times[i]}");
        }
    }

    [Fact]
    public void Of_sojourns_on_the_stage_clock_is_Rs()
    {
        foreach (var (stage, kinds) in new[] { ("S1", new[] { "S2", "lost" }), ("S2", ["S3", "lost"]), ("S3", ["won", "lost"]) })
        {
            var golden = Survival.At($"semi_markov.{stage}");
            var rows = Golden.Csv("01_multistate").Where(r => r[1] == stage).ToArray();
            Assert.Equal(golden.GetProperty("n").GetInt32(), rows.Length);
            var sojourns = rows.Select(r => Golden.Number(r[3]) - Golden.Number(r[2])).ToArray();
            var aj = AalenJohansen.Fit([], sojourns, rows.Select(r => Array.IndexOf(kinds, r[4]) + 1).ToArray(), 2);
            var times = golden.At("time").Numbers();
            for (var i = 0; i < times.Length; i++)
                Golden.Near(golden.At("pstate").Rows()[i], StatesAt(aj, times[i]), 1e-9, $"{stage} at {times[i]}");
        }
    }

    [Fact]
    public void On_whole_weeks_is_the_life_table()
    {
        var golden = Golden.Json("03_discrete_hazard").GetProperty("AJ");
        var rows = Golden.Csv("03_deals_weeks");
        var aj = AalenJohansen.Fit(
            [], rows.Select(r => Golden.Number(r[1])).ToArray(), rows.Select(r => int.Parse(r[2])).ToArray(), 3);
        var times = golden.At("time").Numbers();
        for (var i = 0; i < times.Length; i++)
            Golden.Near(golden.At("pstate").Rows()[i], StatesAt(aj, times[i]), 1e-9, $"at {times[i]}");
    }

    [Fact]
    public void Counts_who_was_at_risk_after_entry_and_up_to_the_exit()
    {
        var aj = AalenJohansen.Fit([0, 5], [5, 9], [1, 0], 1);
        Assert.Equal(1, aj.AtRiskAt(5));
        Assert.Equal(1, aj.AtRiskAt(5.5));
        Assert.Equal(0, aj.AtRiskAt(0));
        Assert.Equal(0, aj.AtRiskAt(9.5));
    }

    [Fact]
    public void Answers_how_long_those_took_that_ended_so_far()
    {
        var aj = AalenJohansen.Fit([], [2, 4, 6, 8, 9], [1, 1, 1, 1, 0], 2);
        Assert.Equal(4, aj.QuantileAmongEnded(1, 0.5));
        Assert.Equal(8, aj.QuantileAmongEnded(1, 1));
        Assert.Null(aj.QuantileAmongEnded(2, 0.5));
        Assert.Null(aj.IntervalAt(9, 2));
    }

    [Fact]
    public void Refuses_a_row_that_leaves_before_it_enters()
    {
        var refusal = Assert.Throws<ArgumentException>(() => AalenJohansen.Fit([3], [3], [1], 1));
        Assert.Contains("Row 0", refusal.Message);
    }
}
