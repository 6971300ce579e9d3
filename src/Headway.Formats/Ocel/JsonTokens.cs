using System.Globalization;
using System.Text.Json;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Ocel;

/// <summary>The tokens of a JSON file one after another, in a buffer that holds a few of them and never the file.</summary>
internal sealed class JsonTokens(Stream from, EventLogLimits limits)
{
    /// <summary>A text may stand there as escapes of six bytes a letter; past that it is longer than any allowed.</summary>
    private readonly int mostBytes = Math.Max(1 << 16, 6 * limits.MaxTextBytes + 64);

    private byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private bool atEnd;
    private bool begun;
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = limits.MaxDepth });

    public JsonTokenType Type { get; private set; }

    /// <summary>Of names, texts, numbers, true and false; empty for the rest.</summary>
    public string Text { get; private set; } = "";

    /// <summary>From 1; where the token ends.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>False behind the last token.</summary>
    /// <exception cref="JsonException">This is no JSON, or it is nested too deep.</exception>
    public bool Next()
    {
        if (!begun) Begin();
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(at, filled - at), atEnd, state);
            var got = reader.Read();
            var used = (int)reader.BytesConsumed;
            if (got) Take(ref reader);
            Line += buffer.AsSpan(at, used).Count((byte)'\n');
            at += used;
            state = reader.CurrentState;
            if (got) return true;
            if (atEnd) return false;
            Fill();
        }
    }

    /// <summary>Reads over the value whose first token was read last.</summary>
    public void Skip()
    {
        if (Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        for (var depth = 1; depth > 0 && Next();)
            depth += Type switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Type = reader.TokenType;
        Text = Type switch
        {
            JsonTokenType.PropertyName or JsonTokenType.String => TextOf(ref reader),
            JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "",
        };
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException fault)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"A text is no Unicode: {fault.Message}"), fault);
        }
    }

    private void Begin()
    {
        begun = true;
        Fill();
        if (buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8)) at = 3;
    }

    private void Fill()
    {
        buffer.AsSpan(at, filled - at).CopyTo(buffer);
        (at, filled) = (0, filled - at);
        if (filled == buffer.Length)
        {
            if (buffer.Length >= mostBytes)
                throw new LogLimitException("log-long-text", $"Line {Line} holds a value of more than {limits.MaxTextBytes:N0} bytes.");
            Array.Resize(ref buffer, Math.Min(mostBytes, 2 * buffer.Length));
        }
        var got = from.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
        atEnd = got < buffer.Length - filled;
        filled += got;
    }
}
