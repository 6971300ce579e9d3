namespace Headway.Storage.Rows;

/// <summary>A fact as it lies in the table. Times are UTC milliseconds since 1970, the same on both databases.</summary>
public sealed class FactRow
{
    public long Position { get; set; }

    public required string Stream { get; set; }

    public int Version { get; set; }

    public required string Name { get; set; }

    public long EffectiveAt { get; set; }

    public long RecordedAt { get; set; }

    public long AppendedAt { get; set; }

    public Guid? Person { get; set; }

    public required string Cause { get; set; }

    public required string Payload { get; set; }

    /// <summary>SHA-256 over the previous hash and this fact's canonical bytes.</summary>
    public required byte[] Hash { get; set; }
}

/// <summary>An answer that was given once under a key, so that a repeat gives it again (24 hours).</summary>
public sealed class IdempotencyRow
{
    public required string Key { get; set; }

    public required string RequestHash { get; set; }

    public long LastPosition { get; set; }

    public long At { get; set; }
}
