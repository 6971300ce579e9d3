using System.Text;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Ocel;

/// <summary>An object-centric log as it was read: events, objects and their relations in compact lists, in whatever order the file has
/// them.</summary>
/// <remarks>Which objects are cases is settled afterwards: a file may name its objects behind its events, as OCEL 1.0 does.</remarks>
internal sealed class OcelContent(TimeZoneInfo zone, EventLogLimits limits)
{
    /// <summary>Relations of one event on average; more is no log of a sale but an attack on memory.</summary>
    private const int MostRelationsPerEvent = 64;

    private readonly Dictionary<string, int> eventIds = new(StringComparer.Ordinal);

    public List<OcelEvent> Events { get; } = [];

    public List<(int Name, int Value)> EventAttributes { get; } = [];

    /// <summary>Event, object id, qualifier; not in the order of the events.</summary>
    public List<(int Event, int ObjectId, int Qualifier)> EventRelations { get; } = [];

    /// <summary>By the number of the object's id; the type is -1 for an id that is only referred to.</summary>
    public List<OcelObject> Objects { get; } = [];

    public List<(int Name, long Ticks, int Value)> ObjectAttributes { get; } = [];

    /// <summary>Objects that had evidence which was taken back, with the object of that evidence: the one relation between objects that
    /// tells of events. Ids by their numbers.</summary>
    public List<(int ObjectId, int EvidenceId)> Retracted { get; } = [];

    public NameTable ObjectIds { get; } = new();

    public NameTable EventTypes { get; } = new();

    public NameTable ObjectTypes { get; } = new();

    public NameTable AttributeNames { get; } = new();

    public NameTable Qualifiers { get; } = new();

    public NameTable Values { get; } = new();

    public RejectedRowsBuilder Rejected { get; } = new();

    /// <summary>What could not be used of objects, with the line where it stood first.</summary>
    public OcelFaults Faults { get; } = new();

    public void AddEvent(OcelElement read)
    {
        if (Events.Count + Rejected.Count >= limits.MaxEvents)
            throw new LogLimitException("log-too-large", $"The log holds more than {limits.MaxEvents:N0} events.");
        if (read.WrongField is { } field) Reject(read, field, "ocel-type", $"'{field}' is not what OCEL says it is.");
        else if (string.IsNullOrEmpty(read.Id)) Reject(read, "id", "ocel-no-id", "The event has no id.");
        else if (string.IsNullOrEmpty(read.Type)) Reject(read, "type", "ocel-no-type", "The event has no type.");
        else if (string.IsNullOrEmpty(read.Time)) Reject(read, "time", "ocel-no-time", "The event has no time.");
        else if (!TryTime(read.Time, out var ticks))
            Reject(read, "time", "ocel-time", $"'{Short(read.Time)}' is no ISO 8601 time of 1900 or later.");
        else if (!eventIds.TryAdd(Checked(read.Id, read.Line), Events.Count))
            Reject(read, "id", "ocel-duplicate", $"There is an event '{Short(read.Id)}' already; the first one stays.");
        else Keep(read, ticks);
    }

    public void AddObject(OcelElement read)
    {
        if (ObjectIds.Count > limits.MaxEvents)
            throw new LogLimitException("log-too-large", $"The log holds more than {limits.MaxEvents:N0} objects.");
        if (read.WrongField is not null || string.IsNullOrEmpty(read.Id) || string.IsNullOrEmpty(read.Type))
        {
            Faults.Unreadable.Add(read.Line);
            return;
        }
        var number = ObjectNumber(Checked(read.Id, read.Line));
        if (Objects[number].Type >= 0)
        {
            Faults.Duplicate.Add(read.Line);
            return;
        }
        Objects[number] = new OcelObject(ObjectTypes.Of(Checked(read.Type, read.Line)), ObjectAttributes.Count, read.Attributes.Count);
        foreach (var (name, time, value) in read.Attributes)
        {
            var ticks = OcelObject.FromTheStart;
            if (time is not null && !TryTime(time, out ticks)) (ticks, _) = (OcelObject.FromTheStart, Faults.NoTime.Add(read.Line));
            ObjectAttributes.Add((AttributeNames.Of(Checked(name, read.Line)), ticks, Values.Of(Checked(value, read.Line))));
        }
        foreach (var (other, qualifier) in read.Relations)
            if (qualifier == OcelExport.Retracted) Retracted.Add((number, ObjectNumber(Checked(other, read.Line))));
    }

    /// <summary>A relation between objects that stands apart from both, as in SQLite.</summary>
    public void RelateObjects(string objectId, string otherId, string qualifier, int line)
    {
        if (qualifier == OcelExport.Retracted && HasObject(objectId))
            Retracted.Add((ObjectIds.Find(objectId), ObjectNumber(Checked(otherId, line))));
    }

    /// <summary>A relation that stands apart from its event, as in SQLite.</summary>
    public void Relate(string eventId, string objectId, string qualifier, int line)
    {
        if (eventIds.TryGetValue(eventId, out var number)) Relate(number, objectId, qualifier, line);
    }

    /// <summary>Another value of an object that was added, as in SQLite.</summary>
    public bool HasObject(string id) => ObjectIds.Find(id) is >= 0 and var number && Objects[number].Type >= 0;

    private void Keep(OcelElement read, long ticks)
    {
        var number = Events.Count;
        Events.Add(new OcelEvent(EventTypes.Of(Checked(read.Type!, read.Line)), ticks, read.Position, read.Line, EventAttributes.Count,
            read.Attributes.Count));
        foreach (var (name, _, value) in read.Attributes)
            EventAttributes.Add((AttributeNames.Of(Checked(name, read.Line)), Values.Of(Checked(value, read.Line))));
        foreach (var (objectId, qualifier) in read.Relations) Relate(number, objectId, qualifier, read.Line);
    }

    private void Relate(int number, string objectId, string qualifier, int line)
    {
        if (EventRelations.Count > MostRelationsPerEvent * (long)limits.MaxEvents)
            throw new LogLimitException("log-too-large", "The log relates its events to more objects than any log does.");
        EventRelations.Add((number, ObjectNumber(Checked(objectId, line)), Qualifiers.Of(Checked(qualifier, line))));
    }

    private int ObjectNumber(string id)
    {
        var number = ObjectIds.Of(id);
        if (number == Objects.Count) Objects.Add(OcelObject.Unknown);
        return number;
    }

    private string Checked(string text, int line) => Encoding.UTF8.GetByteCount(text) <= limits.MaxTextBytes ? text
        : throw new LogLimitException("log-long-text", $"Line {line} holds a value of {text.Length:N0} letters.");

    public bool TryTime(string text, out long ticks)
    {
        Span<byte> bytes = stackalloc byte[64];
        ticks = 0;
        return Encoding.UTF8.TryGetBytes(text, bytes, out var count) && LogTime.TryParseIso(bytes[..count], zone, out ticks);
    }

    private void Reject(OcelElement read, string field, string code, string sentence) =>
        Rejected.Add(new RejectedRow(read.Line, field, code, sentence, ""));

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <param name="AttributesFrom">Its attributes are [AttributesFrom, AttributesFrom + Attributes) of the log's.</param>
internal readonly record struct OcelEvent(int Type, long Ticks, long Position, int Line, int AttributesFrom, int Attributes);

/// <param name="Type">-1 = only referred to, never described.</param>
internal readonly record struct OcelObject(int Type, int AttributesFrom, int Attributes)
{
    public static readonly OcelObject Unknown = new(-1, 0, 0);

    /// <summary>The time of a value that stood there from the first; the format writes 1970 for it.</summary>
    public const long FromTheStart = 0;

    /// <summary>1970-01-03: zones move the 1970 of a file by less than a day.</summary>
    private static readonly long sinceEver = new DateTime(1970, 1, 3).Ticks;

    public static bool IsChange(long ticks) => ticks > sinceEver;
}

/// <summary>What was wrong with objects and relations, by count and first line.</summary>
internal sealed class OcelFaults
{
    public Fault Unreadable { get; } = new();

    public Fault Duplicate { get; } = new();

    public Fault NoTime { get; } = new();

    public Fault Dangling { get; } = new();

    internal sealed class Fault
    {
        public int Count { get; private set; }

        public int FirstLine { get; private set; }

        public int Add(int line)
        {
            if (Count == 0) FirstLine = line;
            return ++Count;
        }
    }
}
