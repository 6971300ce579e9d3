namespace Headway.App.Serving;

/// <summary>What a page has by now of an answer that takes its time: the answer, or why there is none, or neither: it is at work.</summary>
/// <param name="Share">Share done, in [0,1]; null = not known.</param>
public abstract record Awaited(Refusal? Why, double? Share)
{
    /// <summary>Neither answered nor refused yet: look again.</summary>
    public abstract bool IsAtWork { get; }
}

/// <inheritdoc cref="Awaited"/>
public sealed record Awaited<T>(T? Answer, Refusal? Why, double? Share) : Awaited(Why, Share) where T : class
{
    public override bool IsAtWork => Answer is null && Why is null;
}

/// <summary>Works answers out behind the pages, each once however many ask, and keeps those asked for last: leave the page, come back,
/// and the answer is there.</summary>
/// <remarks>Different questions do not wait for each other, short of <see cref="AtOnce"/> of a kind on this node. An answer that is no
/// longer kept ends its work, and so does all work when the server stops; a failure is told to those who wait for it and not kept: the
/// next one asks anew.</remarks>
/// <param name="most">Answers kept.</param>
/// <param name="stopping">The server stops.</param>
/// <param name="atOnce">So many of these answers at once, where each is so heavy that they keep a limit of their own; null = as all of
/// their kind.</param>
public sealed partial class LongAnswers(int most, ILogger<LongAnswers> log, CancellationToken stopping = default, int? atOnce = null)
{
    private readonly SemaphoreSlim? own = atOnce is { } few ? new(few, few) : null;

    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMilliseconds(800);

    /// <summary>Of one kind of answer. A slow one leaves room for others; many slow ones must not take the machine from the
    /// pages.</summary>
    public static readonly int AtOnce = Math.Max(4, Environment.ProcessorCount);

    private static readonly Refusal failed = new("answer-failed",
        "Something went wrong on our side while this was worked out. It was noted; open the page again to have it worked out anew.");

    private readonly Lock changing = new();
    private readonly LinkedList<Kept> kept = [];

    /// <param name="question">Names the question with every choice in it; the same words always ask for the same kind of answer.</param>
    /// <param name="work">Told where to say which share is done.</param>
    /// <param name="waits">False: whoever asks has something else to show meanwhile.</param>
    public Task<Awaited<T>> Now<T>(string question, Func<Action<double>, Task<Answer<T>>> work, bool waits = true) where T : class =>
        Now(question, (reached, _) => work(reached), waits);

    /// <inheritdoc cref="Now{T}(string, Func{Action{double}, Task{Answer{T}}}, bool)"/>
    /// <param name="work">Told besides when to stop.</param>
    public async Task<Awaited<T>> Now<T>(
        string question, Func<Action<double>, CancellationToken, Task<Answer<T>>> work, bool waits = true) where T : class
    {
        var asked = AskedFor(question, work);
        await asked.Work.WaitAsync(waits ? patience : TimeSpan.Zero).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!asked.Work.IsCompleted || asked.IsForgotten) return new Awaited<T>(null, null, asked.Share);
        if (!asked.Work.IsCompletedSuccessfully)
        {
            lock (changing) kept.Remove(asked);
            return new Awaited<T>(null, failed, null);
        }
        return (await (Task<Answer<T>>)asked.Work).Match(given => new Awaited<T>(given, null, 1), why => new Awaited<T>(null, why, 1));
    }

    private Kept AskedFor<T>(string question, Func<Action<double>, CancellationToken, Task<Answer<T>>> work)
    {
        lock (changing)
        {
            var asked = kept.FirstOrDefault(each => each.Question == question);
            if (asked is not null) kept.Remove(asked);
            else
            {
                asked = new Kept(question, stopping);
                asked.Work = Task.Run(() => InTurn(asked, work));
            }
            kept.AddFirst(asked);
            if (kept.Count > most)
            {
                kept.Last!.Value.Forget();
                kept.RemoveLast();
            }
            return asked;
        }
    }

    private async Task<Answer<T>> InTurn<T>(Kept asked, Func<Action<double>, CancellationToken, Task<Answer<T>>> work)
    {
        var turns = own ?? Turn<T>.Few;
        await turns.WaitAsync(asked.Stop);
        try
        {
            asked.Reached(0);
            // Begun on a thread of its own, so that pages are served meanwhile however many are at work. Work that awaits goes on in the
            // pool, so it reads its stop itself, and a heavy one is kept to few at once.
            return await Task.Factory.StartNew(
                () => work(asked.Reached, asked.Stop), asked.Stop, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
        catch (Exception failure) when (!asked.Stop.IsCancellationRequested)
        {
            Failed(log, failure, asked.Question);
            throw;
        }
        finally
        {
            turns.Release();
            asked.Done();
        }
    }

    [LoggerMessage(LogLevel.Error, "The answer to \"{Question}\" could not be worked out; the page says so.")]
    private static partial void Failed(ILogger logger, Exception failure, string question);

    private static class Turn<T>
    {
        public static readonly SemaphoreSlim Few = new(AtOnce, AtOnce);
    }

    private sealed class Kept
    {
        private CancellationTokenSource? stop;
        private double reached;
        private volatile bool isForgotten;

        public Kept(string question, CancellationToken stopping)
        {
            Question = question;
            stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            Stop = stop.Token;
        }

        public string Question { get; }

        public Task Work { get; set; } = Task.CompletedTask;

        /// <summary>No longer kept, because too many others were asked for since; or the server stops.</summary>
        public CancellationToken Stop { get; }

        public bool IsForgotten => isForgotten;

        public void Forget()
        {
            isForgotten = true;
            if (Interlocked.Exchange(ref stop, null) is { } atWork) _ = End(atWork);
        }

        /// <summary>The work is over: there is nothing left to stop.</summary>
        public void Done() => Interlocked.Exchange(ref stop, null)?.Dispose();

        /// <summary>Off this thread: whoever asked for something else does not wait for what ends with it.</summary>
        private static async Task End(CancellationTokenSource atWork)
        {
            await atWork.CancelAsync();
            atWork.Dispose();
        }

        /// <summary>Null until the work said more than that it began.</summary>
        public double? Share => Volatile.Read(ref reached) is > 0 and var share ? share : null;

        public void Reached(double share)
        {
            Stop.ThrowIfCancellationRequested();
            Volatile.Write(ref reached, share);
        }
    }
}
