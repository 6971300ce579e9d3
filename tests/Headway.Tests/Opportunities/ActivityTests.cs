using Headway.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Doing_an_activity
{
    private readonly Scene scene = new();

    private DoActivity Done(params RecordEvidence[] learned) => new(
        null, Meet, [.. learned], [.. new[] { Pain, Criteria }.Except(learned.Select(said => said.Outcome))], 45, scene.Now);

    private Decision Decide(DoActivity command) => DoActivity.Decide(scene.At(Seller), command);

    [Fact]
    public void With_nothing_new_is_recorded_and_moves_nothing()
    {
        var before = scene.Opportunity;
        Accepted(scene.Do(Seller, at => DoActivity.Decide(at, Done())));
        Assert.All(scene.Opportunity.Done.Single().Fact.Results, result => Assert.Null(result.Evidence));
        Assert.IsType<OutcomeState.Unknown>(scene.State(Pain));
        Assert.Equal(before.LastHeardAt, scene.Opportunity.LastHeardAt);
        Assert.Equal(before.StageClockFrom, scene.Opportunity.StageClockFrom);
    }

    [Fact]
    public void Gives_one_result_for_each_outcome_it_pursues()
    {
        var said = scene.Said(Criteria);
        Accepted(scene.Do(Seller, at => DoActivity.Decide(at, Done(said))));
        Assert.Equal(
            [new ActivityResult(Pain, null), new ActivityResult(Criteria, said.Id)], scene.Opportunity.Done.Single().Fact.Results);
        Assert.IsType<OutcomeState.Confirmed>(scene.State(Criteria));
    }

    [Fact]
    public void Without_a_result_for_a_pursued_outcome_is_refused() =>
        Refused("result-missing", Decide(Done() with { NothingNew = [Pain] }));

    [Fact]
    public void With_a_result_for_something_it_does_not_pursue_is_refused() =>
        Refused("outcome-not-pursued", Decide(Done() with { NothingNew = [Pain, Criteria, Signer] }));

    [Fact]
    public void With_two_results_for_one_outcome_is_refused() =>
        Refused("result-twice", Decide(Done() with { NothingNew = [Pain, Criteria, Pain] }));

    [Fact]
    public void With_evidence_that_would_be_refused_alone_is_refused_whole()
    {
        var decision = scene.Do(Seller, at => DoActivity.Decide(at, Done(scene.Said(Pain), scene.Said(Criteria) with { Sentence = "" })));
        Refused("sentence-missing", decision);
        Assert.Empty(scene.Opportunity.Evidence);
    }

    [Fact]
    public void With_one_evidence_id_for_two_results_is_refused()
    {
        var pain = scene.Said(Pain);
        Refused("already-recorded", Decide(Done(pain, scene.Said(Criteria) with { Id = pain.Id })));
    }

    [Fact]
    public void With_two_results_superseding_the_same_evidence_is_refused()
    {
        var old = scene.Record(scene.Said(Pain));
        Refused("already-retracted", Decide(Done(scene.Said(Pain, supersedes: old), scene.Said(Criteria, supersedes: old))));
    }

    [Fact]
    public void Fulfils_its_plan_once()
    {
        var plan = scene.NewPlan();
        Accepted(scene.Do(Seller, at => PlanActivity.Decide(at, new PlanActivity(plan, Meet, scene.Today, null))));
        Refused("already-planned", PlanActivity.Decide(scene.At(Seller), new PlanActivity(plan, Meet, scene.Today, null)));
        Accepted(scene.Do(Seller, at => DoActivity.Decide(at, Done() with { Plan = plan })));
        Assert.Empty(scene.Opportunity.Plans);
        Refused("plan-unknown", Decide(Done() with { Plan = plan }));
        Refused("plan-unknown", DropActivity.Decide(scene.At(Seller), new DropActivity(plan, "No time.")));
    }

    [Fact]
    public void Does_not_fulfil_the_plan_of_another_activity()
    {
        var plan = scene.NewPlan();
        Accepted(scene.Do(Seller, at => PlanActivity.Decide(at, new PlanActivity(plan, Review, scene.Today, null))));
        Refused("plan-of-another-activity", Decide(Done() with { Plan = plan }));
        Assert.Single(scene.Opportunity.Plans);
    }

    [Fact]
    public void More_than_30_days_before_the_opening_is_refused_and_evidence_that_old_is_not()
    {
        Accepted(Decide(Done() with { EffectiveAt = Start.AddDays(-30) }));
        Refused("before-the-opening", Decide(Done() with { EffectiveAt = Start.AddDays(-31) }));
        Accepted(RecordEvidence.Decide(scene.At(Seller), scene.Said(Pain, at: Start.AddDays(-90))));
    }

    [Fact]
    public void A_dropped_plan_is_gone()
    {
        var plan = scene.NewPlan();
        Accepted(scene.Do(Seller, at => PlanActivity.Decide(at, new PlanActivity(plan, Meet, scene.Today, "Ask Dora first."))));
        Accepted(scene.Do(Seller, at => DropActivity.Decide(at, new DropActivity(plan, "They cancelled."))));
        Assert.Empty(scene.Opportunity.Plans);
    }

    [Fact]
    public void Outside_the_process_in_the_future_or_for_two_days_is_refused()
    {
        var dance = new ActivityKey("dance");
        Refused("activity-outside-process", Decide(Done() with { Activity = dance }));
        Refused("activity-outside-process",
            PlanActivity.Decide(scene.At(Seller), new PlanActivity(scene.NewPlan(), dance, scene.Today, null)));
        Refused("in-the-future", Decide(Done() with { EffectiveAt = scene.Now.AddHours(1) }));
        Refused("minutes-out-of-range", Decide(Done() with { Minutes = 2_880 }));
    }
}
