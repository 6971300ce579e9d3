using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Packages;
using Headway.Histories;

namespace Headway.Formats.Crm;

/// <summary>One known table of an export, opened.</summary>
/// <param name="Part">The table as CSV.</param>
/// <param name="Styles">How each column of dates is written.</param>
/// <param name="StagesEntered">HubSpot: columns that say when a stage was entered, with its name as the header has it.</param>
internal sealed partial record CrmTable(
    ImportPart Part, CrmLayout Layout, CsvHead Head, Dictionary<CrmField, int> Positions, Dictionary<int, DateStyle> Styles,
    TimeZoneInfo Zone, ImmutableArray<(int Column, string Stage)> StagesEntered)
{
    private static readonly CrmField[] dates =
    [
        CrmField.Opened, CrmField.Closed, CrmField.StageChanged, CrmField.WonAt, CrmField.LostAt, CrmField.ChangedAt, CrmField.ActivityDay,
        CrmField.ActivityDone, CrmField.ActivityRecorded, CrmField.Modified,
    ];

    /// <summary>The first that holds something counts: in Dynamics what came of it, else what is expected.</summary>
    public ImmutableArray<int> Amounts { get; } = Layout.AllOf(CrmField.Amount, Head.Columns);

    public bool Has(CrmField field) => Positions.ContainsKey(field);

    public string Text(in CsvRow row, CrmField field) =>
        Positions.TryGetValue(field, out var column) ? Encoding.UTF8.GetString(row.Field(column)) : "";

    /// <summary>False when a date stands there that cannot be read; null = none stands there.</summary>
    public bool TryTime(in CsvRow row, CrmField field, out CrmTime? time)
    {
        time = null;
        return !Positions.TryGetValue(field, out var column) || TryTime(row, column, out time);
    }

    public bool TryTime(in CsvRow row, int column, out CrmTime? time)
    {
        time = null;
        var text = row.Field(column);
        if (text.IsEmpty) return true;
        if (!LogTime.TryParse(text, Styles[column], Zone, out var ticks)) return false;
        time = new CrmTime(ticks, LogTime.IsBareDay(text, Styles[column]));
        return true;
    }

    public RejectedRow Reject(in CsvRow row, CrmField field, string code, string sentence) => new(
        row.Line, Positions.TryGetValue(field, out var column) ? Head.Columns[column] : "", code, sentence,
        Encoding.UTF8.GetString(row.Text[..Math.Min(row.Text.Length, 1 << 16)]))
    { File = Part.Name };

    /// <summary>Null, with a finding, when its dates are unclear, or its bytes are not what they were taken for.</summary>
    public static CrmTable? Open(ImportPart part, CrmLayout layout, LogMapping mapping, TimeZoneInfo zone, EventLogLimits limits,
        List<Finding> findings)
    {
        foreach (var encoding in (string?[])[null, "windows-1252"])
        {
            var head = CsvHead.Of(part.Raw, limits, encoding);
            var positions = layout.Positions(head.Columns);
            var entered = StagesEnteredIn(layout.Source, head.Columns);
            ImmutableArray<int> columns = [.. dates.Where(positions.ContainsKey).Select(field => positions[field])
                .Concat(entered.Select(each => each.Column)).Distinct()];
            if (encoding is null && head.SaysAbove(part.Name) is { } above) findings.Add(above);
            var before = findings.Count;
            // As a table of cases, all of its dates are looked at before one is believed.
            var styles = CsvReader.StylesOf(part.Raw, part.Name, head, columns, mapping with { Shape = LogShape.Cases }, limits, findings);
            if (styles is null) continue;
            return findings.Skip(before).Any(finding => finding.Severity == Severity.Error) ? null
                : new CrmTable(part, layout, head, positions, styles, zone, entered);
        }
        findings.Add(new Finding("csv-encoding", Severity.Error, new Place(part.Name, 0, 0, ""), "The file is in no encoding known here.",
            "Names would come out wrong.", "Export it as UTF-8."));
        return null;
    }

    public static ImmutableArray<(int Column, string Stage)> StagesEnteredIn(CrmSource source, ImmutableArray<string> headers) =>
        source != CrmSource.HubSpot ? []
            : [.. headers.Select((column, c) => (c, Stage: DateEntered().Match(column))).Where(each => each.Stage.Success)
                .Select(each => (each.c, each.Stage.Groups["stage"].Value))];

    [GeneratedRegex("""^(?:date entered "(?<stage>.+)"|hs_(?:v2_)?date_entered_(?<stage>[\w-]+))$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex DateEntered();
}

/// <param name="IsDay">A day without a time of day.</param>
internal readonly record struct CrmTime(long Ticks, bool IsDay);
