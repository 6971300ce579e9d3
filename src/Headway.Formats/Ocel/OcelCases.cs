using System.Collections.Immutable;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Ocel;

/// <summary>From objects to cases: the objects of one type, each with the events that are about it.</summary>
/// <remarks>
/// The mapping says which type (<c>columns.case</c>). An event about several cases is one of each of them, which is counted and told; an
/// event about none is set aside. The label is the event's type, or what an attribute of it says (<c>columns.activity</c>), or the type
/// with its qualifier (<see cref="TypeAndQualifier"/>). Who did it comes from an attribute of the event or from an object it is related to
/// (<c>columns.person</c> names either). Attributes of the object are attributes of the case; where the file dates changes of one, they are
/// kept with their times.
/// </remarks>
internal sealed class OcelCases
{
    /// <summary>As <c>columns.activity</c>: "Create order (created with identifier)", for files that tell apart by the qualifier.</summary>
    public const string TypeAndQualifier = "type and qualifier";

    private readonly OcelContent content;
    private readonly string file;
    private readonly EventLogLimits limits;
    private readonly int caseType;
    private readonly int activityName;
    private readonly bool qualified;
    private readonly int recordedName;
    private readonly int personName;
    private readonly int personType;
    private readonly LogMapping mapping;
    private readonly EventLogBuilder builder = new();
    private readonly EventLogPart part;
    private readonly List<int> objectOfCase = [];
    private readonly Dictionary<int, int> caseOfObject = [];
    private bool tooManyAttributes;
    private int setAside;
    private int shared;
    private int added;
    private readonly OcelRetractions retractions;

    public OcelCases(OcelContent content, string file, LogMapping mapping, EventLogLimits limits)
    {
        this.content = content;
        this.file = file;
        this.limits = limits;
        this.mapping = mapping;
        var columns = mapping.Columns;
        caseType = columns.Case is { } type ? content.ObjectTypes.Find(type) : -1;
        qualified = columns.Activity == TypeAndQualifier;
        activityName = Attribute(columns.Activity);
        recordedName = Attribute(columns.Recorded);
        personName = Attribute(columns.Person);
        personType = columns.Person is { } person ? content.ObjectTypes.Find(person) : -1;
        part = builder.NewPart();
        retractions = new OcelRetractions(content, caseType);
    }

    public LogReading Read()
    {
        if (caseType < 0)
        {
            var types = string.Join(", ", Enumerable.Range(0, content.ObjectTypes.Count).Select(i => content.ObjectTypes[i]).Take(20));
            return new LogReading.Refused([new Finding("ocel-no-case", Severity.Error, new Place(file, 0, 0, "columns.case"),
                mapping.Columns.Case is { } named ? $"No object is of the type '{named}'." : "Which type of object is the opportunity?",
                "A history is made of cases; in OCEL each is an object of one type.",
                types.Length == 0 ? "The file names no objects." : $"Write one of these as 'case' under 'columns': {types}.")]);
        }
        var (start, related) = ByEvent();
        foreach (var e in InOrder()) AddEvent(e, related.AsSpan(start[e], start[e + 1] - start[e]));
        var dated = Dated();
        SetAttributes(dated);
        var built = builder.Build();
        var changes = dated.Select(name => ChangesOf(name, built.Log.Cases)).OrderBy(each => each.Name, StringComparer.Ordinal).ToList();
        var log = changes.Count == 0 && retractions.Count == 0 ? built.Log : new EventLog(
            built.Log.CaseIds, built.Log.CaseStart, built.Log.Labels, built.Log.Label, built.Log.EffectiveTicks, built.Log.RecordedTicks,
            built.Log.People, built.Log.Person, built.Log.Attributes)
        { Changes = changes, WithdrawnTicks = retractions.TicksIn(built.Log) };
        var (rejected, aside) = (content.Rejected, setAside + retractions.Count);
        var rows = new RowCounts(added + aside + rejected.Count, log.Events + aside, built.Merged, rejected.Count, aside);
        return new LogReading.Accepted(log, rows, RejectedRowsBuilder.Join([rejected], "", ','), Findings());
    }

    private int Attribute(string? name) => name is null ? -1 : content.AttributeNames.Find(name);

    /// <summary>The relations of each event, in the order of the file.</summary>
    private (int[] Start, (int ObjectId, int Qualifier)[] Related) ByEvent()
    {
        var start = new int[content.Events.Count + 1];
        foreach (var (number, _, _) in content.EventRelations) start[number + 1]++;
        for (var i = 1; i < start.Length; i++) start[i] += start[i - 1];
        var next = start[..^1];
        var related = new (int, int)[content.EventRelations.Count];
        foreach (var (number, objectId, qualifier) in content.EventRelations) related[next[number]++] = (objectId, qualifier);
        return (start, related);
    }

    /// <summary>As they stand in the file; a database is read type by type, so its own order is brought back.</summary>
    private IEnumerable<int> InOrder()
    {
        var all = Enumerable.Range(0, content.Events.Count);
        return content.Events.Zip(content.Events.Skip(1)).All(two => two.First.Position <= two.Second.Position) ? all
            : all.OrderBy(e => content.Events[e].Position);
    }

    private void AddEvent(int number, ReadOnlySpan<(int ObjectId, int Qualifier)> related)
    {
        var happened = content.Events[number];
        string? person = Value(happened, personName);
        foreach (var (objectId, _) in related)
        {
            var other = content.Objects[objectId];
            if (other.Type < 0) content.Faults.Dangling.Add(happened.Line);
            else if (person is null && other.Type == personType) person = NameOf(objectId);
        }
        var recorded = EventLog.Assumed;
        if (Value(happened, recordedName) is { } text && content.TryTime(text, out var known)) recorded = known;
        if (retractions.IsOne(number)) return;
        var cases = 0;
        for (var i = 0; i < related.Length; i++)
        {
            if (retractions.Of(related[i].ObjectId) is var (about, gone))
            {
                var (c, label) = (CaseOf(about), part.Label(LabelOf(happened, related[i].Qualifier)));
                retractions.Meet(new WithdrawnEvent(c, label, happened.Ticks, part.Person(person), recorded, gone));
                part.Add(c, label, happened.Ticks, part.Person(person), recorded, fingerprint: 0);
                cases++;
                added++;
                continue;
            }
            if (content.Objects[related[i].ObjectId].Type != caseType || IsRepeat(related, i)) continue;
            part.Add(CaseOf(related[i].ObjectId), part.Label(LabelOf(happened, related[i].Qualifier)), happened.Ticks, part.Person(person),
                recorded, fingerprint: 0);
            cases++;
            added++;
        }
        if (cases == 0) setAside++;
        else if (cases > 1) shared++;
    }

    /// <summary>One event may say several things about one case; it is one event all the same, by its first qualifier.</summary>
    private static bool IsRepeat(ReadOnlySpan<(int ObjectId, int Qualifier)> related, int at)
    {
        for (var i = 0; i < at; i++)
            if (related[i].ObjectId == related[at].ObjectId) return true;
        return false;
    }

    private string LabelOf(OcelEvent happened, int qualifier)
    {
        var type = content.EventTypes[happened.Type];
        if (qualified) return content.Qualifiers[qualifier] is { Length: > 0 } word ? $"{type} ({word})" : type;
        return Value(happened, activityName) is { Length: > 0 } label ? label : type;
    }

    private string? Value(OcelEvent happened, int name)
    {
        for (var i = 0; name >= 0 && i < happened.Attributes; i++)
            if (content.EventAttributes[happened.AttributesFrom + i] is var (each, value) && each == name) return content.Values[value];
        return null;
    }

    /// <summary>What an object is called, by its attribute 'name', else by its id.</summary>
    private string NameOf(int objectId)
    {
        var name = content.AttributeNames.Find("name");
        var thing = content.Objects[objectId];
        for (var i = 0; name >= 0 && i < thing.Attributes; i++)
            if (content.ObjectAttributes[thing.AttributesFrom + i] is var (each, _, value) && each == name) return content.Values[value];
        return content.ObjectIds[objectId];
    }

    private int CaseOf(int objectId)
    {
        if (caseOfObject.TryGetValue(objectId, out var known)) return known;
        var number = part.Case(content.ObjectIds[objectId]);
        caseOfObject[objectId] = number;
        objectOfCase.Add(objectId);
        return number;
    }

    /// <summary>The attributes of which the file dates changes: they keep their history, and their first values count as known from the
    /// start. The others are values of the import, as in any export (rule 3).</summary>
    private HashSet<int> Dated() => [.. objectOfCase.SelectMany(AttributesOf).Where(each => OcelObject.IsChange(each.Ticks))
        .Select(each => each.Name)];

    private void SetAttributes(HashSet<int> dated)
    {
        for (var c = 0; c < objectOfCase.Count; c++)
        {
            foreach (var (name, _, value) in AttributesOf(objectOfCase[c]))
            {
                if (dated.Contains(name)) continue;
                var attribute = part.Attribute(content.AttributeNames[name], limits.MaxAttributes);
                if (attribute < 0) tooManyAttributes = true;
                else if (!part.HasAttribute(attribute, c)) part.SetAttribute(attribute, c, content.Values[value]);
            }
        }
    }

    private ValueChanges ChangesOf(int name, int cases)
    {
        var (start, values) = (new int[cases + 1], new NameTable());
        var (value, recorded) = (new List<int>(), new List<long>());
        for (var c = 0; c < cases; c++)
        {
            foreach (var (_, ticks, text) in AttributesOf(objectOfCase[c]).Where(each => each.Name == name).OrderBy(each => each.Ticks))
            {
                // An empty text is how a value that was taken away is written; the format has no other word for it.
                value.Add(content.Values[text] is { Length: > 0 } said ? values.Of(said) : -1);
                recorded.Add(ticks);
            }
            start[c + 1] = value.Count;
        }
        return new ValueChanges(content.AttributeNames[name], start, [.. Enumerable.Range(0, values.Count).Select(i => values[i])],
            [.. value], [.. recorded]);
    }

    private IEnumerable<(int Name, long Ticks, int Value)> AttributesOf(int objectId)
    {
        var thing = content.Objects[objectId];
        for (var i = 0; i < thing.Attributes; i++) yield return content.ObjectAttributes[thing.AttributesFrom + i];
    }

    private ImmutableArray<Finding> Findings()
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var type = content.ObjectTypes[caseType];
        void Say(string rule, Severity severity, int line, string message, string why, string help) =>
            findings.Add(new Finding(rule, severity, new Place(file, line, 0, ""), message, why, help));
        if (shared > 0)
            Say("ocel-shared-events", Severity.Information, 0,
                $"{shared:N0} events are about more than one '{type}' and count once for each.",
                "A history is made of cases, each with its own events.", "Choose another type of object if these are not separate cases.");
        if (setAside > 0)
            Say("ocel-other-events", Severity.Information, 0, $"{setAside:N0} events are about no '{type}' and were set aside.",
                "They tell nothing about a case.", "Choose another type of object as the case if they matter.");
        if (retractions.Count > 0)
            Say("ocel-retracted", Severity.Information, 0, $"Evidence that was retracted: {retractions.Count:N0}. It counts until then.",
                "A history at a date knows only what stood then.", "Nothing need be done.");
        var without = content.Objects.Count(each => each.Type == caseType) - objectOfCase.Count;
        if (without > 0)
            Say("ocel-no-events-of", Severity.Information, 0, $"{without:N0} objects of the type '{type}' have no events and are no cases.",
                "Nothing is known of when they began.", "Export their events too.");
        if (tooManyAttributes)
            Say("ocel-many-attributes", Severity.Warning, 0, $"Only the first {limits.MaxAttributes} attributes were kept.",
                "Each one costs memory for every case.", "Leave out what you do not compare by.");
        var faults = content.Faults;
        if (faults.Dangling.Count > 0)
            Say("ocel-dangling", Severity.Warning, faults.Dangling.FirstLine,
                $"{faults.Dangling.Count:N0} relations lead to objects that the file does not describe.", "They were passed over.",
                "Export the objects with their events.");
        if (faults.Duplicate.Count > 0)
            Say("ocel-duplicate-object", Severity.Warning, faults.Duplicate.FirstLine,
                $"{faults.Duplicate.Count:N0} objects carry an id that another one has; the first stays.", "An id names one object.",
                "Export the log again.");
        if (faults.Unreadable.Count > 0)
            Say("ocel-object", Severity.Warning, faults.Unreadable.FirstLine,
                $"{faults.Unreadable.Count:N0} objects have no id or type, or are not what OCEL says they are.", "They were passed over.",
                "Export the log again.");
        if (faults.NoTime.Count > 0)
            Say("ocel-attribute-time", Severity.Warning, faults.NoTime.FirstLine,
                $"{faults.NoTime.Count:N0} values carry a time that is none; they count as there from the start.",
                "Without a time a change cannot be placed.", "Export the log again with times in ISO 8601.");
        return findings.ToImmutable();
    }
}
