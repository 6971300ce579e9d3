using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Headway.Formats.Crm;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>What became of a mapping file: a mapping, or all findings at once.</summary>
/// <param name="Mapping">Null while there is a finding: nothing is imported by half a mapping.</param>
public sealed record MappingReading(LogMapping? Mapping, ImmutableArray<Finding> Findings)
{
    /// <summary>The mapping when all that is wrong is what a guess left unnamed: enough for a form to fill in, not to import by.</summary>
    public LogMapping? ToFillIn { get; init; }
}

/// <summary>Reads and writes <c>*.mapping.yaml</c>: plain YAML without anchors, aliases and tags, at most 256 KiB.</summary>
public static class MappingFile
{
    /// <summary>How dates may be written, by the words of the field <c>date-style</c>.</summary>
    public static IReadOnlyList<(string Text, DateStyle Style)> DateStyles => styles;

    private static readonly (string Text, DateStyle Style)[] styles =
        [("iso", DateStyle.Iso), ("d/m/y", DateStyle.DayMonthYear), ("m/d/y", DateStyle.MonthDayYear), ("excel", DateStyle.ExcelSerial)];

    private static readonly (string Text, LogFormat Format)[] formats =
        [("xes", LogFormat.Xes), ("csv", LogFormat.Csv), ("ocel", LogFormat.Ocel), (Workbook, LogFormat.Csv)];

    private const string Workbook = "xlsx";

    public static MappingReading Read(string text, string file)
    {
        var findings = new List<Finding>();
        var root = MappingYaml.Parse(text, file, findings);
        if (root is null) return new MappingReading(null, [.. findings]);
        var reader = new MappingFields(root, file, findings);
        var columns = reader.Map("columns");
        var amount = reader.Map("amount");
        var endings = MappingGaps.IsNone(reader, "endings", MappingGap.Endings) ? reader.Map("no-endings") : reader.Map("endings");
        if (columns.Text("closed") == MappingGaps.Unknown) MappingGaps.Refuse(columns, "closed", MappingGap.Closed);
        var mapping = new LogMapping(
            reader.Choice("format", LogFormat.Csv, formats),
            reader.Choice("shape", LogShape.Events, ("events", LogShape.Events), ("cases", LogShape.Cases)),
            new ColumnMapping(
                columns.Text("case"), columns.Text("activity"), columns.Text("time"), columns.Text("recorded"), columns.Text("person"),
                columns.Text("lifecycle"), columns.Text("status"), columns.Text("opened"), columns.Text("closed"))
            {
                Dates =
                    columns.Texts("dates")
            })
        {
            IsWorkbook = reader.Word("format") == Workbook,
            Source = reader.Has("source") ? reader.Choice("source", CrmSource.Salesforce, CrmSources.ByName) : null,
            DateStyle = reader.Has("date-style") ? reader.Choice("date-style", DateStyle.Iso, styles) : null,
            Zone = reader.Text("zone") ?? "UTC",
            Lifecycle = LifecycleOf(reader),
            Stages = MappingGaps.IsNone(reader, "stages", MappingGap.Stages) ? [] : [.. reader.Maps("stages").Select(ElementOf)],
            Outcomes = [.. reader.Maps("outcomes").Select(OutcomeOf)],
            Activities = [.. reader.Maps("activities").Select(ElementOf)],
            Endings = new EndingLabels(endings.Texts("won"), endings.Texts("lost"), endings.Texts("no-decision"), endings.Texts("no-go")),
            Opened = reader.Texts("opened"),
            Voided = reader.Texts("void"),
            Reopened = reader.Texts("reopened"),
            Ignored = reader.Texts("ignored"),
            Amount = amount.Text("column"),
            AmountKnown = amount.Choice("known", KnownFrom.Import,
                ("opening", KnownFrom.Opening), ("closing", KnownFrom.Closing), ("import", KnownFrom.Import)),
            Owner = reader.Text("owner"),
            Segments = reader.Texts("segments"),
            KnownFromOpening = reader.Texts("known-from-opening"),
            Currency = reader.Text("currency") ?? "EUR",
            AsOf = reader.Date("as-of"),
            Truncation = reader.Text("left-truncation") switch
            {
                null or "auto" => new LeftTruncation.Detect(),
                "none" => new LeftTruncation.Never(),
                _ => reader.Date("left-truncation") is { } since ? new LeftTruncation.Since(since) : new LeftTruncation.Detect(),
            },
        };
        foreach (var part in new[] { reader, columns, amount, endings }) part.NameUnknown();
        foreach (var name in mapping.KnownFromOpening.Where(name => name != mapping.Owner && !mapping.Segments.Contains(name)))
            reader.Wrong("mapping-choice", reader.LineOf("known-from-opening"), "known-from-opening",
                $"'{name}' is neither the owner nor one of the segments.", "Name those that never change after the opening.");
        foreach (var label in Twice(mapping))
            reader.Wrong("mapping-label-twice", root.Line, label, $"The label '{label}' has two meanings.", "Leave it in one place.");
        return new MappingReading(findings.Count == 0 ? mapping : null, [.. findings])
        {
            ToFillIn = findings.Count > 0 && findings.All(finding => finding.Rule == MappingGaps.Rule)
                ? mapping with { Unnamed = MappingGaps.In(reader, columns) } : null,
        };
    }

    public static string Write(LogMapping mapping)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"format: {FormatOf(mapping)}\n");
        text.Append(CultureInfo.InvariantCulture, $"shape: {(mapping.Shape == LogShape.Events ? "events" : "cases")}\n");
        if (mapping.Source is { } source) Line(text, "", "source", CrmSources.NameOf(source));
        var columns = mapping.Columns;
        (string Name, string? Column)[] named =
        [
            ("case", columns.Case), ("activity", columns.Activity), ("time", columns.Time), ("recorded", columns.Recorded),
            ("person", columns.Person), ("lifecycle", columns.Lifecycle), ("status", columns.Status), ("opened", columns.Opened),
                ("closed", mapping.Unnamed.Contains(MappingGap.Closed) ? MappingGaps.Unknown : columns.Closed),
        ];
        if (columns != ColumnMapping.None) text.Append("columns:\n");
        foreach (var (name, column) in named)
            if (column is not null) Line(text, "  ", name, Quoted(column));
        List(text, "  ", "dates", columns.Dates);
        if (mapping.DateStyle is { } style) Line(text, "", "date-style", styles.First(each => each.Style == style).Text);
        Line(text, "", "zone", Quoted(mapping.Zone));
        if (mapping.Lifecycle.States.IsEmpty) Line(text, "", "lifecycle", "all");
        else List(text, "", "lifecycle", mapping.Lifecycle.States);
        if (mapping.Unnamed.Contains(MappingGap.Stages)) Line(text, "", "stages", MappingGaps.Unknown);
        Elements(text, "stages", mapping.Stages.Select(stage => (stage.Key, stage.Name, new[] { ("labels", stage.Labels) })));
        Elements(text, "outcomes", mapping.Outcomes.Select(outcome => (outcome.Key, outcome.Name, new[]
        {
            ("column", Optional(outcome.Column)), ("known", Optional(outcome.Known?.ToString().ToLowerInvariant())),
            ("at-least", Optional(outcome.AtLeast?.ToString(CultureInfo.InvariantCulture))),
            ("confirmed", outcome.Confirmed), ("refuted", outcome.Refuted),
        })));
        Elements(text, "activities", mapping.Activities.Select(activity =>
            (activity.Key, activity.Name, new[] { ("labels", activity.Labels) })));
        if (mapping.Unnamed.Contains(MappingGap.Endings)) Line(text, "", "endings", MappingGaps.Unknown);
        if (mapping.Endings.ByEnding.Any(each => !each.Labels.IsEmpty)) text.Append("endings:\n");
        List(text, "  ", "won", mapping.Endings.Won);
        List(text, "  ", "lost", mapping.Endings.Lost);
        List(text, "  ", "no-decision", mapping.Endings.NoDecision);
        List(text, "  ", "no-go", mapping.Endings.NoGo);
        List(text, "", "opened", mapping.Opened);
        List(text, "", "void", mapping.Voided);
        List(text, "", "reopened", mapping.Reopened);
        List(text, "", "ignored", mapping.Ignored);
        if (mapping.Amount is { } amount)
        {
            text.Append("amount:\n");
            Line(text, "  ", "column", Quoted(amount));
            Line(text, "  ", "known", mapping.AmountKnown.ToString().ToLowerInvariant());
        }
        if (mapping.Owner is { } owner) Line(text, "", "owner", Quoted(owner));
        List(text, "", "segments", mapping.Segments);
        List(text, "", "known-from-opening", mapping.KnownFromOpening);
        Line(text, "", "currency", Quoted(mapping.Currency));
        if (mapping.AsOf is { } asOf) Line(text, "", "as-of", asOf.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ",
            CultureInfo.InvariantCulture));
        Line(text, "", "left-truncation", mapping.Truncation switch
        {
            LeftTruncation.Never => "none",
            LeftTruncation.Since since => since.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            _ => "auto",
        });
        return text.ToString();
    }

    private static string FormatOf(LogMapping mapping) => mapping is { IsWorkbook: true, Format: LogFormat.Csv } ? Workbook
        : formats.First(each => each.Format == mapping.Format).Text;

    private static Lifecycle LifecycleOf(MappingFields fields) => fields.Texts("lifecycle") switch
    {
        { IsEmpty: true } => Lifecycle.Complete,
        ["all"] => Lifecycle.All,
        var states => new Lifecycle(states),
    };

    private static ElementLabels ElementOf(MappingFields fields) => new(fields.Key(), fields.Text("name") ?? fields.Key(),
        fields.Texts("labels"));

    private static OutcomeLabels OutcomeOf(MappingFields fields)
    {
        var labels = new OutcomeLabels(fields.Key(), fields.Text("name") ?? fields.Key(), fields.Texts("confirmed"),
            fields.Texts("refuted"))
        {
            Column = fields.Text("column"),
            Known = fields.Has("known") ? fields.Choice("known", KnownFrom.Import,
                ("opening", KnownFrom.Opening), ("closing", KnownFrom.Closing), ("import", KnownFrom.Import)) : null,
        };
        if (fields.Text("at-least") is not { } text) return labels;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var least) && double.IsFinite(least))
            return labels with { AtLeast = least };
        fields.Wrong("mapping-value", fields.LineOf("at-least"), "at-least", $"'{text}' is no number.", "Write it as 1000 or 2.5.");
        return labels;
    }

    private static IEnumerable<string> Twice(LogMapping mapping) => mapping.Stages.SelectMany(stage => stage.Labels)
        .Concat(mapping.Outcomes.SelectMany(outcome => outcome.LabelsFor(true).Concat(outcome.LabelsFor(false))))
        .Concat(mapping.Activities.SelectMany(activity => activity.Labels))
        .Concat(mapping.Endings.ByEnding.SelectMany(each => each.Labels)).Concat(mapping.Opened).Concat(mapping.Voided).Concat(
            mapping.Reopened)
        .Concat(mapping.Ignored)
        .GroupBy(label => label, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static void Elements(StringBuilder text, string name, IEnumerable<(string Key, string Name,
        (string, ImmutableArray<string>)[] Lists)> elements)
    {
        var begun = false;
        foreach (var (key, title, lists) in elements)
        {
            if (!begun) text.Append(CultureInfo.InvariantCulture, $"{name}:\n");
            begun = true;
            text.Append(CultureInfo.InvariantCulture, $"  - key: {Quoted(key)}\n");
            Line(text, "    ", "name", Quoted(title));
            foreach (var (list, labels) in lists)
            {
                if (list is "column" or "known" or "at-least") labels.ToList().ForEach(value => Line(text, "    ", list, Quoted(value)));
                else List(text, "    ", list, labels);
            }
        }
    }

    private static ImmutableArray<string> Optional(string? value) => value is null ? [] : [value];

    private static void List(StringBuilder text, string indent, string name, ImmutableArray<string> values)
    {
        if (!values.IsEmpty) Line(text, indent, name, $"[{string.Join(", ", values.Select(Quoted))}]");
    }

    private static void Line(StringBuilder text, string indent, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{indent}{name}: {value}\n");

    /// <summary>Bare when nothing in it can be taken for YAML, else in double quotes.</summary>
    private static string Quoted(string value) =>
        value.Length > 0 && char.IsAsciiLetter(value[0]) && value.All(letter => char.IsAsciiLetterOrDigit(letter)
            || letter is '_' or '-' or '/' or ' ') && value[^1] != ' '
            ? value
            : System.Text.Json.JsonSerializer.Serialize(value);
}
