using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headway;

/// <summary>A permanent key of a process element: lower case letters, digits and hyphens, at most 60 characters (rule 20).</summary>
public interface IKey<TSelf> where TSelf : struct, IKey<TSelf>
{
    string Value { get; }

    static abstract TSelf Of(string value);
}

[JsonConverter(typeof(KeyConverter<ProcessKey>))]
public readonly record struct ProcessKey(string Value) : IKey<ProcessKey>
{
    public static ProcessKey Of(string value) => new(value);

    public override string ToString() => Value;
}

[JsonConverter(typeof(KeyConverter<StageKey>))]
public readonly record struct StageKey(string Value) : IKey<StageKey>
{
    public static StageKey Of(string value) => new(value);

    public override string ToString() => Value;
}

[JsonConverter(typeof(KeyConverter<OutcomeKey>))]
public readonly record struct OutcomeKey(string Value) : IKey<OutcomeKey>
{
    public static OutcomeKey Of(string value) => new(value);

    public override string ToString() => Value;
}

[JsonConverter(typeof(KeyConverter<ActivityKey>))]
public readonly record struct ActivityKey(string Value) : IKey<ActivityKey>
{
    public static ActivityKey Of(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>What a key may look like; the process file's reader and the API both ask here.</summary>
public static class Keys
{
    public const int MaxLength = 60;

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && text[0] is >= 'a' and <= 'z' &&
        text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') && !text.EndsWith('-');

    /// <summary>A key made from a name: lower case, everything else a hyphen. Empty when nothing usable is in it.</summary>
    public static string FromName(string name)
    {
        var letters = name.ToLowerInvariant().Select(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? c : '-').ToArray();
        var key = string.Join('-', new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        key = key.Length > MaxLength ? key[..MaxLength].TrimEnd('-') : key;
        return key.Length > 0 && char.IsAsciiDigit(key[0]) ? "k-" + key : key;
    }

    /// <summary>A key that nothing has yet, made from the first words of a sentence.</summary>
    /// <param name="otherwise">What it is called when nothing usable is in the words.</param>
    public static string Free(string words, Func<string, bool> isTaken, string otherwise)
    {
        const int mostWords = 6, roomForANumber = 4;
        var stem = FromName(string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(mostWords)));
        if (stem.Length == 0) stem = otherwise;
        if (stem.Length > MaxLength - roomForANumber) stem = stem[..(MaxLength - roomForANumber)].TrimEnd('-');
        var key = stem;
        for (var number = 2; isTaken(key); number++) key = $"{stem}-{number}";
        return key;
    }
}

/// <summary>Keys are plain strings in JSON, also as property names.</summary>
public sealed class KeyConverter<TKey> : JsonConverter<TKey> where TKey : struct, IKey<TKey>
{
    public override TKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TKey.Of(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, TKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override TKey ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TKey.Of(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TKey value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
