using System.Collections.Immutable;
using System.Globalization;
using Headway.Formats.Crm;
using Headway.Formats.Mapping;

namespace Headway.App.Histories;

/// <summary>What a label means, as one value of a list to choose from.</summary>
/// <param name="Count">Null for a label that only the mapping knows.</param>
/// <param name="OfColumn">Made of a column of a table by the mapping's text: what it says, which this form does not change; else
/// null.</param>
public sealed record LabelRow(string Label, int? Count, string Means, string? OfColumn = null);

/// <summary>The usual parts of a mapping as a form. What the form does not show stays as it was.</summary>
internal static class MappingForm
{
    private const string Unknown = "";

    private static readonly (string Field, Func<LogMapping, string?> Read, Func<LogMapping, string?, LogMapping> Write)[] columns =
    [
        ("case", m => m.Columns.Case, (m, v) => m with { Columns = m.Columns with { Case = v } }),
        ("activity", m => m.Columns.Activity, (m, v) => m with { Columns = m.Columns with { Activity = v } }),
        ("time", m => m.Columns.Time, (m, v) => m with { Columns = m.Columns with { Time = v } }),
        ("recorded", m => m.Columns.Recorded, (m, v) => m with { Columns = m.Columns with { Recorded = v } }),
        ("person", m => m.Columns.Person, (m, v) => m with { Columns = m.Columns with { Person = v } }),
        ("status", m => m.Columns.Status, (m, v) => m with { Columns = m.Columns with { Status = v } }),
        ("opened", m => m.Columns.Opened, (m, v) => m with { Columns = m.Columns with { Opened = v } }),
        ("closed", m => m.Columns.Closed, (m, v) => m with { Columns = m.Columns with { Closed = v } }),
        ("amount", m => m.Amount, (m, v) => m with { Amount = v }),
        ("owner", m => m.Owner, (m, v) => m with { Owner = v }),
    ];

    public static readonly (string Value, string Text, DateStyle? Style)[] DateStyles =
    [
        ("", "as found in the file", null), ("iso", "year first, 2027-03-31", DateStyle.Iso),
        ("d/m/y", "day first, 31/03/2027", DateStyle.DayMonthYear), ("m/d/y", "month first, 03/31/2027", DateStyle.MonthDayYear),
        ("excel", "spreadsheet numbers, 46477", DateStyle.ExcelSerial),
    ];

    /// <summary>The columns a file of this shape has, with what they hold and what is chosen now.</summary>
    public static IEnumerable<(string Field, string Text, string? Chosen)> Columns(LogMapping mapping)
    {
        (string Field, string Text)[] asked = mapping.Source is not null ? []
            : mapping.Format == LogFormat.Xes ? [("amount", "Amount"), ("owner", "Owner")]
            : mapping.Format == LogFormat.Ocel
            ? [("case", "Opportunity (a type of object)"), ("activity", "What happened, if not the type of event"),
                ("person", "Who did it"),
                ("recorded", "When it was recorded"), ("amount", "Amount"), ("owner", "Owner")]
            : mapping.Shape == LogShape.Events
            ? [("case", "Opportunity"), ("activity", "What happened"), ("time", "When"), ("recorded", "When it was recorded"),
                ("person", "Who did it"), ("amount", "Amount"), ("owner", "Owner")]
            : [("case", "Opportunity"), ("status", "Stage or status"), ("opened", "Opened on"), ("closed", "Closed on"),
                ("amount", "Amount"), ("owner", "Owner")];
        return asked.Select(each => (each.Field, each.Text, columns.First(column => column.Field == each.Field).Read(mapping)));
    }

    /// <summary>What a column is taken for, in a word; empty when for nothing.</summary>
    /// <param name="all">The columns of the file: an export is known by all of them.</param>
    public static string RoleOf(LogMapping mapping, ImmutableArray<string> all, string column) => mapping.Source is { } source
        ? CrmColumns.UsesOf(source, all).GetValueOrDefault(column, "")
        : string.Join(", ", Columns(mapping)
        .Where(each => string.Equals(each.Chosen, column, StringComparison.OrdinalIgnoreCase)).Select(each => each.Text)
        .Concat(mapping.Segments.Contains(column, StringComparer.OrdinalIgnoreCase) ? ["Segment"] : Array.Empty<string>())
        .Concat(mapping.Columns.Dates.Contains(column, StringComparer.OrdinalIgnoreCase) ? ["Something happened on"]
            : Array.Empty<string>())
        .Concat(mapping.Outcomes.Where(each => string.Equals(each.Column, column, StringComparison.OrdinalIgnoreCase))
            .Select(each => $"Outcome: {each.Name}")));

    /// <summary>Every label of the file, then those only the mapping knows.</summary>
    public static List<LabelRow> Labels(DraftLook look)
    {
        var counted = look.Labels.Select(each => new LabelRow(each.Label, each.Count, Means(look.Mapping!, each.Label),
            OfColumn(look.Mapping!, each.Label)));
        var others = look.Mapping!.KnownLabels.Except(look.Labels.Select(each => each.Label)).Order(StringComparer.Ordinal);
        return [.. counted, .. others.Select(label => new LabelRow(label, null, Means(look.Mapping, label),
            OfColumn(look.Mapping, label)))];
    }

    /// <summary>What a label may mean, in groups.</summary>
    public static IEnumerable<(string Group, IEnumerable<(string Value, string Text)> Choices)> Meanings(LogMapping mapping)
    {
        yield return ("", [(Unknown, "just a label"), ("ignored", "nothing, leave it out")]);
        yield return ("Stage", [.. mapping.Stages.Select(stage => ($"stage:{stage.Key}", stage.Name)), ("stage:+", "a stage of its own")]);
        yield return ("Opening and ending", [("won", "won"), ("lost", "lost"), ("no-decision", "no decision"), ("no-go", "no-go"),
            ("reopened", "opened again"), ("opened", "opened"), ("void", "void")]);
        yield return ("Outcome", [.. mapping.Outcomes.Where(outcome => outcome.Column is null).SelectMany(outcome => new[]
            {
                ($"yes:{outcome.Key}", $"confirms: {outcome.Name}"), ($"no:{outcome.Key}", $"refutes: {outcome.Name}"),
            }), ("yes:+", "confirms an outcome of its own")]);
        yield return ("Activity", [.. mapping.Activities.Select(activity => ($"activity:{activity.Key}", activity.Name)),
            ("activity:+", "an activity of its own")]);
    }

    /// <summary>The mapping's text after a form was sent; the very text when the form changes nothing.</summary>
    public static string Apply(DraftLook look, IFormCollection form)
    {
        if (look.Mapping is not { } before) return look.MappingText;
        var after = before;
        foreach (var (field, _, write) in columns)
            if (form.TryGetValue($"column.{field}", out var column)) after = write(after, Given(column));
        if (form.TryGetValue("dates", out var dates))
            after = after with { DateStyle = DateStyles.FirstOrDefault(each => each.Value == dates).Style };
        if (form.TryGetValue("shape", out var shape) && after.Format == LogFormat.Csv)
            after = after with { Shape = shape == "cases" ? LogShape.Cases : LogShape.Events };
        if (form.TryGetValue("currency", out var currency) && Given(currency) is { Length: 3 } code)
            after = after with { Currency = code.ToUpperInvariant() };
        if (form.TryGetValue("segments", out var segments))
            after = after with
            {
                Segments = [.. segments.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Distinct(StringComparer.OrdinalIgnoreCase)],
            };
        // What is no segment any more cannot be one that never changes.
        after = after with
        {
            KnownFromOpening = [.. after.KnownFromOpening.Where(name => name == after.Owner || after.Segments.Contains(name))],
        };
        after = MappingGaps.Filled(WithStages(WithLabels(after, Means(form)), form));
        return MappingFile.Write(after) == MappingFile.Write(before) ? look.MappingText : MappingFile.Write(after);
    }

    private static Dictionary<string, string> Means(IFormCollection form)
    {
        var means = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; form.TryGetValue($"label.{i}", out var label); i++)
            if (form.TryGetValue($"means.{i}", out var code)) means[label.ToString()] = code.ToString();
        return means;
    }

    private static string? OfColumn(LogMapping mapping, string label) =>
        mapping.Outcomes.FirstOrDefault(each => each.Column is not null && each.LabelsFor(true).Contains(label)) is { } yes
            ? $"confirms: {yes.Name}"
            : mapping.Outcomes.FirstOrDefault(each => each.Column is not null && each.LabelsFor(false).Contains(label)) is { } no
                ? $"refutes: {no.Name}" : null;

    private static string Means(LogMapping mapping, string label)
    {
        if (mapping.Stages.FirstOrDefault(each => each.Labels.Contains(label)) is { } stage) return $"stage:{stage.Key}";
        if (mapping.Outcomes.FirstOrDefault(each => each.Confirmed.Contains(label)) is { } yes) return $"yes:{yes.Key}";
        if (mapping.Outcomes.FirstOrDefault(each => each.Refuted.Contains(label)) is { } no) return $"no:{no.Key}";
        if (mapping.Activities.FirstOrDefault(each => each.Labels.Contains(label)) is { } activity) return $"activity:{activity.Key}";
        var endings = mapping.Endings;
        return endings.Won.Contains(label) ? "won" : endings.Lost.Contains(label) ? "lost"
            : endings.NoDecision.Contains(label) ? "no-decision" : endings.NoGo.Contains(label) ? "no-go"
            : mapping.Opened.Contains(label) ? "opened" : mapping.Voided.Contains(label) ? "void"
            : mapping.Reopened.Contains(label) ? "reopened" : mapping.Ignored.Contains(label) ? "ignored" : Unknown;
    }

    private static LogMapping WithLabels(LogMapping mapping, Dictionary<string, string> means)
    {
        if (means.Count == 0) return mapping;
        // A label keeps its place in its list; one that the form did not show keeps its meaning.
        ImmutableArray<string> Now(ImmutableArray<string> labels, string code) =>
            [.. labels.Where(label => means.GetValueOrDefault(label, code) == code),
                .. means.Where(each => each.Value == code && !labels.Contains(each.Key)).Select(each => each.Key)];
        IEnumerable<string> New(string code) => means.Where(each => each.Value == code).Select(each => each.Key);
        ImmutableArray<ElementLabels> Elements(ImmutableArray<ElementLabels> elements, string kind)
        {
            var kept = elements.Select(each => each with { Labels = Now(each.Labels, $"{kind}:{each.Key}") })
                .Where(each => !each.Labels.IsEmpty).ToList();
            foreach (var label in New($"{kind}:+"))
                kept.Add(new ElementLabels(KeyFor(label, kind, [.. kept.Select(each => each.Key)]), label, [label]));
            return [.. kept];
        }
        // What a column of a table says is not among the labels.
        var outcomes = mapping.Outcomes.Select(each => each.Column is not null ? each : each with
        {
            Confirmed = Now(each.Confirmed, $"yes:{each.Key}"),
            Refuted = Now(each.Refuted, $"no:{each.Key}"),
        }).Where(each => each.Column is not null || !each.Confirmed.IsEmpty || !each.Refuted.IsEmpty).ToList();
        foreach (var label in New("yes:+"))
            outcomes.Add(new OutcomeLabels(KeyFor(label, "outcome", [.. outcomes.Select(each => each.Key)]), label, [label], []));
        var endings = mapping.Endings;
        return mapping with
        {
            Stages = Elements(mapping.Stages, "stage"),
            Outcomes = [.. outcomes],
            Activities = Elements(mapping.Activities, "activity"),
            Endings = new EndingLabels(Now(endings.Won, "won"), Now(endings.Lost, "lost"), Now(endings.NoDecision, "no-decision"),
                Now(endings.NoGo, "no-go")),
            Opened = Now(mapping.Opened, "opened"),
            Voided = Now(mapping.Voided, "void"),
            Reopened = Now(mapping.Reopened, "reopened"),
            Ignored = Now(mapping.Ignored, "ignored"),
        };
    }

    /// <summary>Names and order of the stages: the road is read from top to bottom.</summary>
    private static LogMapping WithStages(LogMapping mapping, IFormCollection form)
    {
        var places = new Dictionary<string, (string Name, int Place)>(StringComparer.Ordinal);
        for (var i = 0; form.TryGetValue($"stage.{i}", out var key); i++)
        {
            var place = int.TryParse(form[$"place.{i}"], NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) ? given : i + 1;
            places[key.ToString()] = (Given(form[$"name.{i}"]) ?? key.ToString(), place);
        }
        return places.Count == 0 ? mapping : mapping with
        {
            Stages = [.. mapping.Stages.OrderBy(stage => places.TryGetValue(stage.Key, out var at) ? at.Place : int.MaxValue)
                .Select(stage => places.TryGetValue(stage.Key, out var given) ? stage with { Name = given.Name } : stage)],
        };
    }

    private static string KeyFor(string label, string kind, HashSet<string> taken)
    {
        var stem = Keys.FromName(label) is { Length: > 0 and <= Keys.MaxLength - 4 } made ? made : kind;
        var key = stem;
        for (var n = 2; taken.Contains(key); n++) key = $"{stem}-{n}";
        return key;
    }

    private static string? Given(Microsoft.Extensions.Primitives.StringValues value) =>
        value.ToString().Trim() is { Length: > 0 } text ? text : null;
}
