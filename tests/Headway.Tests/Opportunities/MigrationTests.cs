using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Moving_an_opportunity_to_another_version
{
    private static readonly Stage Qualifies = Road.Stages[0], Proves = Road.Stages[1], Agrees = Road.Stages[2];
    private static readonly Stage Understand = new(
        new StageKey("understand"), "Understand", "See it their way", [], [], new Gate("Do they see it so?", [], new Decider.Seller()));

    private static Process Next(params Stage[] stages) => Road with { Version = 2, Stages = [.. stages] };

    private static Decision Move(Scene scene, Process to, string? reason = null, Principal? who = null) =>
        scene.Do(who ?? Seller, at => MigrateOpportunity.Decide(at, to, new MigrateOpportunity(reason)));

    private static Scene InProve()
    {
        var scene = new Scene();
        scene.Record(scene.Said(Pain));
        scene.Record(scene.Said(Criteria));
        scene.Go(Qualify);
        scene.Now = scene.Now.AddDays(3);
        return scene;
    }

    [Fact]
    public void Keeps_stage_clock_evidence_and_go_when_the_stages_are_the_same()
    {
        var scene = InProve();
        var before = scene.Opportunity;
        Accepted(Move(scene, Next(Qualifies, Proves with { Name = "Show" }, Agrees)));
        scene.Process = Next(Qualifies, Proves with { Name = "Show" }, Agrees);
        Assert.Equal((2, "Show"), (scene.Opportunity.ProcessVersion, scene.Standing.StageName));
        Assert.Equal(before.StageClockFrom, scene.Opportunity.StageClockFrom);
        Assert.Equal(before.Evidence, scene.Opportunity.Evidence);
        Assert.Equal(before.Gos, scene.Opportunity.Gos);
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Pain));
    }

    [Fact]
    public void Needs_a_name_and_a_reason_for_a_stage_that_nobody_decided()
    {
        var scene = InProve();
        var to = Next(Qualifies, Understand, Proves, Agrees);
        Refused("reason-missing", Move(scene, to));
        Accepted(Move(scene, to, "They explained it before we asked."));
        scene.Process = to;
        Assert.Equal("Prove", scene.Standing.StageName);
        var taken = scene.Opportunity.TakenOver[Understand.Key];
        Assert.Equal((Ana, "They explained it before we asked."), (taken.By!.Value, taken.Reason));
        Assert.DoesNotContain(scene.Opportunity.Decisions, decided => decided.Fact.Stage == Understand.Key);
    }

    [Fact]
    public void Leaves_evidence_on_what_the_new_version_does_not_know_dormant_until_it_knows_it_again()
    {
        var scene = InProve();
        var without = Next(Qualifies with { Outcomes = [Qualifies.Outcomes[0]] }, Proves, Agrees);
        Assert.Equal([Criteria], Migration.Of(scene.Opportunity, Road, without).Dormant);
        Accepted(Move(scene, without));
        scene.Process = without;
        Assert.DoesNotContain(scene.Standing.Outcomes, now => now.Outcome.Key == Criteria);
        Accepted(Move(scene, Road with { Version = 3 }));
        scene.Process = Road with { Version = 3 };
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Criteria));
    }

    [Fact]
    public void Comes_to_the_first_stage_after_the_last_go_when_its_own_is_gone_and_starts_that_stages_clock()
    {
        var scene = InProve();
        var to = Next(Qualifies, Understand, Agrees);
        Accepted(Move(scene, to));
        scene.Process = to;
        Assert.Equal("Understand", scene.Standing.StageName);
        Assert.Equal(scene.Now, scene.Opportunity.StageClockFrom);
        Assert.Empty(scene.Opportunity.TakenOver);
    }

    [Fact]
    public void Drops_plans_of_activities_that_are_no_more_and_says_so()
    {
        var scene = InProve();
        Accepted(scene.Do(Seller, at => PlanActivity.Decide(
            at, new PlanActivity(scene.NewPlan(), Review, scene.Today.AddDays(1), null))));
        var moved = Accepted(Move(scene, Next(Qualifies, Proves with { Activities = [] }, Agrees)));
        Assert.Contains("no longer has this activity", Assert.IsType<ActivityDropped>(moved[1].Fact).Reason);
        Assert.Empty(scene.Opportunity.Plans);
    }

    [Fact]
    public void Takes_back_with_a_go_what_was_taken_over_after_it()
    {
        var scene = InProve();
        var to = Next(Qualifies, Understand, Proves, Agrees);
        Accepted(Move(scene, to, "They explained it."));
        scene.Process = to;
        Accepted(scene.Do(Leader, at => WithdrawGo.Decide(at, new WithdrawGo(Understand.Key, "They had not."))));
        Assert.Equal("Understand", scene.Standing.StageName);
        Assert.Contains(Qualify, scene.Opportunity.Gos.Keys);
        Accepted(scene.Do(Leader, at => WithdrawGo.Decide(at, new WithdrawGo(Qualify, "It was never real."))));
        Assert.Empty(scene.Opportunity.Gos);
    }

    [Fact]
    public void Is_for_the_owner_the_leader_and_the_process_owner_and_for_people()
    {
        foreach (var who in new[] { Seller, Leader, ProcessOwner })
            Accepted(Move(InProve(), Next(Qualifies, Proves, Agrees), null, who));
        foreach (var who in new[] { OtherSeller, OtherLeader, Administrator, Viewer })
            Refused("not-yours", Move(InProve(), Next(Qualifies, Proves, Agrees), null, who));
        Refused("people-decide", Move(InProve(), Next(Qualifies, Proves, Agrees), null, Seller with { IsPerson = false }));
    }

    [Fact]
    public void Refuses_the_version_it_follows_already_and_what_is_closed()
    {
        Refused("nothing-changed", Move(InProve(), Road));
        var closed = InProve();
        var silence = new CloseOpportunity(new Closing.NoDecision(closed.Today, "Silence"));
        Accepted(closed.Do(Seller, at => CloseOpportunity.Decide(at, silence)));
        Refused("closed", Move(closed, Next(Qualifies, Proves, Agrees)));
    }

    [Fact]
    public void Lets_the_process_owner_do_nothing_else() =>
        Refused("not-yours", InProve().Do(ProcessOwner, at => ChangeAmount.Decide(at, new ChangeAmount(new Money(1, "EUR")))));
}
