using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW3xx: a gate is a real decision.</summary>
internal static class GateRules
{
    // Below this many outcomes "everything" is still a short list.
    private const int ManyOutcomes = 4;

    // With fewer gates one person deciding them all is a choice, not an oversight.
    private const int ManyGates = 3;

    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW301", Severity.Error, "A stage without a gate, or a gate without a question",
            "Without the question at its end a stage is left by habit, and nobody ever decides to stop.",
            "Give the stage a `gate` with a `question` that asks whether going on is worth it.",
            """
            gate:
              question: Stage complete
            """,
            """
            gate:
              question: Does it hurt enough that somebody will do something about it?
            """,
            process => process.Stages.Where(stage => !Sentences.Asks(stage.Gate.Question))
                .Select(stage => string.IsNullOrWhiteSpace(stage.Gate.Question)
                ? new Trouble(ElementPath.Gate(stage.Key), $"The stage “{stage.Name}” has no gate that asks a question.")
                : new Trouble(ElementPath.Gate(stage.Key, "question"), $"“{stage.Gate.Question}” is not a question."))),

        new("HW302", Severity.Error, "A gate that cannot end in No-go",
            "A gate that cannot say no is a toll booth; an early no is what frees the time for the next win.",
            "Remove `may end in no-go: false`.",
            """
            gate:
              question: Does it hurt enough that somebody will act?
              may end in no-go: false
            """,
            """
            gate:
              question: Does it hurt enough that somebody will act?
            """,
            process => process.Stages.Where(stage => !stage.Gate.MayEndInNoGo).Select(stage => new Trouble(
                ElementPath.Gate(stage.Key, "may end in no-go"), $"The gate of “{stage.Name}” cannot end in No-go.")
            {
                Fixes = [new Fix("Allow No-go", true, [new FieldChange(ElementPath.Gate(stage.Key), "may end in no-go", null)])],
            })),

        new("HW303", Severity.Warning, "A gate that asks for everything, or for nothing",
            "A gate that needs everything is passed by override, and one that needs nothing decides nothing.",
            "Need the few outcomes without which you would stop, and let the others be helpful (`needed: false`).",
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
              - key: time-given
                statement: They have given us two people's time.
                question: Did they give anybody's time?
                proof: [customer]
                needed: false
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs, time-given]
            gate:
              question: Does it hurt enough that somebody will act?
              also needs: [time-given]
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
              - key: time-given
                statement: They have given us two people's time.
                question: Did they give anybody's time?
                proof: [customer]
                needed: false
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs, time-given]
            gate:
              question: Does it hurt enough that somebody will act?
            """,
            LookForAllOrNothing),

        new("HW304", Severity.Warning, "A gate that needs an outcome of a later stage",
            "The gate cannot be passed before a stage that lies behind it, so it will be passed by override.",
            "Move the outcome to this stage or an earlier one, or leave it to the later gate.",
            """
            stages:
              - key: qualifying
                name: Qualifying
                purpose: Find out whether it hurts enough.
                outcomes:
                  - { key: what-it-costs, statement: They have said what it costs., question: What does it cost?, proof: [customer] }
                activities:
                  - { key: first-conversation, name: Ask what it costs, pursues: [what-it-costs] }
                gate:
                  question: Does it hurt enough?
                  also needs: [steps]
              - key: deciding
                name: Deciding
                purpose: Know how they will decide.
                outcomes:
                  - { key: steps, statement: They have told us the steps., question: Can we meet them?, proof: [customer] }
                activities:
                  - { key: ask-the-steps, name: Ask by which steps they decide, pursues: [steps] }
                gate:
                  question: Can we win on that?
            """,
            """
            stages:
              - key: qualifying
                name: Qualifying
                purpose: Find out whether it hurts enough.
                outcomes:
                  - { key: what-it-costs, statement: They have said what it costs., question: What does it cost?, proof: [customer] }
                activities:
                  - { key: first-conversation, name: Ask what it costs, pursues: [what-it-costs] }
                gate:
                  question: Does it hurt enough?
              - key: deciding
                name: Deciding
                purpose: Know how they will decide.
                outcomes:
                  - { key: steps, statement: They have told us the steps., question: Can we meet them?, proof: [customer] }
                activities:
                  - { key: ask-the-steps, name: Ask by which steps they decide, pursues: [steps] }
                gate:
                  question: Can we win on that?
                  also needs: [what-it-costs]
            """,
            LookForLaterNeeds),

        new("HW305", Severity.Information, "Every gate decided by the leader, or none",
            "A leader at every gate is a queue; a leader at none sees the large ones when it is too late to help.",
            "Let the leader decide where it is about much money or much time, for example `decided by: leader from 50000`.",
            Three(""), Three("\n      decided by: leader from 50000"),
            LookForDeciders),
    ];

    private static IEnumerable<Trouble> LookForAllOrNothing(Process process)
    {
        var soFar = new List<Outcome>();
        foreach (var stage in process.Stages)
        {
            soFar.AddRange(stage.Outcomes);
            var asked = stage.Outcomes.Where(outcome => outcome.Needed).Select(outcome => outcome.Key).Concat(stage.Gate.AlsoNeeds)
                .ToHashSet();
            var helpful = stage.Outcomes.Where(outcome => !outcome.Needed).ToList();
            var overrulesHelpful = helpful.Count > 0 && helpful.All(outcome => asked.Contains(outcome.Key));
            var wantsEarlier = soFar.Count > stage.Outcomes.Length && soFar.Count >= ManyOutcomes;
            if (asked.Count == 0 && stage.Outcomes.Length > 0)
                yield return new Trouble(ElementPath.Gate(stage.Key), $"The gate of “{stage.Name}” needs nothing.");
            else if (overrulesHelpful || (wantsEarlier && soFar.All(outcome => asked.Contains(outcome.Key))))
                yield return new Trouble(ElementPath.Gate(stage.Key),
                    $"The gate of “{stage.Name}” asks for everything, also for what is only helpful or already decided.")
                {
                    Fixes = [new Fix("Ask for no other outcomes than those this stage needs", false, [AlsoNeeds(stage, _ => false)])],
                };
        }
    }

    private static IEnumerable<Trouble> LookForLaterNeeds(Process process)
    {
        for (var i = 0; i < process.Stages.Length; i++)
        {
            var stage = process.Stages[i];
            foreach (var key in stage.Gate.AlsoNeeds)
                if (process.StageOf(key) is { } owner && process.IndexOf(owner.Key) > i)
                    yield return new Trouble(
                        ElementPath.Gate(stage.Key, "also needs"),
                            $"The gate of “{stage.Name}” needs “{key}”, which belongs to the later stage “{owner.Name}”.")
                    {
                        Fixes = [new Fix("Leave it to the later gate", true,
                            [AlsoNeeds(stage, need => process.StageOf(need) is not { } home || process.IndexOf(home.Key) <= i)])],
                    };
        }
    }

    private static FieldChange AlsoNeeds(Stage stage, Func<OutcomeKey, bool> keeps)
    {
        var left = stage.Gate.AlsoNeeds.Where(keeps).ToList();
        return new FieldChange(ElementPath.Gate(stage.Key), "also needs", left.Count == 0 ? null : $"[{string.Join(", ", left)}]");
    }

    private static IEnumerable<Trouble> LookForDeciders(Process process)
    {
        if (process.Stages.Length < ManyGates) return [];
        if (process.Stages.All(stage => stage.Gate.DecidedBy is Decider.Leader))
            return [new Trouble(ElementPath.Process, $"All {process.Stages.Length} gates are decided by the leader.")];
        return process.Stages.All(stage => stage.Gate.DecidedBy is Decider.Seller)
            ? [new Trouble(ElementPath.Process, $"None of the {process.Stages.Length} gates is ever decided by a leader.")] : [];
    }

    private static string Three(string decidedBy) => $$"""
        stages:
          - key: qualifying
            name: Qualifying
            purpose: Find out whether it hurts enough.
            outcomes:
              - { key: what-it-costs, statement: They have said what it costs., question: What does it cost?, proof: [customer] }
            activities:
              - { key: first-conversation, name: Ask what it costs, pursues: [what-it-costs] }
            gate:
              question: Does it hurt enough?
          - key: deciding
            name: Deciding
            purpose: Know the steps to a signature.
            outcomes:
              - { key: steps, statement: They have told us the steps., question: Can we meet them?, proof: [customer] }
            activities:
              - { key: ask-the-steps, name: Ask by which steps they decide, pursues: [steps] }
            gate:
              question: Can we win on that?{{decidedBy}}
          - key: closing
            name: Closing
            purpose: A start that both sides can keep.
            outcomes:
              - { key: signed, statement: They have signed the agreement., question: Have they signed it?, proof: [document] }
            activities:
              - { key: ask-what-is-open, name: Ask what still keeps them from it, pursues: [signed] }
            gate:
              question: Is it signed?
        """;
}
