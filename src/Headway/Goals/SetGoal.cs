using Headway.Access;

namespace Headway.Goals;

/// <summary>What a decision about goals may look at.</summary>
/// <param name="Goals">The goals that stand; the one that is served is looked up here.</param>
public sealed record GoalSituation(Principal Who, Roster Roster, IReadOnlyDictionary<GoalId, Goal> Goals, DateTimeOffset Now)
{
    /// <summary>Sellers set their own; leaders for their teams and members; the process owner and the leader of the top for all.</summary>
    public Refusal? Refuses(Scope scope)
    {
        if (!Who.IsPerson) return new Refusal("people-decide", "Only a person sets a goal; prepare it and let the person confirm.");
        var may = scope switch
        {
            Scope.Organisation => Who.Is(Role.ProcessOwner) || (Who.Is(Role.Leader) && Roster.LeadsTheTop(Who.Person)),
            Scope.OfTeam of => Who.Leads(of.Team),
            Scope.OfSeller of => of.Seller == Who.Person || Who.Leads(Roster.TeamOf(of.Seller)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (may) return null;
        return scope switch
        {
            Scope.Organisation =>
                new Refusal("not-yours", "The organisation's goals are set by the process owner or the leader of the top team."),
            Scope.OfTeam => new Refusal("not-yours", "A team's goals are set by its leader; set your own, or propose it to the leader."),
            Scope.OfSeller => new Refusal("not-yours", "A seller's goals are set by the seller or the seller's leader."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>More of anything counted is a slip of the keyboard, and a forecast would have to convolve as many.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>Two years: beyond, a goal has neither pace nor a forecast.</summary>
    public const int MaxDays = 731;

    /// <summary>Either way from today; a goal further off is a slip of the keyboard in the year.</summary>
    public const int MaxYearsOff = 10;

    public bool Sees(Goal goal) => goal.IsSeenBy(Who, Roster);

    public Refusal? RefusesChange(Goal goal) =>
        !Sees(goal) ? new Refusal("goal-unknown", "There is no such goal.")
        : goal.Dropped ? new Refusal("goal-dropped", "This goal was dropped; set a new one.")
        : Refuses(goal.Scope);

    internal Refusal? RefusesNumbers(decimal target, Metric metric, Period period)
    {
        if (target <= 0) return new Refusal("target-not-positive", "A target is more than zero.");
        if (metric is not Metric.Bookings && target != decimal.Truncate(target))
            return new Refusal("target-not-whole", "This metric counts; give a whole number.");
        if (metric is Metric.Bookings && target > Money.Max)
            return new Refusal("target-too-large", "A target is at most a million million; look at the number of zeros.");
        if (metric is not Metric.Bookings && target > MaxCount)
            return new Refusal("target-too-large", "This metric counts; a target is at most a million. For an amount choose bookings.");
        if (period.Last < period.First) return new Refusal("period-backwards", "The last day lies before the first; swap them.");
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        if (period.Last > today.AddYears(MaxYearsOff) || period.First < today.AddYears(-MaxYearsOff))
            return new Refusal("period-too-far", $"A goal lies within {MaxYearsOff} years of today; look at the year.");
        return period.Days > MaxDays
            ? new Refusal("period-too-long", "A goal runs two years at most; make it a row of shorter ones.") : null;
    }
}

/// <summary>Set a goal: for yourself, for people you lead, or for all.</summary>
public sealed record SetGoal(GoalId Id, Scope Scope, Metric Metric, Period Period, decimal Target, GoalId? Serves, bool Shared)
{
    public static Decision Decide(GoalSituation at, SetGoal command)
    {
        if ((at.Refuses(command.Scope) ?? RefusesUnknown(at.Roster, command.Scope)) is { } no) return no;
        if (at.RefusesNumbers(command.Target, command.Metric, command.Period) is { } wrong) return wrong;
        if (command.Serves is { } above && RefusesServing(at, command, above) is { } unfit) return unfit;
        // A goal somebody else set for you, or one for a team, was never private.
        var shared = command.Shared || command.Scope is not Scope.OfSeller own || own.Seller != at.Who.Person;
        return Decision.Accept(new Happened(
            new GoalSet(command.Id, command.Scope, command.Metric, command.Period, command.Target, command.Serves, at.Who.Person, shared),
            at.Now));
    }

    private static Refusal? RefusesUnknown(Roster roster, Scope scope) => scope switch
    {
        Scope.OfTeam of when !roster.Knows(of.Team) => new Refusal("team-unknown", "There is no such team."),
        Scope.OfSeller of when !roster.Knows(of.Seller) => new Refusal("person-unknown", "There is no such person."),
        _ => null,
    };

    private static Refusal? RefusesServing(GoalSituation at, SetGoal command, GoalId above)
    {
        if (!at.Goals.TryGetValue(above, out var served) || served.Dropped || !at.Sees(served))
            return new Refusal("serves-unknown", "The goal it is to serve does not exist or was dropped; choose another or none.");
        if (!at.Roster.IsWithin(command.Scope, served.Scope))
            return new Refusal("serves-elsewhere", "A goal serves one of the same people or of a team above them.");
        return command.Period.Last > served.Period.Last
            ? new Refusal("serves-too-late", $"It ends after the goal it serves, on {served.Period.Last:yyyy-MM-dd}; end it by then.")
                : null;
    }
}

/// <summary>Change what a goal asks for; what was asked before stays in the history.</summary>
public sealed record ChangeGoal(decimal Target, Period Period)
{
    public static Decision Decide(GoalSituation at, Goal goal, ChangeGoal command)
    {
        if (at.RefusesChange(goal) is { } no) return no;
        if (at.RefusesNumbers(command.Target, goal.Metric, command.Period) is { } wrong) return wrong;
        if (command.Target == goal.Target && command.Period == goal.Period)
            return Decision.Refuse("nothing-changed", "That is the goal already.");
        return Decision.Accept(new Happened(new GoalChanged(command.Target, command.Period), at.Now));
    }
}

/// <summary>Show a private goal to those who lead you. Only the one it belongs to does that.</summary>
public sealed record ShareGoal
{
    public static Decision Decide(GoalSituation at, Goal goal)
    {
        if (at.RefusesChange(goal) is { } no) return no;
        if (goal.SetBy != at.Who.Person) return Decision.Refuse("not-yours", "Only the one who set a private goal shares it.");
        if (goal.Shared) return Decision.Refuse("nothing-changed", "It is shared already.");
        return Decision.Accept(new Happened(new GoalShared(), at.Now));
    }
}

/// <summary>Let a goal go, with a reason.</summary>
public sealed record DropGoal(string Reason)
{
    public static Decision Decide(GoalSituation at, Goal goal, DropGoal command)
    {
        if (at.RefusesChange(goal) is { } no) return no;
        if (string.IsNullOrWhiteSpace(command.Reason)) return Decision.Refuse("reason-missing", "Say in a sentence why it is let go.");
        if (command.Reason.Length > Opportunities.Situation.MaxSentence)
            return Decision.Refuse("too-long", "Keep the reason to a few sentences.");
        return Decision.Accept(new Happened(new GoalDropped(command.Reason.Trim()), at.Now));
    }
}
