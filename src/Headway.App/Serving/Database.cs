using Headway.Storage;
using Headway.Storage.Facts;
using Headway.Storage.Postgres;
using Headway.Storage.Sqlite;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Serving;

/// <summary>Which database: a folder for the embedded one, or a connection to PostgreSQL.</summary>
public abstract record Database
{
    private Database()
    {
    }

    /// <summary>From <c>--data</c> and <c>--database</c>, else HEADWAY_DATA and HEADWAY_DATABASE, else the user's data folder.</summary>
    public static Database From(string? folder, string? connection)
    {
        connection ??= Environment.GetEnvironmentVariable("HEADWAY_DATABASE");
        if (!string.IsNullOrWhiteSpace(connection)) return new Postgres(connection);
        folder ??= Environment.GetEnvironmentVariable("HEADWAY_DATA");
        return new Embedded(string.IsNullOrWhiteSpace(folder)
            ? Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
                "headway")
            : folder);
    }

    /// <summary>How to open a context of it; safe to call from several threads.</summary>
    /// <summary>Opened for one command, with its tables up to date.</summary>
    public async Task<(Func<HeadwayDb> Open, Maintenance Maintenance)> Ready(CancellationToken cancel)
    {
        var open = Opener();
        var maintenance = new Maintenance(open, TimeProvider.System);
        await maintenance.Upgrade(cancel);
        return (open, maintenance);
    }

    public Func<HeadwayDb> Opener()
    {
        switch (this)
        {
            case Embedded(var folder):
                Directory.CreateDirectory(folder);
                var sqlite = (DbContextOptions<SqliteHeadwayDb>)SqliteHeadwayDb
                    .Configure(new DbContextOptionsBuilder<SqliteHeadwayDb>(), Path.Combine(folder, "headway.db")).Options;
                return () => new SqliteHeadwayDb(sqlite);
            case Postgres(var connection):
                var postgres = (DbContextOptions<PostgresHeadwayDb>)PostgresHeadwayDb
                    .Configure(new DbContextOptionsBuilder<PostgresHeadwayDb>(), connection).Options;
                return () => new PostgresHeadwayDb(postgres);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public sealed record Embedded(string Folder) : Database;

    public sealed record Postgres(string Connection) : Database;
}

public static class DatabaseRegistration
{
    public static IServiceCollection AddHeadwayDatabase(this IServiceCollection services, Database database)
    {
        var open = database.Opener();
        services.AddSingleton(database);
        services.AddSingleton(open);
        services.AddScoped(_ => open());
        services.AddSingleton(provider => new FactStore(open, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Maintenance(open, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<Views>();
        return services;
    }
}
