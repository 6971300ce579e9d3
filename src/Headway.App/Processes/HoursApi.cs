using System.Collections.Immutable;
using Headway.App.Access;
using Headway.App.Serving;
using Headway.Forecasting.Gates;
using Headway.Processes;
using Headway.Storage.Views;

namespace Headway.App.Processes;

/// <summary>What going on costs in a process, for programs (rule 27).</summary>
internal static class HoursApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "processes", "Processes");
        group.MapGet("{key}/hours", Show).Describe<HoursAnswer>(
            Policies.SeesOpportunities, "Hours by stage, hours a seller has in a week, and the margin share.", problems: 404);
        group.MapPut("{key}/hours", Set).Describe<HoursAnswer>(
            Policies.SeesOpportunities, "Set them; a leader or the process owner does, in person.", problems: [400, 404, 409, 422]);
    }

    /// <param name="Stages">In the order of the process.</param>
    /// <param name="CapacityPerSellerWeek">Null until it was set: then no value per hour is shown.</param>
    /// <param name="MarginShare">Above 0, at most 1; 1 when nobody said.</param>
    public sealed record HoursAnswer(
        string Process, IReadOnlyList<StageAnswer> Stages, decimal? CapacityPerSellerWeek, double MarginShare)
    {
        public static HoursAnswer Of(Process process, HoursSet? set) => new(
            process.Key.Value,
            [.. process.Stages.Select(stage => new StageAnswer(stage.Key.Value, stage.Name, set?.PerWeekOf(stage.Key)))],
            set?.CapacityPerSellerWeek, ProcessHours.MarginOf(set, process));
    }

    public sealed record StageAnswer(string Stage, string Name, decimal? PerWeek);

    /// <param name="PerWeek">By the key of the stage: a seller's hours on one opportunity in a week of it.</param>
    /// <param name="MarginShare">As it is when left out.</param>
    public sealed record HoursBody(IReadOnlyDictionary<string, decimal> PerWeek, decimal CapacityPerSellerWeek, double? MarginShare = null);

    private static async Task<IResult> Show(string key, HoursWork work, Views views, CancellationToken cancel) =>
        await Find(key, views, cancel) is { } process
            ? Results.Ok(HoursAnswer.Of(process, await work.SetFor(process, cancel))) : Problems.NoSuch("process");

    private static async Task<IResult> Set(
        string key, HoursBody body, Visit visit, HoursWork work, Views views, CancellationToken cancel)
    {
        await visit.Begin();
        if (await Find(key, views, cancel) is not { } process) return Problems.NoSuch("process");
        ImmutableArray<StageHours> stages = [.. body.PerWeek.Select(each => new StageHours(new StageKey(each.Key), each.Value))];
        var command = new SetHours(stages, body.CapacityPerSellerWeek, body.MarginShare);
        var refused = await work.Set(command with { Stages = InOrder(stages, process) }, visit, Api.Cause(visit.Who), process, cancel);
        // What is already so is what was asked for: the same request may be sent again.
        return refused is { Code: not HoursWork.Unchanged } ? Problems.Of(refused)
            : Results.Ok(HoursAnswer.Of(process, await work.SetFor(process, cancel)));
    }

    private static ImmutableArray<StageHours> InOrder(ImmutableArray<StageHours> stages, Process process) =>
        [.. stages.OrderBy(each => process.IndexOf(each.Stage))];

    private static async Task<Process?> Find(string key, Views views, CancellationToken cancel) =>
        (await views.CurrentProcesses(cancel)).FirstOrDefault(process => process.Key.Value == key);
}
