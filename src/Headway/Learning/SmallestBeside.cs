using System.Collections.Immutable;
using System.Globalization;
using Headway.Histories;
using Headway.Processes;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>One yardstick of the whole question, for the process in use and for the draft.</summary>
/// <param name="Name">With its unit.</param>
/// <param name="Assumption">What has to be so for the two to be compared, by name.</param>
/// <param name="IsShare">Told as so many of 100.</param>
public sealed record BesideCurrent(string Name, Figure Current, Figure Draft, string Assumption, bool IsShare = false);

/// <summary>What our own process knows besides its history.</summary>
/// <param name="HoursPerWeek">A seller's hours on one opportunity in a week of each stage of the history; empty = nobody said.</param>
/// <param name="Goal">The organisation's goal, in words; null = there is none.</param>
/// <param name="GoalChance">To reach it, in [0,1]; null where it cannot be said.</param>
/// <param name="GoalClosed">Closed opportunities the chance rests on.</param>
public sealed record BesideKnown(ImmutableArray<double> HoursPerWeek, string? Goal, double? GoalChance, int GoalClosed)
{
    public static readonly BesideKnown Nothing = WithoutGoals([]);

    /// <summary>False where nobody looked for goals: that is not the same as none.</summary>
    public bool HasReadGoals { get; private init; } = true;

    public static BesideKnown WithoutGoals(ImmutableArray<double> hoursPerWeek) =>
        new(hoursPerWeek, null, null, 0) { HasReadGoals = false };
}

/// <summary>The suggested process beside the one in use. The draft was never sold by, so what it would bring is told only as far as the
/// history supports it, each with what has to be assumed.</summary>
internal static class SmallestBeside
{
    private const int LeastClosed = 30;

    private const string Unchanged = "Assumes that leaving an outcome out does not change what people do.";

    private static readonly Figure.NotEnoughHistory unseen = new(0, LeastClosed, "closed opportunities on the draft");

    public static ImmutableArray<BesideCurrent> Of(SmallestProcess found, History history, BesideKnown known, Process draft)
    {
        var whole = found.Models.First(model => model.Model == WeighedModel.WholeProcess);
        var few = found.Models.First(model => model.Model == WeighedModel.Suggested);
        var closed = Enumerable.Range(0, history.Cases).Where(c => history.EndingOf(c) is not null).ToList();
        var wins = closed.Count(c => history.EndingOf(c) == Ending.Won);
        var minutes = ProcessMinutes.Of(draft);
        var (asked, suggested) = (draft.Outcomes.Count(), found.Suggested.Count());
        return
        [
            Wins(found, whole, few),
            new BesideCurrent("Days from opening to a win (median)", DaysToWin(history, found.HasTimeTest), unseen,
                "Of those won. How long a win takes on the draft is known once opportunities have been won on it."),
            Hours(history, known, closed, wins, found.MinutesNow, minutes),
            new BesideCurrent("Chance of the goal", Goal(known), unseen,
                known.Goal is { } goal
                    ? $"{goal}. What the chance is on the draft is known once opportunities were sold by it."
                    : known.HasReadGoals ? "There is no goal for all of us." : "Goals are not read here.",
                true),
            new BesideCurrent("Minutes an opportunity", Minutes(found.MinutesNow, found.Rows), Minutes(minutes, found.Rows),
                "The usual effort the process gives each of its activities. One that is kept for a single outcome is done whole."),
            new BesideCurrent("Outcomes asked for", new Figure.Known(found.Asked, null, found.Rows),
                new Figure.Known(asked, null, found.Rows),
                "Counted; those that could not be judged are among those asked for now."
                    + (asked > suggested
                        ? $" The draft holds the {suggested} suggested and {asked - suggested} more that its last stage needs."
                        : " The draft holds those that are suggested.")),
        ];
    }

    private static BesideCurrent Wins(SmallestProcess found, ModelScore whole, ModelScore few)
    {
        var really = string.Create(CultureInfo.InvariantCulture, $"Really won were {100 * found.ShareWon:0.0} of 100.");
        return found.HasTimeTest
            ? new BesideCurrent($"Mean chance to be won within {found.WithinDays} days of a look", whole.Chance, few.Chance,
                $"A mean of chances, no score: on {found.Folds} later periods, by fits on what was settled before each. "
                    + $"{really} {Unchanged}", true)
            : new BesideCurrent("Mean chance to be won, of those closed", whole.Chance, few.Chance,
                $"A mean of chances, no score: on the part left out of the fit; there is no time test. {really} {Unchanged}", true);
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

    /// <summary>Hours by stage where somebody set or logged them, else the effort of the activities alone.</summary>
    private static BesideCurrent Hours(
        History history, BesideKnown known, List<int> closed, int wins, double? minutesNow, double? minutesDraft)
    {
        var isSet = !known.HoursPerWeek.IsEmpty;
        var name = "Seller-hours a win";
        if (wins < LeastClosed)
        {
            var few = new Figure.NotEnoughHistory(wins, LeastClosed, "wins");
            return new BesideCurrent(name, few, few, "Hours of all that closed are shared among those won.");
        }
        if (!isSet && minutesNow is null)
        {
            var unsaid = new Figure.NotEnoughHistory(0, 1, "tables of hours by stage or of the effort of every activity");
            return new BesideCurrent(name, unsaid, unsaid, "Nobody said in full what going on costs.");
        }
        double[] each = [.. closed.Select(c => isSet ? HoursOf(history, known.HoursPerWeek, c) : minutesNow!.Value / 60)];
        bool[] won = [.. closed.Select(c => history.EndingOf(c) == Ending.Won)];
        // Where fewer hours are logged than the activities are said to take, the minutes saved would be more than were ever spent.
        Figure draft = minutesNow is > 0 and var now && minutesDraft is { } then
            ? HoursAWin.Of([.. each.Select(hours => Math.Max(hours - (now - then) / 60, hours * then / now))], won)
            : new Figure.NotEnoughHistory(0, 1, "processes that give each of these activities an effort");
        return new BesideCurrent(name, HoursAWin.Of(each, won), draft,
            (isSet ? "Weeks in each stage times the hours set or logged for it" : "The usual effort of each activity, and no other work")
            + ", of all that closed, shared among those won. " + HoursCounted.Sentence
            + " Assumes that every opportunity saves the minutes of what the draft leaves out, yet no larger share of its hours than "
            + "these are of all its minutes, and that as many are won of those closed as now.");
    }

    private static double HoursOf(History history, ImmutableArray<double> perWeek, int c)
    {
        var (columns, hours) = (history.Columns, 0.0);
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            hours += perWeek[columns.VisitStage[v]] * (columns.VisitLeftTicks[v] - columns.VisitEnteredTicks[v])
                / (7.0 * TimeSpan.TicksPerDay);
        return hours;
    }

    private static Figure Goal(BesideKnown known) => known switch
    {
        { HasReadGoals: false } => new Figure.NotEnoughHistory(0, 1, "goals read"),
        { Goal: null } => new Figure.NotEnoughHistory(0, 1, "goals for all of us"),
        { GoalChance: { } chance } => new Figure.Known(chance, null, known.GoalClosed),
        _ => new Figure.NotEnoughHistory(known.GoalClosed, LeastClosed, "closed opportunities"),
    };

    private static Figure Minutes(double? minutes, int rows) => minutes is { } said ? new Figure.Known(said, null, rows)
        : new Figure.NotEnoughHistory(0, 1, "processes that give each of these activities an effort");
}
