using System.Text;
using System.Xml;

namespace Headway.Formats.Xes;

/// <summary>A history in XES (IEEE 1849), as known at its date: one trace a case, streamed.</summary>
/// <remarks>
/// Declares the extensions it uses, globals for traces and events, and a classifier. Dates carry milliseconds and their zone. Events keep
/// the order of the history, so those of equal time keep theirs. What the source recorded later than it happened stands in
/// <c>headway:recorded</c>. Characters that XML cannot hold are written as U+FFFD. Retracted evidence is left out: XES has no word for it.
/// </remarks>
public static class XesWriter
{
    private static readonly string Recorded = Encoding.UTF8.GetString(XesReader.Recorded);

    private static readonly (string Name, string Prefix, string Uri)[] extensions =
    [
        ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
        ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
        ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
        ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ];

    /// <param name="to">Stays open.</param>
    public static void Write(ExportedHistory history, Stream to)
    {
        using var xml = XmlWriter.Create(to, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.Entitize,
        });
        xml.WriteStartDocument();
        xml.WriteStartElement("log", "http://www.xes-standard.org/");
        xml.WriteAttributeString("xes.version", "1.0");
        xml.WriteAttributeString("xes.features", "");
        Head(xml);
        foreach (var c in history.Cases) Trace(xml, history, c);
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Head(XmlWriter xml)
    {
        foreach (var (name, prefix, uri) in extensions)
        {
            xml.WriteStartElement("extension");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("prefix", prefix);
            xml.WriteAttributeString("uri", uri);
            xml.WriteEndElement();
        }
        Global(xml, "trace", () => Attribute(xml, "string", "concept:name", "UNKNOWN"));
        Global(xml, "event", () =>
        {
            Attribute(xml, "string", "concept:name", "UNKNOWN");
            Attribute(xml, "date", "time:timestamp", "1970-01-01T00:00:00.000+00:00");
            Attribute(xml, "string", "lifecycle:transition", "complete");
        });
        xml.WriteStartElement("classifier");
        xml.WriteAttributeString("name", "Activity");
        xml.WriteAttributeString("keys", "concept:name");
        xml.WriteEndElement();
    }

    private static void Global(XmlWriter xml, string scope, Action attributes)
    {
        xml.WriteStartElement("global");
        xml.WriteAttributeString("scope", scope);
        attributes();
        xml.WriteEndElement();
    }

    private static void Trace(XmlWriter xml, ExportedHistory history, int c)
    {
        xml.WriteStartElement("trace");
        Attribute(xml, "string", "concept:name", history.CaseId(c));
        foreach (var name in history.Attributes)
            if (name != "concept:name" && history.ValueOf(name, c) is { } value) Attribute(xml, "string", name, value);
        foreach (var each in history.EventsOf(c))
            if (each.WithdrawnTicks is null) Event(xml, each);
        xml.WriteEndElement();
    }

    private static void Event(XmlWriter xml, ExportedEvent each)
    {
        xml.WriteStartElement("event");
        Attribute(xml, "string", "concept:name", each.Label);
        Attribute(xml, "date", "time:timestamp", ExportText.Time(each.EffectiveTicks));
        Attribute(xml, "string", "lifecycle:transition", "complete");
        if (each.Person is { } person) Attribute(xml, "string", "org:resource", person);
        if (each.RecordedTicks is { } recorded) Attribute(xml, "date", Recorded, ExportText.Time(recorded));
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string type, string key, string value)
    {
        xml.WriteStartElement(type);
        xml.WriteAttributeString("key", ExportText.ForXml(key));
        xml.WriteAttributeString("value", ExportText.ForXml(value));
        xml.WriteEndElement();
    }
}
