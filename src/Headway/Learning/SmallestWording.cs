using System.Globalization;
using Headway.Histories;

namespace Headway.Learning;

/// <summary>How the smallest process is said.</summary>
public static class SmallestWording
{
    /// <summary>The answer, in one sentence or two.</summary>
    public static string Answer(SmallestProcess found)
    {
        var suggested = found.Suggested.Count();
        var whole = found.Models.First(model => model.Model == WeighedModel.WholeProcess);
        if (suggested == 0)
            return $"Of the {Judged(found)} none tells more about winning than "
                + $"{(found.HasTimeTest ? "the stage and the time in it" : "the overall share won")}, as far as this history can show.";
        var few = suggested == 1 ? "This one carries" : $"These {suggested} carry";
        var judged = found.Refused.IsEmpty ? "" : $", of which {found.Outcomes.Length} could be judged";
        return $"Your process asks for {found.Asked} outcomes{judged}. {few} {Most(found)}signal we can see{Compared(found, whole)}"
            + (SmallestForetelling.Added(found) is { Length: > 0 } added ? $" {added}" : "");
    }

    /// <summary>The answer as a heading.</summary>
    public static string Heading(SmallestProcess found) => found.Suggested.Count() switch
    {
        0 => $"No outcome tells more than the {(found.HasTimeTest ? "stage" : "share won")}",
        1 => $"1 of {Judged(found)} carries {Most(found)}signal we can see",
        var few => $"{few} of {Judged(found)} carry {Most(found)}signal we can see",
    };

    private static string Judged(SmallestProcess found) =>
        found.Refused.IsEmpty ? $"{found.Outcomes.Length} outcomes" : $"{found.Outcomes.Length} outcomes that could be judged";

    private static string Most(SmallestProcess found) =>
        found.Models.First(model => model.Model == WeighedModel.WholeProcess).LossDifference is { Low: > 0 } ? "some of the " : "the ";

    /// <summary>The looser question: how few are no worse than everything asked together.</summary>
    public static string Five(SmallestProcess found)
    {
        var (all, suggested) = (found.Outcomes.Length, found.Suggested.Count());
        if (found.SizeAsGoodAsAll is not { } size)
            return $"A looser question is how few are no worse than all {all} asked together, within the error of the test: more than "
                + $"{SmallestProcess.FewEnough}.";
        var beside = size == suggested ? "as many as are suggested"
            : size < suggested ? $"fewer than the {suggested} suggested, which foretell better still"
            : $"more than the {suggested} suggested, which are the fewest that do about as well as the best number";
        return $"A looser question is how few are no worse than all {all} asked together, within the error of the test: {size}, {beside}.";
    }

    /// <summary>What the sizes are compared by.</summary>
    public static string Sizes(SmallestProcess found) => found.HasTimeTest
        ? $"Chosen by what came of {found.Steps:N0} stays in a stage, whether the opportunity went on or ended without a win; tested on "
            + $"{found.StepFolds} periods of {found.WithinDays} days, each by what was known before it."
        : $"Chosen by {found.Steps:N0} closed opportunities: won or not.";

    /// <summary>Whether the points can be used; null when nothing is suggested.</summary>
    public static string? Points(SmallestProcess found) => found.Points is { } check && found.Suggested.Any()
        ? string.Create(CultureInfo.InvariantCulture, $"Whole points "
            + $"{(check.IsAccepted ? "do as well as" : "do worse than")} the slopes they "
            + $"round on rows not fitted to (log-loss {check.MoreLoss:+0.0000;-0.0000;0.0000}, standard error {check.StandardError:0.0000})"
            + $"{(check.IsAccepted ? "." : ", so none are shown.")}")
        : null;

    /// <summary>Whether the chances of the suggested come true.</summary>
    public static string Calibrated(SmallestProcess found)
    {
        var few = found.Models.First(model => model.Model == WeighedModel.Suggested);
        return few.Calibration is { } calibration ? string.Create(CultureInfo.InvariantCulture, $"Chances of the suggested against what "
            + $"came: calibration slope {calibration.Slope:0.00}, in the large {calibration.InTheLarge:+0.00;-0.00;0.00} (1 and 0 are "
            + $"right).")
            : "The chances of the suggested are all alike, so there is no slope to check them by.";
    }

    /// <summary>Whether the signal lasted; null without dates.</summary>
    public static string? Last(SmallestProcess found)
    {
        if (found.Last is not { } last || !found.Suggested.Any()) return null;
        var word = last.Drifts ? "that is further off than the periods before differ; things may have changed."
            : "no sign that things changed.";
        return string.Create(CultureInfo.InvariantCulture, $"In the last period the suggested outcomes take {last.Gain:0.0000} off the "
            + $"log-loss of stage and weeks, in the {last.Periods} before it {last.Before:0.0000} on average (standard deviation "
            + $"{last.Spread:0.0000}): {word}");
    }

    /// <summary>Which outcomes come together.</summary>
    public static IEnumerable<string> Together(SmallestProcess found, History history) => found.Together.Select(each =>
    {
        string[] names = [.. each.Doubles.Select(o => history.Shape.Outcomes[o].Name)];
        var kept = history.Shape.Outcomes[each.Kept].Name;
        return string.Create(CultureInfo.InvariantCulture, $"{kept} stands also for {string.Join(", ", names)}: they come together nearly "
            + $"always (correlation {each.LeastCorrelation:0.00} or more){(each.IsCheapest ? ", and it asks for the least" : "")}.");
    });

    /// <summary>A figure beside the process in use.</summary>
    public static string Of(BesideCurrent beside, Figure figure) => figure.Match(
        known => beside.IsShare ? $"{Number(100 * known.Value)} of 100{Between(known.Interval, 100)}"
            : $"{Number(known.Value)}{Between(known.Interval, 1)}",
        later => $"over {Number(later.MoreThanDays)}",
        few => $"not enough history: {few.Have:N0} {few.What}, {few.Need:N0} needed");

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture);

    private static string Between(Headway.Statistics.Intervals.Interval? interval, double times) =>
        interval is { } range ? $" ({Number(times * range.Low)} to {Number(times * range.High)})" : "";

    /// <summary>How it was tested.</summary>
    public static string Test(SmallestProcess found) => found.HasTimeTest
        ? $"Tested on {found.Folds} periods of {found.WithinDays} days, each by what was settled before it; won means within "
            + $"{found.WithinDays} days."
        : $"No time test: nothing in this history says when. Tested on {found.Folds} parts, rows alike in everything kept together; "
            + "whether an answer was known before the closing nobody can say.";

    /// <summary>How far the halves can be trusted.</summary>
    public static string Stability(SmallestProcess found) => string.Create(CultureInfo.InvariantCulture,
        $"Chosen anew on {found.Stability.Halves} halves of the history; kept are those chosen in at least "
        + $"{100 * SmallestProcess.LeastShare:0} of 100. By luck alone at most {found.MostExpectedFalse:0.0} would be kept.");

    public static string NameOf(WeighedModel model) => model switch
    {
        WeighedModel.Nothing => "Nothing",
        WeighedModel.Stage => "Stage",
        WeighedModel.StageAndWeeks => "Stage and weeks in it",
        WeighedModel.WholeProcess => "All outcomes",
        WeighedModel.Suggested => "Suggested",
    };

    /// <summary>What this cannot tell.</summary>
    public static string Limits =>
        "This is association: an outcome may go with winning because good opportunities reach it, and one that is left out may matter "
        + "because it is asked. Opportunities differ in ways we cannot see.";

    private static string Compared(SmallestProcess found, ModelScore whole)
    {
        if (SmallestForetelling.Difference(found, whole) is not { } range) return "";
        var few = found.Models.First(model => model.Model == WeighedModel.Suggested);
        var text = string.Create(CultureInfo.InvariantCulture,
                $"{SmallestForetelling.WinningScore} {SmallestForetelling.Of(found, few):0.0} of 100 against ")
            + string.Create(CultureInfo.InvariantCulture, $"{SmallestForetelling.Of(found, whole):0.0}, a difference of ")
            + string.Create(CultureInfo.InvariantCulture, $"{range.Low:+0.0;-0.0;0.0} to {range.High:+0.0;-0.0;0.0}");
        const string New = "opportunities they were not fitted to they foretell winning";
        if (range.Contains(0) && whole.SuggestedBetter is < 0.2)
            return $": on {New} perhaps slightly worse than all ({text}, could be none).";
        return range.Contains(0) ? $": on {New} as well as all ({text}, could be none)."
            : range.Low > 0 ? $": on {New} better than all ({text})."
            : $", but all of them together foretell winning better ({text}).";
    }
}
