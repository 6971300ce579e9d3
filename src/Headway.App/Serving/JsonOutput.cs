using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headway.App.Serving;

/// <summary><c>--json</c>: one stable document on standard output; messages go to standard error.</summary>
internal static class JsonOutput
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Option<bool> AddTo(Command command)
    {
        var option = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        command.Options.Add(option);
        return option;
    }

    public static void Write(object document) => Console.WriteLine(JsonSerializer.Serialize(document, Options));
}
