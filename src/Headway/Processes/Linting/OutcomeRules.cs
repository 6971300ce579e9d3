using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW2xx: an outcome is in the customer's world, and a third person could check it.</summary>
internal static class OutcomeRules
{
    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW201", Severity.Warning, "An outcome in the seller's words",
            "What we did moves nothing by itself; only what the customer knows, said, did or agreed does.",
            "Say what the customer knows, said, did or agreed once it is reached.",
            """
            outcomes:
              - key: what-it-costs
                statement: Proposal sent
                question: Do they miss anything in it?
                proof: [document]
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: The one who signs has read the proposal and named what is missing.
                question: Has the one who signs read the proposal, and what do they miss?
                proof: [customer]
            """,
            process => Statements(process, Sentences.SpeaksOfTheSeller, "says what we did, not what the customer did")),

        new("HW202", Severity.Warning, "An outcome that nobody else could check",
            "Two honest people would answer it differently, so it cannot carry a decision.",
            "Say what they did or said that shows it, so that a third person could ask the customer.",
            """
            outcomes:
              - key: what-it-costs
                statement: The customer is interested
                question: Are they interested?
                proof: [customer]
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have given two people's time for the next four weeks.
                question: Whose time have they given, and until when?
                proof: [customer]
            """,
            process => Statements(process, Sentences.CannotBeChecked, "is a feeling or an impression that nobody else could check")),

        new("HW203", Severity.Warning, "An outcome for which the seller's word is proof enough",
            "What only the seller saw is what the seller hoped, more often than anybody likes.",
            "Accept `customer` or `document` as proof, with or instead of `observation`.",
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [observation]
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer, document]
            """,
            process => process.Outcomes.Where(outcome => !outcome.Proof.IsEmpty && outcome.Proof.All(proof => proof == Proof.Observation))
                .Select(outcome => new Trouble(
                    ElementPath.Outcome(outcome.Key, "proof"),
                        $"“{outcome.Statement}” accepts only the seller's own observation as proof.")
                {
                    Fixes = [new Fix("Accept the customer's word as proof too", true,
                        [new FieldChange(ElementPath.Outcome(outcome.Key), "proof", "[customer, observation]")])],
                })),

        new("HW206", Severity.Warning, "Several things in one outcome",
            "One yes cannot answer two questions: the easier half gets confirmed, and the harder half is forgotten.",
            "Make two outcomes of it, or keep the half that decides.",
            """
            outcomes:
              - key: what-it-costs
                statement: Budget and authority confirmed
                question: Are budget and authority confirmed?
                proof: [customer]
                fresh for: 90 days
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have named the person who may spend this money.
                question: Who may spend this money?
                proof: [customer]
                fresh for: 90 days
            """,
            process => Statements(process, Sentences.SaysSeveralThings, "asks for several things at once")
                .Zip(process.Outcomes.Where(outcome => Sentences.SaysSeveralThings(Wording.Of(outcome.Statement))), Proposed)),
    ];

    // The two outcomes need questions and proof of their own, so they are proposed and not made.
    private static Trouble Proposed(Trouble trouble, Outcome outcome) => Sentences.HalvesOf(outcome.Statement) is not var (first, second)
        ? trouble : trouble with { Help = $"Make two outcomes of it, “{first}” and “{second}”, or keep the half that decides." };

    private static IEnumerable<Trouble> Statements(Process process, Func<Wording, bool> finds, string what) =>
        process.Outcomes.Where(outcome => finds(Wording.Of(outcome.Statement))).Select(outcome => new Trouble(
            ElementPath.Outcome(outcome.Key, "statement"), $"“{outcome.Statement}” {what}."));
}
