using System.Collections.Immutable;
using System.Xml;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Xes;

/// <summary>One walk over the elements of a log.</summary>
internal sealed class XesDocument
{
    private const int TraceDepth = 1;
    private const int EventDepth = 2;

    private static readonly string RecordedKey = System.Text.Encoding.UTF8.GetString(XesReader.Recorded);

    private readonly XmlReader reader;
    private readonly IXmlLineInfo lines;
    private readonly string file;
    private readonly XesOptions options;
    private readonly EventLogBuilder builder = new();
    private readonly EventLogPart part;
    private readonly RejectedRowsBuilder rejected = new();
    private readonly List<(int Label, long Ticks, int Person, long Recorded)> pending = [];
    private readonly List<(string Name, string Value)> traceAttributes = [];
    private readonly Dictionary<string, string> traceDefaults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> eventDefaults = new(StringComparer.Ordinal);
    private int read;
    private int setAside;
    private int traces;
    private int nameless;
    private bool tooManyAttributes;

    public XesDocument(XmlReader reader, string file, XesOptions options)
    {
        this.reader = reader;
        this.file = file;
        this.options = options;
        lines = (IXmlLineInfo)reader;
        part = builder.NewPart();
    }

    public LogReading Read()
    {
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "log")
        {
            return XesReader.Refused(file, lines.LineNumber, lines.LinePosition,
                ("xes-no-log", $"The file begins with <{reader.LocalName}>, not <log>.",
                "Only an XES log can be read as XES.", "Check that you chose the right file and format."));
        }
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != TraceDepth) continue;
            if (reader.LocalName == "trace") ReadTrace();
            else if (reader.LocalName == "global") ReadGlobal();
            else SkipInside();
        }
        if (traces == 0)
        {
            return XesReader.Refused(file, 1, 1, ("xes-no-traces", "The file holds no <trace>.",
                "A history is made of cases; in XES each one is a trace.", "If this is OCEL, choose that format."));
        }
        var built = builder.Build();
        var rows = new RowCounts(read, built.Log.Events + setAside, built.Merged, rejected.Count, setAside);
        return new LogReading.Accepted(built.Log, rows, RejectedRowsBuilder.Join([rejected], "", ','), Findings());
    }

    /// <summary>Only the globals, of a document that holds no traces.</summary>
    public XesDefaults ReadHead()
    {
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != TraceDepth) continue;
            if (reader.LocalName == "global") ReadGlobal();
            else SkipInside();
        }
        return new XesDefaults(traceDefaults, eventDefaults);
    }

    private void ReadTrace()
    {
        traces++;
        pending.Clear();
        traceAttributes.Clear();
        string? name = null;
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.Depth > TraceDepth)
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "event") ReadEvent();
                else if (TryReadAttribute(out var key, out var value))
                {
                    if (key == "concept:name") name ??= value;
                    else traceAttributes.Add((key, value));
                }
                SkipInside();
            }
        }
        if (name is null) nameless++;
        // A trace without a name is still one case, and must not run into another one: it is called by its number.
        var caseIndex = part.Case(name ?? $"trace {traces}");
        foreach (var (key, value) in traceAttributes) SetAttribute(caseIndex, key, value);
        foreach (var (key, value) in traceDefaults) SetAttribute(caseIndex, key, value);
        foreach (var (label, ticks, person, recorded) in pending) part.Add(caseIndex, label, ticks, person, recorded, fingerprint: 0);
    }

    private void ReadEvent()
    {
        var line = lines.LineNumber;
        string? name = null, time = null, state = null, person = null, recorded = null;
        if (++read > options.Limits.MaxEvents)
            throw new LogLimitException("log-too-large", $"The log holds more than {options.Limits.MaxEvents:N0} events.");
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.Depth > EventDepth)
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (TryReadAttribute(out var key, out var value))
                {
                    if (key == "concept:name") name ??= value;
                    else if (key == "time:timestamp") time ??= value;
                    else if (key == "lifecycle:transition") state ??= value;
                    else if (key == "org:resource") person ??= value;
                    else if (key == RecordedKey) recorded ??= value;
                }
                SkipInside();
            }
        }
        name ??= eventDefaults.GetValueOrDefault("concept:name");
        var knownAt = EventLog.Assumed;
        if (string.IsNullOrEmpty(name)) Reject(line, "concept:name", "xes-no-name", "The event has no concept:name.");
        else if (time is null) Reject(line, "time:timestamp", "xes-no-time", "The event has no time:timestamp.");
        else if (!TryParseTime(time, out var ticks))
            Reject(line, "time:timestamp", "xes-time", $"'{Short(time)}' is no ISO 8601 time of 1900 or later.");
        else if (recorded is not null && !TryParseTime(recorded, out knownAt))
            Reject(line, RecordedKey, "xes-time", $"'{Short(recorded)}' is no ISO 8601 time of 1900 or later.");
        else if (!options.Lifecycle.Counts(state ?? eventDefaults.GetValueOrDefault("lifecycle:transition"))) setAside++;
        else pending.Add((part.Label(name), ticks, part.Person(person ?? eventDefaults.GetValueOrDefault("org:resource")), knownAt));
    }

    /// <summary>Key and value of the element the reader stands on; false for lists, containers and anything else.</summary>
    private bool TryReadAttribute(out string key, out string value)
    {
        key = value = "";
        if (reader.LocalName is not ("string" or "date" or "int" or "float" or "boolean" or "id")) return false;
        var depth = 0;
        while (reader.MoveToNextAttribute())
        {
            if (reader.LocalName == "key") (key, depth) = (reader.Value, depth | 1);
            else if (reader.LocalName == "value") (value, depth) = (reader.Value, depth | 2);
        }
        reader.MoveToElement();
        if (value.Length > options.Limits.MaxTextBytes)
            throw new LogLimitException("log-long-text", $"Line {lines.LineNumber} holds a value of {value.Length:N0} letters.");
        return depth == 3;
    }

    private void ReadGlobal()
    {
        var defaults = reader.GetAttribute("scope") switch { "trace" => traceDefaults, "event" => eventDefaults, _ => null };
        if (reader.IsEmptyElement) return;
        while (reader.Read() && reader.Depth > TraceDepth)
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (defaults is not null && TryReadAttribute(out var key, out var value) && !IsPlaceholder(key, value)) defaults[key] = value;
            SkipInside();
        }
    }

    /// <summary>
    /// Exporters write a default because the standard asks for one. UNKNOWN, __INVALID__ and 1970 say nothing, and a default name or time
    /// would make one case or one instant of many.
    /// </summary>
    private static bool IsPlaceholder(string key, string value) =>
        value is "" or "UNKNOWN" or "__INVALID__" or "name" or "string" or "resource" || key is "concept:name" or "time:timestamp" ||
        value.StartsWith("1970-01-01", StringComparison.Ordinal);

    private void SetAttribute(int caseIndex, string key, string value)
    {
        var attribute = part.Attribute(key, options.Limits.MaxAttributes);
        if (attribute < 0) tooManyAttributes = true;
        else if (!part.HasAttribute(attribute, caseIndex)) part.SetAttribute(attribute, caseIndex, value);
    }

    private void SkipInside()
    {
        if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement) return;
        var outside = reader.Depth;
        while (reader.Read() && reader.Depth > outside)
        {
            if (reader.Depth > options.Limits.MaxDepth)
                throw new LogLimitException("xes-depth",
                    $"Line {lines.LineNumber} is nested deeper than {options.Limits.MaxDepth} levels.");
        }
    }

    private bool TryParseTime(string text, out long ticks)
    {
        Span<byte> bytes = stackalloc byte[64];
        ticks = 0;
        return System.Text.Encoding.UTF8.TryGetBytes(text, bytes, out var count)
            && LogTime.TryParseIso(bytes[..count], options.Zone, out ticks);
    }

    private void Reject(int line, string field, string code, string sentence) =>
        rejected.Add(new RejectedRow(line, field, code, sentence, ""));

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private ImmutableArray<Finding> Findings()
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        if (nameless > 0)
        {
            findings.Add(new Finding("xes-nameless-trace", Severity.Warning, new Place(file, 0, 0, "concept:name"),
                $"{nameless:N0} traces have no concept:name and are called by their number.",
                "A repeated import cannot recognise them.", "Export the log with case ids."));
        }
        if (tooManyAttributes)
        {
            findings.Add(new Finding("xes-many-attributes", Severity.Warning, new Place(file, 0, 0, ""),
                $"Only the first {options.Limits.MaxAttributes} trace attributes were kept.", "Each one costs memory for every case.",
                "Leave out what you do not compare by."));
        }
        return findings.ToImmutable();
    }
}
