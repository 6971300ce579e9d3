namespace Headway.Histories;

/// <summary>
/// A log as a source gave it, in columns: one entry per event, cases and labels interned. It knows nothing of stages or endings;
/// <see cref="History"/> gives it meaning by a mapping.
/// </summary>
/// <remarks>
/// Events are sorted by case and, within a case, by effective time; equal times keep the order of the document (rule 5).
/// Times are UTC ticks of 100 ns (<see cref="DateTime.Ticks"/>). A recorded time of <see cref="Assumed"/> means that the source gave none:
/// it equals the effective time (rule 2).
/// </remarks>
public sealed class EventLog
{
    public const long Assumed = long.MinValue;

    /// <param name="caseIds">Source ids, one per case.</param>
    /// <param name="caseStart">Length cases + 1: events of case c are [caseStart[c], caseStart[c + 1]).</param>
    /// <param name="labels">Distinct event names.</param>
    /// <param name="label">Per event, index into <paramref name="labels"/>.</param>
    /// <param name="effectiveTicks">Per event.</param>
    /// <param name="recordedTicks">Per event, or empty when every recorded time is assumed.</param>
    /// <param name="people">Distinct resource names.</param>
    /// <param name="person">Per event, index into <paramref name="people"/>; -1 = not said. Empty when the log names nobody.</param>
    /// <param name="attributes">Case attributes by name.</param>
    public EventLog(
        string[] caseIds, int[] caseStart, string[] labels, int[] label, long[] effectiveTicks, long[] recordedTicks,
        string[] people, int[] person, IReadOnlyList<CaseAttribute> attributes)
    {
        CaseIds = caseIds;
        CaseStart = caseStart;
        Labels = labels;
        Label = label;
        EffectiveTicks = effectiveTicks;
        RecordedTicks = recordedTicks;
        People = people;
        Person = person;
        Attributes = attributes;
    }

    public string[] CaseIds { get; }

    public int[] CaseStart { get; }

    public string[] Labels { get; }

    public int[] Label { get; }

    public long[] EffectiveTicks { get; }

    public long[] RecordedTicks { get; }

    public string[] People { get; }

    public int[] Person { get; }

    public IReadOnlyList<CaseAttribute> Attributes { get; }

    /// <summary>
    /// Attributes whose values are kept with their recorded times; they go before <see cref="Attributes"/> of the same name.
    /// </summary>
    public IReadOnlyList<ValueChanges> Changes { get; init; } = [];

    /// <summary>Per event: when it left the record (evidence retracted); <see cref="long.MaxValue"/> = it stands.
    /// Empty when every event stands.</summary>
    public long[] WithdrawnTicks { get; init; } = [];

    public int Cases => CaseIds.Length;

    public int Events => Label.Length;

    /// <summary>When the event was known; the effective time where the source gave none.</summary>
    public long RecordedAt(int index) =>
        RecordedTicks.Length == 0 || RecordedTicks[index] == Assumed ? EffectiveTicks[index] : RecordedTicks[index];

    /// <summary>Whether the event was in the record at a date: true and recorded by then, and not withdrawn by then.</summary>
    public bool IsKnownAt(int index, long asOfTicks) =>
        RecordedAt(index) <= asOfTicks && EffectiveTicks[index] <= asOfTicks
        && (WithdrawnTicks.Length == 0 || WithdrawnTicks[index] > asOfTicks);

    public ValueChanges? FindChanges(string name) =>
        Changes.FirstOrDefault(changes => string.Equals(changes.Name, name, StringComparison.Ordinal));

    public CaseAttribute? FindAttribute(string name) =>
        Attributes.FirstOrDefault(attribute => string.Equals(attribute.Name, name, StringComparison.Ordinal));
}

/// <summary>One attribute of every case: text, interned. Numbers and dates are parsed by whoever needs them.</summary>
/// <param name="Values">Distinct texts.</param>
/// <param name="Value">Per case, index into <paramref name="Values"/>; -1 = absent.</param>
public sealed record CaseAttribute(string Name, string[] Values, int[] Value)
{
    public string? Of(int caseIndex) => Value[caseIndex] < 0 ? null : Values[Value[caseIndex]];
}
