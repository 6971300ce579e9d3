using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Conformance;

namespace Headway.Learning;

/// <summary>A stage, outcome, activity or ending as a place on a map.</summary>
internal readonly record struct MapPlace(MapNodeKind Kind, int Index);

/// <summary>For each case the places it came through, in order, in columns.</summary>
/// <param name="Start">Length cases + 1.</param>
/// <param name="Place">Per step: index into <paramref name="Places"/>.</param>
/// <param name="Ticks">Per step.</param>
internal sealed record MapSequences(ImmutableArray<MapPlace> Places, int[] Start, int[] Place, long[] Ticks)
{
    public static MapSequences Of(History history)
    {
        var log = history.Log;
        var index = new Dictionary<MapPlace, int>();
        var places = ImmutableArray.CreateBuilder<MapPlace>();
        var start = new int[history.Cases + 1];
        var (steps, ticks) = (new List<int>(), new List<long>());
        for (var c = 0; c < history.Cases; c++)
        {
            var inLog = history.Columns.CaseIndex[c];
            var (isClosed, stage, spell) = (false, -1, 0);
            // Where a case starts when no label says so.
            if (history.Columns.VisitStart[c] < history.Columns.VisitStart[c + 1])
            {
                stage = history.Columns.VisitStage[history.Columns.VisitStart[c]];
                Add(new MapPlace(MapNodeKind.Stage, stage), history.Columns.OpenedTicks[c]);
            }
            for (var i = log.CaseStart[inLog]; i < log.CaseStart[inLog + 1]; i++)
            {
                if (!log.IsKnownAt(i, history.AsOfTicks)) continue;
                var meaning = history.MeaningOf(log.Label[i]);
                if (meaning is LabelMeaning.Reopened && isClosed)
                {
                    (isClosed, stage) = (false, -1);
                    // A reopening is a new visit of the stage it stands in then, whether or not a label says so.
                    if (FirstOfSpell(history, c, ++spell) is { } visit)
                    {
                        stage = history.Columns.VisitStage[visit];
                        Add(new MapPlace(MapNodeKind.Stage, stage), history.Columns.VisitEnteredTicks[visit]);
                    }
                }
                // What comes after a closing is no part of the sale; the first closing stands.
                if (isClosed || PlaceOf(meaning) is not { } place) continue;
                isClosed = place.Kind == MapNodeKind.Ending;
                // Two labels of one stage are one visit.
                if (place.Kind == MapNodeKind.Stage && place.Index == stage) continue;
                if (place.Kind == MapNodeKind.Stage) stage = place.Index;
                // Evidence may be dated before the opening; it came to be known here from the opening on.
                Add(place, Math.Max(log.EffectiveTicks[i], history.Columns.OpenedTicks[c]));
            }
            start[c + 1] = steps.Count;
        }
        return new MapSequences(places.ToImmutable(), start, [.. steps], [.. ticks]);

        void Add(MapPlace place, long at)
        {
            if (!index.TryGetValue(place, out var number))
            {
                index[place] = number = places.Count;
                places.Add(place);
            }
            steps.Add(number);
            ticks.Add(at);
        }
    }

    private static int? FirstOfSpell(History history, int c, int spell)
    {
        var columns = history.Columns;
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            if (columns.VisitSpell[v] - columns.VisitSpell[columns.VisitStart[c]] == spell) return v;
        return null;
    }

    public MapNode NodeOf(History history, int place)
    {
        var at = Places[place];
        var (cases, visits) = (0, 0);
        var clock = new WinClock(history);
        var (from, until, left) = (new List<double>(), new List<double>(), new List<bool>());
        for (var c = 0; c < history.Cases; c++)
        {
            var first = true;
            for (var i = Start[c]; i < Start[c + 1]; i++)
            {
                if (Place[i] != place) continue;
                visits++;
                if (first)
                {
                    cases++;
                    if (at.Kind != MapNodeKind.Ending) clock.Add(c, Ticks[i]);
                }
                first = false;
                Stay(history, c, i, at.Kind == MapNodeKind.Ending, from, until, left);
            }
        }
        var (key, name) = NameOf(history.Shape, at);
        return new MapNode(at.Kind, at.Index, key, name, cases, visits,
            WinClock.MedianOf([.. from], [.. until], [.. left], at.Kind == MapNodeKind.Ending ? "that ended so" : "that went on"),
            at.Kind == MapNodeKind.Ending ? null : clock.At(ProcessMap.HorizonDays, orEarlier: true))
        {
            StandSo = at.Kind == MapNodeKind.Ending ? history.Columns.Endings.Count(ending => ending == at.Index) : null,
        };
    }

    /// <summary>The moves between some of the places, leaving out the others; -1 = the opening.</summary>
    public List<MapArc> ArcsBetween(ImmutableArray<MapNode> nodes)
    {
        var shown = new int[Places.Length];
        Array.Fill(shown, -1);
        for (var n = 0; n < nodes.Length; n++) shown[Places.IndexOf(new MapPlace(nodes[n].Kind, nodes[n].Index))] = n;
        var start = new int[Start.Length];
        var (label, ticks) = (new List<int>(), new List<long>());
        for (var c = 0; c + 1 < Start.Length; c++)
        {
            for (var i = Start[c]; i < Start[c + 1]; i++)
            {
                if (shown[Place[i]] < 0) continue;
                label.Add(shown[Place[i]]);
                ticks.Add(Ticks[i]);
            }
            start[c + 1] = label.Count;
        }
        var graph = DirectlyFollows.Of(start, [.. label], [.. ticks], nodes.Length);
        var arcs = graph.Edges.Select(edge => new MapArc(
            edge.From, edge.To, edge.Count, edge.MedianDuration / TimeSpan.TicksPerDay,
            nodes[edge.From].Kind == MapNodeKind.Stage && nodes[edge.To].Kind == MapNodeKind.Stage
                && nodes[edge.To].Index < nodes[edge.From].Index)).ToList();
        for (var n = 0; n < nodes.Length; n++)
            if (graph.Starts[n] > 0) arcs.Add(new MapArc(-1, n, graph.Starts[n], 0, false));
        return arcs;
    }

    private static MapPlace? PlaceOf(LabelMeaning meaning) => meaning switch
    {
        LabelMeaning.StageEntered entered => new MapPlace(MapNodeKind.Stage, entered.Stage),
        LabelMeaning.Evidence evidence => new MapPlace(
            evidence.Confirms ? MapNodeKind.Confirmed : MapNodeKind.Refuted, evidence.Outcome),
        LabelMeaning.ActivityDone done => new MapPlace(MapNodeKind.Activity, done.Activity),
        LabelMeaning.Ended ended => new MapPlace(MapNodeKind.Ending, (int)ended.Ending),
        _ => null,
    };

    private void Stay(History history, int c, int step, bool isEnding, List<double> from, List<double> until, List<bool> left)
    {
        var columns = history.Columns;
        var isLast = step + 1 == Start[c + 1];
        var began = isEnding ? columns.OpenedTicks[c] : Ticks[step];
        var end = isEnding ? Ticks[step] : isLast ? columns.ExitTicks[c] : Ticks[step + 1];
        var days = (end - began) / (double)TimeSpan.TicksPerDay;
        // How long those took that ended so is a count of the record, as everywhere; only a chance allows for what the record left out.
        var entered = isEnding ? 0 : Math.Max(0, (columns.EntryTicks[c] - began) / (double)TimeSpan.TicksPerDay);
        var isLeft = isEnding || !isLast || columns.Endings[c] != 0;
        // Rows are at risk in (from, until]; what follows in the same instant counts as just after it.
        if (days <= 0 && entered <= 0 && isLeft) days = 1e-9;
        if (entered >= days) return;
        from.Add(entered);
        until.Add(days);
        left.Add(isLeft);
    }

    private static (string Key, string Name) NameOf(HistoryShape shape, MapPlace place) => place.Kind switch
    {
        MapNodeKind.Stage => (shape.Stages[place.Index].Key, shape.Stages[place.Index].Name),
        MapNodeKind.Confirmed => (shape.Outcomes[place.Index].Key, shape.Outcomes[place.Index].Name),
        MapNodeKind.Refuted => (shape.Outcomes[place.Index].Key, $"Refuted: {shape.Outcomes[place.Index].Name}"),
        MapNodeKind.Activity => (shape.Activities[place.Index].Key, shape.Activities[place.Index].Name),
        MapNodeKind.Ending => (((Ending)place.Index).ToString(), Wording.Of((Ending)place.Index)),
    };
}
