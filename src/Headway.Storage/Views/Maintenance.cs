using System.Collections.Immutable;
using Headway.Storage.Facts;
using Headway.Storage.Rows;
using Headway.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Headway.Storage.Views;

/// <summary>A fact that is loaded with its own times: from the demo company's generator, a backup or a test.</summary>
public sealed record LoadedFact(StreamId Stream, Happened Happened, DateTimeOffset RecordedAt, Actor Actor);

/// <summary>What `headway verify` found.</summary>
/// <param name="BrokenAt">First position whose hash, number or version does not fit; null = the chain is whole.</param>
public sealed record Verification(long Facts, long? BrokenAt, string HeadHash);

/// <summary>Bringing the database up, loading, verifying and rebuilding it.</summary>
public sealed class Maintenance(Func<HeadwayDb> open, TimeProvider time)
{
    private const int Batch = 5_000;

    /// <summary>Brings tables up to this version. Where anything changed the views are built anew: a new column is empty.</summary>
    public async Task Upgrade(CancellationToken cancel = default)
    {
        await using var db = open();
        var changes = (await db.Database.GetPendingMigrationsAsync(cancel)).Any();
        await db.Database.MigrateAsync(cancel);
        if (changes && await db.Facts.AnyAsync(cancel)) await Rebuild(cancel);
    }

    /// <summary>Append many facts in one transaction to an empty history, then build the views.</summary>
    /// <returns>How many were loaded.</returns>
    /// <exception cref="InvalidOperationException">The history is not empty.</exception>
    public async Task<long> Load(IEnumerable<LoadedFact> facts, CancellationToken cancel = default)
    {
        await using var db = open();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAppends(cancel);
        if (await db.Facts.AnyAsync(cancel)) throw new InvalidOperationException("Facts are loaded into an empty history only.");
        var (position, hash, versions) = (0L, Chain.Start, new Dictionary<StreamId, int>());
        foreach (var batch in facts.Chunk(Batch))
        {
            foreach (var fact in batch)
            {
                var version = versions[fact.Stream] = versions.GetValueOrDefault(fact.Stream) + 1;
                var row = FactStore.Row(
                    ++position, fact.Stream, version, fact.Happened, fact.Actor, fact.RecordedAt.ToUnixTimeMilliseconds());
                row.Hash = hash = Chain.Next(hash, row);
                db.Facts.Add(row);
            }
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        await Projection.Rebuild(db, cancel);
        await transaction.CommitAsync(cancel);
        return position;
    }

    public async Task<long> Rebuild(CancellationToken cancel = default)
    {
        await using var db = open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockAppends(cancel);
        await Projection.Rebuild(db, cancel);
        var facts = await db.Facts.LongCountAsync(cancel);
        await transaction.CommitAsync(cancel);
        return facts;
    }

    /// <summary>Walk the whole chain. O(facts), constant memory.</summary>
    public async Task<Verification> Verify(CancellationToken cancel = default)
    {
        await using var db = open();
        var (position, hash, versions) = (0L, Chain.Start, new Dictionary<string, int>());
        await foreach (var row in db.Facts.AsNoTracking().OrderBy(row => row.Position).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var version = versions[row.Stream] = versions.GetValueOrDefault(row.Stream) + 1;
            hash = Chain.Next(hash, row);
            if (row.Position != ++position || row.Version != version || !hash.AsSpan().SequenceEqual(row.Hash))
                return new Verification(position, row.Position, "");
        }
        return new Verification(position, null, Convert.ToHexStringLower(hash));
    }

    public async Task<string?> Setting(string name, CancellationToken cancel = default)
    {
        await using var db = open();
        return (await db.Settings.FindAsync([name], cancel))?.Value;
    }

    public async Task SetSetting(string name, string? value, CancellationToken cancel = default)
    {
        await using var db = open();
        await db.Settings.Where(row => row.Name == name).ExecuteDeleteAsync(cancel);
        if (value is not null) db.Settings.Add(new SettingRow { Name = name, Value = value });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Store an imported log's columns in parts; before the import's fact, which names their hash.</summary>
    public async Task KeepLog(ImportId import, byte[] bytes, CancellationToken cancel = default)
    {
        const int part = 4 << 20;
        await using var db = open();
        for (var i = 0; i * part < bytes.Length; i++)
            db.LogParts.Add(
                new LogPartRow { ImportId = import.Value, Part = i, Bytes = bytes[(i * part)..Math.Min(bytes.Length, (i + 1) * part)] });
        await db.SaveChangesAsync(cancel);
    }

    public async Task<byte[]> ReadLog(ImportId import, CancellationToken cancel = default)
    {
        await using var db = open();
        var parts = await db.LogParts.AsNoTracking().Where(row => row.ImportId == import.Value).OrderBy(row => row.Part)
            .ToListAsync(cancel);
        return [.. parts.SelectMany(row => row.Bytes)];
    }

    /// <summary>True for the embedded database, which one node uses alone.</summary>
    public bool IsEmbedded
    {
        get
        {
            using var db = open();
            return db is SqliteHeadwayDb;
        }
    }

    /// <summary>The moment by the program's clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();
}
