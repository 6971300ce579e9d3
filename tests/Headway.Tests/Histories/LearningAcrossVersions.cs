using Headway.Histories;
using Headway.Opportunities;
using Headway.Processes;
using Xunit;

namespace Headway.Tests.Histories;

public sealed class Learning_across_versions_of_the_process
{
    private static readonly Stage Middle = new(
        new StageKey("middle"), "Middle", "New in version 2.", [], [], new Gate("Go on?", [], new Decider.Seller()));

    private static readonly Process Second = MadeFacts.Process with
    {
        Version = 2,
        Stages = MadeFacts.Process.Stages.Insert(1, Middle),
    };

    private static IEnumerable<StoredFact> With(MadeFacts made) => new[] { MadeFacts.Process, Second }
        .Select((process, at) => new StoredFact(
            at + 1, StreamId.Of(process.Key), at + 1, MadeLog.Day(0), MadeLog.Day(0), MadeLog.Day(0), new Actor(null, "cli"),
            new ProcessPublished(process, "", "", null)))
        .Concat(made.Facts);

    /// <summary>Stages of the second version: 0 qualifying, 1 middle, 2 deciding, 3 ready to close.</summary>
    private static IEnumerable<int> Stages(MadeFacts made) =>
        OwnFacts.Of(With(made), Second, "EUR").AsOf(MadeLog.Day(9)).Columns.VisitStage.Select(stage => (int)stage);

    private static OpportunityMigrated To(Process process, params StageKey[] takenOver) =>
        new(process.Key, process.Version, [.. takenOver], "They had told us.", true);

    [Fact]
    public void Lets_an_older_one_pass_by_a_stage_that_its_own_version_does_not_have() => Assert.Equal(
        [0, 2, 3], Stages(new MadeFacts().Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 3).Go(1, MadeFacts.Deciding, 5)));

    [Fact]
    public void Follows_the_new_version_from_the_day_of_the_move() => Assert.Equal(
        [0, 1], Stages(new MadeFacts().Open(1, 0, MadeFacts.Mara).Add(1, To(Second), 2).Go(1, MadeFacts.Qualifying, 3)));

    [Fact]
    public void Keeps_it_in_its_stage_when_an_earlier_one_was_taken_over() => Assert.Equal(
        [0, 2], Stages(new MadeFacts().Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 3).Add(1, To(Second, Middle.Key), 4)));

    [Fact]
    public void Leaves_out_from_the_move_on_what_goes_on_in_another_process_until_it_comes_back()
    {
        var other = MadeFacts.Process with { Key = new ProcessKey("renewal") };
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Add(1, To(other), 4).Add(1, To(MadeFacts.Process), 8);
        Assert.Equal((1, 0, 1), (Cases(made, MadeFacts.Process, 3), Cases(made, MadeFacts.Process, 5), Cases(made, MadeFacts.Process, 9)));
        Assert.Equal((0, 1, 0), (Cases(made, other, 3), Cases(made, other, 5), Cases(made, other, 9)));
    }

    private static int Cases(MadeFacts made, Process process, double asOf) =>
        OwnFacts.Of(made.Facts, process, "EUR").AsOf(MadeLog.Day(asOf)).Cases;
}
