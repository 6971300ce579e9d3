using System.Text.Json;

namespace Headway.Formats.Ocel;

/// <summary>Reads OCEL in JSON: 2.0 with lists of objects and events, and 1.0 with one field an id.</summary>
internal sealed class OcelJson(JsonTokens tokens, OcelContent content)
{
    private readonly OcelElement element = new();
    private long position;

    /// <summary>False when the file holds no events in the way of OCEL.</summary>
    public bool Read()
    {
        if (!tokens.Next() || tokens.Type != JsonTokenType.StartObject) return false;
        var found = false;
        while (Field(out var name))
        {
            switch (name)
            {
                case "events" or "ocel:events":
                    if (!IsList(name)) return false;
                    found = true;
                    Elements(isEvent: true);
                    break;
                case "objects" or "ocel:objects":
                    if (!IsList(name)) return false;
                    Elements(isEvent: false);
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        }
        while (tokens.Next())
        {
            // Only white space may stand behind the end; anything else throws here.
        }
        return found;
    }

    private bool IsList(string name) =>
        tokens.Type == (name.StartsWith("ocel:", StringComparison.Ordinal) ? JsonTokenType.StartObject : JsonTokenType.StartArray);

    private void Elements(bool isEvent)
    {
        var named = tokens.Type == JsonTokenType.StartObject;
        while (tokens.Next() && tokens.Type is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            element.Begin(tokens.Line);
            element.Position = position++;
            if (named)
            {
                element.Id = tokens.Text;
                tokens.Next();
            }
            if (tokens.Type == JsonTokenType.StartObject) Fields();
            else
            {
                element.Wrong(isEvent ? "event" : "object");
                tokens.Skip();
            }
            if (isEvent) content.AddEvent(element);
            else content.AddObject(element);
        }
    }

    private void Fields()
    {
        while (Field(out var name))
        {
            switch (name)
            {
                case "id":
                    element.Id = Word(name) ?? element.Id;
                    break;
                case "type" or "ocel:activity" or "ocel:type":
                    element.Type = Word(name);
                    break;
                case "time" or "ocel:timestamp":
                    element.Time = Word(name);
                    break;
                case "attributes":
                    Each(name, Attribute);
                    break;
                case "relationships":
                    Each(name, Relation);
                    break;
                case "ocel:omap":
                    Each(name, () => element.Relations.Add((Word("ocel:omap") ?? "", "")));
                    break;
                case "ocel:vmap" or "ocel:ovmap":
                    Values(name);
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        }
    }

    private void Attribute()
    {
        string? name = null, time = null, value = null;
        if (!IsObject("attributes")) return;
        while (Field(out var field))
        {
            if (field == "name") name = Word(field);
            else if (field == "time") time = Word(field);
            else if (field == "value") value = Value();
            else tokens.Skip();
        }
        if (name is null) element.Wrong("attributes.name");
        else if (value is not null) element.Attributes.Add((name, time, value));
    }

    private void Relation()
    {
        string? id = null, qualifier = null;
        if (!IsObject("relationships")) return;
        while (Field(out var field))
        {
            if (field == "objectId") id = Word(field);
            else if (field == "qualifier") qualifier = Word(field);
            else tokens.Skip();
        }
        if (id is null) element.Wrong("relationships.objectId");
        else element.Relations.Add((id, qualifier ?? ""));
    }

    private void Values(string name)
    {
        if (!IsObject(name)) return;
        while (Field(out var field))
            if (Value() is { } value) element.Attributes.Add((field, null, value));
    }

    /// <summary>Moves to the value of the next field; false at the end of the object.</summary>
    private bool Field(out string name)
    {
        name = "";
        if (!tokens.Next() || tokens.Type != JsonTokenType.PropertyName) return false;
        name = tokens.Text;
        return tokens.Next();
    }

    private void Each(string name, Action read)
    {
        if (tokens.Type != JsonTokenType.StartArray)
        {
            if (tokens.Type != JsonTokenType.Null) element.Wrong(name);
            tokens.Skip();
            return;
        }
        while (tokens.Next() && tokens.Type != JsonTokenType.EndArray) read();
    }

    private bool IsObject(string name)
    {
        if (tokens.Type == JsonTokenType.StartObject) return true;
        element.Wrong(name);
        tokens.Skip();
        return false;
    }

    /// <summary>A text; null, with the field marked wrong, for anything else.</summary>
    private string? Word(string name)
    {
        if (tokens.Type == JsonTokenType.String) return tokens.Text;
        if (tokens.Type != JsonTokenType.Null) element.Wrong(name);
        tokens.Skip();
        return null;
    }

    /// <summary>A text, number, true or false; null for null and for what is itself a list or an object.</summary>
    private string? Value()
    {
        if (tokens.Type is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False) return tokens.Text;
        tokens.Skip();
        return null;
    }
}
