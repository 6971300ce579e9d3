using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Headway.Formats.Mapping;

/// <summary>One node of a mapping file with its place. Exactly one of the three is set.</summary>
internal sealed record MappingNode(int Line, int Column, string? Scalar, List<MappingNode>? Items, Dictionary<string, MappingNode>? Fields);

/// <summary>YAML at the level of events, so that anchors, aliases and tags are refused before they can do anything.</summary>
internal static class MappingYaml
{
    private const int MaxBytes = 256 << 10;
    private const int MaxNodes = 10_000;
    private const int MaxDepth = 16;

    /// <summary>Null, with a finding, when the text is not such YAML.</summary>
    public static MappingNode? Parse(string text, string file, List<Finding> findings)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(text) > MaxBytes) return Refuse(findings, file, 1, 1, "yaml-size",
            "The mapping is larger than 256 KiB.");
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) return Refuse(findings, file, 1, 1, "yaml-empty", "The mapping is empty.");
            var nodes = 0;
            var root = Node(parser, 0, ref nodes);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _)) return Refuse(findings, file, (int)parser.Current!.Start.Line, 1, "yaml-broken",
                "The mapping goes on after its end.");
            return root.Fields is null ? Refuse(findings, file, root.Line, root.Column, "yaml-fields",
                "The mapping is not a list of 'name: value'.") : root;
        }
        catch (YamlException fault)
        {
            return Refuse(findings, file, (int)fault.Start.Line, (int)fault.Start.Column, "yaml-broken", fault.Message);
        }
        catch (ArgumentException)
        {
            // YamlDotNet 18.1 throws this, without a place, for a tag that is no address.
            return Refuse(findings, file, 1, 1, "yaml-broken", "A tag, which begins with !, stands in the mapping; write the value out.");
        }
        catch (InvalidOperationException)
        {
            // The parser's own word for an end in the middle of a list or a field.
            return Refuse(findings, file, 1, 1, "yaml-broken", "A list or a field of the mapping does not end.");
        }
    }

    private static MappingNode Node(Parser parser, int depth, ref int nodes)
    {
        var current = parser.Current!;
        if (++nodes > MaxNodes || depth > MaxDepth) throw new YamlException(current.Start, current.End,
            "The mapping is too large or too deep.");
        if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
            throw new YamlException(current.Start, current.End, "Anchors, aliases and tags are not allowed here; write the value out.");
        var (line, column) = ((int)current.Start.Line, (int)current.Start.Column);
        if (parser.TryConsume<Scalar>(out var scalar)) return new MappingNode(line, column, scalar.Value, null, null);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<MappingNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, depth + 1, ref nodes));
            return new MappingNode(line, column, null, items, null);
        }
        parser.Consume<MappingStart>();
        var fields = new Dictionary<string, MappingNode>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, depth + 1, ref nodes);
            var value = Node(parser, depth + 1, ref nodes);
            if (key.Scalar is null || !fields.TryAdd(key.Scalar, value with { Line = key.Line, Column = key.Column }))
                throw new YamlException(current.Start, current.End, $"The field '{key.Scalar}' stands there twice.");
        }
        return new MappingNode(line, column, null, null, fields);
    }

    private static MappingNode? Refuse(List<Finding> findings, string file, int line, int column, string rule, string message)
    {
        findings.Add(new Finding(rule, Severity.Error, new Place(file, line, column, ""), message,
            "A mapping that is half understood would import wrong things.",
                "Mend this line; 'headway import' of the log without --map prints a whole example."));
        return null;
    }
}

/// <summary>Typed access to the fields of a node; every misfit becomes a finding with its line.</summary>
internal sealed class MappingFields(MappingNode node, string file, List<Finding> findings, string path = "")
{
    private readonly HashSet<string> asked = [];

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The field when it is one word; null, without a finding, when it is anything else.</summary>
    public string? Word(string name) => Find(name)?.Scalar;

    public int LineOf(string name) => Find(name)?.Line ?? node.Line;

    public string? Text(string name)
    {
        var found = Find(name);
        if (found is { Scalar: null }) Wrong("mapping-value", found.Line, name, $"'{path}{name}' must be one value.",
            "Write it as 'name: value'.");
        return found?.Scalar is { Length: > 0 } text ? text : null;
    }

    public System.Collections.Immutable.ImmutableArray<string> Texts(string name)
    {
        var found = Find(name);
        if (found is null) return [];
        if (found.Scalar is not null) return found.Scalar.Length == 0 ? [] : [found.Scalar];
        if (found.Items is { } items && items.All(item => item.Scalar is not null)) return [.. items.Select(item => item.Scalar!)];
        Wrong("mapping-value", found.Line, name, $"'{path}{name}' must be a list of texts.", "Write it as '[one, two]'.");
        return [];
    }

    public TEnum Choice<TEnum>(string name, TEnum otherwise, params (string Text, TEnum Value)[] choices)
    {
        var text = Text(name);
        foreach (var (each, value) in choices)
            if (each == text) return value;
        if (text is not null)
        {
            Wrong("mapping-choice", Find(name)!.Line, name, $"'{path}{name}' cannot be '{text}'.",
                $"Choose one of: {string.Join(", ", choices.Select(choice => choice.Text))}.");
        }
        return otherwise;
    }

    public DateTimeOffset? Date(string name)
    {
        if (Text(name) is not { } text) return null;
        if (LogTime.TryParseIso(System.Text.Encoding.UTF8.GetBytes(text), TimeZoneInfo.Utc,
            out var ticks)) return new DateTimeOffset(ticks, TimeSpan.Zero);
        Wrong("mapping-date", Find(name)!.Line, name, $"'{text}' is no date.", "Write it as yyyy-mm-dd.");
        return null;
    }

    public string Key()
    {
        var key = Text("key") ?? "";
        if (!Keys.IsValid(key))
            Wrong("mapping-key", Find("key")?.Line ?? node.Line, "key", $"'{key}' is no key.",
                "Use lower case letters, digits and hyphens, at most 60.");
        return key;
    }

    public MappingFields Map(string name)
    {
        var found = Find(name);
        if (found is { Fields: null }) Wrong("mapping-value", found.Line, name, $"'{path}{name}' must have fields.",
            "Write one 'name: value' a line below it.");
        var fields = found?.Fields is null ? new MappingNode(found?.Line ?? node.Line, 1, null, null, []) : found;
        return new MappingFields(fields, file, findings, $"{path}{name}.");
    }

    public IEnumerable<MappingFields> Maps(string name)
    {
        var found = Find(name);
        if (found is { Items: null }) Wrong("mapping-value", found.Line, name, $"'{path}{name}' must be a list.",
            "Begin each entry with '- key: …'.");
        return (found?.Items ?? []).Select((item, index) =>
        {
            if (item.Fields is null) Wrong("mapping-value", item.Line, name, $"Entry {index + 1} of '{name}' has no fields.",
                "Begin it with '- key: …'.");
            return new MappingFields(item.Fields is null ? item with { Fields = [] } : item, file, findings, $"{path}{name}[{index}].");
        });
    }

    public void NameUnknown()
    {
        foreach (var (name, value) in node.Fields!)
            if (!asked.Contains(name)) Wrong("mapping-unknown", value.Line, name, $"There is no field '{path}{name}'.",
                "Take it out, or mend its spelling.");
    }

    public void Wrong(string rule, int line, string name, string message, string help) =>
        findings.Add(new Finding(rule, Severity.Error, new Place(file, line, 1, path + name), message,
            "A mapping that is half understood would import wrong things.", help));

    private MappingNode? Find(string name)
    {
        asked.Add(name);
        return node.Fields!.GetValueOrDefault(name);
    }
}
