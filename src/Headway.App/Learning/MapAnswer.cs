using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Histories;
using Headway.Learning;
using Headway.Processes;

namespace Headway.App.Learning;

/// <summary>What really happened: map, roads, outcomes out of order.</summary>
/// <param name="Outcomes">Empty for a history without outcomes.</param>
/// <param name="Funnel">To stand beside the map where both count the same thing in their own way.</param>
internal sealed record MapFindings(ProcessMap Map, RoadsWalked Roads, IReadOnlyList<OutcomeOrder> Outcomes, Funnel Funnel)
{
    public static MapFindings Of(History history, Process? process) =>
        new(ProcessMap.Of(history), RoadsWalked.Of(history), OutcomeOrder.Of(history, process), Funnel.Of(history))
        { HasDates = history.HasDates };

    public bool HasDates { get; init; } = true;

    public string Sentence(System.Collections.Immutable.ImmutableArray<NamedElement> stages) => HasDates || Map.Cases == 0
        ? RoadSentences.Of(Roads, stages) : "This history has no dates, so nothing says what came after what: there is no map to draw.";

    /// <summary>By when half had passed it; null for what is no stage.</summary>
    public Figure? DaysToPass(MapNode node) => node.Kind == MapNodeKind.Stage ? Funnel.Stages[node.Index].DaysToPassMedian : null;

    /// <summary>Where the map and the other pages differ, and why.</summary>
    public IEnumerable<string> BesideTheFunnel =>
        new[] { MapSentences.Shares(Map, Funnel.Endings), MapSentences.NextSteps(Map, Funnel.Stages) }
            .OfType<string>().Concat(MapSentences.Reopened(Map));
}

/// <summary>The map, for people and for programs.</summary>
internal static class MapAnswer
{
    public static void Text(OpenedHistory opened, MapFindings found, int level)
    {
        var stages = opened.History.Shape.Stages;
        Console.WriteLine($"{opened.Heading}: {found.Sentence(stages)}");
        if (found.Map.Cases == 0 || !found.HasDates) return;
        var view = found.Map.At(level);
        TextOutput.Table(
            ["Place", "Kind", "Cases", "Visits", "Days to next", "Days to pass",
                $"Won in {ProcessMap.HorizonDays} days (95 %)"],
            view.Nodes.Select(node => new[]
            {
                Short(node.Name, NameInTable), Kind(node.Kind), $"{node.Cases:N0}", $"{node.Visits:N0}", FigureText.Days(node.DaysToNext),
                found.DaysToPass(node) is { } pass ? FigureText.Days(pass) : "",
                node.Won is { } won ? FigureText.Share(won.Share) : "",
            }));
        TextOutput.Table(["From", "To", "Times", "Days (median)", ""], view.Arcs.Select(arc => new[]
        {
            arc.From < 0 ? "(opened)" : Short(view.Nodes[arc.From].Name), Short(view.Nodes[arc.To].Name), $"{arc.Count:N0}",
            arc.From < 0 ? "" : $"{arc.DaysMedian:0.0}", arc.IsBackward ? "backward" : "",
        }));
        if (view.HiddenNodes + view.HiddenArcs > 0)
            Console.WriteLine($"Not shown: {view.HiddenNodes} places and {view.HiddenArcs} rarer moves "
                + $"({TextOutput.Share(view.HiddenShare)} of the moves between the places above: {view.HiddenMoves:N0} of "
                + $"{view.Moves:N0}).");
        foreach (var sentence in found.BesideTheFunnel) Console.WriteLine(sentence);
        Roads(found.Roads, stages);
        Outcomes(found.Outcomes);
    }

    public static object Json(OpenedHistory opened, MapFindings found, int level)
    {
        var (view, stages) = (found.Map.At(level), opened.History.Shape.Stages);
        return new
        {
            History = opened.Id,
            opened.Name,
            found.Map.AsOf,
            N = found.Map.Cases,
            Sentence = found.Sentence(stages),
            Nodes = view.Nodes.Select(node => new
            {
                node.Kind,
                node.Key,
                node.Name,
                N = node.Cases,
                node.Visits,
                node.StandSo,
                DaysToNext = FigureText.Json(node.DaysToNext),
                DaysToPass = found.DaysToPass(node) is { } pass ? FigureText.Json(pass) : null,
                Won = node.Won is null ? null : FigureText.Json(node.Won.Share),
                node.Won?.WithinDays,
            }),
            Arcs = view.Arcs.Select(arc => new { arc.From, arc.To, N = arc.Count, arc.DaysMedian, arc.IsBackward }),
            view.HiddenNodes,
            view.HiddenArcs,
            view.HiddenShare,
            view.HiddenMoves,
            view.Moves,
            BesideTheFunnel = found.BesideTheFunnel,
            Variants = found.Roads.Top.Select(road => new
            {
                Stages = road.Stages.Select(stage => stages[stage].Key),
                N = road.Cases,
                road.Closed,
                Won = FigureText.Json(road.Won),
                DaysMedian = FigureText.Json(road.DaysMedian),
                road.Deviations,
            }),
            found.Roads.Different,
            found.Roads.Covered,
            found.Roads.InOrder,
            found.Roads.BackwardMoves,
            Stages = found.Roads.Stages.Select(stage => new { stage.Stage.Key, stage.Skipped, stage.Again }),
            Outcomes = found.Outcomes.Select(each => new
            {
                each.Outcome.Key,
                Stage = each.Stage?.Key,
                each.Known,
                each.Past,
                each.Skipped,
                each.Late,
                each.Reworked,
                each.WonWithout,
            }),
        };
    }

    public static string Kind(MapNodeKind kind) => kind switch
    {
        MapNodeKind.Stage => "stage",
        MapNodeKind.Confirmed => "confirmed",
        MapNodeKind.Refuted => "refuted",
        MapNodeKind.Activity => "activity",
        MapNodeKind.Ending => "ending",
    };

    /// <summary>Leaves room for seven columns on a line.</summary>
    private const int NameInTable = 30;

    private static string Short(string name, int most = 44) => name.Length <= most ? name : name[..(most - 1)].TrimEnd() + "…";

    private static void Roads(RoadsWalked roads, System.Collections.Immutable.ImmutableArray<Headway.Histories.NamedElement> stages)
    {
        if (stages.IsDefaultOrEmpty) return;
        TextOutput.Table(["Road", "Opportunities", "Ended", "Won of those (95 %)", "Days to half ended"], roads.Top.Select(road => new[]
        {
            RoadSentences.Road(road, stages), $"{road.Cases:N0}", $"{road.Closed:N0}", FigureText.Share(road.Won),
            FigureText.Days(road.DaysMedian),
        }));
        Console.WriteLine($"{roads.InOrder:N0} of {roads.Cases:N0} kept to the order of the stages so far; "
            + $"{roads.BackwardMoves:N0} {(roads.BackwardMoves == 1 ? "move" : "moves")} went backward.");
        foreach (var stage in roads.Stages.Where(stage => stage.Skipped + stage.Again > 0))
            Console.WriteLine($"  {stage.Stage.Name}: skipped by {stage.Skipped:N0}, entered again or out of order "
                + $"{stage.Again:N0} {(stage.Again == 1 ? "time" : "times")}");
    }

    private static void Outcomes(IReadOnlyList<OutcomeOrder> outcomes)
    {
        if (outcomes.Count == 0) return;
        TextOutput.Table(["Outcome", "Recorded in", "Went past its stage", "Skipped", "Late", "Refuted later", "Won without"],
            outcomes.Select(each => new[]
            {
                Short(each.Outcome.Name), $"{each.Known:N0}", each.Past is { } past ? $"{past:N0}" : "stage not known", $"{each.Skipped}",
                $"{each.Late}", $"{each.Reworked:N0}", $"{each.WonWithout:N0}",
            }));
        Console.WriteLine("Whether skipping one goes with losing is another question: headway learn contribution.");
    }
}
