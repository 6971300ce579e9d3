using Headway.Histories;
using Headway.Learning;
using Headway.Statistics.Intervals;
using Headway.Statistics.Random;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Learning;

public sealed class A_map_of_what_happened
{
    [Fact]
    public void Counts_who_came_where_and_what_followed()
    {
        var map = ProcessMap.Of(MadeLog.TwoYears().AsOf(2000));
        var view = map.At(ProcessMap.Levels);
        Assert.Equal([("qualifying", 120), ("deciding", 90), ("agreeing", 30)],
            view.Nodes.Where(node => node.Kind == MapNodeKind.Stage).Select(node => (node.Key, node.Cases)));
        int At(string name) => view.Nodes.IndexOf(view.Nodes.Single(node => node.Name == name));
        Assert.Equal(90, view.Arcs.Single(arc => (arc.From, arc.To) == (At("Qualifying"), At("Deciding"))).Count);
        Assert.Equal(30, view.Arcs.Single(arc => (arc.From, arc.To) == (At("Qualifying"), At("Lost"))).Count);
        Assert.Equal(120, view.Arcs.Single(arc => arc.From == -1).Count);
        Assert.Equal((0, 0, 0.0), (view.HiddenNodes, view.HiddenArcs, view.HiddenShare));
    }

    [Fact]
    public void Gives_the_chance_from_the_first_arrival_on()
    {
        // 30 of 90 that came to Deciding are won, all within 75 days of it; the clock of the opening plays no part.
        var deciding = ProcessMap.Of(MadeLog.TwoYears().AsOf(2000)).Nodes.Single(node => node.Key == "deciding");
        var won = Assert.IsType<Figure.Known>(deciding.Won!.Share);
        Assert.Equal(1.0 / 3, won.Value, 12);
        Assert.True(won.Interval!.Value.Contains(1.0 / 3));
    }

    /// <summary>40 won, 40 lost; of the lost two were opened again, one is won then and one lost once more.</summary>
    private static History WithReopened()
    {
        var log = new MadeLog();
        for (var i = 0; i < 40; i++)
        {
            log.Case(1, ("qualifying", i), ("deciding", i + 5), ("won", i + 120));
            if (i < 38) log.Case(1, ("qualifying", i), ("lost", i + 20));
        }
        log.Case(1, ("qualifying", 0), ("lost", 10), ("again", 20), ("deciding", 25), ("won", 30));
        log.Case(1, ("qualifying", 0), ("lost", 10), ("again", 20), ("deciding", 25), ("lost", 30));
        return History.AsOf(log.Log(), MadeLog.Shape with
        {
            Labels = MadeLog.Shape.Labels.Add("again", new LabelMeaning.Reopened()),
        }, MadeLog.Day(400));
    }

    [Fact]
    public void Names_the_difference_where_some_came_to_an_ending_and_were_opened_again()
    {
        var history = WithReopened();
        var map = ProcessMap.Of(history);
        var lost = map.Nodes.Single(node => node is { Kind: MapNodeKind.Ending, Index: (int)Ending.Lost });
        Assert.Equal((40, 41, 39), (lost.Cases, lost.Visits, lost.StandSo));
        Assert.Equal(["Lost: 40 came there, 41 times in all because some were opened again and came back; "
            + "1 was opened again and stands elsewhere now. "
            + "The funnel and the other pages count the 39 that stand so now."], MapSentences.Reopened(map));
    }

    /// <summary>Both that were opened again came back to Qualifying, although no label says so.</summary>
    [Fact]
    public void Counts_a_reopening_as_another_visit_of_the_stage_as_the_roads_do()
    {
        var history = WithReopened();
        var qualifying = ProcessMap.Of(history).Nodes.Single(node => node.Key == "qualifying");
        Assert.Equal((80, 82), (qualifying.Cases, qualifying.Visits));
        var again = RoadsWalked.Of(history).Stages.Single(each => each.Stage.Key == "qualifying").Again;
        Assert.Equal(qualifying.Visits - qualifying.Cases, again);
        var view = ProcessMap.Of(history).At(ProcessMap.Levels);
        int At(string name) => view.Nodes.IndexOf(view.Nodes.Single(node => node.Name == name));
        Assert.Equal(2, view.Arcs.Single(arc => (arc.From, arc.To) == (At("Lost"), At("Qualifying"))).Count);
    }

    [Fact]
    public void Counts_endings_as_the_funnel_and_the_honesty_of_the_record_do()
    {
        var history = WithReopened();
        var (map, funnel) = (ProcessMap.Of(history), Funnel.Of(history));
        var honesty = HistoryHonesty.Of(history, Calendar.Utc, TestContext.Current.CancellationToken);
        int Stand(Ending ending) => map.Nodes.Where(node => node.Kind == MapNodeKind.Ending && node.Index == (int)ending)
            .Sum(node => node.StandSo!.Value);
        Assert.Equal(funnel.Stages.Sum(stage => stage.Lost), Stand(Ending.Lost));
        Assert.Equal(funnel.ClosedOnly.Won, Stand(Ending.Won));
        Assert.All(honesty.Pace, pace => Assert.Equal(pace.Cases, Stand(pace.Ending)));
        Assert.Equal((map.Cases, map.Cases), (funnel.Cases, honesty.Cases));
        Assert.Equal(map.Cases, funnel.Open + Enum.GetValues<Ending>().Sum(Stand));
    }

    [Fact]
    public void Says_why_its_shares_and_times_are_not_those_of_the_funnel()
    {
        var history = WithReopened();
        var (map, funnel) = (ProcessMap.Of(history), Funnel.Of(history));
        // Won on day 120 after the opening, which the 90 days of the map do not reach.
        Assert.StartsWith("The map counts who is won within 90 days of first coming to a place", MapSentences.Shares(map, funnel.Endings));
        Assert.Contains("half of the 82 stays in Qualifying had one within", MapSentences.NextSteps(map, funnel.Stages));
        Assert.Contains("Half of the 80 that entered had passed the stage itself within", MapSentences.NextSteps(map, funnel.Stages));
    }

    [Fact]
    public void Says_nothing_of_a_place_fewer_than_ten_came_to()
    {
        var log = new MadeLog();
        for (var i = 0; i < 9; i++) log.Case(1, ("qualifying", 0), ("won", 5));
        var few = Assert.IsType<Figure.NotEnoughHistory>(ProcessMap.Of(log.AsOf(50)).Nodes.Single(node => node.Key == "qualifying").Won!
            .Share);
        Assert.Equal((9, 10), (few.Have, few.Need));
    }

    [Fact]
    public void Never_shows_more_than_twelve_places_and_twenty_five_arcs_and_says_what_it_hides()
    {
        var log = new MadeLog();
        string[] stages = ["qualifying", "deciding", "agreeing"];
        for (var i = 0; i < 40; i++)
            log.Case(1, [.. Enumerable.Range(0, 9).Select(k => (stages[(i + k * (i % 2 + 1)) % 3], (double)k)), ("won", 20)]);
        var map = ProcessMap.Of(log.AsOf(50));
        for (var level = 1; level <= ProcessMap.Levels; level++)
        {
            var view = map.At(level);
            Assert.InRange(view.Nodes.Length, 1, ProcessMap.MostNodes);
            Assert.InRange(view.Arcs.Length, 1, ProcessMap.MostArcs);
            Assert.Equal(map.Nodes.Length, view.Nodes.Length + view.HiddenNodes);
        }
        Assert.Contains(map.At(ProcessMap.Levels).Arcs, arc => arc.IsBackward);
    }

    [Fact]
    public void Is_the_same_when_everything_later_is_deleted()
    {
        var log = MadeLog.TwoYears();
        foreach (var day in new[] { 200.0, 420 })
        {
            Assert.Equal(ProcessMap.Of(log.AsOf(day)).Nodes, ProcessMap.Of(log.Until(day).AsOf(day)).Nodes);
            var (whole, cut) = (RoadsWalked.Of(log.AsOf(day)), RoadsWalked.Of(log.Until(day).AsOf(day)));
            Assert.Equal(whole.Top.Select(road => (road.Cases, road.Won, road.DaysMedian)),
                cut.Top.Select(road => (road.Cases, road.Won, road.DaysMedian)));
        }
    }
}

public sealed class The_roads_really_walked
{
    [Fact]
    public void Are_counted_with_what_became_of_them()
    {
        var roads = RoadsWalked.Of(MadeLog.TwoYears().AsOf(2000));
        Assert.Equal(3, roads.Different);
        var longest = roads.Top.Single(road => road.Stages.Length == 3);
        Assert.Equal((30, 30, 30), (longest.Cases, longest.Closed, longest.WonCases));
        Assert.Equal(Wilson.Of(30, 30), Assert.IsType<Figure.Known>(longest.Won).Interval);
        Assert.Equal((120, 0), (roads.InOrder, roads.BackwardMoves));
        Assert.True(roads.Covered >= RoadsWalked.Coverage);
    }

    [Fact]
    public void Hold_no_missing_end_against_an_open_one_and_no_missing_stage_against_a_lost_one()
    {
        var log = new MadeLog().Case(1, ("qualifying", 0)).Case(1, ("qualifying", 0), ("lost", 3))
            .Case(1, ("qualifying", 0), ("deciding", 2));
        Assert.Equal(3, RoadsWalked.Of(log.AsOf(50)).InOrder);
    }

    [Fact]
    public void Show_what_was_skipped_and_where_one_went_back()
    {
        var log = new MadeLog().Case(1, ("qualifying", 0), ("agreeing", 2), ("won", 3))
            .Case(1, ("qualifying", 0), ("deciding", 2), ("qualifying", 4), ("deciding", 6));
        var roads = RoadsWalked.Of(log.AsOf(50));
        Assert.Equal((0, 1), (roads.InOrder, roads.BackwardMoves));
        Assert.Equal(1, roads.Stages[1].Skipped);
        Assert.Equal(2, roads.Stages.Sum(stage => stage.Again));
    }
}

public sealed class Versions_side_by_side
{
    [Fact]
    public void Are_compared_on_the_longest_day_both_were_followed_to()
    {
        var versions = VersionCohorts.Of(MadeLog.TwoYears().AsOf(2000), MadeLog.Day(360));
        Assert.Equal([60, 60], versions.Cohorts.Select(cohort => cohort.Cases));
        Assert.Equal(180, versions.WithinDays);
        var apart = Assert.IsType<Figure.Known>(versions.Difference);
        Assert.Equal(0, apart.Value, 12);
        Assert.Contains("no difference can be seen", RoadSentences.Of(versions));
    }

    [Fact]
    public void Say_that_it_is_too_early()
    {
        var versions = VersionCohorts.Of(MadeLog.TwoYears().AsOf(2000), MadeLog.Day(700));
        var few = Assert.IsType<Figure.NotEnoughHistory>(versions.Difference);
        Assert.Equal((3, 30), (few.Have, few.Need));
        Assert.StartsWith("Too early", RoadSentences.Of(versions));
    }

    [Fact]
    public void Find_a_planted_difference_and_call_it_an_association()
    {
        var log = new MadeLog();
        for (var i = 0; i < 200; i++)
        {
            var isWon = i % 10 < (i < 100 ? 2 : 6);
            log.Case(i < 100 ? 1_000 + i : 9_000 + i, ("qualifying", i), isWon ? ("won", i + 20) : ("lost", i + 15));
        }
        var versions = VersionCohorts.Of(log.AsOf(600), MadeLog.Day(100));
        var apart = Assert.IsType<Figure.Known>(versions.Difference);
        Assert.Equal(0.4, apart.Value, 9);
        Assert.True(apart.Interval!.Value.Low > 0);
        Assert.Contains("40 more were won", RoadSentences.Of(versions));
        Assert.Contains("association", RoadSentences.Of(versions));
        Assert.Contains(versions.AlsoDiffers, each => each.What == "amount" && each.Apart > 0.1);
    }

    /// <summary>The same before and since: of ten, four are lost on day 10 with an hour each, four won on day 50 with two, two stay
    /// open.</summary>
    private static (MadeLog Log, LoggedEffort Effort) AlikeBeforeAndSince()
    {
        var log = new MadeLog();
        var hours = new Dictionary<string, double>();
        for (var i = 0; i < 200; i++)
        {
            var day = i < 100 ? i : 300 + i;
            var kind = i % 10 < 4 ? "lost" : i % 10 < 8 ? "won" : null;
            if (kind is null) log.Case(1_000, ("qualifying", day));
            else log.Case(1_000, ("qualifying", day), (kind, day + (kind == "won" ? 50 : 10)));
            if (kind is not null) hours[$"case-{i}"] = kind == "won" ? 2 : 1;
        }
        return (log, new LoggedEffort([], hours));
    }

    [Fact]
    public void Have_their_hours_a_win_read_on_the_same_day_as_their_share_won()
    {
        var (log, effort) = AlikeBeforeAndSince();
        var versions = VersionCohorts.Of(log.AsOf(499.5), MadeLog.Day(399.5), effort: effort);
        Assert.Equal(60, versions.WithinDays);
        // Of the last hundred forty were followed for 60 days; of the sixty others nearly only losses are known.
        Assert.Equal([(3.0, 80), (3.0, 32)], versions.Cohorts.Select(each => Assert.IsType<Figure.Known>(each.HoursPerWin))
            .Select(known => (known.Value, known.N)));
    }

    [Fact]
    public void Have_no_hours_a_win_while_some_are_open_and_no_day_is_common_to_them()
    {
        var (log, effort) = AlikeBeforeAndSince();
        var only = Assert.Single(VersionCohorts.Of(log.AsOf(900), MadeLog.Day(-1), effort: effort).Cohorts);
        Assert.Equal(new Figure.NotEnoughHistory(160, 200, "closed"), only.HoursPerWin);
    }

    [Fact]
    public void Are_named_by_the_day_the_change_was_on_where_the_company_is()
    {
        var oslo = new Calendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"));
        var day = oslo.DayOf(MadeLog.Day(360));
        var versions = VersionCohorts.Of(MadeLog.TwoYears().AsOf(2000), oslo.StartOf(day), oslo);
        Assert.Equal([$"opened before {day:yyyy-MM-dd}", $"opened since {day:yyyy-MM-dd}"], versions.Cohorts.Select(cohort => cohort.Name));
    }

    [Fact]
    public void Ask_for_the_day_of_the_change_where_the_history_knows_no_version() =>
        Assert.Contains("name the day", RoadSentences.Of(VersionCohorts.Of(MadeLog.TwoYears().AsOf(2000), null)));
}

public sealed class A_day_named_after_looking
{
    /// <summary>Nothing changes in these: 400 opportunities, each won with 30 of 100. Seeds 1 to 20, 20 days tried in each.</summary>
    [Fact]
    public void Finds_changes_that_are_not_there_as_the_page_warns()
    {
        var (found, histories) = (0, 0);
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var random = Xoshiro256StarStar.For(seed, "no change");
            var log = new MadeLog();
            for (var i = 0; i < 400; i++) log.Case(1_000, ("qualifying", i), (random.Chance(0.3) ? "won" : "lost", i + 20));
            var history = log.AsOf(700);
            var seen = Enumerable.Range(1, 20).Count(day => VersionCohorts.Of(history, MadeLog.Day(40 + 15 * day)).Difference
                is Figure.Known { Interval: { } range } && !range.Contains(0));
            found += seen;
            histories += seen > 0 ? 1 : 0;
        }
        // About one day in twenty shows a difference, and so do far more of the histories than one in twenty.
        Assert.InRange(found / 400.0, 0.02, 0.15);
        Assert.True(histories >= 4, $"{histories} of 20 histories");
        Assert.Contains("one is likely to show a difference", RoadSentences.OneDay, StringComparison.Ordinal);
    }
}

public sealed class The_honesty_of_a_history
{
    [Fact]
    public void Finds_open_ones_older_than_any_that_closed()
    {
        var log = new MadeLog().Case(1, ("qualifying", 0), ("lost", 30)).Case(1, ("qualifying", 10)).Case(1, ("qualifying", 80));
        Assert.Equal(new Zombies(2, 1, 30), HistoryHonesty.Of(log.AsOf(100), Calendar.Utc, TestContext.Current.CancellationToken).Zombies);
    }

    [Fact]
    public void Finds_stages_entered_in_bulk_at_the_end_of_a_quarter()
    {
        var log = new MadeLog();
        // Day 88 of 2026 is 30 March.
        for (var i = 0; i < 20; i++) log.Case(1, ("qualifying", i), ("deciding", i < 12 ? 88.5 : 50 + i));
        var honesty = HistoryHonesty.Of(log.AsOf(120), Calendar.Utc, TestContext.Current.CancellationToken);
        Assert.Equal(new CountOf(12, 20), honesty.QuarterEndChanges);
        Assert.Contains(RoadSentences.Warnings(honesty), each => each.StartsWith("60 % of the stage changes", StringComparison.Ordinal));
    }

    [Fact]
    public void Finds_stages_passed_on_the_day_they_were_entered()
    {
        var log = new MadeLog().Case(1, ("qualifying", 0), ("deciding", 5.1), ("agreeing", 5.2), ("won", 9));
        Assert.Equal(new CountOf(1, 2), HistoryHonesty.Of(log.AsOf(20), Calendar.Utc, TestContext.Current.CancellationToken).SameDay);
    }
}
