using System.Globalization;
using System.Text;
using System.Text.Json;
using Headway.Formats.Mapping;
using Headway.Formats.Packages;
using Headway.Histories;

namespace Headway.Formats.Crm;

/// <summary>The change histories that CRMs hand out as JSON, as one table: record, property, value before and after, when, by
/// whom.</summary>
/// <remarks>HubSpot: deals with <c>propertiesWithHistory</c>. Pipedrive: answers of <c>deals/{id}/flow</c>. Dynamics: audit details of
/// <c>RetrieveRecordChangeHistory</c>. Several answers may stand in one list.</remarks>
internal static class CrmJson
{
    private const int MostDepth = 64;
    private const long MostBytes = 256 << 20;

    /// <summary>Null when it is JSON of something else.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public static (CrmSource Source, MemoryStream Csv)? TableOf(ImportPart part, EventLogLimits limits)
    {
        try
        {
            using var bytes = new MemoryStream();
            using (var unpacked = new Csv.OpenStream(LogFile.Unpacked(part.Raw, limits)))
            {
                var buffer = new byte[1 << 16];
                for (int read; (read = unpacked.Read(buffer)) > 0;)
                {
                    bytes.Write(buffer, 0, read);
                    if (bytes.Length > MostBytes)
                        throw new LogLimitException("log-too-large", $"{part.Name} holds more than {MostBytes >> 20} MiB of JSON.");
                }
            }
            var json = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MostDepth });
            var table = new Table();
            table.Add(document.RootElement);
            return table.Source is { } source ? (source, table.Csv) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{part.Name} is no whole JSON: {fault.Message}", fault);
        }
    }

    private sealed class Table
    {
        /// <summary>Digits of a moment between 2001 and 2286.</summary>
        private const int UnixMilliseconds = 13;

        public Table() => Row(CrmLayout.ChangeColumns);

        public CrmSource? Source { get; private set; }

        public MemoryStream Csv { get; } = new();

        public void Add(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
                foreach (var each in element.EnumerateArray()) Add(each);
            if (element.ValueKind != JsonValueKind.Object) return;
            if (element.TryGetProperty("propertiesWithHistory", out var properties)) AddHubSpot(element, properties);
            else if (Text(element, "object") == "dealChange" && element.TryGetProperty("data", out var change)) AddPipedrive(change);
            else if (element.TryGetProperty("AuditRecord", out var record)) AddDynamics(element, record);
            else
                foreach (var name in (string[])["results", "data", "AuditDetailCollection", "AuditDetails", "value"])
                    if (element.TryGetProperty(name, out var within)) Add(within);
        }

        private void AddHubSpot(JsonElement deal, JsonElement properties)
        {
            if (properties.ValueKind != JsonValueKind.Object || Text(deal, "id") is not { } id) return;
            foreach (var property in properties.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.Array) continue;
                foreach (var each in property.Value.EnumerateArray())
                    Change(CrmSource.HubSpot, id, property.Name, "", Text(each, "value"), Text(each, "timestamp"),
                        Text(each, "updatedByUserId"));
            }
        }

        private void AddPipedrive(JsonElement change) => Change(CrmSource.Pipedrive, Text(change, "item_id"), Text(change, "field_key"),
            Text(change, "old_value"), Text(change, "new_value"), Text(change, "log_time"), Text(change, "user_id"));

        private void AddDynamics(JsonElement detail, JsonElement record)
        {
            if (!detail.TryGetProperty("NewValue", out var after) || after.ValueKind != JsonValueKind.Object) return;
            var id = Text(record, "_objectid_value") ?? (record.TryGetProperty("objectid", out var of) ? Text(of, "Id") ?? Text(of, "id")
                : null);
            var before = detail.TryGetProperty("OldValue", out var old) && old.ValueKind == JsonValueKind.Object ? old : default;
            foreach (var property in after.EnumerateObject())
            {
                Change(CrmSource.Dynamics, id, property.Name, before.ValueKind == JsonValueKind.Object ? Text(before, property.Name) : "",
                    Text(after, property.Name), Text(record, "createdon"), Text(record, "_userid_value"));
            }
        }

        private void Change(CrmSource source, string? id, string? property, string? before, string? after, string? at, string? by)
        {
            // One answer of another system among them would mix two worlds of ids.
            if (Source is { } known && known != source) throw new InvalidOperationException("It holds the answers of two systems.");
            Source = source;
            Row([id ?? "", property ?? "", before ?? "", after ?? "", Time(at ?? ""), by ?? ""]);
        }

        /// <summary>Older answers count milliseconds since 1970.</summary>
        private static string Time(string at) => at.Length == UnixMilliseconds && long.TryParse(at, NumberStyles.None,
            CultureInfo.InvariantCulture, out var since)
            ? DateTimeOffset.FromUnixTimeMilliseconds(since).UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : at;

        private static string? Text(JsonElement element, string name) =>
            element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) ? null : value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };

        private void Row(string[] cells) => Csv.Write(Encoding.UTF8.GetBytes(
            string.Join(',', cells.Select(cell => $"\"{Plain(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

        private static string Plain(string cell) => cell.ReplaceLineEndings(" ");
    }
}
