using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Headway.SystemTests.Storage.PostgresServer))]

namespace Headway.SystemTests.Storage;

/// <summary>
/// A throw-away PostgreSQL on a free loopback port, started by the first test that asks and stopped at the end.
/// HEADWAY_TEST_POSTGRES names a server to use instead, by a user who may create databases.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly List<string> created = [];
    private string? binaries;
    private string? folder;
    private string? server;

    /// <summary>A new, empty database; or skips the test, saying what is absent.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabase()
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            server ??= Environment.GetEnvironmentVariable("HEADWAY_TEST_POSTGRES") is { Length: > 0 } given ? given : Start();
            var name = $"headway_test_{Guid.NewGuid():N}";
            await Execute($"create database {name}");
            created.Add(name);
            return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        }
        finally
        {
            starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (folder is not null)
        {
            Run("pg_ctl", "stop", "-D", Path.Combine(folder, "cluster"), "-m", "immediate", "-s");
            Directory.Delete(folder, recursive: true);
        }
        else if (server is not null)
            foreach (var name in created) await Execute($"drop database if exists {name} with (force)");
        starting.Dispose();
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string Start()
    {
        binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var major) ? major : 0)
                .Select(path => Path.Combine(path, "bin")).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
            : null;
        if (binaries is null)
            Assert.Skip("PostgreSQL is absent: install Debian's postgresql, or set HEADWAY_TEST_POSTGRES to a connection string.");

        folder = Directory.CreateTempSubdirectory("headway-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) Check("chown", "postgres", folder);
        var cluster = Path.Combine(folder, "cluster");
        var port = FreePort();
        Check("initdb", "-D", cluster, "-U", "headway", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        // A test's database need not survive a power cut.
        Check("pg_ctl", "start", "-w", "-s", "-D", cluster, "-l", Path.Combine(folder, "log"), "-o",
            $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off -c max_connections=200");
        return $"Host=127.0.0.1;Port={port};Username=headway;Database=postgres";
    }

    private void Check(string program, params string[] arguments)
    {
        if (Run(program, arguments) is { ExitCode: not 0 } failed)
            throw new InvalidOperationException($"{program} ended with {failed.ExitCode}: {failed.Text}");
    }

    /// <summary>PostgreSQL refuses to run as root, so root steps down to the user that Debian made for it.</summary>
    private (int ExitCode, string Text) Run(string program, params string[] arguments)
    {
        var own = Path.Combine(binaries!, program);
        string[] words = !File.Exists(own) ? [program, .. arguments]
            : Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", own, .. arguments] : [own, .. arguments];
        var start = new ProcessStartInfo(
            words[0], words[1..])
        { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
