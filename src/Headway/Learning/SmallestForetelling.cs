using System.Globalization;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>How well something foretells, so that a reader needs no term of the field: of 100, where 0 is no better than telling everybody
/// the overall share, and 100 is certain and right every time; below 0 is worse than the overall share.</summary>
/// <remarks>The share of the log-loss of the overall share that is taken away, on rows nobody was fitted to. Two things are foretold: what
/// becomes of a stay in a stage, by which outcomes are chosen, and whether an opportunity is won, by which they are judged.</remarks>
public static class SmallestForetelling
{
    /// <summary>The scale of <see cref="Of(SmallestProcess, ModelScore)"/>, by its name.</summary>
    public const string WinningScore = "winning score";

    /// <summary>The scale of <see cref="BySize"/>: another thing is foretold, so it has another name where there are dates.</summary>
    public static string SizeScore(SmallestProcess found) => found.HasTimeTest ? "going-on score" : WinningScore;

    /// <summary>What the scale means; said beside every number on it.</summary>
    public const string Scale = "0 of 100 is no better than the overall share, 100 is certain and right every time";

    public static double Of(double loss, double lossOfNothing) => 100 * (1 - loss / lossOfNothing);

    /// <summary>What becomes of a stay, by the best outcomes of each number, from none up.</summary>
    public static IEnumerable<double> BySize(SmallestProcess found) =>
        found.Sizes.Select(size => Of(size.LogLoss, found.ChoiceLossOfNothing));

    public static double OfAll(SmallestProcess found) => Of(found.LossOfAll.LogLoss, found.ChoiceLossOfNothing);

    /// <summary>Whether it is won.</summary>
    public static double Of(SmallestProcess found, ModelScore model) => Of(model.LogLoss, LossOfNothing(found));

    /// <summary>What the suggested foretell less what this does, 95 %; null for itself.</summary>
    public static Interval? Difference(SmallestProcess found, ModelScore model) => model.LossDifference is { } range
        ? new Interval(-100 * range.High / LossOfNothing(found), -100 * range.Low / LossOfNothing(found)) : null;

    /// <summary>What is chosen by, as the heading of its picture.</summary>
    public static string Foretold(SmallestProcess found) =>
        found.HasTimeTest ? "whether an opportunity goes on from a stage" : "whether an opportunity is won";

    /// <summary>The conclusion of the picture: it speaks of the number that is suggested and of all.</summary>
    public static string Chosen(SmallestProcess found)
    {
        var (suggested, all) = (found.Suggested.Count(), found.Outcomes.Length);
        var best = suggested switch
        {
            0 => "no outcome at all",
            1 => "the best single outcome",
            _ => $"the best {suggested}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"How well outcomes foretell {Foretold(found)} ({SizeScore(found)}): {best} ")
            + string.Create(CultureInfo.InvariantCulture, $"{BySize(found).ElementAt(suggested):0.0} of 100, all {all} together ")
            + string.Create(CultureInfo.InvariantCulture, $"{OfAll(found):0.0}. {Scale}.");
    }

    /// <summary>What the stage and the weeks in it have without any outcome, and what the suggested add to it; empty where there are no
    /// dates.</summary>
    public static string Added(SmallestProcess found)
    {
        var suggested = found.Suggested.Count();
        if (suggested == 0 || found.Models.FirstOrDefault(each => each.Model == WeighedModel.StageAndWeeks) is not { } stage) return "";
        var (alone, few) = (Math.Round(Of(found, stage), 1), Math.Round(Of(found, found.Models[^1]), 1));
        return string.Create(CultureInfo.InvariantCulture, $"The stage and the weeks in it alone have {alone:0.0}, so ")
            + string.Create(CultureInfo.InvariantCulture,
                $"{(suggested == 1 ? "this one adds" : $"these {suggested} add")} {few - alone:0.0}.");
    }

    /// <summary>Why the number is not what the test alone would choose; null when it is.</summary>
    public static string? Fewer(SmallestProcess found)
    {
        var (suggested, chosen) = (found.Suggested.Count(), found.ChosenSize);
        if (suggested == chosen) return null;
        var fell = chosen - suggested;
        return fell > 0
            ? $"By the test alone it would be {chosen}; {fell} of them {(fell == 1 ? "was" : "were")} not chosen again in "
                + $"{100 * SmallestProcess.LeastShare:0} of 100 halves of the history, so {suggested} "
                + $"{(suggested == 1 ? "is" : "are")} suggested."
            : $"By the test alone it would be {chosen}; what must stay makes it {suggested}.";
    }

    /// <summary>The same in the term of the field, for those who check it.</summary>
    public static string Term(SmallestProcess found)
    {
        var suggested = found.Suggested.Count();
        var models = string.Join(", ", found.Models.Select(model => string.Create(CultureInfo.InvariantCulture,
            $"{SmallestWording.NameOf(model.Model).ToLowerInvariant()} {model.LogLoss:0.0000}")));
        var (best, all) = (found.Sizes[suggested].LogLoss, found.LossOfAll);
        return string.Create(CultureInfo.InvariantCulture,
            $"How well it foretells is 1 less the log-loss over that of the overall share. Log-loss of {Foretold(found)}: the overall "
            + $"share {found.ChoiceLossOfNothing:0.0000}, no outcome {found.Sizes[0].LogLoss:0.0000}, the best {suggested} {best:0.0000}, "
            + $"all {all.LogLoss:0.0000} (standard error {all.StandardError:0.0000}).")
            + (found.HasTimeTest ? $" Log-loss of whether it is won within {found.WithinDays} days: {models}." : "")
            + " Pairs ranked right are the area under the ROC curve (AUC).";
    }

    private static double LossOfNothing(SmallestProcess found) =>
        found.Models.First(each => each.Model == WeighedModel.Nothing).LogLoss;
}
