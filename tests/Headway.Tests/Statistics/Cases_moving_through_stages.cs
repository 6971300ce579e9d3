using System.Text.Json;
using Headway.Statistics.MultiState;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Cases_moving_through_stages
{
    private static readonly JsonElement Survival = Golden.Json("01_survival");
    private static readonly string[] States = ["S1", "S2", "S3", "won", "lost"];

    private static MultiStateAalenJohansen Fit(int minimumAtRisk = 1)
    {
        var rows = Golden.Csv("01_multistate");
        return MultiStateAalenJohansen.Fit(
            rows.Select(r => Array.IndexOf(States, r[1])).ToArray(), rows.Select(r => Golden.Number(r[2])).ToArray(),
            rows.Select(r => Golden.Number(r[3])).ToArray(), rows.Select(r => Array.IndexOf(States, r[4])).ToArray(), 5, minimumAtRisk);
    }

    [Fact]
    public void Occupy_the_states_that_R_says()
    {
        var golden = Survival.GetProperty("multistate_AJ");
        var fit = Fit();
        var times = golden.At("time").Numbers();
        for (var i = 0; i < times.Length; i++)
        {
            var occupancy = fit.OccupancyAt([1, 0, 0, 0, 0], 0, times[i]);
            Golden.Near(golden.At("pstate").Rows()[i], occupancy.Probabilities, 1e-9, $"at {times[i]}");
        }
    }

    [Fact]
    public void Have_survfits_errors_where_a_case_has_several_rows()
    {
        var golden = Survival.GetProperty("multistate_AJ");
        var times = golden.At("time").Numbers();
        var rows = Golden.Csv("01_multistate");
        var cases = rows.Select(r => r[0]).Distinct().Select((id, number) => (id, number))
            .ToDictionary(each => each.id, each => each.number);
        for (var i = 0; i < times.Length; i++)
        {
            var occupancy = InfinitesimalJackknife.OccupancyAt(
                rows.Select(r => Array.IndexOf(States, r[1])).ToArray(), rows.Select(r => Golden.Number(r[2])).ToArray(),
                rows.Select(r => Golden.Number(r[3])).ToArray(), rows.Select(r => Array.IndexOf(States, r[4])).ToArray(),
                rows.Select(r => cases[r[0]]).ToArray(), 5, [1, 0, 0, 0, 0], times[i]);
            Golden.Near(golden.At("pstate").Rows()[i], occupancy.Probabilities, 1e-9, $"at {times[i]}");
            Golden.Near(golden.At("std_err").Rows()[i], occupancy.StandardErrors, 1e-9, $"errors at {times[i]}");
        }
    }

    [Fact]
    public void Have_etms_transition_probabilities_and_variance()
    {
        var fit = Fit();
        AssertMatrix(Survival.At("multistate_etm_P0_60.P").Rows(), fit.TransitionMatrix(0, 60));
        AssertMatrix(Survival.At("multistate_etm_P20_60").Rows(), fit.TransitionMatrix(20, 60));
        var error = fit.OccupancyAt([1, 0, 0, 0, 0], 0, 60).StandardErrors[3];
        Golden.Near(Survival.At("multistate_etm_P0_60.var_S1_won").GetDouble(), error * error, 1e-9, "variance of S1 to won");
    }

    [Fact]
    public void Are_not_certain_to_be_won_because_one_early_case_was()
    {
        Assert.Equal(1, Fit().TransitionMatrix(0, 60)[2, 3]);
        Assert.InRange(Fit(minimumAtRisk: 5).TransitionMatrix(0, 60)[2, 3], 0.3, 0.8);
    }

    private static void AssertMatrix(double[][] expected, double[,] actual)
    {
        for (var h = 0; h < expected.Length; h++)
            Golden.Near(expected[h], Enumerable.Range(0, 5).Select(j => actual[h, j]).ToArray(), 1e-9, $"row {h}");
    }
}
