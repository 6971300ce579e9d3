using System.Collections.Immutable;
using System.Globalization;
using Headway.Forecasting;
using Headway.Formats.Xes;
using Headway.Histories;
using Headway.Learning;
using Headway.Tests.Formats;
using Xunit;

namespace Headway.Tests.Forecasting;

[Trait("Data", "bpic2012")]
public sealed class The_loan_log
{
    private static readonly DateTimeOffset end = new(2011, 12, 31, 23, 0, 0, TimeSpan.Zero);

    internal static readonly HistoryShape shape = new(
        [new("submitted", "Submitted"), new("preaccepted", "Preaccepted"), new("accepted", "Accepted"), new("finalized", "Offer made")], [],
            [],
        new Dictionary<string, LabelMeaning>
        {
            ["A_PREACCEPTED"] = new LabelMeaning.StageEntered(1),
            ["A_ACCEPTED"] = new LabelMeaning.StageEntered(2),
            ["A_FINALIZED"] = new LabelMeaning.StageEntered(3),
            ["A_APPROVED"] = new LabelMeaning.Ended(Ending.Won),
            ["A_REGISTERED"] = new LabelMeaning.Ended(Ending.Won),
            ["A_ACTIVATED"] = new LabelMeaning.Ended(Ending.Won),
            ["A_CANCELLED"] = new LabelMeaning.Ended(Ending.Lost),
            ["A_DECLINED"] = new LabelMeaning.Ended(Ending.NoGo),
        }.ToImmutableDictionary(), "AMOUNT_REQ", null, [], "EUR")
    {
        AmountKnown = KnownFrom.Opening,
    };

    [Fact]
    public void Has_a_funnel_in_which_every_case_is_accounted_for()
    {
        var funnel = Funnel.Of(History.AsOf(Read(), shape, end));
        Assert.Equal((7_455, 645, 1_130, 6_810), (funnel.Cases, funnel.Open, funnel.ClosedOnly.Won, funnel.ClosedOnly.Closed));
        Assert.All(funnel.Stages, stage =>
            Assert.Equal(stage.Entered, stage.Passed + stage.Lost + stage.NoDecision + stage.NoGo + stage.Open));
        foreach (var stage in funnel.Stages) TestContext.Current.SendDiagnosticMessage("{0}", stage);
        foreach (var day in funnel.Endings.ByDay) TestContext.Current.SendDiagnosticMessage("{0}", day);
        TestContext.Current.SendDiagnosticMessage("{0} stuck {1}", funnel.Honesty, funnel.Stuck.Length);
    }

    /// <summary>Forecast from 1 December for December; what followed is in the log.</summary>
    [Fact]
    public void Forecasts_december_from_what_was_known_on_its_first_day()
    {
        var log = Read();
        var from = new DateTimeOffset(2011, 11, 30, 23, 0, 0, TimeSpan.Zero);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var forecast = Assert.IsType<ForecastAnswer.Known>(Forecast
            .Of(History.AsOf(log, shape, from), new ForecastQuestion(from, end, 5_000_000))).Forecast;
        TestContext.Current
            .SendDiagnosticMessage("{0} ms, open {1}, arrivals {2:0}", watch.ElapsedMilliseconds, forecast.Open, forecast.Arrivals);
        var actual = History.AsOf(log, shape, end);
        var won = Enumerable.Range(0, actual.Cases)
            .Where(c => actual.EndingOf(c) == Ending.Won && actual.Columns.ExitTicks[c] > from.UtcTicks).ToList();
        double wins = won.Count, booked = won.Sum(c => actual.Columns.Amount[c]);
        Total totalWins = Assert.IsType<TotalAnswer.Known>(forecast.Wins).Total,
            total = Assert.IsType<TotalAnswer.Known>(forecast.Bookings).Total;
        TestContext.Current.SendDiagnosticMessage(
            "wins {0}: q10 {1} q50 {2} q90 {3} mean {4:0.0}; open {5:0}", wins, totalWins.Quantile(0.1), totalWins.Quantile(0.5),
                totalWins.Quantile(0.9), totalWins.Mean,
            Assert.IsType<TotalAnswer.Known>(forecast.Wins).FromOpen);
        TestContext.Current.SendDiagnosticMessage(
            "booked {0:0}: q10 {1:0} q50 {2:0} q90 {3:0} mean {4:0} P {5:0.000} weighted {6:0}", booked, total.Quantile(0.1),
                total.Quantile(0.5), total.Quantile(0.9), total.Mean,
            total.ChanceOfAtLeast(5_000_000), forecast.WeightedPipeline);
        Assert.InRange(wins, totalWins.Quantile(0.025), totalWins.Quantile(0.975));
        Assert.InRange(booked, total.Quantile(0.025), total.Quantile(0.975));
    }

    internal static EventLog Read()
    {
        using var stream = File.OpenRead(SharedLogs.Path("bpic2012/bpic2012-until-2011-12-31.xes.gz"));
        return XesReader.Read(stream, "bpic2012.xes.gz", XesOptions.Default).Match(
            read => read.Log, refused => throw new InvalidOperationException(refused.Findings[0].Message));
    }
}

[Trait("Data", "maven_crm")]
public sealed class The_CRM_export
{
    [Fact]
    public void Fills_in_amounts_of_open_ones_from_won_ones_of_the_product_and_says_so()
    {
        var (log, shape) = Read();
        var asOf = new DateTimeOffset(2017, 10, 1, 0, 0, 0, TimeSpan.Zero);
        var history = History.AsOf(log, shape, asOf);
        var funnel = Funnel.Of(history);
        TestContext.Current.SendDiagnosticMessage("{0}", funnel.Honesty);
        foreach (var day in funnel.Endings.ByDay) TestContext.Current.SendDiagnosticMessage("{0}", day);
        var forecast = Assert.IsType<ForecastAnswer.Known>(Forecast
            .Of(history, new ForecastQuestion(asOf, asOf.AddDays(92), 2_000_000))).Forecast;
        var total = Assert.IsType<TotalAnswer.Known>(forecast.Bookings);
        TestContext.Current.SendDiagnosticMessage(
            "open {0} filled {1} arrivals {2:0} q10 {3:0} q50 {4:0} q90 {5:0} P {6:0.00} open {7:0} arr {8:0} weighted {9:0}",
                forecast.Open, forecast.FilledAmounts, forecast.Arrivals,
            total.Total.Quantile(0.1), total.Total.Quantile(0.5), total.Total.Quantile(0.9), total.ChanceOfGoal!, total.FromOpen,
                total.FromArrivals, forecast.WeightedPipeline);
        Assert.Equal(forecast.Open, forecast.FilledAmounts);
        Assert.Contains(forecast.Assumptions, each => each.Code == "amounts-filled");
        Assert.NotNull(funnel.Honesty.TruncatedSince);
    }

    private static (EventLog Log, HistoryShape Shape) Read()
    {
        var rows = File.ReadLines(SharedLogs.Path("maven_crm/sales_pipeline_as_of_2017-10-01.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[5].Length > 0).ToList();
        string[] labels = ["engaged", "Won", "Lost"];
        var start = new int[rows.Count + 1];
        var label = new List<int>();
        var at = new List<long>();
        for (var c = 0; c < rows.Count; c++)
        {
            label.Add(0);
            at.Add(Ticks(rows[c][5]));
            if (rows[c][6].Length > 0)
            {
                label.Add(rows[c][4] == "Won" ? 1 : 2);
                at.Add(Ticks(rows[c][6]));
            }
            start[c + 1] = label.Count;
        }
        var shape = new HistoryShape(
            [new("engaging", "Engaging")], [], [],
            new Dictionary<string, LabelMeaning>
            {
                ["engaged"] = new LabelMeaning.StageEntered(0),
                ["Won"] = new LabelMeaning.Ended(Ending.Won),
                ["Lost"] = new LabelMeaning.Ended(Ending.Lost),
            }.ToImmutableDictionary(), "close_value", "sales_agent", ["product"], "USD")
        { AmountKnown = KnownFrom.Closing };
        var log = new EventLog(
            [.. rows.Select(row => row[0])], start, labels, [.. label], [.. at], [], [], [],
            [Attribute("close_value", rows, 7), Attribute("sales_agent", rows, 1), Attribute("product", rows, 2)]);
        return (log, shape);
    }

    private static CaseAttribute Attribute(string name, List<string[]> rows, int column) =>
        new(name, [.. rows.Select(row => row[column])], [.. rows.Select((row, i) => row[column].Length > 0 ? i : -1)]);

    private static long Ticks(string text) => DateTime.ParseExact(text, "dd-MM-yy", CultureInfo.InvariantCulture).Ticks;
}
