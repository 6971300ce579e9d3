using System.Collections.Immutable;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Ocel;

/// <summary>What the labels of a log mean when it is one of ours: the types of its events say it, and its objects name the stages, outcomes
/// and activities. So an export comes back as it was without anybody mapping it.</summary>
internal static class OcelMeanings
{
    /// <summary>The guess with these meanings; as it was when the log is not one of ours.</summary>
    public static LogMapping Of(OcelContent content, LogMapping guess)
    {
        if (guess.Columns.Activity != OcelExport.Label || guess.Columns.Case != "Opportunity") return guess;
        var labels = Labels(content);
        ImmutableArray<string> Of(string type) => [.. labels.Where(each => each.Type == type).Select(each => each.Label).Distinct()
            .Order(StringComparer.Ordinal)];
        var stages = Elements(content, labels, "Stage", "StageEntered");
        if (stages.IsEmpty) return guess;
        return guess with
        {
            Stages = stages,
            Outcomes = Outcomes(content, labels),
            Activities = Elements(content, labels, "Activity", "ActivityDone"),
            Endings = new EndingLabels(Of("Won"), Of("Lost"), Of("NoDecision"), Of("NoGo")),
            Opened = Of("Opened"),
            Voided = Of("Voided"),
            Reopened = Of("Reopened"),
            Ignored = [.. Of("GateDecided").Concat(Of("ForecastChanged")).Distinct()],
            Unnamed = [],
        };
    }

    private sealed record Meant(string Type, string Label, int ObjectId, bool Confirms);

    /// <summary>Each label once for each object it is about.</summary>
    private static HashSet<Meant> Labels(OcelContent content)
    {
        var (label, confirms) = (content.AttributeNames.Find(OcelExport.Label), content.AttributeNames.Find("confirms"));
        string? Value(OcelEvent happened, int name) => content.EventAttributes.GetRange(happened.AttributesFrom, happened.Attributes)
            .Where(each => each.Name == name).Select(each => content.Values[each.Value]).FirstOrDefault();
        var of = new (string? Label, bool Confirms)[content.Events.Count];
        for (var e = 0; e < of.Length; e++) of[e] = (Value(content.Events[e], label), Value(content.Events[e], confirms) == "true");
        return [.. content.EventRelations.Where(each => of[each.Event].Label is not null).Select(each => new Meant(
            content.EventTypes[content.Events[each.Event].Type], of[each.Event].Label!, each.ObjectId, of[each.Event].Confirms))];
    }

    /// <summary>Objects of a type in the order of the file, which is that of the road, with the labels of the events about them.</summary>
    private static ImmutableArray<ElementLabels> Elements(OcelContent content, HashSet<Meant> labels, string type, string happened) =>
    [
        .. Things(content, type).Select(each => new ElementLabels(each.Key, each.Name,
            [.. labels.Where(meant => meant.Type == happened && meant.ObjectId == each.ObjectId).Select(meant => meant.Label).Order(
                StringComparer.Ordinal)])),
    ];

    private static ImmutableArray<OutcomeLabels> Outcomes(OcelContent content, HashSet<Meant> labels)
    {
        ImmutableArray<string> Of(int objectId, bool confirms) => [.. labels.Where(meant => meant.Type == "OutcomeEvidenced"
            && meant.ObjectId == objectId && meant.Confirms == confirms).Select(meant => meant.Label).Order(StringComparer.Ordinal)];
        return [.. Things(content, "Outcome").Select(each =>
            new OutcomeLabels(each.Key, each.Name, Of(each.ObjectId, true), Of(each.ObjectId, false)))];
    }

    private static IEnumerable<(int ObjectId, string Key, string Name)> Things(OcelContent content, string type)
    {
        var (number, name) = (content.ObjectTypes.Find(type), content.AttributeNames.Find("name"));
        for (var o = 0; number >= 0 && o < content.Objects.Count; o++)
        {
            var thing = content.Objects[o];
            if (thing.Type != number) continue;
            var id = content.ObjectIds[o];
            var key = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimEnd('~');
            if (!Keys.IsValid(key)) continue;
            var said = content.ObjectAttributes.GetRange(thing.AttributesFrom, thing.Attributes).Where(each => each.Name == name)
                .Select(each => content.Values[each.Value]).FirstOrDefault();
            yield return (o, key, said ?? key);
        }
    }
}
