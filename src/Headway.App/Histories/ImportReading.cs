using System.Collections.Immutable;
using System.Threading.Channels;

namespace Headway.App.Histories;

/// <summary>Reads files behind the scenes, one at a time on this node, so that pages never wait for a long one.</summary>
public sealed class ImportReading(ImportDrafts drafts, ILogger<ImportReading> log) : BackgroundService
{
    /// <summary>Twice as many as there are files: no file waits for more than it was asked.</summary>
    private const int MostWaiting = 16;

    private static readonly TimeSpan lookAroundEvery = TimeSpan.FromMinutes(5);

    private readonly Channel<Asked> waiting = Channel.CreateBounded<Asked>(MostWaiting);

    private sealed record Asked(
        ImportDraft Draft, ReadingProgress Progress, Func<Stream, CancellationToken, Task<DraftState>> Read, TaskCompletionSource Done);

    /// <summary>Has a file read, and waits for it as long as a page may.</summary>
    /// <returns>Null when it is done or under way.</returns>
    internal async Task<Refusal?> Do(
        ImportDraft draft, string doing, Func<Stream, CancellationToken, Task<DraftState>> read, TimeSpan patience, CancellationToken leave)
    {
        if (draft.Begin(doing) is not { } progress)
            return new Refusal("import-busy", "This file is being read already; wait until that is done.");
        var asked = new Asked(draft, progress, read, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!waiting.Writer.TryWrite(asked))
        {
            draft.End(((DraftState.Working)draft.State).Before);
            return new Refusal("import-queue-full", "More files wait to be read than this machine takes; try again in some minutes.");
        }
        await Task.WhenAny(asked.Done.Task, Task.Delay(patience, leave));
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(ReadAll(stoppingToken), LookAround(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; what was being read stays unread.
        }
    }

    private async Task ReadAll(CancellationToken stop)
    {
        await foreach (var asked in waiting.Reader.ReadAllAsync(stop)) await Task.Run(() => Read(asked, stop), stop);
    }

    private async Task Read(Asked asked, CancellationToken nodeStops)
    {
        var before = ((DraftState.Working)asked.Draft.State).Before;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(nodeStops, asked.Draft.Stopped);
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            await using var file = new WatchedFile(asked.Draft.Path, asked.Progress, stop.Token);
            asked.Draft.End(await asked.Read(file, stop.Token));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            asked.Draft.End(before);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Reading an uploaded file failed.");
            asked.Draft.End(new DraftState.Unreadable([new Finding("import-failed", Severity.Error, new Place(asked.Draft.Name, 0, 0, ""),
                "Something went wrong on our side while the file was read. It was noted.", "Nothing was stored.", "Try again.")]));
        }
        finally
        {
            asked.Done.SetResult();
        }
    }

    private async Task LookAround(CancellationToken stop)
    {
        drafts.PutAwayForgotten();
        using var timer = new PeriodicTimer(lookAroundEvery);
        while (await timer.WaitForNextTickAsync(stop)) drafts.PutAwayForgotten();
    }
}
