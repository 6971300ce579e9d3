using System.Collections.Immutable;
using Headway.Formats.Mapping;

namespace Headway.App.Histories;

/// <summary>What a file shows under its present mapping, before anything is stored.</summary>
/// <param name="Glance">Columns, sample and first guess.</param>
/// <param name="MappingText">As a person wrote it, comments and all.</param>
/// <param name="Mapping">Null while the text cannot be read as one.</param>
/// <param name="Labels">With how often they occur, the commonest first.</param>
/// <param name="Report">What an import would bring; null while <paramref name="Findings"/> hold an error.</param>
public sealed record DraftLook(
    FileGlance Glance, string MappingText, LogMapping? Mapping, ImmutableArray<(string Label, int Count)> Labels, ImportReport? Report,
    ImmutableArray<Finding> Findings)
{
    /// <summary>Names this mapping, so that what is imported is what was looked at.</summary>
    public string Seen => Serving.Api.Hash(MappingText)[..16];
}

/// <summary>Where a file stands that somebody handed in.</summary>
public abstract record DraftState
{
    private DraftState()
    {
    }

    public sealed record Receiving : DraftState;

    /// <param name="Doing">For people: "Looking at it".</param>
    /// <param name="Before">What it falls back to when the reading is stopped.</param>
    public sealed record Working(string Doing, ReadingProgress Progress, DraftState Before) : DraftState;

    public sealed record Looked(DraftLook Look) : DraftState;

    /// <summary>Nothing of the file can be shown.</summary>
    public sealed record Unreadable(ImmutableArray<Finding> Findings) : DraftState;

    public sealed record Kept(KeptImport Import, ImportReport Report) : DraftState;
}

/// <summary>A file that somebody handed in and that is no history yet. It lives on the node it came to, and is deleted when done.</summary>
/// <param name="name">For people only; the path is made from the id.</param>
public sealed class ImportDraft(Guid id, PersonId owner, string name, string path, DateTimeOffset begun)
{
    private readonly CancellationTokenSource stop = new();
    private DraftState state = new DraftState.Receiving();

    public Guid Id => id;

    public PersonId Owner => owner;

    public string Name => name;

    public DateTimeOffset TouchedAt { get; internal set; } = begun;

    public DraftState State => Volatile.Read(ref state);

    internal string Path => path;

    internal string RejectedPath => path + ".rejected";

    internal CancellationToken Stopped => stop.Token;

    /// <summary>Null when somebody else is at it already.</summary>
    internal ReadingProgress? Begin(string doing)
    {
        var before = State;
        if (before is DraftState.Working) return null;
        var progress = new ReadingProgress();
        return Interlocked.CompareExchange(ref state, new DraftState.Working(doing, progress, before), before) == before ? progress : null;
    }

    internal void End(DraftState after) => Volatile.Write(ref state, after);

    internal void Stop() => stop.Cancel();
}
