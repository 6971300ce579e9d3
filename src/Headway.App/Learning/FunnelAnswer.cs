using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary>The funnel, for people and for programs.</summary>
internal static class FunnelAnswer
{
    private const int ShownStuck = 5;
    private const int ShownBatches = 3;

    public static void Text(OpenedHistory opened, Funnel funnel)
    {
        Console.WriteLine($"{opened.Heading}: {Sentence(funnel)}");
        if (funnel.Cases == 0) return;
        if (!funnel.Stages.IsEmpty) TextOutput.Table(
            ["Stage", "Entered", "Passed", "Won here", "Lost", "No decision", "No-go", "Open", "Pass (95 %)", "Days to half"],
            funnel.Stages.Select(stage => new[]
            {
                stage.Stage.Name, $"{stage.Entered:N0}", $"{stage.Passed:N0}", $"{stage.WonHere:N0}", $"{stage.Lost:N0}",
                    $"{stage.NoDecision:N0}",
                $"{stage.NoGo:N0}", $"{stage.Open:N0}", FigureText.Share(stage.PassedShare), FigureText.Days(stage.DaysToPassMedian),
            }));
        if (!funnel.Endings.ByDay.IsEmpty)
        {
            TextOutput.Table(["Days after opening", "Followed", "Won (95 %)", "Lost", "No decision", "No-go", "Still open"],
                funnel.Endings.ByDay.Select(day => new[]
            {
                $"{day.Day}", $"{day.AtRisk:N0}", Share(day.Won), TextOutput.Share(day.Lost.Share), TextOutput.Share(day.NoDecision.Share),
                TextOutput.Share(day.NoGo.Share), TextOutput.Share(day.Open),
            }));
        }
        if (!funnel.Endings.ByDay.IsEmpty || (funnel.HasDates && funnel.Open > 0))
            Console.WriteLine($"Beside it, the win rate of the closed alone: {FigureText.Share(funnel.ClosedOnly.Rate)}, "
                + $"{funnel.ClosedOnly.Won:N0} of {funnel.ClosedOnly.Closed:N0}."
                + (funnel.Open == 0 ? "" : " It leaves out the open ones."));
        foreach (var line in Honesty(funnel)) Console.WriteLine(line);
        if (funnel.Stuck.IsEmpty) return;
        Console.WriteLine($"{funnel.Stuck.Length:N0} open ones have stood in their stage for longer than four of five that were later "
            + $"won, the longest:");
        foreach (var stuck in funnel.Stuck.Take(ShownStuck))
            Console.WriteLine($"  {opened.CaseName(stuck.CaseId)}: {stuck.Weeks:0.0} weeks in {funnel.Stages[stuck.Stage].Stage.Name}; "
                + $"four of five won left within {stuck.WonWithinWeeks:0.0}");
    }

    public static object Json(OpenedHistory opened, Funnel funnel) => new
    {
        History = opened.Id,
        opened.Name,
        funnel.AsOf,
        funnel.HasDates,
        N = funnel.Cases,
        funnel.Open,
        Stages = funnel.Stages.Select(stage => new
        {
            stage.Stage.Key,
            stage.Stage.Name,
            N = stage.Entered,
            stage.Entered,
            stage.Passed,
            stage.WonHere,
            stage.Lost,
            stage.NoDecision,
            stage.NoGo,
            stage.Open,
            PassedShare = FigureText.Json(stage.PassedShare),
            stage.WithinDays,
            DaysToPassMedian = FigureText.Json(stage.DaysToPassMedian),
            DaysInStageMedian = FigureText.Json(stage.DaysInStageMedian),
        }),
        Endings = funnel.Endings.ByDay.Select(day => new
        {
            day.Day,
            N = funnel.Endings.Cases,
            day.AtRisk,
            Won = Json(day.Won),
            Lost = Json(day.Lost),
            NoDecision = Json(day.NoDecision),
            NoGo = Json(day.NoGo),
            day.Open,
        }),
        ClosedOnly = new { funnel.ClosedOnly.Won, funnel.ClosedOnly.Closed, Rate = FigureText.Json(funnel.ClosedOnly.Rate) },
        funnel.Honesty,
        Stuck = funnel.Stuck.Select(stuck => new
        {
            Case = stuck.CaseId,
            Stage = funnel.Stages[stuck.Stage].Stage.Key,
            stuck.Weeks,
            stuck.WonWithinWeeks,
            N = stuck.WonStays,
        }),
    };

    /// <summary>The answer before the tables: how many are won by the furthest of the days that was followed.</summary>
    private static string Sentence(Funnel funnel)
    {
        if (funnel.Cases == 0) return "no opportunity was known then.";
        var open = funnel.Open == 0 ? "none is open" : $"{funnel.Open:N0} are open and counted as open";
        if (funnel.Endings.ByDay.IsEmpty && (funnel.Open == 0 || !funnel.HasDates) && funnel.ClosedOnly.Rate is Figure.Known)
            return $"{FigureText.Share(funnel.ClosedOnly.Rate)} of the {funnel.ClosedOnly.Closed:N0} opportunities that ended were won; "
                + $"{open}{(funnel.HasDates ? "" : ", and nothing says when they ended")}.";
        if (funnel.Endings.ByDay.IsEmpty) return $"{funnel.Cases:N0} opportunities, {open}; they were not followed long enough to say "
            + $"how many end.";
        var day = funnel.Endings.ByDay[^1];
        return $"within {day.Day} days of opening {Share(day.Won)} of {funnel.Cases:N0} opportunities are won; {open}.";
    }

    private static IEnumerable<string> Honesty(Funnel funnel)
    {
        var honesty = funnel.Honesty;
        if (honesty.ZeroLengthShare is > 0.05 and var share)
            yield return $"{TextOutput.Share(share)} of the stage visits lasted no time: filled in afterwards, or at once.";
        if (honesty.TruncatedSince is { } since)
            yield return $"The source shows only what was open on {since.AddTicks(1):yyyy-MM-dd} or opened later; earlier cases count "
                + $"from that day on.";
        if (honesty.BatchClosings.IsEmpty) yield break;
        var largest = honesty.BatchClosings.OrderByDescending(day => day.Closings).ThenBy(day => day.Day).Take(ShownBatches)
            .Select(day => $"{day.Closings:N0} on {day.Day:yyyy-MM-dd}");
        yield return $"{TextOutput.Share(honesty.BatchClosingsShare)} of the endings fall on {honesty.BatchClosings.Length} days of "
            + $"cleaning up "
            + $"({string.Join(", ", largest)}): there the date is not the customer's.";
    }

    private static string Share(ShareWithInterval share) => share.Interval is { } interval
        ? $"{100 * share.Share:0.0} % ({100 * interval.Low:0.0} to {100 * interval.High:0.0})" : $"{100 * share.Share:0.0} %";

    private static object Json(ShareWithInterval share) => new { share.Share, Interval = FigureText.Json(share.Interval) };
}
