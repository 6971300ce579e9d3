using Headway.Statistics.Association;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Judging_many_at_once
{
    private static readonly System.Text.Json.JsonElement Expected = Golden.Json("05_fdr_evalue");

    [Fact]
    public void Adjusts_the_published_p_values_as_R_does()
    {
        var p = Expected.GetProperty("p").Numbers();
        Golden.Near(Expected.GetProperty("bh").Numbers(), MultipleTesting.BenjaminiHochberg(p), 1e-9, "BH");
        Golden.Near(Expected.GetProperty("by").Numbers(), MultipleTesting.BenjaminiYekutieli(p), 1e-9, "BY");
        Golden.Near(Expected.GetProperty("holm").Numbers(), MultipleTesting.Holm(p), 1e-9, "Holm");
        Assert.Equal(4, MultipleTesting.BenjaminiHochberg(p).Count(q => q <= 0.05));
        Assert.Equal(3, MultipleTesting.Holm(p).Count(q => q <= 0.05));
    }

    [Fact]
    public void Says_what_an_unrecorded_reason_would_have_to_be()
    {
        var risk = Expected.GetProperty("evalue");
        Golden.Near(risk.GetProperty("e").Numbers(), [.. risk.GetProperty("rr").Numbers().Select(EValue.OfRiskRatio)], 1e-9);
        var hazard = Expected.GetProperty("hr_common");
        double[] ratios = [.. hazard.GetProperty("hr").Numbers().Select(EValue.RiskRatioOfHazardRatio)];
        Golden.Near(hazard.GetProperty("rr").Numbers(), ratios, 1e-9);
        Golden.Near(hazard.GetProperty("e").Numbers(), [.. ratios.Select(EValue.OfRiskRatio)], 1e-9);
        var odds = Expected.GetProperty("or_common");
        Golden.Near(
            odds.GetProperty("e").Numbers(),
            [.. odds.GetProperty("or").Numbers().Select(o => EValue.OfRiskRatio(EValue.RiskRatioOfOddsRatio(o)))], 1e-9);
        Assert.Equal(1, EValue.OfInterval(0.9, 1.4));
        Golden.Near(3, EValue.OfInterval(1.8, 2.4), 1e-12);
    }

    [Fact]
    public void Sees_through_the_Berkeley_admissions()
    {
        var expected = Expected.GetProperty("ucb");
        var t = expected.GetProperty("table").Numbers();
        TwoByTwo[] tables = [.. Enumerable.Range(0, 6).Select(k => new TwoByTwo(t[4 * k], t[4 * k + 2], t[4 * k + 1], t[4 * k + 3]))];
        var common = MantelHaenszel.Of(tables)!;
        Golden.Near(expected.GetProperty("common_or").GetDouble(), common.OddsRatio, 1e-9);
        Golden.Near(expected.GetProperty("ci").Numbers(), [common.Interval.Low, common.Interval.High], 1e-9);
        Golden.Near(expected.GetProperty("stat").GetDouble(), common.ChiSquare, 1e-9);
        Golden.Near(expected.GetProperty("p").GetDouble(), common.PValue, 1e-9);
        var crude = new TwoByTwo(tables.Sum(x => x.A), tables.Sum(x => x.B), tables.Sum(x => x.C), tables.Sum(x => x.D));
        Golden.Near(expected.GetProperty("crude_or").GetDouble(), crude.A * crude.D / (crude.B * crude.C), 1e-9);
        Assert.Null(MantelHaenszel.Of([new TwoByTwo(3, 0, 0, 4)]));
    }

    [Fact]
    public void Knows_how_many_it_needs()
    {
        foreach (var row in Golden.Json("16_evidence_floor").GetProperty("power").EnumerateArray())
        {
            double p = row.GetProperty("p1").GetDouble(), d = row.GetProperty("d").GetDouble();
            var needed = row.GetProperty("n_per_arm").GetInt32();
            Assert.Equal(needed, TwoProportionPower.NeededPerArm(p, p + d));
            Assert.InRange(TwoProportionPower.PowerOf(p, p + d, needed), 0.8, 0.81);
        }
    }

    [Fact]
    public void Calls_small_only_what_is_shown_to_be_small()
    {
        Assert.True(new Estimate(0.001, 0.01).IsShownNegligible(0.03));
        Assert.False(new Estimate(0.001, 0.02).IsShownNegligible(0.03));
        Assert.False(new Estimate(0.02, 0.01).IsShownNegligible(0.03));
    }

    [Fact]
    public void Puts_together_what_cannot_be_told_apart()
    {
        bool[] one = [true, true, true, false, false, false], same = [true, true, true, false, false, false];
        bool[] other = [true, false, true, false, true, false];
        Golden.Near(1, CoOccurrence.Phi(one, same), 1e-12);
        Golden.Near(1.0 / 3, CoOccurrence.Phi(one, other), 1e-12);
        Assert.Equal([[0, 2]], CoOccurrence.Groups(new[,] { { 1, 0.1, 0.7 }, { 0.1, 1, 0.2 }, { 0.7, 0.2, 1 } }, 0.6));
        // 0 and 1 are close, and 2 is close to 1 alone: on average it is not.
        Assert.Equal([[0, 1]], CoOccurrence.Groups(new[,] { { 1, 0.9, 0.2 }, { 0.9, 1, 0.8 }, { 0.2, 0.8, 1 } }, 0.6));
    }
}
