using System.Collections.Immutable;
using Headway.Access;
using Headway.Forecasting.Gates;
using Headway.Histories;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Processes;

public sealed class Setting_the_hours_of_a_process
{
    private static readonly DateTimeOffset Now = MadeLog.Day(10);
    private static readonly SetHours Usual = new([new(MadeFacts.Qualifying, 1.5m), new(MadeFacts.Deciding, 4)], 24);

    private static Principal Who(Role role, bool person = true) => new(MadeFacts.Mara, "Mara", [role], null, [], person);

    private static string Refused(SetHours command, Principal? who = null, HoursSet? set = null) => Assert.IsType<Decision.Refused>(
        SetHours.Decide(who ?? Who(Role.Leader), MadeFacts.Process, set, command, Now)).Refusal.Code;

    private static HoursSet Set() => Assert.IsType<HoursSet>(Assert.Single(Assert.IsType<Decision.Accepted>(
        SetHours.Decide(Who(Role.Leader), MadeFacts.Process, null, Usual, Now)).Facts).Fact);

    [Fact]
    public void Is_for_leaders_and_process_owners_in_person()
    {
        Assert.Equal(24, Set().CapacityPerSellerWeek);
        Assert.IsType<Decision.Accepted>(SetHours.Decide(Who(Role.ProcessOwner), MadeFacts.Process, null, Usual, Now));
        Assert.Equal("not-yours", Refused(Usual, Who(Role.Seller)));
        Assert.Equal("people-decide", Refused(Usual, Who(Role.Leader, person: false)));
    }

    [Fact]
    public void Asks_for_every_stage_once_and_for_hours_that_a_week_has()
    {
        Assert.Equal("hours-missing", Refused(Usual with { Stages = [Usual.Stages[0]] }));
        Assert.Equal("hours-missing", Refused(Usual with { Stages = [.. Usual.Stages, Usual.Stages[0]] }));
        Assert.Equal("stage-unknown", Refused(Usual with { Stages = [.. Usual.Stages, new(new StageKey("moon"), 1)] }));
        Assert.Equal("hours-out-of-range", Refused(Usual with { Stages = [Usual.Stages[0], new(MadeFacts.Deciding, 0)] }));
        Assert.Equal("hours-out-of-range", Refused(Usual with { CapacityPerSellerWeek = 169 }));
        Assert.Equal("nothing-changed", Refused(Usual, set: Set()));
        Assert.Equal("margin-out-of-range", Refused(Usual with { MarginShare = 0 }));
        Assert.Equal("margin-out-of-range", Refused(Usual with { MarginShare = 1.01 }));
    }

    [Fact]
    public void May_name_the_margin_which_stays_until_it_is_named_anew()
    {
        HoursSet After(SetHours command, HoursSet? set) => Assert.IsType<HoursSet>(Assert.Single(Assert.IsType<Decision.Accepted>(
            SetHours.Decide(Who(Role.Leader), MadeFacts.Process, set, command, Now)).Facts).Fact);
        var process = MadeFacts.Process with { MarginShare = 0.8 };
        Assert.Equal(0.8, ProcessHours.MarginOf(Set(), process));
        var named = After(Usual with { MarginShare = 0.4 }, Set());
        Assert.Equal(0.4, ProcessHours.MarginOf(named, process));
        Assert.Equal(0.4, After(Usual with { CapacityPerSellerWeek = 30 }, named).MarginShare);
    }

    [Fact]
    public void Is_known_from_then_on_and_until_then_nothing_is()
    {
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Open(2, 0, MadeFacts.Eero);
        StoredFact[] facts =
            [.. made.Facts, new(99, StreamId.Of(MadeFacts.Process.Key), 2, Now, Now, Now, new Actor(MadeFacts.Mara, "page"), Set())];
        ProcessHours? At(double day) =>
            ProcessHours.Of(facts, MadeFacts.Process, OwnFacts.Of(facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(day)));
        Assert.Null(At(9));
        var hours = At(11)!;
        // Two sellers own something open; what is ready to close costs what the last stage does.
        Assert.Equal((2, 48), (hours.Sellers, hours.Hours.CapacityPerWeek));
        Assert.Equal([1.5, 4, 4], hours.Hours.PerWeek);
        Assert.All(hours.Sources, source => Assert.Equal(HoursSource.Table, source));
    }

    [Fact]
    public void Gives_way_to_logged_effort_after_thirty_closed_opportunities()
    {
        var visit = new ActivityKey("visit");
        var stage = MadeFacts.Process.Stages[0] with { Activities = [new Activity(visit, "Visit", [MadeFacts.Budget], ["What?"], 60)] };
        var process = MadeFacts.Process with { Stages = [stage, MadeFacts.Process.Stages[1]] };
        ProcessHours After(int closed)
        {
            var facts = WithEffort(process, visit, closed);
            return ProcessHours.Of(facts, process, OwnFacts.Of(facts, process, "EUR").AsOf(MadeLog.Day(20)))!;
        }
        ImmutableArray<double> Hours(int closed) => After(closed).Hours.PerWeek;
        // Two hours each over two weeks are one hour a week.
        Assert.Equal(1.5, Hours(29)[0]);
        Assert.Equal(1, Hours(30)[0], 9);
        Assert.Equal(4, Hours(30)[1]);
        // Whoever sets them is told which of them are not in use.
        Assert.StartsWith("What is set is in use; from 30 closed", After(29).Replaced(process), StringComparison.Ordinal);
        Assert.StartsWith("What is set for Qualifying is kept but not in use", After(30).Replaced(process), StringComparison.Ordinal);
    }

    [Fact]
    public void Rests_on_the_same_logged_effort_as_the_hours_a_win_of_a_version()
    {
        var visit = new ActivityKey("visit");
        var stage = MadeFacts.Process.Stages[0] with { Activities = [new Activity(visit, "Visit", [MadeFacts.Budget], ["What?"], 60)] };
        var process = MadeFacts.Process with { Stages = [stage, MadeFacts.Process.Stages[1]] };
        Figure HoursAWin(int closed)
        {
            var facts = WithEffort(process, visit, closed);
            var history = OwnFacts.Of(facts, process, "EUR").AsOf(MadeLog.Day(20));
            var versions = VersionCohorts.Of(history, MadeLog.Day(-1), effort: LoggedEffort.Of(facts, process, MadeLog.Day(20)));
            return Assert.Single(versions.Cohorts).HoursPerWin;
        }
        var few = Assert.IsType<Figure.NotEnoughHistory>(HoursAWin(29));
        Assert.Equal((29, 30), (few.Have, few.Need));
        var known = Assert.IsType<Figure.Known>(HoursAWin(30));
        Assert.Equal((2.0, 30), (known.Value, known.N));
    }

    /// <summary>The version in use has dropped the activity; what was spent on it was spent all the same.</summary>
    [Fact]
    public void Counts_effort_on_an_activity_that_is_no_more_as_hours_a_win_and_in_no_stage()
    {
        var facts = WithEffort(MadeFacts.Process, new ActivityKey("visit"), 30);
        var history = OwnFacts.Of(facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(20));
        var effort = LoggedEffort.Of(facts, MadeFacts.Process, MadeLog.Day(20));
        Assert.Empty(effort.OfClosed);
        var versions = VersionCohorts.Of(history, MadeLog.Day(-1), effort: effort);
        var known = Assert.IsType<Figure.Known>(Assert.Single(versions.Cohorts).HoursPerWin);
        Assert.Equal((2.0, 30), (known.Value, known.N));
    }

    /// <summary>Each logs two hours in its first stage and is won after two weeks.</summary>
    private static StoredFact[] WithEffort(Process process, ActivityKey activity, int closed)
    {
        var made = new MadeFacts();
        for (var i = 0; i < closed; i++)
            made.Open(i, 0, MadeFacts.Mara).Add(i, new ActivityDone(null, activity, [], 120), 3).Win(i, 1_000, 14);
        return [.. made.Facts, new(999, StreamId.Of(process.Key), 2, Now, Now, Now, new Actor(MadeFacts.Mara, "page"), Set())];
    }
}
