using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headway.Formats.ProcessFile;

/// <summary>The JSON Schema (draft 2020-12) of the process file, made from the fields the reader knows, so that the two cannot drift
/// apart.</summary>
public static class ProcessFileSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>The text of <c>docs/process-file.schema.json</c>.</summary>
    public static string Print()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:headway:process-file",
            ["title"] = "Headway process file",
            ["description"] = "A sales process: an aim, stages with outcomes and activities, and a gate at the end of each.",
        };
        foreach (var (name, value) in Block(FileElement.Process).ToArray()) schema[name] = value?.DeepClone();
        schema["$defs"] = new JsonObject(FileElement.All.Where(element => element != FileElement.Process)
            .Select(element => KeyValuePair.Create(element.Name, (JsonNode?)Block(element))));
        return schema.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Block(FileElement element) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray([.. element.Fields.Where(field => field.Required).Select(field => (JsonNode)field.Name)]),
        ["properties"] = new JsonObject(element.Fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Described(field)))),
    };

    private static JsonObject Described(FileField field)
    {
        var value = Value(field);
        value.Insert(0, "description", field.Meaning);
        return value;
    }

    private static JsonObject Value(FileField field) => field.Kind switch
    {
        FieldKind.Key => Pattern(FieldText.KeyPattern),
        FieldKind.Keys => List(Pattern(FieldText.KeyPattern), unique: true),
        FieldKind.Text => new JsonObject
        {
            ["type"] = "string",
            ["minLength"] = field.Required ? 1 : 0,
            ["maxLength"] = FileElement.MaxTextLength
        },
        FieldKind.Texts => List(new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = FileElement.MaxTextLength },
            unique: false),
        FieldKind.WholeNumber => new JsonObject
        {
            ["type"] = "integer",
            ["minimum"] = field.Name == "version" ? 0 : 1,
            ["maximum"] = FileElement.MaxWholeNumber
        },
        FieldKind.Share => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["maximum"] = 1 },
        FieldKind.Flag => new JsonObject { ["type"] = "boolean" },
        FieldKind.Freshness => Pattern(FieldText.FreshnessPattern),
        FieldKind.Effort => Pattern(FieldText.EffortPattern),
        FieldKind.Proofs => AtLeastOne(List(Choice(FieldText.Proofs.Keys), unique: true)),
        FieldKind.CaptureKind => Choice(FieldText.CaptureKinds.Keys),
        FieldKind.DecidedBy => Pattern(FieldText.DeciderPattern),
        FieldKind.Element => new JsonObject { ["$ref"] = "#/$defs/" + field.Element!.Name },
        FieldKind.Elements => field.Required
            ? AtLeastOne(List(new JsonObject { ["$ref"] = "#/$defs/" + field.Element!.Name }, unique: false))
            : List(new JsonObject { ["$ref"] = "#/$defs/" + field.Element!.Name }, unique: false),
    };

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Choice(IEnumerable<string> values) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };

    private static JsonObject List(JsonObject items, bool unique)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = items };
        if (unique) list["uniqueItems"] = true;
        return list;
    }

    private static JsonObject AtLeastOne(JsonObject list)
    {
        list["minItems"] = 1;
        return list;
    }
}
