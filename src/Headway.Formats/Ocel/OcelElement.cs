namespace Headway.Formats.Ocel;

/// <summary>One event or object as a file has it, filled by a reader and judged by <see cref="OcelContent"/>. It is used again for the next
/// one.</summary>
internal sealed class OcelElement
{
    public int Line { get; private set; }

    public string? Id { get; set; }

    public string? Type { get; set; }

    /// <summary>Events only.</summary>
    public string? Time { get; set; }

    /// <summary>Where it stands among the events of the file, which orders those of equal time.</summary>
    public long Position { get; set; }

    /// <summary>The time is null in events and in OCEL 1.0.</summary>
    public List<(string Name, string? Time, string Value)> Attributes { get; } = [];

    public List<(string ObjectId, string Qualifier)> Relations { get; } = [];

    /// <summary>The first field that was not what the format says it is.</summary>
    public string? WrongField { get; private set; }

    public void Begin(int line)
    {
        Line = line;
        Id = Type = Time = WrongField = null;
        Position = 0;
        Attributes.Clear();
        Relations.Clear();
    }

    public void Wrong(string field) => WrongField ??= field;
}
