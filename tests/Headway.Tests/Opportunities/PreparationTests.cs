using Headway.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Preparing_a_meeting
{
    private readonly Scene scene = new();

    private Preparation Prepared => Preparation.Of(scene.Standing);

    private static IEnumerable<string> Keys(IEnumerable<ToAsk> asks) => asks.Select(ask => ask.Outcome.Outcome.Key.Value);

    [Fact]
    public void Asks_what_the_stage_still_needs_and_then_what_the_next_one_will()
    {
        Assert.Equal(["pain", "criteria"], Keys(Prepared.Now));
        Assert.Equal(["signer"], Keys(Prepared.Next));
        scene.Record(scene.Said(Pain));
        Assert.Equal(["criteria"], Keys(Prepared.Now));
    }

    [Fact]
    public void Puts_unknown_before_stale_before_refuted()
    {
        scene.Record(scene.Said(Criteria, confirms: false));
        Assert.Equal(["pain", "criteria"], Keys(Prepared.Now));
        scene.Record(scene.Said(Pain));
        scene.Now = Start.AddDays(40);
        Assert.Equal(["pain", "criteria"], Keys(Prepared.Now)); // stale, refuted
    }

    [Fact]
    public void Tells_what_was_said_last_and_nothing_that_was_retracted()
    {
        Assert.All(Prepared.Now, ask => Assert.Null(ask.Last));
        var told = scene.Record(scene.Said(Criteria, confirms: false));
        Assert.Equal(told, Prepared.Now.Single(ask => ask.Outcome.Outcome.Key == Criteria).Last?.Id);
        Accepted(scene.Do(Seller, at => RetractEvidence.Decide(at, new RetractEvidence(told, "Misheard."))));
        Assert.All(Prepared.Now, ask => Assert.Null(ask.Last));
    }

    [Fact]
    public void Shows_a_prompt_at_the_first_outcome_its_activity_pursues_and_not_again()
    {
        Assert.Equal([["What happens if nothing changes?"], []], Prepared.Now.Select(ask => ask.Prompts.ToArray()));
        scene.Record(scene.Said(Pain));
        Assert.Equal([["What happens if nothing changes?"]], Prepared.Now.Select(ask => ask.Prompts.ToArray()));
    }

    [Fact]
    public void Repeats_what_the_gate_needs_from_an_earlier_stage_when_it_went_stale()
    {
        foreach (var outcome in new[] { Pain, Criteria }) scene.Record(scene.Said(outcome));
        scene.Go(Qualify);
        Assert.Equal(["signer"], Keys(Prepared.Now));
        scene.Now = Start.AddDays(40);
        Assert.Equal(["signer", "pain"], Keys(Prepared.Now));
        Assert.Equal(["terms"], Keys(Prepared.Next));
    }

    [Fact]
    public void Has_nothing_to_ask_when_it_is_ready_to_close_or_closed()
    {
        scene.ReadyToClose();
        Assert.Equal(Preparation.None, Prepared);
        var other = new Scene();
        Accepted(other.Do(Seller, at => CloseOpportunity.Decide(at, new CloseOpportunity(new Closing.Lost(other.Today, "Price.")))));
        Assert.Equal(Preparation.None, Preparation.Of(other.Standing));
    }
}
