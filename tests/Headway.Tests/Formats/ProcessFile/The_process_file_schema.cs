using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headway.Formats.ProcessFile;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class The_process_file_schema
{
    private static readonly string Path = System.IO.Path.Combine(Samples.Root, "docs", "process-file.schema.json");

    [Fact]
    public void In_the_docs_is_the_one_made_from_what_the_reader_knows()
    {
        Documents.Refresh(Path, ProcessFileSchema.Print());
        Assert.Equal(ProcessFileSchema.Print(), File.ReadAllText(Path));
    }

    [Fact]
    public void Names_every_key_that_the_reference_page_explains_and_no_other()
    {
        var page = File.ReadAllText(System.IO.Path.Combine(Samples.Root, "docs", "process-file.md"));
        var explained = Regex.Matches(page, @"^\| `([a-z -]+)` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.Equal(Blocks().SelectMany(block => block.Value["properties"]!.AsObject().Select(field => field.Key)).Distinct().Order(),
            explained.Order());
    }

    [Fact]
    public void Names_only_keys_that_the_reader_accepts()
    {
        var text = """
            process: every-key
            name: Every key
            version: 3
            aim: Use every key once.
            margin: 0.5
            budget: { stages: 5, outcomes per stage: 5, outcomes: 5, activities per outcome: 5, needed outcomes: 5 }
            stages:
              - key: only
                name: Only
                purpose: Show every key.
                outcomes:
                  - key: reached
                    statement: They have said so.
                    question: Have they said so?
                    proof: [customer, document, observation]
                    fresh for: 6 weeks
                    needed: true
                    captures: [{ key: how, name: How, kind: choice, choices: [by phone, by mail] }]
                activities:
                  - { key: ask, name: Ask, pursues: [reached], prompts: [Have you?], effort: 1 h 30 min }
                gate: { question: Go?, also needs: [reached], decided by: leader from 50000, may end in no-go: true }
            """;
        var process = Samples.Understood(text).Process;
        Assert.Equal((42, 90), (process.Stages[0].Outcomes[0].FreshForDays, process.Stages[0].Activities[0].EffortMinutes));
        foreach (var field in Blocks().SelectMany(block => block.Value["properties"]!.AsObject().Select(field => field.Key)))
            Assert.Matches($@"(^|[\s{{,-]){Regex.Escape(field)}:", text);
        Assert.Empty(Violations(Yaml(text), Schema(), "process"));
    }

    [Fact]
    public void Is_satisfied_by_every_shipped_template()
    {
        foreach (var path in Samples.TemplatePaths) Assert.Empty(Violations(Yaml(File.ReadAllText(path)), Schema(), "process"));
    }

    [Fact]
    public void Finds_a_wrong_key_a_missing_one_and_a_wrong_value()
    {
        var violations = Violations(Yaml("process: Bad Key\nnmae: x\nstages: []\n"), Schema(), "process").ToList();
        Assert.Equal(["process.nmae is unknown", "process.name is missing", "process.process does not match",
            "process.stages is too short"], violations);
    }

    private static JsonObject Schema() => JsonNode.Parse(ProcessFileSchema.Print())!.AsObject();

    private static IEnumerable<KeyValuePair<string, JsonObject>> Blocks()
    {
        var schema = Schema();
        yield return KeyValuePair.Create("process", schema);
        foreach (var (name, block) in schema["$defs"]!.AsObject()) yield return KeyValuePair.Create(name, block!.AsObject());
    }

    private static YamlNode Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }

    // A small check of the parts of JSON Schema that our schema uses.
    private static IEnumerable<string> Violations(YamlNode node, JsonObject schema, string path)
    {
        if (schema["$ref"] is { } reference) schema = Schema()["$defs"]![reference.GetValue<string>().Split('/')[^1]]!.AsObject();
        switch (schema["type"]!.GetValue<string>(), node)
        {
            case ("object", YamlMappingNode map):
                var properties = schema["properties"]!.AsObject();
                var fields = map.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => pair.Value);
                return fields.Keys.Where(name => !properties.ContainsKey(name)).Select(name => $"{path}.{name} is unknown")
                    .Concat(schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).Where(name => !fields.ContainsKey(name))
                        .Select(name => $"{path}.{name} is missing"))
                    .Concat(fields.Where(field => properties.ContainsKey(field.Key))
                        .SelectMany(field => Violations(field.Value, properties[field.Key]!.AsObject(), $"{path}.{field.Key}")));
            case ("array", YamlSequenceNode list):
                return (list.Children.Count < (schema["minItems"]?.GetValue<int>() ?? 0) ? [$"{path} is too short"] : Array.Empty<string>())
                    .Concat(list.Children.SelectMany((item, i) => Violations(item, schema["items"]!.AsObject(), $"{path}.{i}")));
            case ("string", YamlScalarNode text):
                var matches = schema["pattern"] is not { } pattern || Regex.IsMatch(text.Value!, pattern.GetValue<string>());
                var listed = schema["enum"] is not { } values || values.AsArray().Any(value => value!.GetValue<string>() == text.Value);
                var long_enough = text.Value!.Length >= (schema["minLength"]?.GetValue<int>() ?? 0);
                return matches && listed && long_enough ? [] : [$"{path} does not match"];
            case ("integer" or "number", YamlScalarNode number) when double.TryParse(number.Value, out _):
            case ("boolean", YamlScalarNode { Value: "true" or "false" }):
                return [];
            default:
                return [$"{path} is of the wrong type"];
        }
    }
}
