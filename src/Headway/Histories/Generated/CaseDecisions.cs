using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>Gates, endings, reopenings and what is planned ahead.</summary>
internal sealed partial class CaseScript
{
    private bool LeaderDecides(Stage at) => DecideGate.DeedFor(at.Gate, opportunity!.GateAmount) == Deed.DecideLeadersGate;

    private void Decide(DateTimeOffset now, Stage at, GateWay way, string? reason, DateOnly? again)
    {
        var who = LeaderDecides(at) ? stage.People.LeaderOf(owner) : Owner;
        Append(DecideGate.Decide(Now(now, who), new DecideGate(at.Key, way, reason, again, opportunity!.Version, null, null)), who, now);
    }

    private void NotYetIfUnready(DateTimeOffset now, int phase)
    {
        if (opportunity is not { IsOpen: true } || Now(now, Owner)
            .Standing is not { GateIsReady: false } standing || standing.StageIndex != phase) return;
        NotYet(now, standing.Stage);
    }

    private DateOnly NotYet(DateTimeOffset now, Stage at)
    {
        var again = stage.People.Calendar.DayOf(now).AddDays(6 + random.NextBelow(16));
        Decide(now, at, GateWay.NotYet, InventedCustomer.Of(random, SentenceBank.NotYetReasons), again);
        return again;
    }

    /// <summary>The customer went on: the gate is due. The owner decides within days, a leader takes two or three weeks.</summary>
    private void Gate(DateTimeOffset now, int phase, int attempt)
    {
        if (!opportunity!.IsOpen) return;
        var leader = LeaderDecides(Process.Stages[phase]);
        var days = leader ? 4 + random.Exponential(16) : random.Exponential(2.5);
        At(On(stage.People.Calendar.DayOf(now.AddDays(Math.Min(40, days))), 9, 16), at => Pass(at, phase, attempt));
    }

    private void Pass(DateTimeOffset now, int phase, int attempt)
    {
        if (!opportunity!.IsOpen) return;
        var standing = Now(now, Owner).Standing;
        if (standing.StageIndex > phase) return;
        if (standing.StageIndex < phase)
        {
            At(now.AddDays(2), at => Pass(at, phase, attempt)); // An earlier gate still waits for somebody.
            return;
        }
        if (random.Chance(0.7)) AskWhatIsMissing(now, standing);
        var ready = Now(now, Owner).Standing.GateIsReady;
        if (attempt == 0 && random.Chance(ready ? 0.05 : 0.5))
        {
            var again = NotYet(now, standing.Stage);
            At(On(again), at => Pass(at, phase, 1));
            return;
        }
        Decide(now, standing.Stage, GateWay.Go, ready ? null : InventedCustomer.Of(random, SentenceBank.OverrideReasons), null);
    }

    private void AskWhatIsMissing(DateTimeOffset now, Standing standing)
    {
        foreach (var item in standing.NeededAt(standing.Stage).ToList())
            if (item.State is not OutcomeState.Confirmed && item.Outcome.Key != stage.Studied.Helpful)
                Do(now, x => RecordEvidence.Decide(x, Heard(item.Outcome.Key, true, now)));
    }

    private void PlotEnding(DateOnly ended)
    {
        var at = On(ended, 15);
        At(at.AddMinutes(-1), _ => over = true);
        var isLostOrSilent = course.Ending is Ending.Lost or Ending.NoDecision;
        if (isLostOrSilent && random.Chance(0.45)) At(at.AddMinutes(-30), RefuteSomething);
        var days = course.Ending == Ending.Lost && random.Chance(0.2) ? 1 + random.NextBelow(9) : 0;
        var closes = WrittenDown(ended, days, at);
        At(closes, now => Finish(now, ended));
        if (!isLostOrSilent || !random.Chance(stage.Parameters.ReopenedShare)) return;
        var reopened = closes.AddDays(10 + random.NextBelow(30));
        At(reopened, now => Append(ReopenOpportunity.Decide(Now(now, Owner),
            new ReopenOpportunity("They called back: the chosen way did not work out.")), Owner, now));
        var wins = random.Chance(0.35);
        At(reopened.AddDays(20 + random.NextBelow(30)), now =>
            CloseAs(now, wins ? Ending.Won : Ending.Lost, stage.People.Calendar.DayOf(now)));
    }

    /// <summary>When the closing is recorded: at once, some days late, or with others at the clean-up that ends the quarter.</summary>
    private DateTimeOffset WrittenDown(DateOnly ended, int daysLate, DateTimeOffset at)
    {
        if (course.Ending != Ending.NoDecision || !random.Chance(stage.Parameters.BatchShare)) return at.AddDays(daysLate);
        var last = stage.People.Calendar.QuarterOf(ended).Last;
        while (!CaseGenerator.IsWorkday(last)) last = last.AddDays(-1);
        return last > ended && last.DayNumber - ended.DayNumber < 60 ? On(last, 15) : at;
    }

    private void RefuteSomething(DateTimeOffset now)
    {
        var standing = Now(now, Owner).Standing;
        var open = standing.Stage.Outcomes.Where(o => !IsStudied(o.Key) && standing[o.Key].State is not OutcomeState.Confirmed).ToList();
        if (open.Count > 0) Do(now, x => RecordEvidence.Decide(x, Heard(InventedCustomer.Of(random, open).Key, false, now)));
    }

    private void Finish(DateTimeOffset now, DateOnly ended)
    {
        // What was learned in time and not written down is written down now, or closing would hide it from some and not from others.
        foreach (var key in unrecorded.Where(item => item.True <= now).Select(item => item.Outcome).Distinct().ToList())
            Record(now, [key], null);
        var today = stage.People.Calendar.DayOf(now);
        CloseAs(now, course.Ending!.Value, today.DayNumber - ended.DayNumber > CloseOpportunity.OwnerMayBackDateDays ? today : ended);
    }

    private void CloseAs(DateTimeOffset now, Ending ending, DateOnly on)
    {
        if (!opportunity!.IsOpen) return;
        switch (ending)
        {
            case Ending.Won: Win(now, on); break;
            case Ending.Lost: Close(now, new Closing.Lost(on, InventedCustomer.Of(random, SentenceBank.LostReasons))); break;
            case Ending.NoDecision:
                Close(now,
                new Closing.NoDecision(on, InventedCustomer.Of(random, SentenceBank.NoDecisionReasons))); break;
            case Ending.NoGo:
                Decide(now, Now(now, Owner).Standing.Stage, GateWay.NoGo, InventedCustomer.Of(random, SentenceBank.NoGoReasons), null);
                break;
        }
    }

    /// <summary>With the signature most sellers catch up on the gates they owe; some leave them skipped.</summary>
    private void Win(DateTimeOffset now, DateOnly on)
    {
        if (random.Chance(0.93))
            for (var standing = Now(now, Owner).Standing; !standing.IsReadyToClose; standing = Now(now, Owner).Standing)
            {
                AskWhatIsMissing(now, standing);
                var ready = Now(now, Owner).Standing.GateIsReady;
                Decide(now, standing.Stage, GateWay.Go, ready ? null : "They have signed; what is missing was settled on the way.", null);
            }
        var skipped = Now(now, Owner).Standing.IsReadyToClose ? null : "They signed faster than we kept the record.";
        var agreed = CaseGenerator.Rounded((double)(opportunity!.Amount?.Amount ?? course.Amount) * (0.86 + 0.14 * random.NextUniform()));
        Close(now, new Closing.Won(new Money(agreed, Nordhaven.Currency), on, [], skipped));
    }

    private void Close(DateTimeOffset now, Closing closing) => Do(now, x => CloseOpportunity.Decide(x, new CloseOpportunity(closing)));

    private void Void(DateTimeOffset now) => Close(
        now, new Closing.Void(stage.People.Calendar.DayOf(now), "Entered twice.",
            course.Number == 0 ? null : IdOf(stage.Seed, course.Number - 1)));

    /// <summary>Open cases have something planned: most in the next two weeks, a few overdue.</summary>
    private void PlotAhead()
    {
        if (!random.Chance(course.Slow ? 0.25 : 0.8)) return;
        var today = stage.People.Calendar.DayOf(stage.AsOf);
        var when = stage.AsOf.AddHours(-2 - random.NextBelow(96));
        var day = random.Chance(0.12) ? today.AddDays(-1 - random.NextBelow(4)) : today.AddDays(random.NextBelow(15));
        while (!CaseGenerator.IsWorkday(day)) day = day.AddDays(1);
        deeds.Enqueue(PlanSomething, (when > On(course.OpenedOn, 11, 12) ? when : stage.AsOf, order++));

        void PlanSomething(DateTimeOffset now)
        {
            if (opportunity is not { IsOpen: true } || Now(now, Owner).Standing.Stage.Activities is not { Length: > 0 } activities) return;
            var plan = new PlanActivity(new PlanId(Nordhaven.NextGuid(ids)), InventedCustomer.Of(random, activities).Key, day, null);
            Do(now, x => PlanActivity.Decide(x, plan));
        }
    }
}
