namespace Headway.Histories;

/// <summary>A run of events while they are read, in columns that are used again for the next run.</summary>
internal sealed class EventScratch(int capacity)
{
    public int[] Case { get; } = new int[capacity];

    public int[] Label { get; } = new int[capacity];

    public int[] Person { get; } = new int[capacity];

    public long[] EffectiveTicks { get; } = new long[capacity];

    /// <summary>Empty while every recorded time is assumed.</summary>
    public long[] RecordedTicks { get; private set; } = [];

    public uint[] Fingerprint { get; } = new uint[capacity];

    public void SetRecorded(int index, long ticks)
    {
        if (RecordedTicks.Length == 0)
        {
            RecordedTicks = new long[Case.Length];
            Array.Fill(RecordedTicks, EventLog.Assumed);
        }
        RecordedTicks[index] = ticks;
    }
}

/// <summary>A run of events as they stand in the document, kept as narrow as they allow: of ten million events each byte is ten
/// megabytes.</summary>
internal sealed class EventBlock
{
    public required int Number { get; init; }

    public required int[] Case { get; init; }

    public required NarrowNumbers Label { get; init; }

    /// <summary>-1 = not said.</summary>
    public required NarrowNumbers Person { get; init; }

    public required NarrowTicks EffectiveTicks { get; init; }

    /// <summary>Empty when every recorded time is assumed.</summary>
    public required long[] RecordedTicks { get; init; }

    public required uint[] Fingerprint { get; init; }

    public static EventBlock Of(EventScratch scratch, int count, int number) => new()
    {
        Number = number,
        Case = scratch.Case[..count],
        Label = NarrowNumbers.Of(scratch.Label.AsSpan(0, count)),
        Person = NarrowNumbers.Of(scratch.Person.AsSpan(0, count)),
        EffectiveTicks = NarrowTicks.Of(scratch.EffectiveTicks.AsSpan(0, count)),
        RecordedTicks = scratch.RecordedTicks.Length == 0 ? [] : scratch.RecordedTicks[..count],
        Fingerprint = scratch.Fingerprint[..count],
    };
}

/// <summary>Numbers from -1, in two bytes each when none is above 65,534.</summary>
internal readonly struct NarrowNumbers
{
    private readonly ushort[]? narrow;
    private readonly int[]? wide;

    private NarrowNumbers(ushort[]? narrow, int[]? wide) => (this.narrow, this.wide) = (narrow, wide);

    public int this[int i] => narrow is null ? wide![i] : narrow[i] - 1;

    public static NarrowNumbers Of(ReadOnlySpan<int> numbers)
    {
        if (numbers.ContainsAnyExceptInRange(-1, ushort.MaxValue - 1)) return new NarrowNumbers(null, numbers.ToArray());
        var narrow = new ushort[numbers.Length];
        for (var i = 0; i < narrow.Length; i++) narrow[i] = (ushort)(numbers[i] + 1);
        return new NarrowNumbers(narrow, null);
    }
}

/// <summary>Times, in four bytes each when they are whole seconds within a century of one another, or milliseconds within 49
/// days.</summary>
internal readonly struct NarrowTicks
{
    private readonly long from;
    private readonly long unit;
    private readonly uint[]? units;
    private readonly long[]? wide;

    private NarrowTicks(long from, long unit, uint[] units) => (this.from, this.unit, this.units) = (from, unit, units);

    private NarrowTicks(long[] wide) => this.wide = wide;

    public long this[int i] => units is null ? wide![i] : from + units[i] * unit;

    public static NarrowTicks Of(ReadOnlySpan<long> ticks)
    {
        var from = ticks.IsEmpty ? 0 : ticks[0];
        foreach (var each in ticks) from = Math.Min(from, each);
        var units = new uint[ticks.Length];
        foreach (var unit in (ReadOnlySpan<long>)[TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond])
            if (Fill(units, ticks, from, unit)) return new NarrowTicks(from, unit, units);
        return new NarrowTicks(ticks.ToArray());
    }

    private static bool Fill(uint[] units, ReadOnlySpan<long> ticks, long from, long unit)
    {
        for (var i = 0; i < units.Length; i++)
        {
            var (whole, rest) = Math.DivRem(ticks[i] - from, unit);
            if (rest != 0 || whole > uint.MaxValue) return false;
            units[i] = (uint)whole;
        }
        return true;
    }
}
