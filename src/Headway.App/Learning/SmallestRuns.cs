using Headway.Histories;
using Headway.Learning;
using Headway.Processes;

namespace Headway.App.Learning;

/// <summary>One search that is under way or done.</summary>
internal sealed class SmallestRun
{
    private double share;

    public SmallestRun(Func<Action<double>, (Answer<SmallestProcess>, Answer<SmallestDraft>)> search) =>
        Work = new(() => Task.Run(() => search(done => Volatile.Write(ref share, done))));

    public Lazy<Task<(Answer<SmallestProcess> Found, Answer<SmallestDraft> Draft)>> Work { get; }

    /// <summary>Share done, in [0,1].</summary>
    public double Share => Volatile.Read(ref share);
}

/// <summary>Searches for the smallest process go on behind the pages and are kept: leave, come back, and it is there.</summary>
internal sealed class SmallestRuns
{
    /// <summary>An answer is a few KB, but its history hangs on it.</summary>
    private const int MostKept = 6;

    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMilliseconds(600);

    private readonly Lock changing = new();
    private readonly LinkedList<(string Key, SmallestRun Run)> kept = [];

    /// <param name="key">Stands for the history and everything known in it.</param>
    /// <returns>The run, and whether it is done.</returns>
    public async Task<(SmallestRun Run, bool IsDone)> Of(string key, History history, Process? process, BesideKnown? known = null)
    {
        SmallestRun run;
        lock (changing)
        {
            var before = kept.FirstOrDefault(each => each.Key == key && !each.Run.Work.Value.IsFaulted).Run;
            run = before ?? new SmallestRun(progress =>
            {
                var found = SmallestProcess.Of(history, new SmallestQuestion { Process = process }, progress);
                return (found, found.Match(answer => SmallestDraft.Of(answer, history, process, known), why => why));
            });
            if (before is null) kept.AddFirst((key, run));
            if (kept.Count > MostKept) kept.RemoveLast();
        }
        var work = run.Work.Value;
        return (run, await Task.WhenAny(work, Task.Delay(patience)) == work);
    }
}
