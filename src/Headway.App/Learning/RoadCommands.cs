using System.CommandLine;
using System.Globalization;
using Headway.App.Histories;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary>The questions about the road itself: what happened on it, for whom it works, whether a change helped, and how far the record
/// can be believed.</summary>
internal static class RoadCommands
{
    public static Command Map()
    {
        var command = new Command("map", "What really happened: the map, the roads taken, what was skipped, late or done again.");
        var detail = new Option<int>("--detail")
        {
            Description = $"How much the map shows, 1 to {ProcessMap.Levels}.",
            DefaultValueFactory = _ => ProcessMap.Levels,
        };
        command.Options.Add(detail);
        detail.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > ProcessMap.Levels)
                result.AddError($"--detail goes from 1 to {ProcessMap.Levels}.");
        });
        return LearnCommand.Answering(command, "Drawing the map …", (opened, _) => MapFindings.Of(opened.History, opened.Process),
            (opened, found, parsed) => MapAnswer.Text(opened, found, parsed.GetValue(detail)),
            (opened, found, parsed) => MapAnswer.Json(opened, found, parsed.GetValue(detail)));
    }

    public static Command Clients()
    {
        var command = new Command("clients", "Which customers to pursue: share won x value x time, by what the history knows of them.");
        var by = new Option<string[]>("--by")
        {
            Description = "Attributes to tell customers apart by (default: the segments of the mapping).",
            AllowMultipleArgumentsPerToken = true,
        };
        command.Options.Add(by);
        return LearnCommand.Answering(command, "Comparing …",
            (opened, parsed) => ClientProfile.Of(opened.History, parsed.GetValue(by) is { Length: > 0 } named ? [.. named] : null),
            (opened, profile, _) => ClientsAnswer.Text(opened, profile), (opened, profile, _) => ClientsAnswer.Json(opened, profile),
            (opened, parsed) => (parsed.GetValue(by) ?? []).FirstOrDefault(each => !opened.Attributes.Contains(each)) is { } missing
                ? NoSegment(opened, missing) : null);
    }

    public static Command Versions()
    {
        var command = new Command("versions", "Versions of the process side by side: did the last change go with more wins?");
        var changed = new Option<string?>("--changed")
        {
            Description = "The day the process changed, for a history that does not say under which version each was opened.",
        };
        command.Options.Add(changed);
        changed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Day(text) is null)
                result.AddError($"--changed {text}: write a day like 2026-06-30.");
        });
        return LearnCommand.Answering(command, "Comparing …",
            (opened, parsed) => VersionCohorts.Of(
                opened.History, Day(parsed.GetValue(changed)) is { } day ? opened.Calendar.StartOf(day) : null, opened.Calendar,
                opened.Effort),
            (opened, versions, parsed) => VersionsAnswer.Text(opened, versions, parsed.GetValue(changed) is not null),
            (opened, versions, _) => VersionsAnswer.Json(opened, versions),
            (opened, parsed) => Day(parsed.GetValue(changed)) is { } day && OutsideOf(opened, day) is { } no ? no : null);
    }

    public static Command Honesty() => LearnCommand.Answering(
        new Command("honesty", "How far this history can be believed, and what it can and cannot teach."), "Looking …",
        (opened, _) => HistoryHonesty.Of(opened.History, opened.Calendar), (opened, honesty, _) => HonestyAnswer.Text(opened, honesty),
        (opened, honesty, _) => HonestyAnswer.Json(opened, honesty));

    private static Refusal NoSegment(OpenedHistory opened, string asked) => new("segment-unknown",
        $"There is no “{asked}” in {opened.Name}. "
        + (opened.Attributes.Count == 0 ? "Nothing is kept with its opportunities by which they could be told apart. "
            : $"There is: {string.Join(", ", opened.Attributes)}. ")
        + "A mapping names the columns to tell customers apart by, as in 'segments: [product, sector]'; import again with it.");

    /// <summary>A day before which, or from which on, nothing was opened compares nothing.</summary>
    private static Refusal? OutsideOf(OpenedHistory opened, DateOnly day)
    {
        if (!opened.History.HasDates)
            return new Refusal("no-dates", $"{opened.Name} has no dates, so nothing was opened before or after a day.");
        var earliest = new DateTimeOffset(opened.History.Columns.OpenedTicks.DefaultIfEmpty().Min(), TimeSpan.Zero);
        var (first, last) = (opened.Calendar.DayOf(earliest), opened.Calendar.DayOf(opened.AsOf));
        return day > last ? new Refusal("changed-too-late", $"{opened.Name} ends on {last:yyyy-MM-dd}: nothing was opened on or after "
                + $"{day:yyyy-MM-dd}. Name the day something did change, before that.")
            : day <= first ? new Refusal("changed-too-early", $"The first opportunity of {opened.Name} was opened on {first:yyyy-MM-dd}: "
                + $"nothing was opened before {day:yyyy-MM-dd}. Name the day something did change, after that.")
            : null;
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
