using Headway.Learning;
using Headway.Statistics.Scoring;
using Xunit;

namespace Headway.Tests.Learning;

/// <summary>What the chapter on the smallest process says of its looks.</summary>
public sealed class Looking_until_the_end
{
    [Theory]
    [InlineData(90)]
    [InlineData(14)]
    public void Leaves_every_weight_for_censoring_at_1(int withinDays)
    {
        var history = Promising_an_answer.Generated(600, 11);
        var rows = SmallestRows.Of(history, withinDays);
        double[] followed = [.. rows.Days.Select(day => history.AsOfTicks / (double)TimeSpan.TicksPerDay - day)];
        Assert.NotEmpty(followed);
        var weights = CensoringWeights.At(followed, new bool[followed.Length], withinDays);
        Assert.All(weights!, weight => Assert.Equal(1, weight));
    }
}
