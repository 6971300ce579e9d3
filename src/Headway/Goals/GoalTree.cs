using System.Collections.Immutable;

namespace Headway.Goals;

/// <summary>A goal with those that serve it.</summary>
/// <param name="Coverage">What those below it carry; null when none of them is in the same metric.</param>
public sealed record GoalBranch(Goal Goal, Coverage? Coverage, ImmutableArray<GoalBranch> Below);

/// <summary>What the goals below carry of the one above. Only the same metric is added up (rule 28); money to the minor unit.</summary>
/// <param name="Goals">How many were added.</param>
public sealed record Coverage(decimal Carried, decimal Target, int Goals)
{
    /// <summary>1 = exactly.</summary>
    public decimal Share => Carried / Target;

    /// <param name="amount">How the goal's amounts are written; by default in full.</param>
    public string InWords(Func<decimal, string>? amount = null)
    {
        var write = amount ?? (value => value.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture));
        var percent = Math.Round(Share * 100, MidpointRounding.AwayFromZero);
        return Carried == Target ? "Covered exactly from below."
            : Carried > Target ? $"Covered from below: {percent:0} %, so that one slow quarter does not become everybody's."
            : $"Covered from below: {percent:0} %; {write(Target - Carried)} is carried by nobody yet.";
    }
}

public static class GoalTree
{
    /// <summary>The goals as trees, dropped ones left out. A goal that serves one not in the list stands at the top.</summary>
    public static ImmutableArray<GoalBranch> Of(IEnumerable<Goal> goals)
    {
        var standing = goals.Where(goal => !goal.Dropped).ToList();
        var known = standing.Select(goal => goal.Id).ToHashSet();
        var below = standing.Where(goal => goal.Serves is { } above && known.Contains(above)).ToLookup(goal => goal.Serves!.Value);
        return [.. standing.Where(goal => goal.Serves is not { } above || !known.Contains(above)).Select(goal => Branch(goal, below))];
    }

    // Serving is decided at setting, on a goal that exists already, so there are no circles.
    private static GoalBranch Branch(Goal goal, ILookup<GoalId, Goal> below)
    {
        ImmutableArray<GoalBranch> branches = [.. below[goal.Id].Select(child => Branch(child, below))];
        var same = branches.Where(branch => branch.Goal.Metric == goal.Metric).Select(branch => branch.Goal).ToList();
        // An interim goal of the same people is part of the goal, not of its cover.
        var others = same.Where(child => child.Scope != goal.Scope).ToList();
        var coverage = others.Count == 0 ? null : new Coverage(others.Sum(child => child.Target), goal.Target, others.Count);
        return new GoalBranch(goal, coverage, branches);
    }
}
