using System.Text.Json;
using Headway.Forecasting;
using Headway.Statistics.Distribution;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Forecasting;

public sealed class A_forecast
{
    private static readonly double[] levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    private static ForecastQuestion Ask(double from, double by, double? goal = null) =>
        new(MadeLog.Day(from), MadeLog.Day(by), goal) { Sensitivities = 1 };

    private static Forecast Of(Headway.Histories.History history, ForecastQuestion question) =>
        Assert.IsType<ForecastAnswer.Known>(Forecast.Of(history, question)).Forecast;

    private static TotalAnswer.Known Bookings(Forecast forecast) => Assert.IsType<TotalAnswer.Known>(forecast.Bookings);

    [Fact]
    public void At_its_own_date_is_what_is_closed()
    {
        var history = MadeLog.TwoYears().AsOf(500);
        var forecast = Of(history, Ask(0, 500, 1));
        var won = Enumerable.Range(0, history.Cases).Where(c => history.EndingOf(c) == Headway.Histories.Ending.Won).ToList();
        var total = Bookings(forecast).Total;
        Assert.Equal(won.Sum(c => history.Columns.Amount[c]), total.Closed, 6);
        Assert.All(levels, level => Assert.Equal(total.Closed, total.Quantile(level), 6));
        Assert.Equal(total.Closed, total.Mean, 6);
        Assert.Equal(won.Count, Assert.IsType<TotalAnswer.Known>(forecast.Wins).Total.Mean, 9);
    }

    [Fact]
    public void To_a_day_gone_by_counts_no_win_after_it()
    {
        var history = MadeLog.TwoYears().AsOf(700);
        var won = Enumerable.Range(0, history.Cases).Count(c => history.EndingOf(c) == Headway.Histories.Ending.Won
            && history.Columns.ExitTicks[c] < MadeLog.Day(400).UtcTicks);
        var total = Assert.IsType<TotalAnswer.Known>(Of(history, Ask(0, 400)).Wins).Total;
        Assert.InRange(won, 5, 25);
        Assert.Equal((won, won), (total.Closed, total.Mean));
    }

    [Fact]
    public void Has_ordered_quantiles_around_its_parts()
    {
        var forecast = Of(MadeLog.TwoYears().AsOf(500), Ask(450, 590, 200_000));
        var known = Bookings(forecast);
        var quantiles = levels.Select(known.Total.Quantile).ToList();
        Assert.Equal(quantiles.Order(), quantiles);
        Assert.Equal(known.Total.Mean, known.Total.Closed + known.FromOpen + known.FromArrivals, 6);
        Assert.Equal(known.FromOpen, forecast.Contributions.Sum(each => each.Expected), 6);
        Assert.Equal(forecast.Open, forecast.Contributions.Length);
        Assert.InRange(known.ChanceOfGoal!.Value, 0, 1);
        var hangs = Assert.Single(forecast.HangsOn);
        Assert.True(hangs.ChanceIfWon > hangs.ChanceIfNot);
    }

    [Fact]
    public void Knows_nothing_of_what_was_recorded_later()
    {
        var whole = MadeLog.TwoYears();
        var question = Ask(450, 590, 200_000);
        Forecast with = Of(whole.AsOf(500), question), without = Of(whole.Until(500).AsOf(500), question);
        Assert.Equal(with.Fingerprint, without.Fingerprint);
        Assert.Equal(Bookings(with).Total.Mean, Bookings(without).Total.Mean);
        Assert.Equal(Bookings(with).ChanceOfGoal, Bookings(without).ChanceOfGoal);
    }

    [Fact]
    public void More_time_never_lowers_it()
    {
        var history = MadeLog.TwoYears().AsOf(500);
        var chances = Enumerable.Range(0, 20).Select(i => Bookings(Of(history, Ask(450, 500 + 6 * i, 150_000))).Total.Unwidened(150_000))
            .ToList();
        for (var i = 1; i < chances.Count; i++) Assert.True(chances[i] >= chances[i - 1] - 1e-5, $"{i}: {chances[i - 1]} → {chances[i]}");
        Assert.True(chances[^1] > chances[1]);
    }

    [Fact]
    public void Closing_a_win_never_lowers_it()
    {
        double[] amounts = [10_000, 25_000, 40_000, 5_000];
        var shock = ShockNodes.MeanOneFactor(0.2);
        double[][] chances = [.. shock.Nodes
            .Select(factor => new double[] { 0.3, 0.5 * Math.Min(1.9, factor), 0.2, 0.6 }.Select(p => Math.Min(1, p)).ToArray())];
        Lattice[] none = [.. shock.Nodes.Select(_ => Lattice.Zero(25))];
        var before = new Total(0, new TotalParts(shock, amounts, chances, none, 25).Sum(), true);
        for (var i = 0; i < amounts.Length; i++)
        {
            var rest = Enumerable.Range(0, amounts.Length).Where(j => j != i).ToArray();
            double[][] others = [.. chances.Select(row => rest.Select(j => row[j]).ToArray())];
            var after = new Total(amounts[i], new TotalParts(shock, [.. rest.Select(j => amounts[j])], others, none, 25).Sum(), true);
            for (var goal = 5_000; goal <= 80_000; goal += 5_000)
                Assert.True(after.Unwidened(goal) >= before.Unwidened(goal) - 1e-9, $"item {i}, goal {goal}");
        }
    }

    /// <summary>A goal is a point on the distribution, not a part of it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(150_000)]
    [InlineData(2_000_000)]
    [InlineData(1e9)]
    [InlineData(1e12)]
    public void Does_not_depend_on_the_goal_it_is_asked_about(double goal)
    {
        var history = MadeLog.TwoYears().AsOf(500);
        Total without = Bookings(Of(history, Ask(450, 590))).Total, with = Bookings(Of(history, Ask(450, 590, goal))).Total;
        Assert.Equal(levels.Select(without.Quantile), levels.Select(with.Quantile));
        Assert.Equal(without.Mean, with.Mean);
        Assert.Equal(without.ChanceOfAtLeast(goal), Bookings(Of(history, Ask(450, 590, goal))).ChanceOfGoal);
        if (goal >= 1e9) Assert.Equal(0, with.ChanceOfAtLeast(goal), 1e-5);
    }

    [Fact]
    public void Says_how_many_closed_ones_it_would_need()
    {
        var few = Assert.IsType<ForecastAnswer.NotEnoughHistory>(Forecast.Of(MadeLog.TwoYears().AsOf(100), Ask(0, 200)));
        Assert.Equal((30, "closed opportunities"), (few.Need, few.What));
        Assert.InRange(few.Have, 1, 29);
    }

    [Fact]
    public void Says_that_amounts_were_filled_in_and_that_it_is_uncalibrated()
    {
        var forecast = Of(MadeLog.TwoYears().AsOf(715), Ask(700, 800));
        Assert.True(forecast.FilledAmounts > 0);
        Assert.Contains(forecast.Assumptions, each => each.Code == "amounts-filled");
        Assert.Contains(forecast.Assumptions, each => each.Code == "uncalibrated");
        Assert.False(forecast.IsCalibrated);
    }

    /// <summary>Exact convolution and enumeration in R: golden/09_forecast.json.</summary>
    [Fact]
    public void Of_ten_opportunities_with_given_chances_agrees_with_R()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine("golden", "09_forecast.json")));
        var deals = golden.RootElement.GetProperty("deals").EnumerateArray().ToList();
        double[] amounts = [.. deals.Select(deal => deal.GetProperty("value_k").GetDouble())];
        double[] chances = [.. deals.Select(deal => deal.GetProperty("p").GetDouble())];
        var certain = new ShockNodes([1], [1]);
        var total = new Total(0, new TotalParts(certain, amounts, [chances], [Lattice.Zero(1)], 1).Sum(), calibrated: true);
        Assert.Equal(golden.RootElement.GetProperty("p_goal").GetDouble(), total.ChanceOfAtLeast(150), 1e-9);
        Assert.Equal((38, 88, 163), (total.Quantile(0.1), total.Quantile(0.5), total.Quantile(0.9)));
        Assert.Equal(golden.RootElement.GetProperty("mean").GetDouble(), total.Mean, 1e-9);
        var widened = new Total(0, new TotalParts(certain, amounts, [chances], [Lattice.Zero(1)], 1).Sum(), calibrated: false);
        Assert.Equal((88 - 1.5 * 50, 88, 88 + 1.5 * 75), (widened.Quantile(0.1), widened.Quantile(0.5), widened.Quantile(0.9)));
    }

    [Fact]
    public void Of_one_opportunity_carries_an_interval_and_the_number_like_it()
    {
        var model = Assert.IsType<ModelAnswer.Fitted>(StageModel.Fit(MadeLog.TwoYears().AsOf(900), 1)).Model;
        ChanceToWin soon = model.Chance(1, 3, 4), ever = model.Chance(1, 3);
        Assert.InRange(soon.Value, 0, ever.Value);
        Assert.True(ever.Interval.Contains(ever.Value));
        Assert.InRange(ever.Alike, 10, 120);
        Assert.Equal(0, model.Chance(1, 3, 0).Value);
    }
}
