using System.Collections.Immutable;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Packages;
using Headway.Histories;

namespace Headway.Formats.Crm;

/// <summary>The tables of a known export, recognised by their headers.</summary>
/// <param name="Tables">Each with its layout.</param>
/// <param name="Findings">What was left out.</param>
internal sealed record CrmExport(
    CrmSource Source, ImmutableArray<(ImportPart Part, CrmLayout Layout, ImmutableArray<string> Columns)> Tables,
    ImmutableArray<Finding> Findings) : IDisposable
{
    private const int ShownColumns = 8;

    private static readonly byte[][] jsonMarks = ["\"propertiesWithHistory\""u8.ToArray(), "\"dealChange\""u8.ToArray(),
        "\"AuditRecord\""u8.ToArray()];

    /// <summary>Made of JSON; the others belong to whoever opened them.</summary>
    private ImmutableArray<Stream> Made { get; init; } = [];

    /// <summary>Null when these are no export that is known here.</summary>
    /// <param name="asked">Only this one; null = any.</param>
    public static CrmExport? Recognise(ImportParts parts, CrmSource? asked, EventLogLimits limits)
    {
        var known = new List<(ImportPart Part, CrmLayout Layout, ImmutableArray<string> Columns)>();
        var findings = new List<Finding>(parts.Findings);
        var made = new List<Stream>();
        foreach (var part in parts.All)
        {
            if (part.IsJson)
            {
                if (!HasMark(part, limits) || CrmJson.TableOf(part, limits) is not { } table)
                {
                    findings.Add(LeftOut(part.Name, "it is JSON of no change history that is known here"));
                    continue;
                }
                made.Add(table.Csv);
                if (asked is { } only && only != table.Source)
                    findings.Add(LeftOut(part.Name, $"it is of {CrmSources.TitleOf(table.Source)}, not of {CrmSources.TitleOf(only)}"));
                else if (CrmLayout.Of(CrmLayout.ChangeColumns, table.Source) is { } changes)
                    known.Add((new ImportPart(part.Name, table.Csv), changes, [.. CrmLayout.ChangeColumns]));
                continue;
            }
            var head = CsvHead.Of(part.Raw, limits, encoding: null);
            if (CrmLayout.Of(head.Columns, asked) is { } layout) known.Add((part, layout, head.Columns));
            else findings.Add(LeftOut(part.Name, $"its columns are those of no table that is known here "
                + $"({string.Join(", ", head.Columns.Take(ShownColumns))})"));
        }
        if (known.Count == 0)
        {
            made.ForEach(stream => stream.Dispose());
            return null;
        }
        var source = known.OrderBy(each => each.Layout.Kind).First().Layout.Source;
        foreach (var (part, layout, _) in known.Where(each => each.Layout.Source != source))
            findings.Add(LeftOut(part.Name, $"it is of {CrmSources.TitleOf(layout.Source)}, the others of {CrmSources.TitleOf(source)}"));
        return new CrmExport(source, [.. known.Where(each => each.Layout.Source == source).OrderBy(each => each.Layout.Kind)
            .ThenBy(each => each.Part.Name, StringComparer.Ordinal)], [.. findings])
        { Made = [.. made] };
    }

    /// <summary>The export as a log, and the mapping its own marks suggest.</summary>
    /// <param name="mapping">Date style, zone and endings count; columns are known.</param>
    public (LogReading Reading, LogMapping? Guess) Read(LogMapping mapping, EventLogLimits limits)
    {
        var findings = new List<Finding>(Findings);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Zone, out var zone))
        {
            findings.Add(new Finding("mapping-zone", Severity.Error, new Place(Tables[0].Part.Name, 0, 0, "zone"),
                $"There is no time zone '{mapping.Zone}'.", "Times without a zone cannot be placed.",
                "Use a name like Europe/Amsterdam or UTC."));
            return (new LogReading.Refused([.. findings]), null);
        }
        var tables = Tables.Select(each => CrmTable.Open(each.Part, each.Layout, mapping, zone, limits,
            findings)).OfType<CrmTable>().ToList();
        if (findings.Any(finding => finding.Severity == Severity.Error)) return (new LogReading.Refused([.. findings]), null);
        var rows = new CrmRows(Source, limits);
        try
        {
            rows.ReadAll(tables);
        }
        catch (CrmRowException endless)
        {
            return (new LogReading.Refused([endless.Finding]), null);
        }
        var made = new CrmLog(rows, mapping, zone, limits);
        var log = made.Build();
        var header = tables is [var only] ? only.Head.HeaderLine : "";
        var rejected = RejectedRowsBuilder.Join([rows.Rejected], header, tables is [var single] ? (char)single.Head.Delimiter : ',');
        if (tables.Count == 1) rejected = rejected with { Listed = [.. rejected.Listed.Select(row => row with { File = "" })] };
        var counts = new RowCounts(rows.Counts.Sum(each => each.Read), rows.Counts.Sum(each => each.Accepted),
            rows.Counts.Sum(each => each.Merged), rejected.Count, rows.Counts.Sum(each => each.SetAside));
        var unknown = made.Stages.Except(mapping.KnownLabels).ToList();
        if (!mapping.Stages.IsEmpty && unknown.Count > 0 && made.Counts.WithStages > 0)
        {
            findings.Add(new Finding("crm-unknown-stage", Severity.Warning, new Place(Tables[0].Part.Name, 0, 0, "stages"),
                $"The mapping does not know the stages {string.Join(", ", unknown.Take(10))}.",
                "What happened in them counts for the stage before.", "Put each under stages, endings or ignored in the mapping."));
        }
        return (new LogReading.Accepted(log, counts, rejected, [.. findings])
        {
            Depth = CrmDepth.Of(Source, tables, made.Counts),
            DateStyles = [.. tables.SelectMany(table => table.Styles.OrderBy(each => each.Key)
                .Select(each => (table.Head.Columns[each.Key], each.Value))).Distinct()],
        }, log.Events == 0 ? null : CrmGuess.Of(Source, mapping, rows, made, log));
    }

    public void Dispose()
    {
        foreach (var stream in Made) stream.Dispose();
    }

    private static bool HasMark(ImportPart part, EventLogLimits limits)
    {
        var start = new byte[1 << 16];
        var length = LogFile.Unpacked(part.Raw, limits).ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return jsonMarks.Any(mark => start.AsSpan(0, length).IndexOf(mark) >= 0);
    }

    private static Finding LeftOut(string name, string why) => new("files-left-out", Severity.Information, new Place(name, 0, 0, ""),
        $"{name} was not read: {why}.", "Nothing of it is in the history.",
            "Leave it out of the import, or import it by itself with a mapping.");
}
