using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW3xx: a gate is a real decision.</summary>
internal static class GateRules
{
    // Below this many outcomes "everything" is still a short list.
    private const int ManyOutcomes = 4;

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
                ElementPath.Gate(stage.Key, "may end in no-go"), $"The gate of “{stage.Name}” cannot end in No-go."))),

        new("HW303", Severity.Warning, "A gate that asks for everything, or for nothing",
            "A gate that needs everything is passed by override, and one that needs nothing decides nothing.",
            "Need the few outcomes without which you would stop, and let the others be helpful (`needed: false`).",
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
                needed: false
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
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
                  also needs: [who-signs]
              - key: deciding
                name: Deciding
                purpose: Know how they will decide.
                outcomes:
                  - { key: who-signs, statement: They have named who signs., question: Who signs?, proof: [customer] }
                activities:
                  - { key: ask-who-signs, name: Ask who signs, pursues: [who-signs] }
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
                  - { key: who-signs, statement: They have named who signs., question: Who signs?, proof: [customer] }
                activities:
                  - { key: ask-who-signs, name: Ask who signs, pursues: [who-signs] }
                gate:
                  question: Can we win on that?
                  also needs: [what-it-costs]
            """,
            LookForLaterNeeds),
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
                    $"The gate of “{stage.Name}” asks for everything, also for what is only helpful or already decided.");
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
                            $"The gate of “{stage.Name}” needs “{key}”, which belongs to the later stage “{owner.Name}”.");
        }
    }
}
