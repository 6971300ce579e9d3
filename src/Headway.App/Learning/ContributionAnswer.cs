using System.Globalization;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Learning;
using Headway.Statistics.Association;

namespace Headway.App.Learning;

/// <summary>Which outcomes and activities go with winning, for people and for programs.</summary>
internal static class ContributionAnswer
{
    /// <summary>The answer, then a line for each; what stands behind each with <paramref name="details"/>.</summary>
    public static void Text(OpenedHistory opened, Contribution answer, bool details)
    {
        var day = opened.Calendar.DayOf(opened.AsOf);
        Console.WriteLine($"{opened.Name} as known on {day:yyyy-MM-dd}: {ContributionWording.Answer(answer)}");
        foreach (var beside in new[] { ContributionWording.ByChance(answer), ContributionWording.NoDeadWeight(answer) })
            if (beside.Length > 0) Console.WriteLine(beside);
        if (answer.Elements.IsEmpty) return;
        foreach (var each in InOrder(answer))
            Line(ContributionWording.Name(answer, each.Verdict), each.Numbers?.Difference, each.AtRisk, each.Element.Name);
        foreach (var sentence in SilentThough.Of(answer)) Console.WriteLine(sentence);
        if (details)
        {
            Details(answer);
            RepeatsAnswer.Text(answer.HowOften);
        }
        else if (!answer.HowOften.IsEmpty)
        {
            var said = answer.HowOften.Where(each => each.Silence is null).ToList();
            Console.WriteLine(said.Count == 0
                ? $"{RepeatWording.Heading}: not enough evidence on any of {answer.HowOften.Length}."
                : $"{RepeatWording.Heading}, for twice as often so far; not enough evidence on "
                    + $"{answer.HowOften.Length - said.Count} of {answer.HowOften.Length}:");
            foreach (var each in said)
                Line(ContributionWording.Name(each.Verdict), each.PerDoubling, each.AtRisk, each.Element.Name);
        }
        Console.WriteLine("How we know: opportunities still open at a landmark, with it by then against without; open ones count as open. "
            + $"Judged together at a false discovery share of {100 * answer.Question.FalseDiscovery:0} %; under "
            + $"{100 * answer.Question.Smallest:0} points does not matter. Compared are opportunities equally far: in the same stage, with "
            + "the same of what it asks for. An association is not a reason." + (details ? "" : " --details tells the rest of each."));
        Console.WriteLine(TwoQuestions.Sentence);
    }

    private static IEnumerable<ElementContribution> InOrder(Contribution answer) =>
        answer.Elements.OrderBy(each => each.Verdict).ThenByDescending(each => each.Numbers?.Difference.Value);

    /// <summary>The name last: it is the longest, and may run on where a terminal is narrow.</summary>
    private static void Line(string verdict, Estimate? points, int opportunities, string name) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {verdict,-25}  {Points(points),-15}  n {opportunities,7:N0}  {name}"));

    private static void Details(Contribution answer)
    {
        foreach (var each in InOrder(answer))
        {
            Console.WriteLine($"  {each.Element.Name} ({each.Stage.Name}): {ContributionWording.Of(each)}");
            if (each.Numbers is { EngagedBefore: true })
                Console.WriteLine("    Those that had it had already told more before: the order may be the other way round.");
            if (each.IsDeadWeight) Console.WriteLine($"    {ContributionWording.Cost(each, null)}");
            if (each.Silence is null && ContributionWording.Trial(answer, each) is { } trial) Console.WriteLine($"    Test it: {trial}");
        }
        foreach (var group in answer.Together)
            Console.WriteLine("Cannot be told apart, for they come together: "
                + $"{string.Join(", ", group.Select(e => answer.Elements[e].Element.Name))}.");
        Console.WriteLine(ContributionWording.Of(answer.Placebos));
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
        answer.IsFirm,
        ByChance = new
        {
            answer.ByChance.MadeUp,
            answer.ByChance.Alarms,
            answer.ByChance.Tested,
            answer.ByChance.Found,
            answer.ByChance.AlarmShare,
            answer.ByChance.Expected,
            Interval = FigureText.Json(answer.ByChance.Interval),
            Sentence = ContributionWording.ByChance(answer),
        },
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
            each.EnteredPerWeek,
            each.WeeksMore,
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

    internal static string Points(Estimate? points) => points is { } known
        ? $"{ContributionWording.Signed(known.Value)} ({ContributionWording.Range(known.IntervalOf())})" : "";

    internal static string Camel<T>(T name) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name.ToString());
}
