using Headway.Processes;
using Headway.Processes.Linting;
using Xunit;

namespace Headway.Tests.Processes.Linting;

public sealed class The_size_of_a_process
{
    [Fact]
    public void Of_fifteen_outcomes_and_five_gates_takes_seventeen_and_a_half_minutes_a_week()
    {
        // The calculation of the design: 25 open x 1.5 pieces of evidence x 20 s + 5 decisions x 60 s.
        var outcomes = Enumerable.Range(0, 15).Select(i => Outcome($"o{i}", 365)).ToArray();
        var process = Of([.. Enumerable.Range(0, 5).Select(s => Stage($"s{s}", [.. outcomes[(3 * s)..(3 * s + 3)]]))]);
        Assert.Equal(17.5, RecordingBurden.Usual.MinutesAWeek(process), 9);
    }

    [Fact]
    public void Grows_with_answers_that_go_stale_before_the_gate_that_asks_for_them()
    {
        var asked = Outcome("asked", 30);
        var stages = new[] { Stage("one", asked), Stage("two"), Stage("three") };
        // A stage of three takes 10 weeks x 7 / 3 = 23 days, within which nothing goes stale.
        Assert.Equal(1, RecordingBurden.Usual.Recordings(Of(stages), asked));
        stages[2] = stages[2] with { Gate = stages[2].Gate with { AlsoNeeds = [asked.Key] } };
        // Until the third gate it is 70 days: again after 30 and after 60.
        Assert.Equal(3, RecordingBurden.Usual.Recordings(Of(stages), asked));
        Assert.Equal(1, RecordingBurden.Usual.Recordings(Of(Stage("one", asked with { Needed = false })), asked with { Needed = false }));
    }

    [Fact]
    public void Counts_each_captured_field()
    {
        var plain = Outcome("plain", null);
        var with = plain with { Captures = [new Capture("a", "A", CaptureKind.Text, []), new Capture("b", "B", CaptureKind.Text, [])] };
        var (few, more) = (Of(Stage("one", plain)), Of(Stage("one", with)));
        // 25 open in 10 weeks x 2 fields x 6 s.
        Assert.Equal(0.5, RecordingBurden.Usual.MinutesAWeek(more) - RecordingBurden.Usual.MinutesAWeek(few), 9);
    }

    [Fact]
    public void In_lines_follows_the_width_that_the_number_of_stages_leaves()
    {
        Assert.Equal([60, 60, 58, 42, 33, 27], Enumerable.Range(1, 6).Select(PrintedPage.CharactersALine));
        var stage = Stage("one", Outcome("o", null) with { Statement = string.Join(' ', Enumerable.Repeat("four", 24)) });
        // Name, purpose, room, 119 letters in lines of 60, proof, room, question, decider, room.
        Assert.Equal(1 + 1 + 1 + 2 + 1 + 1 + 1 + 1 + 1, PrintedPage.LinesOf(Of(stage), stage));
    }

    private static Process Of(params Stage[] stages) =>
        new(ProcessKey.Of("p"), "P", 0, "Aim.", [.. stages], ProcessBudget.Default);

    private static Stage Stage(string key, params Outcome[] outcomes) => new(
        StageKey.Of(key), key, "Purpose.", [.. outcomes], [], new Gate("Go on?", [], new Decider.Seller()));

    private static Outcome Outcome(string key, int? fresh) =>
        new(OutcomeKey.Of(key), "They have said it.", "Is it so?", [Proof.Customer], fresh, true, []);
}
