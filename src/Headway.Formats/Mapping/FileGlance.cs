using System.Collections.Immutable;
using Headway.Formats.Crm;
using Headway.Formats.Csv;
using Headway.Formats.Ocel;
using Headway.Formats.Packages;
using Headway.Formats.Xes;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>A first look at a file, before anybody maps it.</summary>
/// <param name="Columns">CSV: the header. XES: the case attributes. OCEL: attributes of the case, types of objects, attributes of
/// events.</param>
/// <param name="Labels">Activity labels, or values of the status column, with how often they occur; the commonest 200.</param>
/// <param name="Sample">The first 20 rows (XES and OCEL: case, label, time).</param>
/// <param name="Guess">To be looked at, saved and mended.</param>
/// <param name="Report">What reading with the guess would bring; null when it cannot be read so.</param>
public sealed record FileGlance(
    LogFormat Format, ImmutableArray<string> Columns, ImmutableArray<(string Label, int Count)> Labels,
    ImmutableArray<ImmutableArray<string>> Sample, LogMapping Guess, ImportReport? Report, ImmutableArray<Finding> Findings)
{
    /// <summary>A table that Headway wrote, whose columns and labels say themselves what they mean: nobody has to map it. An imported
    /// history goes out with the labels it came with, which do not.</summary>
    public bool IsOurOwn => Guess is { Format: LogFormat.Csv, Unnamed.IsEmpty: true } && (Guess.Shape == LogShape.Cases
        ? OwnLabels.IsOpportunities(Columns) : OwnLabels.IsEvents(Columns) && !Labels.IsEmpty
            && Labels.All(each => Guess.KnownLabels.Contains(each.Label)));

    private const int SampleRows = 20;
    private const int MostLabels = 200;

    /// <param name="raw">Can seek; stays open. A log, a table, a workbook, or a ZIP archive of the tables of one export.</param>
    /// <param name="source">Whose export it is, when a person says so; null = by its headers.</param>
    /// <param name="dates">How its dates are written, when a person says so; null = as the file shows.</param>
    public static FileGlance Of(Stream raw, string file, EventLogLimits limits, CrmSource? source = null, DateStyle? dates = null)
    {
        try
        {
            using var parts = ImportParts.Open(raw, file, limits);
            if (parts.All is [var only] && LogFile.NotALog(only.Raw, only.Name, limits, mayBeSqlite: true) is { } notALog)
                return Nothing(notALog);
            using (var export = CrmExport.Recognise(parts, source, limits))
            {
                if (export is not null) return Worded(OfExport(export, file, dates, limits), parts);
            }
            if (source is { } asked) return Nothing(LogImport.NotOf(asked, file));
            if (parts.TheOne(file) is not { } part) return Nothing(parts.Unclear(file));
            var glance = OcelKinds.IsOcel(part.Raw, limits) ? OfOcel(part.Raw, part.Name, limits)
                : LooksLikeXml(part.Raw, limits) ? OfXes(part.Raw, part.Name, limits) : OfCsv(part.Raw, part.Name, dates, limits);
            return Worded(glance, parts) with
            {
                Findings = [.. parts.Findings, .. glance.Findings],
                Report = glance.Report is { } report ? report with { Findings = [.. parts.Findings, .. report.Findings] } : null,
            };
        }
        catch (Exception fault) when (fault is LogLimitException or InvalidDataException)
        {
            return Nothing(ImportParts.Broken(fault, raw, file));
        }
    }

    /// <summary>What the labels of a file mean, for a mapping that has its columns and knows none of its labels yet: guessed again after
    /// a person has said what stood in the way of the first guess.</summary>
    /// <returns>The mapping as it is where it knows labels, or where the file cannot be read by it.</returns>
    public static LogMapping Labelled(Stream raw, string file, LogMapping mapping, EventLogLimits limits)
    {
        if (mapping.KnownLabels.Any() || !mapping.Unnamed.IsEmpty) return mapping;
        try
        {
            using var parts = ImportParts.Open(raw, file, limits);
            if (mapping.Source is { } source)
            {
                using var export = CrmExport.Recognise(parts, source, limits);
                return export?.Read(mapping, limits).Guess is { } guess ? guess with { IsWorkbook = mapping.IsWorkbook } : mapping;
            }
            if (mapping is not { Format: LogFormat.Csv, Shape: LogShape.Events } || parts.TheOne(file) is not { } part) return mapping;
            return CsvReader.Read(part.Raw, part.Name, mapping, limits).Match(
                read => MappingGuess.WithLabels(mapping, read.Log), _ => mapping);
        }
        catch (Exception fault) when (fault is LogLimitException or InvalidDataException)
        {
            return mapping;
        }
    }

    private static FileGlance Worded(FileGlance glance, ImportParts parts) =>
        glance with { Guess = glance.Guess with { IsWorkbook = parts.IsWorkbook && glance.Format == LogFormat.Csv } };

    /// <summary>Of a known export only what its labels mean is guessed, and mostly its own marks say it.</summary>
    private static FileGlance OfExport(CrmExport export, string file, DateStyle? dates, EventLogLimits limits)
    {
        var unmapped = new LogMapping(LogFormat.Csv, LogShape.Events, ColumnMapping.None) { Source = export.Source, DateStyle = dates };
        var (reading, guess) = export.Read(unmapped, limits);
        var head = CsvHead.Of(export.Tables[0].Part.Raw, limits, encoding: null);
        var glance = new FileGlance(LogFormat.Csv, head.Columns, [], [.. head.Sample.Take(SampleRows)], guess ?? unmapped, null, []);
        if (guess is null)
            return reading.Match(_ => glance with { Findings = [NoEvents(file)] }, refused => glance with { Findings = refused.Findings });
        return LogImport.Read(export, file, guess, limits).Match(
            imported => glance with { Report = imported.Report, Labels = LabelsOf(imported.Log, []), Findings = imported.Report.Findings },
            refused => glance with { Findings = refused.Findings });
    }

    private static Finding NoEvents(string file) => new("log-no-events", Severity.Error, new Place(file, 0, 0, ""),
        "None of the rows could be used.", "There is no history without events.", "Export the opportunities with their dates.");

    private static FileGlance Nothing(Finding why) => new(
        LogFormat.Csv, [], [], [], new LogMapping(LogFormat.Csv, LogShape.Events, ColumnMapping.None), null, [why]);

    private static FileGlance OfXes(Stream raw, string file, EventLogLimits limits)
    {
        return XesReader.Read(raw, file, XesOptions.Default with { Limits = limits }).Match(
            read =>
            {
                var log = read.Log;
                var guess = MappingGuess.OfXes(log);
                var sample = Enumerable.Range(0, Math.Min(SampleRows, log.Events)).Select(i => Row(log, i));
                return WithGuess(raw, file, limits, new FileGlance(
                    LogFormat.Xes, [.. log.Attributes.Select(each => each.Name)], LabelsOf(log, []), [.. sample], guess, null,
                    read.Findings));
            },
            refused => new FileGlance(
                LogFormat.Xes, [], [], [], new LogMapping(LogFormat.Xes, LogShape.Events, ColumnMapping.None), null, refused.Findings));
    }

    private static FileGlance OfOcel(Stream raw, string file, EventLogLimits limits)
    {
        var (content, refusal) = OcelReader.Content(raw, file, TimeZoneInfo.Utc, limits);
        var guess = content is null ? new LogMapping(LogFormat.Ocel, LogShape.Events, ColumnMapping.None) : OcelGuess.Of(content);
        if (content is null) return new FileGlance(LogFormat.Ocel, [], [], [], guess, null, [refusal!]);
        var glance = new FileGlance(LogFormat.Ocel, [.. OcelGuess.Columns(content, guess)], [], [], guess, null, []);
        return new OcelCases(content, file, guess, limits).Read().Match(
            read => WithGuess(raw, file, limits, glance with
            {
                Guess = OcelMeanings.Of(content, MappingGuess.WithLabels(guess, read.Log)),
                Labels = LabelsOf(read.Log, []),
                Sample = [.. Enumerable.Range(0, Math.Min(SampleRows, read.Log.Events)).Select(i => Row(read.Log, i))],
            }),
            refused => glance with { Findings = refused.Findings });
    }

    private static FileGlance OfCsv(Stream raw, string file, DateStyle? dates, EventLogLimits limits)
    {
        var head = CsvHead.Of(raw, limits, encoding: null);
        var (guess, survey) = GuessOf(raw, file, head, dates, limits);
        // Of the whole table, not of its first rows: an export is often sorted.
        var counted = survey is null || guess.Columns.Status is not { } status ? [] : survey.ValuesOf(status) ?? [];
        return WithGuess(raw, file, limits, new FileGlance(
            LogFormat.Csv, head.Columns, [.. counted.Select(each => (each.Value, each.Rows)).Take(MostLabels)],
            [.. head.Sample.Take(SampleRows)], guess, null, []));
    }

    private static (LogMapping Guess, ColumnSurvey? Table) GuessOf(
        Stream raw, string file, CsvHead head, DateStyle? dates, EventLogLimits limits)
    {
        if (MappingGuess.OfEvents(head) is not { } events)
        {
            var closed = ColumnNames.Find(head.Columns, ColumnNames.Closed);
            var survey = ColumnSurvey.Of(raw, head, closed, limits);
            return (MappingGuess.OfCases(head, survey) with { DateStyle = dates }, survey);
        }
        events = events with { DateStyle = dates };
        // Labels are judged over the whole file: the first rows seldom show how cases end.
        return (CsvReader.Read(raw, file, events, limits).Match(read => MappingGuess.WithLabels(events, read.Log), _ => events), null);
    }

    private static FileGlance WithGuess(Stream raw, string file, EventLogLimits limits, FileGlance glance) =>
        LogImport.Read(raw, file, glance.Guess, limits).Match(
            imported => glance with
            {
                Report = imported.Report,
                Labels = imported.Log.Events > 0 ? LabelsOf(imported.Log, glance.Guess.Shape == LogShape.Cases ? glance.Labels : [])
                    : glance.Labels
            },
            refused => glance with { Findings = [.. glance.Findings, .. refused.Findings] });

    /// <summary>Over the whole log, the commonest first.</summary>
    /// <param name="values">Of the status of a table: where one stands now is no event, and its rows are counted all the same.</param>
    public static ImmutableArray<(string Label, int Count)> LabelsOf(EventLog log, ImmutableArray<(string Label, int Count)> values) =>
    [
        .. log.Label.CountBy(label => label).Select(each => (Label: log.Labels[each.Key], Count: each.Value)).Concat(values)
            .GroupBy(each => each.Label, StringComparer.Ordinal)
            .Select(group => (Label: group.Key, Count: group.Max(each => each.Count)))
            .OrderByDescending(each => each.Count).ThenBy(each => each.Label, StringComparer.Ordinal).Take(MostLabels),
    ];

    private static ImmutableArray<string> Row(EventLog log, int i)
    {
        var at = Array.BinarySearch(log.CaseStart, i);
        var caseIndex = at < 0 ? ~at - 1 : at;
        while (caseIndex + 1 < log.CaseStart.Length && log.CaseStart[caseIndex + 1] <= i) caseIndex++;
        var time = new DateTime(log.EffectiveTicks[i], DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.fffZ",
            System.Globalization.CultureInfo.InvariantCulture);
        return [log.CaseIds[caseIndex], log.Labels[log.Label[i]], time];
    }

    private static bool LooksLikeXml(Stream raw, EventLogLimits limits)
    {
        var start = new byte[256];
        var length = LogFile.Unpacked(raw, limits).ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan(0, length).TrimStart("\uFEFF \r\n\t"u8).StartsWith("<"u8);
    }
}
