using System.Collections.Immutable;
using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>Plan something a seller will do.</summary>
public sealed record PlanActivity(PlanId Id, ActivityKey Activity, DateOnly On, string? Note)
{
    public static Decision Decide(Situation at, PlanActivity command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed()) is { } no) return no;
        if (at.Process.FindActivity(command.Activity) is null)
            return Decision.Refuse(
                "activity-outside-process", $"“{command.Activity}” is no activity of {at.Process.Name}; choose one of the process.");
        if (at.Opportunity.Plans.Exists(plan => plan.Id == command.Id))
            return Decision.Refuse("already-planned", "This is planned already.");
        if (at.RefusesLong(command.Note) is { } tooLong) return tooLong;
        return Decision.Accept(new Happened(new ActivityPlanned(command.Id, command.Activity, command.On, command.Note), at.Now));
    }
}

/// <summary>Let a plan go.</summary>
public sealed record DropActivity(PlanId Plan, string Reason)
{
    public static Decision Decide(Situation at, DropActivity command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed() ?? at.RefusesLong(command.Reason)) is { } no) return no;
        if (!at.Opportunity.Plans.Exists(plan => plan.Id == command.Plan))
            return Decision.Refuse("plan-unknown", "There is no such plan; it was done or dropped already.");
        return Decision.Accept(new Happened(new ActivityDropped(command.Plan, command.Reason), at.Now));
    }
}

/// <summary>
/// Say what an activity brought: one result for every outcome it pursues (rule 10). It moves nothing by itself; evidence does.
/// </summary>
/// <param name="Learned">Outcome → evidence; a pursued outcome that is missing here brought nothing new.</param>
/// <param name="NothingNew">Pursued outcomes for which nothing new was learned. Together with <paramref name="Learned"/> they cover
/// all.</param>
public sealed record DoActivity(
    PlanId? Plan, ActivityKey Activity, ImmutableArray<RecordEvidence> Learned, ImmutableArray<OutcomeKey> NothingNew, int? Minutes,
    DateTimeOffset EffectiveAt)
{
    /// <summary>
    /// How long before the opening an activity may lie: a first talk often precedes the record, but hours older than a month were not
    /// spent on this opportunity. Evidence may be older (rule 4): what the customer said then can still be true.
    /// </summary>
    public const int MayPrecedeOpeningDays = 30;

    public static Decision Decide(Situation at, DoActivity command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed() ?? at.RefusesFuture(command.EffectiveAt)) is { } no) return no;
        if (at.Process.FindActivity(command.Activity) is not { } activity)
            return Decision.Refuse(
                "activity-outside-process", $"“{command.Activity}” is no activity of {at.Process.Name}; choose one of the process.");
        var earliest = at.Calendar.DayOf(at.Opportunity.OpenedAt).AddDays(-MayPrecedeOpeningDays);
        if (at.Calendar.DayOf(command.EffectiveAt) < earliest)
            return Decision.Refuse("before-the-opening",
                $"That lies more than {MayPrecedeOpeningDays} days before the opening; what was learned then can be recorded as evidence.");
        if (RefusesPlan(at, command.Plan, activity) is { } notThisPlan) return notThisPlan;
        if (command.Minutes is < 0 or > 24 * 60) return Decision.Refuse("minutes-out-of-range", "Minutes are between 0 and 1440.");
        var answered = command.Learned.Select(learned => learned.Outcome).Concat(command.NothingNew).ToList();
        if (activity.Pursues.Except(answered).ToList() is [var missing, ..])
            return Decision.Refuse("result-missing",
                $"What do we know now about “{at.Process.FindOutcome(missing)?.Statement}”? Say it, or say that nothing new was learned.");
        if (answered.Except(activity.Pursues).ToList() is [var extra, ..])
            return Decision.Refuse("outcome-not-pursued", $"“{activity.Name}” does not pursue “{extra}”; record that evidence on its own.");
        if (answered.Count != answered.Distinct().Count())
            return Decision.Refuse("result-twice", "Give one result for each outcome.");
        // Each is checked against the opportunity as it was before this append, so two alike would both pass below.
        if (HasRepeats(command.Learned.Select(learned => learned.Id)))
            return Decision.Refuse("already-recorded", "Two results carry the same evidence; give each its own.");
        if (HasRepeats(command.Learned.Select(learned => learned.Supersedes).OfType<EvidenceId>()))
            return Decision.Refuse("already-retracted", "Two results supersede the same evidence; let one of them do so.");
        return Learn(at, command, activity);
    }

    private static Refusal? RefusesPlan(Situation at, PlanId? id, Activity activity)
    {
        if (id is null) return null;
        if (at.Opportunity.Plans.Find(plan => plan.Id == id) is not { } plan)
            return new Refusal("plan-unknown", "There is no such plan; it was done or dropped already.");
        return plan.Activity == activity.Key ? null : new Refusal(
            "plan-of-another-activity",
            $"That plan is for another activity, not for “{activity.Name}”; leave the plan out, or do what it says.");
    }

    private static bool HasRepeats(IEnumerable<EvidenceId> ids) => ids.GroupBy(id => id).Any(same => same.Skip(1).Any());

    private static Decision Learn(Situation at, DoActivity command, Activity activity)
    {
        var facts = new List<Happened>();
        foreach (var learned in command.Learned)
        {
            var decision = RecordEvidence.Decide(at, learned);
            if (decision is not Decision.Accepted accepted) return decision;
            facts.AddRange(accepted.Facts);
        }
        var results = activity.Pursues.Select(outcome => new ActivityResult(
            outcome, command.Learned.FirstOrDefault(learned => learned.Outcome == outcome)?.Id));
        facts.Add(new Happened(new ActivityDone(command.Plan, command.Activity, [.. results], command.Minutes), command.EffectiveAt));
        return Decision.Accept([.. facts]);
    }
}
