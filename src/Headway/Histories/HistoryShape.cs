using System.Collections.Immutable;

namespace Headway.Histories;

/// <summary>
/// What the labels of a log mean: stages in order, outcomes, activities, and which labels end a case and how. Comes from a mapping file for
/// a foreign log and from the process itself for our own facts.
/// </summary>
/// <param name="Stages">In order; the first is where a case starts when no label says otherwise.</param>
/// <param name="Outcomes">What evidence is about.</param>
/// <param name="Activities">What was done.</param>
/// <param name="Labels">Label → meaning; a label that is missing means <see cref="LabelMeaning.Nothing"/>.</param>
/// <param name="AmountAttribute">Case attribute that holds the amount, or null.</param>
/// <param name="OwnerAttribute">Case attribute that holds the owner, or null.</param>
/// <param name="SegmentAttributes">Case attributes to compare by, for example sector or product.</param>
/// <param name="Currency">ISO 4217 of the amounts.</param>
public sealed record HistoryShape(
    ImmutableArray<NamedElement> Stages, ImmutableArray<NamedElement> Outcomes, ImmutableArray<NamedElement> Activities,
    ImmutableDictionary<string, LabelMeaning> Labels, string? AmountAttribute, string? OwnerAttribute,
    ImmutableArray<string> SegmentAttributes, string Currency)
{
    /// <summary>From when on the amount was known. The current value of a field without history is unknown before the import (rule
    /// 3).</summary>
    public KnownFrom AmountKnown { get; init; } = KnownFrom.Import;

    /// <summary>Attributes other than the amount that stood there from the opening; the others are values of the import, without
    /// history, and so unknown before it.</summary>
    public ImmutableArray<string> KnownFromOpening { get; init; } = [];

    /// <summary>When the source was exported; what is <see cref="KnownFrom.Import"/> is unknown before. Null = not said: never
    /// known.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>Whether, and from when, the source shows only cases that had survived until then.</summary>
    public LeftTruncation Truncation { get; init; } = new LeftTruncation.Detect();

    /// <summary>From when on a case attribute of this name was known.</summary>
    public KnownFrom KnownOf(string attribute) =>
        attribute == AmountAttribute ? AmountKnown : KnownFromOpening.Contains(attribute) ? KnownFrom.Opening : KnownFrom.Import;

    internal bool IsKnown(KnownFrom from, long asOfTicks, bool ended) => from switch
    {
        KnownFrom.Opening => true,
        KnownFrom.Closing => ended,
        KnownFrom.Import => asOfTicks >= ImportedAt?.UtcTicks,
    };

    /// <summary>Outcomes that were read from a column of a table instead of from events, with what was said about that column.</summary>
    public ImmutableArray<OutcomeColumn> OutcomeColumns { get; init; } = [];

    public LabelMeaning[] MeaningOf(string[] labels) =>
        [.. labels.Select(label => Labels.TryGetValue(label, out var meaning) ? meaning : new LabelMeaning.Nothing())];
}

/// <summary>A stage, outcome or activity as a history names it.</summary>
public sealed record NamedElement(string Key, string Name);

/// <summary>A column of a table of opportunities whose values answer an outcome.</summary>
/// <param name="Outcome">Index of the outcome.</param>
/// <param name="Column">Name of the column, kept as a case attribute.</param>
/// <param name="Known">From when its value was known, if somebody said so; null = nobody said.</param>
public sealed record OutcomeColumn(int Outcome, string Column, KnownFrom? Known);

/// <summary>When the value of a case attribute became known.</summary>
public enum KnownFrom
{
    /// <summary>It stood there from the first day, for example the amount a customer applied for.</summary>
    Opening,

    /// <summary>It is written when the case ends, for example the booked amount.</summary>
    Closing,

    /// <summary>Nobody can say; it is the value at the time of the import, so it is unknown before the last event of the log.</summary>
    Import,
}

/// <summary>Left truncation (methods 0.1): some sources show only what was still open at, or closed after, a date.</summary>
public abstract record LeftTruncation
{
    private LeftTruncation()
    {
    }

    /// <summary>Ask the data: many cases opened, at the pace of later ones some must have closed, and none did.</summary>
    public sealed record Detect : LeftTruncation;

    /// <summary>The source shows every case from its opening.</summary>
    public sealed record Never : LeftTruncation;

    /// <summary>Only cases that were open then, or opened later, are shown.</summary>
    public sealed record Since(DateTimeOffset At) : LeftTruncation;
}
