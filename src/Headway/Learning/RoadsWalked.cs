using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Conformance;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>A way opportunities really took: the stages they stood in, one after the other.</summary>
/// <param name="Stages">Indices of stages, in order.</param>
/// <param name="Closed">Of <paramref name="Cases"/>, those that ended.</param>
/// <param name="Won">Share won of those that ended (Wilson). The road is known only once it is walked, so this describes; it foretells
/// nothing.</param>
/// <param name="DaysMedian">By when half had ended; open ones are censored.</param>
/// <param name="Deviations">From the order of the stages; of open ones only up to where they are.</param>
public sealed record RoadWalked(
    ImmutableArray<int> Stages, int Cases, int Closed, int WonCases, Figure Won, Figure DaysMedian, double Deviations);

/// <summary>How one stage was walked.</summary>
/// <param name="Skipped">Opportunities that went past it without standing in it.</param>
/// <param name="Again">How often one came back to it, or entered it out of order.</param>
public sealed record StageOrder(NamedElement Stage, int Skipped, int Again);

/// <summary>The roads really walked, and how they compare with the order of the stages.</summary>
/// <param name="Top">The most usual ones that together cover <see cref="Coverage"/> of the opportunities, at most
/// <see cref="MostShown"/>.</param>
/// <param name="Covered">Share of opportunities they cover.</param>
/// <param name="InOrder">Opportunities without any deviation so far.</param>
/// <param name="BackwardMoves">Moves to an earlier stage.</param>
/// <remarks>An open opportunity is compared up to where it stands, and a lost one up to where it ended: what it did not reach it did not
/// skip. Each road is compared once, however many walked it.</remarks>
public sealed record RoadsWalked(
    int Cases, int Different, ImmutableArray<RoadWalked> Top, double Covered, int InOrder, int BackwardMoves,
    ImmutableArray<StageOrder> Stages)
{
    public const double Coverage = 0.8;
    public const int MostShown = 20;

    public static RoadsWalked Of(History history)
    {
        var columns = history.Columns;
        var stages = history.Shape.Stages;
        var variants = Variants.Of(columns.VisitStart, columns.VisitStage);
        var model = ModelOf(stages.Length);
        var deviations = new Dictionary<(int, bool), Alignment?>();
        var (skipped, again) = (new int[stages.Length], new int[stages.Length]);
        var (inOrder, backward) = (0, 0);
        var roads = new List<RoadWalked>();
        for (var v = 0; v < variants.Length; v++)
        {
            var variant = variants[v];
            var labels = variant.Labels.AsSpan();
            var back = 0;
            for (var i = 1; i < labels.Length; i++) back += labels[i] < labels[i - 1] ? 1 : 0;
            backward += back * variant.Cases.Length;
            var apart = 0.0;
            foreach (var c in variant.Cases)
            {
                if (model is null || AlignedTo(model, variant, v, history.EndingOf(c) == Ending.Won) is not { } alignment) continue;
                apart += alignment.Cost;
                inOrder += alignment.Cost == 0 ? 1 : 0;
                foreach (var move in alignment.Moves)
                {
                    if (move.By == AlignedBy.ModelOnly && move.Label < stages.Length) skipped[move.Label]++;
                    if (move.By == AlignedBy.LogOnly && move.Label < stages.Length) again[move.Label]++;
                }
            }
            roads.Add(RoadOf(history, variant, apart / variant.Cases.Length));
        }
        var top = new List<RoadWalked>();
        for (var covered = 0; top.Count < Math.Min(MostShown, roads.Count) && covered < Coverage * history.Cases;)
        {
            covered += roads[top.Count].Cases;
            top.Add(roads[top.Count]);
        }
        return new RoadsWalked(
            history.Cases, roads.Count, [.. top], history.Cases == 0 ? 0 : (double)top.Sum(road => road.Cases) / history.Cases, inOrder,
            backward, [.. stages.Select((stage, s) => new StageOrder(stage, skipped[s], again[s]))]);

        Alignment? AlignedTo(OrderedModel to, Variant variant, int v, bool isWon)
        {
            if (deviations.TryGetValue((v, isWon), out var known)) return known;
            // A win stands for every stage passed; anything else may stop anywhere.
            int[] walked = isWon ? [.. variant.Labels, stages.Length] : [.. variant.Labels];
            return deviations[(v, isWon)] = Alignment.Of(to, walked, isComplete: isWon);
        }
    }

    private static OrderedModel? ModelOf(int stages)
    {
        if (stages is 0 or > OrderedModel.MostSteps) return null;
        var steps = Enumerable.Range(0, stages).Select(s => new ModelStep(s, true, (1UL << s) - 1));
        return new OrderedModel([.. steps], [new ModelEnd(stages, stages == 64 ? ulong.MaxValue : (1UL << stages) - 1, 0)]);
    }

    private static RoadWalked RoadOf(History history, Variant variant, double deviations)
    {
        var clock = new WinClock(history);
        foreach (var c in variant.Cases) clock.Add(c);
        var closed = clock.Cases - clock.Open;
        var won = variant.Cases.Count(c => history.EndingOf(c) == Ending.Won);
        Figure share = closed < Figure.LeastForShare
            ? new Figure.NotEnoughHistory(closed, Figure.LeastForShare, "that ended")
            : new Figure.Known((double)won / closed, Wilson.Of(won, closed), closed);
        return new RoadWalked(variant.Labels, clock.Cases, closed, won, share,
            history.HasDates ? clock.MedianDaysToEnd() : Figure.NoDates, deviations);
    }
}
