using System.Collections.Immutable;

namespace Headway.Storage.Facts;

/// <summary>Facts for one stream, to be appended only if it still has the version that was looked at.</summary>
/// <param name="ExpectedVersion">0 for a stream that must not exist yet.</param>
public sealed record StreamAppend(StreamId Stream, int ExpectedVersion, ImmutableArray<Happened> Facts);

/// <summary>One append: everything in it happens, or nothing.</summary>
/// <param name="IdempotencyKey">A repeat under the same key by the same person changes nothing and answers as the first did.</param>
/// <param name="RequestHash">Hash of what was asked; the same key with another hash is refused.</param>
public sealed record Append(Actor Actor, ImmutableArray<StreamAppend> Streams, string? IdempotencyKey = null, string RequestHash = "")
{
    public static Append To(
        StreamId stream, int expectedVersion, Actor actor, ImmutableArray<Happened> facts, string? key = null, string hash = "") =>
        new(actor, [new StreamAppend(stream, expectedVersion, facts)], key, hash);
}

public abstract record AppendResult
{
    private AppendResult()
    {
    }

    public sealed record Appended(ImmutableArray<StoredFact> Facts) : AppendResult;

    /// <summary>The same request was answered before; nothing was added.</summary>
    public sealed record Repeated(long LastPosition) : AppendResult;

    /// <summary>The key was used before for another request.</summary>
    public sealed record KeyUsedOtherwise : AppendResult;

    /// <summary>Somebody appended first.</summary>
    public sealed record Conflict(StreamId Stream, int ExpectedVersion, int ActualVersion) : AppendResult;
}
