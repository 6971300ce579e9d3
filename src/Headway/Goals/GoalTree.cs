using System.Collections.Immutable;

namespace Headway.Goals;

/// <summary>A goal with those that serve it.</summary>
/// <param name="Coverage">What those below it carry; null when none of them is in the same metric.</param>
public sealed record GoalBranch(Goal Goal, Coverage? Coverage, ImmutableArray<GoalBranch> Below);

/// <summary>What the goals below carry of the one above. Only the same metric is added up (rule 28); money to the minor unit.</summary>
/// <param name="Goals">How many were added.</param>
/// <param name="Sellers">Where sellers' own goals were added: whose are seen. The others' are private, so the rest is not known to be
/// carried by nobody (rule 29). Null where teams' goals were added.</param>
public sealed record Coverage(decimal Carried, decimal Target, int Goals, SellersSeen? Sellers = null)
{
    /// <summary>1 = exactly.</summary>
    public decimal Share => Carried / Target;

    /// <param name="amount">How the goal's amounts are written; by default in full.</param>
    public string InWords(Func<decimal, string>? amount = null)
    {
        var write = amount ?? (value => value.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture));
        var percent = Math.Round(Share * 100, MidpointRounding.AwayFromZero);
        if (Sellers is { IsEverybody: false } seen)
            return $"{seen.WithGoal} of {seen.All} sellers {(seen.WithGoal == 1 ? "has" : "have")} a goal here that you may see: "
                + $"{percent:0} % of this one. Goals not shared are private and not counted.";
        return Carried == Target ? "Covered exactly from below."
            : Carried > Target ? $"Covered from below: {percent:0} %, so that one slow quarter does not become everybody's."
            : $"Covered from below: {percent:0} %; {write(Target - Carried)} is carried by nobody yet.";
    }
}

/// <param name="WithGoal">Sellers with a goal among those added.</param>
/// <param name="All">Active sellers of the scope above.</param>
public readonly record struct SellersSeen(int WithGoal, int All)
{
    public bool IsEverybody => WithGoal >= All;
}

public static class GoalTree
{
    /// <summary>The goals as trees, dropped ones left out. A goal that serves one not in the list stands at the top.</summary>
    /// <param name="goals">Those the reader may see.</param>
    /// <param name="roster">Who sells in which scope.</param>
    public static ImmutableArray<GoalBranch> Of(IEnumerable<Goal> goals, Roster roster)
    {
        var standing = goals.Where(goal => !goal.Dropped).ToList();
        var known = standing.Select(goal => goal.Id).ToHashSet();
        var below = standing.Where(goal => goal.Serves is { } above && known.Contains(above)).ToLookup(goal => goal.Serves!.Value);
        return [.. standing.Where(goal => goal.Serves is not { } above || !known.Contains(above))
            .Select(goal => Branch(goal, below, roster))];
    }

    // Serving is decided at setting, on a goal that exists already, so there are no circles.
    private static GoalBranch Branch(Goal goal, ILookup<GoalId, Goal> below, Roster roster)
    {
        ImmutableArray<GoalBranch> branches = [.. below[goal.Id].Select(child => Branch(child, below, roster))];
        var same = branches.Where(branch => branch.Goal.Metric == goal.Metric).Select(branch => branch.Goal).ToList();
        // An interim goal of the same people is part of the goal, not of its cover.
        var others = same.Where(child => child.Scope != goal.Scope).ToList();
        var sellers = others.Select(child => child.Scope).OfType<Scope.OfSeller>().Distinct().Count();
        var coverage = others.Count == 0 ? null : new Coverage(
            others.Sum(child => child.Target), goal.Target, others.Count,
            sellers == 0 ? null : new SellersSeen(sellers, roster.SellersIn(goal.Scope)));
        return new GoalBranch(goal, coverage, branches);
    }
}
