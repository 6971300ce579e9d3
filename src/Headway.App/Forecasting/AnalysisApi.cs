using Headway.App.Access;
using Headway.App.Goals;
using Headway.Forecasting;
using Headway.Goals;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Mvc;

namespace Headway.App.Forecasting;

/// <summary>Processes, goals, forecast and funnel for programs.</summary>
internal static class AnalysisApi
{
    private static readonly double[] Levels = [0.1, 0.25, 0.5, 0.75, 0.9];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/processes", async (Views views, CancellationToken cancel) =>
            Results.Ok(await views.CurrentProcesses(cancel)))
            .RequireAuthorization(Policies.Member).WithTags("Processes");
        routes.MapGet("/api/v1/goals", ListGoals).RequireAuthorization(Policies.SeesOpportunities).WithTags("Goals");
        routes.MapGet("/api/v1/forecast", Ask).RequireAuthorization(Policies.ReadsForecast).WithTags("Forecasting");
        routes.MapGet("/api/v1/learn/funnel", Funnel).RequireAuthorization(Policies.SeesOpportunities).WithTags("Learning");
    }

    private static async Task<IResult> ListGoals(Visit visit, Analysis analysis, Views views, CancellationToken cancel)
    {
        await visit.Begin();
        if (await analysis.Now(visit.Now, cancel) is not { } learned) return Results.Ok(Array.Empty<object>());
        var names = await GoalBoard.Names(views);
        return Results.Ok(learned.Goals.Where(goal => !goal.Dropped && goal.IsSeenBy(visit.Who, learned.Roster))
            .Select(goal => learned.PaceOf(goal) is var pace
            ? new
            {
                id = goal.Id.Value,
                scope = names(goal.Scope),
                counts = GoalBoard.Counts(goal.Metric, learned.Process),
                goal.Period,
                goal.Target,
                pace.Done,
                pace.ExpectedByNow,
                pace.Chance,
                serves = goal.Serves?.Value
            }
            : null));
    }

    private static async Task<IResult> Ask(Visit visit, Analysis analysis, [FromQuery] DateOnly by, [FromQuery] double? goal,
        CancellationToken cancel)
    {
        await visit.Begin();
        if (await analysis.Now(visit.Now, cancel) is not { Model: { } model } learned)
            return Results.Problem(statusCode: 422, type: "/problems/not-enough-history",
                title: "There is not enough history for a forecast: 30 closed opportunities are needed.");
        if (by.DayNumber - visit.Today.DayNumber is < 0 or > 731)
            return Results.Problem(statusCode: 422, type: "/problems/date-out-of-range",
                title: "Ask for a day from today to two years ahead.");
        var question = new ForecastQuestion(visit.Calendar.StartOf(visit.Today), visit.Calendar.EndOf(by), goal);
        var forecast = Forecast.Of(learned.History, model, question, _ => true);
        return Results.Ok(new
        {
            bookings = forecast.Bookings.Match<object>(
                known => new
                {
                    mean = known.Total.Mean,
                    quantiles = Levels.ToDictionary(level => level.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        known.Total.Quantile),
                    probability = known.ChanceOfGoal,
                },
                few => new { notEnoughHistory = few.What, have = few.Have, need = few.Need }),
            forecast.Open,
            arrivals = forecast.Arrivals,
            seed = forecast.Question.Seed,
            forecast.Fingerprint,
            calibrated = forecast.IsCalibrated,
        });
    }

    private static async Task<IResult> Funnel(Visit visit, Analysis analysis, CancellationToken cancel)
    {
        await visit.Begin();
        return await analysis.Now(visit.Now, cancel) is { } learned
            ? Results.Ok(learned.Funnel.Stages.Select(stage => new
            {
                stage = stage.Stage.Name,
                stage.Entered,
                stage.Passed,
                stage.Lost,
                stage.NoDecision,
                stage.NoGo,
                stage.Open,
                share = stage.PassedShare is Headway.Learning.Figure.Known known ? new
                {
                    value = known.Value,
                    low = known.Interval?.Low,
                    high = known.Interval?.High,
                    n = known.N
                } : null,
            }))
            : Results.Ok(Array.Empty<object>());
    }
}
