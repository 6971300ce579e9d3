using Headway.Access;
using Headway.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Undoing_the_last_change
{
    private readonly Scene scene = new();

    private Decision Undo(Principal? who = null, int? seen = null) =>
        scene.Do(who ?? Seller, at => UndoLast.Decide(at, new UndoLast(seen)));

    private void Later(int minutes = 1) => scene.Now = scene.Now.AddMinutes(minutes);

    [Fact]
    public void Retracts_evidence_and_the_state_is_what_it_was()
    {
        Later();
        var told = scene.Record(scene.Said(Pain));
        Later(9);
        var fact = Assert.IsType<EvidenceRetracted>(Assert.Single(Accepted(Undo())).Fact);
        Assert.Equal(new EvidenceRetracted(told, "undone"), fact);
        Assert.IsType<OutcomeState.Unknown>(scene.State(Pain));
        Assert.Single(scene.Opportunity.Evidence); // it stays visible
    }

    [Fact]
    public void Withdraws_a_Go_and_the_stage_falls_back()
    {
        Later();
        scene.Go(Qualify, "They ordered a trial.");
        Later();
        Assert.Equal(new GoWithdrawn(Qualify, "undone"), Assert.Single(Accepted(Undo(Leader))).Fact);
        Assert.Equal(0, scene.Standing.StageIndex);
        Assert.Single(scene.Opportunity.Decisions);
    }

    [Fact]
    public void Opens_again_what_was_closed_also_by_a_No_go()
    {
        Later();
        Accepted(scene.Do(Seller, at => CloseOpportunity.Decide(at, new CloseOpportunity(new Closing.Lost(scene.Today, "Price.")))));
        Later();
        Assert.IsType<OpportunityReopened>(Assert.Single(Accepted(Undo())).Fact);
        Later();
        Accepted(scene.Do(Seller, at => DecideGate.Decide(at, scene.Gate(Qualify, GateWay.NoGo, "No pain."))));
        Later();
        Accepted(Undo());
        Assert.True(scene.Opportunity.IsOpen);
        Assert.Equal(GateWay.NoGo, scene.Opportunity.LastDecisionOn(Qualify)?.Fact.Way); // stays as record (rule 19)
    }

    [Fact]
    public void Drops_a_plan()
    {
        Later();
        var plan = scene.NewPlan();
        Accepted(scene.Do(Seller, at => PlanActivity.Decide(at, new PlanActivity(plan, Meet, scene.Today, null))));
        Later();
        Assert.Equal(new ActivityDropped(plan, "undone"), Assert.Single(Accepted(Undo())).Fact);
        Assert.Empty(scene.Opportunity.Plans);
    }

    [Fact]
    public void Takes_back_all_that_an_activity_taught_at_once_and_leaves_it_done()
    {
        Later();
        Accepted(scene.Do(Seller, at => DoActivity.Decide(
            at, new DoActivity(null, Meet, [scene.Said(Pain), scene.Said(Criteria)], [], 30, scene.Now))));
        Later();
        Assert.Equal(2, Accepted(Undo()).Length);
        Assert.All([Pain, Criteria], outcome => Assert.IsType<OutcomeState.Unknown>(scene.State(outcome)));
        Assert.Single(scene.Opportunity.Done);
    }

    [Fact]
    public void Is_there_for_ten_minutes_and_no_longer()
    {
        Later();
        scene.Record(scene.Said(Pain));
        Assert.Equal(scene.Now.AddMinutes(10), UndoLast.Offer(scene.At(Seller))?.Until);
        Later(10);
        Assert.NotNull(UndoLast.Offer(scene.At(Seller)));
        scene.Now = scene.Now.AddSeconds(1);
        Assert.Null(UndoLast.Offer(scene.At(Seller)));
        Refused("undo-too-late", Undo());
    }

    [Fact]
    public void Stops_at_what_somebody_else_built_on_it()
    {
        Later();
        scene.Record(scene.Said(Pain));
        Later();
        scene.Record(scene.Said(Criteria), Leader);
        Refused("built-on", Undo());
        Assert.Null(UndoLast.Offer(scene.At(Seller)));
        Later();
        Accepted(Undo(Leader));
        Refused("built-on", Undo()); // the leader's retraction is the last change now
    }

    [Fact]
    public void Reaches_one_change_and_is_itself_not_undone()
    {
        Later();
        scene.Record(scene.Said(Pain));
        Later();
        scene.Record(scene.Said(Criteria));
        Later();
        Accepted(Undo());
        Refused("nothing-to-undo", Undo());
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Pain));
    }

    [Fact]
    public void Refuses_what_has_no_fact_that_makes_up_for_it()
    {
        Refused("nothing-to-undo", Undo()); // the opening
        Later();
        Accepted(scene.Do(Seller, at => ChangeAmount.Decide(at, new ChangeAmount(new Money(1, "EUR")))));
        Refused("nothing-to-undo", Undo());
        Later();
        Accepted(scene.Do(Seller, at => DecideGate.Decide(at, scene.Gate(Qualify, GateWay.NotYet, "The signer.", scene.Today.AddDays(3)))));
        Refused("nothing-to-undo", Undo());
        Later();
        Accepted(scene.Do(Seller, at => DoActivity.Decide(at, new DoActivity(null, Meet, [], [Pain, Criteria], null, scene.Now))));
        Refused("nothing-to-undo", Undo());
        Later();
        var told = scene.Record(scene.Said(Pain));
        Later();
        scene.Record(scene.Said(Pain, supersedes: told));
        Refused("nothing-to-undo", Undo());
    }

    [Fact]
    public void Asks_the_same_authority_as_the_deed_and_the_version_that_was_seen()
    {
        Later();
        scene.Record(scene.Said(Pain));
        Refused("not-yours", Undo(OtherSeller));
        Refused("not-yours", Undo(Viewer));
        Refused("changed-since-you-looked", Undo(seen: scene.Opportunity.Version - 1));
        Refused("people-decide", Undo(Seller with { IsPerson = false }));
        Accepted(Undo(seen: scene.Opportunity.Version));
    }
}
