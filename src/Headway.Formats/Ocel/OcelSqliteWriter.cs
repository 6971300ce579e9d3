using Headway.Formats.Mapping;
using Microsoft.Data.Sqlite;

namespace Headway.Formats.Ocel;

/// <summary>Objects and events as OCEL 2.0 in an SQLite file: the tables, keys and column types that the format asks for.</summary>
/// <remarks>
/// The database is made in a file of its own, which goes out when it is whole. Tables of types are named by the letters and digits of the
/// type, with a number behind where two types would share one. Columns differ in more than capitals; one that does not, or is called like a
/// column of the format, gets a ~.
/// </remarks>
internal sealed class OcelSqliteWriter : IDisposable
{
    private const int MostLettersOfATable = 60;

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly SqliteCommand addEvent;
    private readonly SqliteCommand addObject;
    private readonly SqliteCommand relateEvent;
    private readonly SqliteCommand relateObject;

    private OcelSqliteWriter(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            // An object may be related to one that follows it.
            ForeignKeys = false,
        }.ToString());
        connection.Open();
        // Nobody sees the file before it is whole, so nothing need survive a fall of the machine.
        Run("PRAGMA journal_mode = OFF");
        Run("PRAGMA synchronous = OFF");
        transaction = connection.BeginTransaction();
        foreach (var kind in (string[])["event", "object"])
        {
            Run($"CREATE TABLE {kind}_map_type (ocel_type TEXT, ocel_type_map TEXT, PRIMARY KEY(ocel_type))");
            Run($"CREATE TABLE {kind} (ocel_id TEXT, ocel_type TEXT, PRIMARY KEY(ocel_id), "
                + $"FOREIGN KEY(ocel_type) REFERENCES {kind}_map_type(ocel_type))");
        }
        Relations("event_object", ("ocel_event_id", "event"), ("ocel_object_id", "object"));
        Relations("object_object", ("ocel_source_id", "object"), ("ocel_target_id", "object"));
        addEvent = Prepared("INSERT INTO event VALUES ($0, $1)", 2);
        addObject = Prepared("INSERT INTO object VALUES ($0, $1)", 2);
        // Said twice of the same two, it is said.
        relateEvent = Prepared("INSERT OR IGNORE INTO event_object VALUES ($0, $1, $2)", 3);
        relateObject = Prepared("INSERT OR IGNORE INTO object_object VALUES ($0, $1, $2)", 3);
    }

    public static int Write(OcelExport export, Stream to)
    {
        var path = Path.Combine(Path.GetTempPath(), $"headway-{Path.GetRandomFileName()}.sqlite");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            new FileStream(path, options).Dispose();
            using (var writer = new OcelSqliteWriter(path)) writer.WriteAll(export);
            using var made = File.OpenRead(path);
            made.CopyTo(to);
            return export.EventCount;
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose()
    {
        transaction.Dispose();
        connection.Dispose();
    }

    private void WriteAll(OcelExport export)
    {
        var things = Tables("object", export.ObjectTypes);
        foreach (var thing in export.Objects())
        {
            Insert(addObject, thing.Id, thing.Type);
            things[thing.Type].Add(thing.Id, OcelDatedValue.FromTheStart, null, thing.Attributes
                .Where(value => value.Ticks == OcelDatedValue.FromTheStart).Select(value => (value.Name, value.Value)));
            foreach (var value in thing.Attributes.Where(value => value.Ticks != OcelDatedValue.FromTheStart))
                things[thing.Type].Add(thing.Id, value.Ticks, value.Name, [(value.Name, value.Value)]);
            foreach (var link in thing.Links) Insert(relateObject, thing.Id, link.ObjectId, link.Qualifier);
        }
        var happenings = Tables("event", export.EventTypes);
        foreach (var each in export.Events())
        {
            Insert(addEvent, each.Id, each.Type);
            happenings[each.Type].Add(each.Id, each.Ticks, null, each.Attributes);
            foreach (var link in each.Links) Insert(relateEvent, each.Id, link.ObjectId, link.Qualifier);
        }
        transaction.Commit();
    }

    /// <summary>A table for each type, by the name of the type.</summary>
    private Dictionary<string, Table> Tables(string kind, IEnumerable<OcelDeclaredType> types)
    {
        var tables = new Dictionary<string, Table>(StringComparer.Ordinal);
        // event_object and object_object are there already.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "object" };
        using var named = Prepared($"INSERT INTO {kind}_map_type VALUES ($0, $1)", 2);
        foreach (var type in types)
        {
            var plain = new string([.. type.Name.Where(char.IsAsciiLetterOrDigit).Take(MostLettersOfATable)]);
            if (plain.Length == 0) plain = "type";
            var map = plain;
            for (var number = 2; !taken.Add(map); number++) map = $"{plain}{number}";
            Insert(named, type.Name, map);
            tables[type.Name] = new Table(this, kind, map, type);
        }
        return tables;
    }

    private void Relations(string table, (string Column, string To) from, (string Column, string To) to) => Run(
        $"CREATE TABLE {table} ({from.Column} TEXT, {to.Column} TEXT, ocel_qualifier TEXT, "
        + $"PRIMARY KEY({from.Column}, {to.Column}, ocel_qualifier), FOREIGN KEY({from.Column}) REFERENCES {from.To}(ocel_id), "
        + $"FOREIGN KEY({to.Column}) REFERENCES {to.To}(ocel_id))");

    private void Run(string statement)
    {
        using var command = connection.CreateCommand();
        // Statements are ours; names of a log stand in them only quoted.
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepared(string statement, int values)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        for (var i = 0; i < values; i++) command.Parameters.Add(new SqliteParameter($"${i}", SqliteType.Text));
        command.Prepare();
        return command;
    }

    private static void Insert(SqliteCommand command, params ReadOnlySpan<string?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] is { } text ? ForSqlite(text) : DBNull.Value;
        command.ExecuteNonQuery();
    }

    /// <summary>A text with a zero in it ends there for many readers.</summary>
    private static string ForSqlite(string text) => text.Replace('\0', '\uFFFD');

    private static string Quoted(string name) => $"\"{ForSqlite(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The table of one type.</summary>
    private sealed class Table
    {
        private readonly SqliteCommand add;
        private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
        private readonly string?[] row;
        private readonly int first;

        public Table(OcelSqliteWriter writer, string kind, string map, OcelDeclaredType type)
        {
            var isObject = kind == "object";
            first = isObject ? 3 : 2;
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "ocel_id", "ocel_time", "ocel_changed_field" };
            var made = new List<string> { "ocel_id TEXT", "ocel_time TIMESTAMP" };
            if (isObject) made.Add("ocel_changed_field TEXT");
            foreach (var (name, holds) in type.Attributes)
            {
                var column = ForSqlite(name);
                while (!taken.Add(column)) column += "~";
                columns[name] = first + columns.Count;
                Columns[name] = column;
                made.Add($"{Quoted(column)} {holds switch { "time" => "TIMESTAMP", "boolean" => "BOOLEAN", _ => "TEXT" }}");
            }
            row = new string?[made.Count];
            if (!isObject) made.Add("PRIMARY KEY(ocel_id)");
            writer.Run($"CREATE TABLE {Quoted($"{kind}_{map}")} ({string.Join(", ", made)}, "
                + $"FOREIGN KEY(ocel_id) REFERENCES {kind}(ocel_id))");
            add = writer.Prepared($"INSERT INTO {Quoted($"{kind}_{map}")} VALUES "
                + $"({string.Join(", ", Enumerable.Range(0, row.Length).Select(i => $"${i}"))})", row.Length);
        }

        /// <summary>What the column of an attribute is called.</summary>
        private Dictionary<string, string> Columns { get; } = new(StringComparer.Ordinal);

        public void Add(string id, long ticks, string? changed, IEnumerable<(string Name, string Value)> values)
        {
            Array.Clear(row);
            (row[0], row[1]) = (id, ExportText.Time(ticks));
            if (changed is not null) row[2] = Columns[changed];
            foreach (var (name, value) in values) row[columns[name]] = value;
            Insert(add, row);
        }
    }
}
