using Headway.Storage;
using Headway.Storage.Postgres;
using Headway.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Headway.SystemTests.Storage;

public sealed class Store_on_sqlite : StoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("headway-sqlite-").FullName;

    protected override Task<Func<HeadwayDb>> Open()
    {
        var options = (DbContextOptions<SqliteHeadwayDb>)SqliteHeadwayDb
            .Configure(new DbContextOptionsBuilder<SqliteHeadwayDb>(), Path.Combine(folder, "headway.db")).Options;
        return Task.FromResult<Func<HeadwayDb>>(() => new SqliteHeadwayDb(options));
    }

    protected override ValueTask Close()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class Store_on_postgres(PostgresServer server) : StoreContract
{
    protected override async Task<Func<HeadwayDb>> Open()
    {
        var options = (DbContextOptions<PostgresHeadwayDb>)PostgresHeadwayDb
            .Configure(new DbContextOptionsBuilder<PostgresHeadwayDb>(), await server.NewDatabase()).Options;
        return () => new PostgresHeadwayDb(options);
    }

    protected override ValueTask Close() => ValueTask.CompletedTask;
}
