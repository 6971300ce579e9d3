using System.Collections.Immutable;
using System.Text;
using Headway.Formats.Csv;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>What the columns of a table of opportunities hold, over all its rows and not only the first: an export is often sorted, and its
/// first rows are then all alike.</summary>
internal sealed class ColumnSurvey
{
    /// <summary>A column with more values than this is no status.</summary>
    private const int MostValues = 200;

    /// <summary>A million ids say whether a column names the case as well as all of them do.</summary>
    private const int MostRows = 1_000_000;

    private readonly CsvHead head;
    private readonly int closed;
    private readonly Dictionary<string, (int Rows, int Dated)>?[] values;
    private readonly HashSet<string>?[] seen;

    private ColumnSurvey(CsvHead head, int closed)
    {
        (this.head, this.closed) = (head, closed);
        values = [.. head.Columns.Select(_ => new Dictionary<string, (int, int)>(StringComparer.Ordinal))];
        seen = [.. head.Columns.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
    }

    public int Rows { get; private set; }

    /// <param name="closedColumn">Counted beside every value: how many of its rows have a date there.</param>
    public static ColumnSurvey Of(Stream raw, CsvHead head, string? closedColumn, EventLogLimits limits)
    {
        var survey = new ColumnSurvey(head, head.IndexOf(closedColumn));
        using var utf8 = head.OpenUtf8(raw, limits);
        var blocks = new CsvBlocks(utf8, head.Delimiter, Math.Max(limits.MaxTextBytes, 1 << 20));
        for (var block = new CsvBlock(); survey.Rows < MostRows && blocks.Next(block);)
        {
            var row = new CsvRow(block);
            head.Pass(block, ref row);
            while (row.Next()) survey.See(row);
        }
        return survey;
    }

    /// <summary>Every row has a value there, and no two the same.</summary>
    public bool NamesEveryRow(int column) => Rows > 1 && seen[column] is not null;

    /// <summary>The values by how often they occur, without the empty one; null when they are too many for a status.</summary>
    public ImmutableArray<(string Value, int Rows, int Dated)>? ValuesOf(string column) => values[head.IndexOf(column)] is not { } counted
        ? null
        : [.. counted.Where(each => each.Key.Length > 0).Select(each => (each.Key, each.Value.Rows, each.Value.Dated))
            .OrderByDescending(each => each.Rows).ThenBy(each => each.Key, StringComparer.Ordinal)];

    private void See(in CsvRow row)
    {
        if (row.Fields != head.Columns.Length) return;
        Rows++;
        var dated = closed >= 0 && !row.Field(closed).IsEmpty ? 1 : 0;
        for (var c = 0; c < values.Length; c++)
        {
            if (values[c] is null && seen[c] is null) continue;
            var text = Encoding.UTF8.GetString(row.Field(c));
            if (seen[c] is { } ids && (text.Length == 0 || !ids.Add(text))) seen[c] = null;
            if (values[c] is not { } counted) continue;
            var (rows, withDate) = counted.GetValueOrDefault(text);
            counted[text] = (rows + 1, withDate + dated);
            if (counted.Count > MostValues) values[c] = null;
        }
    }
}
