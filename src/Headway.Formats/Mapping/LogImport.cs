using System.Collections.Immutable;
using Headway.Formats.Crm;
using Headway.Formats.Csv;
using Headway.Formats.Ocel;
using Headway.Formats.Packages;
using Headway.Formats.Xes;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>From the bytes of a log and its mapping to a history with its report, or to findings and nothing.</summary>
public abstract record LogImport
{
    private LogImport()
    {
    }

    /// <param name="AsOf">The date the log shows: the mapping's, or the time of the last event.</param>
    public sealed record Imported(EventLog Log, HistoryShape Shape, DateTimeOffset AsOf, History History, ImportReport Report) : LogImport;

    public sealed record Refused(ImmutableArray<Finding> Findings) : LogImport;

    public TResult Match<TResult>(Func<Imported, TResult> imported, Func<Refused, TResult> refused) => this switch
    {
        Imported read => imported(read),
        Refused no => refused(no),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="raw">Can seek; stays open. A log, a table, a workbook, or a ZIP archive of the tables of one export.</param>
    /// <param name="file">Name for findings.</param>
    public static LogImport Read(Stream raw, string file, LogMapping mapping, EventLogLimits limits)
    {
        try
        {
            using var parts = ImportParts.Open(raw, file, limits);
            if (mapping.Source is { } source)
            {
                using var export = CrmExport.Recognise(parts, source, limits);
                return export is null ? new Refused([NotOf(source, file)]) : Read(export, file, mapping, limits);
            }
            if (parts.TheOne(file) is not { } part) return new Refused([parts.Unclear(file)]);
            return ReadOne(part.Raw, part.Name, mapping, parts.IsWorkbook, limits, parts.Findings);
        }
        catch (Exception fault) when (fault is LogLimitException or InvalidDataException)
        {
            return new Refused([ImportParts.Broken(fault, raw, file)]);
        }
    }

    internal static LogImport Read(CrmExport export, string file, LogMapping mapping, EventLogLimits limits) =>
        export.Read(mapping, limits).Reading.Match(accepted => Built(accepted, file, mapping), refused => new Refused(refused.Findings));

    internal static Finding NotOf(CrmSource source, string file) => new("crm-unknown-export", Severity.Error, new Place(file, 0, 0, ""),
        $"None of the tables is one of {CrmSources.TitleOf(source)} that is known here.", "Its columns tell one table from another.",
        "Export all columns with their usual names, or import the table with a mapping of its columns.");

    private static LogImport ReadOne(
        Stream raw, string file, LogMapping mapping, bool isWorkbook, EventLogLimits limits, ImmutableArray<Finding> before)
    {
        if (LogFile.NotALog(raw, file, limits, mayBeSqlite: mapping.Format == LogFormat.Ocel) is { } finding) return new Refused([finding]);
        if (OtherFormat.Of(raw, file, mapping, isWorkbook, limits) is { } other) return new Refused([other]);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Zone, out var zone)) zone = TimeZoneInfo.Utc;
        var reading = mapping.Format switch
        {
            LogFormat.Xes => XesReader.Read(raw, file, new XesOptions(mapping.Lifecycle, zone, limits)),
            LogFormat.Ocel => OcelReader.Read(raw, file, mapping, limits),
            LogFormat.Csv => CsvReader.Read(raw, file, mapping, limits),
        };
        return reading.Match(
            accepted => Built(accepted with { Findings = [.. before, .. accepted.Findings] }, file, mapping),
            refused => new Refused(refused.Findings));
    }

    private static LogImport Built(LogReading.Accepted read, string file, LogMapping mapping)
    {
        if (read.Log.Events == 0)
        {
            return new Refused([new Finding("log-no-events", Severity.Error, new Place(file, 0, 0, ""),
                $"None of {read.Rows.Read:N0} rows could be used.",
                "There is no history without events.", read.Rejected.Listed.IsEmpty ? "Check lifecycle in the mapping."
                    : read.Rejected.Listed[0].Sentence)]);
        }
        var last = new DateTimeOffset(Enumerable.Range(0, read.Log.Events).Select(read.Log.RecordedAt)
            .Concat(read.Log.Changes.SelectMany(changes => changes.RecordedTicks))
            .Concat(read.Log.WithdrawnTicks.Where(ticks => ticks != long.MaxValue)).Max(), TimeSpan.Zero);
        var asOf = mapping.AsOf ?? last;
        var shape = mapping.ToShape(last);
        var history = History.AsOf(read.Log, shape, asOf);
        var report = ImportReport.Of(read, mapping, history, file);
        return new Imported(read.Log, shape, asOf, history, report);
    }
}
