using System.Collections.Immutable;
using Headway.Processes;
using Headway.Tests.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Processes;

public sealed class Editing_a_draft_in_place
{
    private static readonly Stage First = Road.Stages[0], Second = Road.Stages[1];

    private static Process After(ProcessEdit edit, Process? process = null)
    {
        Assert.False(edit.In(process ?? Road).IsRefused(out _, out var changed));
        return changed;
    }

    private static string Code(ProcessEdit edit)
    {
        Assert.True(edit.In(Road).IsRefused(out var why, out _));
        return why.Code;
    }

    private static ProcessEdit.OfOutcome Outcome(OutcomeKey? key, string statement = "They have named who signs", Proof[]? proof = null) =>
        new(Qualify, key, statement, "Who signs?", [.. proof ?? [Proof.Customer]], 60, true);

    [Fact]
    public void Keeps_the_key_of_what_is_reworded_and_what_the_form_does_not_show()
    {
        var changed = After(Outcome(Pain, "  They said what it costs. ")).FindOutcome(Pain)!;
        Assert.Equal("They said what it costs.", changed.Statement);
        Assert.Equal(Road.FindOutcome(Pain)!.Captures, changed.Captures);
    }

    [Fact]
    public void Gives_something_new_a_key_of_its_own_made_from_its_words()
    {
        var once = After(Outcome(null));
        var twice = After(Outcome(null), once);
        Assert.Equal(["they-have-named-who-signs", "they-have-named-who-signs-2"],
            twice.Stages[0].Outcomes.Skip(2).Select(outcome => outcome.Key.Value));
        var stage = new ProcessEdit.OfStage(null, "Deciding", "How?", "Go on?", new Decider.Seller());
        Assert.Equal("deciding", After(stage).Stages[3].Key.Value);
        Assert.Equal("outcome", After(Outcome(null, "谁签字?")).Stages[0].Outcomes[2].Key.Value);
    }

    [Fact]
    public void Changes_a_stage_with_its_gate_and_leaves_what_lies_in_it()
    {
        var changed = After(new ProcessEdit.OfStage(Prove, "Show", "They saw it", "Is it enough?", new Decider.Leader())).Stages[1];
        Assert.Equal(Second with
        {
            Name = "Show",
            Purpose = "They saw it",
            Gate = Second.Gate with
            {
                Question = "Is it enough?",
                DecidedBy = new Decider.Leader(),
            }
        }, changed);
    }

    [Fact]
    public void Takes_an_outcome_out_of_activities_and_gates_too()
    {
        var changed = After(new ProcessEdit.Removed(new ElementKey(Outcome: Pain)));
        Assert.Null(changed.FindOutcome(Pain));
        Assert.Equal([Criteria], changed.FindActivity(Meet)!.Pursues);
        Assert.Empty(changed.Stages[1].Gate.AlsoNeeds);
        var withoutStage = After(new ProcessEdit.Removed(new ElementKey(Stage: Qualify)));
        Assert.Equal([Prove, Agree], withoutStage.Stages.Select(stage => stage.Key));
        Assert.Empty(withoutStage.Stages[0].Gate.AlsoNeeds);
    }

    [Fact]
    public void Moves_within_a_stage_and_at_its_edge_into_the_next()
    {
        var once = After(new ProcessEdit.Moved(new ElementKey(Outcome: Pain), Down: true));
        Assert.Equal([Criteria, Pain], once.Stages[0].Outcomes.Select(outcome => outcome.Key));
        var twice = After(new ProcessEdit.Moved(new ElementKey(Outcome: Pain), Down: true), once);
        Assert.Equal([Pain, Signer], twice.Stages[1].Outcomes.Select(outcome => outcome.Key));
        Assert.Equal([Prove, Qualify, Agree],
            After(new ProcessEdit.Moved(new ElementKey(Stage: Prove), Down: false)).Stages.Select(stage => stage.Key));
        Assert.Equal(Road, After(new ProcessEdit.Moved(new ElementKey(Stage: Qualify), Down: false)) with { Stages = Road.Stages });
    }

    [Fact]
    public void Refuses_what_could_never_be_confirmed_and_what_is_gone()
    {
        Assert.Equal("proof-missing", Code(Outcome(Pain, proof: [])));
        Assert.Equal("text-missing", Code(Outcome(Pain, " ")));
        Assert.Equal("too-long", Code(Outcome(Pain, new string('x', 501))));
        Assert.Equal("element-gone", Code(Outcome(new OutcomeKey("nobody"))));
        Assert.Equal("element-gone", Code(new ProcessEdit.Removed(new ElementKey(Activity: new ActivityKey("nobody")))));
        Assert.Equal("fresh-for-wrong", Code(Outcome(Pain) with { FreshForDays = 0 }));
        Assert.Equal("effort-wrong", Code(new ProcessEdit.OfActivity(Qualify, Meet, "Meet", [Pain], [], 0)));
        Assert.Equal("too-many-prompts", Code(
            new ProcessEdit.OfActivity(Qualify, Meet, "Meet", [Pain], [.. Enumerable.Repeat("Why?", 9)], null)));
    }

    [Fact]
    public void Keeps_the_questions_that_have_words() => Assert.Equal(
        ["Why?"], After(new ProcessEdit.OfActivity(Qualify, Meet, "Meet", [Pain], ["", " Why? ", " "], 30)).FindActivity(Meet)!.Prompts);
}
