using System.Globalization;
using Headway.Learning;
using Headway.Statistics.Intervals;

namespace Headway.Forecasting.Gates;

/// <summary>The gates in sentences, the answer first. What goes with what, never what makes what.</summary>
public static class GateSentences
{
    /// <param name="money">Writes an amount for the reader.</param>
    public static string Answer(GateFloors floors, Func<double, string> money)
    {
        if (floors.Price is not { } price)
            return "No opportunity arrived with a known amount, so an hour cannot be priced and nothing is a No-go.";
        if (price.PerHour == 0)
            return "There are hours enough for everything that arrives, so every open opportunity is worth going on with: "
                + string.Create(CultureInfo.InvariantCulture, $"{price.HoursWanted:N0} of the {floors.HoursPerWeek:N0} hours a week ")
                + "are wanted.";
        var open = Count(floors.Open.Length, "open opportunity", "open opportunities");
        return $"An hour is worth about {money(price.PerHour)} here{Range(floors.PriceInterval, money)}, {Margin(floors)}. "
            + $"Of {open}{Amounts(floors)} "
            + $"{floors.Count(GateVerdict.Go)} are worth it, {floors.Count(GateVerdict.NoGo)} are not by any reading, "
            + $"and {floors.Count(GateVerdict.Discuss)} are to be discussed.";
    }

    /// <summary>The price follows the margin, so it is never told without.</summary>
    private static string Margin(GateFloors floors) => string.Create(CultureInfo.InvariantCulture,
        $"with {100 * floors.MarginShare:0.#} % of an amount counted as margin");

    /// <summary>Amounts that were filled in are named: they are not the opportunities' own.</summary>
    private static string Amounts(GateFloors floors)
    {
        var own = floors.Open.Length - floors.Filled;
        return floors.Filled == 0 ? " with an amount"
            : string.Create(CultureInfo.InvariantCulture, $" ({own:N0} with an amount of {(own == 1 ? "its" : "their")} own, ")
                + string.Create(CultureInfo.InvariantCulture, $"{floors.Filled:N0} taken at the median of won ones)");
    }

    /// <summary>What the replay showed, or why it shows nothing.</summary>
    public static string Replayed(GateFloors floors, Func<double, string> money)
    {
        if (floors.Backtest is not { } test)
            return $"Not enough history to replay: {GateModel.LeastOfEach} won and {GateModel.LeastOfEach} otherwise ended are needed "
                + "before the weeks that are replayed.";
        if (!test.EverStops)
            return $"Replayed over {Count(test.Weeks, "week", "weeks")}, there were hours enough in each for everything that was open, so "
                + $"no gate would have stopped any of {test.Watched:N0}, and there is nothing to show beside it.";
        var over = $"Replayed over {Count(test.Weeks, "week", "weeks")}, with only what was known in each, the gate would have stopped";
        if (test.Gate.Stopped < GateBacktest.LeastStopped)
            return $"{over} {test.Gate.Stopped} of {test.Watched:N0}; {GateBacktest.LeastStopped} are needed to say what became of them.";
        return string.Create(CultureInfo.InvariantCulture, $"{over} {test.Gate.Stopped:N0} of {test.Watched:N0}, of which ")
            + $"{WonOf(test.Gate)}; {Freed(test.Gate)}, and {money(test.Gate.ValueLost)} of wins forgone"
            + $"{Range(test.Gate.ValueInterval, money)}. {AnotherPeriod}";
    }

    /// <summary>What the ranges of a replay are.</summary>
    public const string AnotherPeriod =
        "Ranges are what another such period would bring in 95 of 100; money has none with fewer than ten won, for then a few large ones "
        + "make it.";

    /// <summary>" (2,000 to 2,400)", or nothing.</summary>
    public static string Range(Interval? interval, Func<double, string> text) =>
        interval is { } range ? $" ({text(range.Low)} to {text(range.High)})" : "";

    /// <summary>"9 of the 280 that ended were won later (2-6 of 100)".</summary>
    public static string WonOf(RuleOutcome rule) => rule.Ended == 0 ? "none has ended yet"
        : string.Create(CultureInfo.InvariantCulture, $"{rule.Won:N0} of the {rule.Ended:N0} that ended were won later")
            + (rule.Ended >= Figure.LeastForShare
                ? $" ({Wording.Percent(rule.WonShare.Low)}-{Wording.Percent(rule.WonShare.High)} of 100)" : "");

    public static string Freed(RuleOutcome rule) => string.Create(
        CultureInfo.InvariantCulture, $"{rule.HoursFreed:N0} hours{Range(rule.HoursInterval, hours => $"{hours:N0}")} over "
            + $"{rule.WeeksFreed:N0} weeks freed");

    /// <summary>The reallocation gain is no observation, so it stands on a line of its own.</summary>
    public static string Assumed(GateBacktest test, Func<double, string> money) =>
        $"An assumption, not an observation: at the price of an hour the freed hours would be worth {money(test.IfSpentElsewhere)}"
        + $"{Range(Scaled(test), money)}.";

    /// <summary>By the hours alone; the price of each week is taken as it was.</summary>
    private static Interval? Scaled(GateBacktest test) => test.Gate is { HoursInterval: { } hours, HoursFreed: > 0 and var freed }
        ? new Interval(test.IfSpentElsewhere * hours.Low / freed, test.IfSpentElsewhere * hours.High / freed) : null;

    /// <summary>What the gate needs is told apart only where somebody said what that is.</summary>
    public static string Needs(EvidenceClass evidence, bool isSaid) => isSaid ? Of(evidence) : "not said";

    /// <summary>Why one of those to discuss goes on.</summary>
    public const string ByLot =
        "“Go on, by lot” marks about 1 of 13 of those to discuss, drawn to go on whatever is said: what is stopped is never won, so "
        + "nothing else could show whether stopping was right.";

    /// <summary>An import names no gate's needs.</summary>
    public static string NoNeeds(string history, bool hasEvidence) =>
        $"{history} does not say what a gate needs{(hasEvidence ? "" : ", and carries no evidence")}, so what is confirmed cannot be "
        + "weighed and no answer can be named that would change the outlook.";

    public static string Of(EvidenceClass evidence) => evidence switch
    {
        EvidenceClass.None => "nothing confirmed",
        EvidenceClass.Partial => "some confirmed",
        EvidenceClass.Complete => "all confirmed",
    };

    public static string Of(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Go => "Go",
        GateVerdict.Discuss => "Discuss",
        GateVerdict.NoGo => "No-go",
    };

    /// <summary>What one open opportunity is worth, beside the price.</summary>
    public static string Of(OpenVerdict open, GateFloors floors, Func<double, string> money)
    {
        if (floors.Price is not { PerHour: > 0 } price) return "Hours are no constraint: go on.";
        var worth = $"Worth about {money(open.Worth)} an hour ({money(open.WorthLow)} to {money(open.WorthHigh)}); the going rate is "
            + $"{money(price.PerHour)}.";
        return open.WorthIfComplete is { } complete && complete > price.PerHour && open.Worth <= price.PerHour
            ? $"{worth} Among those where everything the gate needs is confirmed it is {money(complete)}." : worth;
    }

    /// <summary>What a piece of evidence changed, with its interval and sample.</summary>
    public static string Of(EvidenceHeadway headway, string outcome, string stage) => headway.From == headway.To
        ? $"{outcome}: no change in what is told apart ({Of(headway.To)} in {stage})."
        : string.Create(CultureInfo.InvariantCulture,
            $"{outcome}: {headway.Points:+0.0;-0.0;0.0} points ({headway.Interval.Low:0.0} to {headway.Interval.High:0.0}), from ")
            + string.Create(CultureInfo.InvariantCulture,
                $"{Wording.Percent(headway.Before)} %, in {stage}; from {headway.Weeks:N0} weeks of opportunities like it.");

    /// <summary>What the numbers rest on and cannot tell.</summary>
    public static IEnumerable<string> Limits(GateFloors floors)
    {
        yield return HoursCounted.Sentence;
        yield return "No-go by us says nothing of the customer: for the bound that favours going on it is censored, for the other it "
            + "counts as lost. Only what falls short by the favourable one is called a No-go.";
        yield return "The hazards come from opportunities that sellers chose to go on with; those they would drop may be worse.";
        if (!floors.NeedsAreSaid) yield return "This history does not say what a gate needs, so what is confirmed is not told apart.";
        if (floors.PriceInterval is not null)
            yield return "The range of the price counts how opportunities went, how many arrived and for which amounts; hours, capacity "
                + "and margin are taken as they are set. In the table, what pays is reckoned at the price as it stands.";
        var (half, more) = floors.NoGoWithOtherHours;
        yield return $"Hours are estimates by stage. If every stage took half as many, {half} would be a No-go; with half as many again, "
            + $"{more}; as it is, {floors.Count(GateVerdict.NoGo)}.";
        if (floors.WithoutAmount > 0)
            yield return $"{Count(floors.WithoutAmount, "open opportunity has", "open opportunities have")} no amount and are not judged.";
        if (floors.Backtest is not null)
            yield return "The replay takes chances and amounts as they were known then, but hours, sellers and margin as they are set now.";
        if (floors.Backtest is { WithoutAmount: > 0 } test)
            yield return $"{Count(test.WithoutAmount, "weekly look was", "weekly looks were")} left out of the replay because no amount "
                + "was known then.";
    }

    private static string Count(int n, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{n:N0} {(n == 1 ? one : many)}");
}
