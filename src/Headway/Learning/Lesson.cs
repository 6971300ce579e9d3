using System.Collections.Immutable;
using Headway.Histories;

namespace Headway.Learning;

/// <summary>What this history can teach, and what it cannot, with the reason.</summary>
public sealed record Lesson(string Question, bool CanTeach, string Because)
{
    public const string OfContribution = "Which outcomes go with winning?", OfSmallest = "Which few outcomes are enough?";

    /// <param name="timed">Events that say when they were recorded.</param>
    /// <param name="known">All events known at the date.</param>
    internal static ImmutableArray<Lesson> Of(History history, int timed, int known, CancellationToken stop)
    {
        var (columns, shape) = (history.Columns, history.Shape);
        var closed = columns.Endings.Count(ending => ending != 0);
        var moved = Enumerable.Range(0, history.Cases).Count(c => columns.VisitStart[c + 1] - columns.VisitStart[c] > 1);
        var openAmounts = Enumerable.Range(0, history.Cases)
            .Count(c => columns.Endings[c] == 0 && !double.IsNaN(columns.Amount[c]));
        return
        [
            new("How many are won, and by when?", closed >= Figure.LeastForShare,
                closed >= Figure.LeastForShare ? $"{closed:N0} have ended."
                    + (history.HasDates ? "" : " There are no dates, so it says how many and not by when.")
                    : $"{closed} have ended; {Figure.LeastForShare} are needed."),
            Stalling(history, moved),
            .. OfOutcomes(history, stop),
            OpenWorth(history.Cases - closed, openAmounts),
            new("Whom to pursue?", shape.SegmentAttributes.Length > 0,
                shape.SegmentAttributes.Length > 0 ? $"Customers can be told apart by {string.Join(", ", shape.SegmentAttributes)}."
                    : "Nothing is recorded by which customers could be told apart."),
            new("What would have been known on an earlier day?", timed > 0,
                timed > 0 ? $"{timed:N0} of {known:N0} events say when they were recorded."
                    : "No event says when it was recorded, so looking back takes each as known when it was true."),
        ];
    }

    /// <summary>Who moved from stage to stage tells where; without that, one that stands longer than the won ones did stalls.</summary>
    private static Lesson Stalling(History history, int moved)
    {
        const string asked = "Where do opportunities stall?";
        if (!history.HasDates) return new Lesson(asked, false, "There are no dates: nobody can say how long they stood where.");
        if (moved >= Figure.LeastForMedian) return new Lesson(asked, true, $"{moved:N0} moved from one stage to another.");
        var stuck = StuckCase.Find(history, StageVisits.Of(history)).Length;
        return stuck == 0
            ? new Lesson(asked, false, "There is no history of stages: nobody can say how long they stood where.")
            : new Lesson(asked, true, $"There is no history of stages, so not between which; but {stuck:N0} open ones have stood for "
                + "longer than four of five that were later won.");
    }

    private static Lesson OpenWorth(int open, int withAmount) => new(
        "What are the open ones worth?", withAmount > 0,
        open == 0 ? "None is open." : withAmount > 0 ? $"{withAmount:N0} of {open:N0} open ones carry an amount."
            : "The open ones carry no amount known at this date.");

    /// <summary>The two questions about outcomes, by the floors of their answers: an import says the same of its file.</summary>
    /// <remarks>Seconds on a large history: everything is counted, and nothing estimated.</remarks>
    public static ImmutableArray<Lesson> OfOutcomes(History history, CancellationToken stop = default) =>
        [Contributing(history, stop), Smallest(history, stop)];

    private static Lesson Contributing(History history, CancellationToken stop)
    {
        var elements = Contribution.Screen(history, new ContributionQuestion(), stop);
        return LearningFloors.OfContribution(elements, !history.Shape.Stages.IsEmpty) is { } why
            ? new Lesson(OfContribution, false, why.Sentence)
            : new Lesson(OfContribution, true, $"{elements.Count(each => each.IsCompared):N0} of {elements.Length:N0} outcomes and "
                + "activities can be compared; how sure that is, the answer tells.");
    }

    private static Lesson Smallest(History history, CancellationToken stop) => SmallestProcess.Search(
        history, new SmallestQuestion(), stop).Match(
        search => new Lesson(OfSmallest, true, $"{search.Cases.Wins:N0} won and {search.Cases.Losses:N0} others can be looked at."),
        why => new Lesson(OfSmallest, false, why.Sentence));
}
