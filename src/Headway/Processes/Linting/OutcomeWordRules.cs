using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW204, HW205, HW207: an outcome holds for a time, says one thing that no other says, and can come out as no.</summary>
internal static class OutcomeWordRules
{
    /// <summary>What is proposed where nothing is said: a quarter, in which people change jobs and plans.</summary>
    private const int ProposedFreshDays = 90;

    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW204", Severity.Information, "An outcome about people, money or priority that never goes stale",
            "People leave, budgets are cut and priorities change; a year later it is still shown as known.",
            "Say under `fresh for` how long it holds, for example `90 days`.",
            """
            outcomes:
              - key: what-it-costs
                statement: They have named the person who may spend this money.
                question: Is there anybody who may spend this money, and who?
                proof: [customer]
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have named the person who may spend this money.
                question: Is there anybody who may spend this money, and who?
                proof: [customer]
                fresh for: 90 days
            """,
            process => process.Outcomes
                .Where(outcome => outcome.FreshForDays is null && Sentences.SpeaksOfWhatChanges(Wording.Of(outcome.Statement)))
                .Select(outcome => new Trouble(
                    ElementPath.Outcome(outcome.Key), $"“{outcome.Statement}” never goes stale, although such things change.")
                {
                    Fixes = [new Fix($"Let it hold for {ProposedFreshDays} days", true,
                        [new FieldChange(ElementPath.Outcome(outcome.Key), "fresh for", $"{ProposedFreshDays} days")])],
                })),

        new("HW205", Severity.Warning, "Two outcomes that say nearly the same",
            "Whoever has learned the one is asked for the other, and answers it without asking the customer again.",
            "Keep the one that says it better, or say in each what the other does not ask.",
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what the fault costs them in a year.
                question: What does the fault cost them in a year, and can they live with it?
                proof: [customer]
              - key: yearly-cost
                statement: The customer has told us what the fault costs them a year.
                question: Do they know what the fault costs them a year?
                proof: [customer]
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs, yearly-cost]
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what the fault costs them in a year.
                question: What does the fault cost them in a year, and can they live with it?
                proof: [customer]
              - key: what-they-tried
                statement: The customer has told us what they have tried against it.
                question: What have they tried against it, and did it work?
                proof: [customer]
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs, what-they-tried]
            """,
            LookForTwins),

        new("HW207", Severity.Warning, "A question with only one answer",
            "Nobody ever answers it with no, so it takes time and tells nothing.",
            "Ask for what could also be bad news: what they lose, whom they would rather take, who could stop it.",
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: Wouldn't it help them to lose less?
                proof: [customer]
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What does it cost them, and can they live with it for another year?
                proof: [customer]
            """,
            process => process.Outcomes.Where(outcome => Questions.HaveOneAnswer(outcome.Question)).Select(outcome => new Trouble(
                ElementPath.Outcome(outcome.Key, "question"), $"“{outcome.Question}” can hardly be answered with no."))),
    ];

    private static IEnumerable<Trouble> LookForTwins(Process process)
    {
        var outcomes = process.Outcomes.Select(outcome => (Outcome: outcome, Meaning: Likeness.MeaningOf(outcome.Statement))).ToList();
        for (var i = 1; i < outcomes.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!Likeness.SayTheSame(outcomes[i].Meaning, outcomes[j].Meaning)) continue;
                yield return new Trouble(
                    ElementPath.Outcome(outcomes[i].Outcome.Key, "statement"),
                    $"“{outcomes[i].Outcome.Statement}” says nearly the same as “{outcomes[j].Outcome.Statement}” "
                    + $"({outcomes[j].Outcome.Key}).");
                break;
            }
        }
    }
}
