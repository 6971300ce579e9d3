using Headway.Histories;
using Headway.Histories.Generated;
using Xunit;

namespace Headway.Tests.Histories.Generated;

public sealed class Planted_truths
{
    private static readonly WeeklyHazards Hazards = WeeklyHazards.Calibrated(GroundTruthParameters.Demo, 5);

    // 60,000 cases over a span so long that nearly every one ends; no shocks, so that the closed form is the expectation.
    private static readonly GroundTruthParameters Large = GroundTruthParameters.Demo with
    {
        Opportunities = 60_000,
        Weeks = 2_000,
        ShockDeviation = 0,
        RushFactor = 1,
        FasterBy = 1,
    };

    private static readonly List<GeneratedCase> Cases =
        [.. GeneratedCompany.CasesOf(Large, 4, Hazards, new DateOnly(2026, 11, 24)).Where(one => one is { Void: false, Ending: not null })];

    // What is known after three weeks, among those still open then and not with the seller who has the gap: a fair comparison.
    private static readonly List<GeneratedCase> AtWeek3 =
        [.. Cases.Where(one => one.WeeksSeen > 3 && one.Seller != GeneratedCase.SellerWithGap)];

    [Fact]
    public void Have_the_asked_sizes_in_closed_form()
    {
        Assert.Equal(0.28, Hazards.Average(GroundTruthParameters.Demo.ExposureShare), 0.0005);
        Assert.Equal(0.12, Hazards.HelpfulEffect(), 0.0005);
        Assert.Equal(0.24, Hazards.EngagementEffect(GroundTruthParameters.Demo.ExposureShare), 0.0005);
    }

    [Fact]
    public void Are_what_the_cases_show_for_the_helpful_outcome() =>
        Assert.Equal(Hazards.HelpfulEffect(3), Difference(AtWeek3, one => one.HelpfulWeek is not null), 0.025);

    [Fact]
    public void Are_nothing_for_the_null_outcome() => Assert.Equal(0, Difference(AtWeek3, one => one.NullWeek is not null), 0.02);

    [Fact]
    public void Show_a_crude_difference_for_the_confounded_outcome_and_none_given_engagement()
    {
        Assert.True(Difference(AtWeek3, one => one.ConfoundedWeek is not null) > 0.08);
        foreach (var engaged in new[] { true, false })
            Assert.Equal(0, Difference(AtWeek3.Where(one => one.Engaged == engaged), one => one.ConfoundedWeek is not null), 0.025);
    }

    [Fact]
    public void Let_the_seller_with_the_gap_win_as_much_less_as_the_closed_form_says()
    {
        var others = Rate(Cases.Where(one => one.Seller != GeneratedCase.SellerWithGap));
        var gap = Rate(Cases.Where(one => one.Seller == GeneratedCase.SellerWithGap));
        Assert.Equal(Hazards.Average(0.58), others, 0.01);
        Assert.Equal(Hazards.Average(0.15), gap, 0.025);
    }

    [Fact]
    public void Leave_nothing_to_find_where_nothing_is_planted()
    {
        var none = WeeklyHazards.Calibrated(GroundTruthParameters.Nothing, 5);
        Assert.Equal(0, none.HelpfulEffect(), 1e-6);
        Assert.Equal(0, none.EngagementEffect(0.5), 1e-6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void Hold_for_processes_of_other_lengths(int phases) =>
        Assert.Equal(0.12, WeeklyHazards.Calibrated(GroundTruthParameters.Demo, phases).HelpfulEffect(), 0.0005);

    private static double Difference(IEnumerable<GeneratedCase> cases, Func<GeneratedCase, bool> exposed)
    {
        var both = cases.ToLookup(exposed);
        return Rate(both[true]) - Rate(both[false]);
    }

    private static double Rate(IEnumerable<GeneratedCase> cases) => cases.Average(one => one.Ending == Ending.Won ? 1.0 : 0.0);
}
