using Headway.Learning;
using Headway.Opportunities;
using Headway.Statistics.Intervals;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Learning;

public sealed class The_history_of_a_gate
{
    private static GateHistory Of(MadeFacts made, double asOf) =>
        GateHistory.Of(made.Facts, MadeFacts.Process, MadeLog.Day(asOf)).Single(gate => gate.Stage == MadeFacts.Qualifying);

    private static MadeFacts Override(MadeFacts made, int number, double day) => made.Add(
        number, new GateDecided(MadeFacts.Qualifying, GateWay.Go, "They will.", true, [], null, null, 1, null), day);

    [Fact]
    public void Counts_a_go_below_the_floor_with_everything_confirmed_as_one_with_nothing_missing()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 3; i++)
            made.Open(i, 0, MadeFacts.Mara).Add(i, new GateDecided(MadeFacts.Qualifying, GateWay.Go, "A new market.", true,
                [new OutcomeAtGate(MadeFacts.Budget, OutcomeStanding.Confirmed, [])], null, null, 1, null, BelowFloor: true), 2);
        var gate = Of(made, 100);
        Assert.Equal((3, 0), (gate.Confirmed.Passed, gate.Unconfirmed.Passed));
    }

    private static MadeFacts Lose(MadeFacts made, int number, double day) => made.Add(
        number, new OpportunityClosed(new Closing.Lost(DateOnly.FromDateTime(MadeLog.Day(day).UtcDateTime), "Price")), day);

    [Fact]
    public void Keeps_those_with_something_not_confirmed_apart_and_gives_each_its_share_with_interval()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 12; i++)
        {
            made.Open(i, 0, MadeFacts.Mara).Go(i, MadeFacts.Qualifying, 2);
            if (i < 6) made.Win(i, 10, 20); else Lose(made, i, 20);
        }
        for (var i = 20; i < 30; i++) Lose(Override(made.Open(i, 0, MadeFacts.Mara), i, 3), i, 9);
        var gate = Of(made, 100);
        Assert.Equal((12, 6, 0), (gate.Confirmed.Passed, gate.Confirmed.Won, gate.Confirmed.Open));
        Assert.Equal(new Figure.Known(0.5, Wilson.Of(6, 12), 12), gate.Confirmed.WonShare);
        Assert.Equal(new Figure.Known(0, Wilson.Of(0, 10), 10), gate.Unconfirmed.WonShare);
    }

    [Fact]
    public void Follows_open_ones_instead_of_calling_them_lost()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 20; i++)
        {
            made.Open(i, 0, MadeFacts.Mara).Go(i, MadeFacts.Qualifying, 0);
            if (i < 5) made.Win(i, 10, 10);
        }
        // Ten more went on only yesterday: nobody knows yet, so the share stays that of the first twenty.
        for (var i = 20; i < 30; i++) made.Open(i, 39, MadeFacts.Mara).Go(i, MadeFacts.Qualifying, 39);
        var gate = Of(made, 40);
        Assert.Equal((30, 5, 25), (gate.Confirmed.Passed, gate.Confirmed.Won, gate.Confirmed.Open));
        Assert.Equal(0.25, Assert.IsType<Figure.Known>(gate.Confirmed.WonShare).Value, 12);
        Assert.Equal(10, gate.Confirmed.WithinDays);
    }

    [Fact]
    public void Of_fewer_than_ten_is_told_as_a_count()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 9; i++) made.Open(i, 0, MadeFacts.Mara).Go(i, MadeFacts.Qualifying, 1).Win(i, 10, 5);
        var few = Assert.IsType<Figure.NotEnoughHistory>(Of(made, 50).Confirmed.WonShare);
        Assert.Equal((9, 10), (few.Have, few.Need));
    }

    [Fact]
    public void Leaves_out_withdrawn_Gos_and_void_ones_and_counts_those_stopped()
    {
        var day = new DateOnly(2026, 1, 9);
        var made = new MadeFacts()
            .Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 2)
            .Add(1, new GoWithdrawn(MadeFacts.Qualifying, "It was another budget."), 4)
            .Open(2, 0, MadeFacts.Mara).Go(2, MadeFacts.Qualifying, 2)
            .Add(2, new OpportunityClosed(new Closing.Void(day, "Twice", null)), 8)
            .Open(3, 0, MadeFacts.Mara).Add(3, new OpportunityClosed(new Closing.NoGo(day, MadeFacts.Qualifying, "No budget")), 8)
            .Open(4, 0, MadeFacts.Mara).Add(4, new OpportunityClosed(new Closing.NoGo(day, MadeFacts.Qualifying, "No budget")), 8)
            .Add(4, new OpportunityReopened("They found one."), 9);
        var gate = Of(made, 50);
        Assert.Equal((0, 0, 1), (gate.Confirmed.Passed, gate.Unconfirmed.Passed, gate.Stopped));
    }

    [Fact]
    public void Knows_nothing_that_was_recorded_later()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 12; i++) made.Open(i, 0, MadeFacts.Mara).Go(i, MadeFacts.Qualifying, 2).Win(i, 10, 20);
        var before = Of(made, 10).Confirmed;
        Assert.Equal((12, 0, 12), (before.Passed, before.Won, before.Open));
    }
}
