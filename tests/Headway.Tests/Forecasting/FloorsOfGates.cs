using Headway.Forecasting.Gates;
using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.Random;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Forecasting;

public sealed class The_floor_of_a_gate
{
    private const double End = 1_100;

    private static readonly MadeLog Log = ThreeYears();
    private static readonly NeededOutcomes NotSaid = NeededOutcomes.NotSaid(MadeLog.Shape);

    /// <summary>Seed 7: 720 opportunities in three years; large ones are won half of the time, small ones one time in eight and
    /// slowly.</summary>
    private static MadeLog ThreeYears(ulong seed = 7)
    {
        var random = Xoshiro256StarStar.For(seed, "gates");
        var log = new MadeLog();
        for (var i = 0; i < 720; i++)
        {
            var (open, large) = (i * 1.5, i % 2 == 0);
            var first = 5 + random.NextBelow(large ? 20 : 60);
            var second = 5 + random.NextBelow(large ? 20 : 80);
            var ending = random.Chance(large ? 0.5 : 0.125) ? "won" : i % 5 == 0 ? "nogo" : "lost";
            log.Case(large ? 60_000 : 1_500, ("qualifying", open), ("deciding", open + first), (ending, open + first + second));
        }
        return log;
    }

    /// <summary>The same, but arriving and large by chance as well, as what comes to a company is.</summary>
    private static MadeLog ThreeYearsByChance(ulong seed)
    {
        var random = Xoshiro256StarStar.For(seed, "gates by chance");
        var log = new MadeLog();
        for (var open = 0.0; open < 1_080; open += -1.5 * Math.Log(1 - random.NextUniform()))
        {
            var large = random.Chance(0.5);
            var first = 5 + random.NextBelow(large ? 20 : 60);
            var second = 5 + random.NextBelow(large ? 20 : 80);
            var ending = random.Chance(large ? 0.5 : 0.125) ? "won" : random.Chance(0.2) ? "nogo" : "lost";
            log.Case(large ? 60_000 : 1_500, ("qualifying", open), ("deciding", open + first), (ending, open + first + second));
        }
        return log;
    }

    private static GateHours Hours(double capacity) => new([2, 4, 3], capacity);

    private static GateFloors Floors(double capacity, double day = End, bool withBacktest = false) => Assert.IsType<GateFloorsAnswer.Known>(
        GateFloors.Of(Log.AsOf(day), NotSaid, Hours(capacity), 1, withBacktest, cancel: TestContext.Current.CancellationToken)).Floors;

    /// <summary>Told in the first week, where nothing was fitted yet, in the middle, and in the last of 104, behind which only the
    /// reckoning of what became of them is left.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(52)]
    [InlineData(GateReplay.MostWeeks - 1)]
    public void Is_not_replayed_to_the_end_once_it_is_stopped_midway(int week)
    {
        using var stop = new CancellationTokenSource();
        var reached = -1;
        Assert.ThrowsAny<OperationCanceledException>(() => GateBacktest.Of(Log.AsOf(End), NotSaid, Hours(40), 1, share =>
        {
            reached = (int)Math.Round(share * GateReplay.MostWeeks);
            if (reached == week) stop.Cancel();
        }, stop.Token));
        Assert.Equal(week, reached);
    }

    /// <summary>The fit of the quarter in which it is told ends as well: nothing is fitted any more.</summary>
    [Fact]
    public void Is_not_fitted_to_the_end_once_it_is_stopped_midway()
    {
        using var stop = new CancellationTokenSource();
        var fits = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => GateReplay.Of(Log.AsOf(End), then =>
        {
            var answer = GateModel.Fit(then, NotSaid, Hours(40), 1, stop.Token);
            if (answer is not GateModelAnswer.Fitted(var model)) return null;
            fits++;
            return model;
        }, share =>
        {
            if (fits == 1) stop.Cancel();
        }, stop.Token));
        Assert.Equal(1, fits);
    }

    [Fact]
    public void Says_go_to_all_while_there_are_hours_enough()
    {
        var floors = Floors(10_000);
        Assert.Equal(0, floors.Price!.PerHour);
        Assert.NotEmpty(floors.Open);
        Assert.All(floors.Open, open => Assert.Equal(GateVerdict.Go, open.Verdict));
    }

    [Fact]
    public void Rises_when_there_are_fewer_hours()
    {
        double[] prices = [.. new double[] { 20, 40, 60, 80, 10_000 }.Select(capacity => Floors(capacity).Price!.PerHour)];
        Assert.Equal(prices.OrderDescending(), prices);
        Assert.True(prices[0] > 0 && prices[^1] == 0, string.Join(' ', prices));
    }

    [Fact]
    public void Stops_the_small_ones_and_lets_the_large_ones_go_on()
    {
        var floors = Floors(40);
        Assert.Contains(floors.Open, open => open.Verdict == GateVerdict.NoGo);
        Assert.All(floors.Open.Where(open => open.Verdict == GateVerdict.NoGo), open => Assert.Equal(1_500, open.Amount));
        Assert.Contains(floors.Open, open => open is { Amount: 60_000, Verdict: GateVerdict.Go });
    }

    [Fact]
    public void Calls_no_go_only_when_even_the_optimistic_bound_lies_below_the_price()
    {
        var floors = Floors(60);
        var price = floors.Price!.PerHour;
        Assert.All(floors.Open, open =>
        {
            Assert.True(open.WorthLow <= open.WorthHigh);
            Assert.Equal(open.Verdict == GateVerdict.NoGo, open.WorthHigh <= price);
            Assert.Equal(open.Verdict == GateVerdict.Go, open.WorthHigh > price && open.WorthLow > price);
        });
    }

    [Fact]
    public void Is_an_amount_at_which_an_hour_is_worth_its_price()
    {
        var floors = Floors(40);
        foreach (var floor in floors.Floors.Where(floor => floor.LeastAmount is not null))
            Assert.Equal(floors.Price!.PerHour, floor.PerHour!.Value * floor.LeastAmount!.Value / floors.UsualAmount!.Value, 6);
    }

    [Fact]
    public void Is_not_told_from_fewer_than_thirty_wins()
    {
        var few = Assert.IsType<GateFloorsAnswer.NotEnoughHistory>(GateFloors.Of(
            Log.AsOf(90), NotSaid, Hours(40), 1, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(("won opportunities", GateModel.LeastOfEach), (few.What, few.Need));
    }

    [Fact]
    public void In_the_backtest_counts_what_became_of_those_it_would_have_stopped()
    {
        var backtest = Floors(40, withBacktest: true).Backtest!;
        var gate = backtest.Gate;
        Assert.True(gate.Stopped >= GateBacktest.LeastStopped);
        Assert.True(gate.Won <= gate.Ended && gate.HoursFreed > 0 && gate.HoursFreed < backtest.WatchedHours);
        Assert.True(gate.WonShare.Contains((double)gate.Won / gate.Ended));
        // Only small ones are ever stopped, so what is forgone is theirs.
        Assert.Equal(1_500.0 * gate.Won, gate.ValueLost, 6);
        Assert.Equal(backtest.Curve.OrderBy(point => point.TimesPrice).Select(point => point.Outcome.HoursFreed),
            backtest.Curve.Select(point => point.Outcome.HoursFreed).Order());
        Assert.Equal(gate, backtest.Curve.Single(point => point.TimesPrice == 1).Outcome);
        // The rival is given the chance that frees as many hours; one opportunity more or less is what remains.
        Assert.InRange(backtest.ByChance!.HoursFreed, gate.HoursFreed, gate.HoursFreed + 100);
    }

    [Fact]
    public void Gives_money_and_hours_a_range_that_holds_them()
    {
        var floors = Floors(40, withBacktest: true);
        Assert.True(floors.PriceInterval!.Value.Contains(floors.Price!.PerHour), $"{floors.PriceInterval} {floors.Price.PerHour}");
        Assert.True(floors.PriceInterval.Value.Low > 0);
        Assert.All(floors.Floors, floor =>
        {
            Assert.True(floor.HoursInterval.Contains(floor.HoursLeft), $"{floor}");
            Assert.True(floor.PerHourInterval!.Value.Contains(floor.PerHour!.Value), $"{floor}");
            Assert.True(floor.LeastAmountInterval!.Value.Contains(floor.LeastAmount!.Value), $"{floor}");
        });
        var gate = floors.Backtest!.Gate;
        Assert.True(gate.HoursInterval!.Value.Contains(gate.HoursFreed) && gate.HoursInterval.Value.Width > 0);
        // Small ones are worth the same, so the range of their sum is that of their number.
        Assert.True(gate.Won >= RuleOutcome.LeastWon, $"{gate.Won}");
        Assert.Equal(2 * 1.959964 * 1_500 * Math.Sqrt(gate.Won), gate.ValueInterval!.Value.Width, 1e-3);
        Assert.All(floors.Backtest.Curve.Where(point => point.Outcome.Won < RuleOutcome.LeastWon),
            point => Assert.Null(point.Outcome.ValueInterval));
        Assert.Matches(@"^An hour is worth about [\d.]+ here \([\d.]+ to [\d.]+\), with 100 % of an amount counted as margin\.",
            GateSentences.Answer(floors, Money));
    }

    /// <summary>Twenty companies alike, seeds 1 to 20: what is true of all lies in the ranges of most.</summary>
    [Fact]
    public void Names_amounts_that_were_filled_in_beside_those_of_their_own()
    {
        var floors = Floors(60);
        Assert.Contains($" open opportunities with an amount {floors.Count(GateVerdict.Go)} are worth it",
            GateSentences.Answer(floors, Money), StringComparison.Ordinal);
        var filled = floors with { Open = [floors.Open[0] with { AmountFilled = true }, .. floors.Open[1..]] };
        Assert.Contains(FormattableString.Invariant(
            $"Of {floors.Open.Length} open opportunities ({floors.Open.Length - 1} with an amount of ")
            + "their own, 1 taken at the median of won ones)", GateSentences.Answer(filled, Money), StringComparison.Ordinal);
    }

    [Fact]
    public void Prices_an_hour_with_a_range_that_the_prices_of_others_alike_mostly_fall_into()
    {
        (double Price, Interval Range)[] prices = [.. Enumerable.Range(1, 20).Select(seed =>
        {
            var floors = Assert.IsType<GateFloorsAnswer.Known>(GateFloors.Of(
                ThreeYearsByChance((ulong)seed).AsOf(End), NotSaid, Hours(40), 1, withBacktest: false,
                cancel: TestContext.Current.CancellationToken)).Floors;
            return (floors.Price!.PerHour, floors.PriceInterval!.Value);
        })];
        var mean = prices.Average(each => each.Price);
        var held = prices.Count(each => each.Range.Contains(mean));
        Assert.True(held >= 16, $"{held} of 20 hold {mean:0.0}: {string.Join(", ", prices)}");
        // Nor wide enough to hold anything: 95 of 100 such prices lie within 3.92 of their standard deviations.
        var spread = Math.Sqrt(prices.Sum(each => (each.Price - mean) * (each.Price - mean)) / (prices.Length - 1));
        var widths = prices.Average(each => each.Range.Width) / (2 * 1.959964 * spread);
        Assert.True(widths is > 0.4 and < 1, $"{widths:0.00} times as wide, {held} of 20 hold {mean:0.0}: {string.Join(", ", prices)}");
    }

    [Fact]
    public void Says_in_one_sentence_that_there_are_hours_enough_and_shows_no_rows_of_nothing()
    {
        var floors = Floors(10_000, withBacktest: true);
        Assert.False(floors.Backtest!.EverStops);
        Assert.Null(floors.PriceInterval);
        Assert.Matches(@"so every open opportunity is worth going on with: \d+ of the 10,000 hours a week are wanted\.$",
            GateSentences.Answer(floors, Money));
        Assert.Matches("^Replayed over .* there were hours enough in each for everything that was open",
            GateSentences.Replayed(floors, Money));
        Assert.True(Floors(40, withBacktest: true).Backtest!.EverStops);
    }

    [Fact]
    public void Says_that_an_import_names_no_needs()
    {
        var floors = Floors(40);
        Assert.False(floors.NeedsAreSaid);
        Assert.Equal("not said", GateSentences.Needs(floors.Floors[0].Evidence, floors.NeedsAreSaid));
        Assert.Equal("nothing confirmed", GateSentences.Needs(EvidenceClass.None, true));
        Assert.Contains(GateSentences.Limits(floors), limit => limit.Contains("does not say what a gate needs", StringComparison.Ordinal));
        Assert.Contains("and carries no evidence", GateSentences.NoNeeds("a.csv", hasEvidence: false), StringComparison.Ordinal);
    }

    private static string Money(double amount) => amount.ToString("0", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Lets_a_lot_go_on_with_a_few_of_those_to_discuss_and_with_no_others()
    {
        var drawn = Enumerable.Range(0, 10_000).Count(i => GateFloors.IsDrawn($"case-{i}", 1, 1));
        Assert.InRange(drawn, 10_000 * 0.05, 10_000 * 0.1);
        foreach (var capacity in new double[] { 30, 40, 60 })
            Assert.All(Floors(capacity).Open, open => Assert.Equal(
                open.Verdict == GateVerdict.Discuss && GateFloors.IsDrawn(open.CaseId, open.Stage, 1), open.ByLotGoOn));
    }

    /// <summary>What was seen and decided in the first weeks must not depend on what came later.</summary>
    [Fact]
    public void In_the_replay_looks_the_same_when_the_future_is_deleted()
    {
        GateReplay Replay(History history) => GateReplay.Of(
            history, then => GateModel.Fit(then, NotSaid, Hours(40), 1).Match<GateModel?>(model => model, _ => null), default);
        var short_ = Replay(Log.Until(600).AsOf(600));
        var whole = Replay(Log.AsOf(600));
        Assert.NotEmpty(whole.Looks);
        Assert.Equal(whole.Looks, short_.Looks);
        Assert.True(whole.Fits > 1);
    }
}

[Trait("Data", "bpic2012")]
public sealed class The_gates_of_the_loan_log
{
    private static readonly DateTimeOffset end = new(2011, 12, 31, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Are_learned_in_bounded_time_with_the_banks_declines_as_no_go()
    {
        var history = History.AsOf(The_loan_log.Read(), The_loan_log.shape, end);
        Assert.Equal(4_334, history.Columns.Endings.Count(ending => ending == (byte)Ending.NoGo));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var floors = Assert.IsType<GateFloorsAnswer.Known>(GateFloors.Of(
            history, NeededOutcomes.NotSaid(The_loan_log.shape), new GateHours([1, 1, 2, 2], 400), 1,
            cancel: TestContext.Current.CancellationToken)).Floors;
        TestContext.Current.SendDiagnosticMessage("{0} ms", watch.ElapsedMilliseconds);
        TestContext.Current.SendDiagnosticMessage("price {0}", floors.Price!);
        foreach (var floor in floors.Floors) TestContext.Current.SendDiagnosticMessage("{0}", floor);
        TestContext.Current.SendDiagnosticMessage("{0}", floors.Backtest!);
        foreach (var point in floors.Backtest!.Curve) TestContext.Current.SendDiagnosticMessage("{0}", point);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
        Assert.Equal(1_130, floors.Won);
        Assert.True(floors.Backtest!.Watched > 1_000);
    }
}
