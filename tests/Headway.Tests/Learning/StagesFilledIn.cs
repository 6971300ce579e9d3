using System.Collections.Immutable;
using Headway.Histories;
using Headway.Learning;
using Headway.Statistics.Random;
using Xunit;

namespace Headway.Tests.Learning;

/// <summary>A regression: the last stage was "left" for one in which nobody ever stood, and the wins that followed were lost.</summary>
public sealed class Stages_filled_in_at_one_instant
{
    private static readonly DateTime last = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] labels = ["first", "second", "third", "told", "Won", "Lost"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Are_no_stay_of_the_weekly_hazards(bool beforeTheThird)
    {
        var (plain, filled) = (Weekly(fill: false, beforeTheThird), Weekly(fill: true, beforeTheThird));
        Assert.Equal(plain.Difference.Value, filled.Difference.Value, 12);
        Assert.Equal(plain.Difference.StandardError, filled.Difference.StandardError, 12);
        Assert.Equal(plain.GoesOn, filled.GoesOn);
        Assert.Equal(plain.EndsWithoutWin, filled.EndsWithoutWin);
        Assert.True(plain.Difference.IntervalOf().Low > 0, "It was planted.");
    }

    private static WeeklyContribution Weekly(bool fill, bool beforeTheThird) =>
        Contribution.Of(Made(fill, beforeTheThird), new ContributionQuestion()).Elements[0].Numbers!.Weekly!;

    /// <param name="fill">Fill in the stages between at the instant of what follows.</param>
    /// <param name="beforeTheThird">By way of a stay in the third stage; otherwise won from the first.</param>
    private static History Made(bool fill, bool beforeTheThird)
    {
        var made = new DatedCases(labels);
        for (var c = 0; c < 1_200; c++)
        {
            var random = Xoshiro256StarStar.For(4, "filled in", c);
            var at = last.AddDays(-1 - random.NextBelow(500));
            made.Add(at, 0);
            var told = random.Chance(0.5) ? random.NextBelow(20) : int.MaxValue;
            for (var (day, third) = (0, false); at < last; day++, at = at.AddDays(1))
            {
                if (day == told) made.Add(at.AddHours(1), 3);
                var (goesOn, ends) = (random.Chance(day > told ? 0.03 : 0.012), random.Chance(0.02));
                if (goesOn && beforeTheThird && !third)
                {
                    if (fill) made.Add(at.AddHours(2), 1);
                    made.Add(at.AddHours(2), 2);
                    third = true;
                    continue;
                }
                if (!goesOn && !ends) continue;
                if (goesOn && fill && !third)
                {
                    made.Add(at.AddHours(2), 1);
                    made.Add(at.AddHours(2), 2);
                }
                made.Add(at.AddHours(2), goesOn ? 4 : 5);
                break;
            }
            made.EndCase();
        }
        return made.AsOf(
            last, [new("first", "First"), new("second", "Second"), new("third", "Third")], [new("told", "Told")], [],
            new Dictionary<string, LabelMeaning>
            {
                ["first"] = new LabelMeaning.StageEntered(0),
                ["second"] = new LabelMeaning.StageEntered(1),
                ["third"] = new LabelMeaning.StageEntered(2),
                ["told"] = new LabelMeaning.Evidence(0, true),
                ["Won"] = new LabelMeaning.Ended(Ending.Won),
                ["Lost"] = new LabelMeaning.Ended(Ending.Lost),
            });
    }
}
