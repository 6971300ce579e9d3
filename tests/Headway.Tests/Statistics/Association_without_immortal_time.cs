using System.Text.Json;
using Headway.Statistics.Association;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Association_without_immortal_time
{
    private static readonly JsonElement Immortal = Golden.Json("04_immortal");
    private static readonly JsonElement LossesEarly = Golden.Json("04b_immortal");

    private sealed record Rows(
        List<double> Start, List<double> Stop, List<bool> Won, List<bool> Lost, List<double> Columns, List<double> Done);

    private static readonly string[][] Cases = Golden.Csv("04_immortal");

    /// <summary>A case whose exposure came before its end has a row before and a row after.</summary>
    private static Rows CountingProcess()
    {
        var rows = new Rows([], [], [], [], [], []);
        foreach (var r in Cases)
        {
            double exit = Golden.Number(r[1]), fit = Golden.Number(r[3]);
            double? act = r[4].Length == 0 ? null : Golden.Number(r[4]);
            if (act is { } at) Row(0, at, 0, 0, fit);
            Row(act ?? 0, exit, int.Parse(r[2]), act is null ? 0 : 1, fit);
        }
        return rows;

        void Row(double start, double stop, int status, double done, double fit)
        {
            rows.Start.Add(start);
            rows.Stop.Add(stop);
            rows.Won.Add(status == 1);
            rows.Lost.Add(status == 2);
            rows.Columns.AddRange([done, fit]);
            rows.Done.Add(done);
        }
    }

    private static CoxModel Model(CoxFit fit) => fit.Match(f => f.Model, n => throw new InvalidOperationException(n.Why));

    [Theory]
    [InlineData("win", Ties.Breslow)]
    [InlineData("win", Ties.Efron)]
    [InlineData("loss", Ties.Breslow)]
    [InlineData("loss", Ties.Efron)]
    public void Of_a_time_dependent_exposure_is_Rs_for_each_ending_and_way_of_ties(string ending, Ties ties)
    {
        var rows = CountingProcess();
        bool[] ended = [.. ending == "win" ? rows.Won : rows.Lost];
        var expected = Immortal.GetProperty($"td_{ending}_{ties.ToString().ToLowerInvariant()}");
        var model = Model(CoxRegression.Fit([.. rows.Start], [.. rows.Stop], ended, [.. rows.Columns], 2, ties: ties));
        Golden.Near(expected.GetProperty("coef").Numbers(), model.Coefficients, 1e-6, "coefficients");
        Golden.Near(expected.GetProperty("se").Numbers(), model.StandardErrors, 1e-5, "errors");
        Golden.Near(
            expected.GetProperty("loglik").Numbers(), [model.LogLikelihoodAtZero, model.LogLikelihood], 1e-6, "log-likelihood");

        var alone = Immortal.GetProperty($"td_unadj_{ending}_{ties.ToString().ToLowerInvariant()}");
        var unadjusted = Model(CoxRegression.Fit([.. rows.Start], [.. rows.Stop], ended, [.. rows.Done], 1, ties: ties));
        Golden.Near(alone.GetProperty("coef").GetDouble(), unadjusted.Coefficients[0], 1e-6);
        Golden.Near(alone.GetProperty("se").GetDouble(), unadjusted.StandardErrors[0], 1e-5);
    }

    [Theory]
    [InlineData(Ties.Breslow)]
    [InlineData(Ties.Efron)]
    public void Of_Stanford_heart_patients_is_Rs(Ties ties)
    {
        var rows = Golden.Csv("04_heart");
        double[] columns = [.. rows.SelectMany(r => new[] { r[7], r[4], r[6], r[5] }.Select(Golden.Number))];
        var expected = Immortal.GetProperty($"heart_{ties.ToString().ToLowerInvariant()}");
        var model = Model(CoxRegression.Fit(
            [.. rows.Select(r => Golden.Number(r[1]))], [.. rows.Select(r => Golden.Number(r[2]))], [.. rows.Select(r => r[3] == "1")],
            columns, 4, ties: ties));
        Golden.Near(expected.GetProperty("coef").Numbers(), model.Coefficients, 1e-6);
        Golden.Near(expected.GetProperty("se").Numbers(), model.StandardErrors, 1e-5);
    }

    [Fact]
    public void At_landmarks_has_Rs_incidences_and_hazard_ratios()
    {
        foreach (var expected in Immortal.GetProperty("landmark").EnumerateArray())
        {
            double landmark = expected.GetProperty("L").GetDouble();
            var atRisk = Cases.Where(r => Golden.Number(r[1]) > landmark).ToArray();
            double[] since = [.. atRisk.Select(r => Golden.Number(r[1]) - landmark)];
            int[] ending = [.. atRisk.Select(r => int.Parse(r[2]))];
            bool[] exposed = [.. atRisk.Select(r => r[4].Length > 0 && Golden.Number(r[4]) <= landmark)];
            Assert.Equal(expected.GetProperty("n").GetInt32(), since.Length);
            var incidence = LandmarkIncidence.Of(since, ending, exposed, 2, 1, 60)!;
            Golden.Near(expected.GetProperty("cif_win_60").Numbers(), [incidence.Unexposed, incidence.Exposed], 1e-9);
            Golden.Near(expected.GetProperty("se").Numbers(), [incidence.UnexposedError, incidence.ExposedError], 1e-9);
            var cox = Model(CoxRegression.Fit(
                [], since, [.. ending.Select(e => e == 1)],
                [.. atRisk.SelectMany((r, i) => new[] { exposed[i] ? 1.0 : 0, Golden.Number(r[3]) })], 2));
            Golden.Near(expected.GetProperty("cox_loghr").Numbers(), cox.Coefficients, 1e-6);
            Golden.Near(expected.GetProperty("cox_se").Numbers(), cox.StandardErrors, 1e-5);
        }
    }

    [Fact]
    public void In_person_weeks_has_Rs_logit_and_errors_by_case()
    {
        var columns = new List<double>();
        var happened = new List<bool>();
        var cluster = new List<int>();
        foreach (var r in Cases)
        {
            var weeks = (int)Math.Ceiling(Golden.Number(r[1]) / 7);
            for (var w = 1; w <= weeks; w++)
            {
                var done = r[4].Length > 0 && Golden.Number(r[4]) <= 7 * (w - 1);
                columns.AddRange([w, w * w, Golden.Number(r[3]), done ? 1 : 0]);
                happened.Add(w == weeks && r[2] == "1");
                cluster.Add(int.Parse(r[0]));
            }
        }
        var expected = Immortal.GetProperty("pooled_logit_win");
        Assert.Equal(expected.GetProperty("rows").GetInt32(), happened.Count);
        var fit = Assert.IsType<PooledLogitFit.Fitted>(
            PooledLogit.Fit(SparseRows.WithIntercept([.. columns], 4), [.. happened], cluster: [.. cluster]));
        Golden.Near(expected.GetProperty("coef").Numbers(), fit.Coefficients, 1e-6);
        Golden.Near(expected.GetProperty("se_model").Numbers(), fit.StandardErrors, 1e-5);
        Golden.Near(expected.GetProperty("se_cluster_HC0").Numbers(), fit.ClusterStandardErrors!, 1e-5);
    }

    [Fact]
    public void Is_about_nothing_where_nothing_is_though_the_win_rate_of_those_that_did_it_is_two_and_a_half_times_the_others()
    {
        var rows = Golden.Csv("04b_immortal");
        double[] exit = [.. rows.Select(r => Golden.Number(r[1]))];
        int[] status = [.. rows.Select(r => int.Parse(r[2]))];
        double[] at = [.. rows.Select(r => r[3].Length == 0 ? double.PositiveInfinity : Golden.Number(r[3]))];
        foreach (var expected in LossesEarly.GetProperty("landmark").EnumerateArray())
        {
            var landmark = expected.GetProperty("L").GetDouble();
            int[] kept = [.. Enumerable.Range(0, exit.Length).Where(i => exit[i] > landmark)];
            var incidence = LandmarkIncidence.Of(
                [.. kept.Select(i => exit[i] - landmark)], [.. kept.Select(i => status[i])], [.. kept.Select(i => at[i] <= landmark)], 2, 1,
                90)!;
            Golden.Near(expected.GetProperty("cif_win").Numbers(), [incidence.Unexposed, incidence.Exposed], 1e-9);
            Golden.Near(expected.GetProperty("diff").GetDouble(), incidence.Difference.Value, 1e-9);
            Golden.Near(expected.GetProperty("diff_se").GetDouble(), incidence.Difference.StandardError, 1e-9);
            Assert.True(incidence.Difference.PValue > 0.5);
        }
        var stacked = Model(StackedLandmarks.Fit(
            exit, [.. status.Select(s => s == 1)], at, [15, 30, 45, 60, 75, 90, 105], 90));
        var super = LossesEarly.GetProperty("super");
        Golden.Near(super.GetProperty("coef").GetDouble(), stacked.Coefficients[0], 1e-6);
        Golden.Near(super.GetProperty("naive_se").GetDouble(), stacked.StandardErrors[0], 1e-5);
        Golden.Near(super.GetProperty("robust_se").GetDouble(), stacked.RobustStandardErrors![0], 1e-5);
    }

    [Fact]
    public void Says_what_is_not_identified_instead_of_a_number()
    {
        Assert.IsType<CoxFit.NotIdentified>(CoxRegression.Fit([], [1, 2, 3], [false, false, false], [0, 1, 0], 1));
        Assert.IsType<CoxFit.NotIdentified>(CoxRegression.Fit([], [1, 2, 3], [true, true, false], [1, 1, 1], 1));
        Assert.IsType<CoxFit.NotIdentified>(CoxRegression.Fit([], [1, 2, 3, 4], [true, true, false, false], [1, 1, 0, 0], 1));
        Assert.Throws<ArgumentException>(() => CoxRegression.Fit([2], [2], [true], [1], 1));
    }
}
