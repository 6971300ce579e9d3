using System.Globalization;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Learning;
using Headway.Statistics.Association;

namespace Headway.App.Learning;

/// <summary>Which outcomes and activities go with winning, for people and for programs.</summary>
internal static class ContributionAnswer
{
    public static void Text(OpenedHistory opened, Contribution answer)
    {
        var day = opened.Calendar.DayOf(opened.AsOf);
        Console.WriteLine($"{opened.Name} as known on {day:yyyy-MM-dd}: {ContributionWording.Answer(answer)}");
        if (answer.Elements.IsEmpty) return;
        TextOutput.Table(
            ["Outcome or activity", "Stage", "Verdict", "Points (95 %)", "With / without of 100", "At risk", "With it", "Needed more"],
            answer.Elements.OrderBy(each => each.Verdict).ThenByDescending(each => each.Numbers?.Difference.Value).Select(each => new[]
            {
                each.Element.Name, each.Stage.Name, ContributionWording.Name(each.Verdict), Points(each.Numbers),
                each.Numbers is { } n ? string.Create(CultureInfo.InvariantCulture, $"{100 * n.With:0} / {100 * n.Without:0}") : "",
                $"{each.AtRisk:N0}", $"{each.Exposed:N0}", each.NeededMore is { } more ? $"{more:N0}" : "",
            }));
        foreach (var each in answer.Elements.OrderBy(each => each.Verdict))
        {
            Console.WriteLine($"  {each.Element.Name}: {ContributionWording.Of(each)}");
            if (each.Numbers is { EngagedBefore: true })
                Console.WriteLine("    Those that had it had already told more before: the order may be the other way round.");
            if (each.IsDeadWeight) Console.WriteLine($"    {ContributionWording.Cost(each, null)}");
            if (each.Silence is null && ContributionWording.Trial(answer, each) is { } trial) Console.WriteLine($"    Test it: {trial}");
        }
        foreach (var group in answer.Together)
            Console.WriteLine("Cannot be told apart, for they come together: "
                + $"{string.Join(", ", group.Select(e => answer.Elements[e].Element.Name))}.");
        Console.WriteLine(ContributionWording.Of(answer.Placebos));
        RepeatsAnswer.Text(answer.HowOften);
        Console.WriteLine("How we know: opportunities still open at a landmark, with it by then against without; open ones count as open. "
            + $"Judged together at a false discovery share of {100 * answer.Question.FalseDiscovery:0} %; under "
            + $"{100 * answer.Question.Smallest:0} points does not matter. Compared are opportunities equally far: in the same stage, with "
            + "the same of what it asks for.");
        Console.WriteLine(TwoQuestions.Sentence);
    }

    public static object Json(OpenedHistory opened, Contribution answer) => new
    {
        History = opened.Id,
        opened.Name,
        answer.AsOf,
        N = answer.Cases,
        answer.Open,
        answer.OpenedPerWeek,
        Sentence = ContributionWording.Answer(answer),
        answer.Question,
        Elements = answer.Elements.Select(each => new
        {
            each.Element.Key,
            each.Element.Name,
            Kind = each.IsActivity ? "activity" : "outcome",
            Stage = each.Stage.Key,
            Verdict = Camel(each.Verdict),
            Sentence = ContributionWording.Of(each),
            N = each.AtRisk,
            each.Exposed,
            each.Won,
            each.Had,
            each.TimesPerCase,
            each.IsDeadWeight,
            Silence = each.Silence is { } why ? Camel(why) : null,
            each.NeededMore,
            each.AdjustedP,
            Numbers = each.Numbers is { } numbers ? Json(numbers) : null,
        }),
        Together = answer.Together.Select(group => group.Select(e => answer.Elements[e].Element.Key)),
        answer.Placebos,
        HowOften = answer.HowOften.Select(RepeatsAnswer.Json),
    };

    private static object Json(ContributionNumbers numbers) => new
    {
        numbers.HorizonDays,
        numbers.LandmarkWeeks,
        numbers.With,
        numbers.Without,
        Difference = Json(numbers.Difference),
        Landmarks = Json(numbers.Landmarks),
        LogHazardRatio = Json(numbers.LogHazardRatio),
        Weekly = numbers.Weekly is { } weekly ? new
        {
            GoesOn = Json(weekly.GoesOn),
            EndsWithoutWin = Json(weekly.EndsWithoutWin),
            Lost = Json(weekly.Lost),
            NoDecision = Json(weekly.NoDecision),
            NoGo = Json(weekly.NoGo),
            SoonerDays = Json(weekly.SoonerDays),
        } : null,
        DoublyRobust = Json(numbers.Robust),
        numbers.Balance,
        EValue = numbers.EValues is { } e ? new { e.Estimate, e.Limit } : null,
        numbers.EngagedBefore,
        NeededToTest = ContributionWording.NeededToTest(numbers),
    };

    internal static object? Json(Estimate? estimate) => estimate is { } known
        ? new { known.Value, known.StandardError, Interval = FigureText.Json(known.IntervalOf()) } : null;

    private static string Points(ContributionNumbers? numbers) => numbers is null ? ""
        : $"{ContributionWording.Signed(numbers.Difference.Value)} ({ContributionWording.Range(numbers.Interval)})";

    internal static string Camel<T>(T name) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name.ToString());
}
