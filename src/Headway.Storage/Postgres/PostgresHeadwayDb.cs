using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Headway.Storage.Postgres;

/// <summary>For several nodes on one database.</summary>
public sealed class PostgresHeadwayDb(DbContextOptions<PostgresHeadwayDb> options) : HeadwayDb(options)
{
    private const long AppendLock = 0x4845_4144_5741_5900;

    internal override Task LockAppends(CancellationToken cancel) =>
        Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AppendLock})", cancel);

    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder builder, string connection) => builder.UseNpgsql(connection);

    /// <summary>Only for making migrations.</summary>
    public sealed class AtDesignTime : IDesignTimeDbContextFactory<PostgresHeadwayDb>
    {
        public PostgresHeadwayDb CreateDbContext(string[] args) =>
            new((DbContextOptions<PostgresHeadwayDb>)Configure(
                new DbContextOptionsBuilder<PostgresHeadwayDb>(), "Host=localhost;Database=design").Options);
    }
}
