using System.Text;
using System.Xml;

namespace Headway.Formats.Ocel;

/// <summary>Objects and events as OCEL 2.0 in XML.</summary>
internal static class OcelXmlWriter
{
    public static int Write(OcelExport export, Stream to)
    {
        using var xml = XmlWriter.Create(to, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.Entitize,
        });
        xml.WriteStartDocument();
        xml.WriteStartElement("log");
        Types(xml, "object-type", export.ObjectTypes);
        Types(xml, "event-type", export.EventTypes);
        xml.WriteStartElement("objects");
        foreach (var thing in export.Objects())
        {
            Begin(xml, "object", ("id", thing.Id), ("type", thing.Type));
            xml.WriteStartElement("attributes");
            foreach (var value in thing.Attributes)
                Element(xml, "attribute", value.Value, ("name", value.Name), ("time", ExportText.Time(value.Ticks)));
            xml.WriteEndElement();
            Links(xml, thing.Links);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("events");
        foreach (var each in export.Events())
        {
            Begin(xml, "event", ("id", each.Id), ("type", each.Type), ("time", ExportText.Time(each.Ticks)));
            xml.WriteStartElement("attributes");
            foreach (var (name, value) in each.Attributes) Element(xml, "attribute", value, ("name", name));
            xml.WriteEndElement();
            Links(xml, each.Links);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
        return export.EventCount;
    }

    private static void Types(XmlWriter xml, string name, IEnumerable<OcelDeclaredType> types)
    {
        xml.WriteStartElement($"{name}s");
        foreach (var type in types)
        {
            Begin(xml, name, ("name", type.Name));
            xml.WriteStartElement("attributes");
            foreach (var (attribute, kind) in type.Attributes) Element(xml, "attribute", null, ("name", attribute), ("type", kind));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Links(XmlWriter xml, IReadOnlyList<OcelLink> links)
    {
        if (links.Count == 0) return;
        xml.WriteStartElement("objects");
        foreach (var link in links) Element(xml, "relationship", null, ("object-id", link.ObjectId), ("qualifier", link.Qualifier));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string? text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(xml, name, attributes);
        if (text is not null) xml.WriteString(ExportText.ForXml(text));
        xml.WriteEndElement();
    }

    private static void Begin(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, ExportText.ForXml(value));
    }
}
