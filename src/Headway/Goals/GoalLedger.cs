using Headway.Opportunities;

namespace Headway.Goals;

/// <summary>One thing that counts for goals, credited to the owner of that moment (rule 28).</summary>
/// <param name="Metric">What it counts for; bookings and wins come as two credits.</param>
/// <param name="Amount">Only for bookings; otherwise null.</param>
public sealed record Credit(Metric Metric, OpportunityId Opportunity, DateOnly Day, PersonId Owner, Money? Amount);

/// <summary>How far a goal is.</summary>
/// <param name="Done">Money for bookings, distinct opportunities otherwise.</param>
/// <param name="OtherCurrency">Wins left out of bookings because they are in another currency and no rate was given (rule 26).</param>
public sealed record Attained(decimal Done, int OtherCurrency);

/// <summary>Everything that counts for a goal, from the facts. One pass over them; then each goal is one pass over what counted.</summary>
/// <remarks>
/// A withdrawn Go, a reopened win and an outcome refuted or retracted since no longer count, so a late fact restates a closed period. An
/// outcome counts on the day it was first confirmed since it was last refuted; going stale does not take it away. Void leaves everything.
/// </remarks>
public sealed class GoalLedger
{
    private readonly List<Credit> credits = [];

    /// <param name="facts">In the order they were appended; for an earlier date hand in those appended by then.</param>
    public static GoalLedger Of(IEnumerable<StoredFact> facts, Calendar calendar)
    {
        var lines = new Dictionary<StreamId, CreditLine>();
        foreach (var stored in facts)
        {
            if (stored.Fact is OpportunityOpened opened) lines[stored.Stream] = new CreditLine(opened, stored, calendar);
            else if (stored.Fact is OpportunityFact fact && lines.TryGetValue(stored.Stream, out var line)) line.Take(fact, stored);
        }
        var ledger = new GoalLedger();
        foreach (var line in lines.Values) ledger.credits.AddRange(line.Credits());
        return ledger;
    }

    public IReadOnlyList<Credit> Credits => credits;

    /// <param name="until">Counts up to this day and no further than the goal's period.</param>
    /// <param name="currency">The organisation's.</param>
    public Attained Count(Goal goal, Roster roster, string currency, DateOnly until)
    {
        var seen = new HashSet<OpportunityId>();
        var money = 0m;
        var otherCurrency = 0;
        foreach (var credit in credits)
        {
            if (credit.Metric != goal.Metric || !goal.Period.Contains(credit.Day) || credit.Day > until
                || !roster.Includes(goal.Scope, credit.Owner)) continue;
            if (!seen.Add(credit.Opportunity)) continue;
            if (credit.Amount is not { } amount) continue;
            if (amount.Currency == currency) money += amount.Amount;
            else otherCurrency++;
        }
        return goal.Metric is Metric.Bookings ? new Attained(money, otherCurrency) : new Attained(seen.Count, 0);
    }
}
