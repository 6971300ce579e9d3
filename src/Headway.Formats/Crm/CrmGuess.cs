using System.Collections.Immutable;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Crm;

/// <summary>The first mapping of a known export: what its own marks say. A person looks at it, and names what it leaves open.</summary>
internal static class CrmGuess
{
    public static LogMapping Of(CrmSource source, LogMapping asked, CrmRows rows, CrmLog made, EventLog log)
    {
        var stages = made.Counts.WithStages > 0 ? StagesOf(made, rows, log)
            : [new ElementLabels("open", MappingGuess.OpenStageOf(made.Counts.StagesNow), [CrmLog.Opened])];
        var (noDecision, noGo) = (Of(Ending.NoDecision), Of(Ending.NoGo));
        var endings = new EndingLabels([.. made.WonLabels], [.. made.NotWonLabels.Except(noDecision).Except(noGo)], noDecision, noGo);
        var gaps = ImmutableArray.CreateBuilder<MappingGap>();
        if (stages.IsEmpty) gaps.Add(MappingGap.Stages);
        if (endings.ByEnding.All(each => each.Labels.IsEmpty)) gaps.Add(MappingGap.Endings);
        return new LogMapping(LogFormat.Csv, LogShape.Events, ColumnMapping.None)
        {
            Source = source,
            DateStyle = asked.DateStyle,
            Zone = asked.Zone,
            Stages = stages,
            Activities = Elements(log.Labels.Where(label => PrefixOf(label) is not null).Order(StringComparer.Ordinal),
                label => label[PrefixOf(label)!.Length..]),
            Endings = endings,
            Reopened = made.Counts.Reopened > 0 ? [CrmLog.Reopened] : [],
            Ignored = made.Counts.WithStages > 0 ? [CrmLog.Opened] : [],
            Amount = Has(CrmLog.Amount) || log.Changes.Count > 0 ? CrmLog.Amount : null,
            Owner = Has(CrmLog.Owner) ? CrmLog.Owner : null,
            Segments = [.. CrmLog.Segments.Select(each => each.Name).Where(Has)],
            Currency = rows.Currencies.Count == 1 ? rows.Currencies.First() : "EUR",
            Unnamed = gaps.ToImmutable(),
        };

        ImmutableArray<string> Of(Ending ending) => [.. made.NotWonLabels.Where(label => LabelWords.EndingOf(label) == ending)];

        bool Has(string attribute) => log.FindAttribute(attribute) is not null;
    }

    private static string? PrefixOf(string label) => new[] { CrmLog.ActivityPrefix, CrmLog.MeetingPrefix }
        .FirstOrDefault(prefix => label.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>In the order of the export where it has one, else in that in which opportunities meet them.</summary>
    private static ImmutableArray<ElementLabels> StagesOf(CrmLog made, CrmRows rows, EventLog log)
    {
        var indexes = Enumerable.Range(0, log.Labels.Length).Where(l => made.Stages.Contains(log.Labels[l])).ToHashSet();
        var places = MappingGuess.MeanPlaces(log, indexes);
        var ordered = indexes.OrderBy(l => rows.StagePlaces.GetValueOrDefault(log.Labels[l], int.MaxValue)).ThenBy(l =>
            places[l]).ThenBy(l => l);
        return Elements(ordered.Select(l => log.Labels[l]), label => label);
    }

    /// <summary>Names that differ only in signs or case are one element with several labels; names that only look alike as keys are
    /// not.</summary>
    private static ImmutableArray<ElementLabels> Elements(IEnumerable<string> labels, Func<string, string> nameOf)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var elements = ImmutableArray.CreateBuilder<ElementLabels>();
        foreach (var group in labels.GroupBy(label => LabelWords.Of(nameOf(label)), StringComparer.Ordinal))
        {
            var name = nameOf(group.First());
            var key = Keys.FromName(group.Key) is { Length: > 0 } made ? made : $"element-{elements.Count + 1}";
            if (!taken.Add(key)) taken.Add(key = Keys.FromName($"element {elements.Count + 1} {group.Key}"));
            elements.Add(new ElementLabels(key, name, [.. group]));
        }
        return elements.ToImmutable();
    }
}
