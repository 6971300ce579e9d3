using System.Globalization;
using Headway.Formats.Mapping;
using Headway.Histories;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Headway.Formats.Ocel;

/// <summary>Reads OCEL 2.0 in an SQLite file: fixed questions to real tables, and nothing that the file could run.</summary>
/// <remarks>
/// The file is a stranger's program as much as data: views, triggers, generated columns and virtual tables can run functions. So it is
/// opened read-only and immutable from a copy of ours, its schema is not trusted, a view or virtual table in the place of a table refuses
/// the file, and a name goes into a question only after it was found among the real tables.
/// </remarks>
internal sealed class OcelSqlite : IDisposable
{
    /// <summary>More types than this are no types.</summary>
    private const int MostTypes = 10_000;

    /// <summary>The format's own columns of a table of a type; the others are attributes.</summary>
    private static readonly HashSet<string> ownColumns = new(StringComparer.Ordinal) { "ocel_id", "ocel_time", "ocel_changed_field" };

    private readonly OcelContent content;
    private readonly EventLogLimits limits;
    private readonly SqliteConnection connection;
    private readonly HashSet<string> tables = new(StringComparer.Ordinal);
    private readonly OcelElement element = new();

    private OcelSqlite(string path, OcelContent content, EventLogLimits limits)
    {
        this.content = content;
        this.limits = limits;
        var uri = new Uri(path).AbsoluteUri + "?immutable=1";
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = uri,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        raw.sqlite3_limit(connection.Handle, SqliteLimits.Length, Math.Max(1 << 20, 4 * limits.MaxTextBytes));
        foreach (var setting in new[] { "trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0" })
            Run($"PRAGMA {setting}");
    }

    /// <summary>Null when it was read; else what is wrong with it.</summary>
    /// <exception cref="SqliteException">The file is damaged.</exception>
    public static string? Read(Stream unpacked, OcelContent content, EventLogLimits limits)
    {
        var path = Path.Combine(Path.GetTempPath(), $"headway-{Path.GetRandomFileName()}.sqlite");
        // Closing deletes it, so that nothing stays behind, whatever happens.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var copy = new FileStream(path, options);
        unpacked.CopyTo(copy);
        copy.Flush();
        using var reading = new OcelSqlite(path, content, limits);
        return reading.Read();
    }

    public void Dispose() => connection.Dispose();

    private string? Read()
    {
        if (FindTables() is { } wrong) return wrong;
        if (Types("event_map_type", out var eventTypes) is { } noEvents) return noEvents;
        if (Types("object_map_type", out var objectTypes) is { } noObjects) return noObjects;
        var positions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in Rows("event", "ocel_id", "ocel_type")) positions.TryAdd(row[0], positions.Count);
        var objects = new Dictionary<string, List<(int Line, string Id)>>(StringComparer.Ordinal);
        var objectLine = 0;
        foreach (var row in Rows("object", "ocel_id", "ocel_type"))
        {
            if (!objects.TryGetValue(row[1], out var ofType)) objects[row[1]] = ofType = [];
            ofType.Add((++objectLine, row[0]));
        }
        foreach (var (type, map) in objectTypes)
            if (ReadObjects(type, $"object_{map}", objects.GetValueOrDefault(type) ?? []) is { } broken) return broken;
        var described = 0;
        foreach (var (type, map) in eventTypes)
            if (ReadEvents(type, $"event_{map}", positions, ref described) is { } broken) return broken;
        var missing = positions.Count - described;
        for (var i = 0; i < missing; i++)
        {
            element.Begin(0);
            (element.Id, element.Type) = ("?", "?");
            content.AddEvent(element);
        }
        var line = 0;
        foreach (var row in Rows("event_object", "ocel_event_id", "ocel_object_id", "ocel_qualifier"))
            content.Relate(row[0], row[1], row[2], ++line);
        if (!tables.Contains("object_object")) return null;
        line = 0;
        foreach (var row in Rows("object_object", "ocel_source_id", "ocel_target_id", "ocel_qualifier"))
            content.RelateObjects(row[0], row[1], row[2], ++line);
        return null;
    }

    private string? FindTables()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, type, rootpage FROM sqlite_master WHERE type IN ('table', 'view')";
        using var reader = command.ExecuteReader();
        var unreal = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read())
        {
            // Virtual tables have no page of their own.
            if (reader.GetString(1) == "table" && reader.GetInt64(2) > 0) tables.Add(reader.GetString(0));
            else unreal.Add(reader.GetString(0));
            if (tables.Count + unreal.Count > 2 * MostTypes) return "It has more tables than any log.";
        }
        var named = unreal.FirstOrDefault(name => name.StartsWith("event", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("object", StringComparison.OrdinalIgnoreCase));
        if (named is not null) return $"'{named}' is a view or a virtual table, which can run code; OCEL has plain tables.";
        string[] needed = ["event", "object", "event_map_type", "object_map_type", "event_object"];
        return needed.FirstOrDefault(name => !tables.Contains(name)) is { } missing ? $"It has no table '{missing}'." : null;
    }

    private string? Types(string table, out List<(string Type, string Map)> types)
    {
        types = [];
        foreach (var row in Rows(table, "ocel_type", "ocel_type_map"))
        {
            types.Add((row[0], row[1]));
            if (types.Count > MostTypes) return $"It has more than {MostTypes:N0} types.";
        }
        // Two types of one table, or one type twice, would read rows twice.
        return types.DistinctBy(each => each.Map).Count() < types.Count ? $"'{table}' maps two types to one table." : null;
    }

    private string? ReadEvents(string type, string table, Dictionary<string, long> positions, ref int described)
    {
        if (Attributes(table, out var attributes) is { } wrong) return wrong;
        var line = 0;
        foreach (var row in Rows(table, ["ocel_id", "ocel_time", .. attributes]))
        {
            element.Begin(++line);
            (element.Id, element.Type, element.Time) = (row[0], type, row[1]);
            if (positions.TryGetValue(row[0], out var position)) described++;
            element.Position = position;
            AddAttributes(attributes, row, 2, null);
            content.AddEvent(element);
        }
        return null;
    }

    /// <summary>One row holds the first values, each further row the change of one field; all rows of an object are gathered
    /// first.</summary>
    private string? ReadObjects(string type, string table, List<(int Line, string Id)> objects)
    {
        if (Attributes(table, out var attributes) is { } wrong) return wrong;
        var changes = new Dictionary<string, List<(string Name, string? Time, string Value)>>(StringComparer.Ordinal);
        var hasChanges = ColumnsOf(table).Contains("ocel_changed_field");
        string[] fixedColumns = hasChanges ? ["ocel_id", "ocel_time", "ocel_changed_field"] : ["ocel_id", "ocel_time"];
        foreach (var row in Rows(table, [.. fixedColumns, .. attributes]))
        {
            if (!changes.TryGetValue(row[0], out var values)) changes[row[0]] = values = [];
            for (var a = 0; a < attributes.Count; a++)
            {
                var changed = hasChanges && row[2].Length > 0;
                var value = row[fixedColumns.Length + a];
                if (changed ? row[2] == attributes[a] : value.Length > 0) values.Add((attributes[a], row[1], value));
            }
        }
        foreach (var (line, id) in objects)
        {
            element.Begin(line);
            (element.Id, element.Type) = (id, type);
            if (changes.TryGetValue(id, out var values)) element.Attributes.AddRange(values);
            content.AddObject(element);
        }
        return null;
    }

    private string? Attributes(string table, out List<string> attributes)
    {
        attributes = [];
        if (!tables.Contains(table)) return $"It has no table '{table}' for one of its types.";
        attributes = [.. ColumnsOf(table).Where(column => !ownColumns.Contains(column))];
        return attributes.Count > limits.MaxAttributes ? $"'{table}' has more than {limits.MaxAttributes} attributes." : null;
    }

    /// <exception cref="OcelSchemaException">The table computes a column.</exception>
    private List<string> ColumnsOf(string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, hidden FROM pragma_table_xinfo($table)";
        command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
        {
            if (reader.GetInt64(1) != 0) throw new OcelSchemaException($"'{table}' computes a column, which can run code.");
            columns.Add(reader.GetString(0));
        }
        return columns;
    }

    private void AddAttributes(List<string> names, string[] row, int from, string? time)
    {
        for (var a = 0; a < names.Count; a++)
            if (row[from + a].Length > 0) element.Attributes.Add((names[a], time, row[from + a]));
    }

    private IEnumerable<string[]> Rows(string table, params string[] columns)
    {
        var there = ColumnsOf(table);
        if (columns.FirstOrDefault(column => !there.Contains(column)) is { } missing)
            throw new OcelSchemaException($"'{table}' has no column '{missing}'.");
        using var command = connection.CreateCommand();
        // Both names were found in the file's own list of real tables and plain columns, and quoting doubles a quote.
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(Quoted))} FROM {Quoted(table)}";
        using var reader = command.ExecuteReader();
        var row = new string[columns.Length];
        for (var count = 0L; reader.Read(); count++)
        {
            if (count >= 64L * limits.MaxEvents) throw new LogLimitException("log-too-large", $"'{table}' has more rows than any log.");
            for (var i = 0; i < row.Length; i++) row[i] = Text(reader, i);
            yield return row;
        }
    }

    private static string Text(SqliteDataReader reader, int i) => reader.GetValue(i) switch
    {
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private void Run(string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static class SqliteLimits
    {
        /// <summary>SQLITE_LIMIT_LENGTH: bytes of one text or row.</summary>
        public const int Length = 0;
    }
}

/// <summary>The tables are not those of OCEL. The reader makes it a finding.</summary>
internal sealed class OcelSchemaException(string sentence) : IOException(sentence);
