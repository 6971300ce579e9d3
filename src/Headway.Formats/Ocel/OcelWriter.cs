using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headway.Formats.Ocel;

/// <summary>A history in OCEL 2.0, as known at its date, streamed.</summary>
public static class OcelWriter
{
    /// <summary>Bytes held before they go out.</summary>
    private const int FlushBytes = 1 << 16;

    /// <summary>As JSON: any text there is, escaped as JSON has it.</summary>
    /// <param name="to">Stays open.</param>
    /// <returns>Events written: those of the log, retractions, and decisions of our own.</returns>
    public static int WriteJson(ExportedHistory history, Stream to)
    {
        var export = new OcelExport(history);
        // It is a file of its own, never a part of a page: letters of all languages stay readable.
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NewLine = "\n",
        });
        json.WriteStartObject();
        Types(json, "objectTypes", export.ObjectTypes);
        Types(json, "eventTypes", export.EventTypes);
        json.WriteStartArray("objects");
        foreach (var thing in export.Objects())
        {
            json.WriteStartObject();
            json.WriteString("id", thing.Id);
            json.WriteString("type", thing.Type);
            json.WriteStartArray("attributes");
            foreach (var value in thing.Attributes)
                Value(json, value.Name, value.Value, ("time", ExportText.Time(value.Ticks)));
            json.WriteEndArray();
            Links(json, thing.Links);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) json.Flush();
        }
        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var each in export.Events())
        {
            json.WriteStartObject();
            json.WriteString("id", each.Id);
            json.WriteString("type", each.Type);
            json.WriteString("time", ExportText.Time(each.Ticks));
            json.WriteStartArray("attributes");
            foreach (var (name, value) in each.Attributes) Value(json, name, value);
            json.WriteEndArray();
            Links(json, each.Links);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return export.EventCount;
    }

    /// <summary>As XML. Characters that XML cannot hold are written as U+FFFD.</summary>
    /// <param name="to">Stays open.</param>
    /// <returns>As of JSON.</returns>
    public static int WriteXml(ExportedHistory history, Stream to) => OcelXmlWriter.Write(new OcelExport(history), to);

    /// <summary>As an SQLite database, made in a temporary file first.</summary>
    /// <param name="to">Stays open.</param>
    /// <returns>As of JSON.</returns>
    public static int WriteSqlite(ExportedHistory history, Stream to) => OcelSqliteWriter.Write(new OcelExport(history), to);

    private static void Types(Utf8JsonWriter json, string name, IEnumerable<OcelDeclaredType> types)
    {
        json.WriteStartArray(name);
        foreach (var type in types)
        {
            json.WriteStartObject();
            json.WriteString("name", type.Name);
            json.WriteStartArray("attributes");
            foreach (var (attribute, kind) in type.Attributes)
            {
                json.WriteStartObject();
                json.WriteString("name", attribute);
                json.WriteString("type", kind);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, string name, string value, (string Name, string Value)? time = null)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        if (time is var (field, at)) json.WriteString(field, at);
        if (name == "confirms") json.WriteBoolean("value", value == "true");
        else json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void Links(Utf8JsonWriter json, IReadOnlyList<OcelLink> links)
    {
        json.WriteStartArray("relationships");
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("objectId", link.ObjectId);
            json.WriteString("qualifier", link.Qualifier);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
