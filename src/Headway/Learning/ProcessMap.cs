using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Conformance;

namespace Headway.Learning;

/// <summary>What a place on the map is.</summary>
public enum MapNodeKind
{
    Stage,
    Confirmed,
    Refuted,
    Activity,
    Ending,
}

/// <summary>A place opportunities come through.</summary>
/// <param name="Index">Index of the stage, outcome or activity in the history's shape; the number of an <see cref="Ending"/>.</param>
/// <param name="Cases">Distinct opportunities that came here.</param>
/// <param name="Visits">How often one came here.</param>
/// <param name="DaysToNext">Median days until what came next; open ones are censored. Of an ending: median days since the
/// opening.</param>
/// <param name="Won">Share won within <see cref="ProcessMap.HorizonDays"/> days of the first arrival here. Not for endings.</param>
public sealed record MapNode(
    MapNodeKind Kind, int Index, string Key, string Name, int Cases, int Visits, Figure DaysToNext, WinIncidence? Won)
{
    /// <summary>Of an ending: opportunities that stand so at the date. Fewer than came there where some were opened again. Null for
    /// other places.</summary>
    public int? StandSo { get; init; }
}

/// <summary>How often one place was followed directly by another.</summary>
/// <param name="From">Index into the nodes shown; -1 = the opening.</param>
/// <param name="DaysMedian">Of those that made the move.</param>
/// <param name="IsBackward">From a stage to an earlier one.</param>
public sealed record MapArc(int From, int To, int Count, double DaysMedian, bool IsBackward);

/// <summary>What of a map is shown at a level of detail.</summary>
/// <param name="HiddenArcs">Moves between the places shown that happen too rarely to be drawn.</param>
/// <param name="HiddenShare">Share of <paramref name="Moves"/> that they make up.</param>
/// <param name="Moves">All moves between the places shown, drawn or not.</param>
public sealed record MapView(ImmutableArray<MapNode> Nodes, ImmutableArray<MapArc> Arcs, int HiddenNodes, int HiddenArcs,
    double HiddenShare, long Moves)
{
    public long HiddenMoves => Moves - Arcs.Sum(arc => (long)arc.Count);
}

/// <summary>What really happened, as a map: where opportunities came through, what followed, and how many were won from there.</summary>
/// <remarks>Only what was known at the date and belongs to the sale; what came after a closing is left out. Moves at the same instant keep
/// the order of the document. The chance at a place counts from the first arrival there (a landmark), with those still open as open. It is
/// a description of who came there and no comparison: places are reached by different opportunities.</remarks>
public sealed class ProcessMap
{
    /// <summary>More is spaghetti (ux A6).</summary>
    public const int MostNodes = 12;

    public const int MostArcs = 25;

    public const int HorizonDays = 90;

    /// <summary>Levels of detail, from the few strongest places to as many as a map may have.</summary>
    public const int Levels = 5;

    private readonly MapSequences sequences;

    private ProcessMap(History history, MapSequences sequences, ImmutableArray<MapNode> nodes)
    {
        this.sequences = sequences;
        (AsOf, Cases, Nodes) = (new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero), history.Cases, nodes);
    }

    public DateTimeOffset AsOf { get; }

    public int Cases { get; }

    /// <summary>Every place, the one most opportunities came through first.</summary>
    public ImmutableArray<MapNode> Nodes { get; }

    public static ProcessMap Of(History history)
    {
        var sequences = MapSequences.Of(history);
        // At one instant nothing came before anything else.
        var nodes = Enumerable.Range(0, history.HasDates ? sequences.Places.Length : 0).Select(place => sequences.NodeOf(history, place));
        return new ProcessMap(history, sequences, [.. nodes.OrderByDescending(node => node.Cases).ThenBy(node => node.Kind)
            .ThenBy(node => node.Index)]);
    }

    /// <param name="level">1 to <see cref="Levels"/>.</param>
    public MapView At(int level)
    {
        level = Math.Clamp(level, 1, Levels);
        var mostNodes = MostNodes - 2 * (Levels - level);
        var mostArcs = MostArcs - 4 * (Levels - level);
        // How it ended is always shown, then the stages, which are the road; the rest as far as there is room.
        var endings = Nodes.Where(node => node.Kind == MapNodeKind.Ending).OrderBy(node => node.Index).ToList();
        ImmutableArray<MapNode> shown = [.. Nodes.Where(node => node.Kind != MapNodeKind.Ending)
            .OrderBy(node => node.Kind == MapNodeKind.Stage ? 0 : 1).ThenByDescending(node => node.Cases)
            .Take(Math.Max(2, mostNodes - endings.Count)).OrderBy(node => node.Kind).ThenBy(node => node.Index), .. endings];
        var arcs = sequences.ArcsBetween(shown);
        var kept = Strongest(arcs, shown.Length, mostArcs);
        var all = arcs.Sum(arc => (long)arc.Count);
        return new MapView(
            shown, [.. kept.OrderByDescending(arc => arc.Count).ThenBy(arc => arc.From).ThenBy(arc => arc.To)], Nodes.Length - shown.Length,
            arcs.Count - kept.Count, all == 0 ? 0 : 1 - (double)kept.Sum(arc => (long)arc.Count) / all, all);
    }

    /// <summary>First the strongest way into and out of each place, so that none stands alone, then the strongest of all.</summary>
    private static List<MapArc> Strongest(List<MapArc> arcs, int nodes, int most)
    {
        var byCount = arcs.OrderByDescending(arc => arc.Count).ThenBy(arc => arc.From).ThenBy(arc => arc.To).ToList();
        var needed = Enumerable.Range(0, nodes)
            .SelectMany(node => new[]
            {
                byCount.Find(arc => arc.To == node && arc.From != node), byCount.Find(arc => arc.From == node && arc.To != node),
            })
            .OfType<MapArc>().Distinct();
        return [.. needed.OrderByDescending(arc => arc.Count).Concat(byCount).Distinct().Take(most)];
    }
}
