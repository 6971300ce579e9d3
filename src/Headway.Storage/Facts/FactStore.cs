using System.Collections.Immutable;
using Headway.Storage.Rows;
using Headway.Storage.Views;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Headway.Storage.Facts;

/// <summary>Keeps facts in order, once. Facts, views, idempotency key and chain link are written in one transaction.</summary>
public sealed class FactStore(Func<HeadwayDb> open, TimeProvider time)
{
    private const int SqliteIoError = 10;
    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private volatile bool stopped;

    /// <summary>Append at the expected versions, or say what stands in the way. Durable when it returns.</summary>
    /// <exception cref="IOException">The disk failed at a commit before; writing stays stopped until a restart has verified the
    /// history.</exception>
    public async Task<AppendResult> Append(Append append, CancellationToken cancel = default)
    {
        if (stopped) throw new IOException(
            "Writing stopped after a disk error at commit. Check the disk, run `headway verify`, then restart.");
        await oneWriter.WaitAsync(cancel);
        try
        {
            await using var db = open();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.LockAppends(cancel);
            if (await Refused(db, append, cancel) is { } no) return no;
            var stored = await Write(db, append, cancel);
            await Projection.Project(db, stored.Select(fact => fact.Stream).Distinct(), cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return new AppendResult.Appended(stored);
        }
        catch (Exception failure) when (failure.GetBaseException() is SqliteException { SqliteErrorCode: SqliteIoError })
        {
            stopped = true; // After a failed sync nobody knows what reached the disk: never retry and carry on.
            throw;
        }
        finally
        {
            oneWriter.Release();
        }
    }

    public async Task<ImmutableArray<StoredFact>> Read(StreamId stream, CancellationToken cancel = default)
    {
        await using var db = open();
        var name = stream.ToString();
        var rows = await db.Facts.AsNoTracking().Where(row => row.Stream == name).OrderBy(row => row.Version).ToListAsync(cancel);
        return [.. rows.Select(Stored)];
    }

    /// <summary>Only facts of some kinds of a stream, and the version it had before they were read: an append at it meets a conflict
    /// whenever something came between.</summary>
    public async Task<(int Version, ImmutableArray<StoredFact> Facts)> ReadOf(
        StreamId stream, IReadOnlyCollection<Type> kinds, CancellationToken cancel = default)
    {
        await using var db = open();
        var (name, names) = (stream.ToString(), kinds.Select(kind => FactJson.Names[kind]).ToList());
        var version = await db.Facts.Where(row => row.Stream == name).MaxAsync(row => (int?)row.Version, cancel) ?? 0;
        var rows = await db.Facts.AsNoTracking().Where(row => row.Stream == name && row.Version <= version && names.Contains(row.Name))
            .OrderBy(row => row.Version).ToListAsync(cancel);
        return (version, [.. rows.Select(Stored)]);
    }

    /// <summary>Facts after a position, in the order of the chain, at most <paramref name="atMost"/>.</summary>
    public async Task<ImmutableArray<StoredFact>> ReadAfter(long position, int atMost = 50_000, CancellationToken cancel = default)
    {
        await using var db = open();
        var rows = await db.Facts.AsNoTracking().Where(row => row.Position > position).OrderBy(row => row.Position).Take(atMost)
            .ToListAsync(cancel);
        return [.. rows.Select(Stored)];
    }

    public async Task<long> Head(CancellationToken cancel = default)
    {
        await using var db = open();
        return await db.Facts.MaxAsync(row => (long?)row.Position, cancel) ?? 0;
    }

    /// <summary>Whether the same request was carried out before under this key.</summary>
    public async Task<bool> WasAnswered(PersonId person, string key, string requestHash, CancellationToken cancel = default)
    {
        await using var db = open();
        return await db.Answers.FindAsync([$"{person}/{key}"], cancel) is { } answer && answer.RequestHash == requestHash;
    }

    internal static StoredFact Stored(FactRow row) => new(
        row.Position, StreamId.Parse(row.Stream), row.Version, Instant(row.EffectiveAt), Instant(row.RecordedAt), Instant(row.AppendedAt),
        new Actor(row.Person is { } person ? new PersonId(person) : null, row.Cause), FactJson.Read(row.Name, row.Payload));

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private async Task<AppendResult?> Refused(HeadwayDb db, Append append, CancellationToken cancel)
    {
        if (append.IdempotencyKey is { } key && await db.Answers.FindAsync([AnswerKey(append, key)], cancel) is { } answered)
            return answered.RequestHash == append.RequestHash ? new AppendResult.Repeated(answered.LastPosition)
                : new AppendResult.KeyUsedOtherwise();
        foreach (var (stream, expected, _) in append.Streams)
        {
            var name = stream.ToString();
            var actual = await db.Facts.Where(row => row.Stream == name).MaxAsync(row => (int?)row.Version, cancel) ?? 0;
            if (actual != expected) return new AppendResult.Conflict(stream, expected, actual);
        }
        return null;
    }

    private static string AnswerKey(Append append, string key) => $"{append.Actor.Person?.ToString() ?? append.Actor.Cause}/{key}";

    private async Task<ImmutableArray<StoredFact>> Write(HeadwayDb db, Append append, CancellationToken cancel)
    {
        // The head is read inside the transaction: one kept in memory would break silently with the first failed commit.
        var head = await db.Facts.AsNoTracking().OrderByDescending(row => row.Position).Select(row => new { row.Position, row.Hash })
            .FirstOrDefaultAsync(cancel);
        var (position, hash) = head is null ? (0L, Chain.Start) : (head.Position, head.Hash);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = ImmutableArray.CreateBuilder<StoredFact>();
        foreach (var (stream, expected, facts) in append.Streams)
        {
            for (var i = 0; i < facts.Length; i++)
            {
                var row = Row(++position, stream, expected + i + 1, facts[i], append.Actor, now);
                row.Hash = hash = Chain.Next(hash, row);
                db.Facts.Add(row);
                stored.Add(Stored(row));
            }
        }
        if (append.IdempotencyKey is { } key)
        {
            var old = now - (long)AnswersKept.TotalMilliseconds;
            await db.Answers.Where(answer => answer.At < old).ExecuteDeleteAsync(cancel);
            db.Answers.Add(
                new IdempotencyRow { Key = AnswerKey(append, key), RequestHash = append.RequestHash, LastPosition = position, At = now });
        }
        await db.SaveChangesAsync(cancel);
        return stored.ToImmutable();
    }

    internal static FactRow Row(long position, StreamId stream, int version, Happened happened, Actor actor, long now) => new()
    {
        Position = position,
        Stream = stream.ToString(),
        Version = version,
        Name = FactJson.NameOf(happened.Fact),
        EffectiveAt = happened.EffectiveAt.ToUnixTimeMilliseconds(),
        RecordedAt = now,
        AppendedAt = now,
        Person = actor.Person?.Value,
        Cause = actor.Cause,
        Payload = FactJson.Write(happened.Fact),
        Hash = [],
    };
}
