using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Statistics.Intervals;
using Headway.Statistics.Stopping;

namespace Headway.Forecasting.Gates;

/// <summary>Where an opportunity stood when it was stopped.</summary>
/// <param name="Weeks">Whole weeks in the stage.</param>
public readonly record struct StoppedCase(int Stage, int Weeks, EvidenceClass Evidence)
{
    /// <param name="stages">Keys of the stages of the history, in its order.</param>
    /// <param name="outcomes">Keys of its outcomes.</param>
    /// <returns>Null when the gate was of a stage that the history does not know.</returns>
    public static StoppedCase? Of(
        Opportunity opportunity, Decided decision, IReadOnlyList<string> stages, IReadOnlyList<string> outcomes, NeededOutcomes needed)
    {
        var stage = stages.ToList().IndexOf(decision.Fact.Stage.Value);
        if (stage < 0 || stage >= needed.ByStage.Length) return null;
        var confirmed = needed.ByStage[stage].Count(outcome => decision.Fact.Needed.Any(
            each => each.Outcome.Value == outcomes[outcome] && each.Standing == OutcomeStanding.Confirmed));
        var weeks = (int)Math.Max(0, (decision.At - opportunity.StageClockFrom).TotalDays / 7);
        return new StoppedCase(stage, weeks, NeededOutcomes.ClassOf(confirmed, needed.ByStage[stage].Length));
    }
}

/// <summary>Hours that were not spent because opportunities were stopped: what those that stood alike took from there until they ended
/// (rule 27).</summary>
/// <param name="Cases">How many were stopped.</param>
/// <param name="Hours">Expected, at the hours a week as they stand.</param>
/// <param name="Range">Middle 95 % of the draws of the model, in which one draw holds for all of them.</param>
/// <remarks>An estimate of what going on takes on average, not of any one opportunity; nothing is said of what was done with the hours.
/// O(draws × states).</remarks>
public sealed record FreedHours(int Cases, double Hours, Interval Range)
{
    public static FreedHours Of(GateModel model, ImmutableArray<StoppedCase> stopped)
    {
        int[] states = [.. stopped.Select(each => model.Evidence.StateOf(each.Stage, each.Weeks, each.Evidence))];
        var draws = new double[StageModel.Draws];
        Parallel.For(0, StageModel.Draws, draw =>
        {
            var course = OptimalStopping.Always(model.Evidence.Chain(model.Evidence.Rates(draw), model.Hours, NoGoCounts.Censored));
            draws[draw] = states.Sum(state => course.Hours[state]);
        });
        return new FreedHours(
            stopped.Length, stopped.Sum(each => model.HoursLeft(each.Stage, each.Weeks, each.Evidence)), EvidenceModel.MiddleOf(draws));
    }
}
