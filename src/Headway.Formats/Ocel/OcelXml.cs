using System.Xml;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Ocel;

/// <summary>Reads OCEL in XML: 2.0 with attributes of its elements, and 1.0, which is written in the keys and values of XES.</summary>
internal sealed class OcelXml(XmlReader reader, OcelContent content, EventLogLimits limits)
{
    private readonly IXmlLineInfo lines = (IXmlLineInfo)reader;
    private readonly OcelElement element = new();
    private long position;

    /// <summary>False when the file holds no events in the way of OCEL.</summary>
    public bool Read()
    {
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "log") return false;
        var found = false;
        while (Inside(0))
        {
            if (reader.Depth != 1) continue;
            if (reader.LocalName is not ("events" or "objects")) Skip();
            else
            {
                found |= reader.LocalName == "events";
                Elements(isEvent: reader.LocalName == "events");
            }
        }
        return found;
    }

    private void Elements(bool isEvent)
    {
        if (reader.IsEmptyElement) return;
        while (Inside(1))
        {
            if (reader.Depth != 2 || reader.LocalName != (isEvent ? "event" : "object")) continue;
            element.Begin(lines.LineNumber);
            element.Position = position++;
            (element.Id, element.Type, element.Time) = (reader.GetAttribute("id"), reader.GetAttribute("type"),
                reader.GetAttribute("time"));
            if (!reader.IsEmptyElement) Parts();
            if (isEvent) content.AddEvent(element);
            else content.AddObject(element);
        }
    }

    private void Parts()
    {
        while (Inside(2))
        {
            if (reader.Depth != 3) continue;
            switch (reader.LocalName)
            {
                case "attributes":
                    Attributes();
                    break;
                case "objects":
                    Relations();
                    break;
                case "list":
                    OldList();
                    break;
                case "string" or "date":
                    OldField();
                    break;
                default:
                    Skip();
                    break;
            }
        }
    }

    private void Attributes()
    {
        if (reader.IsEmptyElement) return;
        while (Inside(3))
        {
            if (reader.Depth != 4 || reader.LocalName != "attribute") continue;
            var (name, time) = (reader.GetAttribute("name"), reader.GetAttribute("time"));
            var value = Text();
            if (name is null) element.Wrong("attribute.name");
            else element.Attributes.Add((name, time, value));
        }
    }

    /// <summary>Exporters call the element relationship, relobj or object; what it refers to is always in object-id.</summary>
    private void Relations()
    {
        if (reader.IsEmptyElement) return;
        while (Inside(3))
        {
            if (reader.Depth != 4) continue;
            if (reader.GetAttribute("object-id") is { } id) element.Relations.Add((id, reader.GetAttribute("qualifier") ?? ""));
            else element.Wrong("object-id");
        }
    }

    private void OldField()
    {
        var value = reader.GetAttribute("value");
        switch (reader.GetAttribute("key"))
        {
            case "id":
                element.Id = value;
                break;
            case "type" or "activity":
                element.Type = value;
                break;
            case "timestamp":
                element.Time = value;
                break;
            default:
                break;
        }
        Skip();
    }

    private void OldList()
    {
        var isObjects = reader.GetAttribute("key") == "omap";
        if (reader.IsEmptyElement) return;
        while (Inside(3))
        {
            if (reader.Depth != 4 || reader.GetAttribute("value") is not { } value) continue;
            if (isObjects) element.Relations.Add((value, ""));
            else if (reader.GetAttribute("key") is { } key) element.Attributes.Add((key, null, value));
        }
    }

    /// <summary>The text inside the element the reader stands on, which it then has behind it.</summary>
    private string Text()
    {
        if (reader.IsEmptyElement) return "";
        var outside = reader.Depth;
        var text = "";
        while (reader.Read() && reader.Depth > outside)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text += reader.Value;
            CheckDepth();
            if (text.Length > limits.MaxTextBytes)
                throw new LogLimitException("log-long-text", $"Line {lines.LineNumber} holds a value of {text.Length:N0} letters.");
        }
        return text;
    }

    /// <summary>Moves to the next element deeper than this; false when there is none.</summary>
    private bool Inside(int depth)
    {
        while (reader.Read() && reader.Depth > depth)
        {
            CheckDepth();
            if (reader.NodeType == XmlNodeType.Element) return true;
        }
        return false;
    }

    private void Skip()
    {
        if (reader.IsEmptyElement) return;
        var outside = reader.Depth;
        while (reader.Read() && reader.Depth > outside) CheckDepth();
    }

    private void CheckDepth()
    {
        if (reader.Depth > limits.MaxDepth)
            throw new LogLimitException("xml-depth", $"Line {lines.LineNumber} is nested deeper than {limits.MaxDepth} levels.");
    }
}
