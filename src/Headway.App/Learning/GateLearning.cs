using System.Collections.Concurrent;
using System.Globalization;
using Headway.Forecasting.Gates;
using Headway.Histories;

namespace Headway.App.Learning;

/// <summary>What a page asks of the gates: a history and what going on costs.</summary>
/// <param name="Identity">Stands for the history: its import, or the position of our own facts and the day.</param>
internal sealed record GateQuestion(string Identity, History History, NeededOutcomes Needed, GateHours Hours)
{
    /// <summary>The same question has the same answer; arrays are compared by what they hold.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture,
        $"{Identity} {string.Join(' ', Hours.PerWeek)} {Hours.CapacityPerWeek} {Hours.MarginShare}");
}

/// <summary>Works the gates out behind the scenes, one question at a time on this node, and keeps the answers.</summary>
internal sealed class GateLearning
{
    /// <summary>Different questions people try in a day; past it the answers are worked out anew.</summary>
    private const int MostKept = 24;

    private const ulong Seed = 1;

    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<Task<GateFloorsAnswer>>> answers = new();
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Null while it is still at work after a second; ask again.</summary>
    public async Task<GateFloorsAnswer?> Now(GateQuestion question)
    {
        if (answers.Count > MostKept) answers.Clear();
        var work = answers.GetOrAdd(question.Key, _ => new(() => Task.Run(() => Work(question)))).Value;
        if (await Task.WhenAny(work, Task.Delay(patience)) != work) return null;
        // A failure is shown to the one who asked and not kept: the next one asks anew.
        if (work.IsFaulted) answers.TryRemove(question.Key, out _);
        return await work;
    }

    private async Task<GateFloorsAnswer> Work(GateQuestion question)
    {
        await one.WaitAsync();
        try
        {
            return GateFloors.Of(question.History, question.Needed, question.Hours, Seed);
        }
        finally
        {
            one.Release();
        }
    }
}
