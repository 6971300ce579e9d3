using System.Collections.Immutable;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>Cases without sentences or facts: the same hazards and the same draws as the whole company, in milliseconds.</summary>
public static class CaseGenerator
{
    private static readonly double[] MedianAmount = [62_000, 84_000, 48_000, 110_000, 70_000];

    /// <param name="last">The last day of the span.</param>
    /// <param name="hazards">From <see cref="WeeklyHazards.Calibrated"/>, to be kept over many seeds.</param>
    public static ImmutableArray<GeneratedCase> Cases(
        GroundTruthParameters parameters, ulong seed, WeeklyHazards hazards, DateOnly last, CalendarEffects effects)
    {
        if (parameters.Opportunities is < 1 or > 100_000 || parameters.Accounts < GeneratedCase.Sellers || parameters.Weeks < 4)
            throw new ArgumentOutOfRangeException(nameof(parameters), parameters,
                "1 to 100,000 opportunities, at least 12 accounts and 4 weeks.");
        var openings = Xoshiro256StarStar.For(seed, "openings");
        var days = new DateOnly[parameters.Opportunities];
        for (var i = 0; i < days.Length; i++) days[i] = Workday(openings, last, parameters.Weeks * 7);
        Array.Sort(days);
        return [.. days.Select((day, number) => Case(parameters, seed, hazards, number, day, last, effects))];
    }

    private static DateOnly Workday(Xoshiro256StarStar random, DateOnly last, int span)
    {
        while (true)
        {
            var day = last.AddDays(-random.NextBelow(span));
            if (IsWorkday(day)) return day;
        }
    }

    private static GeneratedCase Case(
        GroundTruthParameters asked, ulong seed, WeeklyHazards hazards, int number, DateOnly opened, DateOnly last, CalendarEffects effects)
    {
        var random = Xoshiro256StarStar.For(seed, "case", number);
        var seller = random.NextBelow(GeneratedCase.Sellers);
        var account = seller + GeneratedCase.Sellers * random.NextBelow(asked.Accounts / GeneratedCase.Sellers);
        var amount = Rounded(MedianAmount[GeneratedCase.SegmentOf(account)] * random.LogNormal(0, 0.75));
        var (engaged, slow, isVoid) = (random.Chance(0.5), random.Chance(asked.SlowShare), random.Chance(asked.VoidShare));
        var helpful = Planned(random, seller == GeneratedCase.SellerWithGap ? asked.ExposureWithGap : asked.ExposureShare);
        var none = Planned(random, asked.ExposureShare);
        var confounded = Planned(random, engaged ? asked.ExposureWhenEngaged : asked.ExposureWhenNotEngaged);
        var born = new GeneratedCase(
            number, opened, seller, account, amount, engaged, slow, helpful, none, confounded, [opened], 0, 0, null, null, isVoid);
        var ended = GoOn(born, asked, hazards, last, effects, random);
        // What was planned for a week that never came was never learned.
        int? Seen(int? week) => week <= ended.WeeksSeen || (ended.Ending is null && week <= ended.WeeksSeen + 1) ? week : null;
        return ended with { HelpfulWeek = Seen(helpful), NullWeek = Seen(none), ConfoundedWeek = Seen(confounded) };
    }

    /// <summary>From where a case stands on, week by week, until it ends or the span does.</summary>
    public static GeneratedCase GoOn(
        GeneratedCase before, GroundTruthParameters asked, WeeklyHazards hazards, DateOnly last, CalendarEffects effects,
            Xoshiro256StarStar random)
    {
        var speed = (before.Team == GeneratedCase.FasterTeam ? asked.FasterBy : 1) * (before.Slow ? 0.25 : 1);
        var traits = new HazardTraits(before.Engaged, speed, before.HelpfulWeek);
        var phases = before.PhaseDays.ToList();
        var (week, inPhase) = (before.WeeksSeen, before.WeekOfPhase);
        while (true)
        {
            var start = before.OpenedOn.AddDays(7 * week);
            if (start > last) break;
            var winning = phases.Count == hazards.Phases;
            var (advance, end) = hazards.Week(phases.Count - 1, inPhase == 0, traits, week + 1, effects.Factor(start, winning));
            var (uniform, on, how) = (random.NextUniform(), start.AddDays(WorkdayInWeek(start, random.NextBelow(4))), random.NextUniform());
            if (on > last) break;
            week++;
            inPhase++;
            if (uniform >= advance + end) continue;
            if (uniform < advance && !winning)
            {
                phases.Add(on);
                inPhase = 0;
                continue;
            }
            var ending = uniform < advance ? Ending.Won : hazards.EndingIn(phases.Count - 1, how);
            return before with { PhaseDays = [.. phases], WeeksSeen = week, WeekOfPhase = inPhase, Ending = ending, EndedOn = on };
        }
        return before with { PhaseDays = [.. phases], WeeksSeen = week, WeekOfPhase = inPhase };
    }

    /// <summary>The number of days from a working day to one of the four others before its next week, so that order within a week is
    /// kept.</summary>
    private static int WorkdayInWeek(DateOnly start, int which)
    {
        for (var days = 1; ; days++)
            if (IsWorkday(start.AddDays(days)) && which-- == 0) return days;
    }

    public static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static int? Planned(Xoshiro256StarStar random, double share)
    {
        var (happens, uniform) = (random.Chance(share), random.NextUniform());
        if (!happens) return null;
        var shares = WeeklyHazards.ExposureWeekShares;
        return uniform < shares[0] ? 1 : uniform < shares[0] + shares[1] ? 2 : 3;
    }

    /// <summary>As people write amounts: to 500 below 20,000, to 1,000 below 100,000, to 5,000 above.</summary>
    internal static decimal Rounded(double amount)
    {
        var step = amount < 20_000 ? 500 : amount < 100_000 ? 1_000 : 5_000;
        return Math.Max(5_000, (decimal)Math.Round(amount / step) * step);
    }
}
