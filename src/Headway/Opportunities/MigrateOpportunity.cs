using System.Collections.Immutable;
using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>What moving an opportunity to another version of its process, or to another process, would bring (rules 21 and 23).</summary>
/// <param name="From">The stage it stands in; null = Ready to close.</param>
/// <param name="To">The stage it would stand in; null = Ready to close.</param>
/// <param name="TakenOver">Stages before <paramref name="To"/> without a Go of their own: somebody has to vouch for them.</param>
/// <param name="Dormant">Outcomes with evidence that counts and that the new version does not know; the evidence stays.</param>
/// <param name="Dropped">Planned activities that the new version does not know.</param>
public sealed record Migration(
    Process Version, Stage? From, Stage? To, ImmutableArray<Stage> TakenOver, ImmutableArray<OutcomeKey> Dormant,
    ImmutableArray<Plan> Dropped)
{
    /// <summary>It stands in the stage with the same permanent key as before.</summary>
    public bool SameStage => From?.Key == To?.Key;

    /// <summary>
    /// A stage is the same when its permanent key is. The opportunity stays in its stage when the new version has it, and otherwise comes
    /// to the first one after the last that a Go carries over.
    /// </summary>
    public static Migration Of(Opportunity opportunity, Process from, Process to)
    {
        var standsIn = from.Stages.FirstOrDefault(stage => !opportunity.Gos.ContainsKey(stage.Key));
        var carried = to.Stages.Select((stage, at) => opportunity.Gos.ContainsKey(stage.Key) ? at : -1).DefaultIfEmpty(-1).Max();
        var at = standsIn is not null && to.IndexOf(standsIn.Key) is >= 0 and var same ? same : carried + 1;
        return new Migration(
            to, standsIn, at < to.Stages.Length ? to.Stages[at] : null,
            [.. to.Stages.Take(at).Where(stage => !opportunity.Gos.ContainsKey(stage.Key))],
            [.. opportunity.Evidence.Where(evidence => evidence.Counts).Select(evidence => evidence.Fact.Outcome).Distinct()
                .Where(outcome => to.FindOutcome(outcome) is null)],
            [.. opportunity.Plans.Where(plan => to.FindActivity(plan.Activity) is null)]);
    }
}

/// <summary>Move an open opportunity to another version or process. No evidence is invented and none is lost.</summary>
/// <param name="Reason">Why stages that no Go carries over count as passed; needed only when there are such.</param>
/// <param name="SeenVersion">As for a closing (rule 30).</param>
public sealed record MigrateOpportunity(string? Reason, int? SeenVersion = null)
{
    /// <param name="to">A published version, in use.</param>
    public static Decision Decide(Situation at, Process to, MigrateOpportunity command)
    {
        if ((at.Refuses(Deed.Migrate) ?? at.RefusesWhenClosed() ?? at.RefusesUnseen(command.SeenVersion)) is { } no) return no;
        if (to.Key == at.Process.Key && to.Version == at.Process.Version)
            return Decision.Refuse("nothing-changed", $"{at.Opportunity.Name} follows version {to.Version} already.");
        var migration = Migration.Of(at.Opportunity, at.Process, to);
        if (!migration.TakenOver.IsEmpty
            && at.RefusesEmpty(command.Reason, "reason-missing", $"Say why {Named(migration.TakenOver)} can count as passed; "
                + "nobody decided it, and your name stands beside it.") is { } empty) return empty;
        if (at.RefusesLong(command.Reason) is { } tooLong) return tooLong;
        var reason = migration.TakenOver.IsEmpty ? null : command.Reason!.Trim();
        var moved = new OpportunityMigrated(
            to.Key, to.Version, [.. migration.TakenOver.Select(stage => stage.Key)], reason, migration.SameStage);
        return Decision.Accept([
            new Happened(moved, at.Now),
            .. migration.Dropped.Select(plan => new Happened(new ActivityDropped(
                plan.Id, $"Version {to.Version} of {to.Name} no longer has this activity."), at.Now)),
        ]);
    }

    private static string Named(ImmutableArray<Stage> stages) => string.Join(" and ", stages.Select(stage => $"“{stage.Name}”"));
}
