using System.Collections.Immutable;
using Headway.Formats.Csv;
using Headway.Formats.Ocel;
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

    /// <param name="raw">Can seek; stays open.</param>
    /// <param name="file">Name for findings.</param>
    public static LogImport Read(Stream raw, string file, LogMapping mapping, EventLogLimits limits)
    {
        if (LogFile.NotALog(raw, file, limits, mayBeSqlite: mapping.Format == LogFormat.Ocel) is { } finding) return new Refused([finding]);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Zone, out var zone)) zone = TimeZoneInfo.Utc;
        var reading = mapping.Format switch
        {
            LogFormat.Xes => XesReader.Read(raw, file, new XesOptions(mapping.Lifecycle, zone, limits)),
            LogFormat.Ocel => OcelReader.Read(raw, file, mapping, limits),
            LogFormat.Csv => CsvReader.Read(raw, file, mapping, limits),
        };
        return reading.Match(accepted => Built(accepted, file, mapping), refused => new Refused(refused.Findings));
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
        var last = new DateTimeOffset(Enumerable.Range(0, read.Log.Events).Max(read.Log.RecordedAt), TimeSpan.Zero);
        var asOf = mapping.AsOf ?? last;
        var shape = mapping.ToShape(last);
        var history = History.AsOf(read.Log, shape, asOf);
        var report = ImportReport.Of(read, mapping, history, file);
        return new Imported(read.Log, shape, asOf, history, report);
    }
}
