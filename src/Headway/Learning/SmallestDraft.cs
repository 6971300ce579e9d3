using System.Collections.Immutable;
using System.Globalization;
using Headway.Histories;
using Headway.Processes;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>One yardstick of the whole question, for the process in use and for the draft.</summary>
/// <param name="Name">With its unit.</param>
public sealed record BesideCurrent(string Name, Figure Current, Figure Draft, string Assumption);

/// <summary>The suggested outcomes as a draft of a process, never published by itself.</summary>
/// <param name="Comments">Lines for the top of the file, without the sign.</param>
/// <param name="OfOutcome">For each outcome's key the numbers behind it.</param>
public sealed record SmallestDraft(
    Process Process, ImmutableArray<string> Comments, ImmutableDictionary<string, string> OfOutcome, ImmutableArray<BesideCurrent> Beside)
{
    private const int LeastClosed = 30;

    /// <param name="current">The process in use; null for a foreign history.</param>
    /// <returns>A refusal when nothing is suggested: an empty process is no draft.</returns>
    public static Answer<SmallestDraft> Of(SmallestProcess found, History history, Process? current)
    {
        if (!found.Suggested.Any())
            return new Refusal("smallest-nothing", "No outcome is suggested, so there is nothing to draft. "
                + SmallestWording.Answer(found));
        var kept = found.Suggested.Select(outcome => outcome.Outcome.Key).ToHashSet(StringComparer.Ordinal);
        var process = current is null ? New(found) : Narrowed(current, kept);
        var left = found.Outcomes.Where(outcome => !outcome.IsSuggested).Select(outcome => string.Create(CultureInfo.InvariantCulture,
            $"  {outcome.Outcome.Name}: chosen in {100 * outcome.Share:0} of 100 halves"));
        return new SmallestDraft(
            process,
            [
                "A draft from history, not published. Read every line before you use it.", SmallestWording.Answer(found),
                SmallestWording.Test(found), SmallestWording.Stability(found), SmallestWording.Limits,
                .. found.Outcomes.Any(outcome => !outcome.IsSuggested) ? ["Left out:"] : Array.Empty<string>(), .. left,
                .. found.Refused.Select(no => $"  {no.Outcome.Name}: not judged. {no.Why}"),
            ],
            found.Suggested.ToImmutableDictionary(outcome => outcome.Outcome.Key, outcome => string.Create(CultureInfo.InvariantCulture,
                $"{outcome.Points} {(outcome.Points == 1 ? "point" : "points")}, log-odds {outcome.LogOdds:0.00}; chosen in "
                + $"{100 * outcome.Share:0} of 100 halves; confirmed in {outcome.Confirmed:N0} of {found.Rows:N0} rows")),
            BesideOf(found, history));
    }

    private static Process Narrowed(Process current, HashSet<string> kept) => current with
    {
        Version = 0,
        Stages = [.. current.Stages.Select(stage => stage with
        {
            Outcomes = [.. stage.Outcomes.Where(outcome => kept.Contains(outcome.Key.Value))],
            Activities = [.. stage.Activities.Select(activity => activity with
            {
                Pursues = [.. activity.Pursues.Where(key => kept.Contains(key.Value))],
            }).Where(activity => !activity.Pursues.IsEmpty)],
            Gate = stage.Gate with { AlsoNeeds = [.. stage.Gate.AlsoNeeds.Where(key => kept.Contains(key.Value))] },
        }).Where(stage => !stage.Outcomes.IsEmpty)],
    };

    /// <summary>A foreign history has labels and no sentences; what it can give is the list.</summary>
    private static Process New(SmallestProcess found) => new(
        new ProcessKey("from-history"), "From history", 0, "Say what this process is for.",
        [
            new Stage(new StageKey("qualifying"), "Qualifying", "Find out early whether this can be won.",
                [.. found.Suggested.Select(outcome => new Outcome(
                    new OutcomeKey(outcome.Outcome.Key), outcome.Outcome.Name, $"{outcome.Outcome.Name}: is it so?", [Proof.Customer], null,
                    true, []))],
                [], new Gate("Is it worth going on?", [], new Decider.Seller())),
        ], ProcessBudget.Default);

    private static ImmutableArray<BesideCurrent> BesideOf(SmallestProcess found, History history)
    {
        var endings = Enumerable.Range(0, history.Cases).Select(history.EndingOf).Where(ending => ending is not null).ToList();
        var wins = endings.Count(ending => ending == Ending.Won);
        var unseen = new Figure.NotEnoughHistory(0, LeastClosed, "closed opportunities on the draft");
        Figure winShare = endings.Count < Figure.LeastForShare
            ? new Figure.NotEnoughHistory(endings.Count, Figure.LeastForShare, "closed opportunities")
            : new Figure.Known((double)wins / endings.Count, Wilson.Of(wins, endings.Count), endings.Count);
        var whole = found.Models.First(model => model.Model == WeighedModel.WholeProcess);
        var few = found.Models.First(model => model.Model == WeighedModel.Suggested);
        return
        [
            new BesideCurrent("Won, of those closed", winShare, unseen, "The draft was never sold by; nothing is assumed to change."),
            new BesideCurrent("Days to a win", DaysToWin(history, found.HasTimeTest), unseen, "The same."),
            new BesideCurrent("Seller-hours a win", Hours(whole.Minutes, wins, endings.Count), Hours(few.Minutes, wins, endings.Count),
                "The usual effort of each activity, shared among the outcomes it pursues, and as many won of those closed as now."),
        ];
    }

    private static Figure DaysToWin(History history, bool hasDates)
    {
        var columns = history.Columns;
        double[] days = [.. Enumerable.Range(0, history.Cases).Where(c => hasDates && history.EndingOf(c) == Ending.Won)
            .Select(c => (columns.ExitTicks[c] - columns.OpenedTicks[c]) / (double)TimeSpan.TicksPerDay).Order()];
        if (days.Length < Figure.LeastForMedian) return new Figure.NotEnoughHistory(days.Length, Figure.LeastForMedian, "dated wins");
        // Ranks of the binomial interval of a median, by its normal approximation.
        var half = 1.959964 * Math.Sqrt(days.Length) / 2;
        var (low, high) = ((int)Math.Floor(days.Length / 2.0 - half), (int)Math.Ceiling(days.Length / 2.0 + half));
        return new Figure.Known(days[days.Length / 2], new Interval(days[Math.Max(0, low)], days[Math.Min(days.Length - 1, high)]),
            days.Length);
    }

    private static Figure Hours(double? minutes, int wins, int closed)
    {
        if (minutes is not { } spent) return new Figure.NotEnoughHistory(0, 1, "activities with an effort in the process");
        if (wins < LeastClosed) return new Figure.NotEnoughHistory(wins, LeastClosed, "wins");
        var share = Wilson.Of(wins, closed);
        return new Figure.Known(
            spent / 60 * closed / wins, new Interval(spent / 60 / share.High, spent / 60 / share.Low), closed);
    }
}
