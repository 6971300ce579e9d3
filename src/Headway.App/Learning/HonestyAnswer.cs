using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary>How far a history can be trusted and what it can teach, for people and for programs.</summary>
internal static class HonestyAnswer
{
    public static void Text(OpenedHistory opened, HistoryHonesty honesty)
    {
        Console.WriteLine($"{opened.Heading}: {RoadSentences.Of(honesty)}");
        foreach (var warning in RoadSentences.Warnings(honesty)) Console.WriteLine($"- {warning}");
        foreach (var lesson in honesty.Lessons)
            Console.WriteLine($"{(lesson.CanTeach ? "can teach   " : "cannot teach")}  {lesson.Question} {lesson.Because}");
        if (honesty.Pace.IsEmpty) return;
        TextOutput.Table(["Ended as", "Opportunities", "Days (median)", "Within an hour"], honesty.Pace.Select(pace => new[]
        {
            Wording.Of(pace.Ending), $"{pace.Cases:N0}", $"{pace.DaysMedian:0.00}", $"{pace.WithinAnHour:N0}",
        }));
    }

    public static object Json(OpenedHistory opened, HistoryHonesty honesty) => new
    {
        History = opened.Id,
        opened.Name,
        honesty.AsOf,
        honesty.HasDates,
        N = honesty.Cases,
        Sentence = RoadSentences.Of(honesty),
        Warnings = RoadSentences.Warnings(honesty),
        QuarterEndChanges = Count(honesty.QuarterEndChanges),
        honesty.QuarterEndExpected,
        PassedSameDay = Count(honesty.SameDay),
        AfterClosing = Count(honesty.AfterClosing),
        RecordedAfterClosing = Count(honesty.RecordedAfterClosing),
        BackDated = Count(honesty.BackDated),
        AssumedTimes = Count(honesty.AssumedTimes),
        honesty.Record.TruncatedSince,
        honesty.Record.BatchClosings,
        honesty.Record.BatchClosingsShare,
        honesty.Record.ZeroLengthShare,
        Zombies = honesty.Zombies is { } zombies ? new { zombies.Older, N = zombies.Open, zombies.OldestClosedDays } : null,
        Pace = honesty.Pace.Select(pace => new { pace.Ending, N = pace.Cases, pace.DaysMedian, pace.WithinAnHour }),
        honesty.Lessons,
    };

    private static object Count(CountOf count) => new { count.Count, N = count.Of, count.Share };
}
