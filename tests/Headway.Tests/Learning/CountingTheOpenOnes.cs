using System.Text.Json;
using Headway.Histories;
using Headway.Learning;
using Headway.Statistics.Intervals;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Learning;

public sealed class A_funnel_with_open_opportunities
{
    [Theory]
    [InlineData(300)]
    [InlineData(500)]
    [InlineData(900)]
    public void Accounts_for_every_one_that_entered_a_stage(double asOf)
    {
        var funnel = Funnel.Of(MadeLog.TwoYears().AsOf(asOf));
        Assert.Equal(funnel.Cases, funnel.Stages[0].Entered);
        Assert.All(funnel.Stages, stage =>
            Assert.Equal(stage.Entered, stage.Passed + stage.Lost + stage.NoDecision + stage.NoGo + stage.Open));
    }

    [Fact]
    public void Gives_the_share_of_a_closed_cohort_with_its_Wilson_interval()
    {
        var stage = Funnel.Of(MadeLog.TwoYears().AsOf(2000)).Stages[1];
        Assert.Equal((90, 30), (stage.Entered, stage.Passed));
        var share = Assert.IsType<Figure.Known>(stage.PassedShare);
        Assert.Equal(1.0 / 3, share.Value, 12);
        Assert.Equal(Wilson.Of(30, 90), share.Interval);
        Assert.Null(stage.WithinDays);
    }

    [Fact]
    public void Follows_open_ones_on_the_stage_clock_and_says_how_far()
    {
        var stage = Funnel.Of(MadeLog.TwoYears().AsOf(500)).Stages[0];
        Assert.True(stage.Open > 0);
        Assert.NotNull(stage.WithinDays);
        var share = Assert.IsType<Figure.Known>(stage.PassedShare);
        Assert.True(share.Value > (double)stage.Passed / stage.Entered, "dividing by entered would call the open ones lost");
        Assert.True(share.Interval!.Value.Contains(share.Value));
    }

    [Fact]
    public void Tells_a_count_and_not_a_share_of_eight()
    {
        var log = new MadeLog();
        for (var i = 0; i < 8; i++) log.Case(1, ("qualifying", 0), i < 3 ? ("deciding", 5) : ("lost", 5));
        var few = Assert.IsType<Figure.NotEnoughHistory>(Funnel.Of(log.AsOf(10)).Stages[0].PassedShare);
        Assert.Equal((3, 10), (few.Have, few.Need));
    }

    [Fact]
    public void Says_that_a_median_lies_beyond_what_was_seen()
    {
        var log = new MadeLog();
        for (var i = 0; i < 60; i++) log.Case(1, i < 20 ? [("qualifying", 0), ("deciding", 5 + i)] : [("qualifying", 0)]);
        var later = Assert.IsType<Figure.NotReachedYet>(Funnel.Of(log.AsOf(70)).Stages[0].DaysToPassMedian);
        Assert.Equal(70, later.MoreThanDays);
    }

    /// <summary>R survival 3.5: golden/03_discrete_hazard.json, AJ at weeks 4, 8 and 12.</summary>
    [Fact]
    public void Agrees_with_R_at_weeks_4_8_and_12()
    {
        var log = new MadeLog();
        string[] endings = ["", "won", "lost", "none"];
        foreach (var line in File.ReadLines(Path.Combine("golden", "03_deals_weeks.csv")).Skip(1))
        {
            var cells = line.Split(',');
            double opened = 200 - 7 * int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture);
            log.Case(1, cells[2] == "0" ? [("qualifying", opened)] : [("qualifying", opened), (endings[cells[2][0] - '0'], 200)]);
        }
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine("golden", "03_discrete_hazard.json")));
        var states = golden.RootElement.GetProperty("AJ").GetProperty("pstate");
        var shares = EndingShares.Of(log.AsOf(200), [28, 56, 84]).ByDay;
        for (var i = 0; i < 3; i++)
        {
            double[] ours = [shares[i].Open, shares[i].Won.Share, shares[i].Lost.Share, shares[i].NoDecision.Share];
            for (var k = 0; k < 4; k++) Assert.Equal(states[i][k].GetDouble(), ours[k], 1e-9);
        }
    }

    [Fact]
    public void Finds_the_one_that_stands_longer_than_four_of_five_winners_did()
    {
        var log = new MadeLog();
        for (var i = 1; i <= 20; i++) log.Case(1, ("qualifying", 0), ("won", i * 7));
        log.Case(1, ("qualifying", 300 - 15 * 7)).Case(1, ("qualifying", 300 - 17 * 7));
        var stuck = Assert.Single(Funnel.Of(log.AsOf(300)).Stuck);
        Assert.Equal(("case-21", 17.0, 16.0, 20), (stuck.CaseId, stuck.Weeks, stuck.WonWithinWeeks, stuck.WonStays));
    }

    [Fact]
    public void Names_the_day_on_which_the_list_was_cleaned_up()
    {
        var log = new MadeLog();
        for (var i = 0; i < 40; i++) log.Case(1, ("qualifying", 0), ("lost", 10 + i));
        for (var i = 0; i < 25; i++) log.Case(1, ("qualifying", 0), ("none", 89.5));
        var honesty = Funnel.Of(log.AsOf(100)).Honesty;
        Assert.Equal(new ClosingBatch(new DateOnly(2026, 3, 31), 25), Assert.Single(honesty.BatchClosings));
        Assert.Equal(25.0 / 65, honesty.BatchClosingsShare, 12);
    }

    [Fact]
    public void Collapses_stages_filled_in_at_one_instant()
    {
        var log = new MadeLog().Case(1, ("qualifying", 0), ("deciding", 9), ("agreeing", 9), ("won", 9));
        var visit = Assert.Single(StageVisits.Of(log.AsOf(20)));
        Assert.Equal(new StageVisit(0, 0, 9, 0, -1, Ending.Won), visit);
        Assert.Equal(2.0 / 3, RecordHonesty.Of(log.AsOf(20)).ZeroLengthShare!.Value, 12);
    }
}
