using System.Globalization;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Forecasting.Gates;
using Headway.Learning;
using Headway.Statistics.Intervals;

namespace Headway.App.Learning;

/// <summary>The floors of the gates and their replay, for people and for programs.</summary>
internal static class GatesAnswer
{
    private const int ShownOpen = 10;

    public static void Text(OpenedHistory opened, GateFloors floors)
    {
        string Money(double amount) => $"{amount:N0} {opened.History.Shape.Currency}";
        Console.WriteLine($"{opened.Heading}: "
            + GateSentences.Answer(floors, Money));
        Console.WriteLine(GateSentences.Replayed(floors, Money));
        var stages = opened.History.Shape.Stages;
        var currency = opened.History.Shape.Currency;
        TextOutput.Table(
            ["Stage entered", "Gate's needs", "Won, % (95 %)", "Hours left", $"{currency} an hour", $"Pays from, {currency}", "Weeks"],
            floors.Floors.Select(floor => new[]
            {
                stages[floor.Stage].Name, GateSentences.Needs(floor.Evidence, floors.NeedsAreSaid),
                Ranged(100 * floor.Chance, new Interval(100 * floor.ChanceInterval.Low, 100 * floor.ChanceInterval.High), "0.0"),
                Ranged(floor.HoursLeft, floor.HoursInterval, "0.0"),
                floor.PerHour is { } worth ? Ranged(worth, floor.PerHourInterval) : "no amounts",
                floor.LeastAmount is { } least ? Ranged(least, floor.LeastAmountInterval) : "any amount", $"{floor.Weeks:N0}",
            }));
        if (floors.Backtest is { EverStops: true } test) Replay(test, currency, Money);
        foreach (var open in floors.Open.Where(each => each.Verdict != GateVerdict.Go).Take(ShownOpen))
            Console.WriteLine($"  {opened.CaseName(open.CaseId)}: {GateSentences.Of(open.Verdict)}"
                + $"{(open.ByLotGoOn ? " (go on, by lot)" : "")} in {stages[open.Stage].Name}. "
                + GateSentences.Of(open, floors, Money));
        if (floors.Open.Any(each => each.ByLotGoOn)) Console.WriteLine(GateSentences.ByLot);
        foreach (var limit in GateSentences.Limits(floors)) Console.WriteLine(limit);
    }

    private static void Replay(GateBacktest test, string currency, Func<double, string> money)
    {
        string[] Row(string name, RuleOutcome rule) =>
        [
            name, $"{rule.Stopped:N0}", $"{rule.Won:N0} of {rule.Ended:N0}"
                + (rule.Ended >= Figure.LeastForShare ? $" ({100 * rule.WonShare.Low:0}-{100 * rule.WonShare.High:0} %)" : ""),
            Ranged(rule.ValueLost, rule.ValueInterval), Ranged(rule.HoursFreed, rule.HoursInterval), $"{rule.WeeksFreed:N0}",
        ];
        var rules = test.Curve.Where(point => point.Outcome.Stopped > 0)
            .Select(point => Row($"below {point.TimesPrice:0.##} x the price", point.Outcome)).ToList();
        if (test.ByAge is { } age) rules.Add(Row("older than twice the won ones", age));
        if (test.ByChance is { } chance) rules.Add(Row($"under {100 * test.ChanceBelow:0.#} % chance", chance));
        TextOutput.Table(["Would stop", "Stopped", "Won later", $"Wins forgone, {currency}", "Hours freed", "Weeks freed"], rules);
        Console.WriteLine(GateSentences.Assumed(test, money));
    }

    private static string Ranged(double value, Interval? range, string format = "#,0") =>
        value.ToString(format, CultureInfo.InvariantCulture) + (range is { } known ? $" ({known.Low.ToString(format,
            CultureInfo.InvariantCulture)}-{known.High.ToString(format, CultureInfo.InvariantCulture)})" : "");

    public static object Json(OpenedHistory opened, GateFloors floors) => new
    {
        History = opened.Id,
        opened.Name,
        floors.AsOf,
        N = floors.Cases,
        floors.Won,
        floors.Ended,
        opened.History.Shape.Currency,
        floors.Price,
        PriceInterval = FigureText.Json(floors.PriceInterval),
        floors.NeedsAreSaid,
        floors.ArrivalsPerWeek,
        floors.UsualAmount,
        Floors = floors.Floors.Select(floor => new
        {
            Stage = opened.History.Shape.Stages[floor.Stage].Key,
            floor.Evidence,
            floor.Chance,
            Interval = FigureText.Json(floor.ChanceInterval),
            floor.HoursLeft,
            HoursInterval = FigureText.Json(floor.HoursInterval),
            floor.PerHour,
            PerHourInterval = FigureText.Json(floor.PerHourInterval),
            floor.LeastAmount,
            LeastAmountInterval = FigureText.Json(floor.LeastAmountInterval),
            WeeksSeen = floor.Weeks,
        }),
        Verdicts = new
        {
            Go = floors.Count(GateVerdict.Go),
            Discuss = floors.Count(GateVerdict.Discuss),
            NoGo = floors.Count(GateVerdict.NoGo),
            floors.WithoutAmount,
            NoGoIfHalfTheHours = floors.NoGoWithOtherHours.Half,
            NoGoIfHalfAgainTheHours = floors.NoGoWithOtherHours.HalfAgain,
        },
        Open = floors.Open.Select(open => new
        {
            Case = open.CaseId,
            Stage = opened.History.Shape.Stages[open.Stage].Key,
            open.WeeksInStage,
            open.Evidence,
            open.Amount,
            open.AmountFilled,
            open.Chance,
            open.Worth,
            open.WorthLow,
            open.WorthHigh,
            open.WorthIfComplete,
            open.Verdict,
            open.ByLotGoOn,
        }),
        Backtest = floors.Backtest is { } test ? Json(test) : null,
        floors.Fingerprint,
        Limits = GateSentences.Limits(floors),
    };

    private static object Json(GateBacktest test) => new
    {
        test.From,
        test.Until,
        test.Weeks,
        test.Fits,
        test.Watched,
        test.WatchedWon,
        test.WatchedHours,
        test.WithoutAmount,
        Gate = Json(test.Gate),
        ByAge = test.ByAge is { } age ? Json(age) : null,
        ByChance = test.ByChance is { } chance ? Json(chance) : null,
        test.ChanceBelow,
        Curve = test.Curve.Select(point => new { point.TimesPrice, Outcome = Json(point.Outcome) }),
        AssumedIfSpentElsewhere = test.IfSpentElsewhere,
    };

    private static object Json(RuleOutcome rule) => new
    {
        rule.Stopped,
        rule.Won,
        rule.Ended,
        rule.Open,
        WonShare = FigureText.Json(rule.WonShare),
        rule.ValueLost,
        ValueInterval = FigureText.Json(rule.ValueInterval),
        rule.HoursFreed,
        HoursInterval = FigureText.Json(rule.HoursInterval),
        rule.WeeksFreed,
    };
}
