using System.CommandLine;
using System.Globalization;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Formats.ProcessFile;
using Headway.Learning;
using Headway.Processes;

namespace Headway.App.Learning;

/// <summary><c>headway learn smallest</c>: the few outcomes that carry the signal, for people, for programs and as a draft.</summary>
internal static class SmallestAnswer
{
    public static Command Create()
    {
        var command = new Command("smallest", "The smallest set of outcomes that says as much about winning as the history lets us see.");
        var history = HistoryOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        var most = new Option<int>("--most") { Description = "Largest number of outcomes (default 7).", DefaultValueFactory = _ => 7 };
        var within = new Option<int?>("--within")
        {
            Description = "Won within this many days (default: the longest of 90, 60, 30 and 14 there is enough history for).",
        };
        var keep = new Option<string[]>("--keep") { Description = "An outcome that stays whatever history says, by its key; repeatable." };
        var draft = new Option<string?>("--draft") { Description = "Write the suggestion as a draft process file; nothing is published." };
        within.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 3650) result.AddError("--within: from 1 to 3650 days.");
        });
        foreach (var option in new Option[] { most, within, keep, draft }) command.Options.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            var asJson = parsed.GetValue(json);
            if ((await history.Open(parsed, cancel)).IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, asJson);
            var question = new SmallestQuestion(parsed.GetValue(most), parsed.GetValue(within))
            {
                Obligatory = [.. parsed.GetValue(keep) ?? []],
                Process = opened.Process,
            };
            using var notice = new SlowNotice("Choosing among the outcomes, anew on every half of the history …");
            if (SmallestProcess.Of(opened.History, question, notice.Done, cancel).IsRefused(out why, out var found))
                return TextOutput.Refuse(why, asJson);
            var drafted = SmallestDraft.Of(found, opened.History, opened.Process, BesideKnown.WithoutGoals(
                opened.Hours?.Hours.PerWeek ?? []), opened.Id == OpenedHistory.Own ? null : opened.Id);
            if (asJson) JsonOutput.Write(Json(opened, found, drafted));
            else Text(opened, found, drafted);
            return parsed.GetValue(draft) is { } file ? await Write(drafted, file, cancel) : 0;
        });
        return command;
    }

    public static void Text(OpenedHistory opened, SmallestProcess found, Answer<SmallestDraft> drafted)
    {
        Console.WriteLine($"{opened.Heading}: {SmallestWording.Answer(found)}");
        TextOutput.Table(["Outcome", "Suggested", "Points", "Halves", "Confirmed", "Minutes"], found.Outcomes.Select(outcome => new[]
        {
            outcome.Outcome.Name, outcome.IsObligatory ? "must stay" : outcome.IsSuggested ? "yes" : "", $"{outcome.Points}",
            TextOutput.Share(outcome.Share), $"{outcome.Confirmed:N0} of {found.Rows:N0}", Number(outcome.Minutes, "0"),
        }));
        TextOutput.Table(["Weighed", "Items", "Minutes", "Winning score, of 100", "Pairs ranked right, of 100 (95 %)", "Suggested better"],
            found.Models.Select(model => new[]
            {
                SmallestWording.NameOf(model.Model), $"{model.Items}", Number(model.Minutes, "0"),
                Number(SmallestForetelling.Of(found, model), "0.0"),
                $"{Number(100 * model.Area, "0")} ({Number(100 * model.AreaInterval.Low, "0")} to "
                    + $"{Number(100 * model.AreaInterval.High, "0")})",
                model.SuggestedBetter is { } better ? TextOutput.Share(better) : "",
            }));
        Console.WriteLine(SmallestForetelling.Chosen(found));
        Console.WriteLine("How we know");
        if (SmallestForetelling.Fewer(found) is { } fewer) Console.WriteLine(fewer);
        Console.WriteLine(SmallestWording.Five(found));
        Console.WriteLine(SmallestWording.Sizes(found));
        Console.WriteLine(SmallestWording.Test(found));
        Console.WriteLine(SmallestWording.Stability(found));
        foreach (var said in new[] { SmallestWording.Points(found), SmallestWording.Last(found) }.OfType<string>()) Console.WriteLine(said);
        Console.WriteLine(SmallestForetelling.Term(found));
        Console.WriteLine(SmallestWording.Calibrated(found));
        foreach (var said in SmallestWording.Together(found, opened.History)) Console.WriteLine(said);
        foreach (var no in found.Refused) Console.WriteLine($"Not judged: {no.Outcome.Name}. {no.Why}");
        if (!drafted.IsRefused(out _, out var draft))
        {
            TextOutput.Table(["The draft beside the process in use", "Now", "Draft"],
                draft.Beside.Select(each => new[]
                {
                    each.Name, SmallestWording.Of(each, each.Current), SmallestWording.Of(each, each.Draft),
                }));
            foreach (var each in draft.Beside) Console.WriteLine($"{each.Name}: {each.Assumption}");
        }
        Console.WriteLine(TwoQuestions.Sentence);
        Console.WriteLine(SmallestWording.Limits);
    }

    public static object Json(OpenedHistory opened, SmallestProcess found, Answer<SmallestDraft> drafted) => new
    {
        History = opened.Id,
        opened.Name,
        opened.AsOf,
        N = found.Rows,
        found.Wins,
        found.Losses,
        Verdict = SmallestWording.Answer(found),
        Five = SmallestWording.Five(found),
        TimeTest = found.HasTimeTest,
        found.Folds,
        WithinDays = found.HasTimeTest ? found.WithinDays : (int?)null,
        Exhaustive = found.IsExhaustive,
        found.ChosenSize,
        found.SizeAsGoodAsAll,
        All = new { found.LossOfAll.LogLoss, found.LossOfAll.StandardError },
        Suggested = found.Suggested.Select(outcome => outcome.Outcome.Key),
        Outcomes = found.Outcomes.Select(outcome => new
        {
            outcome.Outcome.Key,
            outcome.Outcome.Name,
            Suggested = outcome.IsSuggested,
            MustStay = outcome.IsObligatory,
            outcome.LogOdds,
            outcome.Points,
            outcome.Share,
            outcome.Confirmed,
            N = found.Rows,
            outcome.Minutes,
        }),
        Chosen = SmallestForetelling.Chosen(found),
        Sizes = found.Sizes.Zip(SmallestForetelling.BySize(found),
            (size, points) => new { size.Size, size.LogLoss, ForetellsOf100 = points }),
        Models = found.Models.Select(model => new
        {
            model.Model,
            model.Items,
            model.Minutes,
            ForetellsOf100 = SmallestForetelling.Of(found, model),
            model.LogLoss,
            model.Brier,
            Auc = new { Value = model.Area, Interval = FigureText.Json(model.AreaInterval) },
            model.Calibration,
            model.SuggestedBetter,
            LossDifference = FigureText.Json(model.LossDifference),
        }),
        Steps = new { N = found.Steps, Periods = found.StepFolds },
        Points = found.Points is { } points ? new { Accepted = points.IsAccepted, points.MoreLoss, points.StandardError } : null,
        LastPeriod = found.Last is { } last ? new { last.Gain, last.Before, last.Spread, last.Periods, N = last.Rows, last.Drifts } : null,
        Together = found.Together.Select(each => new
        {
            Kept = opened.History.Shape.Outcomes[each.Kept].Key,
            StandsFor = each.Doubles.Select(o => opened.History.Shape.Outcomes[o].Key),
            each.LeastCorrelation,
        }),
        Stability = new { found.Stability.Halves, Threshold = SmallestProcess.LeastShare, found.MostExpectedFalse },
        NotJudged = found.Refused.Select(no => new { no.Outcome.Key, no.Outcome.Name, no.Code, no.Why }),
        Beside = drafted.Match(draft => draft.Beside.Select(each => new
        {
            each.Name,
            Current = FigureText.Json(each.Current),
            Draft = FigureText.Json(each.Draft),
            each.Assumption,
        }), _ => []),
    };

    private static async Task<int> Write(Answer<SmallestDraft> drafted, string file, CancellationToken cancel)
    {
        if (drafted.IsRefused(out var why, out var draft))
        {
            Console.Error.WriteLine($"{why.Sentence} ({why.Code})");
            return 1;
        }
        try
        {
            await File.WriteAllTextAsync(file, DraftFile.Print(draft), cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The draft could not be written to {file}: {fault.Message} (draft-not-written)");
            return 1;
        }
        Console.Error.WriteLine($"Draft written to {file}; nothing was published.");
        return 0;
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
