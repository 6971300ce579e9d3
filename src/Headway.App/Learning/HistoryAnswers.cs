using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Headway.App.Histories;
using Headway.Histories;
using Headway.Processes;

namespace Headway.App.Learning;

/// <summary>The history a page about the road reads.</summary>
/// <param name="Process">Of our own; an import knows none.</param>
public sealed record RoadSubject(ChosenHistory Chosen, History? History, Calendar Calendar, Process? Process)
{
    /// <summary>Nothing to read yet, and nothing that says why.</summary>
    public bool IsEmpty => Chosen.IsOwn && (History is null || History.Cases == 0);
}

/// <summary>Answers worked out of a history once, off the page, and kept for as long as that history is.</summary>
internal sealed class HistoryAnswers
{
    /// <summary>Questions with a choice in them are many; past it all are worked out anew.</summary>
    private const int MostQuestions = 32;

    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    private readonly ConditionalWeakTable<History, ConcurrentDictionary<string, Lazy<Task<object>>>> kept = [];

    /// <param name="question">Names the question with every choice in it.</param>
    /// <returns>Null while it is still at work after a second; ask again.</returns>
    public async Task<T?> Now<T>(History history, string question, Func<T> work) where T : class
    {
        var questions = kept.GetOrCreateValue(history);
        if (questions.Count > MostQuestions) questions.Clear();
        var answer = questions.GetOrAdd(question, _ => new(() => Task.Run<object>(() => work()))).Value;
        if (answer.IsFaulted) questions.TryRemove(question, out _);
        return await Task.WhenAny(answer, Task.Delay(patience)) == answer ? (T)await answer : null;
    }
}

/// <summary>Opens what a page about the road was asked for.</summary>
internal sealed class RoadSubjects(ChosenHistories histories, Forecasting.Analysis analysis)
{
    public async Task<RoadSubject> Of(string? asked, DateTimeOffset now)
    {
        var chosen = await histories.Of(asked);
        if (!chosen.IsOwn) return new RoadSubject(chosen, chosen.Learned?.History, chosen.Learned?.Calendar ?? Calendar.Utc, null);
        var own = await analysis.Now(now);
        return new RoadSubject(chosen, own?.History, own?.Calendar ?? Calendar.Utc, own?.Process);
    }
}
