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
    public LabelMeaning[] MeaningOf(string[] labels) =>
        [.. labels.Select(label => Labels.TryGetValue(label, out var meaning) ? meaning : new LabelMeaning.Nothing())];
}

/// <summary>A stage, outcome or activity as a history names it.</summary>
public sealed record NamedElement(string Key, string Name);
