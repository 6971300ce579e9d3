using System.CommandLine;
using System.Globalization;
using Headway.App.Access;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Forecasting.Gates;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Processes;

/// <summary><c>headway process hours</c>: what going on costs, shown and set (rule 27).</summary>
internal static class HoursCommand
{
    public static Command Create()
    {
        var command = new Command("hours", "What going on costs: hours by stage, hours a seller has, and the share of an amount that "
            + "is margin.");
        var process = new Option<string?>("--process") { Description = "Its key (default: the only one)." };
        var asked = new Asked(command);
        command.Options.Add(process);
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (open, maintenance) = await data.Read(parsed).Ready(cancel);
            var store = new FactStore(open, TimeProvider.System);
            var source = new HistorySource(open, store, maintenance);
            async Task<Answer<OpenedHistory>> Own() =>
                await source.Open(OpenedHistory.Own, parsed.GetValue(process), null, cancel);
            if ((await Own()).IsRefused(out var why, out var opened))
                return TextOutput.Refuse(why.Code == HistorySource.NoProcess ? ForAnImport(why) : why, parsed.GetValue(json));
            if (asked.Sets(parsed))
            {
                await using var db = open();
                if (await asked.Set(parsed, store, new Views(db), opened.Process!, maintenance.Now, cancel) is { } refused)
                    return TextOutput.Refuse(refused, parsed.GetValue(json));
                if ((await Own()).IsRefused(out why, out opened)) return TextOutput.Refuse(why, parsed.GetValue(json));
                if (opened.Hours is { } stands) Console.Error.WriteLine(stands.Replaced(opened.Process!));
            }
            var set = ProcessHours.SetFor(await store.Read(StreamId.Of(opened.Process!.Key), cancel), opened.Process.Key,
                DateTimeOffset.MaxValue);
            if (parsed.GetValue(json)) JsonOutput.Write(Json(opened.Process, set, opened.Hours));
            else Tell(opened.Process, set, opened.Hours);
            return 0;
        });
        return command;
    }

    private static Refusal ForAnImport(Refusal none) => none with
    {
        Sentence = none.Sentence + " Hours are kept with a process of ours; for an import give them each time: `headway learn gates "
            + "--hours … --capacity …`.",
    };

    private static void Tell(Process process, HoursSet? set, ProcessHours? hours)
    {
        if (set is null)
        {
            Console.WriteLine($"No hours were set for {process.Name}, so no value per hour is shown. Set them with --set, --capacity "
                + "and --by.");
            return;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"In {process.Name} a seller has {set.CapacityPerSellerWeek:0.##} hours a week")
            + (hours is null ? ". " : string.Create(CultureInfo.InvariantCulture,
                $"; those who own something open, {hours.Sellers}, have {hours.Hours.CapacityPerWeek:0.##}. "))
            + string.Create(CultureInfo.InvariantCulture, $"Of an amount {100 * ProcessHours.MarginOf(set, process):0.#} % is margin")
            + (set.MarginShare is null ? ", as the process says." : "."));
        TextOutput.Table(["Stage", "Hours a week, set", "In use", "From"], process.Stages.Select((stage, i) => new[]
        {
            stage.Name, Written(set.PerWeekOf(stage.Key)), hours is null ? "none" : Written((decimal)hours.Hours.PerWeek[i]),
            hours?.Sources[i] == HoursSource.Logged ? "logged effort" : "what was set",
        }));
        if (hours is not null) Console.WriteLine(hours.Replaced(process));
        if (hours is null) Console.WriteLine("A stage has no hours, so no value per hour is shown; set them anew.");
    }

    private static string Written(decimal? hours) => hours?.ToString("0.##", CultureInfo.InvariantCulture) ?? "none";

    private static object Json(Process process, HoursSet? set, ProcessHours? hours) => new
    {
        Process = process.Key.Value,
        Stages = process.Stages.Select((stage, i) => new
        {
            Stage = stage.Key.Value,
            stage.Name,
            PerWeek = set?.PerWeekOf(stage.Key),
            InUse = hours?.Hours.PerWeek[i],
            From = hours?.Sources[i],
        }),
        set?.CapacityPerSellerWeek,
        hours?.Sellers,
        hours?.Hours.CapacityPerWeek,
        MarginShare = ProcessHours.MarginOf(set, process),
        MarginFrom = set?.MarginShare is null ? "process" : "set",
    };

    private sealed class Asked
    {
        private readonly Option<string?> set = new("--set")
        {
            Description = "Hours a week on one opportunity in each stage, in order, for example 1.5,3,4.",
        };

        private readonly Option<decimal?> capacity = new("--capacity")
        {
            Description = "Hours a seller has in a week for this process (default: as they were set).",
        };

        private readonly Option<double?> margin = new("--margin")
        {
            Description = "Share of an amount that is margin, 0 to 1 (default: as it was set, else that of the process).",
        };

        private readonly Option<string?> by = new("--by")
        {
            Description = "E-mail of the leader or process owner who sets them; it is kept with the hours.",
        };

        public Asked(Command command)
        {
            foreach (var option in new Option[] { set, capacity, margin, by }) command.Options.Add(option);
            set.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<string?>() is { } text && Read(text).Contains(null))
                    result.AddError($"--set {text}: write hours for each stage, separated by commas, for example 1.5,3,4.");
            });
        }

        public bool Sets(ParseResult parsed) => parsed.GetValue(set) is not null || parsed.GetValue(capacity) is not null
            || parsed.GetValue(margin) is not null;

        /// <returns>Null when they are set.</returns>
        public async Task<Refusal?> Set(
            ParseResult parsed, FactStore store, Views views, Process process, DateTimeOffset now, CancellationToken cancel)
        {
            if (parsed.GetValue(by) is not { } email)
                return new Refusal("person-missing", "Hours are set by a leader or the process owner: say who with --by and the e-mail.");
            if (await views.FindPersonByEmail(email, cancel) is not { Active: true } person)
                return new Refusal("person-unknown", $"Nobody who works here has the e-mail {email}.");
            var stands = ProcessHours.SetFor(await store.Read(StreamId.Of(process.Key), cancel), process.Key, DateTimeOffset.MaxValue);
            var given = parsed.GetValue(set) is { } text ? Read(text) : [.. process.Stages.Select(stage => stands?.PerWeekOf(stage.Key))];
            if (given.Count != process.Stages.Length || given.Contains(null))
                return new Refusal("hours-missing", $"Give --set for the {process.Stages.Length} stages "
                    + $"{string.Join(", ", process.Stages.Select(stage => stage.Name))}; there are "
                    + $"{given.Count(each => each is not null)}.");
            if ((parsed.GetValue(capacity) ?? stands?.CapacityPerSellerWeek) is not { } hours)
                return new Refusal("capacity-missing", "Give --capacity, the hours a seller has in a week.");
            var command = new SetHours(
                [.. process.Stages.Select((stage, i) => new StageHours(stage.Key, given[i]!.Value))], hours, parsed.GetValue(margin));
            var who = CurrentPrincipal.Of(person, await views.Teams(cancel));
            return await HoursWork.Append(store, command, who, "cli", process, now, cancel);
        }

        private static List<decimal?> Read(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(each =>
            decimal.TryParse(each, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) ? hours : (decimal?)null)];
    }
}
