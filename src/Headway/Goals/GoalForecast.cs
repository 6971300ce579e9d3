using Headway.Forecasting;
using Headway.Histories;

namespace Headway.Goals;

/// <summary>The chance of a goal, read off the forecast of its own scope: its open opportunities and its share of the arrivals.</summary>
public static class GoalForecast
{
    /// <param name="model">Fitted on the whole history: a seller's own few cases would be noise.</param>
    /// <returns>The forecast of the goal's scope with its target as the goal. Null for metrics that are not forecast: only bookings and
    /// wins are.</returns>
    /// <remarks>One process's history; where several are sold, their totals are added by the caller (rule 23).</remarks>
    public static Forecast? Of(Goal goal, History history, StageModel model, Roster roster, Calendar calendar, ulong seed)
    {
        if (goal.Metric is not (Metric.Bookings or Metric.Wins)) return null;
        // Goals stored before there were bounds keep them here.
        var question = new ForecastQuestion(
            calendar.StartOf(goal.Period.First), calendar.EndOf(goal.Period.Last),
            goal.Metric is Metric.Bookings ? (double)goal.Target : null,
            goal.Metric is Metric.Wins ? (int)Math.Min(goal.Target, GoalSituation.MaxCount) : null, seed)
        { Sensitivities = 0 };
        return Forecast.Of(history, model, question, c =>
            history.TextOf(OwnFacts.Owner, c) is { } owner && Guid.TryParse(owner, out var id)
                ? roster.Includes(goal.Scope, PersonId.Of(id)) : goal.Scope is Scope.Organisation);
    }

    /// <summary>The chance in [0,1]; null = not enough history.</summary>
    public static double? ChanceOf(Goal goal, Forecast forecast) =>
        (goal.Metric is Metric.Bookings ? forecast.Bookings : forecast.Wins).Match(known => known.ChanceOfGoal, _ => (double?)null);
}
