using System.Collections.Immutable;
using System.Globalization;
using Headway.Formats.Crm;
using Headway.Histories;

namespace Headway.Formats.Mapping;

public enum LogFormat
{
    Xes,
    Csv,
    Ocel,
}

/// <summary>What no history can be learned from without, unless a person says that there is none.</summary>
public enum MappingGap
{
    Stages,
    Endings,

    /// <summary>The column with the dates of closings.</summary>
    Closed,
}

/// <summary>What one row of a CSV is.</summary>
public enum LogShape
{
    /// <summary>One event: case, activity, time.</summary>
    Events,

    /// <summary>One opportunity: id, status, dates that each mean an event.</summary>
    Cases,
}

/// <summary>How a foreign log is to be read and what its labels mean. Written and read as <c>*.mapping.yaml</c>.</summary>
public sealed record LogMapping(LogFormat Format, LogShape Shape, ColumnMapping Columns)
{
    /// <summary>The table is a sheet of an Excel workbook. Only a word in the mapping: sheets and CSV are read alike.</summary>
    public bool IsWorkbook { get; init; }

    /// <summary>A CRM's export whose columns are known; null = the columns are those of <see cref="Columns"/>.</summary>
    public CrmSource? Source { get; init; }

    /// <summary>Null = find out, and ask when it could be two.</summary>
    public DateStyle? DateStyle { get; init; }

    /// <summary>IANA zone of dates and times that name none.</summary>
    public string Zone { get; init; } = "UTC";

    public Lifecycle Lifecycle { get; init; } = Lifecycle.Complete;

    public ImmutableArray<ElementLabels> Stages { get; init; } = [];

    public ImmutableArray<OutcomeLabels> Outcomes { get; init; } = [];

    public ImmutableArray<ElementLabels> Activities { get; init; } = [];

    public EndingLabels Endings { get; init; } = EndingLabels.None;

    /// <summary>Labels that say when a case opened, whatever else is dated earlier.</summary>
    public ImmutableArray<string> Opened { get; init; } = [];

    /// <summary>Labels that say a case was a duplicate, a test or an error.</summary>
    public ImmutableArray<string> Voided { get; init; } = [];

    /// <summary>Labels that open an ended case again.</summary>
    public ImmutableArray<string> Reopened { get; init; } = [];

    /// <summary>Labels known to mean nothing here, so that nobody is asked about them again.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    public string? Amount { get; init; }

    public KnownFrom AmountKnown { get; init; } = KnownFrom.Import;

    public string? Owner { get; init; }

    public ImmutableArray<string> Segments { get; init; } = [];

    /// <summary>Of the owner and the segments those that stood there from the opening and never change; the others are the values of the
    /// export and unknown before it (rule 3).</summary>
    public ImmutableArray<string> KnownFromOpening { get; init; } = [];

    public string Currency { get; init; } = "EUR";

    /// <summary>The date the log shows; null = the time of its last event.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public LeftTruncation Truncation { get; init; } = new LeftTruncation.Detect();

    /// <summary>What a guess could not find. Written as <c>unknown</c>, and refused when read until a person has named it or said
    /// <c>none</c>.</summary>
    public ImmutableArray<MappingGap> Unnamed { get; init; } = [];

    /// <summary>Labels the mapping knows, whatever they mean.</summary>
    public IEnumerable<string> KnownLabels => ToShape(null).Labels.Keys.Concat(Ignored);

    /// <param name="importedAt">When the log was exported, if the mapping does not say.</param>
    public HistoryShape ToShape(DateTimeOffset? importedAt)
    {
        var labels = ImmutableDictionary.CreateBuilder<string, LabelMeaning>(StringComparer.Ordinal);
        for (var s = 0; s < Stages.Length; s++)
            foreach (var label in Stages[s].Labels) labels[label] = new LabelMeaning.StageEntered(s);
        for (var o = 0; o < Outcomes.Length; o++)
        {
            foreach (var label in Outcomes[o].LabelsFor(true)) labels[label] = new LabelMeaning.Evidence(o, true);
            foreach (var label in Outcomes[o].LabelsFor(false)) labels[label] = new LabelMeaning.Evidence(o, false);
        }
        for (var a = 0; a < Activities.Length; a++)
            foreach (var label in Activities[a].Labels) labels[label] = new LabelMeaning.ActivityDone(a);
        foreach (var (ending, ended) in Endings.ByEnding)
            foreach (var label in ended) labels[label] = new LabelMeaning.Ended(ending);
        foreach (var label in Opened) labels[label] = new LabelMeaning.Opened();
        foreach (var label in Voided) labels[label] = new LabelMeaning.Voided();
        foreach (var label in Reopened) labels[label] = new LabelMeaning.Reopened();
        return new HistoryShape(
            [.. Stages.Select(stage => new NamedElement(stage.Key, stage.Name))],
            [.. Outcomes.Select(outcome => new NamedElement(outcome.Key, outcome.Name))],
            [.. Activities.Select(activity => new NamedElement(activity.Key, activity.Name))],
            labels.ToImmutable(), Amount, Owner, Segments, Currency)
        {
            AmountKnown = AmountKnown,
            KnownFromOpening = KnownFromOpening,
            ImportedAt = AsOf ?? importedAt,
            Truncation = Truncation,
            OutcomeColumns = [.. Outcomes.Select((outcome, index) => outcome.Column is { } column
                ? new OutcomeColumn(index, column, outcome.Known) : null).OfType<OutcomeColumn>()],
        };
    }
}

/// <summary>Which column holds what; null = the file has none. Names as in the header, compared without case; in OCEL names of attributes
/// and types of objects, exactly as they stand there.</summary>
/// <param name="Case">Id of the case. OCEL: the type of object that is the case.</param>
/// <param name="Activity">Events: the label. OCEL: null = the event's type.</param>
/// <param name="Time">Events: when it was true.</param>
/// <param name="Recorded">Events: when it was known.</param>
/// <param name="Person">Events: who. OCEL: an attribute of the event, or the type of object that is a person.</param>
/// <param name="Lifecycle">Events: schedule, start, complete, …</param>
/// <param name="Status">Cases: stage or status; values under <c>endings</c> end the case.</param>
/// <param name="Opened">Cases: when it began.</param>
/// <param name="Closed">Cases: when it ended.</param>
public sealed record ColumnMapping(
    string? Case = null, string? Activity = null, string? Time = null, string? Recorded = null, string? Person = null,
    string? Lifecycle = null, string? Status = null, string? Opened = null, string? Closed = null)
{
    public static readonly ColumnMapping None = new();

    /// <summary>Cases: further columns whose date means an event, labelled by the column's name.</summary>
    public ImmutableArray<string> Dates { get; init; } = [];
}

/// <summary>A stage or an activity, and the labels that mean it.</summary>
public sealed record ElementLabels(string Key, string Name, ImmutableArray<string> Labels);

/// <summary>An outcome, and the labels that are evidence for or against it.</summary>
public sealed record OutcomeLabels(string Key, string Name, ImmutableArray<string> Confirmed, ImmutableArray<string> Refuted)
{
    /// <summary>Cases: the column whose values are listed as confirmed and refuted; any other value means that nobody knows. Null = they
    /// are labels of events.</summary>
    public string? Column { get; init; }

    /// <summary>From when on the column's value was known; null = nobody said.</summary>
    public KnownFrom? Known { get; init; }

    /// <summary>A number from this on confirms, a smaller one refutes; null = values are compared as text.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Labels in the log that are evidence of this kind. A column's value becomes a label with its column before it.</summary>
    public IEnumerable<string> LabelsFor(bool confirms)
    {
        var values = confirms ? Confirmed : Refuted;
        if (Column is null) return values;
        return AtLeast is null ? values.Select(value => $"{Column} = {value}") : [NumberLabel(confirms)];
    }

    /// <summary>The label a value of the column means; null when it says nothing.</summary>
    public string? LabelOf(string value)
    {
        if (AtLeast is { } least)
            return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? NumberLabel(number >= least) : null;
        return Confirmed.Contains(value) || Refuted.Contains(value) ? $"{Column} = {value}" : null;
    }

    private string NumberLabel(bool confirms) =>
        string.Create(CultureInfo.InvariantCulture, $"{Column} {(confirms ? "at least" : "under")} {AtLeast}");
}

/// <summary>The labels, or values of the status column, that end a case.</summary>
public sealed record EndingLabels(
    ImmutableArray<string> Won, ImmutableArray<string> Lost, ImmutableArray<string> NoDecision, ImmutableArray<string> NoGo)
{
    public static readonly EndingLabels None = new([], [], [], []);

    public IEnumerable<(Ending Ending, ImmutableArray<string> Labels)> ByEnding =>
        [(Ending.Won, Won), (Ending.Lost, Lost), (Ending.NoDecision, NoDecision), (Ending.NoGo, NoGo)];
}
