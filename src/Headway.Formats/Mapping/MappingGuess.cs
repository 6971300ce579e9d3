using System.Collections.Immutable;
using Headway.Formats.Csv;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>A first mapping for a file nobody has mapped: columns by their usual names, endings by usual words. What it cannot find it
/// leaves <see cref="LogMapping.Unnamed"/>. A person looks at it and saves it.</summary>
internal static class MappingGuess
{
    /// <summary>The columns of a log of events; null when the file is none.</summary>
    public static LogMapping? OfEvents(CsvHead head)
    {
        string? Column(string[] names) => ColumnNames.Find(head.Columns, names);
        if (Column(ColumnNames.Activity) is not { } activity || Column(ColumnNames.Time) is not { } time) return null;
        var amount = ColumnNames.FindAmount(head.Columns);
        return new LogMapping(LogFormat.Csv, LogShape.Events, new ColumnMapping(
            Column(ColumnNames.Case), activity, time, Column(ColumnNames.Recorded), Column(ColumnNames.Person),
            Column(ColumnNames.Lifecycle)))
        {
            Amount = amount,
            Owner = Column(ColumnNames.Owner),
            Segments = OwnLabels.SegmentsOf(head.Columns),
            Currency = ColumnNames.CurrencyIn(amount) ?? "EUR",
        };
    }

    /// <summary>By its header: events with an activity and a time, or a status with a date beside it.</summary>
    public static bool LooksLikeOpportunities(CsvHead head) => OfEvents(head) is not null
        || (ColumnNames.Find(head.Columns, ColumnNames.Status) is not null
            && (ColumnNames.Find(head.Columns, ColumnNames.Opened) ?? ColumnNames.Find(head.Columns, ColumnNames.Closed)) is not null);

    public static LogMapping OfXes(EventLog log)
    {
        var attributes = log.Attributes.Select(each => each.Name).ToList();
        var amount = ColumnNames.FindAmount(attributes);
        return WithLabels(new LogMapping(LogFormat.Xes, LogShape.Events, ColumnMapping.None)
        {
            Amount = amount,
            Owner = ColumnNames.Find(attributes, ColumnNames.Owner),
            Currency = ColumnNames.CurrencyIn(amount) ?? "EUR",
        }, log);
    }

    /// <summary>Endings, stages and reopening by the words of all labels of the log.</summary>
    public static LogMapping WithLabels(LogMapping mapping, EventLog log)
    {
        if (OwnLabels.AreIn(log))
        {
            var own = OwnLabels.Named(mapping, log);
            return own with { Unnamed = Gaps(own.Stages, own.Endings, closed: true) };
        }
        var endings = LabelWords.EndingsOf(log.Labels);
        var stages = StagesOf(log);
        return mapping with
        {
            Endings = endings,
            Stages = stages,
            Reopened = [.. log.Labels.Where(LabelWords.IsReopened)],
            Unnamed = Gaps(stages, endings, closed: true),
        };
    }

    /// <summary>A table of opportunities.</summary>
    public static LogMapping OfCases(CsvHead head, ColumnSurvey survey)
    {
        string? Column(string[] names) => ColumnNames.Find(head.Columns, names);
        var status = OwnLabels.IsOpportunities(head.Columns) ? "ending" : StatusOf(head, survey);
        var values = (status is null ? null : survey.ValuesOf(status)) ?? [];
        var opened = Column(ColumnNames.Opened);
        var endings = LabelWords.EndingsOf(values.Select(each => each.Value));
        var ended = values.Where(each => LabelWords.EndingOf(each.Value) is not null).ToList();
        var closed = Column(ColumnNames.Closed);
        // A closing date that the ended rows do not have would reject them all.
        if (ended.Count > 0 && ended.Sum(each => each.Dated) < 0.5 * ended.Sum(each => each.Rows)) closed = null;
        var amount = ColumnNames.FindAmount(head.Columns);
        // Without a history of stages, everything that is not an ending is one stage: open.
        string[] open = [.. values.Except(ended).Select(each => each.Value), .. opened is null ? Array.Empty<string>() : [opened]];
        ImmutableArray<ElementLabels> stages = open.Length == 0 ? []
            : [new ElementLabels("open", OpenStageOf([.. values.Except(ended).Select(each => each.Value)]), [.. open.Distinct()])];
        return new LogMapping(LogFormat.Csv, LogShape.Cases, new ColumnMapping(CaseOf(head, survey), Status: status, Opened: opened,
            Closed: closed))
        {
            Stages = stages,
            Endings = endings,
            Amount = amount,
            Owner = Column(ColumnNames.Owner),
            Segments = OwnLabels.IsOpportunities(head.Columns) ? OwnLabels.SegmentsOf(head.Columns) : SegmentsIn(head, survey),
            Currency = ColumnNames.CurrencyIn(amount) ?? CurrencyOf(head, survey) ?? "EUR",
            Unnamed = Gaps(stages, endings, closed is not null || opened is null || ended.Count == 0),
        };
    }

    /// <summary>The one stage of a table that shows only where each stands now, named by the stages the file has.</summary>
    internal static string OpenStageOf(IReadOnlyCollection<string> values)
    {
        const int mostLength = 60;
        var named = $"Open ({string.Join(", ", values)})";
        return values.Count == 0 || (values.Count == 1 && LabelWords.IsOpening(values.First())) ? "Open"
            : named.Length <= mostLength ? named : $"Open (any of {values.Count} stages)";
    }

    private static ImmutableArray<MappingGap> Gaps(ImmutableArray<ElementLabels> stages, EndingLabels endings, bool closed)
    {
        var gaps = ImmutableArray.CreateBuilder<MappingGap>();
        if (stages.IsEmpty) gaps.Add(MappingGap.Stages);
        if (endings.ByEnding.All(each => each.Labels.IsEmpty)) gaps.Add(MappingGap.Endings);
        if (!closed) gaps.Add(MappingGap.Closed);
        return gaps.ToImmutable();
    }

    /// <summary>By its name, else the first column that has another value in every row.</summary>
    private static string? CaseOf(CsvHead head, ColumnSurvey survey)
    {
        if (ColumnNames.Find(head.Columns, ColumnNames.Case) is { } named) return named;
        var taken = new[] { ColumnNames.Opened, ColumnNames.Closed }.Select(names => ColumnNames.Find(head.Columns, names))
            .Append(ColumnNames.FindAmount(head.Columns)).ToHashSet();
        return head.Columns.Where((column, c) => column.Length > 0 && !taken.Contains(column) && survey.NamesEveryRow(c)).FirstOrDefault();
    }

    /// <summary>Of the columns called so, the one whose values end cases; won and lost said outright count most. Else any column whose
    /// values do.</summary>
    private static string? StatusOf(CsvHead head, ColumnSurvey survey)
    {
        var called = ColumnNames.Status.Select(name => ColumnNames.Find(head.Columns, [name])).OfType<string>().Distinct().ToList();
        int Worth(string column) => (survey.ValuesOf(column) ?? []).Select(each => (Ending: LabelWords.EndingOf(each.Value), each.Value))
            .Where(each => each.Ending is not null).GroupBy(each => each.Ending)
            .Sum(ending => ending.Any(each => LabelWords.IsOutright(each.Value)) ? 2 : 1);
        var best = called.MaxBy(Worth);
        if (best is not null && Worth(best) > 0) return best;
        var other = head.Columns.Where(column => column.Length > 0).MaxBy(Worth);
        return other is not null && Worth(other) >= 2 ? other : best;
    }

    /// <summary>Columns called like what tells customers apart, with few enough values to compare by.</summary>
    private static ImmutableArray<string> SegmentsIn(CsvHead head, ColumnSurvey survey) => [.. head.Columns
        .Where(column => ColumnNames.IsSegment(column) && survey.ValuesOf(column) is { Length: > 1 })];

    private static string? CurrencyOf(CsvHead head, ColumnSurvey survey) => head.Columns
        .Where(column => column.Length > 0 && LabelWords.Of(column).Split(' ').Contains("currency"))
        .Select(column => survey.ValuesOf(column) is [var only] && only.Value.Length == 3 ? only.Value.ToUpperInvariant() : null)
        .FirstOrDefault(each => each is not null);

    /// <summary>Labels that call themselves a stage and the one that opens; when none does, labels that are words for stages. In the order
    /// in which cases meet them.</summary>
    private static ImmutableArray<ElementLabels> StagesOf(EventLog log)
    {
        bool Possible(string label) => LabelWords.EndingOf(label) is null && !LabelWords.IsReopened(label);
        var called = log.Labels.Any(label => LabelWords.IsCalledStage(label) && Possible(label));
        var candidates = Enumerable.Range(0, log.Labels.Length).Where(l => Possible(log.Labels[l])
            && (called ? LabelWords.IsCalledStage(log.Labels[l]) || LabelWords.IsOpening(log.Labels[l])
                : LabelWords.IsStageWord(log.Labels[l]))).ToHashSet();
        var places = MeanPlaces(log, candidates);
        return [.. candidates.OrderBy(l => places[l]).Select(l => Element(log.Labels[l]))
            .Where(stage => Keys.IsValid(stage.Key)).DistinctBy(stage => stage.Key)];
    }

    private static ElementLabels Element(string label)
    {
        var words = LabelWords.Of(label);
        if (words.StartsWith("stage ", StringComparison.Ordinal)) words = words["stage ".Length..];
        return new ElementLabels(Keys.FromName(words), char.ToUpperInvariant(words[0]) + words[1..], [label]);
    }

    /// <summary>Per label, over the cases that have it: its mean place among the first occurrences of all these labels.</summary>
    internal static double[] MeanPlaces(EventLog log, HashSet<int> labels)
    {
        var sum = new double[log.Labels.Length];
        var cases = new int[log.Labels.Length];
        var seen = new HashSet<int>();
        for (var c = 0; c < log.Cases; c++)
        {
            seen.Clear();
            for (var i = log.CaseStart[c]; i < log.CaseStart[c + 1]; i++)
            {
                if (!labels.Contains(log.Label[i]) || !seen.Add(log.Label[i])) continue;
                sum[log.Label[i]] += seen.Count;
                cases[log.Label[i]]++;
            }
        }
        return [.. sum.Select((total, l) => total / Math.Max(1, cases[l]))];
    }
}
