using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary>Versions of the process side by side, for people and for programs.</summary>
internal static class VersionsAnswer
{
    public static void Text(OpenedHistory opened, VersionCohorts versions, bool dayWasNamed)
    {
        Console.WriteLine($"{opened.Heading}: {RoadSentences.Of(versions)}");
        if (dayWasNamed) Console.WriteLine(RoadSentences.OneDay);
        if (versions.Cohorts.IsEmpty) return;
        TextOutput.Table(
            ["Cohort", "Cases", "Open", "From", "To", "Won (95 %)", "by day", "Days, half ended", "Hours a win"],
            versions.Cohorts.Select(cohort => new[]
            {
                cohort.Name, $"{cohort.Cases:N0}", $"{cohort.Open:N0}", $"{opened.Calendar.DayOf(cohort.FirstOpened):yyyy-MM-dd}",
                $"{opened.Calendar.DayOf(cohort.LastOpened):yyyy-MM-dd}", FigureText.Share(cohort.Won.Share), $"{cohort.Won.WithinDays:0}",
                Days(cohort.DaysMedian), FigureText.Days(cohort.HoursPerWin),
            }));
        if (versions.AlsoDiffers.IsEmpty) return;
        Console.WriteLine("The last two also differ in:");
        foreach (var each in versions.AlsoDiffers) Console.WriteLine($"  {Also(each)}");
    }

    private static string Days(Figure figure) => figure is Figure.Known { Interval: { } range } known
        ? $"{known.Value:0} ({range.Low:0} to {range.High:0})" : FigureText.Days(figure);

    public static object Json(OpenedHistory opened, VersionCohorts versions) => new
    {
        History = opened.Id,
        opened.Name,
        versions.AsOf,
        N = versions.Cohorts.Sum(cohort => cohort.Cases),
        Sentence = RoadSentences.Of(versions),
        Caution = RoadSentences.OneDay,
        versions.WithinDays,
        Difference = FigureText.Json(versions.Difference),
        Cohorts = versions.Cohorts.Select(cohort => new
        {
            cohort.Name,
            N = cohort.Cases,
            cohort.Open,
            cohort.FirstOpened,
            cohort.LastOpened,
            Won = FigureText.Json(cohort.Won.Share),
            cohort.Won.WithinDays,
            DaysMedian = FigureText.Json(cohort.DaysMedian),
            HoursPerWin = FigureText.Json(cohort.HoursPerWin),
        }),
        versions.AlsoDiffers,
    };

    public static string Also(CohortDifference each) => each.IsShare
        ? $"{each.What}: {100 * each.Before:0} % before, {100 * each.After:0} % after"
        : $"{each.What}: {each.Before:N0} before, {each.After:N0} after (medians)";
}
