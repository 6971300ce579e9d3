using System.CommandLine;
using Headway.App.Design;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Forecasting;

namespace Headway.App.Forecasting;

/// <summary><c>headway forecast</c>: bookings and wins by a date, with what carries them and what is assumed.</summary>
internal static class ForecastCommand
{
    public static Command Create()
    {
        var command = new Command("forecast", "Bookings and wins by a date, with the chance of a goal.");
        var by = new Option<DateOnly>("--by") { Description = "The last day counted.", Required = true };
        var from = new Option<DateOnly?>("--from") { Description = "The first day counted (default: of the quarter of the --as-of day)." };
        var goal = new Option<string?>("--goal")
        {
            Description = "What to reach, for example 2m, 640k or 2,000,000: bookings, or wins when the history has no amounts.",
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "For the draws behind intervals; the totals do not depend on it.",
            DefaultValueFactory = _ => 1
        };
        command.Options.Add(by);
        command.Options.Add(from);
        command.Options.Add(goal);
        command.Options.Add(seed);
        goal.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && GoalOf(text).IsRefused(out var why, out _))
                result.AddError($"--goal: {why.Sentence}");
        });
        var history = HistoryOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, parsed.GetValue(json));
            var calendar = opened.Calendar;
            var today = calendar.DayOf(opened.AsOf);
            var first = parsed.GetValue(from) ?? Earlier(calendar.QuarterOf(today).First, parsed.GetValue(by));
            if (RefusesPeriod(first, parsed.GetValue(by), today) is { } no) return TextOutput.Refuse(no, parsed.GetValue(json));
            double? asked = parsed.GetValue(goal) is { } text && !GoalOf(text).IsRefused(out _, out var amount) ? (double)amount : null;
            var question = new ForecastQuestion(
                calendar.StartOf(first), calendar.EndOf(parsed.GetValue(by)), asked, asked is { } wins
                    ? (int)Math.Ceiling(Math.Min(wins, int.MaxValue)) : null,
                parsed.GetValue(seed));
            using var notice = new SlowNotice("Forecasting …");
            return Forecast.Of(opened.History, question).Match(
                forecast => Tell(new ForecastAnswerText(opened, forecast, first, parsed.GetValue(by)), parsed.GetValue(json)),
                few => TextOutput.Refuse(new Refusal("not-enough-history",
                    $"There is not enough history for a forecast: {few.Have:N0} {few.What}, and {few.Need:N0} are needed. "
                    + "Until then the number of open opportunities is all there is to say."), parsed.GetValue(json)));
        });
        return command;
    }

    private static Refusal? RefusesPeriod(DateOnly first, DateOnly by, DateOnly today)
    {
        if (first > by) return new Refusal("forecast-from-late", $"--from {first:yyyy-MM-dd} lies after --by {by:yyyy-MM-dd}; a period "
            + "begins before it ends.");
        if (by < today) return new Refusal("forecast-by-past", $"--by {by:yyyy-MM-dd} lies before {today:yyyy-MM-dd}, the day as of which "
            + "the history is known. Name a later day, or go back with --as-of.");
        if (first > today.AddDays(1)) return new Refusal("forecast-from-late", $"--from {first:yyyy-MM-dd} lies after the day after the "
            + "history's date; a forecast counts what is booked since then and what may still come.");
        return null;
    }

    private static Answer<decimal> GoalOf(string text) => AmountText.Read(text).IsRefused(out var no, out var read) ? no
        : read is > 0 and var goal ? goal : new Refusal("goal-zero", "A goal is an amount above 0.");

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static int Tell(ForecastAnswerText text, bool json)
    {
        if (json) JsonOutput.Write(text.Json());
        else text.Write();
        return 0;
    }
}
