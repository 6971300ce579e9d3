using Headway.App.Serving;
using Headway.Learning;
using Headway.Statistics.Association;

namespace Headway.App.Learning;

/// <summary>The part of contribution about how often something was done.</summary>
internal static class RepeatsAnswer
{
    public static void Text(IReadOnlyList<RepeatedElement> repeated)
    {
        if (repeated.Count == 0) return;
        Console.WriteLine();
        Console.WriteLine($"{RepeatWording.Heading}. {RepeatWording.Lesson}");
        TextOutput.Table(
            ["Outcome or activity", "How often", "Closed: won of 100", "Closed", "Open", "At a landmark", "Points against once (95 %)"],
            repeated.SelectMany(each => each.Levels.Where(IsSeen).Select(level => new[]
            {
                each.Element.Name, RepeatWording.Times(level), ClosedRate(level), $"{level.Closed:N0}", $"{level.Open:N0}",
                $"{level.AtRisk:N0}", Points(level),
            })));
        foreach (var each in repeated)
        {
            Console.WriteLine($"  {each.Element.Name}: {ContributionWording.Name(each.Verdict)}. {RepeatWording.Of(each)}");
            if (RepeatWording.OfTheClosed(each) is { Length: > 0 } closed) Console.WriteLine($"    {closed}");
        }
    }

    public static object Json(RepeatedElement each) => new
    {
        each.Element.Key,
        each.Element.Name,
        Kind = each.IsActivity ? "activity" : "outcome",
        Stage = each.Stage.Key,
        Verdict = ContributionAnswer.Camel(each.Verdict),
        Sentence = RepeatWording.Of(each),
        OfTheClosed = RepeatWording.OfTheClosed(each),
        N = each.AtRisk,
        each.Repeated,
        each.Won,
        Silence = each.Silence is { } why ? ContributionAnswer.Camel(why) : null,
        each.AdjustedP,
        each.StepDays,
        each.HorizonDays,
        each.LandmarkDays,
        PerDoubling = ContributionAnswer.Json(each.PerDoubling),
        Hazards = each.Hazards is { } hazards ? new
        {
            Won = ContributionAnswer.Json((Estimate?)hazards.Won),
            EndedWithoutWin = ContributionAnswer.Json((Estimate?)hazards.EndedWithoutWin),
            Against = ContributionAnswer.Json((Estimate?)hazards.Against),
        } : null,
        Levels = each.Levels.Select(level => new
        {
            level.From,
            level.To,
            level.Closed,
            level.ClosedWon,
            level.Open,
            ClosedRate = FigureText.Json(level.ClosedRate),
            level.AtRisk,
            Difference = ContributionAnswer.Json(level.Difference),
        }),
    };

    public static bool IsSeen(RepeatLevel level) => level.Closed + level.Open + level.AtRisk > 0;

    public static string ClosedRate(RepeatLevel level) => level.ClosedRate.Match(
        known => $"{Wording.Percent(known.Value)}{Wording.Range(known.Interval)}", _ => "",
        few => $"{level.ClosedWon} of {few.Have} closed");

    public static string Points(RepeatLevel level) => level.From == 1 ? "the measure" : level.Difference is { } difference
        ? $"{ContributionWording.Signed(difference.Value)} ({ContributionWording.Range(difference.IntervalOf())})"
        : level.AtRisk < RepeatLevel.LeastCompared ? "too few" : "not compared";
}
