namespace Headway.Histories;

/// <summary>What one core has read of a log: events in blocks of the document, with names numbered on its own.</summary>
public sealed class EventLogPart
{
    /// <summary>Events in a block of a reader that makes no blocks itself; small enough that growing never copies much.</summary>
    private const int BlockEvents = 1 << 16;

    private readonly List<AttributeColumn> attributes = [];
    private readonly Dictionary<string, int> attributeIndex = new(StringComparer.Ordinal);
    private EventScratch scratch = new(BlockEvents);
    private int number;
    private long position;
    private int count;

    internal InternedNames Cases { get; private set; } = new();

    internal InternedNames Labels { get; } = new();

    internal InternedNames People { get; } = new();

    internal List<EventBlock> Blocks { get; } = [];

    internal IReadOnlyList<AttributeColumn> Attributes => attributes;

    /// <summary>From here on events belong to this block. Numbers ascend within a part and follow the document over all parts.</summary>
    public void BeginBlock(int blockNumber)
    {
        EndBlock();
        number = blockNumber;
        position = (long)blockNumber << 32;
    }

    public int Case(ReadOnlySpan<byte> id) => Cases.Of(id, position);

    public int Case(ReadOnlySpan<char> id) => Cases.Of(id, position);

    public int Label(ReadOnlySpan<byte> name) => Labels.Of(name, position);

    public int Label(ReadOnlySpan<char> name) => Labels.Of(name, position);

    public int Person(ReadOnlySpan<byte> name) => name.IsEmpty ? -1 : People.Of(name, position);

    public int Person(ReadOnlySpan<char> name) => name.IsEmpty ? -1 : People.Of(name, position);

    /// <summary>The number of a case attribute in this part; -1 when it would be one more than the limit.</summary>
    public int Attribute(string name, int limit)
    {
        if (!attributeIndex.TryGetValue(name, out var index))
        {
            if (attributes.Count >= limit) return -1;
            attributeIndex[name] = index = attributes.Count;
            attributes.Add(new AttributeColumn(name));
        }
        return index;
    }

    /// <summary>Whether the case has this attribute already; the first value that is said stays.</summary>
    public bool HasAttribute(int attribute, int caseIndex) => attributes[attribute].Has(caseIndex);

    public void SetAttribute(int attribute, int caseIndex, ReadOnlySpan<byte> value) =>
        attributes[attribute].Set(caseIndex, attributes[attribute].Values.Of(value, position), position);

    public void SetAttribute(int attribute, int caseIndex, ReadOnlySpan<char> value) =>
        attributes[attribute].Set(caseIndex, attributes[attribute].Values.Of(value, position), position);

    /// <param name="person">-1 = not said.</param>
    /// <param name="recordedTicks"><see cref="EventLog.Assumed"/> when the source gives none.</param>
    /// <param name="fingerprint">Of the whole row: rows alike in everything are one. 0 = never merged.</param>
    public void Add(int caseIndex, int label, long effectiveTicks, int person, long recordedTicks, uint fingerprint)
    {
        if (count == scratch.Case.Length) EndBlock();
        scratch.Case[count] = caseIndex;
        scratch.Label[count] = label;
        scratch.EffectiveTicks[count] = effectiveTicks;
        scratch.Person[count] = person;
        scratch.Fingerprint[count] = fingerprint;
        if (recordedTicks != EventLog.Assumed || scratch.RecordedTicks.Length > 0) scratch.SetRecorded(count, recordedTicks);
        count++;
        position++;
    }

    /// <summary>Hands the table over: a part that is still referred to by its reader would hold it while the log is sorted.</summary>
    internal InternedNames TakeCases() => (Cases, Cases = new InternedNames()).Item1;

    /// <summary>Hands an attribute over; an empty one when the part never met it.</summary>
    internal AttributeColumn TakeAttribute(string name)
    {
        var at = attributes.FindIndex(column => column.Name == name);
        if (at < 0) return new AttributeColumn(name);
        var taken = attributes[at];
        attributes.RemoveAt(at);
        return taken;
    }

    internal void EndBlock()
    {
        if (count == 0) return;
        Blocks.Add(EventBlock.Of(scratch, count, number));
        if (scratch.RecordedTicks.Length > 0) scratch = new EventScratch(BlockEvents);
        count = 0;
    }
}

/// <summary>One case attribute while a part is read: per case the value and where it stood.</summary>
internal sealed class AttributeColumn(string name)
{
    private int[] value = [];
    private long[] seenAt = [];

    public string Name { get; } = name;

    public InternedNames Values { get; } = new();

    public bool Has(int caseIndex) => caseIndex < value.Length && value[caseIndex] != 0;

    /// <summary>Value's number, or -1.</summary>
    public int Of(int caseIndex) => caseIndex < value.Length ? value[caseIndex] - 1 : -1;

    public long SeenAt(int caseIndex) => seenAt[caseIndex];

    public void Set(int caseIndex, int valueIndex, long position)
    {
        if (caseIndex >= value.Length)
        {
            var length = Math.Max(64, Math.Max(caseIndex + 1, value.Length * 2));
            Array.Resize(ref value, length);
            Array.Resize(ref seenAt, length);
        }
        value[caseIndex] = valueIndex + 1;
        seenAt[caseIndex] = position;
    }
}
