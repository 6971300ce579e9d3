using Headway.Learning;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Learning;

public sealed class Saying_how_sure
{
    [Theory]
    [InlineData(0.19, "unlikely")]
    [InlineData(0.2, "doubtful")]
    [InlineData(0.4, "toss-up")]
    [InlineData(0.6, "likely")]
    [InlineData(0.8, "likely")]
    [InlineData(0.81, "very likely")]
    public void Uses_the_five_bands(double chance, string band) => Assert.Equal(band, Wording.Band(chance));

    [Fact]
    public void Calls_a_bare_figure_a_chance() => Assert.Equal("58 % chance", Wording.Chance(0.58));

    [Fact]
    public void Puts_a_stage_into_one_sentence()
    {
        var funnel = Funnel.Of(MadeLog.TwoYears().AsOf(2000));
        // What runs into thousands is read in thousands.
        Assert.EndsWith("; 1,059 of 2,486 are still open.", Wording.Of(funnel.Stages[1] with { Open = 1_059, Entered = 2_486 }),
            StringComparison.Ordinal);
        var many = Wording.WhyClosedOnlyDiffers(funnel with { Open = 1_486, ClosedOnly = funnel.ClosedOnly with { Closed = 1_292 } });
        Assert.StartsWith("Among the 1,292 closed, ", many, StringComparison.Ordinal);
        Assert.Contains("leaves out the 1,486 still open", many, StringComparison.Ordinal);
        Assert.Equal("Of 100 that enter Deciding, 33 pass (24-44); 0 of 90 are still open.", Wording.Of(funnel.Stages[1]));
        Assert.Equal(
            "Among the 120 closed, 25 of 100 were won (18-33). That leaves out the 0 still open; " +
            "which way it errs depends on whether losses or wins take longer.",
            Wording.WhyClosedOnlyDiffers(funnel));
    }
}
