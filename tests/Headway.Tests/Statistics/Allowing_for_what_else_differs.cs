using CsCheck;
using Headway.Statistics.Association;
using Headway.Statistics.Regression;
using Headway.Statistics.Survival;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Allowing_for_what_else_differs
{
    private static readonly System.Text.Json.JsonElement Expected = Golden.Json("06_aipw");
    private static readonly string[][] Rows = Golden.Csv("06_aipw");
    private static readonly bool[] Exposed = [.. Rows.Select(r => r[4] == "1")];
    private static readonly double[] Outcome = [.. Rows.Select(r => Golden.Number(r[5]))];
    private static readonly double[] Covariates = [.. Rows.SelectMany(r => new[] { r[1], r[2], r[3] }.Select(Golden.Number))];

    private static (double[] Propensity, double[] One, double[] None) Nuisance()
    {
        var propensity = Model(BinaryLogit.Fit(Covariates, 3, Exposed));
        double[] with = [.. Rows.SelectMany((r, i) => new[] { Exposed[i] ? 1.0 : 0 }.Concat(Covariates.Skip(i * 3).Take(3)))];
        var outcome = Model(BinaryLogit.Fit(with, 4, [.. Outcome.Select(y => y == 1)]));
        double[] At(double exposure) => [.. Rows.Select((_, i) => outcome.Probabilities([exposure, .. Covariates.AsSpan(i * 3, 3)])[1])];
        return ([.. Rows.Select((_, i) => propensity.Probabilities(Covariates.AsSpan(i * 3, 3))[1])], At(1), At(0));
    }

    private static LogitModel Model(LogitFit fit) => fit.Match(f => f.Model, n => throw new InvalidOperationException(n.Why));

    [Fact]
    public void Gives_Rs_estimates_by_every_road()
    {
        var (propensity, one, none) = Nuisance();
        var robust = DoublyRobust.Of(Exposed, Outcome, propensity, one, none)!;
        Golden.Near(Expected.GetProperty("aipw_rd").GetDouble(), robust.Difference.Value, 1e-6, "AIPW");
        Golden.Near(Expected.GetProperty("aipw_se").GetDouble(), robust.Difference.StandardError, 1e-6, "its error");
        Golden.Near(Expected.GetProperty("aipw_p1").GetDouble(), robust.Exposed, 1e-6);
        Golden.Near(Expected.GetProperty("aipw_p0").GetDouble(), robust.Unexposed, 1e-6);
        Golden.Near(Expected.GetProperty("aipw_rr").GetDouble(), robust.Ratio, 1e-6);
        Golden.Near(Expected.GetProperty("gcomp_rd").GetDouble(), robust.Standardised, 1e-6, "g-computation");
        Golden.Near(Expected.GetProperty("hajek_ipw_rd").GetDouble(), robust.Weighted, 1e-6, "weighting");
        Golden.Near(Expected.GetProperty("overlap_rd").GetDouble(), robust.Overlap, 1e-6, "overlap");
    }

    [Fact]
    public void Shows_Rs_balance_before_and_after_weighting()
    {
        var weights = CovariateBalance.Weights(Exposed, Nuisance().Propensity);
        Golden.Near(Expected.GetProperty("ess_treated").GetDouble(), CovariateBalance.EffectiveSize(weights, Exposed, true), 1e-4, "ESS");
        var raw = Expected.GetProperty("smd_raw").Numbers();
        var weighted = Expected.GetProperty("smd_ipw").Numbers();
        for (var j = 0; j < 3; j++)
        {
            double[] column = [.. Rows.Select((_, i) => Covariates[i * 3 + j])];
            Golden.Near(raw[j], CovariateBalance.Difference(column, Exposed), 1e-6, $"raw {j}");
            Golden.Near(weighted[j], CovariateBalance.Difference(column, Exposed, weights), 1e-6, $"weighted {j}");
        }
    }

    [Fact]
    public void Cross_fitted_stays_within_an_error_of_the_truth_and_does_not_mind_the_order_of_rows()
    {
        var rows = SparseRows.WithIntercept(Covariates, 3);
        int[] fold = CrossFitting.Folds([.. Enumerable.Range(0, Rows.Length).Select(i => (ulong)i)], 5);
        Assert.All(Enumerable.Range(0, 5), f => Assert.InRange(fold.Count(each => each == f), 100, 180));
        var one = CrossFitting.Estimate(rows, Exposed, Outcome, fold, 5, 1)!.Value.Estimate;
        Assert.InRange(
            one.Difference.Value - Expected.GetProperty("true_rd").GetDouble(), -one.Difference.StandardError,
            one.Difference.StandardError);
        int[] back = [.. Enumerable.Range(0, Rows.Length).Reverse()];
        var reversed = SparseRows.WithIntercept([.. back.SelectMany(i => Covariates.Skip(i * 3).Take(3))], 3);
        var other = CrossFitting.Estimate(
            reversed, [.. back.Select(i => Exposed[i])], [.. back.Select(i => Outcome[i])], [.. back.Select(i => fold[i])], 5, 1)!
            .Value.Estimate;
        Golden.Near(one.Difference.Value, other.Difference.Value, 1e-9);
    }

    [Fact]
    public void By_pseudo_values_equals_leaving_cases_out_one_by_one() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 2]).Array[20, 60].Sample(book =>
        {
            double[] exit = [.. book.Select(b => (double)b.Item1)];
            int[] ending = [.. book.Select(b => b.Item2)];
            var all = AalenJohansen.Fit([], exit, ending, 2).IncidenceAt(20, 1);
            var values = IncidencePseudoValues.Of(exit, ending, 1, 20);
            Golden.Near(all, values.Average(), 1e-9, "their mean is the estimate");
            for (var i = 0; i < exit.Length; i++)
            {
                int left = i, n = exit.Length;
                var without = AalenJohansen.Fit(
                    [], [.. exit.Where((_, k) => k != left)], [.. ending.Where((_, k) => k != left)], 2).IncidenceAt(20, 1);
                // The influence function is the limit of the jackknife: apart by the order of 1/n while enough are followed at the day,
                // and with days up to 60 about two thirds are.
                Golden.Near(n * all - (n - 1) * without, values[i], 12.0 / n, $"row {i}");
            }
        }, iter: 100);

    [Fact]
    public void By_pseudo_values_of_cases_seen_to_the_end_is_the_difference_of_shares()
    {
        double[] exit = [1, 2, 3, 4, 5, 6, 7, 8];
        int[] ending = [1, 2, 1, 2, 1, 1, 2, 2];
        Golden.Near([1, 0, 1, 0, 1, 1, 0, 0], IncidencePseudoValues.Of(exit, ending, 1, 100), 1e-12);
        bool[] exposed = [true, true, true, true, false, false, false, false];
        var rows = SparseRows.WithIntercept([.. exposed.Select(e => e ? 1.0 : 0)], 1);
        var difference = ClusteredLeastSquares.Fit(
            rows, IncidencePseudoValues.Of(exit, ending, 1, 4), [0, 1, 2, 3, 4, 5, 6, 7], 1);
        Golden.Near(0.5, difference!.Value.Value, 1e-12);
    }
}
