using System.Collections.Immutable;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>What became of a file: a log with its counts, or findings and nothing.</summary>
public abstract record LogReading
{
    private LogReading()
    {
    }

    public TResult Match<TResult>(Func<Accepted, TResult> accepted, Func<Refused, TResult> refused) => this switch
    {
        Accepted read => accepted(read),
        Refused no => refused(no),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="Findings">Warnings and information; no errors.</param>
    public sealed record Accepted(EventLog Log, RowCounts Rows, RejectedRows Rejected, ImmutableArray<Finding> Findings) : LogReading
    {
        /// <summary>CSV: how the dates of each date column are written. XES has one way only.</summary>
        public ImmutableArray<(string Column, DateStyle Style)> DateStyles { get; init; } = [];

        /// <summary>What the source, by the way it keeps its history, can and cannot teach.</summary>
        public ImmutableArray<DepthLine> Depth { get; init; } = [];
    }

    /// <param name="Findings">At least one error, all with their places.</param>
    public sealed record Refused(ImmutableArray<Finding> Findings) : LogReading;
}

/// <summary>Where every row (XES: every event) of a file went. <c>Read = Accepted + Merged + Rejected</c>, always.</summary>
/// <remarks>Each is counted where it happens and none is made of the others, so that the sum can fail, and tests hold it.</remarks>
/// <param name="SetAside">Of the accepted ones: known and kept out on purpose, because their lifecycle state does not count in the
/// mapping.</param>
public sealed record RowCounts(int Read, int Accepted, int Merged, int Rejected, int SetAside);

/// <summary>A row that could not be used, and why.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Field">The column or attribute at fault.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Row">The row as it stood, for the reject file; empty for XES.</param>
public sealed record RejectedRow(int Line, string Field, string Code, string Sentence, string Row)
{
    /// <summary>Which of several files; empty where there is one.</summary>
    public string File { get; init; } = "";
}

/// <summary>All rejections by count, the first <see cref="MaxListed"/> of them in full.</summary>
/// <param name="Header">The header line of a CSV, so that the reject file can be imported again.</param>
/// <param name="Delimiter">Between the columns of the file; the reject file uses the same.</param>
public sealed record RejectedRows(
    ImmutableArray<RejectedRow> Listed, ImmutableSortedDictionary<string, int> CountByCode, string Header, char Delimiter)
{
    /// <summary>A person mends a few hundred rows; past that the export is at fault, not its rows.</summary>
    public const int MaxListed = 10_000;

    public static readonly RejectedRows None = new([], ImmutableSortedDictionary<string, int>.Empty, "", ',');

    public int Count => CountByCode.Values.Sum();

    /// <summary>Rows of a CSV can be mended and imported; events of XES stand in no rows, so only their lines are told.</summary>
    public bool CanBeMended => Header.Length > 0;

    /// <summary>
    /// Writes the header and the listed rows as they stood with one more column that says why; mended, it can be imported as it is. For
    /// XES: line and reason.
    /// </summary>
    public void WriteTo(TextWriter writer)
    {
        if (Listed.Any(row => row.File.Length > 0))
        {
            WriteOfFiles(writer);
            return;
        }
        writer.Write(CanBeMended ? Header : "line");
        writer.Write($"{Delimiter}reason\n");
        foreach (var row in Listed)
        {
            writer.Write(CanBeMended ? row.Row : row.Line.ToString(System.Globalization.CultureInfo.InvariantCulture));
            writer.Write($"{Delimiter}\"{row.Code}: {row.Sentence.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        }
    }

    /// <summary>Rows of several files have no header in common: each is told with its file, line and column.</summary>
    private void WriteOfFiles(TextWriter writer)
    {
        static string Cell(string text) => $"\"{Csv.HistoryCsv.Safe(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        writer.Write("file,line,field,reason,row\n");
        foreach (var row in Listed)
        {
            var line = row.Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
            writer.Write($"{Cell(row.File)},{line},{Cell(row.Field)},{Cell($"{row.Code}: {row.Sentence}")},{Cell(row.Row)}\n");
        }
    }
}

/// <summary>Gathers rejections while reading.</summary>
internal sealed class RejectedRowsBuilder
{
    private readonly List<RejectedRow> listed = [];
    private readonly SortedDictionary<string, int> countByCode = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public bool Lists => listed.Count < RejectedRows.MaxListed;

    public void Add(RejectedRow row)
    {
        Count++;
        countByCode[row.Code] = countByCode.GetValueOrDefault(row.Code) + 1;
        if (Lists) listed.Add(row);
    }

    public static RejectedRows Join(IEnumerable<RejectedRowsBuilder> parts, string header, char delimiter)
    {
        var all = parts.ToArray();
        var counts = all.SelectMany(part => part.countByCode).GroupBy(each => each.Key)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Sum(each => each.Value), StringComparer.Ordinal);
        return new RejectedRows(
            [.. all.SelectMany(part => part.listed).OrderBy(row => row.Line).Take(RejectedRows.MaxListed)], counts, header, delimiter);
    }
}
