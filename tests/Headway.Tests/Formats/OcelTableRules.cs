using Microsoft.Data.Sqlite;

namespace Headway.Tests.Formats;

/// <summary>What OCEL 2.0 demands of a database, asked of the database itself; each breach as a sentence.</summary>
internal static class OcelTableRules
{
    public static List<string> Breaches(byte[] database)
    {
        var path = Path.Combine(Path.GetTempPath(), $"rules-{Path.GetRandomFileName()}");
        File.WriteAllBytes(path, database);
        try
        {
            using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
            connection.Open();
            return Breaches(connection);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<string> Breaches(SqliteConnection connection)
    {
        var breaches = new List<string>();
        var tables = Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
        void Holds(string table, string key, params (string Column, string To)[] refers)
        {
            if (!tables.Contains(table))
            {
                breaches.Add($"no table {table}");
                return;
            }
            var keys = string.Join(' ', Texts(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"));
            if (keys != key) breaches.Add($"the key of {table} is '{keys}', not '{key}'");
            foreach (var (column, to) in refers)
                if (Count(connection, $"SELECT count(*) FROM pragma_foreign_key_list('{table}') "
                    + $"WHERE \"from\" = '{column}' AND \"table\" = '{to}'") != 1)
                    breaches.Add($"{table}.{column} does not refer to {to}");
        }
        Holds("event_object", "ocel_event_id ocel_object_id ocel_qualifier", ("ocel_event_id", "event"), ("ocel_object_id", "object"));
        Holds("object_object", "ocel_source_id ocel_target_id ocel_qualifier", ("ocel_source_id", "object"), ("ocel_target_id", "object"));
        foreach (var kind in new[] { "event", "object" })
        {
            Holds(kind, "ocel_id", ("ocel_type", $"{kind}_map_type"));
            Holds($"{kind}_map_type", "ocel_type");
            var maps = Texts(connection, $"SELECT ocel_type_map FROM {kind}_map_type");
            foreach (var map in maps)
            {
                if (map.Length == 0 || !map.All(char.IsAsciiLetterOrDigit)) breaches.Add($"'{map}' needs quotes as the name of a table");
                Holds($"{kind}_{map}", kind == "event" ? "ocel_id" : "", ("ocel_id", kind));
                if (Count(connection, $"SELECT count(*) FROM pragma_table_info('{kind}_{map}') WHERE name = 'ocel_time' "
                    + "AND type = 'TIMESTAMP'") != 1) breaches.Add($"{kind}_{map} has no ocel_time");
            }
            string[] own = [$"{kind}_object", $"{kind}_map_type"];
            breaches.AddRange(tables.Where(table => table.StartsWith($"{kind}_", StringComparison.OrdinalIgnoreCase)
                && !own.Contains(table) && !maps.Contains(table[(kind.Length + 1)..])).Select(table => $"{table} is of no type"));
        }
        breaches.AddRange(Texts(connection, "PRAGMA foreign_key_check").Select(table => $"{table} refers to what is not there"));
        return breaches;
    }

    private static long Count(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return (long)command.ExecuteScalar()!;
    }

    private static List<string> Texts(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }
}
