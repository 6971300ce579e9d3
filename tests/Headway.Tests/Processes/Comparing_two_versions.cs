using System.Collections.Immutable;
using Headway.Processes;
using Headway.Tests.Formats.ProcessFile;
using Xunit;

namespace Headway.Tests.Processes;

public sealed class Comparing_two_versions
{
    private static readonly Process Before = Samples.Understood(Samples.Text("complex-b2b")).Process;

    [Fact]
    public void Of_which_nothing_but_the_number_differs_says_nothing() =>
        Assert.Empty(ProcessDiff.Between(Before, Before with { Version = 9 }));

    [Fact]
    public void Says_in_words_what_was_added_removed_and_changed()
    {
        var stage = Before.Stages[1];
        var added = new Outcome(OutcomeKey.Of("own-attempt"), "They have said what they tried.", "What have they tried?", [Proof.Customer],
            90, false, []);
        var changed = Changed(1, stage with
        {
            Gate = stage.Gate with { Question = "Would they rather wait?", DecidedBy = new Decider.LeaderFrom(50_000) },
            Outcomes =
            [
                stage.Outcomes[0], stage.Outcomes[1] with { Statement = "They look at others.", FreshForDays = 30, Needed = false }, added,
            ],
            Activities = [stage.Activities[0], stage.Activities[1]],
        });
        Assert.Equal(
            [
                "Understanding: the gate now asks “Would they rather wait?” instead of " +
                "“Would they rather change than wait, and rather change with us?”.",
                "Understanding: the gate is now decided by “the leader from 50000” instead of “the seller”.",
                "Understanding: an outcome now reads “They look at others.” instead of “They have named the alternatives they look at, " +
                "doing it themselves included.”.",
                "Understanding: “They look at others.” is now fresh for “30 days” instead of “60 days”.",
                "Understanding: “They look at others.” is now “helpful” instead of “needed”.",
                "Understanding: added the helpful outcome “They have said what they tried.”.",
                "Understanding: removed the outcome “They have written down what a good result is, in their own numbers.”.",
                "Understanding: removed the activity “Half a day with the people who do the work, to see what a good result would be”.",
            ],
            ProcessDiff.Between(Before, changed).Select(change => change.Words));
    }

    [Fact]
    public void Says_what_an_activity_pursues_and_a_gate_needs_in_the_words_of_the_outcomes()
    {
        var (stage, other) = (Before.Stages[1], Before.Stages[0].Outcomes[0]);
        var activity = stage.Activities[0];
        var changed = Changed(1, stage with
        {
            Activities = stage.Activities.SetItem(0, activity with { Pursues = [stage.Outcomes[0].Key, other.Key] }),
            Gate = stage.Gate with { AlsoNeeds = [stage.Outcomes[0].Key] },
        });
        var words = ProcessDiff.Between(Before, changed).Select(change => change.Words).ToList();
        Assert.Equal(
            [
                $"{stage.Name}: the gate now also needs “{stage.Outcomes[0].Statement}” instead of {Quoted(stage.Gate.AlsoNeeds)}.",
                $"{stage.Name}: “{activity.Name}” now pursues “{stage.Outcomes[0].Statement}”, “{other.Statement}” instead of "
                    + $"{Quoted(activity.Pursues)}.",
            ], words);

        static string Quoted(ImmutableArray<OutcomeKey> keys) => keys.IsEmpty ? "“nothing”"
            : string.Join(", ", keys.Select(key => $"“{Before.FindOutcome(key)!.Statement}”"));
    }

    [Fact]
    public void Says_once_that_an_outcome_reads_otherwise_and_not_again_of_each_activity_that_pursues_it()
    {
        var stage = Before.Stages[1];
        var at = stage.Outcomes.IndexOf(Before.FindOutcome(stage.Activities[0].Pursues[0])!);
        var changed = Changed(1, stage with
        {
            Outcomes = stage.Outcomes.SetItem(at, stage.Outcomes[at] with { Statement = "They say so." }),
        });
        Assert.Contains("an outcome now reads", Assert.Single(ProcessDiff.Between(Before, changed)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_an_outcome_moved_and_which_stage_went()
    {
        var moved = Before.Stages[4].Outcomes[1];
        var after = Before with
        {
            Stages = [.. Before.Stages[..3], Before.Stages[3] with { Outcomes = Before.Stages[3].Outcomes.Add(moved) }],
        };
        var changes = ProcessDiff.Between(Before, after);
        Assert.Contains(changes, change => change.Words == $"Agreeing: “{moved.Statement}” moved here from Closing.");
        Assert.Contains(changes, change => change is
        {
            Kind: ChangeKind.Removed, Element: "stages.closing",
            Words: "Removed the stage “Closing” and its gate."
        });
        Assert.Contains(changes, change => change is { Kind: ChangeKind.Removed, Element: "outcomes.agreement-signed" });
        Assert.DoesNotContain(changes, change => change is { Kind: ChangeKind.Removed, Element: "outcomes.start-confirmed" });
    }

    private static Process Changed(int index, Stage stage) => Before with { Stages = Before.Stages.SetItem(index, stage) };
}
