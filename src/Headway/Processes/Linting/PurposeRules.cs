using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW1xx: nothing without purpose.</summary>
internal static class PurposeRules
{
    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW101", Severity.Error, "An activity that pursues no outcome",
            "An activity without an outcome can be ticked off and bring nobody closer to a win or to an honest no.",
            "Name the outcomes it is done for under `pursues`, or leave the activity out.",
            """
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs]
              - key: lunch
                name: Invite them to lunch to hear how they see it
            """,
            """
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs]
              - key: lunch
                name: Invite them to lunch to hear how they see it
                pursues: [what-it-costs]
            """,
            process => process.Activities.Where(activity => activity.Pursues.IsEmpty).Select(activity => new Trouble(
                ElementPath.Activity(activity.Key, "pursues"), $"The activity “{activity.Name}” pursues no outcome."))),

        new("HW102", Severity.Error, "A stage without a purpose of its own",
            "The purpose is what a seller steers by when the list of outcomes does not fit the customer in front of them.",
            "Say in one sentence what this part of the road is to find out or settle.",
            """
            name: Qualifying
            purpose: Qualify the opportunity
            """,
            """
            name: Qualifying
            purpose: Find out whether it hurts enough, and whose pain it is.
            """,
            LookForPurpose),

        new("HW103", Severity.Warning, "An outcome that no activity pursues",
            "What nobody goes and gets is learned by chance or not at all.",
            "Add it to an activity's `pursues`, or add the activity that would bring it.",
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
            activities: []
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs]
            """,
            LookForUnpursued),

        new("HW104", Severity.Warning, "An activity that can be ticked after a handshake",
            "Worded like this it can be done without learning anything, and then it is.",
            "Say in the name what it is to find out, or add prompts that ask for it.",
            """
            activities:
              - key: meet
                name: Meet with decision makers
                pursues: [what-it-costs]
            """,
            """
            activities:
              - key: meet
                name: Meet with decision makers to understand who takes part in the decision, their roles and their criteria
                pursues: [what-it-costs]
            """,
            process => process.Activities.Where(activity => Sentences.SaysOnlyWhatTheSellerDoes(activity)).Select(activity => new Trouble(
                ElementPath.Activity(activity.Key, "name"),
                    $"“{activity.Name}” can be ticked after a handshake: it does not say what to find out, and its prompts ask nothing."))),

        new("HW105", Severity.Error, "A process without an aim",
            "A process is a road map to a goal; without the goal nobody can say which parts of it matter.",
            "Say under `aim` what the process is for: what the customer has reached when it ends well, and that an early no counts.",
            """
            aim: ""
            """,
            """
            aim: A customer signs for a result they named themselves, or we know early that they will not.
            """,
            process => string.IsNullOrWhiteSpace(process.Aim)
                ? [new Trouble(ElementPath.ProcessField("aim"), $"The process “{process.Name}” has no aim.")]
                : []),

        new("HW106", Severity.Warning, "A captured field that nobody reads",
            "Each field costs every seller time on every opportunity, and what nobody reads is filled with anything.",
            "Leave it out, or let the outcome's question or a gate ask for it.",
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
                captures:
                  - { key: fax, name: Fax number, kind: text }
            """,
            """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
                captures:
                  - { key: cost-a-year, name: Cost in a year, kind: money }
            """,
            LookForUnread),
    ];

    private static IEnumerable<Trouble> LookForPurpose(Process process)
    {
        foreach (var stage in process.Stages)
        {
            if (string.IsNullOrWhiteSpace(stage.Purpose))
                yield return new Trouble(ElementPath.Stage(stage.Key, "purpose"), $"The stage “{stage.Name}” has no purpose.");
            else if (Sentences.OnlyRepeats(stage.Purpose, stage.Name))
                yield return new Trouble(ElementPath.Stage(stage.Key, "purpose"), $"The purpose of “{stage.Name}” only repeats its name.");
        }
    }

    private static IEnumerable<Trouble> LookForUnpursued(Process process)
    {
        var pursued = process.Activities.SelectMany(activity => activity.Pursues).ToHashSet();
        return process.Outcomes.Where(outcome => !pursued.Contains(outcome.Key)).Select(outcome => new Trouble(
            ElementPath.Outcome(outcome.Key), $"No activity pursues “{outcome.Statement}”."));
    }

    // People are read on the opportunity's page, with their role; anything else has to be asked for by the outcome or by a gate.
    private static IEnumerable<Trouble> LookForUnread(Process process)
    {
        var gates = process.Stages.Select(stage => stage.Gate.Question).ToList();
        foreach (var outcome in process.Outcomes)
        {
            for (var i = 0; i < outcome.Captures.Length; i++)
            {
                var capture = outcome.Captures[i];
                if (capture.Kind == CaptureKind.People) continue;
                if (gates.Prepend(outcome.Question).Prepend(outcome.Statement).Any(text => Sentences.AsksFor(text, capture.Name))) continue;
                yield return new Trouble($"{ElementPath.Outcome(outcome.Key, "captures")}.{i}",
                    $"Nobody reads “{capture.Name}”: neither its outcome nor a gate asks for it.");
            }
        }
    }
}
