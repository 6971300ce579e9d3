using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Headway.Histories;
using Headway.Statistics.Distribution;

namespace Headway.Forecasting;

/// <summary>The distribution of bookings and of wins at a date: closed already + open opportunities + those still to come.</summary>
/// <remarks>
/// Exact, not simulated: given a shock common to all, opportunities are independent and their sum is a convolution; 21 nodes of the shock
/// are mixed. The same question on the same history gives the same answer anywhere. Checked against R: golden/09_forecast.json.
/// </remarks>
/// <param name="Arrivals">Opportunities expected to open before the date.</param>
/// <param name="FilledAmounts">Open ones without an amount of their own.</param>
/// <param name="WonWithoutAmount">Wins of the period that no total of bookings can hold.</param>
/// <param name="Contributions">By expected amount, the largest first.</param>
/// <param name="WeightedPipeline">The usual reckoning beside it: each open amount times its stage's closed-only win rate, plus what is
/// booked.</param>
public sealed record Forecast(
    ForecastQuestion Question, DateTimeOffset AsOf, TotalAnswer Bookings, TotalAnswer Wins, int Open, double Arrivals, int FilledAmounts,
    int WonWithoutAmount, int ClosedUsed, ImmutableArray<Contribution> Contributions, ImmutableArray<GoalHangsOn> HangsOn,
    double WeightedPipeline, ImmutableArray<Assumption> Assumptions, string Fingerprint)
{
    /// <summary>False until 8 past forecasts have been scored: the page says "uncalibrated" and ranges are 1.5 times as wide as the
    /// model's.</summary>
    public bool IsCalibrated => Question.ScoredOrigins >= Total.OriginsToCalibrate;

    /// <summary>The forecast as it could have been made at the date of the history; a backtest hands in an earlier one.</summary>
    public static ForecastAnswer Of(History history, ForecastQuestion question) =>
        StageModel.Fit(history, question.Seed).Match<ForecastAnswer>(
        model => new ForecastAnswer.Known(Of(history, model, question, _ => true)),
        few => new ForecastAnswer.NotEnoughHistory(few.Have, few.Need, few.What));

    /// <summary>The forecast of a part of the cases, such as one team's, with the model of all.</summary>
    /// <param name="within">Which rows of the history's columns are in scope.</param>
    public static Forecast Of(History history, StageModel model, ForecastQuestion question, Func<int, bool> within)
    {
        var pipeline = Pipeline.Of(history, question.From, question.By, within);
        var weeksLeft = Math.Max(0, (question.By.UtcTicks - history.AsOfTicks) / (7.0 * TimeSpan.TicksPerDay));
        var shock = ShockNodes.MeanOneFactor(question.ShockUsed);
        var chances = new Chances(model, pipeline, shock, weeksLeft);
        var contributions = ContributionsOf(pipeline, chances);
        var (bookings, hangsOn) = BookingsOf(pipeline, chances, contributions, question);
        return new Forecast(
            question, new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero), bookings, WinsOf(pipeline, chances, question),
            pipeline.Open.Count,
            chances.ExpectedArrivals, pipeline.Open.Count(open => open.AmountFilled), pipeline.WonWithoutAmount, model.Closed,
            [.. contributions.OrderByDescending(each => each.Expected)], hangsOn, Baselines.WeightedPipeline(history, pipeline),
            ForecastAssumptions.Of(pipeline, question, weeksLeft), FingerprintOf(history, model, pipeline, question));
    }

    private static Contribution[] ContributionsOf(Pipeline pipeline, Chances chances)
    {
        var plain = chances.Plain();
        return [.. pipeline.Open.Select((open, i) => new Contribution(
            open.Case, open.Id, open.Stage, open.Weeks, open.Amount, open.AmountFilled, plain[i],
            double.IsNaN(open.Amount) ? 0 : plain[i] * open.Amount))];
    }

    private static (TotalAnswer Bookings, ImmutableArray<GoalHangsOn> HangsOn) BookingsOf(
        Pipeline pipeline, Chances chances, Contribution[] contributions, ForecastQuestion question)
    {
        var nothingToCome = chances.WeeksLeft == 0;
        if (!nothingToCome && pipeline.WonAmounts.Length == 0
            && (chances.ExpectedArrivals > 0 || contributions.Any(each => double.IsNaN(each.Amount))))
            return (new TotalAnswer.NotEnoughHistory(0, 1, "won opportunities with an amount"), []);
        double[] amounts = nothingToCome ? [] : [.. contributions.Select(each => each.Amount)];
        var open = contributions.Sum(each => each.Expected);
        var step = BookingsStep.Of(chances, amounts, pipeline.WonAmounts);
        var parts = new TotalParts(
            chances.Shock, amounts, nothingToCome ? chances.None : chances.AtNodes, chances.Arrivals(pipeline.WonAmounts, step), step);
        var total = new Total(pipeline.BookedInPeriod, parts.Sum(), question.ScoredOrigins >= Total.OriginsToCalibrate);
        var known = new TotalAnswer.Known(
            total, question.Goal, question.Goal is { } goal ? total.ChanceOfAtLeast(goal) : null, open,
            total.Mean - total.Closed - (nothingToCome ? 0 : open));
        if (question.Goal is not { } target || target <= total.Closed || nothingToCome) return (known, []);
        var hangsOn = Enumerable.Range(0, contributions.Length)
            .OrderByDescending(i => contributions[i].Amount * Math.Min(contributions[i].Chance, 1 - contributions[i].Chance))
            .Take(question.Sensitivities).Select(i =>
            {
                var (ifWon, ifNot) = parts.Without(i, total.Threshold(target));
                return new GoalHangsOn(contributions[i], ifWon, ifNot);
            });
        return (known, [.. hangsOn]);
    }

    private static TotalAnswer.Known WinsOf(Pipeline pipeline, Chances chances, ForecastQuestion question)
    {
        var nothingToCome = chances.WeeksLeft == 0;
        var ones = new double[nothingToCome ? 0 : pipeline.Open.Count];
        Array.Fill(ones, 1);
        var parts = new TotalParts(chances.Shock, ones, nothingToCome ? chances.None : chances.AtNodes, chances.Arrivals([1], 1), 1);
        var total = new Total(pipeline.WonInPeriod, parts.Sum(), question.ScoredOrigins >= Total.OriginsToCalibrate);
        var open = chances.Plain().Sum();
        return new TotalAnswer.Known(
            total, question.WinsGoal, question.WinsGoal is { } goal ? total.ChanceOfAtLeast(goal) : null, open,
            total.Mean - total.Closed - open);
    }

    private static string FingerprintOf(History history, StageModel model, Pipeline pipeline, ForecastQuestion question)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{model.Fingerprint} {history.AsOfTicks} {question.From.UtcTicks} {question.By.UtcTicks} {question.Goal:R} ");
        text.Append(CultureInfo.InvariantCulture, $"{question.WinsGoal} {question.Seed} {question.Shock:R} {question.ScoredOrigins}\n");
        text.AppendJoin('\n', pipeline.Lines());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
