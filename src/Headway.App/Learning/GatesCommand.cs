using System.CommandLine;
using System.Globalization;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Forecasting;
using Headway.Forecasting.Gates;
using Headway.Histories;

namespace Headway.App.Learning;

/// <summary><c>headway learn gates</c>: under which floor going on does not pay, and what the gates would have stopped.</summary>
internal static class GatesCommand
{
    public static Command Create()
    {
        var command = new Command("gates", "Under which floor going on does not pay, and what such gates would have stopped in the past.");
        var asked = new Options(command);
        var history = HistoryOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, parsed.GetValue(json));
            using var notice = new SlowNotice("Fitting the gates and replaying them week by week …");
            var seed = parsed.GetValue(asked.Seed);
            var refused = asked.HoursOf(parsed, opened).IsRefused(out var missing, out var hours);
            if (parsed.GetValue(asked.Opportunity) is { } one)
                return GateOfOneAnswer.Tell(opened, one, refused ? null : hours, seed, parsed.GetValue(json), cancel);
            if (refused) return TextOutput.Refuse(missing!, parsed.GetValue(json));
            return GateFloors.Of(opened.History, opened.Needed, hours, seed, progress: notice.Done, cancel: cancel).Match(
                floors =>
                {
                    if (parsed.GetValue(json)) JsonOutput.Write(GatesAnswer.Json(opened, floors));
                    else GatesAnswer.Text(opened, floors);
                    return 0;
                },
                few => TextOutput.Refuse(GateOfOneAnswer.NotEnough(few.Have, few.Need, few.What), parsed.GetValue(json)));
        });
        return command;
    }

    private sealed class Options
    {
        private readonly Option<string?> hours = new("--hours")
        {
            Description = "Hours a week on one opportunity in each stage, in order, for example 1.5,3,4 (default: as set for our process).",
        };

        private readonly Option<double?> capacity = new("--capacity")
        {
            Description = "Hours a seller has in a week (default: as set for our process).",
        };

        private readonly Option<int?> sellers = new("--sellers")
        {
            Description = "How many sellers (default: those who own an open opportunity).",
        };

        private readonly Option<double?> margin = new("--margin")
        {
            Description = "Share of an amount that is margin, 0 to 1 (default: that of our process, else 1).",
        };

        public Options(Command command)
        {
            foreach (var option in new Option[] { hours, capacity, sellers, margin, Opportunity, Seed }) command.Options.Add(option);
            hours.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<string?>() is { } text && Read(text) is null)
                    result.AddError($"--hours {text}: write hours above 0 for each stage, separated by commas, for example 1.5,3,4.");
            });
            capacity.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<double?>() is not (null or (> 0 and <= 168)))
                    result.AddError("--capacity: hours above 0; a week has 168.");
            });
            sellers.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int?>() is < 1 or > 1_000_000) result.AddError("--sellers: at least one.");
            });
            margin.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<double?>() is not (null or (> 0 and <= 1)))
                    result.AddError("--margin: a share above 0 and at most 1.");
            });
        }

        public Option<string?> Opportunity { get; } = new("--opportunity")
        {
            Description = "Instead: what going on with this opportunity is worth, what would change that, and the headway of each piece "
                + "of evidence on it; its id or the start of it.",
        };

        public Option<ulong> Seed { get; } = new("--seed")
        {
            Description = "For the draws behind bands and intervals.",
            DefaultValueFactory = _ => 1,
        };

        /// <summary>What was asked for goes before what was set.</summary>
        public Answer<GateHours> HoursOf(ParseResult parsed, OpenedHistory opened)
        {
            var stages = opened.History.Shape.Stages;
            if (stages.IsEmpty)
                return new Refusal("stages-none", "This history knows no stages, so there is no gate whose hours could be weighed.");
            double[]? perWeek = parsed.GetValue(hours) is { } text ? Read(text) : opened.Hours is { } set ? [.. set.Hours.PerWeek] : null;
            var each = parsed.GetValue(capacity) ?? (opened.Hours is { } known ? known.Hours.CapacityPerWeek / known.Sellers : null);
            if (perWeek is null || each is null)
                return new Refusal("hours-not-set",
                    "No value per hour is shown until it is known what going on costs: give --hours for "
                    + $"{string.Join(", ", stages.Select(stage => stage.Name))}, and --capacity, the hours a seller has in a week.");
            if (perWeek.Length != stages.Length)
                return new Refusal("hours-missing", $"Give --hours for the {stages.Length} stages "
                    + $"{string.Join(", ", stages.Select(stage => stage.Name))}; there are {perWeek.Length}.");
            var count = parsed.GetValue(sellers) ?? opened.Hours?.Sellers ?? SellersIn(opened.History);
            if (count is not { } people)
                return new Refusal("sellers-not-known", "The history does not say who owns an opportunity; give --sellers.");
            return new GateHours([.. perWeek], each.Value * people, parsed.GetValue(margin)
                ?? opened.Hours?.Hours.MarginShare ?? opened.Process?.MarginShare ?? 1);
        }

        private static int? SellersIn(History history) =>
            history.Shape.OwnerAttribute is null ? null : ProcessHours.SellersOf(history);

        private static double[]? Read(string text)
        {
            var parts = text.Split(',', StringSplitOptions.TrimEntries);
            var read = new double[parts.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out read[i])) return null;
                if (read[i] is not (> 0 and <= 168)) return null;
            }
            return read;
        }
    }
}
