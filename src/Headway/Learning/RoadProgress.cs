using Headway.Histories;

namespace Headway.Learning;

/// <summary>How far a case is on its road at a time: what its stage asks for before it lets a case go on, and which of that is known.
/// Without it, whatever is learned on the way would look like what brought the win.</summary>
/// <remarks>What a stage asks for is read from the history itself: the outcomes that nearly all had that went on from it. So it holds for
/// imported histories too, and for what is asked by habit rather than by the process.</remarks>
internal sealed class RoadProgress
{
    /// <summary>A stage that asks for more is long: the ones that most had are enough to tell how far a case is.</summary>
    private const int MostAsked = 6;

    /// <summary>Values that <see cref="Known"/> can take.</summary>
    public const int MostKnown = 1 << MostAsked;

    /// <summary>Had by so many of those that went on, an outcome is asked for: leaders let a few pass without.</summary>
    private const double AskedFor = 0.8;

    private const int LeastDepartures = 30;

    private readonly int[][] asked;
    private readonly bool[,] isAskedFor;
    private readonly int[] columnOf;
    private readonly StudiedElement[] outcomes;

    private RoadProgress(int[][] asked, bool[,] isAskedFor, StudiedElement[] outcomes)
    {
        (this.asked, this.isAskedFor, this.outcomes, columnOf) = (asked, isAskedFor, outcomes, new int[asked.Length]);
        for (var stage = 0; stage < asked.Length; stage++)
        {
            columnOf[stage] = Columns;
            Columns += asked[stage].Length;
        }
    }

    public static RoadProgress Of(History history, StudiedElement[] elements)
    {
        StudiedElement[] outcomes = [.. elements.Where(each => each.Outcome >= 0)];
        var columns = history.Columns;
        var stages = history.Shape.Stages.Length;
        var (departures, had) = (new int[stages], new int[stages, outcomes.Length]);
        for (var c = 0; c < history.Cases; c++)
        {
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                if (columns.VisitLeftTicks[v] <= columns.VisitEnteredTicks[v] || !StageStep.After(history, c, v).WentOn) continue;
                var stage = columns.VisitStage[v];
                departures[stage]++;
                for (var k = 0; k < outcomes.Length; k++)
                    if (outcomes[k].FirstTicks[c] <= columns.VisitLeftTicks[v]) had[stage, k]++;
            }
        }
        var (asked, all) = (new int[stages][], new bool[stages, outcomes.Length]);
        var before = new HashSet<int>();
        for (var stage = 0; stage < stages; stage++)
        {
            // What an earlier stage asks for is there already; it tells nothing about how far a case is in this one.
            int[] here = departures[stage] < LeastDepartures ? [] :
                [.. Enumerable.Range(0, outcomes.Length).Where(k => had[stage, k] >= AskedFor * departures[stage] && !before.Contains(k))];
            foreach (var k in here) all[stage, k] = true;
            asked[stage] = [.. here.OrderByDescending(k => had[stage, k]).ThenBy(k => k).Take(MostAsked)];
            before.UnionWith(here);
        }
        return new RoadProgress(asked, all, outcomes);
    }

    /// <summary>Whether at least four in five of those that went on from the stage had the element.</summary>
    public bool IsAskedFor(StudiedElement element, int stage) =>
        element.Outcome >= 0 && isAskedFor[stage, element.Outcome];

    /// <summary>Columns of a design that tell what is known, over all stages.</summary>
    public int Columns { get; }

    /// <summary>The first of them that belongs to a stage.</summary>
    public int ColumnOf(int stage) => columnOf[stage];

    /// <summary>How many outcomes a stage asks for: the digits of <see cref="Known"/>.</summary>
    public int Asked(int stage) => asked[stage].Length;

    /// <summary>Bit b: outcome b of what the stage asks for is known of the case by then. Of the element itself it is never set, so that
    /// what is studied is not held against itself.</summary>
    public int Known(int c, int stage, long ticks, StudiedElement element)
    {
        var known = 0;
        for (var b = 0; b < asked[stage].Length; b++)
            if (asked[stage][b] is var k && k != element.Outcome && outcomes[k].FirstTicks[c] <= ticks) known |= 1 << b;
        return known;
    }
}
