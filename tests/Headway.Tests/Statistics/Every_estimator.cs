using CsCheck;
using Headway.Statistics.Conformance;
using Headway.Statistics.Distribution;
using Headway.Statistics.MultiState;
using Headway.Statistics.Regression;
using Headway.Statistics.Survival;
using Xunit;

namespace Headway.Tests.Statistics;

/// <summary>What every estimator owes its caller, whatever the rows. CsCheck prints the seed of a failure.</summary>
public sealed class Every_estimator
{
    private sealed record Book(double[] Entry, double[] Exit, int[] Ending)
    {
        internal Book Reordered(int[] order) => new(
            order.Select(i => Entry[i]).ToArray(), order.Select(i => Exit[i]).ToArray(), order.Select(i => Ending[i]).ToArray());

        internal Book Doubled() => new([.. Entry, .. Entry], [.. Exit, .. Exit], [.. Ending, .. Ending]);

        internal Book Scaled(double unit) => this with
        {
            Entry = Array.ConvertAll(Entry, t => t * unit),
            Exit = Array.ConvertAll(Exit, t => t * unit),
        };

        internal AalenJohansen Incidence() => AalenJohansen.Fit(Entry, Exit, Ending, 3);

        internal KaplanMeier Survival() => KaplanMeier.Fit(Entry, Exit, Ending.Select(e => e > 0).ToArray());

        // Ending 1..3 lead from state 0 to states 1..3, which keep.
        internal MultiStateAalenJohansen States() => MultiStateAalenJohansen.Fit(
            new int[Ending.Length], Entry, Exit, Ending.Select(e => e == 0 ? MultiStateAalenJohansen.Censored : e).ToArray(), 4);
    }

    // Whole days, so that ties are common; about half enter late.
    private static readonly Gen<Book> Books =
        Gen.Select(Gen.Int[-10, 20], Gen.Int[1, 40], Gen.Int[0, 3]).Array[1, 80].Select(rows => new Book(
            rows.Select(r => (double)Math.Max(0, r.Item1)).ToArray(),
            rows.Select(r => (double)Math.Max(0, r.Item1) + r.Item2).ToArray(),
            rows.Select(r => r.Item3).ToArray()));

    private static readonly Gen<(Book Book, int[] Order)> Shuffled =
        Books.SelectMany(b => Gen.Shuffle(Enumerable.Range(0, b.Exit.Length).ToArray()).Select(order => (b, order)));

    private static readonly double[] Days = [0, 1, 3, 7, 12, 20, 33, 60];

    [Fact]
    public void Answers_the_same_whatever_the_order_of_rows() => Shuffled.Sample(x =>
    {
        var (book, other) = (x.Book, x.Book.Reordered(x.Order));
        AssertAlike(book.Incidence(), other.Incidence(), 1, 1, 0);
        Assert.Equal(book.Survival().Survival.ToArray(), other.Survival().Survival.ToArray());
        var (p, q) = (book.States().TransitionMatrix(0, 33), other.States().TransitionMatrix(0, 33));
        for (var state = 0; state < 4; state++)
            Golden.Near(p[0, state], q[0, state], 1e-12);
    }, iter: 200);

    [Fact]
    public void Keeps_its_estimate_and_shrinks_its_error_by_root_two_when_rows_are_doubled() => Books.Sample(book =>
    {
        AssertAlike(book.Incidence(), book.Doubled().Incidence(), 1, Math.Sqrt(2), 1e-12);
        var (one, two) = (book.States().OccupancyAt([1, 0, 0, 0], 0, 33), book.Doubled().States().OccupancyAt([1, 0, 0, 0], 0, 33));
        Golden.Near(one.Probabilities, two.Probabilities, 1e-12);
        Golden.Near(one.StandardErrors, two.StandardErrors.Select(e => e * Math.Sqrt(2)).ToArray(), 1e-7);
    }, iter: 200);

    [Fact]
    public void Does_not_mind_the_unit_of_time() => Books.Sample(book =>
    {
        // A power of two, so that the times themselves are scaled without rounding.
        AssertAlike(book.Incidence(), book.Scaled(0.125).Incidence(), 0.125, 1, 0);
        Assert.Equal(book.Survival().Median * 0.125, book.Scaled(0.125).Survival().Median);
    }, iter: 200);

    [Fact]
    public void Has_probabilities_that_sum_to_one_and_incidences_that_never_fall() => Books.Sample(book =>
    {
        var (aj, km) = (book.Incidence(), book.Survival());
        var before = new double[4];
        for (var day = 0; day <= 70; day++)
        {
            double[] states = [aj.SurvivalAt(day), aj.IncidenceAt(day, 1), aj.IncidenceAt(day, 2), aj.IncidenceAt(day, 3)];
            Golden.Near(1, states.Sum(), 1e-12, $"day {day}");
            Golden.Near(km.SurvivalAt(day), states[0], 1e-12, $"day {day}");
            Golden.Near(km.StandardErrorAt(day), aj.SurvivalStandardErrorAt(day), 1e-9, $"Greenwood at day {day}");
            for (var k = 1; k <= 3; k++)
                Assert.True(states[k] >= before[k]);
            before = states;
        }
        Golden.Near(before, book.States().OccupancyAt([1, 0, 0, 0], -1, 70).Probabilities, 1e-12, "as states");
    }, iter: 200);

    [Fact]
    public void Has_intervals_around_its_estimate_and_never_a_NaN() => Books.Sample(book =>
    {
        var aj = book.Incidence();
        foreach (var day in Days)
        {
            for (var k = 1; k <= 3; k++)
            {
                Assert.True(double.IsFinite(aj.StandardErrorAt(day, k)));
                foreach (var scale in Enum.GetValues<IntervalScale>())
                    Assert.True(aj.IntervalAt(day, k, scale) is not { } interval || interval.Contains(aj.IncidenceAt(day, k)));
            }
        }
    }, iter: 200);

    [Fact]
    public void Of_logits_has_probabilities_that_sum_to_one_and_reproduces_the_shares() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Int[0, 2]).Array[30, 90].Sample(rows =>
        {
            var category = rows.Select(r => r.Item2).ToArray();
            var fit = MultinomialLogit.Fit(rows.Select(r => r.Item1).ToArray(), 1, category, 2, ridge: 0.1);
            if (fit is not LogitFit.Fitted fitted)
                return;
            var predicted = rows.Select(r => fitted.Model.Probabilities([r.Item1])).ToArray();
            foreach (var p in predicted)
                Golden.Near(1, p.Sum(), 1e-12);
            for (var k = 0; k <= 2; k++)
                Golden.Near(category.Count(c => c == k), predicted.Sum(p => p[k]), 1e-6, $"category {k}");
        }, iter: 100);

    [Fact]
    public void Of_sums_equals_plain_convolution_in_any_order() =>
        Gen.Select(Gen.Double[0, 50], Gen.Double[0, 1]).Array[0, 12].Sample(items =>
        {
            double[] amounts = items.Select(i => i.Item1).ToArray(), chances = items.Select(i => i.Item2).ToArray();
            var sum = IndependentSum.Of(amounts, chances, 3);
            var plain = Lattice.Zero(3);
            for (var i = items.Length - 1; i >= 0; i--)
                plain = plain.Convolve(Lattice.FromAmounts([0, amounts[i]], [1 - chances[i], chances[i]], 3));
            Golden.Near(1, sum.Mass, 1e-12);
            for (var i = 0; i < sum.Probabilities.Length; i++)
                Golden.Near(i < plain.Probabilities.Length ? plain.Probabilities[i] : 0, sum.Probabilities[i], 1e-13, $"point {i}");
        }, iter: 200);

    [Fact]
    public void Of_few_items_chooses_the_same_in_any_order_and_when_rows_are_doubled() => Choosing_few_items.InAnyOrderAndDoubled();

    [Fact]
    public void Of_what_follows_what_minds_neither_the_order_of_cases_nor_names_nor_the_unit_of_time() =>
        Gen.Int[0, 4].Array[0, 6].Array[1, 30].Sample(cases =>
        {
            int[] Start(IEnumerable<int[]> all) => [.. all.Aggregate(new List<int> { 0 }, (s, c) => [.. s, s[^1] + c.Length])];
            long[] Times(IEnumerable<int[]> all, int unit) => [.. all.SelectMany(c => c.Select((x, i) => (long)unit * (i * i + x)))];
            var graph = DirectlyFollows.Of(Start(cases), [.. cases.SelectMany(c => c)], Times(cases, 1), 5);
            int[][] other = [.. cases.Reverse(), .. cases];
            var twice = DirectlyFollows.Of(
                Start(other), [.. other.SelectMany(c => c.Select(x => 4 - x))], Times(other, 8), 5);
            Assert.Equal(
                graph.Edges.Select(e => (4 - e.From, 4 - e.To, 2 * e.Count, 8 * e.MeanDuration, 8 * e.MedianDuration)).Order(),
                twice.Edges.Select(e => (e.From, e.To, e.Count, e.MeanDuration, e.MedianDuration)).Order());
        }, iter: 200);

    private static void AssertAlike(AalenJohansen one, AalenJohansen other, double unit, double errorRatio, double tolerance)
    {
        foreach (var day in Days)
        {
            Golden.Near(one.SurvivalAt(day), other.SurvivalAt(day * unit), tolerance, $"S({day})");
            for (var k = 1; k <= 3; k++)
            {
                Golden.Near(one.IncidenceAt(day, k), other.IncidenceAt(day * unit, k), tolerance, $"F{k}({day})");
                // Where the variance is exactly 0, rounding leaves its root near 1e-8 at worst.
                var slack = tolerance == 0 ? 0 : 1e-7;
                Golden.Near(one.StandardErrorAt(day, k), errorRatio * other.StandardErrorAt(day * unit, k), slack, $"se{k}({day})");
            }
        }
    }
}
