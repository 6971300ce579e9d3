using Headway.App.Access;
using Headway.App.Forecasting;
using Headway.App.Serving;
using Headway.Goals;
using Headway.Storage.Views;

namespace Headway.App.Goals;

/// <summary>Goals for programs.</summary>
internal static class GoalApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "goals", "Goals");
        group.MapGet("", List).Describe<IReadOnlyList<GoalAnswer>>(
            Policies.SeesOpportunities, "The goals you may see, each with its pace; private goals of others are not among them.");
        group.MapPost("", Set).Describe<GoalSetAnswer>(
            Policies.SeesOpportunities, "Set a goal for yourself, for people you lead, or for all.", 201, 400, 422);
    }

    /// <param name="ScopeName">Whose goal it is, in words.</param>
    /// <param name="MetricName">What is counted, in words.</param>
    /// <param name="Done">In the metric's unit.</param>
    /// <param name="ExpectedByNow">Where it should stand today.</param>
    /// <param name="Chance">To reach it, 0 to 1; null for metrics that are not forecast or without enough history.</param>
    public sealed record GoalAnswer(
        Guid Id, Scope Scope, string ScopeName, Metric Metric, string MetricName, Period Period, decimal Target, decimal Done,
        decimal ExpectedByNow, double? Chance, Guid? Serves, bool Shared);

    public sealed record GoalSetAnswer(Guid Id);

    /// <param name="Serves">The goal it serves.</param>
    /// <param name="Shared">A goal of your own is private unless shared.</param>
    public sealed record GoalBody(
        Scope Scope, Metric Metric, decimal Target, DateOnly First, DateOnly Last, Guid? Serves = null, bool Shared = false);

    private static async Task<IResult> List(Visit visit, Analysis analysis, Views views, CancellationToken cancel)
    {
        await visit.Begin();
        if (await analysis.Now(visit.Now, cancel) is not { } learned) return Results.Ok(Array.Empty<GoalAnswer>());
        var names = await GoalBoard.Names(views);
        return Results.Ok(learned.Goals.Where(goal => !goal.Dropped && goal.IsSeenBy(visit.Who, learned.Roster)).Select(goal =>
        {
            var pace = learned.PaceOf(goal);
            return new GoalAnswer(
                goal.Id.Value, goal.Scope, names(goal.Scope), goal.Metric, GoalBoard.Counts(goal.Metric, learned.Process), goal.Period,
                goal.Target, pace.Done, pace.ExpectedByNow, pace.Chance, goal.Serves?.Value, goal.Shared);
        }).ToList());
    }

    private static async Task<IResult> Set(
        GoalBody body, Visit visit, GoalWork work, Analysis analysis, HttpRequest request, CancellationToken cancel)
    {
        await visit.Begin();
        if (await analysis.Now(visit.Now, cancel) is not { } learned)
            return Problems.Of(422, "no-process", "Publish a process first; goals run through it.");
        var command = new SetGoal(
            new GoalId(Guid.CreateVersion7()), body.Scope, body.Metric, GoalWork.PeriodOf(body.First, body.Last, visit.Calendar),
            body.Target, body.Serves is { } above ? new GoalId(above) : null, body.Shared);
        var answer = await work.Set(command, visit, learned, Api.Cause(visit.Who), Api.RequestKey(request, body));
        return answer.Match(id => Results.Created("/api/v1/goals", new GoalSetAnswer(id.Value)), Problems.Of);
    }
}
