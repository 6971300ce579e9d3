using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>What happens when: the customer's hidden road becomes deeds of the seller.</summary>
internal sealed partial class CaseScript
{
    private void Plot()
    {
        Open(On(course.OpenedOn, 8, 10));
        if (course.Void)
        {
            At(On(course.OpenedOn.AddDays(3 + random.NextBelow(10))), Void);
            return;
        }
        LearnStudied(stage.Studied.Helpful, course.HelpfulWeek);
        LearnStudied(stage.Studied.Null, course.NullWeek);
        LearnStudied(stage.Studied.Confounded, course.ConfoundedWeek);
        for (var phase = 0; phase < course.PhaseDays.Length; phase++) Phase(phase);
        var lastDay = course.EndedOn ?? stage.People.Calendar.DayOf(stage.AsOf).AddDays(1);
        for (var day = course.OpenedOn.AddDays(6); day < lastDay; day = day.AddDays(7)) At(On(day), Tend);
        if (course.EndedOn is { } ended) PlotEnding(ended);
        else PlotAhead();
        if (random.Chance(0.03)) At(On(course.OpenedOn.AddDays(28 + random.NextBelow(40))), HandOver);
        if (random.Chance(0.25)) At(On(course.OpenedOn.AddDays(10 + random.NextBelow(60))), ChangeTheAmount);
    }

    private void Open(DateTimeOffset now)
    {
        var expected = course.OpenedOn.AddDays(80 + random.NextBelow(90));
        expected = new DateOnly(expected.Year, expected.Month, DateTime.DaysInMonth(expected.Year, expected.Month));
        Money? amount = random.Chance(0.04) ? null : new Money(course.Amount, Nordhaven.Currency);
        var command = new OpenOpportunity(
            Id, InventedCustomer.NameOf(random, course.Segment), customer.Id, Owner.Person, amount, random.Chance(0.05) ? null : expected,
                now);
        At(now, at => Append(OpenOpportunity.Decide(command, Process, Owner, Owner.Team, at), Owner, at));
        if (amount is null)
            At(On(course.OpenedOn.AddDays(14)), at =>
                Do(at, x => ChangeAmount.Decide(x, new ChangeAmount(new Money(course.Amount, Nordhaven.Currency)))));
        DecisionRole[] roles = [DecisionRole.Sponsor, DecisionRole.Decides, DecisionRole.Signs, DecisionRole.Uses, DecisionRole.Advises,
            DecisionRole.CanStop];
        for (var i = 0; i < customer.Contacts.Length && i < 1 + course.PhaseDays.Length; i++)
        {
            var (contact, role) = (customer.Contacts[i].Id, roles[i]);
            At(i == 0 ? now.AddMinutes(5) : On(course.PhaseDays[i - 1], 13),
                at => Do(at, x => InvolveContact.Decide(x, new InvolveContact(contact, role, null))));
        }
    }

    /// <summary>A studied outcome is confirmed at the start of its week, or not by then; a few of the latter are told no, to no
    /// effect.</summary>
    private void LearnStudied(OutcomeKey key, int? week)
    {
        if (week is { } learned) Learn([key], On(course.OpenedOn.AddDays(7 * (learned - 1)), 11), true);
        else if (random.Chance(0.12)) Learn([key], On(course.OpenedOn.AddDays(7 * random.NextBelow(3)), 11), false);
    }

    /// <summary>While the customer is in a phase its outcomes come to light; when he goes on, what was still open is asked and the gate
    /// decided.</summary>
    private void Phase(int phase)
    {
        var entered = course.PhaseDays[phase];
        var left = phase + 1 < course.PhaseDays.Length ? course.PhaseDays[phase + 1] : (DateOnly?)null;
        var until = left ?? course.EndedOn ?? stage.People.Calendar.DayOf(stage.AsOf);
        var isLast = phase == Process.Stages.Length - 1;
        var open = Process.Stages[phase].Outcomes.Where(outcome => !IsStudied(outcome.Key)).ToList();
        for (var day = entered.AddDays(1); day <= until && open.Count > 0; day = day.AddDays(5 + random.NextBelow(4)))
        {
            // What the last gate needs is nearly the win itself; it comes with the signature (PlotEnding).
            var learned = open.Where(o => !(isLast && o.Needed)
                && random.Chance((o.Needed ? 0.40 : 0.12) * (course.Slow ? 0.3 : 1))).ToList();
            // The last needed answer comes when the customer goes on: until then the gate is not ready, whatever else is known.
            if (!open.Exists(o => o.Needed && !learned.Contains(o)) && learned.FindLastIndex(o => o.Needed) is >= 0 and var final)
                learned.RemoveAt(final);
            open.RemoveAll(learned.Contains);
            if (learned.Count > 0) Learn([.. learned.Select(o => o.Key)], On(day), true);
            else if (!course.Slow && random.Chance(0.15)) At(On(day), at => NothingNew(at, phase));
            if (random.Chance(0.03) && open.Count > 0) Learn([open[0].Key], On(day), false);
            if (!isLast && random.Chance(0.02)) At(On(day, 15), at => NotYetIfUnready(at, phase));
        }
        if (left is not { } on) return;
        var missing = Process.Stages[phase].Outcomes.Where(o => o.Needed && o.Key != stage.Studied.Helpful && open.Contains(o)
            && random.Chance(0.9)).Select(o => o.Key).ToList();
        if (missing.Count > 0) Learn([.. missing], On(on, 9, 12), true);
        At(On(on, 14), at => Gate(at, phase, 0));
    }

    private bool IsStudied(OutcomeKey key) => key == stage.Studied.Helpful || key == stage.Studied.Null || key == stage.Studied.Confounded;

    private void Learn(ImmutableArray<OutcomeKey> keys, DateTimeOffset at, bool confirms)
    {
        var late = random.Chance(stage.Parameters.LateShare) ? 2 + random.NextBelow(random.Chance(0.2) ? 26 : 9) : 0;
        foreach (var key in keys) unrecorded.Add((at, key, confirms));
        if (random.Chance(0.4) && Pursuing(keys[0]) is { } planned && at.AddDays(-3) is var early && early > On(course.OpenedOn, 11, 12))
        {
            var plan = new PlanId(Nordhaven.NextGuid(ids));
            At(early, now => Do(now, x =>
                PlanActivity.Decide(x, new PlanActivity(plan, planned.Key, stage.People.Calendar.DayOf(at), null))));
            At(at.AddDays(late), now => Record(now, keys, plan));
            return;
        }
        At(at.AddDays(late), now => Record(now, keys, null));
    }

    private Activity? Pursuing(OutcomeKey key) => Process.Activities.FirstOrDefault(activity => activity.Pursues.Contains(key));

    /// <summary>Record what is true by now and not yet written down about these outcomes, as the result of an activity or on its
    /// own.</summary>
    private void Record(DateTimeOffset now, ImmutableArray<OutcomeKey> keys, PlanId? plan)
    {
        var heard = unrecorded.Where(item => keys.Contains(item.Outcome) && item.True <= now).ToList();
        unrecorded.RemoveAll(heard.Contains);
        if (heard.Count == 0 || !opportunity!.IsOpen) return;
        var evidence = heard.DistinctBy(item => item.Outcome).Select(item => Heard(item.Outcome, item.Confirms, item.True)).ToList();
        if (Pursuing(evidence[0].Outcome) is { } activity && (plan is not null || random.Chance(0.6)))
        {
            var learned = evidence.Where(e => activity.Pursues.Contains(e.Outcome)).ToImmutableArray();
            var kept = plan is { } id && opportunity.Plans.Exists(p => p.Id == id && p.Activity == activity.Key) ? plan : null;
            var minutes = activity.EffortMinutes is { } usual ? Math.Max(10, usual / 5 * (3 + random.NextBelow(5))) : (int?)null;
            var done = new DoActivity(
                kept, activity.Key, learned, [.. activity.Pursues.Except(learned.Select(e => e.Outcome))], minutes, learned[0].EffectiveAt);
            Do(now, x => DoActivity.Decide(x, done));
            evidence.RemoveAll(learned.Contains);
        }
        foreach (var e in evidence) Do(now, x => RecordEvidence.Decide(x, e));
        if (random.Chance(0.02) && heard.Find(item => !IsStudied(item.Outcome)).Outcome is { Value: not null } key) CorrectLater(now, key);
    }

    private void CorrectLater(DateTimeOffset now, OutcomeKey key) => At(now.AddDays(1 + random.NextBelow(8)), at =>
    {
        var wrong = opportunity!.Evidence.FindLast(e => e.Fact.Outcome == key && e.Retraction is null && e.Recorder == Owner.Person);
        if (wrong is null) return;
        if (random.Chance(0.6)) Do(at, x => RecordEvidence.Decide(x, Heard(key, true, wrong.EffectiveAt, wrong.Id)));
        else Do(at, x => RetractEvidence.Decide(x, new RetractEvidence(wrong.Id, "Recorded on the wrong opportunity.")));
    });

    private void NothingNew(DateTimeOffset now, int phase)
    {
        var activities = Process.Stages[phase].Activities;
        if (activities.Length == 0) return;
        var activity = InventedCustomer.Of(random, activities);
        Do(now, x => DoActivity.Decide(x, new DoActivity(null, activity.Key, [], activity.Pursues, activity.EffortMinutes, now)));
    }

    private void ChangeTheAmount(DateTimeOffset now)
    {
        if (opportunity!.Amount is not { } old) return;
        var amount = new Money(CaseGenerator.Rounded((double)old.Amount * random.LogNormal(0, 0.2)), old.Currency);
        if (amount != old) Do(now, x => ChangeAmount.Decide(x, new ChangeAmount(amount)));
    }

    private void HandOver(DateTimeOffset now)
    {
        if (!opportunity!.IsOpen) return;
        var team = GeneratedCase.TeamOf(owner) * 4;
        var next = team + ((owner - team + 1 + random.NextBelow(3)) % 4);
        var leader = stage.People.LeaderOf(owner);
        Append(ChangeOwner.Decide(Now(now, leader), new ChangeOwner(stage.People.Sellers[next].Id, "Spreading the load."),
            stage.People.Sellers[next]), leader, now);
        owner = next;
    }

    /// <summary>Once a week: put an overtaken closing date off, and ask again what goes stale.</summary>
    private void Tend(DateTimeOffset now)
    {
        if (!opportunity!.IsOpen || over) return;
        var today = stage.People.Calendar.DayOf(now);
        if (opportunity.ExpectedClose is { } expected && expected <= today && random.Chance(0.5))
            Do(now, x => ChangeExpectedClose.Decide(x, new ChangeExpectedClose(today.AddDays(21 + random.NextBelow(60)))));
        var standing = Now(now, Owner).Standing;
        foreach (var item in standing.Process.Stages.Take(standing.StageIndex).SelectMany(standing.NeededAt).ToList())
            if (IsGoingStale(item.State, now) && random.Chance(course.Slow ? 0.05 : 0.5))
                Do(now, x => RecordEvidence.Decide(x, Heard(item.Outcome.Key, true, now)));
    }

    private static bool IsGoingStale(OutcomeState state, DateTimeOffset now) =>
        state is OutcomeState.Stale || (state is OutcomeState.Confirmed { FreshUntil: { } until } && until < now.AddDays(10));
}
