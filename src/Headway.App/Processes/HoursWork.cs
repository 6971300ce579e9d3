using System.Collections.Immutable;
using System.Globalization;
using Headway.Access;
using Headway.App.Access;
using Headway.App.Forecasting;
using Headway.Forecasting.Gates;
using Headway.Processes;
using Headway.Storage.Facts;

namespace Headway.App.Processes;

/// <summary>What the form for the hours of a process sends.</summary>
public sealed class HoursForm
{
    /// <summary>Hours a week in each stage, in the order of the process.</summary>
    public string[]? PerWeek { get; set; }

    /// <summary>Hours a seller has in a week.</summary>
    public string? Capacity { get; set; }

    /// <summary>Percent of an amount that is margin; empty = as it is.</summary>
    public string? Margin { get; set; }
}

/// <summary>From the form, the API and the command line to the stored hours: every door asks the same decision.</summary>
public sealed class HoursWork(FactStore store, Analysis analysis)
{
    public const string Unchanged = "nothing-changed";

    /// <returns>Null when they are set.</returns>
    public async Task<Refusal?> Set(HoursForm form, Visit visit, Process process)
    {
        var given = (form.PerWeek ?? []).Select(Read).ToList();
        var margin = string.IsNullOrWhiteSpace(form.Margin) ? null : Read(form.Margin);
        if (given.Count != process.Stages.Length || given.Contains(null) || Read(form.Capacity) is not { } capacity
            || (margin is null && !string.IsNullOrWhiteSpace(form.Margin)))
            return new Refusal("hours-unreadable", "Give hours like 1.5 for each stage, the hours a seller has in a week, and the margin "
                + "as a percentage.");
        var command = new SetHours(
            [.. process.Stages.Select((stage, i) => new StageHours(stage.Key, given[i]!.Value))], capacity, (double?)(margin / 100));
        return await Set(command, visit, "page", process);
    }

    /// <returns>Null when they are set.</returns>
    public async Task<Refusal?> Set(SetHours command, Visit visit, string door, Process process, CancellationToken cancel = default)
    {
        var refused = await Append(store, command, visit.Who, door, process, visit.Now, cancel);
        if (refused is null) await analysis.Refresh(visit.Now, cancel);
        return refused;
    }

    public async Task<HoursSet?> SetFor(Process process, CancellationToken cancel = default) =>
        ProcessHours.SetFor(await store.Read(StreamId.Of(process.Key), cancel), process.Key, DateTimeOffset.MaxValue);

    /// <param name="door">As the history keeps it.</param>
    /// <returns>Null when they are set.</returns>
    internal static async Task<Refusal?> Append(
        FactStore store, SetHours command, Principal who, string door, Process process, DateTimeOffset now, CancellationToken cancel)
    {
        var stream = StreamId.Of(process.Key);
        var facts = await store.Read(stream, cancel);
        var set = ProcessHours.SetFor(facts, process.Key, DateTimeOffset.MaxValue);
        var decision = SetHours.Decide(who, process, set, command, now);
        if (decision is Decision.Refused(var refusal)) return refusal;
        var append = Storage.Facts.Append.To(
            stream, facts[^1].Version, new Actor(who.Person, door), ((Decision.Accepted)decision).Facts);
        return await store.Append(append, cancel) is AppendResult.Appended ? null
            : new Refusal("changed-since-you-looked", "The process changed since you looked; look again and set the hours anew.");
    }

    /// <summary>Hours as people write them, with a point or a comma.</summary>
    private static decimal? Read(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
            ? hours : null;
}
