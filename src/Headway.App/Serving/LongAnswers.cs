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
/// <remarks>One of a kind is worked out at a time on this node. An answer that is no longer kept ends its work when it next says how far
/// it is; a failure is told to those who wait for it and not kept: the next one asks anew.</remarks>
/// <param name="most">Answers kept.</param>
public sealed partial class LongAnswers(int most, ILogger<LongAnswers> log)
{
    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMilliseconds(800);

    private static readonly Refusal failed = new("answer-failed",
        "Something went wrong on our side while this was worked out. It was noted; open the page again to have it worked out anew.");

    private readonly Lock changing = new();
    private readonly LinkedList<Kept> kept = [];

    /// <param name="question">Names the question with every choice in it; the same words always ask for the same kind of answer.</param>
    /// <param name="work">Told where to say which share is done.</param>
    /// <param name="waits">False: whoever asks has something else to show meanwhile.</param>
    public async Task<Awaited<T>> Now<T>(string question, Func<Action<double>, Task<Answer<T>>> work, bool waits = true) where T : class
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

    private Kept AskedFor<T>(string question, Func<Action<double>, Task<Answer<T>>> work)
    {
        lock (changing)
        {
            var asked = kept.FirstOrDefault(each => each.Question == question);
            if (asked is not null) kept.Remove(asked);
            else
            {
                asked = new Kept(question);
                asked.Work = Task.Run(() => InTurn(asked, work));
            }
            kept.AddFirst(asked);
            if (kept.Count > most)
            {
                kept.Last!.Value.IsForgotten = true;
                kept.RemoveLast();
            }
            return asked;
        }
    }

    private async Task<Answer<T>> InTurn<T>(Kept asked, Func<Action<double>, Task<Answer<T>>> work)
    {
        await Turn<T>.One.WaitAsync();
        try
        {
            asked.Reached(0);
            return await work(asked.Reached);
        }
        catch (Exception failure) when (!asked.IsForgotten)
        {
            Failed(log, failure, asked.Question);
            throw;
        }
        finally
        {
            Turn<T>.One.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "The answer to \"{Question}\" could not be worked out; the page says so.")]
    private static partial void Failed(ILogger logger, Exception failure, string question);

    private static class Turn<T>
    {
        public static readonly SemaphoreSlim One = new(1, 1);
    }

    private sealed class Kept(string question)
    {
        private double reached;
        private volatile bool isForgotten;

        public string Question => question;

        public Task Work { get; set; } = Task.CompletedTask;

        /// <summary>No longer kept, because too many others were asked for since.</summary>
        public bool IsForgotten { get => isForgotten; set => isForgotten = value; }

        /// <summary>Null until the work said more than that it began.</summary>
        public double? Share => Volatile.Read(ref reached) is > 0 and var share ? share : null;

        public void Reached(double share)
        {
            if (IsForgotten) throw new OperationCanceledException("Nobody keeps this answer any more.");
            Volatile.Write(ref reached, share);
        }
    }
}
