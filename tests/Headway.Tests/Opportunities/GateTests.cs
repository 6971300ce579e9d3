using Headway.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Deciding_a_gate
{
    private readonly Scene scene = new();

    private Decision Decide(GateWay way, string? reason = null, DateOnly? askAgainOn = null, StageKey? stage = null) =>
        DecideGate.Decide(scene.At(Seller), scene.Gate(stage ?? Qualify, way, reason, askAgainOn));

    private void Confirm(params OutcomeKey[] outcomes)
    {
        foreach (var outcome in outcomes) scene.Record(scene.Said(outcome));
    }

    [Fact]
    public void A_go_within_the_criteria_needs_no_words_and_moves_the_stage()
    {
        Confirm(Pain, Criteria);
        scene.Now = scene.Now.AddHours(2);
        scene.Go(Qualify, who: Seller);
        Assert.Equal((1, false), (scene.Standing.StageIndex, scene.Opportunity.Decisions[0].Fact.Override));
        Assert.Equal(scene.Now, scene.Opportunity.StageClockFrom);
    }

    [Fact]
    public void It_freezes_the_needed_outcomes_with_the_evidence_they_rest_on()
    {
        Confirm(Pain);
        var criteria = scene.Record(scene.Said(Criteria, confirms: false));
        scene.Go(Qualify, "The criteria follow next week.", Seller);
        var decided = scene.Opportunity.Decisions[0].Fact;
        Assert.Equal([OutcomeStanding.Confirmed, OutcomeStanding.Refuted], decided.Needed.Select(outcome => outcome.Standing));
        Assert.Equal(criteria, decided.Needed[1].Evidence.Single());
        Assert.Equal(scene.Opportunity.Version - 1, decided.SeenVersion);
    }

    [Fact]
    public void A_go_against_the_criteria_needs_a_reason_and_is_kept_as_an_override()
    {
        Confirm(Pain);
        Refused("reason-missing", Decide(GateWay.Go));
        scene.Go(Qualify, "  The buyer is on leave.  ", Seller);
        var decided = scene.Opportunity.Decisions[0].Fact;
        Assert.Equal((true, "The buyer is on leave."), (decided.Override, decided.Reason));
    }

    [Fact]
    public void A_go_below_the_floor_needs_a_reason_and_is_kept_as_an_override_of_its_own_kind()
    {
        Confirm(Pain, Criteria);
        var below = scene.Gate(Qualify, GateWay.Go, null, null) with { BelowFloor = true };
        Assert.Contains("below the floor", Assert.IsType<Decision.Refused>(DecideGate.Decide(scene.At(Seller), below)).Refusal.Sentence,
            StringComparison.Ordinal);
        GateDecided Kept(DecideGate command) => Assert.IsType<GateDecided>(
            Assert.IsType<Decision.Accepted>(DecideGate.Decide(scene.At(Seller), command)).Facts[0].Fact);
        var decided = Kept(below with { Reason = "They open a market for us." });
        Assert.Equal((true, (bool?)true), (decided.Override, decided.BelowFloor));
        // No floor is no override, and only a Go can be one.
        var without = Kept(below with { BelowFloor = false });
        Assert.Equal((false, (bool?)null), (without.Override, without.BelowFloor));
        var walked = Kept(below with { Way = GateWay.NoGo, Reason = "Too small." });
        Assert.Equal((false, (bool?)null), (walked.Override, walked.BelowFloor));
    }

    [Fact]
    public void A_go_both_against_the_criteria_and_below_the_floor_is_told_of_both()
    {
        Confirm(Pain);
        var both = scene.Gate(Qualify, GateWay.Go, null, null) with { BelowFloor = true };
        Assert.Contains("against the criteria and below the floor",
            Assert.IsType<Decision.Refused>(DecideGate.Decide(scene.At(Seller), both)).Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_outcome_makes_a_go_an_override()
    {
        Confirm(Pain, Criteria);
        scene.Now = scene.Now.AddDays(31);
        Refused("reason-missing", Decide(GateWay.Go));
    }

    [Fact]
    public void A_gate_asks_again_for_outcomes_of_earlier_stages_where_it_says_so()
    {
        Confirm(Pain, Criteria);
        scene.Go(Qualify);
        scene.Record(scene.Said(Pain, confirms: false));
        scene.Record(scene.Said(Signer));
        Refused("reason-missing", Decide(GateWay.Go, stage: Prove));
    }

    [Fact]
    public void Only_the_gate_of_the_present_stage_can_be_decided()
    {
        Refused("not-this-gate", Decide(GateWay.Go, "Early.", stage: Prove));
        Refused("not-this-gate", Decide(GateWay.NoGo, "Early.", stage: Agree));
    }

    [Fact]
    public void What_changed_since_the_decider_looked_is_answered_with_a_refusal()
    {
        var seen = scene.Gate(Qualify, GateWay.Go, "Looks good.");
        Confirm(Pain);
        Refused("changed-since-you-looked", DecideGate.Decide(scene.At(Seller), seen));
    }

    [Fact]
    public void Not_yet_says_what_is_missing_and_a_day_to_come()
    {
        Refused("reason-missing", Decide(GateWay.NotYet, askAgainOn: scene.Today.AddDays(1)));
        Refused("day-missing", Decide(GateWay.NotYet, "The signer."));
        Refused("day-missing", Decide(GateWay.NotYet, "The signer.", scene.Today));
        Accepted(scene.Do(Seller, at => DecideGate.Decide(at, scene.Gate(Qualify, GateWay.NotYet, "The signer.", scene.Today.AddDays(1)))));
        Accepted(scene.Do(Seller, at => DecideGate.Decide(at, scene.Gate(Qualify, GateWay.NotYet, "Still.", scene.Today.AddDays(9)))));
        Assert.True(scene.Opportunity.IsOpen);
        Assert.Equal((0, Start), (scene.Standing.StageIndex, scene.Opportunity.StageClockFrom));
        Assert.Equal(scene.Today.AddDays(9), scene.Opportunity.LastDecisionOn(Qualify)!.Fact.AskAgainOn);
    }

    [Fact]
    public void A_no_go_needs_a_reason_and_closes_in_the_same_append()
    {
        Refused("reason-missing", Decide(GateWay.NoGo));
        var facts = Accepted(scene.Do(Seller, at => DecideGate.Decide(at, scene.Gate(Qualify, GateWay.NoGo, "No pain."))));
        Assert.Collection(facts,
            happened => Assert.Equal(GateWay.NoGo, Assert.IsType<GateDecided>(happened.Fact).Way),
            happened => Assert.Equal(
                new Closing.NoGo(scene.Today, Qualify, "No pain."), Assert.IsType<OpportunityClosed>(happened.Fact).Closing));
        Refused("closed", Decide(GateWay.Go, "Again."));
    }

    [Fact]
    public void At_ready_to_close_only_a_no_go_decides_the_last_gate_anew()
    {
        scene.ReadyToClose();
        Assert.Equal("Ready to close", scene.Standing.StageName);
        Refused("all-gates-passed", DecideGate.Decide(scene.At(Leader), scene.Gate(Agree, GateWay.Go)));
        Refused("all-gates-passed", DecideGate.Decide(scene.At(Leader), scene.Gate(Prove, GateWay.NoGo, "No.")));
        Accepted(scene.Do(Leader, at => DecideGate.Decide(at, scene.Gate(Agree, GateWay.NoGo, "They cannot pay."))));
        Assert.IsType<Closing.NoGo>(scene.Opportunity.Closing);
    }

    [Fact]
    public void After_such_a_no_go_and_a_reopening_the_last_gate_is_to_be_decided_again()
    {
        scene.ReadyToClose();
        Accepted(scene.Do(Leader, at => DecideGate.Decide(at, scene.Gate(Agree, GateWay.NoGo, "They cannot pay."))));
        Accepted(scene.Do(Leader, at => ReopenOpportunity.Decide(at, new ReopenOpportunity("They found a bank."))));
        Assert.Equal(Agree, scene.Standing.Stage.Key);
        Assert.False(scene.Standing.IsReadyToClose);
        scene.Go(Agree);
        Assert.True(scene.Standing.IsReadyToClose);
    }

    [Fact]
    public void A_go_stands_although_its_evidence_goes_and_is_shown_as_no_longer_supported()
    {
        Confirm(Pain);
        var criteria = scene.Record(scene.Said(Criteria));
        scene.Go(Qualify);
        Assert.Empty(scene.Standing.GosNoLongerSupported);
        Accepted(scene.Do(Seller, at => RetractEvidence.Decide(at, new RetractEvidence(criteria, "Misheard."))));
        Assert.Equal((1, Qualify), (scene.Standing.StageIndex, scene.Standing.GosNoLongerSupported.Single().Key));
        var frozen = scene.Opportunity.Decisions[0].Fact.Needed[1];
        Assert.Equal((OutcomeStanding.Confirmed, criteria), (frozen.Standing, frozen.Evidence.Single()));
    }

    [Fact]
    public void Also_an_override_is_watched_for_what_it_was_given_with_and_not_for_what_it_was_given_without()
    {
        var pain = scene.Record(scene.Said(Pain));
        scene.Go(Qualify, "The criteria follow next week.");
        Assert.Empty(scene.Standing.GosNoLongerSupported);
        scene.Now = scene.Now.AddDays(31);
        Assert.Equal(Qualify, scene.Standing.GosNoLongerSupported.Single().Key); // stale
        scene.Record(scene.Said(Pain));
        Assert.Empty(scene.Standing.GosNoLongerSupported);
        scene.Record(scene.Said(Pain, confirms: false));
        Assert.Equal(Qualify, scene.Standing.GosNoLongerSupported.Single().Key); // refuted
        Assert.Equal(pain, scene.Opportunity.Decisions[0].Fact.Needed[0].Evidence.Single());
    }

    [Fact]
    public void A_reason_is_bounded_even_where_none_is_needed()
    {
        Confirm(Pain, Criteria);
        Refused("too-long", Decide(GateWay.Go, new string('x', 2_001)));
    }
}

public sealed class Who_decides_a_gate
{
    [Fact]
    public void The_leader_from_an_amount_on_and_the_seller_below_it()
    {
        foreach (var (amount, sellerMay) in new (decimal?, bool)[] { (49_999.99m, true), (50_000, false), (null, false) })
        {
            var scene = new Scene(amount: amount);
            scene.Go(Qualify, "Known customer.");
            var decision = DecideGate.Decide(scene.At(Seller), scene.Gate(Prove, GateWay.Go, "Known customer."));
            if (sellerMay) Accepted(decision);
            else Refused("leader-decides", decision);
            Accepted(DecideGate.Decide(scene.At(Leader), scene.Gate(Prove, GateWay.Go, "Known customer.")));
        }
    }

    [Fact]
    public void By_the_highest_amount_since_the_stage_began_so_that_lowering_it_does_not_evade_the_leader()
    {
        var scene = new Scene(amount: 60_000);
        scene.Go(Qualify, "Known customer.");
        Accepted(scene.Do(Seller, at => ChangeAmount.Decide(at, new ChangeAmount(new Money(49_000, "EUR")))));
        Refused("leader-decides", DecideGate.Decide(scene.At(Seller), scene.Gate(Prove, GateWay.Go, "Known customer.")));
        Accepted(scene.Do(Seller, at => CloseOpportunity.Decide(at, new CloseOpportunity(new Closing.Lost(scene.Today, "Price.")))));
        Accepted(scene.Do(Seller, at => ReopenOpportunity.Decide(at, new ReopenOpportunity("They called."))));
        Refused("leader-decides", DecideGate.Decide(scene.At(Seller), scene.Gate(Prove, GateWay.Go, "Known customer.")));
        scene.Go(Prove, "Known customer.");
        Refused("leader-decides", WithdrawGo.Decide(scene.At(Seller), new WithdrawGo(Prove, "It is smaller now.")));
        Assert.Equal(new Money(49_000, "EUR"), scene.Opportunity.GateAmount);
    }

    [Fact]
    public void A_leader_who_owns_it_himself_only_while_nobody_stands_above_him_and_that_is_marked()
    {
        var boss = Id(20, Headway.PersonId.Of);
        var leading = Seller with { Roles = [Headway.Access.Role.Seller, Headway.Access.Role.Leader], LedTeams = [North] };
        var above = Leader with { Person = boss };
        var scene = new Scene();
        scene.Go(Qualify, "x", leading);
        scene.Go(Prove, "x", leading);
        var gate = scene.Gate(Agree, GateWay.Go, "x");
        Refused("leader-decides", DecideGate.Decide(scene.At(leading) with { LeaderAbove = boss }, gate));
        Assert.Null(Decided(DecideGate.Decide(scene.At(above) with { LeaderAbove = boss }, gate)).OwnGate);
        Assert.True(Decided(DecideGate.Decide(scene.At(leading), gate)).OwnGate);
        Assert.Null(scene.Opportunity.Decisions[0].Fact.OwnGate);

        static GateDecided Decided(Decision decision) => Assert.IsType<GateDecided>(Accepted(decision)[0].Fact);
    }

    [Fact]
    public void The_leader_above_is_the_next_one_up_who_is_not_the_owner()
    {
        var (top, boss) = (Id(21, Headway.TeamId.Of), Id(20, Headway.PersonId.Of));
        Headway.Access.Team[] teams = [new(top, "All", null, boss), new(South, "South", top, null), new(North, "North", South, Lea)];
        Headway.PersonId? Above(Headway.PersonId owner, Headway.TeamId? team) => Headway.Access.Authority.LeaderAbove(owner, team, teams);
        Assert.Equal((Lea, boss, null), (Above(Ana, North), Above(Lea, North), Above(boss, top)));
        Assert.Null(Above(Ana, null));
    }

    [Fact]
    public void A_leaders_gate_is_not_the_sellers_whatever_he_answers()
    {
        var scene = new Scene();
        scene.Go(Qualify, "x");
        scene.Go(Prove, "x");
        foreach (var way in Enum.GetValues<GateWay>())
            Refused("leader-decides", DecideGate.Decide(scene.At(Seller), scene.Gate(Agree, way, "x", scene.Today.AddDays(1))));
    }

    [Fact]
    public void Nobody_who_is_neither_owner_nor_the_owners_leader()
    {
        var scene = new Scene();
        foreach (var who in new[] { OtherSeller, OtherLeader, Administrator, Viewer, ProcessOwner })
            Refused("not-yours", DecideGate.Decide(scene.At(who), scene.Gate(Qualify, GateWay.Go, "I may.")));
    }

    [Fact]
    public void No_assistant_or_token_in_anybodys_name()
    {
        var scene = new Scene();
        foreach (var who in new[] { Seller, Leader })
            Refused("people-decide", DecideGate.Decide(scene.At(who with { IsPerson = false }), scene.Gate(Qualify, GateWay.Go, "I may.")));
    }
}

public sealed class Withdrawing_a_go
{
    private readonly Scene scene = new();

    private Decision Withdraw(StageKey stage, Headway.Access.Principal who, string reason = "It no longer holds.") =>
        scene.Do(who, at => WithdrawGo.Decide(at, new WithdrawGo(stage, reason)));

    [Fact]
    public void Falls_back_to_that_stage_and_later_gates_are_decided_again()
    {
        scene.ReadyToClose();
        Accepted(Withdraw(Prove, Leader));
        Assert.Equal(1, scene.Standing.StageIndex);
        Assert.Equal([Qualify], scene.Opportunity.Gos.Keys);
        Assert.Equal(3, scene.Opportunity.Decisions.Count);
        scene.Go(Prove);
        Assert.Equal(2, scene.Standing.StageIndex);
    }

    [Fact]
    public void Does_so_also_when_the_clock_went_back_between_the_gos()
    {
        scene.Go(Qualify, "x");
        scene.Now = scene.Now.AddMinutes(-5);
        scene.Go(Prove, "x");
        Accepted(Withdraw(Qualify, Leader));
        Assert.Empty(scene.Opportunity.Gos);
    }

    [Fact]
    public void Does_so_also_when_all_gos_bear_the_same_time()
    {
        scene.Go(Qualify, "x");
        scene.Go(Prove, "x");
        scene.Go(Agree, "x");
        Accepted(Withdraw(Prove, Leader));
        Assert.Equal([Qualify], scene.Opportunity.Gos.Keys);
    }

    [Fact]
    public void Needs_a_standing_go_and_a_reason()
    {
        Refused("no-standing-go", Withdraw(Qualify, Leader));
        scene.Go(Qualify, "x");
        Refused("reason-missing", Withdraw(Qualify, Leader, " "));
    }

    [Fact]
    public void Answers_first_with_what_changed_since_somebody_looked()
    {
        scene.Go(Qualify, "x");
        var seen = new WithdrawGo(Qualify, "It no longer holds.", scene.Opportunity.Version);
        scene.Record(scene.Said(Pain));
        Refused("changed-since-you-looked", WithdrawGo.Decide(scene.At(Leader), seen));
        Accepted(WithdrawGo.Decide(scene.At(Leader), seen with { SeenVersion = scene.Opportunity.Version }));
    }

    [Fact]
    public void Is_for_whoever_may_decide_that_gate()
    {
        scene.ReadyToClose();
        Refused("leader-decides", Withdraw(Agree, Seller));
        Refused("not-yours", Withdraw(Qualify, Administrator));
        Refused("people-decide", Withdraw(Qualify, Leader with { IsPerson = false }));
        Accepted(Withdraw(Qualify, Seller));
    }
}
