using System.Globalization;

namespace Headway.Learning;

/// <summary>How the smallest process is said.</summary>
public static class SmallestWording
{
    /// <summary>The answer, in one sentence or two.</summary>
    public static string Answer(SmallestProcess found)
    {
        var (suggested, asked) = (found.Suggested.Count(), found.Outcomes.Length);
        var whole = found.Models.First(model => model.Model == WeighedModel.WholeProcess);
        if (suggested == 0)
            return $"Of the {asked} outcomes none tells more about winning than "
                + $"{(found.HasTimeTest ? "the stage and the time in it" : "the overall share won")}, as far as this history can show.";
        var few = suggested == 1 ? "This one carries" : $"These {suggested} carry";
        return $"Your process asks for {asked} outcomes. {few} {Most(found)}signal we can see{Loss(whole)}";
    }

    /// <summary>The answer as a heading.</summary>
    public static string Heading(SmallestProcess found) => found.Suggested.Count() switch
    {
        0 => $"No outcome tells more than the {(found.HasTimeTest ? "stage" : "share won")}",
        1 => $"1 of {found.Outcomes.Length} outcomes carries {Most(found)}signal we can see",
        var few => $"{few} of {found.Outcomes.Length} outcomes carry {Most(found)}signal we can see",
    };

    private static string Most(SmallestProcess found) =>
        found.Models.First(model => model.Model == WeighedModel.WholeProcess).LossDifference is { Low: > 0 } ? "some of the " : "the ";

    /// <summary>Whether five are enough.</summary>
    public static string Five(SmallestProcess found)
    {
        var all = string.Create(CultureInfo.InvariantCulture,
            $"all {found.Outcomes.Length} together ({found.LossOfAll.LogLoss:0.000}, standard error "
            + $"{found.LossOfAll.StandardError:0.000})");
        return found.SizeAsGoodAsAll is { } size
            ? string.Create(CultureInfo.InvariantCulture, $"The smallest set within one standard error of {all} has {size} "
                + $"{(size == 1 ? "outcome" : "outcomes")}, with a log-loss of {found.Sizes[size].LogLoss:0.000}.")
            : $"No set of up to {SmallestProcess.FewEnough} outcomes comes within one standard error of {all}.";
    }

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

    private static string Loss(ModelScore whole)
    {
        if (whole.LossDifference is not { } range) return "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{range.Low:+0.000;-0.000} to {range.High:+0.000;-0.000}");
        return range.Contains(0) ? $": as good on opportunities they were not fitted to (difference in log-loss {text}, could be zero)."
            : range.High < 0 ? $": better on opportunities they were not fitted to (difference in log-loss {text})."
            : $", but all of them together tell more (difference in log-loss {text}).";
    }
}
