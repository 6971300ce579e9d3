using Headway.App.Access;
using Headway.App.Design;
using Headway.Opportunities;

namespace Headway.App.Opportunities;

/// <summary>An opportunity's standing in the shapes the design draws.</summary>
internal static class OpportunityRoad
{
    public static OutcomeShape Shape(OutcomeState state) => state switch
    {
        OutcomeState.Unknown { Claimed: not null } => OutcomeShape.Claimed,
        OutcomeState.Unknown => OutcomeShape.Unknown,
        OutcomeState.Confirmed => OutcomeShape.Confirmed,
        OutcomeState.Refuted => OutcomeShape.Refuted,
        OutcomeState.Stale => OutcomeShape.Stale,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static IReadOnlyList<RoadStage> Of(OpportunityPicture.Shown page, Visit visit)
    {
        var standing = page.Standing;
        var unsupported = standing.GosNoLongerSupported.ToHashSet();
        return
        [
            .. standing.Process.Stages.Select((stage, index) => new RoadStage(
                stage.Name,
                unsupported.Contains(stage) ? GateShape.Unsupported
                    : index < standing.StageIndex ? GateShape.Passed
                    : index == standing.StageIndex ? HereOrWaiting(standing) : GateShape.Ahead,
                [.. standing.Outcomes.Where(now => stage.Outcomes.Contains(now.Outcome)).Select(now => Shape(now.State))],
                index < standing.StageIndex, index == standing.StageIndex && standing.Opportunity.IsOpen, Note(page, visit, stage, index))),
        ];
    }

    /// <summary>The compact road of a list: gates passed, the one in front, those ahead.</summary>
    public static IReadOnlyList<RoadGate> Gates(int stageIndex, int stages) =>
        [.. Enumerable.Range(0, stages)
            .Select(i => new RoadGate(
                $"Stage {i + 1}", i < stageIndex ? GateShape.Passed : i == stageIndex ? GateShape.Here : GateShape.Ahead))];

    private static GateShape HereOrWaiting(Standing standing) => standing.Opportunity.Closing is Closing.NoGo ? GateShape.NoGo
        : standing.Opportunity.LastDecisionOn(standing.Stage.Key) is { Fact.Way: GateWay.NotYet } ? GateShape.NotYet : GateShape.Here;

    private static string Note(OpportunityPicture.Shown page, Visit visit, Headway.Processes.Stage stage, int index)
    {
        var opportunity = page.At.Opportunity;
        if (opportunity.Gos.TryGetValue(stage.Key, out var at))
        {
            var decision = opportunity.LastDecisionOn(stage.Key);
            var word = decision?.Fact.Override == true ? "Go by override" : "Go";
            return $"{word}, {Show.Day(at, visit.Calendar, visit.Today)}, {page.NameOf(decision?.By)}";
        }
        if (!opportunity.IsOpen) return "";
        if (index == page.Standing.StageIndex) return $"day {(int)(visit.Now - opportunity.StageClockFrom).TotalDays + 1}";
        return index == page.Standing.Process.Stages.Length - 1 && opportunity.ExpectedClose is { } close
            ? $"expected {Show.Day(close, visit.Today)}" : "";
    }
}
