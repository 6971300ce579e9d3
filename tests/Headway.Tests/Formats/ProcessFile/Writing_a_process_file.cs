using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Headway.Formats.ProcessFile;
using Headway.Processes;
using Xunit;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class Writing_a_process_file
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12],
        Gen.String[Any(" abyn:#-'\"\\{}[],&*!|>%@`~0123.?\n\té€😀\u2028\u00AD"
            .Where(letter => !char.IsSurrogate(letter)).ToArray()), 1, 20],
        Any("yes", "No", "null", "~", "1e5", "0x1F", "-", "- a", "a: b", "a #b", " lead", "trail ", "😀 joy", "\"", ".5", "12:30",
            "2026-01-01", "---", "=", "<<"))
        .Where(text => !string.IsNullOrWhiteSpace(text));

    private static readonly Gen<ImmutableArray<string>> Texts = Text.Array[0, 3].Select(items => items.ToImmutableArray());

    private static readonly Gen<Capture> Captures =
        from name in Text
        from kind in Gen.Enum<CaptureKind>()
        from choices in Text.Array[2, 3]
        select new Capture("value", name, kind, kind == CaptureKind.Choice ? [.. choices] : []);

    private static readonly Gen<Decider> Deciders = Gen.OneOf<Decider>(
        Gen.Const<Decider>(new Decider.Seller()), Gen.Const<Decider>(new Decider.Leader()),
        Gen.Int[1, 100_000_000].Select(cents => (Decider)new Decider.LeaderFrom(cents / 100m)));

    internal static readonly Gen<Process> Processes =
        from shape in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 4]
        from name in Text
        from aim in Gen.OneOf(Gen.Const(""), Text)
        from version in Gen.Int[0, 40]
        from margin in Gen.OneOf(Gen.Const(1.0), Gen.Double[0.0001, 1])
        from budget in Gen.OneOf(Gen.Const(ProcessBudget.Default), Gen.Int[1, 90]
            .Select(size => new ProcessBudget(size, size, size, size, size)))
        from stages in StagesOf(shape)
        select new Process(ProcessKey.Of("new-business"), name, version, aim, stages, budget, margin);

    [Fact]
    public void And_reading_it_again_gives_the_same_process() => Processes.Sample(process =>
    {
        var text = ProcessFileWriter.Print(process);
        var again = Samples.Understood(text).Process;
        return Shape(again) == Shape(process) && ProcessFileWriter.Print(again) == text && ProcessDiff.Between(process, again).IsEmpty;
    }, iter: 2000);

    [Fact]
    public void That_did_not_change_keeps_every_byte()
    {
        foreach (var path in Samples.TemplatePaths)
        {
            var text = File.ReadAllText(path);
            var source = Samples.Understood(text);
            Assert.Equal(text, ProcessFileWriter.Print(source.Process, source));
        }
    }

    [Fact]
    public void After_a_change_keeps_the_comments_of_what_is_left()
    {
        var source = Samples.Understood(Samples.File_with("""
            outcomes:
              # asked first, because nothing else matters without it
              - key: what-it-costs # the one that decides
                statement: They have said what it costs them.
                question: What does it cost them?
                proof: [customer] # never the seller's word
                needed: true # written out, though usual
              # this one goes
              - key: who-else
                statement: They have named whom else it hurts.
                question: Whom else does it hurt?
                proof: [customer] # and this with it
            """) + "# the end\n");
        var stage = source.Process.Stages[0];
        var changed = source.Process with
        {
            Stages = [stage with { Purpose = "Find out whose pain it is.",
            Outcomes = [stage.Outcomes[0]] }]
        };
        var printed = ProcessFileWriter.Print(changed, source);
        Assert.Equal(Shape(changed), Shape(Samples.Understood(printed).Process));
        Assert.Contains("      # asked first, because nothing else matters without it\n" +
            "      # written out, though usual\n      - key: what-it-costs # the one that decides\n", printed);
        Assert.Contains("proof: [customer] # never the seller's word\n", printed);
        Assert.DoesNotContain("this one goes", printed);
        Assert.DoesNotContain("and this with it", printed);
        Assert.EndsWith("# the end\n", printed);
    }

    [Fact]
    public void Of_a_shipped_template_in_the_plainest_form_keeps_its_comments_on_a_change()
    {
        var source = Samples.Understood(Samples.Text("complex-b2b"));
        var printed = ProcessFileWriter.Print(source.Process with { Name = "New logos" }, source);
        Assert.StartsWith("# yaml-language-server: $schema=", printed);
        Assert.Contains("\nname: New logos\n", printed);
        Assert.Equal(source.Comments.Select(comment => comment.Text), Samples.Understood(printed).Comments.Select(comment => comment.Text));
    }

    private static Gen<ImmutableArray<Stage>> StagesOf((int Outcomes, int Activities)[] shape)
    {
        var (outcome, activity) = (0, 0);
        var keys = Enumerable.Range(0, shape.Sum(stage => stage.Outcomes)).Select(i => OutcomeKey.Of($"outcome-{i}")).ToArray();
        Gen<ImmutableArray<OutcomeKey>> pursued = keys.Length == 0
            ? Gen.Const(ImmutableArray<OutcomeKey>.Empty)
            : Any(keys).Array[0, 3].Select(some => some.Distinct().ToImmutableArray());
        var stages = Gen.Const(ImmutableArray<Stage>.Empty);
        for (var i = 0; i < shape.Length; i++)
        {
            var key = StageKey.Of($"stage-{i}");
            var outcomes = All(Enumerable.Range(0, shape[i].Outcomes).Select(_ => OutcomeOf(keys[outcome++])));
            var activities = All(Enumerable.Range(0, shape[i].Activities)
                .Select(_ => ActivityOf(ActivityKey.Of($"activity-{activity++}"), pursued)));
            var before = stages;
            stages =
                from earlier in before
                from name in Text
                from purpose in Gen.OneOf(Gen.Const(""), Text)
                from some in outcomes
                from moves in activities
                from question in Gen.OneOf(Gen.Const(""), Text)
                from also in pursued
                from decider in Deciders
                from mayEnd in Gen.Bool
                select earlier.Add(new Stage(key, name, purpose, some, moves, new Gate(question, also, decider, mayEnd)));
        }
        return stages;
    }

    private static Gen<Outcome> OutcomeOf(OutcomeKey key) =>
        from statement in Text
        from question in Text
        from proof in Gen.Enum<Proof>().Array[1, 3]
        from fresh in Gen.Int[0, 3650]
        from needed in Gen.Bool
        from captures in Captures.Array[0, 1]
        select new Outcome(key, statement, question, [.. proof.Distinct()], fresh == 0 ? null : fresh, needed, [.. captures]);

    private static Gen<Activity> ActivityOf(ActivityKey key, Gen<ImmutableArray<OutcomeKey>> pursued) =>
        from name in Text
        from pursues in pursued
        from prompts in Texts
        from effort in Gen.Int[0, 10_000]
        select new Activity(key, name, pursues, prompts, effort == 0 ? null : effort);

    private static Gen<ImmutableArray<T>> All<T>(IEnumerable<Gen<T>> parts) => parts.Aggregate(
        Gen.Const(ImmutableArray<T>.Empty), (all, next) => all.SelectMany(some => next.Select(one => some.Add(one))));

    private static Gen<T> Any<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    // Records with arrays compare by reference, so the whole value is compared as JSON; who decides a gate is a hierarchy and added by
    // name.
    private static string Shape(Process process) =>
        JsonSerializer.Serialize(process) + string.Join('|', process.Stages.Select(stage => stage.Gate.DecidedBy.ToString()));
}
