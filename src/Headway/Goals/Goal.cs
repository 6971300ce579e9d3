using System.Text.Json.Serialization;
using Headway.Access;
using Headway.Processes;

namespace Headway.Goals;

/// <summary>A target for a scope, a metric and a period. An interim goal serves another one.</summary>
/// <param name="Target">In the metric's unit: money for bookings, a count otherwise; above 0.</param>
/// <param name="Serves">The goal it serves; null at the top.</param>
/// <param name="Shared">Personal goals are private unless shared (rule 29).</param>
public sealed record Goal(
    GoalId Id, int Version, Scope Scope, Metric Metric, Period Period, decimal Target, GoalId? Serves, PersonId SetBy, bool Shared,
    bool Dropped)
{
    /// <summary>
    /// The one answer to who sees a goal (rule 29): everybody those of teams and of all; a seller's own he himself, whoever set it and,
    /// once it is shared, those who lead him. To all others there is no such goal.
    /// </summary>
    public bool IsSeenBy(Principal who, Roster roster) =>
        Scope is not Scope.OfSeller of || of.Seller == who.Person || SetBy == who.Person || (Shared && who.Leads(roster.TeamOf(of.Seller)));

    public static Goal Fold(IEnumerable<StoredFact> facts)
    {
        Goal? state = null;
        foreach (var stored in facts) state = Evolve(state, stored.Fact) with { Version = stored.Version };
        return state ?? throw new InvalidOperationException("A goal's stream starts with its setting.");
    }

    public static Goal Evolve(Goal? state, Fact fact) => fact switch
    {
        GoalSet set => new Goal(set.Goal, 0, set.Scope, set.Metric, set.Period, set.Target, set.Serves, set.SetBy, set.Shared, false),
        GoalChanged changed when state is not null => state with { Target = changed.Target, Period = changed.Period },
        GoalShared when state is not null => state with { Shared = true },
        GoalDropped when state is not null => state with { Dropped = true },
        _ => throw new InvalidOperationException($"No rule for {fact.GetType().Name}."),
    };
}

/// <summary>Whose goal it is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "of")]
[JsonDerivedType(typeof(Organisation), "organisation")]
[JsonDerivedType(typeof(OfTeam), "team")]
[JsonDerivedType(typeof(OfSeller), "seller")]
public abstract record Scope
{
    private Scope()
    {
    }

    public sealed record Organisation : Scope;

    public sealed record OfTeam(TeamId Team) : Scope;

    public sealed record OfSeller(PersonId Seller) : Scope;
}

/// <summary>What is counted.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "counts")]
[JsonDerivedType(typeof(Bookings), "bookings")]
[JsonDerivedType(typeof(Wins), "wins")]
[JsonDerivedType(typeof(GatesPassed), "gates")]
[JsonDerivedType(typeof(OutcomesConfirmed), "outcomes")]
[JsonDerivedType(typeof(OpportunitiesCreated), "created")]
public abstract record Metric
{
    private Metric()
    {
    }

    /// <summary>Won amounts by closing date, in the organisation's currency.</summary>
    public sealed record Bookings : Metric;

    public sealed record Wins : Metric;

    /// <summary>Distinct opportunities that got a Go at the gate of a stage.</summary>
    public sealed record GatesPassed(ProcessKey Process, StageKey Stage) : Metric;

    /// <summary>Distinct opportunities in which the outcome was confirmed and is confirmed or stale now (rule 28).</summary>
    public sealed record OutcomesConfirmed(ProcessKey Process, OutcomeKey Outcome) : Metric;

    public sealed record OpportunitiesCreated : Metric;
}

[FactName("goal-set.v1")]
public sealed record GoalSet(
    GoalId Goal, Scope Scope, Metric Metric, Period Period, decimal Target, GoalId? Serves, PersonId SetBy, bool Shared) : Fact;

[FactName("goal-changed.v1")]
public sealed record GoalChanged(decimal Target, Period Period) : Fact;

[FactName("goal-shared.v1")]
public sealed record GoalShared : Fact;

[FactName("goal-dropped.v1")]
public sealed record GoalDropped(string Reason) : Fact;
