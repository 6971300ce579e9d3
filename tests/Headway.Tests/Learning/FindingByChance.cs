using System.Collections.Immutable;
using Headway.Histories;
using Headway.Learning;
using Headway.Statistics.Association;
using Xunit;

namespace Headway.Tests.Learning;

/// <summary>What is said beside the findings: how an estimate did where there is nothing, and how long the rest would take.</summary>
public sealed class Finding_by_chance
{
    private static ElementContribution Element(
        string name, ContributionVerdict verdict, double points = 0.05, int? more = null, double perWeek = 0,
        ContributionSilence? silence = null) => new(
        new NamedElement(name, name), false, new NamedElement("open", "Open"), verdict, 500, 200, 100, 300, 1,
        new ContributionNumbers(90, [2], new Estimate(points, 0.02), 0.3, 0.25, null, null, null, null, false), silence, more, 0.05)
        { EnteredPerWeek = perWeek };

    private static Contribution Of(ChanceFindings chance, params ElementContribution[] elements) => new(
        default, 1_000, 100, 10, new ContributionQuestion(), [.. elements], [], new PlaceboCheck(16, 0, 0, 0, 0))
    { ByChance = chance };

    private static Contribution Three(int madeUp, int alarms) => Of(
        new ChanceFindings(madeUp, alarms, 16, 3),
        [.. Enumerable.Range(0, 3).Select(i => Element($"outcome {i}", ContributionVerdict.WithWinning))]);

    /// <summary>4 of 48, Wilson 3.29 to 19.55 %, of 16 tested: 1.33, 0.53 to 3.13; the findings are no limit.</summary>
    [Fact]
    public void Is_said_below_the_answer_with_its_range()
    {
        var answer = Three(48, 4);
        Assert.Equal((1.33, 0.53, 3.13), (
            Math.Round(answer.ByChance.Expected, 2), Math.Round(answer.ByChance.Interval.Low, 2),
            Math.Round(answer.ByChance.Interval.High, 2)));
        Assert.Equal(
            "The first of three estimates called 4 of 48 made-up exposures associated; at that rate it would call about 1 of the 16 "
            + "compared associated if none were (1 to 3). It tells how far to trust that estimate, not how many findings are chance: a "
            + "finding rests on the second, and all three must point the same way.",
            ContributionWording.ByChance(answer));
        Assert.StartsWith("Of 3 outcomes and activities, 3 are associated with winning", ContributionWording.Answer(answer),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_the_answer_say_less_once_more_is_found_in_what_was_made_up_than_luck_explains()
    {
        var answer = Three(48, 7);
        Assert.Equal(
            "Nothing firm yet: 3 of 3 outcomes and activities seem associated with winning or losing, but by the first of three estimates "
            + "so do 7 of 48 that were made up, more than luck explains.",
            ContributionWording.Answer(answer));
        Assert.Equal("not firm: with winning", ContributionWording.Name(answer, ContributionVerdict.WithWinning));
        Assert.Equal("not firm: with losing", ContributionWording.Name(answer, ContributionVerdict.WithLosing));
        Assert.Equal("not enough evidence", ContributionWording.Name(answer, ContributionVerdict.NotEnoughEvidence));
        Assert.Equal("associated with winning", ContributionWording.Name(Three(48, 4), ContributionVerdict.WithWinning));
    }

    /// <summary>By the binomial chance of each number of alarms at 5 %: the rule before, more than one in ten, did so in 37 of 100 runs of
    /// nine.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(18)]
    [InlineData(48)]
    [InlineData(90)]
    public void Is_withdrawn_by_luck_in_one_run_of_forty_at_most(int madeUp)
    {
        var (withdrawn, chance) = (0.0, Math.Pow(0.95, madeUp));
        for (var alarms = 0; alarms <= madeUp; alarms++)
        {
            if (!Three(madeUp, alarms).IsFirm) withdrawn += chance;
            chance *= (madeUp - alarms) / (alarms + 1.0) * 0.05 / 0.95;
        }
        Assert.InRange(withdrawn, 1e-4, 0.025);
    }

    [Fact]
    public void Is_not_spoken_of_where_nothing_is_found() => Assert.Equal(
        "", ContributionWording.ByChance(Of(
            new ChanceFindings(48, 9, 16, 0), Element("one", ContributionVerdict.NotEnoughEvidence, 0.01, 100, 1,
                ContributionSilence.Undecided))));

    [Fact]
    public void Tells_how_long_the_rest_would_take_and_what_is_not_worth_waiting_for()
    {
        ElementContribution Undecided(int more, double perWeek) => Element(
            "one", ContributionVerdict.NotEnoughEvidence, 0.01, more, perWeek, ContributionSilence.Undecided);
        Assert.EndsWith(
            "About 430 more opportunities would settle it, 43 weeks at the present pace.", ContributionWording.Of(Undecided(430, 10)),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "About 4,600 more opportunities would settle it, 9 years at the present pace: not worth waiting for.",
            ContributionWording.Of(Undecided(4_600, 10)), StringComparison.Ordinal);
        Assert.EndsWith("at present none come.", ContributionWording.Of(Undecided(10, 0)), StringComparison.Ordinal);
    }

    /// <summary>0.10 with an error of 0.02 leaves out none; 0.01 does not.</summary>
    [Fact]
    public void Tells_why_nothing_is_said_of_one_whose_range_leaves_out_none()
    {
        Assert.Equal(["“far”: its range leaves out no difference, yet nothing is said, because three ways to estimate it do not point the "
            + "same way."],
            SilentThough.Of(Of(
                new ChanceFindings(6, 0, 2, 0),
                Element("far", ContributionVerdict.NotEnoughEvidence, -0.1, silence: ContributionSilence.EstimatesDisagree),
                Element("near", ContributionVerdict.NotEnoughEvidence, 0.01, silence: ContributionSilence.Undecided),
                Element("found", ContributionVerdict.WithWinning))));
    }

    [Fact]
    public void Tells_why_how_often_is_undecided_although_its_range_leaves_out_none()
    {
        static string Said(double points) => RepeatWording.Of(new RepeatedElement(
            new NamedElement("call", "Call"), true, new NamedElement("open", "Open"), ContributionVerdict.NotEnoughEvidence,
            ContributionSilence.Undecided, 7, 90, [14], 500, 100, 80, [], new Estimate(points, 0.056),
            new RepeatHazards(new Estimate(0.1, 0.1), new Estimate(0.1, 0.1), new Estimate(0.1, 0.1)), 0.2));
        Assert.Contains("+12.7 points of being won within 90 days (+1.7 to +23.7)", Said(0.127), StringComparison.Ordinal);
        Assert.Contains("among as many as were looked at together, one that far from none may be chance", Said(0.127),
            StringComparison.Ordinal);
        Assert.EndsWith("It may matter or not.", Said(0.05), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_why_nothing_is_dead_weight_yet()
    {
        var answer = Of(
            new ChanceFindings(6, 0, 2, 0),
            Element("far", ContributionVerdict.NotEnoughEvidence, 0.01, 900, 10, ContributionSilence.Undecided),
            Element("near", ContributionVerdict.NotEnoughEvidence, 0.02, 300, 10, ContributionSilence.Undecided),
            Element("large", ContributionVerdict.NotEnoughEvidence, 0.08, 10, 10, ContributionSilence.Undecided));
        Assert.Equal(
            "None can be called dead weight yet, because the record shows of none that the difference is under 3 points. Nearest to "
            + "it is “near”: about 300 more opportunities would settle it, 30 weeks at the present pace.",
            ContributionWording.NoDeadWeight(answer));
        Assert.Equal("", ContributionWording.NoDeadWeight(Of(
            new ChanceFindings(3, 0, 1, 0), Element("dead", ContributionVerdict.NoMeaningfulAssociation, 0.001))));
    }
}
