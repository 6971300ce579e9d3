using Headway.Access;
using Headway.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Closing_an_opportunity
{
    private readonly Scene scene = new();

    private Decision Close(Closing closing, Principal? who = null) =>
        scene.Do(who ?? Seller, at => CloseOpportunity.Decide(at, new CloseOpportunity(closing)));

    private Closing.Won Won(string? skipped = null, decimal amount = 25_000) => new(new Money(amount, "EUR"), scene.Today, [], skipped);

    [Fact]
    public void As_lost_keeps_to_whom_in_words_and_trims_it()
    {
        var scene = new Scene();
        var facts = Scene.Accepted(scene.Do(Scene.Seller, at => CloseOpportunity.Decide(
            at, new CloseOpportunity(new Closing.Lost(scene.Today, "A third cheaper", "  Brisk Pumps ")))));
        Assert.Equal("Brisk Pumps", Assert.IsType<Closing.Lost>(((OpportunityClosed)facts[0].Fact).Closing).To);
        var without = new Scene();
        Scene.Accepted(without.Do(Scene.Seller, at => CloseOpportunity.Decide(
            at, new CloseOpportunity(new Closing.Lost(without.Today, "A third cheaper", " ")))));
        Assert.Null(((Closing.Lost)without.Opportunity.Closing!).To);
        var wordy = new Scene();
        Scene.Refused("too-long", wordy.Do(Scene.Seller, at => CloseOpportunity.Decide(
            at, new CloseOpportunity(new Closing.Lost(wordy.Today, "Price", new string('x', 201))))));
    }

    [Fact]
    public void A_win_lists_the_gates_that_were_skipped_and_says_why()
    {
        scene.Go(Qualify, "x");
        Refused("skipped-reason-missing", Close(Won()));
        Accepted(Close(Won("They ordered by mail.")));
        var won = Assert.IsType<Closing.Won>(scene.Opportunity.Closing);
        Assert.Equal([Prove, Agree], won.SkippedGates);
        Assert.Equal(new Money(25_000, "EUR"), scene.Opportunity.Amount);
    }

    [Fact]
    public void A_win_with_every_gate_standing_skips_none()
    {
        scene.ReadyToClose();
        Accepted(Close(Won("not asked for")));
        var won = Assert.IsType<Closing.Won>(scene.Opportunity.Closing);
        Assert.Empty(won.SkippedGates);
        Assert.Null(won.SkippedReason);
    }

    [Fact]
    public void A_win_has_an_amount_that_can_be_one()
    {
        Refused("amount-negative", Close(Won("x", -1)));
        Refused("amount-too-large", Close(Won("x", 1_000_000_000_001)));
    }

    [Fact]
    public void The_other_endings_need_a_reason()
    {
        Refused("reason-missing", Close(new Closing.Lost(scene.Today, "")));
        Refused("reason-missing", Close(new Closing.NoDecision(scene.Today, " ")));
        Refused("reason-missing", Close(new Closing.Void(scene.Today, "", null)));
        Accepted(Close(new Closing.NoDecision(scene.Today, "They wait for the new year.")));
    }

    [Fact]
    public void No_go_is_decided_at_the_gate_only() =>
        Refused("decide-the-gate", Close(new Closing.NoGo(scene.Today, Qualify, "No pain.")));

    [Fact]
    public void A_merge_names_another_survivor()
    {
        Refused("survivor-is-itself", Close(new Closing.Void(scene.Today, "Twice.", Pumps)));
        Accepted(Close(new Closing.Void(scene.Today, "Twice.", Scene.Id(77, OpportunityId.Of))));
    }

    [Fact]
    public void The_owner_dates_it_back_14_days_and_a_leader_further()
    {
        scene.Now = Start.AddDays(250);
        Refused("too-far-back", Close(new Closing.Lost(scene.Today.AddDays(-15), "Price.")));
        Refused("in-the-future", Close(new Closing.Lost(scene.Today.AddDays(1), "Price.")));
        var day = scene.Today.AddDays(-14);
        var happened = Accepted(CloseOpportunity.Decide(scene.At(Seller), new CloseOpportunity(new Closing.Lost(day, "Price."))))[0];
        Assert.Equal(day, scene.Calendar.DayOf(happened.EffectiveAt));
        Accepted(Close(new Closing.Lost(scene.Today.AddDays(-200), "Price."), Leader));
    }

    [Fact]
    public void It_is_not_dated_before_the_opening_and_on_that_day_not_before_its_hour()
    {
        scene.Now = Start.AddDays(3);
        Refused("before-the-opening", Close(new Closing.Lost(scene.Today.AddDays(-4), "Price."), Leader));
        var late = new Scene(calendar: new Calendar(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland")));
        late.Append(new Happened(new OpportunityClosed(new Closing.Lost(late.Today, "Price.")), late.Now), Seller);
        var end = late.Calendar.EndOf(late.Today);
        late.Append(new Happened(new OpportunityReopened("They called."), end.AddMilliseconds(-500)), Seller);
        late.Now = end.AddHours(3);
        var closing = new CloseOpportunity(new Closing.Lost(late.Today.AddDays(-1), "Price."));
        Assert.Equal(end.AddMilliseconds(-500), Accepted(CloseOpportunity.Decide(late.At(Seller), closing))[0].EffectiveAt);
    }

    [Fact]
    public void After_a_reopening_it_is_not_dated_before_that()
    {
        Accepted(Close(new Closing.Lost(scene.Today, "Price.")));
        scene.Now = Start.AddDays(10);
        Accepted(scene.Do(Seller, at => ReopenOpportunity.Decide(at, new ReopenOpportunity("They called."))));
        scene.Now = Start.AddDays(12);
        Refused("before-the-opening", Close(new Closing.Lost(scene.Today.AddDays(-3), "Price.")));
        Accepted(Close(new Closing.Lost(scene.Today.AddDays(-2), "Price.")));
    }

    [Fact]
    public void What_changed_since_somebody_looked_is_answered_before_it_is_closed_or_opened_again()
    {
        var seen = scene.Opportunity.Version;
        scene.Record(scene.Said(Pain));
        var lost = new Closing.Lost(scene.Today, "Price.");
        Refused("changed-since-you-looked", CloseOpportunity.Decide(scene.At(Seller), new CloseOpportunity(lost, seen)));
        Accepted(scene.Do(Seller, at => CloseOpportunity.Decide(at, new CloseOpportunity(lost, seen + 1))));
        Refused("changed-since-you-looked", ReopenOpportunity.Decide(scene.At(Seller), new ReopenOpportunity("They called.", seen + 1)));
        Accepted(ReopenOpportunity.Decide(scene.At(Seller), new ReopenOpportunity("They called.", seen + 2)));
    }

    [Fact]
    public void Evidence_on_a_closed_one_is_taken_back_and_none_is_added()
    {
        var evidence = scene.Record(scene.Said(Pain));
        Accepted(Close(new Closing.Lost(scene.Today, "Price.")));
        Refused("closed", RecordEvidence.Decide(scene.At(Seller), scene.Said(Pain, supersedes: evidence)));
        Accepted(scene.Do(Seller, at => RetractEvidence.Decide(at, new RetractEvidence(evidence, "It was another customer."))));
        Assert.IsType<OutcomeState.Unknown>(scene.State(Pain));
        Assert.False(scene.Opportunity.IsOpen);
    }

    [Fact]
    public void A_closed_one_takes_nothing_but_a_reopening_and_retractions()
    {
        Accepted(Close(new Closing.Lost(scene.Today, "Price.")));
        var at = scene.At(Leader);
        Refused("closed", CloseOpportunity.Decide(at, new CloseOpportunity(Won("x"))));
        Refused("closed", RecordEvidence.Decide(at, scene.Said(Pain)));
        Refused("closed", PlanActivity.Decide(at, new PlanActivity(scene.NewPlan(), Meet, scene.Today, null)));
        Refused("closed", DoActivity.Decide(at, new DoActivity(null, Meet, [], [Pain, Criteria], null, scene.Now)));
        Refused("closed", WithdrawGo.Decide(at, new WithdrawGo(Qualify, "x")));
        Refused("closed", ChangeAmount.Decide(at, new ChangeAmount(null)));
        Refused("closed", ChangeExpectedClose.Decide(at, new ChangeExpectedClose(scene.Today)));
        Refused("closed", InvolveContact.Decide(at, new InvolveContact(Dora, DecisionRole.Signs, null)));
    }
}

public sealed class Reopening_an_opportunity
{
    private readonly Scene scene = new();

    private Decision Reopen(string reason = "They called again.", Principal? who = null) =>
        scene.Do(who ?? Seller, at => ReopenOpportunity.Decide(at, new ReopenOpportunity(reason)));

    private void Lose() => Accepted(
        scene.Do(Seller, at => CloseOpportunity.Decide(at, new CloseOpportunity(new Closing.Lost(scene.Today, "Price.")))));

    [Fact]
    public void Keeps_earlier_gos_and_starts_the_stage_clock_anew()
    {
        scene.Go(Qualify, "x");
        Lose();
        scene.Now = scene.Now.AddDays(10);
        Accepted(Reopen());
        Assert.True(scene.Opportunity.IsOpen);
        Assert.Equal((1, scene.Now), (scene.Standing.StageIndex, scene.Opportunity.StageClockFrom));
    }

    [Fact]
    public void After_a_no_go_keeps_it_as_a_record()
    {
        Accepted(scene.Do(Seller, at => DecideGate.Decide(at, scene.Gate(Qualify, GateWay.NoGo, "No pain."))));
        Accepted(Reopen());
        Assert.Equal(GateWay.NoGo, scene.Opportunity.Decisions.Single().Fact.Way);
        Assert.Equal(0, scene.Standing.StageIndex);
    }

    [Fact]
    public void Is_possible_on_the_180th_day_at_any_hour_and_not_on_the_next()
    {
        Lose();
        scene.Now = Start.AddDays(181).AddHours(-9); // 01:00 on the 181st day
        Refused("too-long-ago", Reopen());
        scene.Now = scene.Now.AddHours(-2); // 23:00 on the 180th day, more than 180 × 24 hours after 10:00
        Accepted(Reopen());
    }

    [Fact]
    public void Needs_a_closing_a_reason_and_a_person_who_may()
    {
        Refused("not-closed", Reopen());
        Lose();
        Refused("reason-missing", Reopen(""));
        Refused("not-yours", Reopen(who: OtherLeader));
        Refused("not-yours", Reopen(who: Administrator));
        Refused("people-decide", Reopen(who: Seller with { IsPerson = false }));
        Accepted(Reopen(who: Leader));
    }
}
