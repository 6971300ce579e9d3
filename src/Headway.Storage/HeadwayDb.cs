using Headway.Storage.Rows;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Headway.Storage;

/// <summary>How somebody signs in. Who he is and what he may do stand in the history, not here.</summary>
public sealed class SignIn : IdentityUser<Guid>
{
    public Guid PersonId { get; set; }
}

/// <summary>
/// Facts, views, sign-ins and keys in one database. Tables of content are internal: doors read through <see cref="Views"/>.
/// </summary>
public abstract class HeadwayDb(DbContextOptions options) : IdentityUserContext<SignIn, Guid>(options), IDataProtectionKeyContext
{
    internal DbSet<FactRow> Facts => Set<FactRow>();

    internal DbSet<IdempotencyRow> Answers => Set<IdempotencyRow>();

    internal DbSet<OpportunityRow> Opportunities => Set<OpportunityRow>();

    internal DbSet<AccountRow> Accounts => Set<AccountRow>();

    internal DbSet<ContactRow> Contacts => Set<ContactRow>();

    internal DbSet<PersonRow> People => Set<PersonRow>();

    internal DbSet<TeamRow> Teams => Set<TeamRow>();

    internal DbSet<OrganisationRow> Organisations => Set<OrganisationRow>();

    internal DbSet<ProcessRow> Processes => Set<ProcessRow>();

    internal DbSet<GoalRow> Goals => Set<GoalRow>();

    internal DbSet<ImportRow> Imports => Set<ImportRow>();

    internal DbSet<LogPartRow> LogParts => Set<LogPartRow>();

    internal DbSet<SettingRow> Settings => Set<SettingRow>();

    internal DbSet<AccessTokenRow> AccessTokens => Set<AccessTokenRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>One appender at a time, inside the transaction: the chain has one head.</summary>
    internal abstract Task LockAppends(CancellationToken cancel);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<FactRow>(fact =>
        {
            fact.ToTable("facts").HasKey(row => row.Position);
            fact.Property(row => row.Position).ValueGeneratedNever();
            fact.HasIndex(row => new { row.Stream, row.Version }).IsUnique();
        });
        builder.Entity<IdempotencyRow>().ToTable("answers").HasKey(row => row.Key);
        builder.Entity<OpportunityRow>(row =>
        {
            row.ToTable("opportunities").HasKey(o => o.Id);
            row.HasIndex(o => new { o.OwnerId, o.Status });
            row.HasIndex(o => new { o.TeamId, o.Status });
            row.HasIndex(o => o.AccountId);
        });
        builder.Entity<AccountRow>().ToTable("accounts").HasKey(row => row.Id);
        builder.Entity<ContactRow>(row => row.ToTable("contacts").HasIndex(contact => contact.AccountId));
        builder.Entity<PersonRow>().ToTable("people").HasKey(row => row.Id);
        builder.Entity<TeamRow>().ToTable("teams").HasKey(row => row.Id);
        builder.Entity<OrganisationRow>().ToTable("organisation").Property(row => row.Id).ValueGeneratedNever();
        builder.Entity<ProcessRow>().ToTable("processes").HasKey(row => new { row.Key, row.Version });
        builder.Entity<GoalRow>().ToTable("goals").HasKey(row => row.Id);
        builder.Entity<ImportRow>().ToTable("imports").HasKey(row => row.Id);
        builder.Entity<LogPartRow>().ToTable("log_parts").HasKey(row => new { row.ImportId, row.Part });
        builder.Entity<SettingRow>().ToTable("settings").HasKey(row => row.Name);
        builder.Entity<AccessTokenRow>(row =>
        {
            row.ToTable("access_tokens").HasKey(token => token.Id);
            row.HasIndex(token => token.Hash).IsUnique();
            row.HasIndex(token => token.PersonId);
        });
    }
}
