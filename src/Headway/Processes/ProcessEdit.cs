using System.Collections.Immutable;

namespace Headway.Processes;

/// <summary>One change somebody makes to a draft in place. Keys stay: what is reworded is still the same element until publishing asks
/// (rule 20).</summary>
public abstract record ProcessEdit
{
    /// <summary>A name is a line; a sentence two or three.</summary>
    public const int MaxText = 500, MaxPrompts = 8;

    private ProcessEdit()
    {
    }

    /// <returns>The changed process, or why it cannot be; what it then lacks the linter says.</returns>
    public Answer<Process> In(Process process) => this switch
    {
        Whole whole => RefusesText(whole.Name, "the name") ?? (RefusesText(whole.Aim, "the aim")
            is { } no ? no : (Answer<Process>)(process with { Name = whole.Name.Trim(), Aim = whole.Aim.Trim() })),
        OfStage stage => stage.In(process),
        OfOutcome outcome => outcome.In(process),
        OfActivity activity => activity.In(process),
        Removed removed => removed.In(process),
        Moved moved => moved.In(process),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Answer<Process>? RefusesText(string text, string what) => string.IsNullOrWhiteSpace(text)
        ? new Refusal("text-missing", $"Write {what}.")
        : text.Length > MaxText ? new Refusal("too-long", $"Keep {what} within {MaxText} characters.") : (Answer<Process>?)null;

    private static Process With(Process process, StageKey key, Func<Stage, Stage> change) =>
        process with { Stages = [.. process.Stages.Select(stage => stage.Key == key ? change(stage) : stage)] };

    private static Refusal Gone { get; } = new("element-gone", "That part is not in the draft any more; look again.");

    /// <summary>What the process is called and what it is for.</summary>
    public sealed record Whole(string Name, string Aim) : ProcessEdit;

    /// <summary>A stage with its gate.</summary>
    /// <param name="Key">Null = a new stage at the end.</param>
    public sealed record OfStage(StageKey? Key, string Name, string Purpose, string Question, Decider DecidedBy) : ProcessEdit
    {
        internal new Answer<Process> In(Process process)
        {
            if ((RefusesText(Name, "the stage's name") ?? RefusesText(Purpose, "what the stage is for")
                ?? RefusesText(Question, "the question of its gate")) is { } no) return no;
            if (Key is not { } key)
            {
                var free = Keys.Free(Name, taken => process.IndexOf(new StageKey(taken)) >= 0, "stage");
                var stage = new Stage(new StageKey(free), Name.Trim(), Purpose.Trim(), [], [], new Gate(Question.Trim(), [], DecidedBy));
                return process with { Stages = process.Stages.Add(stage) };
            }
            return process.IndexOf(key) < 0 ? Gone : With(process, key, stage => stage with
            {
                Name = Name.Trim(),
                Purpose = Purpose.Trim(),
                Gate = stage.Gate with { Question = Question.Trim(), DecidedBy = DecidedBy },
            });
        }
    }

    /// <param name="Key">Null = a new outcome at the end of the stage.</param>
    /// <param name="FreshForDays">Null = never goes stale.</param>
    public sealed record OfOutcome(
        StageKey Stage, OutcomeKey? Key, string Statement, string Question, ImmutableArray<Proof> Proof, int? FreshForDays, bool Needed)
        : ProcessEdit
    {
        internal new Answer<Process> In(Process process)
        {
            if ((RefusesText(Statement, "what must be known or true") ?? RefusesText(Question, "the question it answers")) is { } no)
                return no;
            if (Proof.IsEmpty) return new Refusal("proof-missing", "Say which proof counts; without one nothing could ever confirm it.");
            if (FreshForDays is < 1 or > 3_650) return new Refusal("fresh-for-wrong", "It holds for 1 to 3650 days, or for ever.");
            if (Key is not { } key)
            {
                if (process.IndexOf(Stage) < 0) return Gone;
                var free = Keys.Free(Statement, taken => process.FindOutcome(new OutcomeKey(taken)) is not null, "outcome");
                return With(process, Stage, stage => stage with
                {
                    Outcomes = stage.Outcomes.Add(Written(new Outcome(new OutcomeKey(free), "", "", [], null, false, []))),
                });
            }
            return process.StageOf(key) is not { } home ? Gone : With(process, home.Key, stage => stage with
            {
                Outcomes = [.. stage.Outcomes.Select(outcome => outcome.Key == key ? Written(outcome) : outcome)],
            });
        }

        private Outcome Written(Outcome outcome) => outcome with
        {
            Statement = Statement.Trim(),
            Question = Question.Trim(),
            Proof = Proof,
            FreshForDays = FreshForDays,
            Needed = Needed,
        };
    }

    /// <param name="Key">Null = a new activity at the end of the stage.</param>
    /// <param name="Prompts">What to ask; empty lines are left out.</param>
    public sealed record OfActivity(
        StageKey Stage, ActivityKey? Key, string Name, ImmutableArray<OutcomeKey> Pursues, ImmutableArray<string> Prompts,
        int? EffortMinutes) : ProcessEdit
    {
        internal new Answer<Process> In(Process process)
        {
            if (RefusesText(Name, "what a seller does") is { } no) return no;
            ImmutableArray<string> prompts = [.. Prompts.Select(prompt => prompt.Trim()).Where(prompt => prompt.Length > 0)];
            if (prompts.Length > MaxPrompts)
                return new Refusal("too-many-prompts", $"Nobody asks more than {MaxPrompts} questions at once.");
            if (prompts.FirstOrDefault(prompt => prompt.Length > MaxText) is not null)
                return new Refusal("too-long", $"Keep a question within {MaxText} characters.");
            if (EffortMinutes is < 1 or > 10_000) return new Refusal("effort-wrong", "It takes 1 to 10000 minutes, or say nothing.");
            if (Pursues.Any(outcome => process.FindOutcome(outcome) is null)) return Gone;
            Activity Written(ActivityKey key) => new(key, Name.Trim(), Pursues, prompts, EffortMinutes);
            if (Key is not { } key)
            {
                if (process.IndexOf(Stage) < 0) return Gone;
                var free = Keys.Free(Name, taken => process.FindActivity(new ActivityKey(taken)) is not null, "activity");
                return With(process, Stage, stage => stage with { Activities = stage.Activities.Add(Written(new ActivityKey(free))) });
            }
            return process.FindActivity(key) is null ? Gone : process with
            {
                Stages = [.. process.Stages.Select(stage => stage with
                {
                    Activities = [.. stage.Activities.Select(activity => activity.Key == key ? Written(key) : activity)],
                })],
            };
        }
    }

    /// <summary>Take an element out. An outcome leaves the activities that pursued it and the gates that asked for it again.</summary>
    public sealed record Removed(ElementKey Element) : ProcessEdit
    {
        internal new Answer<Process> In(Process process)
        {
            if (!Element.IsIn(process)) return Gone;
            if (Element.Stage is { } gone)
            {
                var lost = process.Stages.First(stage => stage.Key == gone).Outcomes.Select(outcome => outcome.Key);
                return Without([.. lost], process with { Stages = process.Stages.RemoveAll(stage => stage.Key == gone) });
            }
            var without = process with
            {
                Stages = [.. process.Stages.Select(stage => stage with
                {
                    Outcomes = stage.Outcomes.RemoveAll(outcome => outcome.Key == Element.Outcome),
                    Activities = stage.Activities.RemoveAll(activity => activity.Key == Element.Activity),
                })],
            };
            return Element.Outcome is { } key ? Without([key], without) : without;
        }

        private static Process Without(ImmutableArray<OutcomeKey> keys, Process process) => process with
        {
            Stages = [.. process.Stages.Select(stage => stage with
            {
                Activities = [.. stage.Activities.Select(activity => activity with { Pursues = activity.Pursues.RemoveRange(keys) })],
                Gate = stage.Gate with { AlsoNeeds = stage.Gate.AlsoNeeds.RemoveRange(keys) },
            })],
        };
    }

    /// <summary>One place up or down among its own; an outcome or activity at the edge goes over into the next stage.</summary>
    public sealed record Moved(ElementKey Element, bool Down) : ProcessEdit
    {
        internal new Answer<Process> In(Process process)
        {
            if (!Element.IsIn(process)) return Gone;
            if (Element.Stage is { } stage) return process with { Stages = Swapped(process.Stages, process.IndexOf(stage)) };
            return Element.Outcome is { } outcome
                ? Among(process, each => each.Outcomes, (each, list) => each with { Outcomes = list }, each => each.Key == outcome)
                : Among(process, each => each.Activities, (each, list) => each with { Activities = list },
                    each => each.Key == Element.Activity);
        }

        private Process Among<T>(
            Process process, Func<Stage, ImmutableArray<T>> of, Func<Stage, ImmutableArray<T>, Stage> with, Func<T, bool> isIt)
        {
            var stages = process.Stages;
            var home = Enumerable.Range(0, stages.Length).First(at => of(stages[at]).Any(isIt));
            var list = of(stages[home]);
            var place = Enumerable.Range(0, list.Length).First(at => isIt(list[at]));
            var there = place + (Down ? 1 : -1);
            if (there >= 0 && there < list.Length)
                return process with { Stages = stages.SetItem(home, with(stages[home], Swapped(list, place))) };
            var next = home + (Down ? 1 : -1);
            if (next < 0 || next >= stages.Length) return process;
            var beside = of(stages[next]);
            return process with
            {
                Stages = stages.SetItem(home, with(stages[home], list.RemoveAt(place)))
                    .SetItem(next, with(stages[next], Down ? beside.Insert(0, list[place]) : beside.Add(list[place]))),
            };
        }

        private ImmutableArray<T> Swapped<T>(ImmutableArray<T> list, int at)
        {
            var there = at + (Down ? 1 : -1);
            return there < 0 || there >= list.Length ? list : list.SetItem(at, list[there]).SetItem(there, list[at]);
        }
    }
}

/// <summary>Names a stage, an outcome or an activity; exactly one of them is not null.</summary>
public sealed record ElementKey(StageKey? Stage = null, OutcomeKey? Outcome = null, ActivityKey? Activity = null)
{
    internal bool IsIn(Process process) =>
        (Stage is { } stage && process.IndexOf(stage) >= 0) || (Outcome is { } outcome && process.FindOutcome(outcome) is not null)
        || (Activity is { } activity && process.FindActivity(activity) is not null);
}
