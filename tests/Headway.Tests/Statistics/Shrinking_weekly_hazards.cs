using Headway.Statistics.MultiState;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Shrinking_weekly_hazards
{
    // Two stages, two endings. Stage 0: 10 stays of 2 weeks that move on, 5 open for weeks 0-4. Stage 1: 4 end as 0 in week 1.
    private static PersonWeeks Table()
    {
        var weeks = new PersonWeeks(2, 2);
        for (var i = 0; i < 10; i++)
            weeks.AddMove(0, 0, 1, 1);
        for (var i = 0; i < 5; i++)
            weeks.AddOpenStay(0, 0, 4);
        for (var i = 0; i < 4; i++)
            weeks.AddEnding(1, 0, 1, 0);
        return weeks;
    }

    [Fact]
    public void Follows_the_formula_by_hand()
    {
        var h = WeeklyHazards.Estimate(Table())!.ToStage(0, 0, 1);
        // All weeks 45 + 8 = 53; moves one on 10. Stage 0: (10 + 20 x 10/53) / (45 + 20). Bucket {0,1}: r = 30, n = 10.
        var stage = (10 + 20 * 10.0 / 53) / 65;
        Assert.Equal((30, 10), (h.AtRisk, h.Events));
        Golden.Near((10 + 20 * stage) / 50, h.Hazard, 1e-15);
        Assert.True(h.Interval.Contains(h.Hazard));
    }

    [Fact]
    public void Gives_an_unseen_bucket_its_stages_mean()
    {
        var h = WeeklyHazards.Estimate(Table())!.ToEnding(1, 6, 0);
        Assert.Equal(0, h.AtRisk);
        Golden.Near((4 + 20 * 4.0 / 53) / 28, h.Hazard, 1e-15);
    }

    [Fact]
    public void Never_invents_a_move_out_of_the_row_of_stages()
    {
        var expanded = WeeklyHazards.Estimate(Table())!.Expand();
        Assert.Equal(0, expanded.ToStage(1, 0, 0));
        Assert.Equal(0, expanded.ToStage(1, 0, 1));
        Assert.Equal(0, expanded.ToEnding(0, 3, 1));
        Assert.True(expanded.Staying(0, 0) > 0);
    }

    [Fact]
    public void From_an_empty_table_is_no_estimate() => Assert.Null(WeeklyHazards.Estimate(new PersonWeeks(2, 1)));

    [Fact]
    public void Counts_a_late_seen_stay_only_where_it_was_seen()
    {
        var weeks = new PersonWeeks(1, 1);
        weeks.AddOpenStay(0, 3, 25);
        Assert.Equal([0, 1, 3, 4, 5, 8, 2], Enumerable.Range(0, PersonWeeks.Buckets).Select(b => weeks.AtRisk(0, b)));
    }

    [Fact]
    public void With_much_evidence_keeps_what_was_seen()
    {
        var weeks = new PersonWeeks(1, 1);
        for (var i = 0; i < 100_000; i++)
        {
            if (i % 4 == 0)
                weeks.AddEnding(0, 0, 0, 0);
            else
                weeks.AddOpenStay(0, 0, 0);
        }
        Golden.Near(0.25, WeeklyHazards.Estimate(weeks)!.ToEnding(0, 0, 0).Hazard, 1e-9);
    }
}
