using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW4xx: one page, small enough to be used.</summary>
internal static class ShapeRules
{
    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW401", Severity.Warning, "A stage named for something the seller does",
            "Where an opportunity stands is where the customer stands; a stage called “Demo” is over when the seller has talked.",
            "Name the stage for what the customer and we find out or settle in it.",
            """
            name: Demo
            purpose: Show them that it can work for their worst week.
            """,
            """
            name: Understanding
            purpose: See with them whether it can work for their worst week.
            """,
            process => process.Stages.Where(stage => Sentences.NamesASellersActivity(stage.Name)).Select(stage => new Trouble(
                ElementPath.Stage(stage.Key, "name"), $"The stage “{stage.Name}” is named for something the seller does."))),

        new("HW402", Severity.Error, "More than the budget allows",
            "Long processes are not used: each part more makes every other part less likely to be done well.",
            "Take out what contributes least, or raise `budget` as a decision that everybody can see.",
            """
            outcomes:
              - { key: what-it-costs, statement: They have said what it costs them., question: What does it cost them?, proof: [customer] }
              - { key: how-often, statement: They have said how often it fails., question: How often does it fail?, proof: [customer] }
              - { key: what-they-tried, statement: They have said what they tried., question: What have they tried?, proof: [customer] }
              - { key: since-when, statement: They have said since when it hurts., question: Since when does it hurt?, proof: [customer] }
              - { key: goes-away, statement: They have said why it stays., question: Will it go away by itself?, proof: [customer] }
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs, how-often, what-they-tried, since-when, goes-away]
            """,
            """
            outcomes:
              - { key: what-it-costs, statement: They have said what it costs them., question: What does it cost them?, proof: [customer] }
            """,
            LookAtBudget),

        new("HW405", Severity.Warning, "A stage with no needed outcome",
            "Nothing has to be learned in it, so opportunities wait there: it is a waiting room.",
            "Make the outcome that decides the stage's gate a needed one, or join the stage to its neighbour.",
            """
            outcomes: []
            activities: []
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
            """,
            process => process.Stages.Where(stage => !stage.Outcomes.Any(outcome => outcome.Needed)).Select(stage => new Trouble(
                ElementPath.Stage(stage.Key), $"The stage “{stage.Name}” has no needed outcome: opportunities will wait in it."))),
    ];

    private static IEnumerable<Trouble> LookAtBudget(Process process)
    {
        var budget = process.Budget;
        foreach (var trouble in Total(process.Stages.Length, budget.Stages, "stages")) yield return trouble;
        foreach (var trouble in Total(process.Outcomes.Count(), budget.Outcomes, "outcomes")) yield return trouble;
        foreach (var trouble in Total(process.Outcomes.Count(outcome => outcome.Needed), budget.NeededOutcomes, "needed outcomes"))
            yield return trouble;
        foreach (var stage in process.Stages.Where(stage => stage.Outcomes.Length > budget.OutcomesPerStage))
            yield return new Trouble(
                ElementPath.Stage(stage.Key),
                    $"The stage “{stage.Name}” has {stage.Outcomes.Length} outcomes; the budget is {budget.OutcomesPerStage} a stage.");
        foreach (var outcome in process.Outcomes)
        {
            var activities = process.Activities.Count(activity => activity.Pursues.Contains(outcome.Key));
            if (activities > budget.ActivitiesPerOutcome)
                yield return new Trouble(
                    ElementPath.Outcome(outcome.Key),
                        $"{activities} activities pursue “{outcome.Statement}”; the budget is {budget.ActivitiesPerOutcome} an outcome.");
        }
    }

    private static IEnumerable<Trouble> Total(int count, int limit, string what)
    {
        if (count > limit)
            yield return new Trouble(ElementPath.Process, $"{count} {what}; the budget is {limit}.");
        else if (count == limit && limit > 1)
            yield return new Trouble(
                ElementPath.Process, $"{count} of {limit} {what}: there is no room for one more.",
                    "Keep it, and take one out before you add one.", Severity.Warning);
    }
}
