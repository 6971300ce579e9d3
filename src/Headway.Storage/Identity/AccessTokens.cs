using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Headway.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Headway.Storage.Identity;

/// <summary>Personal access tokens: made once and shown once; only their hash is kept.</summary>
public sealed class AccessTokens(HeadwayDb db, TimeProvider time)
{
    /// <summary>How a token begins, so that a scanner of leaked secrets knows one when it sees it.</summary>
    public const string Prefix = "hw_";

    public const int MaxDays = 365;
    public const int MaxName = 100;

    /// <summary>More than anybody keeps apart by name.</summary>
    public const int MostOfOnePerson = 20;

    private static readonly TimeSpan LastUsedStep = TimeSpan.FromMinutes(1);

    /// <returns>The token, which nobody sees a second time.</returns>
    public async Task<Answer<string>> Make(PersonId person, string? name, int days, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > MaxName)
            return new Refusal("name-missing", $"Give the token a name of at most {MaxName} characters: what will use it.");
        if (days is < 1 or > MaxDays) return new Refusal("days-out-of-range",
            $"A token lives from 1 to {MaxDays} days; make a new one then.");
        if (await db.AccessTokens.CountAsync(row => row.PersonId == person.Value, cancel) >= MostOfOnePerson)
            return new Refusal("too-many-tokens", $"You have {MostOfOnePerson} tokens; revoke one that is not used any more.");
        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        db.AccessTokens.Add(new AccessTokenRow
        {
            Id = Guid.CreateVersion7(),
            PersonId = person.Value,
            Name = name.Trim(),
            Hash = Hash(token),
            CreatedAt = now.ToUnixTimeMilliseconds(),
            ExpiresAt = now.AddDays(days).ToUnixTimeMilliseconds(),
        });
        await db.SaveChangesAsync(cancel);
        return token;
    }

    /// <summary>Whose token it is, or null when nobody's: unknown, revoked or past its day.</summary>
    public async Task<PersonId?> Owner(string token, CancellationToken cancel = default)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var (hash, now) = (Hash(token), time.GetUtcNow().ToUnixTimeMilliseconds());
        // Looked up by the hash of 256 random bits: there is nothing to learn from how long it takes.
        var row = await db.AccessTokens.AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash, cancel);
        if (row is null || row.ExpiresAt <= now) return null;
        var step = now - (long)LastUsedStep.TotalMilliseconds;
        if (row.LastUsedAt is null || row.LastUsedAt <= step)
            await db.AccessTokens.Where(used => used.Id == row.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(used => used.LastUsedAt, now), cancel);
        return new PersonId(row.PersonId);
    }

    public async Task<ImmutableArray<AccessTokenRow>> Of(PersonId person, CancellationToken cancel = default) =>
        [.. await db.AccessTokens.AsNoTracking().Where(row => row.PersonId == person.Value).OrderBy(row => row.CreatedAt)
            .ToListAsync(cancel)];

    /// <summary>Ends a token of this person; another's is left alone.</summary>
    public async Task<bool> Revoke(PersonId person, Guid id, CancellationToken cancel = default) =>
        await db.AccessTokens.Where(row => row.Id == id && row.PersonId == person.Value).ExecuteDeleteAsync(cancel) > 0;

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
