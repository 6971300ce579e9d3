using System.Text.Json;
using CsCheck;
using Headway.Statistics.Stopping;
using Xunit;

namespace Headway.Tests.Statistics;

/// <summary>Golden numbers by numpy (enumeration of all stopping sets) and HiGHS (linear program).</summary>
public sealed class Stopping_at_the_right_time
{
    private static readonly JsonElement Gates = Golden.Json("08_gates");
    private static readonly double[] Hours = Gates.GetProperty("hours_per_week").Numbers();
    private static readonly double[] Win = Gates.GetProperty("win").Numbers();

    private static StoppingChain Chain(double value, double winFactor = 1)
    {
        var moves = Gates.GetProperty("P").Rows().Select(row => row.Select((p, to) => (to, p)).ToList()).ToArray();
        return StoppingChain.From([.. Win.Select(win => win * winFactor * value)], Hours, moves);
    }

    [Fact]
    public void Gives_numpys_value_and_hours_of_always_going_on()
    {
        var course = OptimalStopping.Always(Chain(30_000));
        NearRelative(Gates.At("always_continue.expected_value").Numbers(), course.Reward);
        NearRelative(Gates.At("always_continue.expected_hours").Numbers(), course.Hours);
    }

    [Fact]
    public void Finds_the_index_and_the_set_that_enumeration_finds()
    {
        var chain = Chain(30_000);
        var state = 0;
        foreach (var expected in Gates.GetProperty("index_value_per_hour").EnumerateObject())
        {
            var index = ValuePerHour.Of(chain, state++);
            NearRelative([expected.Value.GetProperty("brute").GetDouble()], [index.PerHour]);
            Assert.Equal(expected.Value.GetProperty("continuation_set").Numbers().Select(c => c == 1), index.Continues);
        }
    }

    [Fact]
    public void Prices_an_hour_as_the_linear_program_does()
    {
        var lp = Gates.GetProperty("capacity_lp");
        var price = CapacityPrice.Of(Inflows(), lp.GetProperty("capacity_hours_week").GetDouble());
        NearRelative([lp.GetProperty("shadow_price_per_hour").GetDouble()], [price.PerHour]);
        NearRelative([lp.GetProperty("value_per_week").GetDouble()], [price.RewardPerStep]);
        NearRelative([lp.GetProperty("unconstrained_hours").GetDouble()], [price.HoursWanted]);
        NearRelative([Gates.At("capacity_bisection.hours_just_above").GetDouble()], [price.HoursAtPrice]);
        // Of 2.5 small ones a week the program turns 1.0625 away.
        NearRelative([1 - 1.0624678663239076 / 2.5], [price.MarginalShare]);
    }

    [Fact]
    public void Lets_the_price_be_the_index_of_the_marginal_kind()
    {
        var price = CapacityPrice.Of(Inflows(), 45);
        NearRelative([ValuePerHour.Of(Chain(9_000), 0).PerHour], [price.PerHour]);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(600)]
    public void Against_a_deadline_is_numpys_backward_induction(int price)
    {
        var values = FiniteHorizon.Of(Chain(30_000), price, 13);
        foreach (var row in Gates.GetProperty($"finite_horizon_lambda_{price}").EnumerateArray())
        {
            var t = row.GetProperty("weeks_left").GetInt32() - 1;
            NearRelative(row.GetProperty("value").Numbers(), values.Value[t]);
            Assert.Equal(row.GetProperty("continue").Numbers().Select(c => c == 1), values.Continues[t]);
        }
    }

    [Fact]
    public void Costs_nothing_while_there_are_hours_enough()
    {
        var price = CapacityPrice.Of(Inflows(), 98);
        Assert.Equal((0, 1), (price.PerHour, price.MarginalShare));
    }

    [Fact]
    public void Never_gets_dearer_with_more_capacity() => Gen.Select(Chains, Gen.Double[0.5, 60], Gen.Double[0.1, 60]).Sample(drawn =>
    {
        var (chain, few, more) = drawn;
        Inflow[] inflow = [new(chain, 0, 2), new(chain, chain.States - 1, 1)];
        var (dear, cheap) = (CapacityPrice.Of(inflow, few), CapacityPrice.Of(inflow, few + more));
        Assert.True(cheap.PerHour <= dear.PerHour * (1 + 1e-9));
        Assert.True(dear.HoursAtPrice <= few * (1 + 1e-9));
    }, iter: 100);

    [Fact]
    public void Goes_on_exactly_below_the_index() => Chains.Sample(chain =>
    {
        for (var s = 0; s < chain.States; s++)
        {
            var index = ValuePerHour.Of(chain, s).PerHour;
            if (index < 1e-6) continue;
            Assert.True(OptimalStopping.At(chain, index * 0.999).Continues[s]);
            Assert.False(OptimalStopping.At(chain, index * 1.001).Continues[s]);
        }
    }, iter: 100);

    [Fact]
    public void Of_all_states_at_once_is_never_above_that_of_each_and_hardly_ever_one_percent_below()
    {
        int states = 0, far = 0;
        Chains.Sample(chain =>
        {
            var all = ValuePerHour.All(chain);
            for (var s = 0; s < chain.States; s++)
            {
                var index = ValuePerHour.Of(chain, s).PerHour;
                Assert.InRange(all[s], 0, index * (1 + 1e-9) + 1e-12);
                Interlocked.Increment(ref states);
                if (all[s] < index * 0.99) Interlocked.Increment(ref far);
            }
        }, iter: 300);
        Assert.True(far * 100 <= states, $"{far} of {states} lie more than one percent below");
    }

    [Fact]
    public void Scales_the_index_with_the_value_and_against_the_hours() => Chains.Sample(chain =>
    {
        var scaled = StoppingChain.From(
            [.. chain.RewardPerStep.Select(r => 8 * r)], [.. chain.HoursPerStep.Select(h => h / 2)], Moves(chain.States, 0.3));
        var plain = StoppingChain.From(chain.RewardPerStep, chain.HoursPerStep, Moves(chain.States, 0.3));
        for (var s = 0; s < chain.States; s++)
        {
            var index = ValuePerHour.Of(plain, s).PerHour;
            Golden.Near(16 * index, ValuePerHour.Of(scaled, s).PerHour, 1e-9 * (1 + 16 * index));
        }
    }, iter: 100);

    [Fact]
    public void Is_worth_going_on_for_a_step_by_the_value_where_it_pays_and_by_nothing_elsewhere() =>
        Gen.Select(Chains, Gen.Double[0, 60]).Sample(drawn =>
        {
            var (chain, price) = drawn;
            var stopped = OptimalStopping.At(chain, price);
            for (var s = 0; s < chain.States; s++)
            {
                var onward = OptimalStopping.GoingOn(chain, price, stopped, s);
                if (stopped.Continues[s]) Golden.Near(stopped.Value[s], onward, 1e-6 * (1 + stopped.Value[s]));
                else Assert.True(onward <= 1e-6 * (1 + stopped.Value.Max()), $"{onward}");
            }
        }, iter: 200);

    [Fact]
    public void Values_an_answer_by_the_decisions_it_changes()
    {
        // Now it is not worth going on; one answer in four makes it so.
        Golden.Near(0.25 * 1_000 - 80, ValueOfInformation.Of(-200, 0.25, 1_000, -600, 80), 1e-12);
        // An answer that changes no decision is worth nothing, and costs what it costs.
        Golden.Near(-80, ValueOfInformation.Of(300, 0.5, 400, 200, 80), 1e-12);
    }

    [Fact]
    public void Refuses_a_chain_that_never_ends()
    {
        var refused = Assert.Throws<ArgumentException>(() => StoppingChain.From([1], [1], [[(0, 1.0)]]));
        Assert.Contains("State 0", refused.Message, StringComparison.Ordinal);
    }

    private static Inflow[] Inflows() =>
        [.. Gates.At("capacity_lp.types").EnumerateArray().Select(type =>
            new Inflow(Chain(type[1].GetDouble(), type[2].GetDouble()), 0, type[3].GetDouble()))];

    private static readonly Gen<StoppingChain> Chains = Gen.Select(
        Gen.Select(Gen.Double[0, 100], Gen.Double[0.5, 8]).Array[2, 8], Gen.Double[0.05, 0.9]).Select((rows, staying) =>
            StoppingChain.From([.. rows.Select(r => r.Item1)], [.. rows.Select(r => r.Item2)], Moves(rows.Length, staying)));

    // On to the next state, and sometimes back to the one before.
    private static IReadOnlyList<(int Next, double Probability)>[] Moves(int states, double staying) =>
        [.. Enumerable.Range(0, states).Select(s =>
        {
            List<(int, double)> row = [(s, staying)];
            if (s + 1 < states) row.Add((s + 1, (1 - staying) * 0.5));
            if (s > 0) row.Add((s - 1, (1 - staying) * 0.1));
            return (IReadOnlyList<(int, double)>)row;
        })];

    private static void NearRelative(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Golden.Near(expected[i], actual[i], 1e-6 * Math.Max(1e-3, Math.Abs(expected[i])), $"[{i}]");
    }
}
