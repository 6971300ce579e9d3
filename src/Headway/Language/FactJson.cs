using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headway;

/// <summary>
/// Facts as JSON under their stable names. The bytes are what the chain hashes, so options here never change for a stored name.
/// </summary>
public static class FactJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Every fact type with its stable name.</summary>
    public static readonly FrozenDictionary<Type, string> Names = typeof(Fact).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract)
        .ToFrozenDictionary(type => type, type => type.GetCustomAttribute<FactNameAttribute>()?.Name
            ?? throw new InvalidOperationException($"{type.Name} has no [FactName]."));

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string NameOf(Fact fact) => Names[fact.GetType()];

    public static string Write(Fact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Options);

    public static Fact Read(string name, string payload) => Types.TryGetValue(name, out var type)
        ? (Fact)JsonSerializer.Deserialize(payload, type, Options)!
        : throw new InvalidOperationException(
            $"The history holds a fact “{name}” that this version of Headway does not know; run a newer version.");
}
