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
                closed >= Figure.LeastForShare ? $"{closed:N0} have ended." : $"{closed} have ended; {Figure.LeastForShare} are needed."),
            new("Where do opportunities stall?", moved >= Figure.LeastForMedian,
                moved >= Figure.LeastForMedian ? $"{moved:N0} moved from one stage to another."
                    : "There is no history of stages: nobody can say how long they stood where."),
            .. OfOutcomes(history, stop),
            new("What are the open ones worth?", openAmounts > 0 || columns.Endings.All(ending => ending != 0),
                openAmounts > 0 ? $"{openAmounts:N0} of {history.Cases - closed:N0} open ones carry an amount."
                    : "The open ones carry no amount known at this date."),
            new("Whom to pursue?", shape.SegmentAttributes.Length > 0,
                shape.SegmentAttributes.Length > 0 ? $"Customers can be told apart by {string.Join(", ", shape.SegmentAttributes)}."
                    : "Nothing is recorded by which customers could be told apart."),
            new("What would have been known on an earlier day?", timed > 0,
                timed > 0 ? $"{timed:N0} of {known:N0} events say when they were recorded."
                    : "No event says when it was recorded, so looking back takes each as known when it was true."),
        ];
    }

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
