using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using CsCheck;
using Headway.Statistics.Random;
using Headway.Statistics.Selection;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Choosing_few_items
{
    private static readonly JsonElement R = Golden.Json("07_selection_metrics");

    private static readonly string[] Names = ["budget_confirmed", "decision_process_known", "champion", "pain_quantified",
        "competitor_known", "demo_done", "proposal_sent", "nda_signed", "exec_meeting"];

    private static readonly string[][] Cells = Golden.Csv("07_outcomes");

    internal static ulong[] Having { get; } = [.. Cells.Select(row => Bits(row.Skip(2).Take(9)))];

    internal static bool[] Won { get; } = [.. Cells.Select(row => row[11] == "1")];

    internal static ItemRows Training { get; } = ItemRows.Of(9, Having.AsSpan(0, 600), Won.AsSpan(0, 600));

    [Fact]
    public void Takes_the_sets_R_finds_by_fitting_all_of_them()
    {
        var path = BestSubset.Path(Training, new SubsetRules(5) { NonNegative = false });
        foreach (var expected in R.GetProperty("best_subset").EnumerateArray())
        {
            var fit = path[expected.GetProperty("k").GetInt32()]!;
            Assert.Equal(NamesIn(expected.GetProperty("set")), fit.Chosen.Select(item => Names[item]));
            Golden.Near(expected.GetProperty("loglik_train").GetDouble(), fit.LogLikelihood, 1e-6, $"size {fit.Size}");
            var coefficients = expected.GetProperty("coef");
            Golden.Near(coefficients.ValueKind == JsonValueKind.Array ? coefficients.Numbers() : [coefficients.GetDouble()],
                fit.Coefficients, 1e-6, $"size {fit.Size}");
            if (expected.GetProperty("second_best") is { ValueKind: JsonValueKind.Number } second)
                Golden.Near(second.GetDouble(), fit.SecondBest!.Value, 1e-6, "second best");
        }
    }

    [Fact]
    public void Leaves_out_an_item_that_speaks_against_winning()
    {
        var path = BestSubset.Path(Training, new SubsetRules(5));
        Assert.Equal([1, 2, 3], path[3]!.Chosen);
        // Without the rule R takes demo_done as the fourth, with a coefficient of -0.29.
        Assert.DoesNotContain(path, fit => fit!.Chosen.Contains(5));
        foreach (var fit in path) Assert.All(fit!.Coefficients.Skip(1), slope => Assert.True(slope > 0));
    }

    [Fact]
    public void Keeps_to_burden_groups_and_what_is_obligatory()
    {
        var path = BestSubset.Path(Training, new SubsetRules(4)
        {
            Group = [0, 0, 0, 0, 1, 1, 1, 2, 2],
            MostOfGroup = 2,
            Obligatory = 1UL << 7,
            Burden = [1, 5, 1, 1, 1, 1, 1, 1, 1],
            BurdenBudget = 4,
        });
        Assert.Null(path[0]);
        Assert.Equal([7], path[1]!.Chosen);
        Assert.Equal([3, 7], path[2]!.Chosen);
        Assert.Equal([2, 3, 7], path[3]!.Chosen);
        Assert.All(path.OfType<SubsetFit>(), fit => Assert.False(fit.Chosen.Contains(1), "it would cost more than there is"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Is_the_same_by_beam_and_by_every_set(ulong seed)
    {
        var random = Xoshiro256StarStar.For(seed, "beam");
        var having = new ulong[400];
        var happened = new bool[400];
        for (var i = 0; i < 400; i++)
        {
            having[i] = random.NextBits() & 0xFFF;
            happened[i] = random.NextUniform() < 1 / (1 + Math.Exp(1.2 - BitOperations.PopCount(having[i] & 0xF) * 0.6));
        }
        var rows = ItemRows.Of(12, having, happened);
        var rules = new SubsetRules(5) { Ridge = 1 };
        Assert.True(BestSubset.IsExhaustive(12, 5));
        foreach (var (one, other) in BestSubset.Path(rows, rules).Zip(BestSubset.PathByBeam(rows, rules)))
        {
            Assert.True(one?.Items == other?.Items, $"seed {seed}");
            Golden.Near(one?.Objective ?? 0, other?.Objective ?? 0, 1e-8);
        }
    }

    [Fact]
    public void Weighs_controls_without_asking_for_room()
    {
        double[][] controls = [.. Having.Select((_, i) => new[] { i % 3 == 0 ? 1.0 : 0, i % 5 / 4.0 })];
        var rows = ItemRows.Of(9, Having, Won, controls);
        var fit = BestSubset.Path(rows, new SubsetRules(2))[2]!;
        Assert.Equal(5, fit.Coefficients.Length);
        Assert.Equal([1, 3], fit.Chosen);
        // The score equations of a logit with an intercept: fitted probabilities sum to what happened.
        Golden.Near(Won.Count(won => won), Having.Select((having, i) => fit.Probability(having, controls[i])).Sum(), 1e-6);
    }

    [Fact]
    public void Has_no_fit_where_rows_separate_unless_a_ridge_holds_it()
    {
        var rows = ItemRows.Of(1, [1, 1, 1, 0, 0, 0], [true, true, true, false, false, false]);
        Assert.Null(BestSubset.Fit(rows, 1));
        Assert.NotNull(BestSubset.Fit(rows, 1, ridge: 0.5));
    }

    [Fact]
    public void By_the_lasso_is_glmnets_path()
    {
        var columns = Having.Take(600).SelectMany(row => Enumerable.Range(0, 9).Select(j => (double)(row >> j & 1))).ToArray();
        var path = L1Path.Fit(columns, 9, Won.AsSpan(0, 600), R.At("l1.lambda").Numbers());
        Golden.Near(R.At("l1.intercept").Numbers(), path.Select(fit => fit.Intercept).ToArray(), 1e-5);
        var beta = R.At("l1.beta").Rows();
        for (var j = 0; j < 9; j++) Golden.Near(beta[j], path.Select(fit => fit.Slopes[j]).ToArray(), 1e-5, Names[j]);
    }

    [Fact]
    public void Says_how_many_false_ones_to_expect_as_Meinshausen_and_Buhlmann_do()
    {
        var golden = R.GetProperty("mb_bound");
        Golden.Near(golden.At("EV").Numbers(),
            golden.At("pi").Numbers().Select(pi => StabilitySelection.MostExpectedFalse(3, 9, pi)).ToArray(), 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => StabilitySelection.MostExpectedFalse(3, 9, 0.5));
    }

    [Fact]
    public void Comes_back_to_the_planted_ones_on_halves_of_the_rows()
    {
        int[] cluster = [.. Enumerable.Range(0, 900)];
        var shares = StabilitySelection.Of(9, Having, Won, null, cluster, new SubsetRules(3), seed: 7,
            stop: TestContext.Current.CancellationToken);
        Assert.Equal(100, shares.Halves);
        Assert.All(new[] { 1, 2, 3 }, planted => Assert.True(shares.Shares[planted] >= 0.75, $"{Names[planted]} {shares.Shares[planted]}"));
        Assert.All(new[] { 4, 5, 6, 7, 8 }, noise => Assert.True(shares.Shares[noise] < 0.75, $"{Names[noise]} {shares.Shares[noise]}"));
        Assert.Equal(
            shares.Shares,
            StabilitySelection.Of(9, Having, Won, null, cluster, new SubsetRules(3), seed: 7,
                stop: TestContext.Current.CancellationToken).Shares);
    }

    [Fact]
    public void Stops_at_the_smallest_size_within_one_standard_error()
    {
        // By hand: against the best the first is 0.10 worse everywhere; the second 0, 0.02, 0 and 0.02 worse, mean 0.01, which is more than
        // its error sqrt(4 x 0.0001 / 3 / 4) = 0.0058; the third 0.03, -0.02, 0.01 and 0, mean 0.005 within 0.0104.
        double[] best = [0.4, 0.5, 0.6, 0.7];
        double[] Worse(params double[] by) => [.. best.Zip(by, (loss, more) => loss + more)];
        var choice = OneStandardError.Choose([Worse(0.1, 0.1, 0.1, 0.1), Worse(0, 0.02, 0, 0.02), Worse(0.03, -0.02, 0.01, 0), best]);
        Assert.Equal((2, 3), (choice.Chosen, choice.Best));
        Golden.Near(Math.Sqrt((0.025 * 0.025 + 0.025 * 0.025 + 0.005 * 0.005 + 0.005 * 0.005) / 3 / 4), choice.StandardError, 1e-12);
    }

    [Fact]
    public void Trains_only_on_what_was_settled_at_the_origin()
    {
        double[] landmark = [.. Enumerable.Range(0, 100).Select(day => (double)day)];
        var origins = RollingOrigins.Of(landmark, horizon: 20, window: 10, train => train.Length >= 30);
        Assert.Equal([49.0, 59, 69, 79, 89], origins.Select(origin => origin.Origin));
        Assert.All(origins, origin =>
        {
            Assert.Equal(origin.Origin - 20, origin.Train.Max(i => landmark[i]));
            Assert.Equal((origin.Origin + 1, origin.Origin + 10), (origin.Test.Min(i => landmark[i]), origin.Test.Max(i => landmark[i])));
        });
    }

    [Fact]
    public void Shows_as_points_that_add_up()
    {
        Assert.Equal([2, 1, 2], PointsScore.Of([1.0, 0.5, 1.05]).Points);
        Assert.Equal([1, -1], PointsScore.Of([0.7, -0.68]).Points);
        Assert.Equal([0, 0], PointsScore.Of([0, 0]).Points);
        Assert.Equal([3, 1, 2, -1], PointsScore.Of([1.0, 0.27, 0.63, -0.41]).Points);
    }

    /// <summary>For the contract of <see cref="Every_estimator"/>; CsCheck prints the seed of a failure.</summary>
    internal static void InAnyOrderAndDoubled() =>
        Gen.Select(Gen.ULong[0, 31], Gen.Bool).Array[20, 60].SelectMany(rows =>
            Gen.Shuffle(rows).Select(other => (rows, other))).Sample(x =>
        {
            ImmutableArray<SubsetFit?> Path((ulong, bool)[] rows, double ridge) => BestSubset.Path(
                ItemRows.Of(5, rows.Select(row => row.Item1).ToArray(), rows.Select(row => row.Item2).ToArray()),
                new SubsetRules(3) { Ridge = ridge });
            var one = Path(x.rows, 0.5);
            foreach (var (fit, other) in one.Zip(Path(x.other, 0.5)))
            {
                Assert.Equal(fit?.Items, other?.Items);
                if (fit is not null) Golden.Near(fit.Coefficients, other!.Coefficients, 1e-12);
            }
            // Twice the rows and twice the penalty: the same estimates and twice the log-likelihood.
            foreach (var (fit, twice) in one.Zip(Path([.. x.rows, .. x.other], 1)))
            {
                if (fit is null || fit.SecondBest > fit.Objective - 1e-6) continue;
                Golden.Near(fit.Coefficients, twice!.Coefficients, 1e-6);
                Golden.Near(2 * fit.LogLikelihood, twice.LogLikelihood, 1e-6);
            }
        }, iter: 100);

    private static ulong Bits(IEnumerable<string> cells) =>
        cells.Select((cell, j) => cell == "1" ? 1UL << j : 0).Aggregate(0UL, (bits, bit) => bits | bit);

    private static string[] NamesIn(JsonElement set) => set.ValueKind == JsonValueKind.Array
        ? [.. set.EnumerateArray().Select(name => name.GetString()!)] : [set.GetString()!];
}
