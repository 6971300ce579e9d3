using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Headway.Processes;

/// <summary>The road map to a goal: an aim and an ordered list of stages, each ending in a gate. Published versions are immutable (rule
/// 20).</summary>
/// <param name="Key">Permanent; the process keeps it over all versions.</param>
/// <param name="Version">From 1; 0 = a draft that was never published.</param>
/// <param name="Aim">What the process is for, in a sentence.</param>
/// <param name="Stages">In order; at most 6 within the default budget.</param>
/// <param name="MarginShare">Share of the amount that is margin, in (0, 1]; 1 when nobody said (rule 27).</param>
public sealed record Process(
    ProcessKey Key, string Name, int Version, string Aim, ImmutableArray<Stage> Stages, ProcessBudget Budget, double MarginShare = 1)
{
    [JsonIgnore]
    public IEnumerable<Outcome> Outcomes => Stages.SelectMany(stage => stage.Outcomes);

    [JsonIgnore]
    public IEnumerable<Activity> Activities => Stages.SelectMany(stage => stage.Activities);

    public Outcome? FindOutcome(OutcomeKey key) => Outcomes.FirstOrDefault(outcome => outcome.Key == key);

    public Activity? FindActivity(ActivityKey key) => Activities.FirstOrDefault(activity => activity.Key == key);

    /// <summary>Index from 0, or -1 when this version has no such stage.</summary>
    public int IndexOf(StageKey key)
    {
        for (var i = 0; i < Stages.Length; i++)
            if (Stages[i].Key == key) return i;
        return -1;
    }

    /// <summary>The stage an outcome belongs to, or null when this version does not know the outcome.</summary>
    public Stage? StageOf(OutcomeKey key) => Stages.FirstOrDefault(stage => stage.Outcomes.Any(outcome => outcome.Key == key));
}

/// <summary>A part of the road. It has a purpose, outcomes that show the purpose is met, activities that pursue them, and one gate at its
/// end.</summary>
public sealed record Stage(
    StageKey Key, string Name, string Purpose, ImmutableArray<Outcome> Outcomes, ImmutableArray<Activity> Activities, Gate Gate);

/// <summary>What must be known or true, stated so that a third person could verify it with the customer.</summary>
/// <param name="Statement">The state of the customer's world when it is confirmed, for example "They have named who signs".</param>
/// <param name="Question">The question it answers; can come out as no.</param>
/// <param name="Proof">Which proofs are accepted (rule 7); never empty in a published process.</param>
/// <param name="FreshForDays">How long a confirmation holds, in days; null = does not go stale.</param>
/// <param name="Needed">Needed for the gate of its stage; otherwise helpful.</param>
public sealed record Outcome(
    OutcomeKey Key, string Statement, string Question, ImmutableArray<Proof> Proof, int? FreshForDays, bool Needed,
    ImmutableArray<Capture> Captures);

/// <summary>How we know: the customer said or did it, a document shows it, or the seller saw it.</summary>
public enum Proof
{
    Customer,
    Document,
    Observation,
}

/// <summary>A value an outcome brings along, for example the name of the person who signs.</summary>
/// <param name="Choices">Only for <see cref="CaptureKind.Choice"/>; otherwise empty.</param>
public sealed record Capture(string Key, string Name, CaptureKind Kind, ImmutableArray<string> Choices);

public enum CaptureKind
{
    Text,
    Choice,
    Number,
    Money,
    Date,
    People,
}

/// <summary>Something a seller does in order to reach outcomes. One that pursues nothing does not publish (HW101).</summary>
/// <param name="Pursues">Keys of the outcomes it is done for, within the same process.</param>
/// <param name="Prompts">What to ask.</param>
/// <param name="EffortMinutes">Usual effort in minutes; null = not said.</param>
public sealed record Activity(
    ActivityKey Key, string Name, ImmutableArray<OutcomeKey> Pursues, ImmutableArray<string> Prompts, int? EffortMinutes);

/// <summary>The go/no-go question at the end of a stage.</summary>
/// <param name="Question">What is decided, as a question.</param>
/// <param name="AlsoNeeds">Needed outcomes of earlier stages that this gate asks for again; usually empty.</param>
/// <param name="MayEndInNoGo">A gate that cannot say no is an error (HW302); kept so that the linter can see it.</param>
public sealed record Gate(string Question, ImmutableArray<OutcomeKey> AlsoNeeds, Decider DecidedBy, bool MayEndInNoGo = true);

/// <summary>Who decides a gate.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "who")]
[JsonDerivedType(typeof(Seller), "seller")]
[JsonDerivedType(typeof(Leader), "leader")]
[JsonDerivedType(typeof(LeaderFrom), "leaderFrom")]
public abstract record Decider
{
    private Decider()
    {
    }

    public TResult Match<TResult>(Func<TResult> seller, Func<TResult> leader, Func<decimal, TResult> leaderFrom) => this switch
    {
        Seller => seller(),
        Leader => leader(),
        LeaderFrom from => leaderFrom(from.Amount),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record Seller : Decider;

    public sealed record Leader : Decider;

    /// <param name="Amount">From this amount on the leader decides, in the opportunity's currency; below it the seller does.</param>
    public sealed record LeaderFrom(decimal Amount) : Decider;
}

/// <summary>How large the process may grow before it stops being used. Raising it is a visible decision.</summary>
public sealed record ProcessBudget(int Stages, int OutcomesPerStage, int Outcomes, int ActivitiesPerOutcome, int NeededOutcomes)
{
    public static readonly ProcessBudget Default = new(6, 4, 18, 3, 15);
}
