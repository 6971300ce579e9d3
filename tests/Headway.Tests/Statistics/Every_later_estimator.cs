using CsCheck;
using Headway.Statistics.Association;
using Headway.Statistics.Conformance;
using Headway.Statistics.Groups;
using Headway.Statistics.Pooling;
using Headway.Statistics.Scoring;
using Headway.Statistics.Selection;
using Headway.Statistics.Stopping;
using Xunit;

namespace Headway.Tests.Statistics;

/// <summary>What <see cref="Every_estimator"/> owes its caller, for the estimators of association, selection, scoring, stopping, pooling,
/// groups and conformance. CsCheck prints the seed of a failure.</summary>
public sealed class Every_later_estimator
{
    private sealed record Person(bool Exposed, double Column, bool Happened, int Day, int Cluster);

    private static readonly Gen<Person[]> People = Gen.Select(
        Gen.Bool, Gen.Double[-2, 2], Gen.Bool, Gen.Int[1, 40], Gen.Int[0, 30],
        (exposed, column, happened, day, cluster) => new Person(exposed, column, happened, day, cluster)).Array[40, 80];

    private static readonly Gen<(Person[] One, Person[] Other)> Reordered =
        People.SelectMany(people => Gen.Shuffle((Person[])people.Clone()).Select(other => (people, other)));

    private static Person[] Twice(Person[] people) => [.. people, .. people.Select(p => p with { Cluster = p.Cluster + 100 })];

    private static SparseRows RowsOf(Person[] people) =>
        SparseRows.WithIntercept([.. people.SelectMany(p => new[] { p.Exposed ? 1 : 0, p.Column })], 2);

    private static int[] ClustersOf(Person[] people) => [.. people.Select(p => p.Cluster)];

    private static PooledLogitFit.Fitted? Logit(Person[] people) => PooledLogit.Fit(
        RowsOf(people), [.. people.Select(p => p.Happened)], cluster: ClustersOf(people)) as PooledLogitFit.Fitted;

    [Fact]
    public void Of_pooled_logits_minds_no_order_and_shrinks_both_errors_by_root_two_when_subjects_are_doubled() => Reordered.Sample(x =>
    {
        if (Logit(x.One) is not { } fit) return;
        var (other, twice) = (Logit(x.Other)!, Logit(Twice(x.One))!);
        Golden.Near(fit.Coefficients, other.Coefficients, 1e-8);
        Golden.Near(fit.ClusterStandardErrors!, other.ClusterStandardErrors!, 1e-8);
        Golden.Near(fit.Coefficients, twice.Coefficients, 1e-7);
        Golden.Near(fit.StandardErrors, twice.StandardErrors.Select(e => e * Math.Sqrt(2)).ToArray(), 1e-7);
        Golden.Near(fit.ClusterStandardErrors!, twice.ClusterStandardErrors!.Select(e => e * Math.Sqrt(2)).ToArray(), 1e-7);
        // The same subjects told twice are no more subjects.
        Golden.Near(fit.ClusterStandardErrors!, Logit([.. x.One, .. x.One])!.ClusterStandardErrors!, 1e-7);
    }, iter: 60);

    private static Estimate? Difference(Person[] people) => ClusteredLeastSquares.Fit(
        RowsOf(people), [.. people.Select(p => (double)p.Day)], ClustersOf(people), 1);

    [Fact]
    public void Of_clustered_least_squares_likewise_but_for_the_factor_of_few_subjects() => Reordered.Sample(x =>
    {
        if (Difference(x.One) is not { } one) return;
        Golden.Near(one.Value, Difference(x.Other)!.Value.Value, 1e-9);
        Golden.Near(one.StandardError, Difference(x.Other)!.Value.StandardError, 1e-9);
        var twice = Difference(Twice(x.One))!.Value;
        Golden.Near(one.Value, twice.Value, 1e-8);
        double clusters = ClustersOf(x.One).Distinct().Count(), columns = 3;
        var factor = Math.Sqrt(2 * (2 * clusters - columns) / (2 * clusters) * clusters / (clusters - columns));
        Golden.Near(one.StandardError, twice.StandardError * factor, 1e-7);
    }, iter: 100);

    private static CoxModel? Hazard(Person[] people, double unit) => (CoxRegression.Fit(
        [], [.. people.Select(p => p.Day * unit)], [.. people.Select(p => p.Happened)],
        [.. people.SelectMany(p => new[] { p.Exposed ? 1 : 0, p.Column })], 2, [], ClustersOf(people)) as CoxFit.Fitted)?.Model;

    [Fact]
    public void Of_hazard_ratios_minds_neither_order_nor_the_unit_of_time_and_shrinks_when_doubled() => Reordered.Sample(x =>
    {
        if (Hazard(x.One, 1) is not { } one) return;
        foreach (var same in new[] { Hazard(x.Other, 1)!, Hazard(x.One, 8)! })
        {
            Golden.Near(one.Coefficients, same.Coefficients, 1e-8);
            Golden.Near(one.RobustStandardErrors!, same.RobustStandardErrors!, 1e-8);
        }
        var twice = Hazard(Twice(x.One), 1)!;
        Golden.Near(one.Coefficients, twice.Coefficients, 1e-7);
        Golden.Near(one.StandardErrors, twice.StandardErrors.Select(e => e * Math.Sqrt(2)).ToArray(), 1e-7);
        Golden.Near(one.RobustStandardErrors!, twice.RobustStandardErrors!.Select(e => e * Math.Sqrt(2)).ToArray(), 1e-7);
    }, iter: 60);

    [Fact]
    public void Of_stacked_landmarks_does_not_mind_days_and_horizons_doubled_together() => People.Sample(people =>
    {
        CoxModel? Fit(double unit) => (StackedLandmarks.Fit(
            [.. people.Select(p => p.Day * unit)], [.. people.Select(p => p.Happened)],
            [.. people.Select(p => p.Exposed ? Math.Abs(p.Column) * 5 * unit : double.PositiveInfinity)], [2 * unit, 5 * unit, 9 * unit],
            20 * unit) as CoxFit.Fitted)?.Model;
        var (one, other) = (Fit(1), Fit(2));
        Assert.Equal(one is null, other is null);
        if (one is not null) Golden.Near(one.Coefficients, other!.Coefficients, 1e-9);
    }, iter: 60);

    [Fact]
    public void Of_pseudo_values_goes_with_its_row_and_minds_neither_doubling_nor_the_unit_of_time() => People.Sample(people =>
    {
        double[] Of(Person[] all, double unit) => IncidencePseudoValues.Of(
            [.. all.Select(p => p.Day * unit)], [.. all.Select(p => p.Happened ? p.Exposed ? 1 : 2 : 0)], 1, 25 * unit);
        var one = Of(people, 1);
        Golden.Near(one, Of([.. people.Reverse()], 1).Reverse().ToArray(), 1e-10);
        Assert.Equal(one, Of(people, 4));
        Golden.Near(one, Of(Twice(people), 1)[..people.Length], 1e-9);
    }, iter: 100);

    [Fact]
    public void Of_what_is_allowed_for_minds_no_order_and_keeps_its_estimate_when_doubled() => Reordered.Sample(x =>
    {
        DoublyRobust? Of(Person[] all) => DoublyRobust.Of(
            all.Select(p => p.Exposed).ToArray(), all.Select(p => p.Happened ? 1.0 : 0).ToArray(),
            all.Select(p => 0.5 + p.Column / 5).ToArray(), all.Select(p => 0.5 + p.Column / 6).ToArray(),
            all.Select(p => 0.4 + p.Column / 7).ToArray());
        if (Of(x.One) is not { } one) return;
        var (other, twice, n) = (Of(x.Other)!, Of(Twice(x.One))!, (double)x.One.Length);
        Golden.Near([one.Difference.Value, one.Difference.StandardError, one.Weighted, one.Overlap],
            [other.Difference.Value, other.Difference.StandardError, other.Weighted, other.Overlap], 1e-10);
        Golden.Near([one.Difference.Value, one.Weighted, one.Overlap], [twice.Difference.Value, twice.Weighted, twice.Overlap], 1e-10);
        Golden.Near(one.Difference.StandardError, twice.Difference.StandardError * Math.Sqrt((2 * n - 1) / (n - 1)), 1e-9);
        var weights = CovariateBalance.Weights(x.One.Select(p => p.Exposed).ToArray(), x.One.Select(p => 0.5 + p.Column / 5).ToArray());
        var again = CovariateBalance.Weights(x.Other.Select(p => p.Exposed).ToArray(), x.Other.Select(p => 0.5 + p.Column / 5).ToArray());
        Golden.Near(weights.Order().ToArray(), again.Order().ToArray(), 1e-12);
        bool[] exposed = [.. x.One.Select(p => p.Exposed)], happened = [.. x.One.Select(p => p.Happened)];
        Golden.Near(CoOccurrence.Phi(exposed, happened), CoOccurrence.Phi([.. happened, .. happened], [.. exposed, .. exposed]), 1e-12);
    }, iter: 60);

    [Fact]
    public void Of_tables_and_of_many_tests_minds_no_order_and_tells_the_same_of_everything_twice() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 20]).Array[1, 8].Sample(cells =>
        {
            TwoByTwo[] tables = [.. cells.Select(c => new TwoByTwo(c.Item1, c.Item2, c.Item3, c.Item4))];
            var (one, other) = (MantelHaenszel.Of(tables)!, MantelHaenszel.Of([.. tables.Reverse()])!);
            Golden.Near([one.OddsRatio, one.ChiSquare, one.Interval.Low], [other.OddsRatio, other.ChiSquare, other.Interval.Low], 1e-9);
            var twice = MantelHaenszel.Of([.. tables, .. tables])!;
            Golden.Near(Math.Log(one.OddsRatio), Math.Log(twice.OddsRatio), 1e-9);
            Golden.Near(Math.Log(one.Interval.High / one.OddsRatio), Math.Sqrt(2) * Math.Log(twice.Interval.High / twice.OddsRatio), 1e-9);
            double[] p = [.. cells.Select(c => c.Item1 / 21.0 * c.Item2 / 21)];
            var adjusted = MultipleTesting.BenjaminiHochberg(p);
            Golden.Near(adjusted, MultipleTesting.BenjaminiHochberg([.. p.Reverse()]).Reverse().ToArray(), 1e-12);
            Golden.Near(adjusted, MultipleTesting.BenjaminiHochberg([.. p, .. p])[..p.Length], 1e-12);
        }, iter: 100);

    [Fact]
    public void Of_a_penalised_choice_and_its_points_minds_no_order_and_no_doubling() => Reordered.Sample(x =>
    {
        L1Fit Of(Person[] all) => L1Path.Fit(
            [.. all.SelectMany(p => new[] { p.Exposed ? 1 : 0, p.Column })], 2, [.. all.Select(p => p.Happened)], [0.01])[0];
        if (x.One.All(p => p.Happened) || x.One.All(p => !p.Happened)) return;
        var one = Of(x.One);
        Golden.Near([.. one.Slopes], [.. Of(x.Other).Slopes], 1e-8);
        Golden.Near([.. one.Slopes], [.. Of(Twice(x.One)).Slopes], 1e-8);
        double[] slopes = [.. one.Slopes, 0.7];
        Assert.Equal(PointsScore.Of(slopes).Points, PointsScore.Of([.. slopes.Select(slope => 4 * slope)]).Points);
        Assert.Equal(PointsScore.Of(slopes).Points.Reverse(), PointsScore.Of([.. slopes.Reverse()]).Points);
    }, iter: 60);

    [Fact]
    public void Of_scores_minds_no_order_no_doubling_and_no_unit() => Reordered.Sample(x =>
    {
        if (x.One.All(p => p.Happened) || x.One.All(p => !p.Happened)) return;
        double[] Said(Person[] all) => [.. all.Select(p => 0.5 + p.Column / 5)];
        bool[] Did(Person[] all) => [.. all.Select(p => p.Happened)];
        double[] All(Person[] all) =>
        [
            AreaUnderCurve.Of(Said(all), Did(all)).Area, ProbabilityScores.Brier(Said(all), Did(all)),
            ProbabilityScores.LogLoss(Said(all), Did(all)), Crps.OfSample(Said(all), 0.4), .. Calibrated(Said(all), Did(all)),
        ];
        Golden.Near(All(x.One), All(x.Other), 1e-8);
        Golden.Near(All(x.One), All(Twice(x.One)), 1e-7);
        var area = AreaUnderCurve.Of(Said(x.One), Did(x.One));
        Assert.Equal(area, AreaUnderCurve.Of(Said(x.One).Select(s => 8 * s).ToArray(), Did(x.One)));
        Golden.Near(area.Variance, AreaUnderCurve.Of(Said(x.Other), Did(x.Other)).Variance, 1e-12);
        Golden.Near(
            8 * Crps.OfSample(Said(x.One), 0.4), Crps.OfSample(Said(x.One).Select(s => 8 * s).ToArray(), 3.2), 1e-12);
        double[] Days(double unit) => [.. x.One.Select(p => p.Day * unit)];
        var weights = CensoringWeights.At(Days(1), Did(x.One), 12);
        Assert.Equal(weights, CensoringWeights.At(Days(2), Did(x.One), 24));
        if (weights is not null)
            Golden.Near(
                weights, CensoringWeights.At([.. Days(1), .. Days(1)], [.. Did(x.One), .. Did(x.One)], 12)![..weights.Length], 1e-12);
    }, iter: 60);

    private static double[] Calibrated(double[] said, bool[] did) =>
        Calibration.Of(said, did) is { } known ? [known.Slope, known.InterceptAtSlope, known.InTheLarge] : [];

    private static readonly Gen<(double[] Reward, double[] Hours, double[] Moves)> Chains = Gen.Select(
        Gen.Double[0, 10].Array[4], Gen.Double[0.5, 4].Array[4], Gen.Double[0, 0.2].Array[16]);

    private static StoppingChain ChainOf((double[] Reward, double[] Hours, double[] Moves) x, int[] at, double reward, double hours)
    {
        var moves = new IReadOnlyList<(int, double)>[4];
        double[] r = new double[4], h = new double[4];
        for (var i = 0; i < 4; i++)
        {
            (r[at[i]], h[at[i]]) = (reward * x.Reward[i], hours * x.Hours[i]);
            moves[at[i]] = [.. Enumerable.Range(0, 4).Select(j => (at[j], x.Moves[4 * i + j]))];
        }
        return StoppingChain.From(r, h, moves);
    }

    [Fact]
    public void Of_stopping_minds_neither_the_numbers_of_states_nor_the_units_of_money_and_hours() => Chains.Sample(x =>
    {
        int[] same = [0, 1, 2, 3], other = [2, 0, 3, 1];
        var (one, renumbered) = (ChainOf(x, same, 1, 1), ChainOf(x, other, 1, 1));
        var value = OptimalStopping.At(one, 1.5).Value;
        var elsewhere = OptimalStopping.At(renumbered, 1.5).Value;
        Golden.Near(value, same.Select(i => elsewhere[other[i]]).ToArray(), 1e-8);
        Golden.Near(value, OptimalStopping.At(ChainOf(x, same, 1, 8), 1.5 / 8).Value, 1e-8);
        Golden.Near(value.Select(v => 4 * v).ToArray(), OptimalStopping.At(ChainOf(x, same, 4, 1), 6).Value, 1e-7);
        for (var i = 0; i < 4; i++)
        {
            var index = ValuePerHour.Of(one, i).PerHour;
            Golden.Near(index, ValuePerHour.Of(renumbered, other[i]).PerHour, 1e-6);
            Golden.Near(index, 8 * ValuePerHour.Of(ChainOf(x, same, 1, 8), i).PerHour, 1e-6);
        }
        var price = CapacityPrice.Of([new Inflow(one, 0, 2), new Inflow(one, 1, 3)], 5).PerHour;
        Golden.Near(price, CapacityPrice.Of([new Inflow(one, 1, 3), new Inflow(one, 0, 2)], 5).PerHour, 1e-6);
        Golden.Near(price, CapacityPrice.Of([new Inflow(one, 0, 4), new Inflow(one, 1, 6)], 10).PerHour, 1e-6);
    }, iter: 60);

    [Fact]
    public void Of_pooled_groups_minds_neither_their_order_nor_the_unit() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[1, 30], Gen.Double[-3, 3], Gen.Double[0.2, 2]).Array[5, 12].Sample(groups =>
        {
            int[] trials = [.. groups.Select(g => g.Item1 + g.Item2)], won = [.. groups.Select(g => g.Item1)];
            double[] values = [.. groups.Select(g => g.Item3)], errors = [.. groups.Select(g => g.Item4)];
            double[] Back(IEnumerable<double> reversed) => [.. reversed.Reverse()];
            double[] Shrunken(double[] all, double[] with) => [.. RandomEffects.Of(all, with).Groups.Select(group => group.Value)];
            Golden.Near(Shrunken(values, errors), Back(Shrunken(Back(values), Back(errors))), 1e-10);
            double[] Times(double[] all, double by) => [.. all.Select(v => by * v)];
            Golden.Near(Times(Shrunken(values, errors), 8), Shrunken(Times(values, 8), Times(errors, 8)), 1e-9);
            Golden.Near(JamesStein.Of(values, 0.5).Estimates, Back(JamesStein.Of(Back(values), 0.5).Estimates), 1e-12);
            Golden.Near(
                Times(JamesStein.Of(values, 0.5).Estimates, 4), JamesStein.Of(Times(values, 4), 8).Estimates, 1e-11);
            if (won.Sum() == 0) return;
            var (a, b) = (BetaBinomial.Fit(won, trials), BetaBinomial.Fit([.. won.Reverse()], [.. trials.Reverse()]));
            Golden.Near(a.Mean, b.Mean, 1e-6);
            var one = ChiSquareHomogeneity.Of(won, trials)!.Value;
            var other = ChiSquareHomogeneity.Of([.. won.Reverse()], [.. trials.Reverse()])!.Value;
            Golden.Near(one.Statistic, other.Statistic, 1e-9);
            var twice = ChiSquareHomogeneity.Of([.. won.Select(w => 2 * w)], [.. trials.Select(t => 2 * t)])!.Value;
            Golden.Near(2 * one.Statistic, twice.Statistic, 1e-9);
        }, iter: 60);

    [Fact]
    public void Of_conformance_minds_neither_names_nor_the_order_of_cases() =>
        Gen.Int[0, 3].Array[0, 5].Array[1, 12].Sample(cases =>
        {
            int[] Start(IEnumerable<int[]> all) => [.. all.Aggregate(new List<int> { 0 }, (s, c) => [.. s, s[^1] + c.Length])];
            var one = Variants.Of(Start(cases), [.. cases.SelectMany(c => c)]);
            var other = Variants.Of(Start(cases.Reverse()), [.. cases.Reverse().SelectMany(c => c.Select(label => 3 - label))]);
            Assert.Equal(
                one.Select(v => (string.Join(',', v.Labels.Select(l => 3 - l)), v.Cases.Length)).Order(),
                other.Select(v => (string.Join(',', v.Labels), v.Cases.Length)).Order());
            OrderedModel Model(int[] names) => new(
                [new ModelStep(names[0], true, 0), new ModelStep(names[1], false, 1), new ModelStep(names[2], true, 1)],
                [new ModelEnd(names[3], 5, 0)]);
            foreach (var sequence in cases)
            {
                var renamed = sequence.Select(label => 3 - label).ToArray();
                Assert.Equal(
                    Alignment.Of(Model([0, 1, 2, 3]), sequence, true)!.Cost, Alignment.Of(Model([3, 2, 1, 0]), renamed, true)!.Cost);
            }
        }, iter: 60);
}
