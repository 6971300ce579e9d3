using System.Collections.Immutable;
using System.Globalization;
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
}

/// <summary>From the form of the hours to the stored fact.</summary>
public sealed class HoursWork(FactStore store, Analysis analysis)
{
    /// <returns>Null when they are set.</returns>
    public async Task<Refusal?> Set(HoursForm form, Visit visit, Process process)
    {
        var given = (form.PerWeek ?? []).Select(Read).ToList();
        if (given.Count != process.Stages.Length || given.Contains(null) || Read(form.Capacity) is not { } capacity)
            return new Refusal("hours-unreadable", "Give hours like 1.5 for each stage, and the hours a seller has in a week.");
        var stream = StreamId.Of(process.Key);
        var facts = await store.Read(stream);
        var command = new SetHours([.. process.Stages.Select((stage, i) => new StageHours(stage.Key, given[i]!.Value))], capacity);
        var set = ProcessHours.SetFor(facts, process.Key, DateTimeOffset.MaxValue);
        var decision = SetHours.Decide(visit.Who, process, set, command, visit.Now);
        if (decision is Decision.Refused(var refusal)) return refusal;
        var append = Append.To(
            stream, facts[^1].Version, new Actor(visit.Who.Person, "page"), ((Decision.Accepted)decision).Facts);
        if (await store.Append(append) is not AppendResult.Appended)
            return new Refusal("changed-since", "The process changed since you looked; look again and set the hours anew.");
        await analysis.Refresh(visit.Now);
        return null;
    }

    /// <summary>Hours as people write them, with a point or a comma.</summary>
    private static decimal? Read(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
            ? hours : null;
}
