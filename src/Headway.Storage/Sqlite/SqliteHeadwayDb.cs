using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Headway.Storage.Sqlite;

/// <summary>The embedded default: one file, WAL, every commit synced.</summary>
public sealed class SqliteHeadwayDb(DbContextOptions<SqliteHeadwayDb> options) : HeadwayDb(options)
{
    // BEGIN IMMEDIATE, which the driver uses for every transaction, already lets one writer in at a time.
    internal override Task LockAppends(CancellationToken cancel) => Task.CompletedTask;

    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder builder, string file) =>
        builder.UseSqlite($"Data Source={file};Foreign Keys=True;Default Timeout=30").AddInterceptors(new Pragmas());

    private sealed class Pragmas : DbConnectionInterceptor
    {
        private const string Text = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Text;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Text;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Only for making migrations.</summary>
    public sealed class AtDesignTime : IDesignTimeDbContextFactory<SqliteHeadwayDb>
    {
        public SqliteHeadwayDb CreateDbContext(string[] args) =>
            new((DbContextOptions<SqliteHeadwayDb>)Configure(new DbContextOptionsBuilder<SqliteHeadwayDb>(), "design.db").Options);
    }
}
