using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Forecasting;

namespace Headway.App.Forecasting;

/// <summary>The forecast, for people and for programs. Bookings go first; without any known amount, wins do.</summary>
internal sealed class ForecastAnswerText(OpenedHistory opened, Forecast forecast, DateOnly first, DateOnly by)
{
    private static readonly double[] Levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
    private const int ShownContributions = 5;

    private string Currency => opened.History.Shape.Currency;

    private bool HasBookings => forecast.Bookings is TotalAnswer.Known;

    private TotalAnswer.Known Wins => (TotalAnswer.Known)forecast.Wins;

    public void Write()
    {
        Console.WriteLine(Sentence());
        TextOutput.Table(["", "Closed", "From open", "From new ones", "Mean", "9 in 10 above", "Median", "1 in 10 above"], Rows());
        if (forecast.Bookings is TotalAnswer.NotEnoughHistory few)
            Console.WriteLine($"Bookings cannot be told: {few.Have} {few.What}, and {few.Need} is needed. The goal is counted in wins.");
        else Console.WriteLine($"Beside it, the weighted pipeline most tools show: {Amount(forecast.WeightedPipeline)}. It says "
            + $"“ever”, not “by {by:yyyy-MM-dd}”.");
        Console.WriteLine($"It rests on {forecast.ClosedUsed:N0} closed and {forecast.Open:N0} open opportunities, and "
            + $"{forecast.Arrivals:N0} expected to open.");
        WriteContributions();
        Console.WriteLine("\nAssumed:");
        foreach (var assumption in forecast.Assumptions) Console.WriteLine($"  - {assumption.Sentence}");
        Console.WriteLine($"\nSeed {forecast.Question.Seed}, fingerprint {forecast.Fingerprint[..12]}: the same history and question "
            + $"give the same answer anywhere.");
    }

    public object Json() => new
    {
        History = opened.Id,
        opened.Name,
        forecast.AsOf,
        From = first,
        By = by,
        Measure = HasBookings ? "bookings" : "wins",
        Currency = HasBookings ? Currency : null,
        Main.Total.Mean,
        Quantiles = Quantiles(Main),
        Goal = Goal,
        Probability = Main.ChanceOfGoal,
        forecast.Open,
        forecast.Arrivals,
        forecast.Question.Seed,
        forecast.Fingerprint,
        forecast.IsCalibrated,
        Bookings = forecast.Bookings.Match(Json, few => new { verdict = "notEnoughHistory", few.Have, few.Need, few.What }),
        Wins = Json(Wins),
        forecast.WeightedPipeline,
        N = forecast.ClosedUsed,
        forecast.FilledAmounts,
        forecast.WonWithoutAmount,
        HangsOn = forecast.HangsOn.Select(each => new { Case = each.Opportunity.CaseId, each.ChanceIfWon, each.ChanceIfNot }),
        forecast.Assumptions,
    };

    private TotalAnswer.Known Main => forecast.Bookings as TotalAnswer.Known ?? Wins;

    private double? Goal => HasBookings ? forecast.Question.Goal : forecast.Question.WinsGoal;

    private string Sentence()
    {
        var total = Main.Total;
        string Told(double value) => HasBookings ? Amount(value) : $"{value:N0}";
        var chance = Goal is { } goal && Main.ChanceOfGoal is { } reached ? $" The chance of at least {Told(goal)} is {Chance(reached)}."
            : "";
        return $"{opened.Name} as known on {opened.Calendar.DayOf(opened.AsOf):yyyy-MM-dd}: from {first:yyyy-MM-dd} to "
            + $"{by:yyyy-MM-dd} expect "
            + $"{Told(total.Mean)} {(HasBookings ? "of bookings" : "wins")}, with four chances in five between {Told(total.Quantile(0.1))} "
            + $"and {Told(total.Quantile(0.9))}{(total.IsCalibrated ? "" : " (uncalibrated)")}.{chance}";
    }

    private IEnumerable<string[]> Rows()
    {
        if (forecast.Bookings is TotalAnswer.Known bookings) yield return Row($"Bookings, {Currency}", bookings, "N0");
        yield return Row("Wins", Wins, "N1");
    }

    /// <param name="means">Means of counts have a decimal, or their sum would not seem to add up.</param>
    private static string[] Row(string name, TotalAnswer.Known known, string means) =>
    [
        name, $"{known.Total.Closed:N0}", known.FromOpen.ToString(means), known.FromArrivals.ToString(means),
            known.Total.Mean.ToString(means),
        $"{known.Total.Quantile(0.1):N0}", $"{known.Total.Quantile(0.5):N0}", $"{known.Total.Quantile(0.9):N0}",
    ];

    private void WriteContributions()
    {
        var most = forecast.Contributions.Where(each => each.Expected > 0).Take(ShownContributions).ToList();
        if (most.Count > 0 && HasBookings)
        {
            TextOutput.Table(["Most comes from", "Stage", "Weeks in it", "Amount", "Chance by then", "Expected"], most.Select(each => new[]
            {
                opened.CaseName(each.CaseId), opened.History.Shape.Stages[each.Stage].Name, $"{each.WeeksInStage}",
                    Amount(each.Amount) + (each.AmountFilled ? " (median of won)" : ""),
                Chance(each.Chance), Amount(each.Expected),
            }));
        }
        if (!forecast.HangsOn.IsEmpty) Console.WriteLine("A win also says that the quarter is a good one, so these differ by more "
            + "than the amount:");
        foreach (var each in forecast.HangsOn)
            Console.WriteLine($"  If {opened.CaseName(each.Opportunity.CaseId)} is won, the chance of the goal is "
                + $"{Chance(each.ChanceIfWon)}; if not, {Chance(each.ChanceIfNot)}.");
    }

    private object Json(TotalAnswer.Known known) => new
    {
        known.Total.Closed,
        known.FromOpen,
        known.FromArrivals,
        known.Total.Mean,
        Quantiles = Quantiles(known),
        known.Goal,
        Probability = known.ChanceOfGoal,
    };

    private static Dictionary<string, double> Quantiles(TotalAnswer.Known known) => Levels.ToDictionary(level => $"{level:0.0}",
        known.Total.Quantile);

    private string Amount(double amount) => $"{amount:N0} {Currency}";

    /// <summary>Nothing that may still happen is told as 0 % or 100 %.</summary>
    private static string Chance(double chance) => chance switch
    {
        0 or 1 => $"{100 * chance:0} %",
        < 0.005 => "under 1 %",
        > 0.995 => "over 99 %",
        _ => $"{100 * chance:0} %",
    };
}
