using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW306, HW307: what people really do at a gate. They say nothing without history.</summary>
internal static class GateHistoryRules
{
    /// <summary>A gate that stops at least this share of what comes to it would have shown it …</summary>
    public const double LeastShareStopped = 0.05;

    /// <summary>… in so many decisions with 95 %: the smallest n with 0.95^n at most 0.05.</summary>
    public const int DecisionsToShowIt = 59;

    private const double MostOverridden = 0.5;

    private const string Gate = """
        gate:
          question: Does it hurt enough that somebody will act?
        """;

    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW306", Severity.Warning, "A gate that has never stopped anything",
            "A gate through which everything goes takes a decision out of nobody's hands and frees nobody's time.",
            "Ask for what would really make you stop, or take the gate out together with its stage.",
            Gate, Gate,
            subject => Gates(subject).Where(each => each.Gate.Stopped is { Count: 0, Of: >= DecisionsToShowIt })
                .Select(each => new Trouble(ElementPath.Gate(each.Stage.Key),
                    $"The gate of “{each.Stage.Name}” has stopped none of {each.Gate.Stopped.Of:N0} opportunities; one that stops 1 in 20 "
                    + $"would have shown it by {DecisionsToShowIt}.")))
        {
            Histories = new HistorySamples(
                Of(stopped: new Tally(0, DecisionsToShowIt), overridden: new Tally(0, DecisionsToShowIt)),
                $"{DecisionsToShowIt} opportunities were decided at it, and none was stopped",
                Of(stopped: new Tally(3, 60), overridden: new Tally(0, 57)), "60 opportunities were decided at it, and 3 were stopped"),
        },

        new("HW307", Severity.Warning, "A gate mostly passed by override",
            "When most go on against the criteria, the criteria are not those by which you decide.",
            "Need what really decides, and let the others be helpful (`needed: false`).",
            Gate, Gate,
            subject => Gates(subject).Where(each => each.Gate.Overridden.IsSurelyAbove(MostOverridden))
                .Select(each => new Trouble(ElementPath.Gate(each.Stage.Key),
                    $"{each.Gate.Overridden} passed the gate of “{each.Stage.Name}” by override ({Percent(each.Gate.Overridden)}).")))
        {
            Histories = new HistorySamples(
                Of(stopped: new Tally(5, 45), overridden: new Tally(32, 40)), "40 went on at it, 32 of them by override",
                Of(stopped: new Tally(5, 45), overridden: new Tally(6, 40)), "40 went on at it, 6 of them by override"),
        },
    ];

    /// <summary>"48-62 of 100".</summary>
    public static string Percent(Tally tally) => $"{100 * tally.Interval.Low:0} to {100 * tally.Interval.High:0} of 100";

    private static IEnumerable<(Stage Stage, GateExperience Gate)> Gates(LintSubject subject) =>
        from stage in subject.Process.Stages
        from gate in subject.Experience?.Gates ?? []
        where gate.Stage == stage.Key
        select (stage, gate);

    private static ProcessExperience Of(Tally stopped, Tally overridden) =>
        new("our history", [], [new GateExperience(StageKey.Of("qualifying"), stopped, overridden)], []);
}
