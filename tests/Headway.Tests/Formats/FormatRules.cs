using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Headway.Tests.Formats;

/// <summary>What the formats demand of a file, read without our own readers; each breach as a sentence.</summary>
internal static class FormatRules
{
    private static readonly string[] kinds = ["string", "date", "int", "float", "boolean", "id", "list", "container"];

    /// <summary>IEEE 1849: elements, keys, types, extensions, globals.</summary>
    /// <param name="ours">Also what the standard leaves open and we promise: globals with a scope hold for all, dates name their
    /// zone.</param>
    public static List<string> BreachesOfXes(Stream file, bool ours)
    {
        var breaches = new List<string>();
        var log = Xml(file);
        if (log.Name.LocalName != "log") breaches.Add("the root is no log");
        if (log.Attribute("xes.version") is null && ours) breaches.Add("no xes.version");
        var prefixes = log.Elements().Where(each => Is(each, "extension")).Select(each => each.Attribute("prefix")!.Value).ToHashSet();
        foreach (var trace in log.Elements().Where(each => Is(each, "trace")))
        {
            Attributes(trace, prefixes, ours, breaches);
            foreach (var happened in trace.Elements().Where(each => Is(each, "event"))) Attributes(happened, prefixes, ours, breaches);
        }
        if (!ours) return breaches;
        foreach (var scope in new[] { "trace", "event" })
        {
            var global = log.Elements().SingleOrDefault(each => Is(each, "global") && each.Attribute("scope")?.Value == scope);
            var keys = global?.Elements().Select(each => each.Attribute("key")!.Value).ToList() ?? [];
            if (!keys.Contains("concept:name")) breaches.Add($"no global concept:name of scope {scope}");
            foreach (var one in log.Descendants().Where(each => Is(each, scope)))
                breaches.AddRange(keys.Where(key => one.Elements().All(each => each.Attribute("key")?.Value != key))
                    .Select(key => $"a {scope} lacks the global {key}"));
            if (scope == "event")
                breaches.AddRange(log.Elements().Where(each => Is(each, "classifier"))
                    .SelectMany(each => each.Attribute("keys")!.Value.Split(' ')).Where(key => !keys.Contains(key))
                    .Select(key => $"the classifier names {key}, which is no global"));
        }
        return breaches;
    }

    public static List<string> BreachesOfOcelJson(Stream file, bool ours)
    {
        var root = JsonDocument.Parse(file).RootElement;
        List<JsonElement> Of(JsonElement each, string name) =>
            each.TryGetProperty(name, out var found) ? [.. found.EnumerateArray()] : [];
        string Text(JsonElement each, string name) => each.GetProperty(name).GetString()!;
        Declared Type(JsonElement each) => new(Text(each, "name"), Of(each, "attributes")
            .ToDictionary(attribute => Text(attribute, "name"), attribute => Text(attribute, "type")));
        Thing Thing(JsonElement each) => new(Text(each, "id"), Text(each, "type"),
            each.TryGetProperty("time", out var time) ? time.GetString() : null,
            [.. Of(each, "attributes").Select(value => (Text(value, "name"),
                value.TryGetProperty("time", out var at) ? at.GetString() : null, TypeOf(value.GetProperty("value"))))],
            [.. Of(each, "relationships").Select(link => (Text(link, "objectId"), Text(link, "qualifier")))]);
        return Breaches([.. Of(root, "objectTypes").Select(Type)], [.. Of(root, "eventTypes").Select(Type)],
            [.. Of(root, "objects").Select(Thing)], [.. Of(root, "events").Select(Thing)], ours);
    }

    public static List<string> BreachesOfOcelXml(Stream file, bool ours)
    {
        var root = Xml(file);
        IEnumerable<XElement> Of(XElement each, string list) => each.Element(list)?.Elements() ?? [];
        Declared Type(XElement each) => new(each.Attribute("name")!.Value, Of(each, "attributes")
            .ToDictionary(attribute => attribute.Attribute("name")!.Value, attribute => attribute.Attribute("type")!.Value));
        // Text says nothing of its type, so only a wrong spelling of a boolean can be seen.
        Thing Thing(XElement each) => new(each.Attribute("id")!.Value, each.Attribute("type")!.Value, each.Attribute("time")?.Value,
            [.. Of(each, "attributes").Select(value => (value.Attribute("name")!.Value, value.Attribute("time")?.Value, "any"))],
            [.. Of(each, "objects").Select(link => (link.Attribute("object-id")!.Value, link.Attribute("qualifier")!.Value))]);
        return Breaches([.. Of(root, "object-types").Select(Type)], [.. Of(root, "event-types").Select(Type)],
            [.. Of(root, "objects").Select(Thing)], [.. Of(root, "events").Select(Thing)], ours);
    }

    private static XElement Xml(Stream file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader).Root!;
    }

    private sealed record Declared(string Name, Dictionary<string, string> Attributes);

    private sealed record Thing(
        string Id, string Type, string? Time, List<(string Name, string? Time, string Kind)> Values,
            List<(string Id, string Qualifier)> Links);

    private static List<string> Breaches(
        List<Declared> objectTypes, List<Declared> eventTypes, List<Thing> objects, List<Thing> events, bool ours)
    {
        var breaches = new List<string>();
        var ids = objects.Select(each => each.Id).ToHashSet();
        if (ids.Count < objects.Count) breaches.Add("two objects share an id");
        if (events.DistinctBy(each => each.Id).Count() < events.Count) breaches.Add("two events share an id");
        foreach (var types in new[] { objectTypes, eventTypes })
            if (types.DistinctBy(each => each.Name).Count() < types.Count) breaches.Add("a type is declared twice");
        foreach (var (things, types) in new[] { (objects, objectTypes), (events, eventTypes) })
        {
            foreach (var each in things)
            {
                var type = types.Find(declared => declared.Name == each.Type);
                if (type is null) breaches.Add($"{each.Id} is of the type {each.Type}, which is not declared");
                if (each.Id.Length == 0 || each.Type.Length == 0) breaches.Add("an id or type is empty");
                foreach (var (name, time, kind) in each.Values)
                {
                    var declared = type?.Attributes.GetValueOrDefault(name);
                    if (declared is null) breaches.Add($"{each.Id} has {name}, which its type does not declare");
                    else if (kind != "any" && kind != declared && !(kind == "string" && declared == "time"))
                        breaches.Add($"{name} is declared {declared} and is a {kind}");
                    if (time is null == ReferenceEquals(things, objects)) breaches.Add(
                        $"{each.Id}: a value of an object has a time, of an event none");
                    if (time is not null && !IsTime(time, ours)) breaches.Add($"{time} is no time");
                }
                breaches.AddRange(each.Links.Where(link => !ids.Contains(link.Id)).Select(
                    link => $"{each.Id} leads to {link.Id}, which is not there"));
                if (each.Links.Distinct().Count() < each.Links.Count) breaches.Add($"{each.Id} says one relation twice");
            }
        }
        breaches.AddRange(events.Where(each => !IsTime(each.Time ?? "", ours)).Select(each => $"{each.Id}: {each.Time} is no time"));
        return breaches;
    }

    private static void Attributes(XElement of, HashSet<string> prefixes, bool ours, List<string> breaches)
    {
        var keys = new HashSet<string>();
        foreach (var each in of.Elements().Where(each => !Is(each, "event")))
        {
            var (key, value) = (each.Attribute("key")?.Value, each.Attribute("value")?.Value);
            if (!kinds.Contains(each.Name.LocalName)) breaches.Add($"<{each.Name.LocalName}> is no attribute");
            if (key is null) breaches.Add("an attribute has no key");
            else if (!keys.Add(key)) breaches.Add($"the key {key} stands twice");
            if (value is null && each.Name.LocalName is not ("list" or "container")) breaches.Add($"{key} has no value");
            if (each.Name.LocalName == "date" && !IsTime(value ?? "", ours)) breaches.Add($"{value} is no time");
            if (ours && key is not null && new[] { "concept", "time", "org", "lifecycle" }.FirstOrDefault(prefix =>
                key.StartsWith(prefix + ":", StringComparison.Ordinal)) is { } used && !prefixes.Contains(used))
                breaches.Add($"{key} uses an extension that is not declared");
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "float",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "nothing OCEL knows",
    };

    private static bool IsTime(string text, bool withZone) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && (!withZone || text.EndsWith('Z') || text[^6] is '+' or '-');

    private static bool Is(XElement each, string name) => each.Name.LocalName == name;
}
